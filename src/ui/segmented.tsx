import { useId } from 'react'
import styles from './segmented.module.css'

interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
  /** What is shown, where the label is too long for it. */
  readonly short?: string
  /** The language of the label, where it is not the page's. */
  readonly lang?: string
}

interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
  /** Where it stands: in the band or in a panel. */
  readonly tone?: 'band' | 'panel'
}

/** One choice of a few, all in view: a group of radio buttons drawn as one bar. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  tone = 'panel',
}: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.group} data-tone={tone}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.option} title={option.label} lang={option.lang}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            aria-label={option.label}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.short ?? option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
