import { type ReactNode, useState } from 'react'
import styles from './layer-card.module.css'

/** What is seen once it is asked for, and made only then: a card may hold much of it. */
export function More({
  summary,
  children,
}: {
  readonly summary: string
  readonly children: () => ReactNode
}) {
  const [wasOpened, setWasOpened] = useState(false)
  return (
    <details className={styles.more} onToggle={() => setWasOpened(true)}>
      <summary>{summary}</summary>
      {wasOpened && children()}
    </details>
  )
}
