import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { coveredBoxes } from '../../map/covered-pixels.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import { type FrameDegree, toFrameDegrees } from './frame-degrees.ts'
import styles from './frame-names.module.css'

/** From the frame to the middle of a name, CSS pixels. */
const INSET_PIXELS = 10

/** Half of the room that a name takes along a horizontal side, and along a vertical one. */
const HALF_WIDTH_PIXELS = 22
const HALF_HEIGHT_PIXELS = 10

/** The degrees of meridians and parallels where they meet the frame of the map, clear of what lies over it. */
export function FrameNames({ map }: { readonly map: MapCommands }) {
  const { t } = useTranslation()
  const [degrees, setDegrees] = useState<readonly FrameDegree[]>([])
  useEffect(() => {
    let frame = 0
    const look = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setDegrees(toFree(map)))
    }
    look()
    const stop = map.onMove(look)
    // What lies over the map comes and goes without its moving.
    const watch = new MutationObserver(look)
    const attributeFilter = ['hidden', 'data-open', 'data-drawn']
    watch.observe(map.container, { attributeFilter })
    return () => {
      cancelAnimationFrame(frame)
      stop()
      watch.disconnect()
    }
  }, [map])
  return (
    <div className={styles.frame} aria-hidden="true" data-frame-degrees>
      {degrees.map(({ side, at, kind, degrees: value }) => {
        const isWhole = value === 0 || Math.abs(value) === 180
        const [negative, positive] = kind === 'meridian' ? ['w', 'e'] : ['s', 'n']
        const direction = isWhole ? '' : t(`map.directions.${value < 0 ? negative : positive}`)
        const place = side === 'top' || side === 'bottom' ? { left: at } : { top: at }
        return (
          <span key={`${side} ${value} ${Math.round(at)}`} data-side={side} style={place}>
            {`${Math.abs(value)}° ${direction}`.trim()}
          </span>
        )
      })}
    </div>
  )
}

/** Those that no control covers, and that do not run into one another at a corner. */
function toFree(map: MapCommands): FrameDegree[] {
  const { clientWidth: width, clientHeight: height } = map.container
  const covers = coveredBoxes(map.container)
  return toFrameDegrees(map, { width, height }, INSET_PIXELS).filter(({ side, at }) => {
    const [x, y] = {
      top: [at, INSET_PIXELS],
      bottom: [at, height - INSET_PIXELS],
      left: [HALF_WIDTH_PIXELS, at],
      right: [width - HALF_WIDTH_PIXELS, at],
    }[side] as [number, number]
    const isAlong = side === 'top' || side === 'bottom'
    const [from, to] = isAlong
      ? [2 * HALF_WIDTH_PIXELS, width - 2 * HALF_WIDTH_PIXELS]
      : [2 * HALF_HEIGHT_PIXELS, height - 2 * HALF_HEIGHT_PIXELS]
    return (
      at > from &&
      at < to &&
      covers.every(
        ([left, top, right, bottom]) =>
          x + HALF_WIDTH_PIXELS < left ||
          x - HALF_WIDTH_PIXELS > right ||
          y + HALF_HEIGHT_PIXELS < top ||
          y - HALF_HEIGHT_PIXELS > bottom,
      )
    )
  })
}
