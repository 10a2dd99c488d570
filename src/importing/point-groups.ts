import type { Symbology } from '../catalog/symbology.ts'
import type { FeatureTable } from '../formats/contract/feature-table.ts'
import { NAAF_EXTENT, toNaaf } from '../geo/naaf.ts'
import { classesOf } from '../model/classes.ts'
import type { Feature, FieldValue } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { setValue } from '../model/field-value.ts'
import { COUNT_COLUMN, STYLE_COLUMN } from '../model/own-columns.ts'
import { CellNumbers } from './cell-numbers.ts'
import { toRowClasses } from './row-classes.ts'

/**
 * Many points at small scales. Drawn one by one they would cover each other, and a tile of them would be tens of
 * megabytes. So the points of a class that lie in one cell of the Framework's equal-area grid are drawn as one
 * group: how many they are, what they come to together where sizes show amounts, at the place of the one nearest
 * to their middle. All are counted, none is left out, and hidden classes stay hidden.
 */

/** A tile of more marks than this is slow to make and too full to be read. */
const MOST_MARKS = 1500
/** As many features as a tile may have to need no groups. */
const MOST_FEATURES = 5000
/** The Framework's tiles end with this zoom; the finest are of the points themselves. */
const FINEST_ZOOM = 8
/** About 12 pixels: circles of a few pixels' radius touch, and hardly cover each other. */
const CELLS_PER_TILE = 43
/** Beyond this share of its points an overview would save little: its cells are made wider. */
const MOST_SHARE = 1 / 3
const WIDENING = Math.SQRT2
/**
 * The cells of each class are shifted by other parts of a cell, so that the groups of classes stand beside each
 * other: the steps of the R2 sequence (M. Roberts 2018), which fill a square evenly however many there are.
 */
const SHIFT_X = 0.7548776662466927
const SHIFT_Y = 0.5698402909980532

/** Points by their rows, of which each one's box is its place. */
export type PointTable = Pick<FeatureTable, 'length' | 'bbox' | 'value'>

/** Whether what stands at a place, in degrees of WGS 84, is wanted. */
export type IsWanted = (lon: number, lat: number) => boolean

/** The groups of one zoom. */
export interface PointGroups {
  /** Zooms of the Framework's grid, as catalogue entries have them. */
  readonly zooms: readonly [min: number, max: number]
  readonly cellMeters: number
  readonly groupCount: number
  /** How many features the largest stands for. */
  readonly largest: number
  /**
   * A feature a group, of those alone whose place is wanted: named after the one at whose place it stands, with the
   * fields that drawing needs.
   */
  readonly features: (isWanted?: IsWanted) => Iterable<Feature>
}

/**
 * The groups that a layer of points needs, from the smallest scale up; none where no tile has more than a few
 * thousand of them. Points that have no place on the sheet are in none: they are not seen at any scale.
 *
 * @param styleOfFeature of each feature the value of `STYLE_COLUMN`, where the layer is drawn by it
 */
export function* groupPoints(
  table: PointTable,
  symbology: Symbology,
  styleOfFeature: Int32Array | null,
): Generator<PointGroups> {
  const grouping = new PointGrouping(table, symbology, styleOfFeature)
  let groups: PointGroups | null = null
  for (let zoom = 0; zoom < FINEST_ZOOM; zoom++) {
    if (!grouping.isNeededAt(zoom)) break
    const next = grouping.at(zoom)
    // Where cells are as wide as at the zoom before, its groups are the same.
    if (groups && isOfCells(groups, next.cellMeters)) {
      groups = withZoomsUpTo(groups, next.zooms[1])
    } else {
      if (groups) yield groups
      groups = next
    }
  }
  if (groups) yield groups
}

/** Points placed once, to be grouped at the zooms that are wanted. */
export class PointGrouping {
  readonly #points: PlacedPoints

  /** @param styleOfFeature as in `groupPoints` */
  constructor(table: PointTable, symbology: Symbology, styleOfFeature: Int32Array | null) {
    this.#points = placePoints(table, symbology, styleOfFeature)
  }

