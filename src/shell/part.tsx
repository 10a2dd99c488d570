import { Component, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import styles from './part.module.css'

interface PartProps {
  readonly children: ReactNode
  /** Where it can be done without. */
  readonly onClose?: () => void
}

/** A part of the page that comes when it is first shown. Where it does not come it says so, and the rest goes on. */
export class Part extends Component<PartProps, { readonly isMissing: boolean }> {
  override state = { isMissing: false }

  static getDerivedStateFromError() {
    return { isMissing: true }
  }

  override render() {
    const { children, onClose } = this.props
    return this.state.isMissing ? <Missing onClose={onClose} /> : <Suspense>{children}</Suspense>
  }
}

function Missing({ onClose }: Pick<PartProps, 'onClose'>) {
  const { t } = useTranslation()
  return (
    <div className={styles.missing} role="alert">
      <p>{t('app.partMissing')}</p>
      <p className={styles.ways}>
        {/* Browsers keep in mind what did not come until the page is loaded again; the address has the view. */}
        <Button kind="primary" onClick={() => location.reload()}>
          {t('start.retry')}
        </Button>
        {onClose && <Button onClick={onClose}>{t('notice.dismiss')}</Button>}
      </p>
    </div>
  )
}
