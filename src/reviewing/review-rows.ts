import type { Geometry } from 'geojson'
import type { FeatureTable } from '../formats/contract/feature-table.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import type { FieldValue } from '../model/feature.ts'
import type { Field } from '../model/schema.ts'

/** The rows of a layer under review, by their places from 0. Positions are longitude, latitude of WGS 84. */
export interface ReviewRows {
  readonly fields: readonly Field[]
  readonly length: number
  /** The number under which whoever made the file finds the row again. */
  rowNumber(row: number): number
  value(row: number, field: string): FieldValue
  geometry(row: number): Geometry | null
}

/** Programs that show tables count the row of the titles; those that show features begin with 1. */
const ROWS_BEFORE: ReadonlyMap<string, number> = new Map([['csv', 2]])

/** The rows of a layer as it was read. */
export function toReviewRows({
  features,
  schema,
  format,
}: Pick<ImportedLayer, 'schema' | 'format'> & {
  readonly features: Pick<FeatureTable, 'length' | 'value' | 'geometry'>
}): ReviewRows {
  const before = ROWS_BEFORE.get(format) ?? 1
  return {
    fields: schema.fields,
    length: features.length,
    rowNumber: (row) => row + before,
    value: (row, field) => features.value(row, field),
    geometry: (row) => features.geometry(row),
  }
}

/** What is other in edited rows than in those that they are made of. */
export interface RowEdits {
  readonly fields?: readonly Field[]
  readonly removed?: ReadonlySet<number>
  /** Rows after the others, made of one of them. */
  readonly added?: readonly number[]
  geometry?(row: number, geometry: Geometry | null): Geometry | null
  value?(row: number, field: string): FieldValue
}

/** Rows that are others with some edits; what they are made of stays as it is. */
export function editRows(rows: ReviewRows, edits: RowEdits): ReviewRows {
  const { removed, added } = edits
  let places: Uint32Array | null = null
  if (removed || added) {
    const kept: number[] = []
    for (let row = 0; row < rows.length; row++) if (!removed?.has(row)) kept.push(row)
    places = Uint32Array.from([...kept, ...(added ?? [])])
  }
  const length = places?.length ?? rows.length
  const placeOf = (row: number) => (places ? places[row]! : row)
  const { geometry, value } = edits
  const firstAdded = length - (added?.length ?? 0)
  return {
    fields: edits.fields ?? rows.fields,
    length,
    rowNumber: (row) =>
      row < firstAdded
        ? rows.rowNumber(placeOf(row))
        : rows.rowNumber(rows.length + row - firstAdded),
    value: (row, field) => (value ?? rows.value)(placeOf(row), field),
    geometry: (row) => {
      const own = rows.geometry(placeOf(row))
      return geometry ? geometry(placeOf(row), own) : own
    },
  }
}
