import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAtlas } from '../../state/store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './notices.module.css'

/** What the reader should know, until it is dismissed; read out as it comes. */
export function Notices() {
  const { t } = useTranslation()
  const notices = useAtlas((state) => state.notices)
  const { dismiss } = useAtlas.getState()
  return (
    <section className={styles.region} aria-label={t('notice.region')} aria-live="polite">
      {notices.map(({ id, key, values }) => (
        <div key={id} className={styles.notice}>
          <p>{t(key, values)}</p>
          <IconButton label={t('notice.dismiss')} onClick={() => dismiss(id)}>
            <X size={18} aria-hidden />
          </IconButton>
        </div>
      ))}
    </section>
  )
}
