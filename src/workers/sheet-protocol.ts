import type { LayerEntry } from '../catalog/device-layer.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import type { Language } from '../model/schema.ts'
import type { BookPlace } from '../sheets/map-book.ts'
import type { SheetReceipt } from '../sheets/receipt.ts'
import type { SheetSpec } from '../sheets/sheet-spec.ts'

/** What a sheet is written as. */
export const SHEET_FORMATS = ['pdf', 'png', 'svg'] as const
export type SheetFormat = (typeof SHEET_FORMATS)[number]

/** Of which places there is a sheet each. */
export interface BookRequest {
  readonly places: LayerEntry
  readonly keys: readonly FeatureKey[]
}

export interface SheetRequest {
  readonly spec: SheetSpec
  /** For a PDF of a sheet for each place, of which `spec` is the pattern; `null` for that sheet itself. */
  readonly book: BookRequest | null
  readonly format: SheetFormat
  /** Dots an inch of a PNG. */
  readonly dpi: number
  /** The folder of the layers' files. */
  readonly layersUrl: string
}

export interface MeasuredSheet {
  readonly title: string
  /** The denominator that it was to have. */
  readonly scale: number
  readonly receipt: SheetReceipt
}

/** A sheet that was written: a PDF was read again and found to be what was asked for. */
export type WrittenSheet = {
  /** The file, on the disk where the browser has room for it. */
  readonly file: Blob
} & (
  | {
      readonly format: 'pdf'
      /** Of each sheet of the file. */
      readonly sheets: readonly MeasuredSheet[]
    }
  | { readonly format: 'svg'; readonly millimeters: readonly [width: number, height: number] }
  | {
      readonly format: 'png'
      readonly pixels: readonly [width: number, height: number]
      readonly dpi: number
    }
)

/** What is known of a sheet before it is drawn: the size of its map in points. */
export interface SheetMapSize {
  readonly width: number
  readonly height: number
}

/** What the page asks the worker of sheets. */
export type SheetCalls = {
  listPlaces: {
    request: {
      readonly places: LayerEntry
      readonly language: Language
      readonly layersUrl: string
    }
    response: readonly BookPlace[]
  }
  layOut: { request: SheetSpec; response: SheetMapSize }
  write: { request: SheetRequest; response: WrittenSheet }
}

export interface SheetProgress {
  readonly share: number
  /** How many sheets the file is of. */
  readonly sheets: number
}

export type SheetEvents = {
  /** How far a file is. */
  sheetProgress: SheetProgress
}