  /** Whether a tile of a zoom of the Framework's grid has too many points to draw them one by one. */
  isNeededAt(zoom: number): boolean {
    return fullest(countTiles(this.#points, zoom)) > MOST_FEATURES
  }

  at(zoom: number): PointGroups {
    return groupAt(this.#points, zoom)
  }
}

const withZoomsUpTo = (groups: PointGroups, to: number): PointGroups => ({
  ...groups,
  zooms: [groups.zooms[0], to],
})

const isOfCells = (groups: PointGroups, meters: number): boolean =>
  Math.abs(groups.cellMeters / meters - 1) < 1e-9

interface PlacedPoints {
  readonly count: number
  /** Metres of the Framework's plane from its north-western corner, x and y in turn. */
  readonly places: Float64Array
  readonly longitudes: Float64Array
  readonly latitudes: Float64Array
  /** Of each point the feature that it is, and its class. */
  readonly rows: Uint32Array
  readonly classes: Uint16Array
  readonly classCount: number
  /** How the value of a drawn field is that of a group: that of one of them, their mean, or their sum. */
  readonly fields: readonly {
    readonly name: string
    readonly of: 'one' | 'mean' | 'sum'
    value(row: number): FieldValue
  }[]
}

const [LEFT, , , TOP] = NAAF_EXTENT
const SIDE_METERS = NAAF_EXTENT[2] - NAAF_EXTENT[0]

function placePoints(
  table: PointTable,
  symbology: Symbology,
  styleOfFeature: Int32Array | null,
): PlacedPoints {
  const readValue = (row: number, name: string) =>
    name === STYLE_COLUMN && styleOfFeature ? styleOfFeature[row]! : table.value(row, name)
  const rowClasses = toRowClasses(symbology, readValue)
  const places = new Float64Array(2 * table.length)
  const longitudes = new Float64Array(table.length)
  const latitudes = new Float64Array(table.length)
  const rows = new Uint32Array(table.length)
  const classes = new Uint16Array(table.length)
  let count = 0
  for (let row = 0; row < table.length; row++) {
    const [lon, lat] = table.bbox(row)
    const [x, y] = toNaaf(lon, lat)
    const isSeen = Math.max(Math.abs(x), Math.abs(y)) <= SIDE_METERS / 2
    if (!isSeen) continue
    places[2 * count] = x - LEFT
    places[2 * count + 1] = TOP - y
    longitudes[count] = lon
    latitudes[count] = lat
    rows[count] = row
    // Those of no class are not drawn, and are a group of their own.
    classes[count++] = rowClasses.classOf(row)
  }
  const amounts = amountField(symbology)
  const names = [classesOf(symbology).field, amounts?.name].filter((name) => name !== undefined)
  const fields = [...new Set(names)].map((name) => ({
    name,
    of: name === amounts?.name ? amounts.of : ('one' as const),
    value: (row: number) => readValue(row, name),
  }))
  const classCount = rowClasses.count
  return { count, places, longitudes, latitudes, rows, classes, classCount, fields }
}

/** The field of amounts that a symbology shows, and what of the amounts of its points a group has. */
function amountField(
  symbology: Symbology,
): { readonly name: string; readonly of: 'mean' | 'sum' } | null {
  // The mean of numbers of one interval is in it.
  if (symbology.kind === 'graduated') return { name: symbology.field, of: 'mean' }
  return symbology.kind === 'proportional' ? { name: symbology.field, of: 'sum' } : null
}

/** How many of some places lie in each tile of a zoom that has any. */
function countTiles({ places, count }: PlacedPoints, zoom: number): Uint32Array {
  // The sheet's farther edges are tiles of their own.
  const tiles = 2 ** zoom + 1
  const counts = new Uint32Array(tiles * tiles)
  for (let at = 0; at < 2 * count; at += 2) {
    const x = Math.floor((places[at]! / SIDE_METERS) * 2 ** zoom)
    const y = Math.floor((places[at + 1]! / SIDE_METERS) * 2 ** zoom)
    counts[x * tiles + y]!++
  }
  return counts
}

function fullest(counts: Uint32Array): number {
  let most = 0
  for (const count of counts) most = Math.max(most, count)
  return most
}

function groupAt(points: PlacedPoints, zoom: number): PointGroups {
  const tileMeters = SIDE_METERS / 2 ** zoom
  for (let cellMeters = tileMeters / CELLS_PER_TILE; ; cellMeters *= WIDENING) {
    // With a cell a tile there are as many marks as classes, however many these are.
    const isWidest = cellMeters >= tileMeters
    const most = isWidest
      ? points.count
      : Math.floor(Math.max(MOST_MARKS, points.count * MOST_SHARE))
    const cells = findCells(points, cellMeters, most)
    const groups = cells && new Groups(points, cells)
    if (!groups || (!isWidest && groups.mostInTile(tileMeters) > MOST_MARKS)) continue
    return {
      // Below the smallest zoom the coarsest serves, too.
      zooms: [zoom === 0 ? -99 : zoom, zoom + 0.99],
      cellMeters,
      groupCount: groups.count,
      largest: groups.largest(),
      features: (isWanted) => groups.features(isWanted),
    }
  }
}

/** Which cell each point lies in: cells are numbered in the order in which they are met. */
interface Cells {
  readonly cellOf: Uint32Array
  readonly count: number
}

/** The cells that have points, at most `most`; `null` where there are more. */
function findCells(
  { places, classes, classCount, count }: PlacedPoints,
  cellMeters: number,
  most: number,
): Cells | null {
  const shifts = Float64Array.from({ length: 2 * classCount }, (_, at) =>
    at % 2 === 0 ? ((at / 2) * SHIFT_X) % 1 : (((at - 1) / 2) * SHIFT_Y) % 1,
  )
  const cellOf = new Uint32Array(count)
  const columns = Math.ceil(SIDE_METERS / cellMeters) + 2
  const cells = new CellNumbers()
  for (let point = 0; point < count; point++) {
    const of = classes[point]!
    const column = Math.floor(places[2 * point]! / cellMeters + shifts[2 * of]!)
    const row = Math.floor(places[2 * point + 1]! / cellMeters + shifts[2 * of + 1]!)
    cellOf[point] = cells.add((column * columns + row) * classCount + of)
    if (cells.count > most) return null
  }
  return { cellOf, count: cells.count }
}

class Groups {
  readonly #points: PlacedPoints
  readonly #groupOf: Uint32Array
  /** Of each group, how many points it has and where their middle is. */
  readonly #sizes: Float64Array
  readonly #xs: Float64Array
  readonly #ys: Float64Array
  readonly count: number
  /** Of each group the point that it is named after, and of each field the sums; found once, as they are wanted often. */
  #named: Uint32Array | null = null
  #amounts: readonly (Float64Array | null)[] | null = null

  constructor(points: PlacedPoints, { cellOf, count }: Cells) {
    const { places } = points
    this.#points = points
    this.#groupOf = cellOf
    this.count = count
    this.#sizes = new Float64Array(this.count)
    this.#xs = new Float64Array(this.count)
    this.#ys = new Float64Array(this.count)
    for (let point = 0; point < points.count; point++) {
      const group = this.#groupOf[point]!
      this.#sizes[group]! += 1
      this.#xs[group]! += places[2 * point]!
      this.#ys[group]! += places[2 * point + 1]!
    }
    for (let group = 0; group < this.count; group++) {
      this.#xs[group]! /= this.#sizes[group]!
      this.#ys[group]! /= this.#sizes[group]!
    }
  }

  largest(): number {
    return this.#sizes.reduce((most, size) => Math.max(most, size), 0)
  }

  mostInTile(tileMeters: number): number {
    const tiles = Math.round(SIDE_METERS / tileMeters) + 1
    const counts = new Uint32Array(tiles * tiles)
    for (let group = 0; group < this.count; group++) {
      const x = Math.floor(this.#xs[group]! / tileMeters)
      const y = Math.floor(this.#ys[group]! / tileMeters)
      counts[x * tiles + y]!++
    }
    return fullest(counts)
  }

  *features(isWanted?: IsWanted): Generator<Feature> {
    const { rows, longitudes, latitudes, fields } = this.#points
    this.#named ??= this.#nearestToMiddles()
    this.#amounts ??= fields.map((field) => (field.of === 'one' ? null : this.#sumsOf(field)))
    const [named, amounts] = [this.#named, this.#amounts]
    for (let group = 0; group < this.count; group++) {
      const point = named[group]!
      const [lon, lat] = [longitudes[point]!, latitudes[point]!]
      if (isWanted && !isWanted(lon, lat)) continue
      const size = this.#sizes[group]!
      const properties: Record<string, FieldValue> = { [COUNT_COLUMN]: size }
      for (let place = 0; place < fields.length; place++) {
        const { name, of, value } = fields[place]!
        const sums = amounts[place]
        // Alone it has its own value, which dividing could round.
        const isOwn = !sums || size === 1 || Number.isNaN(sums[group]!)
        const amount = of === 'mean' ? sums![group]! / size : sums?.[group]
        setValue(properties, name, isOwn ? value(rows[point]!) : (amount ?? null))
      }
      yield {
        ...keyOfPlace(rows[point]!),
        geometry: { type: 'Point', coordinates: [lon, lat] },
        properties,
      }
    }
  }

  /** Of each group the point that is nearest to the middle of all. */
  #nearestToMiddles(): Uint32Array {
    const { places, count } = this.#points
    const nearest = new Uint32Array(this.count)
    const distances = new Float64Array(this.count).fill(Number.POSITIVE_INFINITY)
    for (let point = 0; point < count; point++) {
      const group = this.#groupOf[point]!
      const x = places[2 * point]! - this.#xs[group]!
      const y = places[2 * point + 1]! - this.#ys[group]!
      const distance = x * x + y * y
      if (distance >= distances[group]!) continue
      distances[group] = distance
      nearest[group] = point
    }
    return nearest
  }

  /** Of each group what its points come to; NaN where none of them has a number. */
  #sumsOf({ value }: PlacedPoints['fields'][number]): Float64Array {
    const { rows, count } = this.#points
    const sums = new Float64Array(this.count).fill(Number.NaN)
    for (let point = 0; point < count; point++) {
      const amount = value(rows[point]!)
      if (typeof amount !== 'number' && typeof amount !== 'bigint') continue
      const group = this.#groupOf[point]!
      const sum = sums[group]!
      sums[group] = (Number.isNaN(sum) ? 0 : sum) + Number(amount)
    }
    return sums
  }
}
