import type { Bbox } from '../geo/bbox.ts'
import { type Condition, fieldsOf } from '../model/condition.ts'
import type { FieldValue } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import type { Language } from '../model/schema.ts'
import { valueAt } from './column.ts'
import { selectRows } from './filter.ts'
import type { AskedLayer, Question } from './question.ts'
import { type Order, sortRows } from './sort.ts'

export interface PageRequest {
  readonly layer: AskedLayer
  readonly condition?: Condition
  /** The first orders first; without any, as the layer has them. */
  readonly order?: readonly Order[]
  /** In whose order texts come. */
  readonly language: Language
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
  /** How many rows meet the condition. */
  readonly total: number
}

/** Some of the rows of a layer that meet a condition, in an order. */
export const page: Question<PageRequest, PageAnswer> = async (request, { read, pause }) => {
  const { layer, condition, order = [], language, fields, offset, limit } = request
  const rows = await read(layer, [
    ...fields,
    ...order.map(({ field }) => field),
    ...(condition ? fieldsOf(condition) : []),
  ])
  const { columns, rowCount } = rows
  let selected = selectRows(condition, columns, rowCount)
  for (const { field, descending = false } of order.toReversed()) {
    selected = await sortRows(selected, columns.get(field)!, { language, descending, pause })
  }
  return {
    total: selected.length,
    rows: Array.from(selected.subarray(offset, offset + limit), (row) => ({
      key: rows.keyAt(row),
      id: rows.idAt(row),
      bbox: rows.bboxAt(row),
      values: fields.map((name) => valueAt(columns.get(name)!, row)),
    })),
  }
}
