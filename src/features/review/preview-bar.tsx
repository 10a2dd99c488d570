import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { PreviewedLayer, Problem } from '../../reviewing/protocol.ts'
import { useShell } from '../../shell/shell.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { textIn } from '../../words/text-in.ts'
import { startReviewWorker, toProblem } from '../../workers/review-client.ts'
import styles from './preview-bar.module.css'
import { hidePreview, showPreview } from './previewed.ts'
import { openPackage } from './session.ts'

const LayerPageDialog = lazy(async () => ({
  default: (await import('./layer-page-dialog.tsx')).LayerPageDialog,
}))

const toFile = ({ held: { file, name } }: PreviewedLayer): File => new File([file], name)

/** That a layer is shown before its release: which, from where, and whether anybody has approved it. */
export function PreviewBar({ source }: { readonly source: string | File }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data } = useShell()
  const [shown, setShown] = useState<PreviewedLayer | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isPageOpen, setPageOpen] = useState(false)
  useEffect(() => {
    setShown(null)
    setProblem(null)
    let isWanted = true
    let isOnMap = false
    const worker = startReviewWorker()
    const given = typeof source === 'string' ? new URL(source, document.baseURI).href : source
    Promise.race([worker.call('preview', { source: given }), worker.broken])
      .then(async (previewed) => {
        if (!isWanted) return
        await showPreview(previewed, data)
        isOnMap = true
        if (isWanted) setShown(previewed)
        else await hidePreview(data)
      })
      .catch((error: unknown) => {
        if (isWanted) setProblem(toProblem(error))
      })
      .finally(() => worker.end())
    return () => {
      isWanted = false
      worker.end()
      if (isOnMap) void hidePreview(data)
    }
  }, [source, data])
  const file = useMemo(() => shown && toFile(shown), [shown])
  const end = () => useAtlas.setState({ preview: null })
  return (
    <aside
      aria-label={t('review.preview.label')}
      className={styles.bar}
      data-preview={shown ? 'shown' : problem ? 'failed' : 'loading'}
    >
      <p role="status">
        <strong>{t('review.preview.mark')}</strong>{' '}
        {shown
          ? t('review.preview.shown', {
              layer: textIn(shown.held.title, language),
              edition: shown.held.edition,
              approval: shown.held.approval
                ? t('review.preview.approved', { initials: shown.held.approval.initials })
                : t('review.release.unapproved'),
            })
          : problem
            ? toSentence(problem, language)
            : t('review.preview.loading')}{' '}
        {typeof source === 'string' && <code>{source}</code>}
      </p>
      <p className={styles.buttons}>
        {shown && (
          <Button size="small" onClick={() => setPageOpen(true)}>
            {t('review.preview.page')}
          </Button>
        )}
        {file && (
          <Button
            size="small"
            onClick={() => {
              useAtlas.getState().openPanel('review')
              void openPackage(file)
            }}
          >
            {t('review.preview.package')}
          </Button>
        )}
        <Button size="small" onClick={end}>
          {t('review.preview.end')}
        </Button>
      </p>
      {file && isPageOpen && (
        <Suspense>
          <LayerPageDialog file={file} onClose={() => setPageOpen(false)} />
        </Suspense>
      )}
    </aside>
  )
}
