import { HardDrive } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DeviceLayer, isDeviceLayer } from '../../catalog/device-layer.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { measureStorage } from '../../sources/device-files.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { formatSize } from '../../words/format-size.ts'
import { textIn } from '../../words/text-in.ts'
import { DeleteLayer } from './delete-layer.tsx'
import styles from './stored-layers.module.css'

/** The bytes that a layer takes on this device, its overviews included. */
export function storedBytes({ files, overlays = [], screenOverlays = [] }: DeviceLayer): number {
  const images = screenOverlays.flatMap(({ image }) => image ?? [])
  return [...files, ...overlays, ...images].reduce((sum, { bytes }) => sum + bytes, 0)
}

/** What earlier imports keep on this device: each with its size, to be shown again or deleted. */
export function StoredLayers() {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalog = useAtlas((state) => state.catalog)
  const onMap = useAtlas((state) => state.layers)
  const { addLayer } = useAtlas.getState()
  const layers = useMemo(() => [...catalog.values()].filter(isDeviceLayer), [catalog])
  const [freeBytes, setFreeBytes] = useState<number | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the layers changes the rest
  useEffect(() => {
    let isLeft = false
    void measureStorage().then((measured) => isLeft || setFreeBytes(measured.freeBytes))
    return () => {
      isLeft = true
    }
  }, [layers])

  const total = layers.reduce((sum, layer) => sum + storedBytes(layer), 0)
  return (
    <section className={styles.stored} aria-labelledby="stored-title">
      <h3 id="stored-title" className={styles.title}>
        <HardDrive size={17} aria-hidden /> {t('import.stored')}
      </h3>
      {layers.length === 0 ? (
        <p className={styles.empty}>{t('import.storedEmpty')}</p>
      ) : (
        <ul className={styles.list}>
          {layers.map((layer) => {
            const title = textIn(layer.title, language)
            const isOnMap = onMap.some(({ id, visible }) => id === layer.id && visible)
            return (
              <li key={layer.id} className={styles.item} data-stored={layer.id}>
                <span className={styles.name}>{title}</span>
                <span className={styles.size}>{formatSize(storedBytes(layer), language)}</span>
                <Button
                  disabled={isOnMap}
                  aria-label={isOnMap ? undefined : t('import.showStoredLayer', { layer: title })}
                  onClick={() => addLayer(layer.id)}
                >
                  {t(isOnMap ? 'import.shownStored' : 'import.showStored')}
                </Button>
                <DeleteLayer layer={layer} label={t('import.delete')} />
              </li>
            )
          })}
        </ul>
      )}
      {freeBytes !== null && (
        <p className={styles.empty}>
          {t('import.storedTotal', {
            size: formatSize(total, language),
            free: formatSize(freeBytes, language),
          })}
        </p>
      )}
    </section>
  )
}
