import type { Language } from '../model/schema.ts'
import { Field } from '../ui/field.tsx'
import { factsOf, LANGUAGES } from '../words/languages.ts'

/** Which of the languages of the Atlas, each by its own name. */
export function LanguageSelect({
  label,
  value,
  none,
  onChange,
}: {
  readonly label: string
  readonly value: Language
  /** The words of the choice of none of them, whose value is an empty text; left out where one has to be chosen. */
  readonly none?: string
  readonly onChange: (value: Language) => void
}) {
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {LANGUAGES.map((each) => (
            <option key={each} value={each} lang={each}>
              {factsOf(each).name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
