import type { Bbox } from '../geo/bbox.ts'

/** The tag of a language of the Atlas (BCP 47): the name of the folder of its words in `src/words`. */
export type Language = string

/** The languages of the CEC, in which the texts of its data are, whatever others the Atlas speaks. */
export const DATA_LANGUAGES = ['en', 'fr', 'es'] as const
export type DataLanguage = (typeof DATA_LANGUAGES)[number]

/** A text, or a list of texts, in the languages of the CEC; `textIn` reads it. */
export type Localized<T = string> = Readonly<Record<DataLanguage, T>>

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
