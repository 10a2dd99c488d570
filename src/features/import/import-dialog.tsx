import { ShieldCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ChooseFiles } from './choose-files.tsx'
import styles from './import-dialog.module.css'
import { ImportProgressView } from './import-progress.tsx'
import { ReviewLayers } from './review-layers.tsx'
import { SampleNote } from './sample-note.tsx'
import { cancelImport, endImport, useImport } from './session.ts'
import { StoredLayers } from './stored-layers.tsx'

/** The dialog of an import, from choosing files to adding their layers; what this device keeps, too. */
export function ImportDialog({ close }: PanelProps) {
  const { t } = useTranslation()
  const stage = useImport((state) => state.stage)
  const sample = useImport((state) => state.sample)
  const early = useImport((state) => state.early)
  const language = useLanguage()
  const body = useRef<HTMLDivElement>(null)

  useEffect(() => endImport, [])

  // With each stage the old controls go: the focus stays in the dialog, at what is new.
  const { kind } = stage
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    // Both need the new page laid out, which is a task of its own where there is much of it.
    const timer = setTimeout(() => {
      body.current?.scrollTo?.(0, 0)
      if (kind !== 'choose' || document.activeElement === document.body) body.current?.focus()
    })
    return () => clearTimeout(timer)
  }, [kind])

  return (
    <Dialog
      id="import"
      title={t('import.title')}
      closeLabel={t('import.close')}
      onClose={close}
      onCancel={kind === 'working' ? cancelImport : close}
      // Beside the map, on which a sample of what is read is drawn.
      size={sample ? 'beside' : 'middle'}
    >
      <div ref={body} className={styles.body} tabIndex={-1} data-stage={kind}>
        <p className={styles.private}>
          <ShieldCheck size={18} aria-hidden /> {t('import.private')}
        </p>
        <p role="status" className={styles.cancelled}>
          {stage.kind === 'choose' && stage.isCancelled && t('import.cancelled')}
        </p>
        {stage.kind === 'choose' && (
          <>
            <ChooseFiles />
            <StoredLayers />
          </>
        )}
        {stage.kind === 'working' && <ImportProgressView progress={stage.progress} />}
        {stage.kind === 'review' && <ReviewLayers {...stage} />}
        {stage.kind === 'failed' && (
          <div className={styles.failed} role="alert">
            <h3>{t('import.failed')}</h3>
            <p>{toSentence(stage.problem, language)}</p>
            <Button onClick={cancelImport}>{t('import.again')}</Button>
          </div>
        )}
      </div>
      {sample && <SampleNote sample={sample} stage={stage} early={early} />}
    </Dialog>
  )
}
