import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Problem } from '../../reviewing/protocol.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { LANGUAGES } from '../../words/languages.ts'
import { toProblem } from '../../workers/review-client.ts'
import { makeLayerPage, type ShownPage } from './layer-page.ts'
import styles from './layer-page-dialog.module.css'

interface DialogProps {
  readonly file: File
  readonly onClose: () => void
}

/** The public page of a layer that is not released, made by the program that makes those of the site. */
export function LayerPageDialog({ file, onClose }: DialogProps) {
  const { t } = useTranslation()
  const own = useLanguage()
  const [language, setLanguage] = useState(own)
  const [page, setPage] = useState<ShownPage | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    let made: ShownPage | null = null
    setPage(null)
    makeLayerPage(file, language, controller.signal).then(
      (shown) => {
        made = shown
        if (controller.signal.aborted) shown.release()
        else setPage(shown)
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setProblem(toProblem(error))
      },
    )
    return () => {
      controller.abort()
      made?.release()
    }
  }, [file, language])
  const keepInside = useCallback(({ currentTarget }: { currentTarget: HTMLIFrameElement }) => {
    const shown = currentTarget.contentDocument
    if (shown) leadOn(shown, setLanguage)
  }, [])
  return (
    <Dialog
      id="layer-page"
      title={t('review.preview.pageTitle')}
      closeLabel={t('review.preview.closePage')}
      onClose={onClose}
      size="page"
    >
      <div className={styles.body} data-layer-page={page ? 'shown' : 'loading'}>
        {problem && <p role="alert">{toSentence(problem, own)}</p>}
        {!page && !problem && <p role="status">{t('review.preview.loading')}</p>}
        {page && (
          <iframe
            className={styles.page}
            title={t('review.preview.pageTitle')}
            // It runs nothing, whatever the package says; what it links to opens beside the Atlas.
            sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads"
            srcDoc={page.html}
            onLoad={keepInside}
          />
        )}
      </div>
    </Dialog>
  )
}

/** Has the page's links lead out of the frame, those to its other languages excepted, and not to what is no address. */
function leadOn(page: Document, onLanguage: (language: string) => void): void {
  for (const link of page.querySelectorAll('a')) {
    if (LANGUAGES.includes(link.hreflang)) {
      link.addEventListener('click', (event) => {
        event.preventDefault()
        onLanguage(link.hreflang)
      })
    }
    // In a frame without an address of its own, a part of the page is a part of the Atlas.
    if (link.getAttribute('href')?.startsWith('#')) link.removeAttribute('href')
    else if (!link.hasAttribute('download')) link.target = '_blank'
  }
}
