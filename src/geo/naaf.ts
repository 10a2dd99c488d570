import type { Bbox } from './bbox.ts'

/**
 * The coordinate reference system of the North American Atlas Framework: a Lambert azimuthal
 * equal-area projection of a sphere, centred on 45° N, 100° W, in metres, x east and y north.
 * Published with every layer of the CEC as the ESRI WKT below.
 *
 * Formulas: Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), pages
 * 182 to 190, equations 22-4, 24-2 and 20-14 to 20-18. They are written out here, and not left to a
 * projection library, since every vertex of every tile goes through them; tests hold them to PROJ.
 */
export const NAAF_RADIUS_METERS = 6370997
export const NAAF_CENTER = { lon: -100, lat: 45 } as const

/** The name under which the projection is registered with the map; no authority has given it a code. */
export const NAAF_CRS_NAME = 'CEC:NAAF'

export const NAAF_PROJ =
  '+proj=laea +lat_0=45 +lon_0=-100 +x_0=0 +y_0=0 +R=6370997 +units=m +no_defs'

export const NAAF_ESRI_WKT =
  'PROJCS["Sphere_ARC_INFO_Lambert_Azimuthal_Equal_Area",GEOGCS["GCS_Sphere_ARC_INFO",' +
  'DATUM["D_Sphere_ARC_INFO",SPHEROID["Sphere_ARC_INFO",6370997.0,0.0]],PRIMEM["Greenwich",0.0],' +
  'UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Azimuthal_Equal_Area"],' +
  'PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],' +
  'PARAMETER["Central_Meridian",-100.0],PARAMETER["Latitude_Of_Origin",45.0],UNIT["Meter",1.0]]'

/**
 * The square of the plane that the Atlas draws, `[minX, minY, maxX, maxY]` in metres. Base layers are
 * clipped to it; it is tile 0/0/0 of the Atlas's tile grid.
 */
export const NAAF_EXTENT: Bbox = [-6_000_000, -6_000_000, 6_000_000, 6_000_000]

const RADIANS = Math.PI / 180
const SIN_LAT0 = Math.sin(NAAF_CENTER.lat * RADIANS)
const COS_LAT0 = Math.cos(NAAF_CENTER.lat * RADIANS)

/** The radius of the circle into which the whole sphere falls; the antipode of the centre is its rim. */
const RIM_METERS = 2 * NAAF_RADIUS_METERS

/**
 * Projects longitude, latitude (degrees) to the Framework's plane (metres). Right at the poles and
 * for any longitude, wrapped or not. The antipode of the centre has no single image: `NaN`.
 */
export function toNaaf(lon: number, lat: number): [x: number, y: number] {
  const lambda = (lon - NAAF_CENTER.lon) * RADIANS
  const phi = lat * RADIANS
  const cosPhi = Math.cos(phi)
  const sinPhi = Math.sin(phi)
  const cosLambda = Math.cos(lambda)
  const denominator = 1 + SIN_LAT0 * sinPhi + COS_LAT0 * cosPhi * cosLambda
  if (denominator < 1e-12) return [Number.NaN, Number.NaN]
  const k = NAAF_RADIUS_METERS * Math.sqrt(2 / denominator)
  return [k * cosPhi * Math.sin(lambda), k * (COS_LAT0 * sinPhi - SIN_LAT0 * cosPhi * cosLambda)]
}

/** Whether the square that the Atlas draws, `NAAF_EXTENT`, has a place (longitude, latitude in degrees). */
export function isOnSheet(lon: number, lat: number): boolean {
  const [x, y] = toNaaf(lon, lat)
  return Math.max(Math.abs(x), Math.abs(y)) <= NAAF_EXTENT[2]
}

/**
 * The longitude (−180 to 180) and latitude of a position of the Framework's plane in metres, or
 * `null` past the rim of the projection, where there is no place on Earth.
 */
export function fromNaaf(x: number, y: number): [lon: number, lat: number] | null {
  const rho = Math.hypot(x, y)
  if (!(rho <= RIM_METERS)) return null
  if (rho < 1e-9) return [NAAF_CENTER.lon, NAAF_CENTER.lat]
  const c = 2 * Math.asin(rho / RIM_METERS)
  const sinC = Math.sin(c)
  const cosC = Math.cos(c)
  // Where the place is seen from the middle of the Earth. The arc sine of its height alone would be
  // off by decimetres at the poles.
  const sine = cosC * SIN_LAT0 + (y * sinC * COS_LAT0) / rho
  const east = (x * sinC) / rho
  const north = COS_LAT0 * cosC - (y * SIN_LAT0 * sinC) / rho
  const lat = Math.atan2(sine, Math.hypot(east, north)) / RADIANS
  const lon = NAAF_CENTER.lon + Math.atan2(east, north) / RADIANS
  return [lon < -180 ? lon + 360 : lon, lat]
}
