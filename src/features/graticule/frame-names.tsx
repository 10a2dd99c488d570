import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { coveredBoxes } from '../../map/covered-boxes.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import { type FrameDegree, hasRim, toFrameDegrees, toLineEnds } from './frame-degrees.ts'
import styles from './frame-names.module.css'

/** From the frame to the middle of a name, CSS pixels. */
const INSET_PIXELS = 10

/** Half of the room that a name takes along a horizontal side, and along a vertical one. */
const HALF_WIDTH_PIXELS = 22
const HALF_HEIGHT_PIXELS = 10

/** A name to be set: at a side of the frame, or in the middle of a place on the map. */
interface FrameName extends Pick<FrameDegree, 'kind' | 'degrees'> {
  readonly side: FrameDegree['side'] | 'within'
  /** Its middle, CSS pixels from the map's upper left corner. */
  readonly x: number
  readonly y: number
}

/** The degrees of meridians and parallels where they meet the frame of the map, clear of what lies over it. */
export function FrameNames({ map }: { readonly map: MapCommands }) {
  const { t } = useTranslation()
  const [degrees, setDegrees] = useState<readonly FrameName[]>([])
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
      {degrees.map(({ side, x, y, kind, degrees: value }) => {
        const isWhole = value === 0 || Math.abs(value) === 180
        const [negative, positive] = kind === 'meridian' ? ['w', 'e'] : ['s', 'n']
        const direction = isWhole ? '' : t(`map.directions.${value < 0 ? negative : positive}`)
        const place = { ...(!isAcross(side) && { left: x }), ...(!isAlong(side) && { top: y }) }
        return (
          <span
            key={`${side} ${kind} ${value} ${Math.round(x)} ${Math.round(y)}`}
            data-side={side}
            data-at-frame
            style={place}
          >
            {`${Math.abs(value)}° ${direction}`.trim()}
          </span>
        )
      })}
    </div>
  )
}

const isAlong = (side: FrameName['side']) => side === 'top' || side === 'bottom'
const isAcross = (side: FrameName['side']) => side === 'left' || side === 'right'

/** Those that no control covers, and that do not run into one another. */
function toFree(map: MapCommands): FrameName[] {
  const { clientWidth: width, clientHeight: height } = map.container
  const covers = coveredBoxes(map.container)
  const isFree = ({ x, y }: FrameName) =>
    covers.every(
      ([left, top, right, bottom]) =>
        x + HALF_WIDTH_PIXELS < left ||
        x - HALF_WIDTH_PIXELS > right ||
        y + HALF_HEIGHT_PIXELS < top ||
        y - HALF_HEIGHT_PIXELS > bottom,
    )
  const kept: FrameName[] = []
  for (const name of toNames(map, { width, height })) {
    const isApart = kept.every(
      ({ x, y }) =>
        Math.abs(x - name.x) > 2 * HALF_WIDTH_PIXELS ||
        Math.abs(y - name.y) > 2 * HALF_HEIGHT_PIXELS,
    )
    if (isApart && isFree(name)) kept.push(name)
  }
  return kept
}

function toNames(
  map: MapCommands,
  size: { readonly width: number; readonly height: number },
): FrameName[] {
  const { width, height } = size
  if (hasRim(map, size)) {
    return toLineEnds(map, size, HALF_WIDTH_PIXELS).map((end) => ({ ...end, side: 'within' }))
  }
  return toFrameDegrees(map, size, INSET_PIXELS).flatMap(({ at, ...degree }) => {
    const { side } = degree
    const [from, to] = isAlong(side)
      ? [2 * HALF_WIDTH_PIXELS, width - 2 * HALF_WIDTH_PIXELS]
      : [2 * HALF_HEIGHT_PIXELS, height - 2 * HALF_HEIGHT_PIXELS]
    if (at < from || at > to) return []
    const [x, y] = {
      top: [at, INSET_PIXELS],
      bottom: [at, height - INSET_PIXELS],
      left: [HALF_WIDTH_PIXELS, at],
      right: [width - HALF_WIDTH_PIXELS, at],
    }[side] as [number, number]
    return [{ ...degree, x, y }]
  })
}
