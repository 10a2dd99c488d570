import { isOnSheet } from '../../geo/naaf.ts'
import { wrapLon } from '../../geo/wrap-lon.ts'
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

/** Where a line of the graticule ends on a map whose own rim is seen. */
export interface LineEnd extends Pick<FrameDegree, 'kind' | 'degrees'> {
  /** CSS pixels from the map's upper left corner. */
  readonly x: number
  readonly y: number
}

/** Whether the map ends within its frame: then lines end at its rim, and few meet the frame. */
export function hasRim(
  map: Pick<MapCommands, 'unproject'>,
  { width, height }: { readonly width: number; readonly height: number },
): boolean {
  return [0, width].some((x) => [0, height].some((y) => map.unproject([x, y]) === null))
}

/** A line is looked for at so many places on the way from the middle of the map to its end. */
const HALVINGS = 10

/**
 * Where the lines of the graticule end that are seen near the middle of a map: parallels to both sides, meridians at the
 * south, at the rim of the map, the edge of the sheet, or the frame.
 *
 * @param size of the map, CSS pixels
 * @param inset how far within the frame an end is, CSS pixels
 */
export function toLineEnds(
  map: Pick<MapCommands, 'project' | 'unproject'>,
  { width, height }: { readonly width: number; readonly height: number },
  inset: number,
): LineEnd[] {
  const middle = map.unproject([width / 2, height / 2])
  if (!middle) return []
  const toPixel = (place: Place): readonly [number, number] | null => {
    const at = isOnSheet(...place) ? map.project(place) : null
    const isIn =
      at && at[0] > inset && at[0] < width - inset && at[1] > inset && at[1] < height - inset
    return isIn ? at : null
  }
  /** The last place seen on the way from one that is, so many degrees on at the most. */
  const lastSeen = (placeAt: (degrees: number) => Place, most: number) => {
    let [seen, unseen] = [0, most]
    if (!toPixel(placeAt(0))) return null
    for (let step = 0; step < HALVINGS; step++) {
      const half = (seen + unseen) / 2
      if (toPixel(placeAt(half))) seen = half
      else unseen = half
    }
    return toPixel(placeAt(seen))
  }
  const [lon, lat] = middle
  const ends: LineEnd[] = []
  const add = (kind: LineEnd['kind'], degrees: number, at: readonly [number, number] | null) => {
    if (at) ends.push({ kind, degrees, x: at[0], y: at[1] })
  }
  for (let parallel = -20; parallel < NORTHERNMOST_DEGREES; parallel += SPACING_DEGREES) {
    for (const side of [-1, 1]) {
      add(
        'parallel',
        parallel,
        lastSeen((degrees) => [wrapLon(lon + side * degrees), parallel], 120),
      )
    }
  }
  const first = Math.ceil((lon - 80) / SPACING_DEGREES) * SPACING_DEGREES
  for (let meridian = first; meridian <= lon + 80; meridian += SPACING_DEGREES) {
    const at = lastSeen((degrees) => [wrapLon(meridian), lat - degrees], lat + 30)
    add('meridian', wrapLon(meridian), at)
  }
  return ends
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
