import { Copy, Save, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classesOf, toClassCondition } from '../../model/classes.ts'
import { toWhereText } from '../../model/where.ts'
import { useAtlas } from '../../state/store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useReturnFocus } from '../../ui/use-return-focus.ts'
import styles from './export-panel.module.css'
import { saveText } from './save-file.ts'
import { Segments } from './segments.tsx'
import {
  CITATION_FILES,
  CITATION_FORMS,
  type CitationForm,
  type SeenLayer,
  toCitations,
} from './to-citations.ts'
import { useCopy } from './use-copy.ts'

/** One block of citations for all that the map shows. */
export function CitePanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const language = useAtlas((state) => state.language)
  const layers = useSeenLayers()
  const address = useAddress()
  const [form, setForm] = useState<CitationForm>('text')
  const [date] = useState(() => new Date())
  const { copy, said } = useCopy()
  const heading = useRef<HTMLHeadingElement>(null)
  useReturnFocus()
  useEffect(() => heading.current?.focus(), [])
  const site = { url: new URL('.', document.baseURI).href }
  const text = toCitations(form, { layers, date, url: address, site, language })
  const { extension, mediaType } = CITATION_FILES[form]
  return (
    <section
      className={styles.panel}
      aria-labelledby="cite-title"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className={styles.head}>
        <h2 id="cite-title" ref={heading} tabIndex={-1}>
          {t('cite.title')}
        </h2>
        <IconButton label={t('cite.close')} onClick={onClose}>
          <X size={19} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.body}>
        {layers.length === 0 ? (
          <p>{t('cite.none')}</p>
        ) : (
          <>
            <p>{t('cite.hint', { count: layers.length })}</p>
            <Segments
              label={t('cite.form')}
              value={form}
              onChange={setForm}
              options={CITATION_FORMS.map((value) => ({ value, label: t(`cite.${value}`) }))}
            />
            <textarea
              className={styles.citations}
              aria-label={t(`cite.${form}`)}
              readOnly
              spellCheck={false}
              value={text}
            />
          </>
        )}
      </div>
      {layers.length > 0 && (
        <div className={styles.foot}>
          <p className={styles.buttons}>
            <button type="button" className={styles.primary} onClick={() => copy(text)}>
              <Copy size={16} aria-hidden /> {t('export.copy')}
            </button>
            <button
              type="button"
              className={styles.action}
              onClick={() => saveText(text, `atlas-citations.${extension}`, mediaType)}
            >
              <Save size={16} aria-hidden /> {t('cite.save')}
            </button>
            <span role="status">{said}</span>
          </p>
        </div>
      )}
    </section>
  )
}

/** The layers that are shown and have a source, from the topmost down. */
function useSeenLayers(): readonly SeenLayer[] {
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  return useMemo(
    () =>
      layers.flatMap(({ id, visible, hiddenClasses }): SeenLayer[] => {
        const entry = catalog.get(id)
        if (!visible || !entry?.provenance) return []
        const condition =
          entry.symbology && hiddenClasses?.length
            ? toClassCondition(classesOf(entry.symbology), new Set(hiddenClasses), entry.fields)
            : null
        if (condition === 'nothing') return []
        return [{ entry, ...(condition && { filter: toWhereText(condition) }) }]
      }),
    [layers, catalog],
  )
}

/** The address is kept true to the view a moment after each change (`src/main.tsx`). */
const ADDRESS_MILLISECONDS = 400

/** The address of the view as it is now. */
function useAddress(): string {
  const [address, setAddress] = useState(() => location.href)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const settle = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setAddress(location.href), ADDRESS_MILLISECONDS)
    }
    settle()
    const stop = useAtlas.subscribe(settle)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [])
  return address
}
