import type { Symbology } from '../catalog/symbology.ts'
import type { FeatureTable } from '../formats/contract/feature-table.ts'
import type { Bbox } from '../geo/bbox.ts'
import { toNaaf } from '../geo/naaf.ts'
import type { Feature, FieldValue } from '../model/feature.ts'
import { type FeatureKey, toFeatureId } from '../model/feature-key.ts'
import { setValue } from '../model/field-value.ts'
import { CellNumbers, toCellIds } from './cell-numbers.ts'
import { type OverviewLevel, planOverviews, tileMetersAt } from './overview.ts'
import { keptLines, type PlaneLines, toPlaneLines } from './plane-lines.ts'
import { toRowClasses } from './row-classes.ts'
import { findSignificance, type Significance } from './significance.ts'
import { isExtended, MarkCells, Parts, smallMeters, widthMeters } from './small-shapes.ts'

/** A layer of at most this many bytes is read whole to draw it, whatever the scale. */
const WHOLE_BYTES = 4_000_000

/** Larger ones have overviews for their size, and none besides for the smallest of their shapes. */
const SMALLEST_SHAPE_BYTES = 20_000_000

/** The overviews that a layer of areas and lines needs, from the finest on, by the bytes of its own file. */
export function planLayerOverviews(
  bytes: number,
  bbox: Bbox | null,
  table: FeatureTable,
): readonly OverviewLevel[] {
  return planOverviews(
    bytes > WHOLE_BYTES ? bytes : 0,
    bbox,
    bytes > SMALLEST_SHAPE_BYTES ? undefined : findSmallestMeters(table),
  )
}

/** The width of the narrowest area or line, as the sides of its box have it. */
function findSmallestMeters(table: FeatureTable): number {
  let smallest = Number.POSITIVE_INFINITY
  for (let index = 0; index < table.length; index++) {
    const type = table.geometryType(index)
    if (!type || !isExtended(type)) continue
    smallest = Math.min(smallest, widthMeters(table.bbox(index)))
  }
  return smallest
}

/** The layer that overviews are made of. */
export interface OverviewSource {
  /** Longitude, latitude of WGS 84. */
  readonly table: FeatureTable
  /** The fields that the overviews have. */
  readonly fields: readonly string[]
  readonly value: (row: number, field: string) => FieldValue
  readonly keyOf: (row: number) => FeatureKey
}

/** A coarser copy of a layer, for the zooms of a level. */
export interface Overview {
  readonly features: () => Iterable<Feature>
  /** Greater than the level's own where a tile would have been too full with that. */
  readonly toleranceMeters: number
  /** How many features are too small to be seen that were not at the level before: they are drawn as marks. */
  readonly small: number
}

/** A tile larger than this is slow to make, to send and to draw. */
const TILE_BYTES = 200_000
/** What a feature and each of its vertices take in a tile, as a shape and as its outline. */
const FEATURE_BYTES = 40
const VERTEX_BYTES = 5
/** Marks of 9 tolerances are then a tenth of a tile wide. */
const MOST_TOLERANCE_SHARE = 1 / 90

/** The lines of a level, and what may be left out of them. */
interface Level {
  readonly lines: PlaneLines
  readonly significance: Significance
}

/** What is drawn with one tolerance. */
interface Drawing {
  readonly toleranceMeters: number
  /** Those of the points that stand for their neighbours. */
  readonly points: readonly number[]
  /** Those of the parts that stand for small features. */
  readonly marks: Uint32Array
  readonly markMeters: number
  /** About how many bytes the fullest tile has. */
  readonly tileBytes: number
}

/**
 * Makes the overviews of a layer, from the finest on, each of what is left of the shapes at the one before. At each level
 * it is found once from which tolerance on each position may be left out. What any tolerance leaves, and how full tiles
 * are with that, is then counted from these numbers and the boxes of features; features are made as they are written.
 * Vertices are left out, never moved; borders that neighbours share stay shared (`significance.ts`).
 */
export class OverviewMaker {
  readonly #source: OverviewSource
  /** Of each row its class, from 0 to `#classCount` − 1. */
  readonly #classes: Uint16Array
  readonly #classCount: number
  readonly #parts: Parts
  /** 1 for parts that may still be marks: those of small features that were none at one level are none at the next. */
  readonly #areLeft: Uint8Array
  readonly #points: PlanePoints
  /** 1 for rows of which all coordinates are numbers. */
  readonly #arePlaced: Uint8Array
  #last: (Level & Drawing) | null = null

  constructor(source: OverviewSource, symbology: Symbology) {
    const { table } = source
    this.#source = source
    this.#arePlaced = new Uint8Array(table.length)
    this.#classes = new Uint16Array(table.length)
    const { classOf, count } = toRowClasses(symbology, source.value)
    this.#classCount = count
    for (let row = 0; row < table.length; row++) {
      this.#arePlaced[row] = table.isFinite(row) ? 1 : 0
      this.#classes[row] = classOf(row)
    }
    this.#parts = new Parts(table, (row) => this.#arePlaced[row] === 1)
    this.#areLeft = new Uint8Array(this.#parts.count).fill(1)
    this.#points = toPlanePoints(table, (row) => this.#arePlaced[row] === 1)
  }

