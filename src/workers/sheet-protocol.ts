import type { SheetReceipt } from '../sheets/receipt.ts'
import type { SheetSpec } from '../sheets/sheet-spec.ts'

export interface SheetRequest {
  readonly spec: SheetSpec
  /** The folder of the layers' files. */
  readonly layersUrl: string
}

/** A sheet that was written, read again and found to be what was asked for. */
export interface WrittenSheet {
  /** The file, on the disk where the browser has room for it. */
  readonly file: Blob
  readonly receipt: SheetReceipt
}

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
