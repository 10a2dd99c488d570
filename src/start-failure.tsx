import { useTranslation } from 'react-i18next'
import styles from './app.module.css'

/** What is seen where the Atlas cannot start: why, and the way to try again. */
export function StartFailure({ reason }: { readonly reason: string }) {
  const { t } = useTranslation()
  return (
    <main className={styles.failure}>
      <h1>{t('app.title')}</h1>
      <p>{t('start.catalogFailed')}</p>
      <p>{t('start.catalogFailedHelp', { reason })}</p>
      <button type="button" onClick={() => location.reload()}>
        {t('start.retry')}
      </button>
    </main>
  )
}
