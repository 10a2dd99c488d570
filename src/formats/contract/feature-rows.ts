import type { GeoJsonGeometryTypes } from 'geojson'
import type { Feature, FieldValue } from '../../model/feature.ts'
import { type FeatureKey, keyOfPlace } from '../../model/feature-key.ts'
import type { FeatureTable } from './feature-table.ts'

/** Features where they stand in a table, for writers that take them from there without an object for each. */
export interface FeatureRows {
  readonly table: FeatureTable
  readonly fieldNames: readonly string[]
  /** How the values of a field are read, by row. */
  reader(field: string): (row: number) => FieldValue
  keyOf(row: number): FeatureKey
  /** Whether the feature has the geometry of its row; else it has none. */
  hasPlace(row: number): boolean
  /** The same as an object. */
  feature(row: number): Feature
}

/** All features of a table as they are. */
export class TableRows implements FeatureRows {
  readonly table: FeatureTable

  constructor(table: FeatureTable) {
    this.table = table
  }

  get fieldNames(): readonly string[] {
    return this.table.fieldNames
  }

  reader(field: string): (row: number) => FieldValue {
    return this.table.reader(field)
  }

  readonly keyOf = (row: number): FeatureKey => keyOfPlace(row).key

  hasPlace(_row: number): boolean {
    return true
  }

  feature(row: number): Feature {
    return this.table.feature(row)
  }
}

/** The lines, rings or points of one feature of a table, whose positions stand there in a row. */
export class RowShape {
  type: GeoJsonGeometryTypes = 'Point'
  /** The place of the first position. */
  start = 0
  positionCount = 0
  /** Of each line, ring, or lot of points how many positions it has, and to which part of the geometry it belongs. */
  readonly counts: number[] = []
  readonly parts: number[] = []
  #table: FeatureTable | null = null
  readonly #visit = (_kind: string, start: number, count: number, part: number): void => {
    if (this.counts.length === 0) this.start = start
    this.counts.push(count)
    this.parts.push(part)
    this.positionCount += count
  }

  /**
   * Takes the geometry of a row. `false` where it is not as plain as that: none at all, a collection, heights, or parts
   * without any position.
   */
  take(table: FeatureTable, row: number): boolean {
    this.#table = table
    this.counts.length = 0
    this.parts.length = 0
    this.positionCount = 0
    const type = table.geometryType(row)
    if (type === null || type === 'GeometryCollection' || table.hasHeight(row)) return false
    this.type = type
    const parts = table.eachRun(row, this.#visit)
    let last = -1
    for (let run = 0; run < this.counts.length; run++) {
      if (this.counts[run] === 0 || this.parts[run]! > last + 1) return false
      last = this.parts[run]!
    }
    return parts > 0 && last === parts - 1
  }

  /** All positions of the table, x and y in turn. */
  get plane(): Float64Array {
    return this.#table!.plane
  }
}