  /**
   * The overview of a level. Where the fullest of its tiles would be larger than `TILE_BYTES`, its shapes are generalised
   * more, so that more of them are marks; and then the largest of the small shapes that fall together is the mark of all,
   * of whatever class they are.
   */
  async make({ zooms, toleranceMeters }: OverviewLevel): Promise<Overview> {
    const last = this.#last
    const tileMeters = tileMetersAt(Math.max(0, Math.ceil(zooms[0])))
    const least = Math.max(toleranceMeters, last?.toleranceMeters ?? 0)
    const level = this.#levelAt(least)
    let drawing = this.#draw(level, least, tileMeters, true)
    for (;;) {
      const excess = drawing.tileBytes / TILE_BYTES
      const tolerance = drawing.toleranceMeters
      // Wider than that a mark would be larger than what a map of the scale can tell apart.
      if (excess <= 1 || tolerance > tileMeters * MOST_TOLERANCE_SHARE) break
      await pause()
      const more = Math.max(2 ** 0.25, Math.min(2, Math.cbrt(excess)))
      drawing = this.#draw(level, tolerance * more, tileMeters, false)
    }
    this.#last = { ...level, ...drawing }
    this.#leaveMarks(drawing)
    const tolerance = drawing.toleranceMeters
    const kept = this.#keptPlaces(level, drawing)
    return {
      features: () => this.#features(drawing, kept),
      toleranceMeters: tolerance,
      small: this.#countBetween(smallMeters(last?.toleranceMeters ?? 0), smallMeters(tolerance)),
    }
  }

  /** The lines of features that are seen with a tolerance, as the level before has left them. */
  #levelAt(least: number): Level {
    const { table } = this.#source
    const last = this.#last
    const isSeen = (row: number) => this.#parts.rowWidths[row]! >= smallMeters(least)
    const lines = last
      ? keptLines(
          last.lines,
          (line) => isSeen(last.lines.rows[line]!) && isDrawn(last, line, last.toleranceMeters),
          (at) => last.significance.meters[at]! > last.toleranceMeters,
        )
      : toPlaneLines(table, (row) => this.#arePlaced[row] === 1 && isSeen(row))
    this.#last = null
    return { lines, significance: findSignificance(lines, table.plane, least) }
  }

