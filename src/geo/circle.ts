import type { Position } from 'geojson'
import { NAAF_RADIUS_METERS } from './naaf.ts'

const RADIANS = Math.PI / 180
const CORNERS = 96

/**
 * The places that lie a distance from one, as a closed ring of longitudes and latitudes that goes on past ±180:
 * on the Framework's sphere, which is within 0.5 % of the ellipsoid.
 */
export function toCircle(
  [lon, lat]: readonly [lon: number, lat: number],
  radiusMeters: number,
): Position[] {
  const angle = radiusMeters / NAAF_RADIUS_METERS
  const [sine, cosine] = [Math.sin(lat * RADIANS), Math.cos(lat * RADIANS)]
  return Array.from({ length: CORNERS + 1 }, (_, at) => {
    const bearing = ((at % CORNERS) / CORNERS) * 2 * Math.PI
    const height = sine * Math.cos(angle) + cosine * Math.sin(angle) * Math.cos(bearing)
    const across = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * cosine,
      Math.cos(angle) - sine * height,
    )
    return [lon + across / RADIANS, Math.asin(height) / RADIANS]
  })
}

/** In which direction a place is seen from another, degrees clockwise from north, 0 to 360, on a sphere. */
export function bearingDegrees(
  [fromLon, fromLat]: readonly [lon: number, lat: number],
  [toLon, toLat]: readonly [lon: number, lat: number],
): number {
  const across = (toLon - fromLon) * RADIANS
  const [from, to] = [fromLat * RADIANS, toLat * RADIANS]
  const east = Math.sin(across) * Math.cos(to)
  const north = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(across)
  return (Math.atan2(east, north) / RADIANS + 360) % 360
}
