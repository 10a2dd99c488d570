import type { MultiPolygon, Polygon, Position } from 'geojson'

/** Semi-minor axis and first eccentricity of WGS 84 (NIMA TR8350.2, tables 3.1 and 3.3). */
const SEMI_MINOR_METERS = 6_356_752.314245
const ECCENTRICITY = 0.0818191908426215
const RADIANS = Math.PI / 180

/** Abscissas and weights of Gauss and Legendre's rule of three points, on 0 to 1. */
const RULE = [
  [0.5 - Math.sqrt(0.15), 5 / 18],
  [0.5, 8 / 18],
  [0.5 + Math.sqrt(0.15), 5 / 18],
] as const
/** Over pieces of an edge that rise no more than this the rule is exact to some square metres a country. */
const PIECE_DEGREES = 0.5

/**
 * Square metres of an area on the ellipsoid of WGS 84, whose edges are straight in longitude and latitude (RFC 7946
 * section 3.1.1): what lies between an edge and the equator is integrated along it (Snyder 1987, Map Projections, formula
 * 3-12). Outer rings count, holes are taken off, whichever way they run.
 */
export function toAreaSquareMeters(area: Polygon | MultiPolygon): number {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  let sum = 0
  for (const [outer, ...holes] of polygons) {
    if (!outer) continue
    sum += ringSquareMeters(outer)
    for (const hole of holes) sum -= ringSquareMeters(hole)
  }
  return sum
}

function ringSquareMeters(ring: readonly Position[]): number {
  let sum = 0
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = ring[index - 1]! as [number, number]
    const [x2, y2] = ring[index]! as [number, number]
    if (x1 === x2) continue
    const pieces = Math.max(1, Math.ceil(Math.abs(y2 - y1) / PIECE_DEGREES))
    let height = 0
    for (let piece = 0; piece < pieces; piece++) {
      for (const [at, weight] of RULE) {
        height += weight * toZone(y1 + ((piece + at) / pieces) * (y2 - y1))
      }
    }
    sum += ((x2 - x1) * RADIANS * height) / pieces
  }
  return Math.abs(sum)
}

/** Square metres between the equator and a latitude, for each radian of longitude. */
function toZone(lat: number): number {
  const sine = Math.sin(lat * RADIANS)
  const e = ECCENTRICITY * sine
  return (SEMI_MINOR_METERS ** 2 / 2) * (sine / (1 - e * e) + Math.atanh(e) / ECCENTRICITY)
}
