import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { formatNumber } from '../../words/format.ts'
import styles from './export-panel.module.css'

interface ChoicesProps {
  readonly label: string
  readonly hint?: string
  readonly options: readonly {
    readonly value: string
    readonly label: string
    /** The name behind the label. */
    readonly code?: string
  }[]
  readonly chosen: readonly string[]
  /** The chosen values in the order of the options. */
  readonly onChange: (chosen: readonly string[]) => void
}

/** Any of several, behind a disclosure that says how many are chosen. */
export function Choices({ label, hint, options, chosen, onChange }: ChoicesProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const values = options.map(({ value }) => value)
  const count = formatNumber(chosen.length, language)
  const all = formatNumber(values.length, language)
  return (
    <details className={styles.disclosure}>
      <summary>
        <span>{label}</span>
        <span className={styles.count}>{t('export.fields.chosen', { chosen: count, all })}</span>
      </summary>
      <fieldset>
        <legend className="visually-hidden">{label}</legend>
        {hint && <p className={styles.hint}>{hint}</p>}
        <p className={styles.buttons}>
          <Button size="small" onClick={() => onChange(values)}>
            {t('export.fields.all')}
          </Button>
          <Button size="small" onClick={() => onChange([])}>
            {t('export.fields.none')}
          </Button>
        </p>
        {options.map((option) => (
          <Choice
            key={option.value}
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={({ target }) =>
              onChange(
                values.filter((value) =>
                  value === option.value ? target.checked : chosen.includes(value),
                ),
              )
            }
          >
            {option.label} {option.code && <code className={styles.code}>{option.code}</code>}
          </Choice>
        ))}
      </fieldset>
    </details>
  )
}
