import { NAAF_RADIUS_METERS } from '../geo/naaf.ts'
import type { TileGrid } from '../geo/projections/projection.ts'

const RADIANS = Math.PI / 180

/** How large the square around the disc of the globe is, in metres at its centre. */
export const GLOBE_METERS = 2 * NAAF_RADIUS_METERS

/**
 * The globe as it is seen from infinitely far above a place: the orthographic projection of the Framework's sphere
 * (Snyder, Map Projections: A Working Manual, pages 145 to 153, equations 20-3 to 20-5). The unit square is that around its
 * disc. What lies on the other side is laid around the disc, so that lines and areas go on past its rim, where they are
 * cut; the antipode of the centre is nowhere.
 */
export function toGlobeGrid([centerLon, centerLat]: readonly [lon: number, lat: number]): TileGrid {
  const sin0 = Math.sin(centerLat * RADIANS)
  const cos0 = Math.cos(centerLat * RADIANS)
  return {
    name: 'orthographic',
    wraps: false,
    tileZoomShift: 0,
    isSheet: false,
    toUnit(lon, lat) {
      const lambda = (lon - centerLon) * RADIANS
      const cosPhi = Math.cos(lat * RADIANS)
      const sinPhi = Math.sin(lat * RADIANS)
      const x = cosPhi * Math.sin(lambda)
      const y = cos0 * sinPhi - sin0 * cosPhi * Math.cos(lambda)
      const isThisSide = sin0 * sinPhi + cos0 * cosPhi * Math.cos(lambda) >= 0
      const radius = Math.hypot(x, y)
      const stretch = isThisSide ? 1 : radius > 1e-9 ? (2 - radius) / radius : Number.NaN
      return [0.5 + (x * stretch) / 2, 0.5 - (y * stretch) / 2]
    },
    fromUnit(u, v) {
      const x = 2 * u - 1
      const y = 1 - 2 * v
      const radius = Math.hypot(x, y)
      if (radius > 1) return null
      const cos = Math.sqrt(1 - radius * radius)
      const lat = Math.asin(Math.max(-1, Math.min(1, cos * sin0 + y * cos0)))
      const lon = centerLon + Math.atan2(x, cos * cos0 - y * sin0) / RADIANS
      return [lon - 360 * Math.floor((lon + 180) / 360), lat / RADIANS]
    },
  }
}
