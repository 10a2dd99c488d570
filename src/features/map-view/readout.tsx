import { Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { toLanguage } from '../../catalog/in-language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { layersOfAll } from '../../state/comparison.ts'
import { usePointer } from '../../state/pointer.ts'
import { useAtlas } from '../../state/store.ts'
import { Popover } from '../../ui/popover.tsx'
import { formatLonLat } from '../../words/format.ts'
import { formatDistance, formatNaaf, toScaleBar } from './format.ts'
import styles from './readout.module.css'

const MAX_BAR_PIXELS = 140

/** The layers are drawn for 1:10,000,000, where this is a tenth of a millimetre: no more is known of a place. */
const DATA_METERS = 1000

/** Finer than about 1:1,000,000, on a screen whose pixels are 0.28 mm (OGC), the map shows more than it knows. */
const HONEST_PIXEL_METERS = 280

/** Finer than this only what a reader brought is enlarged any more: zoom 10 of the Framework, with air. */
const FINEST_PIXEL_METERS = 20

/** Scale bar, coordinates and sources at the foot of the map. */
export function Readout() {
  const { t } = useTranslation()
  const language = useLanguage()
  const place = usePointer((state) => state.place)
  const center = usePointer((state) => state.center)
  const pixelMeters = usePointer((state) => state.pixelMeters)
  const shown = place ?? center
  const bar = pixelMeters ? toScaleBar(pixelMeters, MAX_BAR_PIXELS) : null
  const hasOwn = useAtlas(({ layers, catalog }) =>
    layers.some(({ id, visible }) => visible && isDeviceLayer(catalog.get(id))),
  )
  // The reader's own layers may be as fine as they like.
  const knownMeters = pixelMeters && (hasOwn ? pixelMeters : Math.max(pixelMeters, DATA_METERS))
  const distance = bar && formatDistance(bar.meters, language)
  return (
    <div className={styles.readout}>
      {bar && distance && (
        <div
          className={styles.scale}
          data-over-map
          role="img"
          aria-label={t('app.labelled', {
            label: t('map.scale'),
            value: t('map.scaleValue', { distance }),
          })}
          data-meters={bar.meters}
        >
          <span className={styles.bar} style={{ width: `${bar.pixels}px` }}>
            {distance}
          </span>
        </div>
      )}
      {pixelMeters && pixelMeters < HONEST_PIXEL_METERS && (
        <p className={styles.drawnFor} data-over-map data-drawn-for>
          {t(hasOwn && pixelMeters < FINEST_PIXEL_METERS ? 'map.ownIsFiner' : 'map.drawnFor')}
        </p>
      )}
      {shown && knownMeters && (
        <dl className={styles.coordinates} data-over-map aria-label={t('map.coordinates')}>
          <dt>{t(place ? 'map.pointer' : 'map.center')}</dt>
          <dd>{formatLonLat(shown, knownMeters, language)}</dd>
          <dd className={styles.plane}>{formatNaaf(shown, knownMeters, language)}</dd>
        </dl>
      )}
      <Credits />
    </div>
  )
}

function Credits() {
  const { t } = useTranslation()
  const language = useLanguage()
  const layers = useAtlas((state) => state.layers)
  const comparison = useAtlas((state) => state.comparison)
  const catalog = useAtlas((state) => state.catalog)
  const publishers = new Set(
    layersOfAll({ layers, comparison })
      .filter(({ visible }) => visible)
      .flatMap(({ id }) => catalog.get(id)?.provenance?.publisher ?? [])
      .map((publisher) => toLanguage(publisher, language)),
  )
  const names = [...publishers]
  return (
    <div className={styles.credits}>
      <p data-over-map>
        {t('app.labelled', { label: t('map.credits'), value: names.join(' · ') })}
      </p>
      <Popover label={t('map.allCredits')} icon={<Info size={16} aria-hidden />}>
        <ul className={styles.allCredits}>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </Popover>
    </div>
  )
}
