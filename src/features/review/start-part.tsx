import { FilePlus2 } from 'lucide-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import {
  PREVIEW_FOLDER,
  PREVIEW_LIST,
  type PreviewList,
  previewListSchema,
} from '../../reviewing/release/preview-list.ts'
import { fetchJson } from '../../sources/fetch-json.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { textIn } from '../../words/text-in.ts'
import { KeptReviews } from './kept-reviews.tsx'
import styles from './review-panel.module.css'
import { openPackage, startReview, themesOf, useReview } from './session.ts'

/** What is to be reviewed, by what, and what was reviewed before. */
export function StartPart() {
  const { t } = useTranslation()
  const language = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const waiting = useWaiting()
  const packageInput = useRef<HTMLInputElement>(null)
  const { theme, before } = useReview()

  const themes = themesOf().toSorted((a, b) =>
    textIn(a.title, language).localeCompare(textIn(b.title, language), language),
  )
  // The page takes what is dropped elsewhere for layers to be drawn.
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    event.nativeEvent.stopPropagation()
    void startReview([...event.dataTransfer.files])
  }
  return (
    <div data-review-stage="choose">
      <p tabIndex={-1} data-review-says>
        {t('review.lead')}
      </p>
      <Field label={t('review.theme')} help={t('review.themeHelp')}>
        {(control) => (
          <select
            {...control}
            value={theme ?? ''}
            onChange={(event) => useReview.setState({ theme: event.target.value || null })}
          >
            <option value="">{t('review.noTheme')}</option>
            {themes.map(({ id, title }) => (
              <option key={id} value={id}>
                {textIn(title, language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same */}
      <div
        className={styles.drop}
        onDragOver={(event) => {
          event.preventDefault()
          event.nativeEvent.stopPropagation()
        }}
        onDrop={onDrop}
      >
        <Button kind="primary" onClick={() => input.current?.click()}>
          <FilePlus2 size={18} aria-hidden /> {t('review.choose')}
        </Button>
        <span>{t('review.drop')}</span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          data-review="files"
          onChange={({ target }) => void startReview([...(target.files ?? [])])}
        />
      </div>
      <p className={styles.buttons}>
        <Button size="small" onClick={() => packageInput.current?.click()}>
          {t('review.release.open')}
        </Button>
        <input
          ref={packageInput}
          type="file"
          accept=".zip"
          hidden
          data-review="package-file"
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void openPackage(file)
          }}
        />
      </p>
      {before && <p role="status">{t('review.comparedWith', { file: before.file })}</p>}
      {waiting.length > 0 && (
        <section>
          <h3 className={styles.heading}>{t('review.preview.waiting')}</h3>
          <ul className={styles.kept}>
            {waiting.map(({ id, title, edition, path }) => (
              <li key={id}>
                <span>
                  {t('review.preview.waitingOne', { layer: textIn(title, language), edition })}
                </span>
                <Button
                  size="small"
                  onClick={() => useAtlas.setState({ preview: PREVIEW_FOLDER + path })}
                >
                  {t('review.preview.show')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <KeptReviews />
    </div>
  )
}

/** The packages that wait on this site for their release; none where it has no list of them. */
function useWaiting(): PreviewList['packages'] {
  const [waiting, setWaiting] = useState<PreviewList['packages']>([])
  useEffect(() => {
    const url = new URL(PREVIEW_FOLDER + PREVIEW_LIST, document.baseURI).href
    fetchJson(url)
      .then((json) => setWaiting(previewListSchema.parse(json).packages))
      // A site without previews is as good as one whose list is empty.
      .catch(() => undefined)
  }, [])
  return waiting
}