  /** @param byClass whether marks stand out, one of each class, or stand beside each other, one of all */
  #draw(level: Level, tolerance: number, tileMeters: number, byClass: boolean): Drawing {
    const { lines, significance } = level
    const { meters } = significance
    const { rows, starts, xs, ys } = lines
    const { rowWidths, middles } = this.#parts
    const tiles = new TileBytes(tileMeters)
    const cells = new MarkCells(tolerance, byClass ? 'standing out' : 'beside')
    const kindOf = byClass ? (row: number) => this.#classes[row]! : () => 0
    const least = smallMeters(tolerance)
    const hasSmall = rowWidths.some((width) => width < least)
    let lastRow = -1
    for (let line = 0; line < rows.length; line++) {
      const row = rows[line]!
      if (rowWidths[row]! < least || !isDrawn(level, line, tolerance)) continue
      let before = -1
      for (let at = starts[line]!; at < starts[line + 1]!; at++) {
        if (!(meters[at]! > tolerance)) continue
        tiles.add(xs[at]!, ys[at]!, row === lastRow ? VERTEX_BYTES : VERTEX_BYTES + FEATURE_BYTES)
        lastRow = row
        if (hasSmall && before >= 0) cells.cover(xs[before]!, ys[before]!, xs[at]!, ys[at]!)
        before = at
      }
    }
    const points = freePoints(this.#points, tolerance, kindOf, this.#classCount)
    for (const point of points) {
      tiles.add(this.#points.xs[point]!, this.#points.ys[point]!, FEATURE_BYTES + VERTEX_BYTES)
    }
    const marks = cells.marks(this.#parts, this.#areLeft, kindOf, this.#classCount)
    for (const part of marks) {
      const bytes = FEATURE_BYTES + VERTEX_BYTES * this.#parts.markPositions(part)
      tiles.add(middles[2 * part]!, middles[2 * part + 1]!, bytes)
    }
    const { markMeters } = cells
    return { toleranceMeters: tolerance, points, marks, markMeters, tileBytes: tiles.most() }
  }

  /** Of each position of the table whether a drawing has it. */
  #keptPlaces(level: Level, { toleranceMeters, points }: Drawing): Uint8Array {
    const { lines, significance } = level
    const kept = new Uint8Array(this.#source.table.positionCount)
    const least = smallMeters(toleranceMeters)
    for (let line = 0; line < lines.rows.length; line++) {
      if (this.#parts.rowWidths[lines.rows[line]!]! < least) continue
      if (!isDrawn(level, line, toleranceMeters)) continue
      for (let at = lines.starts[line]!; at < lines.starts[line + 1]!; at++) {
        if (significance.meters[at]! > toleranceMeters) kept[lines.places[at]!] = 1
      }
    }
    for (const point of points) kept[this.#points.places[point]!] = 1
    return kept
  }

  *#features(
    { toleranceMeters, marks, markMeters }: Drawing,
    kept: Uint8Array,
  ): Generator<Feature> {
    const { table, fields, value, keyOf } = this.#source
    const { rows, rowWidths } = this.#parts
    const toFeature = (row: number, geometry: Feature['geometry']): Feature => {
      const properties: Record<string, FieldValue> = {}
      for (const field of fields) setValue(properties, field, value(row, field))
      const key = keyOf(row)
      return { key, id: toFeatureId(key), geometry, properties }
    }
    const least = smallMeters(toleranceMeters)
    for (let row = 0; row < table.length; row++) {
      if (rowWidths[row]! < least) continue
      const geometry = table.keptGeometry(row, kept)
      if (geometry) yield toFeature(row, geometry)
    }
    for (const part of marks) yield toFeature(rows[part]!, this.#parts.mark(part, markMeters))
  }

  #leaveMarks({ toleranceMeters, marks }: Drawing): void {
    const { rows, rowWidths } = this.#parts
    const least = smallMeters(toleranceMeters)
    for (let part = 0; part < rows.length; part++) {
      if (rowWidths[rows[part]!]! < least) this.#areLeft[part] = 0
    }
    for (const part of marks) this.#areLeft[part] = 1
  }

  #countBetween(from: number, to: number): number {
    let count = 0
    for (const width of this.#parts.rowWidths) if (width >= from && width < to) count++
    return count
  }
}

/** Whether a line is longer or wider than the tolerance: what is not is left out. */
const isDrawn = ({ significance }: Level, line: number, tolerance: number): boolean =>
  significance.sizes[line]! > tolerance

/** Lets progress be told, and the worker be ended, while much is gone through. */
const pause = () => new Promise((resolve) => setTimeout(resolve))

/** About how many bytes each tile of a width has. */
class TileBytes {
  readonly #tileMeters: number
  readonly #bytes = new Map<number, number>()
  #tile = 0
  /** What came for the last tile, as most of what follows is for the same. */
  #more = 0

  constructor(tileMeters: number) {
    this.#tileMeters = tileMeters
  }

  /** What lies in a place of the Framework's plane, in metres. */
  add(x: number, y: number, bytes: number): void {
    const column = Math.floor((x + HALF_GRID_METERS) / this.#tileMeters)
    const tile = column * 0x1_0000 + Math.floor((y + HALF_GRID_METERS) / this.#tileMeters)
    if (tile !== this.#tile) this.#note()
    this.#tile = tile
    this.#more += bytes
  }

  #note(): void {
    this.#bytes.set(this.#tile, (this.#bytes.get(this.#tile) ?? 0) + this.#more)
    this.#more = 0
  }

  most(): number {
    this.#note()
    let most = 0
    for (const bytes of this.#bytes.values()) most = Math.max(most, bytes)
    return most
  }
}

const HALF_GRID_METERS = tileMetersAt(0) / 2

/** Points of a layer that has lines or areas, too, in the Framework's plane, in metres. */
interface PlanePoints {
  readonly rows: readonly number[]
  readonly places: readonly number[]
  readonly xs: readonly number[]
  readonly ys: readonly number[]
}

function toPlanePoints(table: FeatureTable, isTaken: (row: number) => boolean): PlanePoints {
  const points = {
    rows: [] as number[],
    places: [] as number[],
    xs: [] as number[],
    ys: [] as number[],
  }
  for (let row = 0; row < table.length; row++) {
    const type = table.geometryType(row)
    if (!type || isExtended(type) || !isTaken(row)) continue
    table.eachRun(row, (kind, start, count) => {
      if (kind !== 'points') return
      for (let place = start; place < start + count; place++) {
        const [x, y] = toNaaf(table.plane[2 * place]!, table.plane[2 * place + 1]!)
        points.rows.push(row)
        points.places.push(place)
        points.xs.push(x)
        points.ys.push(y)
      }
    })
  }
  return points
}

/** One point stands for all of its kind that would be drawn in the same half pixel. */
function freePoints(
  { rows, xs, ys }: PlanePoints,
  tolerance: number,
  kindOf: (row: number) => number,
  kinds: number,
): number[] {
  const taken = new CellNumbers()
  const free: number[] = []
  const cellAt = toCellIds(tolerance)
  for (let point = 0; point < rows.length; point++) {
    const { count } = taken
    taken.add(
      cellAt(xs[point]! + tolerance / 2, ys[point]! + tolerance / 2) * kinds + kindOf(rows[point]!),
    )
    if (taken.count > count) free.push(point)
  }
  return free
}
