import { useTranslation } from 'react-i18next'
import { toSentence } from '../i18n/problem-sentence.ts'
import { useLanguage } from '../i18n/use-language.ts'
import type { Problem } from '../model/problem.ts'
import { Button } from '../ui/button.tsx'
import styles from './failed.module.css'

/** What could not be had, why, and a button to try again; it is read out as it comes. */
export function Failed({
  what,
  problem,
  onRetry,
}: {
  /** In the reader's language, a whole sentence. */
  readonly what: string
  readonly problem: Problem
  onRetry(): void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <div role="alert" className={styles.failed}>
      <p>
        {what} {toSentence(problem, language)}
      </p>
      <Button size="small" onClick={onRetry}>
        {t('start.retry')}
      </Button>
    </div>
  )
}
