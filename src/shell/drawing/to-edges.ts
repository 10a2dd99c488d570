import { toBox, toBoxLine } from '../../geo/box-line.ts'
import { alongGeodesic, toCircle, toGeodesic } from '../../geo/geodesic.ts'
import type { DrawingKind } from '../../state/drawings.ts'
import type { Place } from '../../state/map-commands.ts'

/**
 * The edge of a drawing as places that lie close enough together for it to be straight over the ground on any
 * map; closed where it encloses an area. Longitudes go on without a jump at the antimeridian.
 */
export function toEdges(kind: DrawingKind, places: readonly Place[], stepMeters: number): Place[] {
  const [first, second] = places
  if (!first) return []
  if (kind === 'point' || !second) return [first]
  if (kind === 'box') return toBoxLine(toBox(first, second))
  if (kind === 'circle') {
    const around = toCircle(first, toGeodesic(first, second).meters, 120)
    return goOn([...around, around[0]!])
  }
  const corners = kind === 'polygon' && places.length > 2 ? [...places, first] : places
  return goOn(
    corners.flatMap((corner, index) => {
      const before = corners[index - 1]
      return before ? alongGeodesic(before, corner, stepMeters).slice(1) : [corner]
    }),
  )
}

/** Longitudes without a jump from one place to the next. */
function goOn(places: readonly Place[]): Place[] {
  const gone: Place[] = []
  for (const [lon, lat] of places) {
    const before = gone.at(-1)?.[0] ?? lon
    gone.push([lon + 360 * Math.round((before - lon) / 360), lat])
  }
  return gone
}
