import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import type { ImportProgress } from '../../importing/protocol.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../words/format.ts'
import { formatSize } from '../../words/format-size.ts'
import styles from './import-dialog.module.css'
import { cancelImport } from './session.ts'

/** How often a screen reader is told how far it is. */
const ANNOUNCE_MILLISECONDS = 4000

/** How far an import is, in bytes and features, and the button that ends it. */
export function ImportProgressView({ progress }: { readonly progress: ImportProgress | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const phase = t(`import.phase.${progress?.phase ?? 'start'}`)
  const text = progress ? toText(progress) : ''
  const share = progress?.bytesTotal ? progress.bytesDone / progress.bytesTotal : null
  const [announced, setAnnounced] = useState(phase)
  const isNew = !announced.startsWith(phase)

  useEffect(() => {
    if (isNew) setAnnounced(phase)
  }, [isNew, phase])
  useEffect(() => {
    const timer = setInterval(() => setAnnounced(`${phase} ${text}`), ANNOUNCE_MILLISECONDS)
    return () => clearInterval(timer)
  }, [phase, text])

  function toText({ phase: current, bytesDone, bytesTotal, features }: ImportProgress): string {
    const number = formatNumber(features, language)
    if (current === 'writing') {
      return t('import.progressWriting', { count: features, features: number })
    }
    const done = formatSize(bytesDone, language)
    if (bytesTotal === null) return t('import.progressUnknown', { done })
    const total = formatSize(bytesTotal, language)
    return features > 0
      ? t('import.progressFeatures', { count: features, done, total, features: number })
      : t('import.progress', { done, total })
  }

  return (
    <div className={styles.working}>
      <h3>{t('import.working')}</h3>
      <p>
        {phase} <span className={styles.amount}>{text}</span>
      </p>
      <progress
        aria-label={t('import.working')}
        className={styles.bar}
        max={1}
        {...(share === null ? {} : { value: share })}
      />
      <p className="visually-hidden" role="status">
        {announced}
      </p>
      <Button onClick={cancelImport}>{t('import.cancel')}</Button>
    </div>
  )
}
