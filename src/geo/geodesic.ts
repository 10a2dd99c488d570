import geographiclib from 'geographiclib-geodesic'
import { NAAF_RADIUS_METERS } from './naaf.ts'

type LonLat = readonly [lon: number, lat: number]

/**
 * What is measured on: the ellipsoid of WGS 84, or the Framework's sphere, whose plane keeps the areas of the
 * sphere. They differ by −0.8 to +0.3 % in area, and by up to 0.5 % in distance.
 */
export type Figure = 'ellipsoid' | 'sphere'

const { Geodesic } = geographiclib
const FIGURES = {
  ellipsoid: Geodesic.WGS84,
  sphere: new Geodesic.Geodesic(NAAF_RADIUS_METERS, 0),
} as const

/** One straight way over the ground. */
export interface GeodesicLine {
  readonly meters: number
  /** The direction in which it sets out, degrees clockwise from true north, [0, 360). */
  readonly bearingDegrees: number
}

/**
 * The shortest way over the ground between two places, longitudes and latitudes in degrees: exact to some
 * nanometres on the ellipsoid (Karney 2013, Algorithms for geodesics, doi:10.1007/s00190-012-0578-z).
 */
export function toGeodesic(
  [lonA, latA]: LonLat,
  [lonB, latB]: LonLat,
  figure: Figure = 'ellipsoid',
): GeodesicLine {
  const { s12 = 0, azi1 = 0 } = FIGURES[figure].Inverse(latA, lonA, latB, lonB)
  return { meters: s12, bearingDegrees: (azi1 + 360) % 360 }
}

/** What a closed line over the ground encloses. */
export interface EnclosedArea {
  /** Of the smaller of the two sides into which the line parts the Earth. */
  readonly squareMeters: number
  readonly perimeterMeters: number
}

/**
 * The area within the shortest ways between corners, longitudes and latitudes in degrees, around a pole and
 * over the antimeridian too (Karney 2013, section 6). The first corner is not repeated at the end.
 */
export function toEnclosedArea(
  corners: readonly LonLat[],
  figure: Figure = 'ellipsoid',
): EnclosedArea {
  const polygon = FIGURES[figure].Polygon(false)
  for (const [lon, lat] of corners) polygon.AddPoint(lat, lon)
  const { area = 0, perimeter } = polygon.Compute(false, true)
  return { squareMeters: Math.abs(area), perimeterMeters: perimeter }
}

/** The place that lies so many metres from another in a direction, degrees clockwise from true north. */
export function toPlaceAt([lon, lat]: LonLat, bearingDegrees: number, meters: number): LonLat {
  const { lon2 = lon, lat2 = lat } = FIGURES.ellipsoid.Direct(lat, lon, bearingDegrees, meters)
  return [lon2, lat2]
}

/**
 * The shortest way between two places as places no farther than `stepMeters` from one to the next, both ends
 * included: straight on no map, and in its place on each. Longitudes go on without a jump at the antimeridian.
 */
export function alongGeodesic(
  [lonA, latA]: LonLat,
  [lonB, latB]: LonLat,
  stepMeters: number,
): LonLat[] {
  const line = FIGURES.ellipsoid.InverseLine(latA, lonA, latB, lonB)
  const steps = Math.max(1, Math.ceil(line.s13 / stepMeters))
  const inner = Array.from({ length: steps - 1 }, (_, index): LonLat => {
    const { lon2 = lonA, lat2 = latA } = line.Position((line.s13 * (index + 1)) / steps)
    return [lon2, lat2]
  })
  const places: [number, number][] = []
  for (const [lon, lat] of [[lonA, latA] as LonLat, ...inner, [lonB, latB] as LonLat]) {
    const before = places.at(-1)?.[0] ?? lon
    places.push([lon + 360 * Math.round((before - lon) / 360), lat])
  }
  return places
}

/** Corners around a place, so many metres away from it: the more there are, the nearer they come to a circle. */
export function toCircle(center: LonLat, radiusMeters: number, corners = 360): LonLat[] {
  return Array.from({ length: corners }, (_, index) =>
    toPlaceAt(center, 360 - (360 * index) / corners, radiusMeters),
  )
}
