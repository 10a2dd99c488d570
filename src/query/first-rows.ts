import { geometryBbox } from '../geo/positions.ts'
import { readValue } from '../model/field-value.ts'
import type { PageRow } from './page.ts'
import type { AskedLayer, Question } from './question.ts'

export interface FirstRowsRequest {
  readonly layer: AskedLayer
  readonly fields: readonly string[]
  readonly limit: number
}

/** The first rows of a layer as its file has them, for as long as not all of it has been read. */
export const firstRows: Question<FirstRowsRequest, readonly PageRow[]> = async (
  { layer, fields, limit },
  { openForFew, signal },
) => {
  const source = await openForFew(layer)
  const rows: PageRow[] = []
  for await (const { key, id, geometry, properties } of source.features({ fields, signal })) {
    rows.push({
      key,
      id,
      bbox: geometry && geometryBbox(geometry),
      values: fields.map((name) => readValue(properties, name)),
    })
    if (rows.length >= limit) break
  }
  return rows
}
