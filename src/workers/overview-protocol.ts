import type { DeviceFile } from '../catalog/device-layer.ts'
import type { TableCopy } from '../formats/contract/feature-table.ts'
import type { ImportDrawing } from '../importing/symbology.ts'
import type { FileOrder } from '../importing/write-file.ts'
import type { OverviewPlan, WrittenOverviews } from '../importing/write-overviews.ts'
import type { HeldFile } from '../sources/held-files.ts'

/** What the worker of an import asks the one that makes overviews meanwhile. */
export type OverviewCalls = {
  /** Makes the overviews of a layer, which may be before it is known whether they are wanted. */
  make: {
    request: {
      readonly drawing: ImportDrawing
      readonly table: TableCopy
      readonly plan: OverviewPlan
    }
    response: undefined
  }
  /** Writes what was made. */
  write: {
    request: { readonly order: FileOrder }
    response: WrittenOverviews & { readonly held: readonly HeldFile[] }
  }
  /** Has it go on after `enough`. */
  goOn: { request: undefined; response: undefined }
}

export type OverviewEvents = {
  /** Of the overviews, from 0 to 1. */
  progress: number
  /** The files by which the layer can be drawn, as `writeOverviews` tells them; others are written after `goOn`. */
  enough: readonly DeviceFile[]
}
