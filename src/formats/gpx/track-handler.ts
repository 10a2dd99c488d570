import { FeatureTable, GEOMETRY_CODES } from '../contract/feature-table.ts'
import type { ReadContext, WarningList } from '../contract/read-context.ts'

/** A position of a track and when it was there. */
export interface TrackPosition {
  readonly lon: number
  readonly lat: number
  readonly height: number
  readonly time: string | null
}

/** Puts lines, each of positions, into the feature that is being built, with the times as JSON. */
export function addLines(
  lines: readonly (readonly TrackPosition[])[],
  table: FeatureTable,
  warnings: WarningList,
): void {
  const good = lines.filter(({ length }) => length >= 2)
  if (good.length < lines.filter(({ length }) => length > 0).length) {
    warnings.add({
      code: 'geometry-too-short',
      message: 'Geometries with too few positions for their kind were left out.',
    })
  }
  if (good.length === 0) return
  const times = good.map((line) => line.map(({ time }) => time))
  if (times.some((line) => line.some((time) => time !== null))) {
    table.setValue('times', JSON.stringify(times.length === 1 ? times[0] : times))
  }
  const hasHeight = good.some((line) => line.some(({ height }) => !Number.isNaN(height)))
  const isMulti = good.length > 1
  table.begin(isMulti ? GEOMETRY_CODES.MultiLineString : GEOMETRY_CODES.LineString, hasHeight)
  if (isMulti) table.count(good.length)
  for (const line of good) {
    table.count(line.length)
    for (const { lon, lat, height } of line) {
      if (hasHeight) table.positionWithHeight(lon, lat, height)
      else table.position(lon, lat)
    }
  }
}

/** A number in a text, or `NaN`. */
export function parseNumber(text: string | null): number {
  return text === null || text.trim() === '' ? Number.NaN : Number(text)
}

/** The tables of a file whose kinds of features are layers of their own. */
export class LayerTables {
  readonly #context: ReadContext
  readonly #tables = new Map<string, FeatureTable>()

  constructor(context: ReadContext) {
    this.#context = context
  }

  of(kind: string): FeatureTable {
    let table = this.#tables.get(kind)
    if (!table) {
      table = new FeatureTable(this.#context.budget)
      this.#tables.set(kind, table)
    }
    return table
  }

  entries(): [string, FeatureTable][] {
    return [...this.#tables]
  }
}
