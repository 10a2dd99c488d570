import styles from './ask-panel.module.css'

interface BracketProps {
  /** Read out; the sentence around it says it to who sees it. */
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

/** One choice within a sentence. What is chosen and no option says stands as it is. */
export function Bracket({ label, value, options, onChange }: BracketProps) {
  const isKnown = options.some((option) => option.value === value)
  return (
    <select
      className={styles.bracket}
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      {!isKnown && <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
