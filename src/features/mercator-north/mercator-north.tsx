import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MERCATOR_NORTH } from '../../geo/projections/mercator.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import styles from './mercator-north.module.css'

/** North of the square of Web Mercator is nothing: the page shows there, and says why. */
export function MercatorNorth({ map }: { readonly map: MapCommands }) {
  const { t } = useTranslation()
  const [height, setHeight] = useState(0)
  useEffect(() => {
    let frame = 0
    const look = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        const { clientWidth, clientHeight } = map.container
        const middle = map.unproject([clientWidth / 2, clientHeight / 2])
        const edge = middle && map.project([middle[0], MERCATOR_NORTH])
        setHeight(edge ? Math.max(0, Math.min(clientHeight, Math.round(edge[1]))) : 0)
      })
    }
    look()
    const stop = map.onMove(look)
    return () => {
      cancelAnimationFrame(frame)
      stop()
    }
  }, [map])
  if (height === 0) return null
  return (
    <div className={styles.north} style={{ height }}>
      <p>{t('map.mercatorNorth')}</p>
    </div>
  )
}
