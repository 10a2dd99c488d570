import { createPortal } from 'react-dom'
import type { FrameView } from '../../sheets/frame.ts'
import { toFrame, toPlace } from '../../sheets/frame.ts'
import type { MapCommands, Place } from '../../state/map-commands.ts'
import type { SheetMapSize } from '../../workers/sheet-protocol.ts'
import styles from './frame-on-map.module.css'

/** Points on each side of the frame: in another projection than the sheet's its sides are curves. */
const STEPS = 32

/** The edge of a sheet's map as places, from the upper left corner on. */
export function toFrameEdge(view: FrameView, { width, height }: SheetMapSize): Place[] {
  const frame = toFrame(view, { x: 0, y: 0, width, height })
  const shares = Array.from({ length: STEPS }, (_, index) => index / STEPS)
  const edge = [
    ...shares.map((share) => [share * width, 0] as const),
    ...shares.map((share) => [width, share * height] as const),
    ...shares.map((share) => [width - share * width, height] as const),
    ...shares.map((share) => [0, height - share * height] as const),
  ]
  return edge.flatMap(([x, y]) => {
    const place = toPlace(frame, x, y)
    return place ? [place] : []
  })
}

/** The part of the map that the sheet shows, with what lies outside of it in shade. */
export function FrameOnMap({
  map,
  edge,
}: {
  readonly map: MapCommands
  readonly edge: readonly Place[]
}) {
  const pixels = edge.flatMap((place) => {
    const pixel = map.project(place)
    return pixel ? [pixel] : []
  })
  // All of a globe is within a frame whose edge is nowhere on it.
  if (pixels.length < 3) return null
  const path = pixels
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
  const { clientWidth: width, clientHeight: height } = map.container
  return createPortal(
    <svg className={styles.frame} aria-hidden="true" data-testid="sheet-frame">
      <path className={styles.shade} d={`M0 0H${width}V${height}H0Z${path}Z`} />
      <path className={styles.edge} d={`${path}Z`} />
    </svg>,
    map.container,
  )
}
