import type { Bbox } from '../geo/bbox.ts'

/** The languages of the Atlas and of the CEC. */
export const LANGUAGES = ['en', 'fr', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** The locale whose dates, numbers and units go with a language: those of the three countries. */
export const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-CA',
  fr: 'fr-CA',
  es: 'es-MX',
}

/** A text in the three languages of the CEC. */
export type Localized = Readonly<Record<Language, string>>

/**
 * The type of a field's values: `integer` fits 32 bits, `long` 64 (see `FieldValue`), `date` is an
 * ISO 8601 calendar date, `datetime` a date and time, `json` text that parses as JSON.
 */
export type FieldType =
  | 'boolean'
  | 'integer'
  | 'long'
  | 'double'
  | 'string'
  | 'date'
  | 'datetime'
  | 'json'
  | 'binary'

export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly title?: Localized
  readonly description?: string
  /** A unit symbol of the SI or UCUM, such as `km2` or `MW`. */
  readonly unit?: string
  /** The most characters (text) or digits (numbers) that the source's own declaration allows. */
  readonly width?: number
  /** The digits after the decimal point that the source declares. */
  readonly scale?: number
}

/** OGC Simple Features geometry types, and `Unknown` for a layer of mixed ones. */
export type GeometryType =
  | 'Unknown'
  | 'Point'
  | 'LineString'
  | 'Polygon'
  | 'MultiPoint'
  | 'MultiLineString'
  | 'MultiPolygon'
  | 'GeometryCollection'

/** What a layer's features are like, known before any of them is read. */
export interface LayerSchema {
  readonly name: string
  readonly geometryType: GeometryType
  readonly fields: readonly Field[]
  /** The number of features, or `null` where the source does not say. */
  readonly featureCount: number | null
  /** WGS 84 bounds, or `null` where the source does not say or holds nothing. */
  readonly bbox: Bbox | null
}
