import type { SheetReceipt } from '../sheets/receipt.ts'
import type { SheetSpec } from '../sheets/sheet-spec.ts'

/** What a sheet is written as. */
export const SHEET_FORMATS = ['pdf', 'png', 'svg'] as const
export type SheetFormat = (typeof SHEET_FORMATS)[number]

export interface SheetRequest {
  readonly spec: SheetSpec
  readonly format: SheetFormat
  /** Dots an inch of a PNG. */
  readonly dpi: number
  /** The folder of the layers' files. */
  readonly layersUrl: string
}

/** A sheet that was written: a PDF was read again and found to be what was asked for. */
export type WrittenSheet = {
  /** The file, on the disk where the browser has room for it. */
  readonly file: Blob
} & (
  | { readonly format: 'pdf'; readonly receipt: SheetReceipt }
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
  layOut: { request: SheetSpec; response: SheetMapSize }
  write: { request: SheetRequest; response: WrittenSheet }
}

export type SheetEvents = {
  /** How far a sheet is. */
  sheetProgress: { readonly share: number }
}
