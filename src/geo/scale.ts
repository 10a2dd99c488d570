import { NAAF_RADIUS_METERS } from './naaf.ts'

/**
 * Great-circle distance in metres on the Framework's sphere between two places, longitude and latitude
 * in degrees (haversine formula).
 */
export function distanceMeters(
  [lonA, latA]: readonly [number, number],
  [lonB, latB]: readonly [number, number],
): number {
  const radians = Math.PI / 180
  const haversine =
    Math.sin(((latB - latA) * radians) / 2) ** 2 +
    Math.cos(latA * radians) *
      Math.cos(latB * radians) *
      Math.sin(((lonB - lonA) * radians) / 2) ** 2
  return 2 * NAAF_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(haversine)))
}
