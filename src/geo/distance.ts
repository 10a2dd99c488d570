import { NAAF_RADIUS_METERS } from './naaf.ts'

/** Semi-major axis and flattening of WGS 84 (NIMA TR8350.2, table 3.1). */
const SEMI_MAJOR_METERS = 6_378_137
const FLATTENING = 1 / 298.257223563
const RADIANS = Math.PI / 180

/**
 * Great-circle distance in metres on the Framework's sphere between two places, longitude and latitude
 * in degrees (haversine formula).
 */
export function sphereDistanceMeters(
  [lonA, latA]: readonly [number, number],
  [lonB, latB]: readonly [number, number],
): number {
  const haversine =
    Math.sin(((latB - latA) * RADIANS) / 2) ** 2 +
    Math.cos(latA * RADIANS) *
      Math.cos(latB * RADIANS) *
      Math.sin(((lonB - lonA) * RADIANS) / 2) ** 2
  return 2 * NAAF_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(haversine)))
}

/**
 * Metres between two places along the ellipsoid of WGS 84, by Lambert's formula (Rapp 1991, Geometric Geodesy):
 * to some ten metres over thousands of kilometres, and to centimetres over some, where a sphere is wrong by up to 0.5 %.
 */
export function ellipsoidDistanceMeters(
  lon1: number,
  lat1: number,
  lon2: number,
  lat2: number,
): number {
  const beta1 = Math.atan((1 - FLATTENING) * Math.tan(lat1 * RADIANS))
  const beta2 = Math.atan((1 - FLATTENING) * Math.tan(lat2 * RADIANS))
  const haversine =
    Math.sin((beta2 - beta1) / 2) ** 2 +
    Math.cos(beta1) * Math.cos(beta2) * Math.sin(((lon2 - lon1) * RADIANS) / 2) ** 2
  const angle = 2 * Math.asin(Math.min(1, Math.sqrt(haversine)))
  if (angle === 0) return 0
  const middle = (beta1 + beta2) / 2
  const half = (beta2 - beta1) / 2
  const sine = Math.sin(angle)
  const away = Math.cos(angle / 2) ** 2
  const near = Math.sin(angle / 2) ** 2
  const x = away === 0 ? 0 : ((angle - sine) * (Math.sin(middle) * Math.cos(half)) ** 2) / away
  const y = ((angle + sine) * (Math.cos(middle) * Math.sin(half)) ** 2) / near
  return SEMI_MAJOR_METERS * (angle - (FLATTENING / 2) * (x + y))
}
