import type { Polygon } from 'geojson'
import { wrapLon } from './wrap-lon.ts'
/**
 * A bounding box in the order of RFC 7946 section 5: `[west, south, east, north]`, degrees of WGS 84
 * where nothing else is said, or `[minX, minY, maxX, maxY]` of a named plane.
 */
export type Bbox = readonly [west: number, south: number, east: number, north: number]

/** The box that holds nothing: growing it by a position gives that position's box. */
export const EMPTY_BBOX: Bbox = [
  Number.POSITIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
]

/** Whether two boxes share at least a point, edges included. */
export function intersects(a: Bbox, b: Bbox): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
}

/** The smallest box that holds both. */
export function union(a: Bbox, b: Bbox): Bbox {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

/** Whether the box holds nothing, as `EMPTY_BBOX` does. */
export function isEmpty(bbox: Bbox): boolean {
  return !(bbox[0] <= bbox[2] && bbox[1] <= bbox[3])
}

/**
 * The box as boxes whose west is not greater than their east, longitudes from −180 to 180: one that
 * crosses the antimeridian (RFC 7946 section 5.2: west > east), or runs past ±180, is cut there.
 */
export function splitAtAntimeridian(bbox: Bbox): readonly Bbox[] {
  const [west, south, east, north] = bbox
  if (west > east) {
    return [
      [west, south, 180, north],
      [-180, south, east, north],
    ]
  }
  if (east - west >= 360) return [[-180, south, 180, north]]
  if (east > 180) return splitAtAntimeridian([wrapLon(west), south, wrapLon(east), north])
  if (west < -180) return splitAtAntimeridian([wrapLon(west), south, wrapLon(east), north])
  return [bbox]
}

/**
 * The boxes in which an index is searched for what meets a box: those of `splitAtAntimeridian`, and where what the index
 * holds is stored past ±180, the same places as they are called there.
 *
 * @param extent the least and the greatest longitude in the index; `null` where it is not known
 */
export function searchedBoxes(
  bbox: Bbox,
  extent: readonly [west: number, east: number] | null,
): readonly Bbox[] {
  const boxes = splitAtAntimeridian(bbox)
  if (!extent || (extent[0] >= -180 && extent[1] <= 180)) return boxes
  return [0, 360, -360].flatMap((turn) =>
    boxes
      .map(([west, south, east, north]): Bbox => [west + turn, south, east + turn, north])
      .filter(([west, , east]) => turn === 0 || (east >= extent[0] && west <= extent[1])),
  )
}

/** The ground of a box that does not cross the antimeridian, its ring counterclockwise (RFC 7946 section 3.1.6). */
export function toBoxPolygon([west, south, east, north]: Bbox): Polygon {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

/** The least that a degree of latitude has on the ellipsoid, at the equator. */
export const LEAST_METERS_PER_DEGREE = 110_574

const RADIANS = Math.PI / 180

/** The box of all that is within a distance of a box: one that reaches a pole or goes around is as wide as the world. */
export function growBbox([west, south, east, north]: Bbox, meters: number): Bbox {
  const degrees = meters / LEAST_METERS_PER_DEGREE
  const [low, high] = [south - degrees, north + degrees]
  const steepest = Math.max(Math.abs(low), Math.abs(high))
  if (steepest >= 90) return [-180, Math.max(-90, low), 180, Math.min(90, high)]
  // Where a circle around the place touches its meridian (Bronstein et al., spherical trigonometry).
  const sine = Math.sin(degrees * RADIANS) / Math.cos((steepest - degrees) * RADIANS)
  if (sine >= 1) return [-180, low, 180, high]
  const wide = Math.asin(sine) / RADIANS
  // A box that crosses the antimeridian stays one: its west is greater than its east.
  return east - west + 2 * wide >= 360
    ? [-180, low, 180, high]
    : [west - wide, low, east + wide, high]
}
