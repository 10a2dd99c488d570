import type { Crs } from '../../geo/crs.ts'
import type { Feature } from '../../model/feature.ts'
import { ProblemError, type Warning } from '../../model/problem.ts'
import type { FieldType, GeometryType, Language, LayerSchema } from '../../model/schema.ts'
import type { FeatureRows } from './feature-rows.ts'
import type { LayerStyle } from './layer-style.ts'

/** The formats that the Atlas writes. */
export const EXPORT_FORMATS = [
  'shapefile',
  'kml',
  'kmz',
  'geojson',
  'geojsonseq',
  'flatgeobuf',
  'csv',
  'geopackage',
] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What goes with the data so that who finds the file knows what it is, whose, and how to cite it. */
export interface ExportMetadata {
  readonly abstract?: string
  readonly publisher?: string
  readonly edition?: string
  /** The date of the data: a year or an ISO 8601 date. */
  readonly date?: string
  readonly licence?: { readonly name: string; readonly url?: string }
  readonly citation?: string
  readonly limitations?: string
  /** What of the layer this file holds, in words, where it is not all of it. */
  readonly selection?: string
  /** The address that leads back to the layer or the view. */
  readonly url?: string
  /** The layer's metadata record as ISO 19139 XML. */
  readonly isoXml?: string
}

/**
 * A layer as a writer sees it: already selected and in the file's CRS. Plain data but for
 * `features`, which writers call once for each pass over the data; every call gives the same
 * features in the same order.
 */
export interface WriteInput {
  readonly schema: LayerSchema
  /** Positions are x, y of `crs` (longitude, latitude where it is geographic) and height in metres. */
  features(): FeatureStream
  /** The same where they stand, for writers that need no objects. */
  readonly rows?: FeatureRows
  /** The stem of file names: letters, digits, hyphens and underscores. */
  readonly name: string
  readonly title: string
  readonly metadata: ExportMetadata
  readonly style?: LayerStyle
  /** The field of years or dates that a timeline may move over. */
  readonly timeField?: string
  readonly crs: Crs
  /** Of titles, balloons and the texts inside archives. */
  readonly language: Language
}

export type FeatureStream = Iterable<Feature> | AsyncIterable<Feature>

/** Features of which each can be had at any time, as those of a table in memory. */
export interface FeaturesAtHand extends Iterable<Feature> {
  readonly length: number
  feature(index: number): Feature
}

export function areAtHand(features: FeatureStream): features is FeaturesAtHand {
  return 'length' in features && 'feature' in features
}

export interface WriteOptions {
  readonly signal?: AbortSignal
  /** Called with the share of the work done, 0 to 1, never falling. */
  readonly onProgress?: (share: number) => void
  /** Stamped on archive entries and file headers; without it, now. */
  readonly date?: Date
  /** What to do when a part would pass its format's limit; without it, `refuse`. */
  readonly onLimit?: 'refuse' | 'split'
  /** The limit on one file's size where the format has one, lowered by tests only. */
  readonly limitBytes?: number
  readonly csv?: CsvOptions
  /** What the file will be called, for what refers to it; without it, the layer's name and the extension. */
  readonly fileName?: string
}

export interface CsvOptions {
  /** `lon-lat` gives points two columns of numbers; `wkt` holds any geometry in one column. */
  readonly geometry?: 'lon-lat' | 'wkt'
  /** Whether texts that a spreadsheet would run as a formula are kept as they are. */
  readonly keepFormulas?: boolean
}

/** A field of a file and the field of the layer it comes from. */
export interface WrittenField {
  readonly source: string
  readonly written: string
  readonly type: FieldType
}

/** One of the layers in the file written: several where a format splits by geometry type or size. */
export interface WrittenLayer {
  readonly name: string
  readonly geometryType: GeometryType
  readonly featureCount: number
  readonly fields: readonly WrittenField[]
  /** The names of layer fields that the format could not take. */
  readonly droppedFields: readonly string[]
  /** The names of fields that the format asks for and the layer does not have. */
  readonly addedFields?: readonly string[]
  /**
   * Where the format puts features in an order of its own: which feature of the input, counted from
   * 0, stands at each place of the layer.
   */
  readonly order?: Uint32Array
}

/** A small file that belongs beside the one that is written, which cannot say what it says. */
export interface FileBeside {
  readonly name: string
  readonly mediaType: string
  readonly text: string
}

export interface WriteSummary {
  readonly layers: readonly WrittenLayer[]
  readonly beside?: FileBeside
  readonly warnings: readonly Warning[]
}

/**
 * Writes one format. A generator core: it yields the file's bytes in order and in pieces, so that
 * memory stays bounded and whoever consumes them sets the pace; collecting is the caller's line.
 * Throws a `ProblemError` where the format cannot hold the layer, and the signal's reason on abort.
 */
export interface Writer {
  readonly format: ExportFormat
  /** Of the file, without the dot. */
  readonly extension: string
  readonly mediaType: string
  /** Whether the format's specification allows no other CRS than WGS 84. */
  readonly wgs84Only: boolean
  write(input: WriteInput, options: WriteOptions): AsyncGenerator<Uint8Array, WriteSummary>
}

/** The problem of asking a format for a CRS that its specification forbids. */
export function requireWgs84(writer: Pick<Writer, 'format'>, crs: Crs): void {
  if (crs.isWgs84) return
  throw new ProblemError({
    code: 'crs-not-in-format',
    message: `${writer.format} holds positions in WGS 84 alone; ${crs.name} can go to shapefile, FlatGeobuf, GeoPackage or CSV`,
    values: { format: writer.format, crs: crs.name },
  })
}

/** What a writer says it wrote where the format takes the layer as it is, in one piece. */
export function toWholeLayer({ schema, name }: WriteInput, featureCount: number): WrittenLayer {
  return {
    name,
    geometryType: schema.geometryType,
    featureCount,
    fields: schema.fields.map(({ name, type }) => ({ source: name, written: name, type })),
    droppedFields: [],
  }
}
