import type { NamedPlace } from '../../gazetteer/gazetteer-file.ts'
import type { Bbox } from '../../geo/bbox.ts'

const KILOMETERS_OF_DEGREE = 111.2

/** How far around a place the map shows, by how much it is looked for: more of a city than of a plant. */
function radiusOf({ kind, weight }: Pick<NamedPlace, 'kind' | 'weight'>): number {
  if (kind !== 'town') return 25
  if (weight >= 60) return 80
  return weight >= 50 ? 40 : 25
}

/** The box that the map shows of a place (WGS 84; west > east across the antimeridian). */
export function toView(place: Pick<NamedPlace, 'kind' | 'weight' | 'bbox' | 'place'>): Bbox {
  return place.bbox ?? toBoxAround(place.place, radiusOf(place))
}

/** The box that reaches so many kilometres from a place to each side. */
export function toBoxAround([lon, lat]: readonly [number, number], radiusKilometers: number): Bbox {
  const height = radiusKilometers / KILOMETERS_OF_DEGREE
  const width = height / Math.max(0.05, Math.cos((lat * Math.PI) / 180))
  return [lon - width, Math.max(-90, lat - height), lon + width, Math.min(90, lat + height)]
}
