import { FeatureTable } from '../../formats/contract/feature-table.ts'
import { MemoryBudget } from '../../formats/contract/read-context.ts'
import type { Field } from '../../model/schema.ts'
import type { ReviewRows } from '../review-rows.ts'

/** The rows in compact memory: several passes go over them, and each value is mapped and mended once. */
export function toTable(
  rows: ReviewRows,
  fields: readonly Field[],
  limitBytes: number,
): FeatureTable {
  const table = new FeatureTable(new MemoryBudget(limitBytes))
  for (const { name } of fields) table.declareField(name)
  for (let row = 0; row < rows.length; row++) {
    for (const { name } of fields) table.setValue(name, rows.value(row, name))
    table.addGeometry(rows.geometry(row))
    table.endFeature()
  }
  return table
}
