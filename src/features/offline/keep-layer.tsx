import { HardDriveDownload, RefreshCw, Trash2, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isDeviceLayer, type LayerEntry } from '../../catalog/device-layer.ts'
import { keptBytes, type PublishedLayer } from '../../catalog/kept-layer.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { useData } from '../../shell/shell.ts'
import { Button } from '../../ui/button.tsx'
import { formatDay } from '../../words/format.ts'
import { formatSize } from '../../words/format-size.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './keep-layer.module.css'
import { keepLayer, unkeepLayer, useKeeping } from './keeping.ts'
import { toPublished } from './restore.ts'

/** In the row of a published layer: whether its files are kept whole on this device, and to have it so. */
export function KeepLayer({ entry }: { readonly entry: LayerEntry }) {
  return isDeviceLayer(entry) ? null : <Keep layer={entry} />
}

function Keep({ layer }: { readonly layer: PublishedLayer }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const data = useData()
  const keeping = useKeeping(({ keepings }) => keepings.get(layer.id))
  const section = useRef<HTMLElement>(null)
  const title = textIn(layer.title, language)
  const published = toPublished(layer)
  const step = keeping?.kind === 'working' ? 'working' : layer.kept ? 'kept' : 'not'
  useFocusWithin(section, step)

  return (
    <section ref={section} className={styles.keep} aria-label={t('offline.title')} tabIndex={-1}>
      {keeping?.kind === 'working' ? (
        <Working layer={published} doneBytes={keeping.doneBytes} cancel={keeping.cancel} />
      ) : (
        <>
          {layer.kept && (
            <p role="status">
              {t('offline.kept', { size: formatSize(keptBytes(layer), language) })}
            </p>
          )}
          {layer.kept?.newer && (
            <p>
              {t('offline.newer', {
                date: formatDay(new Date(layer.kept.since), language),
              })}
            </p>
          )}
          {keeping?.kind === 'failed' && (
            <p className={styles.failed} role="alert">
              <TriangleAlert size={16} aria-hidden /> {toSentence(keeping.problem, language)}
            </p>
          )}
          <div className={styles.actions}>
            {(!layer.kept || layer.kept.newer) && (
              <Button
                size="small"
                aria-label={layer.kept ? undefined : t('offline.keepLayer', { layer: title })}
                onClick={() => void keepLayer(data, layer)}
              >
                {layer.kept ? (
                  <>
                    <RefreshCw size={16} aria-hidden />{' '}
                    {t('offline.fetchNewer', { size: formatSize(keptBytes(published), language) })}
                  </>
                ) : (
                  <>
                    <HardDriveDownload size={16} aria-hidden /> {t('offline.keep')}
                  </>
                )}
              </Button>
            )}
            {layer.kept && (
              <Button
                size="small"
                aria-label={t('offline.unkeepLayer', { layer: title })}
                onClick={() => void unkeepLayer(layer)}
              >
                <Trash2 size={16} aria-hidden /> {t('offline.unkeep')}
              </Button>
            )}
          </div>
          {!layer.kept && (
            <p className={styles.hint}>
              {t('offline.size', { size: formatSize(keptBytes(layer), language) })}
            </p>
          )}
        </>
      )}
    </section>
  )
}

interface WorkingProps {
  readonly layer: PublishedLayer
  readonly doneBytes: number
  readonly cancel: () => void
}

function Working({ layer, doneBytes, cancel }: WorkingProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const totalBytes = keptBytes(layer)
  const label = t('offline.keeping', { layer: textIn(layer.title, language) })
  const done = formatSize(doneBytes, language)
  return (
    <>
      <p>
        {label}{' '}
        <span className={styles.hint}>
          {t('offline.progress', { done, total: formatSize(totalBytes, language) })}
        </span>
      </p>
      <progress className={styles.bar} aria-label={label} max={totalBytes} value={doneBytes} />
      <div className={styles.actions}>
        <Button size="small" onClick={cancel}>
          {t('offline.cancel')}
        </Button>
      </div>
    </>
  )
}

/** Keeps the focus here when the button that had it gives way to another. */
function useFocusWithin(section: React.RefObject<HTMLElement | null>, step: string): void {
  const lastStep = useRef(step)
  useEffect(() => {
    if (lastStep.current === step) return
    lastStep.current = step
    if (document.activeElement === document.body) section.current?.focus()
  }, [section, step])
}
