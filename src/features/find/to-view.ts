import type { NamedPlace } from '../../gazetteer/gazetteer-file.ts'
import { type Bbox, growBbox } from '../../geo/bbox.ts'

/** How far around a place the map shows, by how much it is looked for: more of a city than of a plant. */
function radiusOf({ kind, weight }: Pick<NamedPlace, 'kind' | 'weight'>): number {
  if (kind !== 'town') return 25_000
  if (weight >= 60) return 80_000
  return weight >= 50 ? 40_000 : 25_000
}

/** The box that the map shows of a place (WGS 84; west > east across the antimeridian). */
export function toView(place: Pick<NamedPlace, 'kind' | 'weight' | 'bbox' | 'place'>): Bbox {
  return place.bbox ?? toBoxAround(place.place, radiusOf(place))
}

/** The box that reaches so many metres from a place to each side. */
export function toBoxAround([lon, lat]: readonly [number, number], radiusMeters: number): Bbox {
  return growBbox([lon, lat, lon, lat], radiusMeters)
}
