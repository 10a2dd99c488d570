import { NAAF_CENTER, NAAF_EXTENT, NAAF_RADIUS_METERS } from './naaf.ts'

/** The width of the tiles that the map draws, in CSS pixels. */
export const TILE_PIXELS = 512

/** Circumference of the sphere of EPSG:3857, metres. */
const MERCATOR_CIRCUMFERENCE_METERS = 2 * Math.PI * 6378137

const NAAF_PIXEL_METERS = (NAAF_EXTENT[2] - NAAF_EXTENT[0]) / TILE_PIXELS
const MERCATOR_PIXEL_METERS = MERCATOR_CIRCUMFERENCE_METERS / TILE_PIXELS

/**
 * Metres on the ground for one CSS pixel of the Framework's plane at a zoom. The projection keeps areas,
 * so this holds on average over all directions everywhere.
 */
export function naafPixelMeters(zoom: number): number {
  return NAAF_PIXEL_METERS / 2 ** zoom
}

/** Metres on the ground for one CSS pixel of Web Mercator, or of the globe's centre, at a latitude. */
export function mercatorPixelMeters(zoom: number, lat: number): number {
  return (MERCATOR_PIXEL_METERS * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom
}

/** The zoom of Web Mercator that shows the ground at a latitude as large as a zoom of the Framework. */
export function naafToMercatorZoom(zoom: number, lat: number): number {
  return zoom + Math.log2(mercatorPixelMeters(0, lat) / naafPixelMeters(0))
}

/** The inverse of `naafToMercatorZoom`. */
export function mercatorToNaafZoom(zoom: number, lat: number): number {
  return zoom - Math.log2(mercatorPixelMeters(0, lat) / naafPixelMeters(0))
}

/**
 * How many zooms a tile of Web Mercator is finer than the Framework's of about the same scale at 45° N. What
 * is chosen by the tile needs a whole number, or all would come a zoom late.
 */
export const MERCATOR_TILE_ZOOMS = Math.round(naafToMercatorZoom(0, NAAF_CENTER.lat))

/** The zoom of the Framework's grid whose data a tile of Web Mercator's zoom holds: from 0 on, as the data are. */
export function mercatorTileToNaafZoom(z: number): number {
  return Math.max(0, z - MERCATOR_TILE_ZOOMS)
}

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
