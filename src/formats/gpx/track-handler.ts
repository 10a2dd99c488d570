import type { Geometry } from 'geojson'
import { FeatureTable, GEOMETRY_CODES } from '../contract/feature-table.ts'
import type { GrowingFeatures, ReadContext, WarningList } from '../contract/read-context.ts'

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

/** The lines of the feature that is being read, which no table has as yet. */
export class OpenLines {
  lines: TrackPosition[][] = []
  positionCount = 0
  readonly #context: ReadContext

  constructor(context: ReadContext) {
    this.#context = context
  }

  beginLine(): void {
    this.lines.push([])
  }

  add(position: TrackPosition): void {
    if (this.lines.length === 0) this.beginLine()
    this.#context.budget.take(BYTES_PER_POSITION, 'a track')
    this.lines.at(-1)!.push(position)
    this.positionCount++
  }

  /** Ends the feature: its positions are in a table, or given up. */
  clear(): void {
    this.#context.budget.give(this.positionCount * BYTES_PER_POSITION)
    this.lines = []
    this.positionCount = 0
  }
}

/** A position as an object with its time. */
const BYTES_PER_POSITION = 100

/** What there is of a file of tracks while it is read: the features of its tables, and the lines that are on their way. */
export class GrowingTracks implements GrowingFeatures {
  readonly #tables: () => readonly FeatureTable[]
  readonly #open: OpenLines

  constructor(tables: () => readonly FeatureTable[], open: OpenLines) {
    this.#tables = tables
    this.#open = open
  }

  get length(): number {
    const ended = this.#tables().reduce((sum, { length }) => sum + length, 0)
    return ended + (this.#open.positionCount > 0 ? 1 : 0)
  }

  get positionCount(): number {
    const ended = this.#tables().reduce((sum, { positionCount }) => sum + positionCount, 0)
    return ended + this.#open.positionCount
  }

  geometry(index: number): Geometry | null {
    let at = index
    for (const table of this.#tables()) {
      if (at < table.length) return table.geometry(at)
      at -= table.length
    }
    const lines = this.#open.lines.filter(({ length }) => length >= 2)
    const coordinates = lines.map((line) => line.map(({ lon, lat }) => [lon, lat]))
    return lines.length === 0 ? null : { type: 'MultiLineString', coordinates }
  }
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

  get all(): readonly FeatureTable[] {
    return [...this.#tables.values()]
  }

  entries(): [string, FeatureTable][] {
    return [...this.#tables]
  }
}
