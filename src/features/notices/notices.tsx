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
    <section
      className={styles.region}
      tabIndex={-1}
      aria-label={t('notice.region')}
      aria-live="polite"
    >
      {notices.map(({ id, key, values }) => (
        <div key={id} className={styles.notice}>
          <p>{t(key, values)}</p>
          <IconButton
            label={t('notice.dismiss')}
            onClick={({ currentTarget }) => {
              // The notice goes with its button: the keys go on from here.
              currentTarget.closest('section')?.focus()
              dismiss(id)
            }}
          >
            <X size={18} aria-hidden />
          </IconButton>
        </div>
      ))}
    </section>
  )
}
