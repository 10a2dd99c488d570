import type { Geometry } from 'geojson'
import type { FeatureKey } from './feature-key.ts'

/**
 * A value of a feature's field. Dates and times are ISO 8601 text (their field says so); 64-bit
 * integers beyond `Number.MAX_SAFE_INTEGER` are `bigint`; what a source leaves empty is `null`, never
 * a zero or an empty text.
 */
export type FieldValue = string | number | bigint | boolean | null | Uint8Array

/** The fields of one feature by name. A field that is missing reads as `null`. */
export type FieldValues = Readonly<Record<string, FieldValue>>

/**
 * A feature of a layer, as in RFC 7946 section 3.2: positions are longitude, latitude in degrees of
 * WGS 84 and an optional third coordinate, height in metres.
 */
export interface Feature {
  /** The same in every file of the layer, its overviews too: what a feature is looked up by. */
  readonly key: FeatureKey
  /** The key as a number (`toFeatureId`): the same feature has the same id in every tile and query. */
  readonly id: number
  readonly geometry: Geometry | null
  readonly properties: FieldValues
}

/**
 * The feature with another geometry. Said field by field: an object into which another is spread takes many
 * times as long to make.
 */
export function withGeometry(
  { key, id, properties }: Feature,
  geometry: Feature['geometry'],
): Feature {
  return { key, id, geometry, properties }
}
