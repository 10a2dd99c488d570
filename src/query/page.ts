import type { Bbox } from '../geo/bbox.ts'
import type { FieldValue } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import { valueAt } from './column.ts'
import type { Question } from './question.ts'
import { readView, type ViewRequest } from './row-view.ts'

export interface PageRequest extends ViewRequest {
  /** The fields of the rows, in this order. */
  readonly fields: readonly string[]
  readonly offset: number
  readonly limit: number
}

export interface PageRow {
  readonly key: FeatureKey
  readonly id: number
  readonly bbox: Bbox | null
  /** Of the fields that were asked for, in their order. */
  readonly values: readonly FieldValue[]
}

export interface PageAnswer {
  readonly rows: readonly PageRow[]
  /** How many rows the view has. */
  readonly total: number
}

/** Some of the rows of a view of a layer. */
export const page: Question<PageRequest, PageAnswer> = async (request, context) => {
  const { fields, offset, limit } = request
  const { rows, order } = await readView(request, fields, context)
  return {
    total: order.length,
    rows: Array.from(order.subarray(offset, offset + limit), (row) => ({
      key: rows.keyAt(row),
      id: rows.idAt(row),
      bbox: rows.bboxAt(row),
      values: fields.map((name) => valueAt(rows.columns.get(name)!, row)),
    })),
  }
}
