import { useTranslation } from 'react-i18next'
import { MERCATOR_NORTH } from '../../geo/projections/mercator.ts'
import { useMiddle } from '../../shell/use-moves.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import styles from './mercator-north.module.css'

/** North of the square of Web Mercator is nothing: the page shows there, and says why. */
export function MercatorNorth({ map }: { readonly map: MapCommands }) {
  const { t } = useTranslation()
  const middle = useMiddle(map)
  const edge = middle && map.project([middle[0], MERCATOR_NORTH])
  const height = edge ? Math.min(map.container.clientHeight, Math.round(edge[1])) : 0
  if (height <= 0) return null
  return (
    <div className={styles.north} style={{ height }}>
      <p>{t('map.mercatorNorth')}</p>
    </div>
  )
}
