import type { LayerEntry } from '../catalog/device-layer.ts'
import type { CsvOptions, ExportFormat, FileBeside } from '../formats/contract/writer.ts'
import type { Receipt } from '../formats/receipt/receipt.ts'
import type { Problem } from '../model/problem.ts'
import type { Field, GeometryType, Language } from '../model/schema.ts'
import type { LayerFileAddress } from '../sources/open-layer-file.ts'
import type { ExportPart } from './selection.ts'
import type { ExportLook } from './style.ts'

/** A layer that the data worker may read. */
export interface ExportedLayer {
  readonly entry: LayerEntry
  /** The layer itself at full detail. */
  readonly at: LayerFileAddress
  readonly byteLength: number
}

export interface ExportTarget {
  readonly format: ExportFormat
  /** As `findCrs` reads it. */
  readonly crs: string
  readonly csv?: CsvOptions
  /** What to do with a shapefile past its format's limit. */
  readonly onLimit?: 'refuse' | 'split'
}

export interface ExportRequest {
  readonly layer: ExportedLayer
  readonly part: ExportPart
  readonly target: ExportTarget
  readonly language: Language
  readonly look: ExportLook
  /** Where this copy of the Atlas is, with a slash at its end. */
  readonly siteUrl: string
  readonly viewUrl: string
}

export interface LayerDescription {
  readonly fields: readonly Field[]
  readonly featureCount: number | null
  readonly geometryType: GeometryType
}

export type ExportEstimate =
  | {
      /** `exact`: the whole part was counted and written for it; `about`: a sample of it was. */
      readonly kind: 'exact' | 'about'
      readonly featureCount: number
      readonly byteLength: number
    }
  /** Counting went as far as this, which was enough for an estimate. */
  | { readonly kind: 'more'; readonly featureCount: number }

/** A system that was asked for, as it is understood. */
export type CrsAnswer =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: Problem }

export type ExportOutcome =
  | {
      readonly ok: true
      readonly name: string
      readonly mediaType: string
      /** The file, on the disk where the browser has room for it. */
      readonly file: Blob
      readonly receipt: Receipt
      readonly beside?: FileBeside
    }
  | { readonly ok: false; readonly problem: Problem; readonly receipt: Receipt | null }

/** What the page asks the data worker. */
export type ExportCalls = {
  describe: { request: ExportedLayer; response: LayerDescription }
  /** The values of a field of texts, sorted, or `null` where there are too many to choose from. */
  values: {
    request: { readonly layer: ExportedLayer; readonly field: string }
    response: readonly string[] | null
  }
  crs: { request: string; response: CrsAnswer }
  estimate: { request: ExportRequest; response: ExportEstimate }
  export: { request: ExportRequest; response: ExportOutcome }
  /** Lets go of the file of the last export. */
  discard: { request: undefined; response: undefined }
}

export type ExportPhase = 'reading' | 'writing' | 'checking'

/** What the data worker tells unasked, some ten times a second at most. */
export type ExportEvents = {
  exportProgress: {
    readonly phase: ExportPhase
    /** Of the phase; `null` where it is not known. */
    readonly share: number | null
    readonly featureCount: number
  }
}
