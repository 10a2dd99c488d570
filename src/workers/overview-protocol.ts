import type { TableCopy } from '../formats/contract/feature-table.ts'
import type { FileOrder } from '../importing/write-file.ts'
import type { OverviewPlan, WrittenOverviews } from '../importing/write-overviews.ts'
import type { HeldFile } from '../sources/held-files.ts'

/** What the worker of an import asks the one that writes overviews meanwhile. */
export type OverviewCalls = {
  write: {
    request: {
      readonly order: FileOrder
      readonly table: TableCopy
      readonly plan: OverviewPlan
    }
    response: WrittenOverviews & { readonly held: readonly HeldFile[] }
  }
}

export type OverviewEvents = {
  /** Of the overviews, from 0 to 1. */
  progress: number
}
