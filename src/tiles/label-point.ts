import type { Geometry, Position } from 'geojson'
import polylabel from 'polylabel'
import { fromNaaf, toNaaf } from '../geo/naaf.ts'

/**
 * Where the name of an area stands: the pole of inaccessibility of its largest part, found in the
 * Framework's equal-area plane so that the place is the same in every projection. Longitude, latitude;
 * `null` for geometries without an area.
 */
export function toLabelPoint(geometry: Geometry): Position | null {
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : []
  let largest: Position[][] | null = null
  let largestArea = 0
  for (const polygon of polygons) {
    const planar = polygon.map((ring) => ring.map(([lon, lat]) => toNaaf(lon!, lat!)))
    const area = ringArea(planar[0] ?? [])
    if (area > largestArea) {
      largest = planar
      largestArea = area
    }
  }
  if (!largest) return null
  const [x, y] = polylabel(largest as [number, number][][], Math.sqrt(largestArea) / 50)
  return fromNaaf(x, y)
}

function ringArea(ring: readonly Position[]): number {
  let doubled = 0
  for (let index = 1; index < ring.length; index++) {
    const [x0, y0] = ring[index - 1]!
    const [x1, y1] = ring[index]!
    doubled += x0! * y1! - x1! * y0!
  }
  return Math.abs(doubled) / 2
}
