import { useTranslation } from 'react-i18next'
import type { CatalogFault } from '../../catalog/parse-catalog.ts'
import { DATA_LANGUAGES } from '../../model/schema.ts'
import { Field } from '../../ui/field.tsx'
import { factsOf } from '../../words/languages.ts'
import { type Path, toLocalized } from './draft.ts'
import styles from './release-part.module.css'

/** What is wrong at a place of the draft. */
export function faultAt(faults: readonly CatalogFault[], path: Path): CatalogFault | undefined {
  const at = path.join('.')
  return faults.find(({ field }) => field === at || at.startsWith(`${field}.`))
}

export interface ThreeProps {
  readonly label: string
  readonly value: unknown
  readonly path: Path
  readonly faults: readonly CatalogFault[]
  readonly isLong?: boolean
  readonly onChange: (value: ReturnType<typeof toLocalized>) => void
}

/** A text in each language of the data, side by side where there is room. */
export function InThree({ label, value, path, faults, isLong = false, onChange }: ThreeProps) {
  const { t } = useTranslation()
  const texts = toLocalized(value)
  return (
    <fieldset className={styles.three} data-field={path.join('.')}>
      <legend>{label}</legend>
      {DATA_LANGUAGES.map((language) => (
        <Field
          key={language}
          label={factsOf(language).name}
          isInline={!isLong}
          error={faultAt(faults, [...path, language]) && t('review.release.wrong')}
        >
          {(control) => {
            const own = {
              ...control,
              lang: language,
              value: texts[language],
              onChange: ({ target }: { readonly target: { readonly value: string } }) =>
                onChange({ ...texts, [language]: target.value }),
            }
            return isLong ? <textarea rows={4} data-prose {...own} /> : <input {...own} />
          }}
        </Field>
      ))}
    </fieldset>
  )
}
