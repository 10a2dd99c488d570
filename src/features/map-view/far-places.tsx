import { useTranslation } from 'react-i18next'
import type { Bbox } from '../../geo/bbox.ts'
import { usePointer } from '../../state/pointer.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import styles from './far-places.module.css'

/** What the view of the whole continent leaves out or shows too small, as boxes of WGS 84. */
const FAR_PLACES: readonly (readonly [label: string, bbox: Bbox])[] = [
  ['map.hawaii', [-160.6, 18.7, -154.6, 22.5]],
  ['map.caribbean', [-85.2, 16.5, -60.5, 24.5]],
]

/** The map is of the whole continent where a pixel is larger than this. */
const CONTINENTAL_PIXEL_METERS = 4500

/** One press from the continent to what lies at its edge. */
export function FarPlaces() {
  const { t } = useTranslation()
  const map = useAtlas((state) => state.map)
  const isContinental = usePointer(
    ({ pixelMeters }) => pixelMeters !== null && pixelMeters > CONTINENTAL_PIXEL_METERS,
  )
  if (!isContinental) return null
  return (
    <nav className={styles.places} data-over-map aria-label={t('map.farPlaces')}>
      {FAR_PLACES.map(([label, bbox]) => (
        <Button key={label} size="small" onClick={() => map?.fitBbox(bbox)}>
          {t(label)}
        </Button>
      ))}
    </nav>
  )
}
