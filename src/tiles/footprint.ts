import type { Bbox } from '../geo/bbox.ts'
import { isCap, type TileGrid } from '../geo/projections/projection.ts'
import { wrapLon } from '../geo/wrap-lon.ts'

export interface TileAddress {
  readonly z: number
  readonly x: number
  readonly y: number
}

const SAMPLES_PER_EDGE = 32
const WORLD: Bbox = [-180, -90, 180, 90]

/**
 * The WGS 84 box of the ground that a tile shows, with `buffer` (in tile widths) around it. Mercator's
 * tiles are boxes already; its bottom row holds what lies past its square, too. In the
 * Framework's plane the tile's edge is sampled and projected back: latitude and longitude have their
 * extremes there unless the north pole lies in the tile (the south pole is far outside the plane).
 * Between samples the edge may bulge by an eighth of the largest step at the most (a parabola's vertex
 * half way between two equal samples), which is added. A box across the antimeridian has west > east
 * (RFC 7946 section 5.2).
 */
export function tileFootprint(grid: TileGrid, { z, x, y }: TileAddress, buffer = 0): Bbox {
  const scale = 2 ** -z
  const left = (x - buffer) * scale
  const right = (x + 1 + buffer) * scale
  const [from, to] = grid.rows ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const top = Math.max((y - buffer) * scale, from)
  const bottom = Math.min((y + 1 + buffer) * scale, to)

  if (grid.wraps) {
    const [west, topLat] = grid.fromUnit(left, top)!
    const [east, bottomLat] = grid.fromUnit(right, bottom)!
    const north = isCap(grid) ? 90 : topLat
    const south = bottom >= 1 ? -90 : bottomLat
    return east - west >= 360
      ? [-180, south, 180, north]
      : [wrapLon(west), south, wrapLon(east), north]
  }

  let west = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  let south = Number.POSITIVE_INFINITY
  let north = Number.NEGATIVE_INFINITY
  let lonStep = 0
  let latStep = 0
  let previous: readonly [number, number] | undefined
  for (let index = 0; index <= 4 * SAMPLES_PER_EDGE; index++) {
    const edge = Math.floor(index / SAMPLES_PER_EDGE) % 4
    const along = (index % SAMPLES_PER_EDGE) / SAMPLES_PER_EDGE
    const u = [left + along * (right - left), right, right - along * (right - left), left][edge]!
    const v = [top, top + along * (bottom - top), bottom, bottom - along * (bottom - top)][edge]!
    const place = grid.fromUnit(u, v)
    if (!place) return WORLD
    let lon = place[0]
    const lat = place[1]
    if (previous) {
      lon += 360 * Math.round((previous[0] - lon) / 360)
      lonStep = Math.max(lonStep, Math.abs(lon - previous[0]))
      latStep = Math.max(latStep, Math.abs(lat - previous[1]))
    }
    previous = [lon, lat]
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  south = Math.max(-90, south - latStep / 8)
  north = Math.min(90, north + latStep / 8)

  const [poleU, poleV] = grid.toUnit(0, 90)
  if (poleU >= left && poleU <= right && poleV >= top && poleV <= bottom) {
    return [-180, south, 180, 90]
  }
  west -= lonStep / 8
  east += lonStep / 8
  if (east - west >= 360) return [-180, south, 180, north]
  return [wrapLon(west), south, wrapLon(east), north]
}
