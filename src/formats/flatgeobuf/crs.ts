/**
 * The coordinate reference system that a FlatGeobuf header names: an organisation's code, a WKT, or
 * both. A reader that finds neither must ask; it never assumes one.
 */
export interface FlatGeobufCrs {
  /** The organisation that gave the code; `EPSG` where the file leaves it out. */
  readonly org?: string
  readonly code?: number
  readonly name?: string
  readonly description?: string
  readonly wkt?: string
  /** A code that is not a number. */
  readonly codeText?: string
}

/**
 * Longitude and latitude in degrees of WGS 84. The code names latitude first; coordinates in
 * FlatGeobuf, as in every GIS format, are x, y = longitude, latitude all the same.
 */
export const WGS_84: FlatGeobufCrs = { org: 'EPSG', code: 4326, name: 'WGS 84' }
