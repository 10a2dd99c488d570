import { isOnSheet } from '../../geo/naaf.ts'
import type { MapCommands } from '../../state/map-commands.ts'

/** The lines of the graticule are this many degrees apart. */
const SPACING_DEGREES = 10

/** Most meridians end here. */
const NORTHERNMOST_DEGREES = 80

/** CSS pixels between the places of the frame that are looked at. */
const STEP_PIXELS = 16

/** Where a line of the graticule meets the frame of the map. */
export interface FrameDegree {
  readonly side: 'top' | 'right' | 'bottom' | 'left'
  /** CSS pixels from the frame's left or top end. */
  readonly at: number
  readonly kind: 'meridian' | 'parallel'
  readonly degrees: number
}

/**
 * Where the lines of the graticule meet the frame of a map, whatever its projection: meridians at the top and the
 * foot, parallels at the sides.
 *
 * @param size of the map, CSS pixels
 * @param inset how far within the frame is measured, CSS pixels: where the names stand
 */
export function toFrameDegrees(
  map: Pick<MapCommands, 'unproject'>,
  { width, height }: { readonly width: number; readonly height: number },
  inset: number,
): FrameDegree[] {
  const alongX = (side: 'top' | 'bottom', y: number) =>
    crossings(width, (x) => map.unproject([x, y]), 0).map((found) => ({
      side,
      kind: 'meridian' as const,
      ...found,
    }))
  const alongY = (side: 'left' | 'right', x: number) =>
    crossings(height, (y) => map.unproject([x, y]), 1).map((found) => ({
      side,
      kind: 'parallel' as const,
      ...found,
    }))
  return [
    ...alongX('top', inset),
    ...alongX('bottom', height - inset),
    ...alongY('left', inset),
    ...alongY('right', width - inset),
  ]
}

type Place = readonly [lon: number, lat: number]

/** Where a coordinate (0 longitude, 1 latitude) passes a multiple of the spacing along a side. */
function crossings(
  length: number,
  placeAt: (at: number) => Place | null,
  axis: 0 | 1,
): Pick<FrameDegree, 'at' | 'degrees'>[] {
  const found: Pick<FrameDegree, 'at' | 'degrees'>[] = []
  let before: Place | null = null
  for (let at = 0; at <= length; at += STEP_PIXELS) {
    const place = placeAt(at)
    if (place && before && isOnSheet(...place) && place[1] < NORTHERNMOST_DEGREES) {
      const from = before[axis]
      // Over the antimeridian the longitude goes on past 180°.
      const turn = axis === 0 ? Math.round((from - place[0]) / 360) * 360 : 0
      const to = place[axis] + turn
      const [low, high] = from < to ? [from, to] : [to, from]
      const first = Math.ceil(low / SPACING_DEGREES) * SPACING_DEGREES
      // Where several pass within a step they have no room for their names.
      if (first < high && first + SPACING_DEGREES >= high) {
        const share = (first - from) / (to - from)
        const degrees = first > 180 ? first - 360 : first < -180 ? first + 360 : first
        found.push({ at: at - STEP_PIXELS * (1 - share), degrees })
      }
    }
    before = place
  }
  return found
}
