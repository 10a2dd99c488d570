import { TriangleAlert } from 'lucide-react'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Warning } from '../../importing/protocol.ts'
import styles from './review-layers.module.css'

/** What was skipped, renamed, cut or guessed, in the reader's language and counted. */
export function Remarks({ warnings }: { readonly warnings: readonly Warning[] }) {
  const language = useLanguage()
  return (
    <ul className={styles.remarks}>
      {warnings.map((warning) => (
        <li key={`${warning.code} ${warning.message}`} data-code={warning.code}>
          <TriangleAlert size={15} aria-hidden />
          <span>{toSentence(warning, language)}</span>
        </li>
      ))}
    </ul>
  )
}
