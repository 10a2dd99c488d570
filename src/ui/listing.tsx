import { Copy } from 'lucide-react'
import { Button } from './button.tsx'
import form from './form.module.css'
import styles from './listing.module.css'

interface ListingProps {
  readonly label: string
  readonly text: string
  readonly rows: number
  readonly copyLabel: string
  onCopy(): void
  /** Whether it was copied, in words. */
  readonly said: string | null
}

/** Lines of code to be read and copied. */
export function Listing({ label, text, rows, copyLabel, onCopy, said }: ListingProps) {
  return (
    <>
      <textarea
        className={styles.listing}
        aria-label={label}
        readOnly
        rows={rows}
        spellCheck={false}
        value={text}
      />
      <p className={form.buttons}>
        <Button size="small" onClick={onCopy}>
          <Copy size={15} aria-hidden /> {copyLabel}
        </Button>
        <span role="status">{said}</span>
      </p>
    </>
  )
}
