import type { GeoJsonGeometryTypes, Geometry, Position } from 'geojson'
import { type Bbox, EMPTY_BBOX } from '../../geo/bbox.ts'
import type { Crs } from '../../geo/crs.ts'
import type { Feature, FieldValue, FieldValues } from '../../model/feature.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { setValue } from '../../model/field-value.ts'
import { GrowingArray } from '../bytes/growing-array.ts'
import { ownText } from '../text/own-text.ts'
import { checkFieldCount } from './field-names.ts'
import { MemoryBudget, type ReadContext } from './read-context.ts'

/**
 * The features of an imported layer in compact memory: positions in one array of doubles, the shape of
 * geometries in one of integers, values by column. A million points take some tens of megabytes, and
 * a `Feature` is made when it is asked for. GeoJSON objects would take several times that.
 */

/** Codes of Simple Features (06-103r4 section 8.2.8), as in WKB. */
export const GEOMETRY_CODES = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const satisfies Record<GeoJsonGeometryTypes, number>

export type GeometryCode = (typeof GEOMETRY_CODES)[GeoJsonGeometryTypes]

const TYPES: readonly (GeoJsonGeometryTypes | null)[] = [
  null,
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
]

/** Set in a geometry's code when its positions have heights. */
const HAS_HEIGHT = 16
/** Set when its positions have measures besides, as the fourth number of a position. */
const HAS_MEASURE = 64
/** An empty point is a point without a position, which GeoJSON writes with an empty array. */
const IS_EMPTY = 32

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** So many are copied sooner one by one than the views are made through which they are copied as bytes. */
const FEW_POSITIONS = 64

/** Repeated texts of a column are kept once, as long as there are not too many different ones. */
const MOST_SHARED_TEXTS = 4096
const BYTES_PER_VALUE = 8
const BYTES_PER_TEXT = 24

/** The values of one field: doubles while all are numbers, then whatever they are. */
class Column {
  #numbers: Float64Array | null = new Float64Array(64)
  #values = new ValueBlocks()
  #shared: Map<string, string> | null = new Map()
  /** Texts with U+FFFD, which stands for bytes that mean nothing in their encoding. */
  readonly #broken = new Set<string>()
  #brokenCount = 0
  #firstBroken = -1
  #length = 0
  readonly #budget: MemoryBudget

  constructor(budget: MemoryBudget) {
    this.#budget = budget
  }

  /** A column may have its first value late: what came before is empty. */
  set(index: number, value: FieldValue): void {
    if (this.#numbers) {
      if (typeof value === 'number') {
        this.#setNumber(index, value)
        return
      }
      if (value === null) return
      this.#leaveNumbers()
    }
    this.#budget.take(BYTES_PER_VALUE, 'the layer')
    const isBroken = typeof value === 'string' && this.#isBroken(value)
    if (isBroken && this.#brokenCount++ === 0) this.#firstBroken = index
    this.#values.set(
      index,
      typeof value === 'string' ? this.#share(value) : value,
      this.#shared === null,
    )
    this.#length = index + 1
  }

  #setNumber(index: number, value: number): void {
    let numbers = this.#numbers!
    if (index >= numbers.length) {
      const capacity = Math.max(index + 1, numbers.length * 2)
      this.#budget.take((capacity - numbers.length) * BYTES_PER_VALUE, 'the layer')
      const grown = new Float64Array(capacity)
      grown.set(numbers.subarray(0, this.#length))
      numbers = grown
      this.#numbers = grown
    }
    numbers.fill(Number.NaN, this.#length, index)
    numbers[index] = value
    this.#length = index + 1
  }

  #leaveNumbers(): void {
    const numbers = this.#numbers!.subarray(0, this.#length)
    numbers.forEach((number, index) => {
      if (!Number.isNaN(number)) this.#values.set(index, number, false)
    })
    this.#numbers = null
  }

  /** Each different text is looked through once, as long as they are shared. */
  #isBroken(text: string): boolean {
    if (this.#shared?.has(text)) return this.#broken.size > 0 && this.#broken.has(text)
    if (!text.includes('\ufffd')) return false
    this.#broken.add(text)
    return true
  }

  get broken(): { readonly count: number; readonly first: number } {
    return { count: this.#brokenCount, first: this.#firstBroken }
  }

  #share(text: string): string {
    const shared = this.#shared?.get(text)
    if (shared !== undefined) return shared
    this.#budget.take(BYTES_PER_TEXT + text.length, 'the layer')
    if (!this.#shared) return text
    if (this.#shared.size >= MOST_SHARED_TEXTS) {
      this.#shared = null
      return text
    }
    const own = ownText(text)
    this.#shared.set(own, own)
    return own
  }

  convert(parse: (text: string) => number | null): boolean {
    if (this.#numbers) return false
    const numbers = new Float64Array(this.#length).fill(Number.NaN)
    for (let index = 0; index < this.#length; index++) {
      const value = this.#values.get(index)
      if (value === null) continue
      const number = typeof value === 'string' ? parse(value) : null
      if (number === null) return false
      numbers[index] = number
    }
    this.#numbers = numbers
    this.#values = new ValueBlocks()
    this.#shared = null
    return true
  }

  toTexts(): void {
    if (this.#numbers) this.#leaveNumbers()
    const texts = new ValueBlocks()
    for (let index = 0; index < this.#length; index++) {
      const value = this.#values.get(index)
      const isKept = value === null || typeof value === 'string' || value instanceof Uint8Array
      if (value !== null) texts.set(index, isKept ? value : String(value), false)
    }
    this.#values = texts
  }

  copy(): ColumnCopy {
    return (
      this.#numbers?.slice(0, this.#length) ??
      Array.from({ length: this.#length }, (_, index) => this.#values.get(index))
    )
  }

  /** Takes over what `copy` gave of another. */
  take(values: ColumnCopy): void {
    this.#length = values.length
    this.#numbers = values instanceof Float64Array ? values : null
    this.#shared = null
    if (values instanceof Float64Array) return
    values.forEach((value, index) => {
      if (value !== null) this.#values.set(index, value, false)
    })
  }

  get(index: number): FieldValue {
    if (index >= this.#length) return null
    if (!this.#numbers) return this.#values.get(index)
    const number = this.#numbers[index]!
    return Number.isNaN(number) ? null : number
  }
}

/** So many values of a column stand together. */
const BLOCK_BITS = 10
const BLOCK_LENGTH = 1 << BLOCK_BITS

/**
 * Values in blocks, set in the order of the features. Texts that hardly repeat are put together into one text for each
 * block once it is full: that takes half the memory, and lets go of the file's text of which they are pieces.
 */
class ValueBlocks {
  readonly #blocks: (FieldValue[] | TextBlock)[] = []

  /** `packs` says whether the texts before it may be put together: those that are shared are not. */
  set(index: number, value: FieldValue, packs: boolean): void {
    const at = index >> BLOCK_BITS
    const blocks = this.#blocks
    if (at >= blocks.length) {
      const before = blocks.at(-1)
      if (packs && before && !(before instanceof TextBlock)) {
        blocks[blocks.length - 1] = TextBlock.of(before) ?? before
      }
      while (blocks.length <= at) blocks.push([])
    }
    const block = blocks[at] as FieldValue[]
    const place = index & (BLOCK_LENGTH - 1)
    while (block.length < place) block.push(null)
    block[place] = value
  }

  get(index: number): FieldValue {
    const block = this.#blocks[index >> BLOCK_BITS]
    if (block === undefined) return null
    const place = index & (BLOCK_LENGTH - 1)
    return block instanceof TextBlock ? block.text(place) : (block[place] ?? null)
  }
}

/** The texts of a block as pieces of one. */
class TextBlock {
  readonly #joined: string
  readonly #ends: Uint32Array
  /** Which have none, where any has. */
  readonly #empty: Uint8Array | null

  private constructor(joined: string, ends: Uint32Array, empty: Uint8Array | null) {
    this.#joined = joined
    this.#ends = ends
    this.#empty = empty
  }

  /** `null` where there are other values than texts. */
  static of(values: readonly FieldValue[]): TextBlock | null {
    const ends = new Uint32Array(values.length)
    let empty: Uint8Array | null = null
    let length = 0
    for (let place = 0; place < values.length; place++) {
      const value = values[place]!
      if (typeof value === 'string') length += value.length
      else if (value === null) {
        empty ??= new Uint8Array(values.length)
        empty[place] = 1
      } else return null
      ends[place] = length
    }
    return new TextBlock(values.join(''), ends, empty)
  }

  text(place: number): string | null {
    if (place >= this.#ends.length || this.#empty?.[place]) return null
    return this.#joined.slice(place === 0 ? 0 : this.#ends[place - 1]!, this.#ends[place])
  }
}

/** The values of a field as they go from one thread to another. */
type ColumnCopy = Float64Array<ArrayBuffer> | readonly FieldValue[]

/** A table as it goes from one thread to another: its arrays are copies, to be handed over. */
export interface TableCopy {
  readonly length: number
  readonly positions: Float64Array<ArrayBuffer>
  readonly heights: Float64Array<ArrayBuffer> | null
  readonly measures: Float64Array<ArrayBuffer> | null
  readonly shapes: Uint32Array<ArrayBuffer>
  readonly shapeStarts: Uint32Array<ArrayBuffer>
  readonly positionStarts: Uint32Array<ArrayBuffer>
  readonly unplaced: Set<number>
  readonly columns: readonly (readonly [field: string, values: ColumnCopy])[]
}

/** What positions that stand in a row are: alone, or in a line or ring. */
type Run = 'points' | 'line' | 'ring'

interface RunCursor {
  shape: number
  position: number
  part: number
}

type VisitRun = (kind: Run, start: number, count: number, part: number) => void

/** How many features are worked on between two looks at the clock. */
const FEATURES_PER_BREATH = 256

export class FeatureTable {
  #positions: GrowingArray<Float64Array>
  /** One height a position, from the first position that has one on. */
  #heights: GrowingArray<Float64Array> | null = null
  /** One measure a position, from the first position that has one on. */
  #measures: GrowingArray<Float64Array> | null = null
  #shapes: GrowingArray<Uint32Array>
  #shapeStarts: GrowingArray<Uint32Array>
  #positionStarts: GrowingArray<Uint32Array>
  readonly #columns = new Map<string, Column>()
  /** The columns in their order, and properties to start from, all empty. */
  #made: {
    readonly names: readonly string[]
    readonly columns: readonly Column[]
    readonly none: FieldValues
  } | null = null
  readonly #budget: MemoryBudget
  /** Features whose geometry has no place on Earth. */
  #unplaced: Set<number> = new Set()
  /** The bounds of the positions up to `end`, kept since they are asked for more than once. */
  #bounds: { readonly end: number; readonly bbox: Bbox } | null = null
  #length = 0
  #shapeStart = 0
  #positionStart = 0

  constructor(budget: MemoryBudget) {
    this.#budget = budget
    this.#positions = new GrowingArray(new Float64Array(256), budget)
    this.#shapes = new GrowingArray(new Uint32Array(256), budget)
    this.#shapeStarts = new GrowingArray(new Uint32Array(128), budget)
    this.#positionStarts = new GrowingArray(new Uint32Array(128), budget)
  }

  get length(): number {
    return this.#length
  }

  get fieldNames(): readonly string[] {
    return [...this.#columns.keys()]
  }

  /**
   * Declares a field, so that it exists and has its place even if no feature has a value. Throws the problem
   * `fields-beyond-limit` where there are more than anyone reads.
   */
  declareField(name: string): void {
    if (!this.#columns.has(name)) this.#addColumn(name)
  }

  #addColumn(name: string): Column {
    checkFieldCount(this.#columns.size + 1)
    const column = new Column(this.#budget)
    this.#columns.set(name, column)
    this.#made = null
    return column
  }

  /** Makes room for positions that are known to come, so that none are copied as the array grows. */
  expectPositions(count: number): void {
    this.#positions.reserve(count * 2)
  }

  /** How many bytes `copy` takes, but for values that are no numbers. */
  get copyBytes(): number {
    const doubles = [this.#positions, this.#heights, this.#measures]
    const words = [this.#shapes, this.#shapeStarts, this.#positionStarts]
    const lengthOf = (arrays: readonly ({ readonly length: number } | null)[]) =>
      arrays.reduce((sum, array) => sum + (array?.length ?? 0), 0)
    return 8 * lengthOf(doubles) + 4 * lengthOf(words)
  }

  /** A copy for another thread, with these of the fields. */
  copy(fields: readonly string[]): TableCopy {
    const sliced = (array: GrowingArray<Float64Array> | null) => array?.data.slice(0, array.length)
    const whole = (array: GrowingArray<Uint32Array>) => array.data.slice(0, array.length)
    return {
      length: this.#length,
      positions: sliced(this.#positions)!,
      heights: sliced(this.#heights) ?? null,
      measures: sliced(this.#measures) ?? null,
      shapes: whole(this.#shapes),
      shapeStarts: whole(this.#shapeStarts),
      positionStarts: whole(this.#positionStarts),
      unplaced: this.#unplaced,
      columns: fields.flatMap((field) => {
        const column = this.#columns.get(field)
        return column ? [[field, column.copy()] as const] : []
      }),
    }
  }

  /** The table that `copy` was made of, with the fields that were asked for; to be read only. */
  static of(copy: TableCopy): FeatureTable {
    const table = new FeatureTable(new MemoryBudget(Number.POSITIVE_INFINITY))
    const grown = <T extends Float64Array | Uint32Array>(data: T): GrowingArray<T> => {
      const array = new GrowingArray(data, table.#budget)
      array.length = data.length
      return array
    }
    table.#length = copy.length
    table.#positions = grown(copy.positions)
    table.#heights = copy.heights && grown(copy.heights)
    table.#measures = copy.measures && grown(copy.measures)
    table.#shapes = grown(copy.shapes)
    table.#shapeStarts = grown(copy.shapeStarts)
    table.#positionStarts = grown(copy.positionStarts)
    table.#unplaced = copy.unplaced
    table.#shapeStart = copy.shapes.length
    table.#positionStart = copy.positions.length / 2
    for (const [field, values] of copy.columns) table.#addColumn(field).take(values)
    return table
  }

  /** A value of the feature that is being built. */
  setValue(field: string, value: FieldValue): void {
    const column = this.#columns.get(field) ?? this.#addColumn(field)
    if (value !== null) column.set(this.#length, value)
  }

  /**
   * Begins a geometry of the feature that is being built: its code, then its counts with `count`, then
   * its positions with `position`, all in the order of GeoJSON's nesting. A feature for which this is
   * never called has no geometry. Measures are kept of positions with heights alone: the fourth number
   * of a position cannot stand without the third.
   */
  begin(code: GeometryCode, hasHeight: boolean, hasMeasure = false): void {
    const flags = (hasHeight ? HAS_HEIGHT : 0) | (hasHeight && hasMeasure ? HAS_MEASURE : 0)
    this.#shapes.push(code | flags)
  }

  beginEmptyPoint(): void {
    this.#shapes.push(GEOMETRY_CODES.Point | IS_EMPTY)
  }

  /** The number of parts, rings or positions that follow. */
  count(count: number): void {
    this.#shapes.push(count)
  }

  position(x: number, y: number): void {
    const positions = this.#positions
    if (positions.length + 2 > positions.data.length) positions.reserve(2)
    positions.data[positions.length++] = x
    positions.data[positions.length++] = y
  }

  positionWithHeight(x: number, y: number, height: number): void {
    this.position(x, y)
    const index = this.#positions.length / 2 - 1
    this.#heights ??= new GrowingArray(new Float64Array(256), this.#budget)
    const heights = this.#heights
    if (index >= heights.data.length) heights.reserve(index + 1 - heights.length)
    heights.data[index] = height
    heights.length = index + 1
  }

  /** The measure of the position that was added last, which has a height. */
  measure(value: number): void {
    const index = this.#positions.length / 2 - 1
    this.#measures ??= new GrowingArray(new Float64Array(256), this.#budget)
    const measures = this.#measures
    if (index >= measures.data.length) measures.reserve(index + 1 - measures.length)
    measures.data.fill(Number.NaN, measures.length, index)
    measures.data[index] = value
    measures.length = index + 1
  }

  /**
   * Positions as little-endian doubles, x and y in turn, copied as they are: what most of a shapefile
   * is. Heights and measures stand elsewhere in the file; those below `noData` are none.
   */
  addPositions(
    view: DataView,
    at: number,
    count: number,
    heightsAt: number | null,
    noData: number,
    measuresAt: number | null = null,
  ): void {
    const positions = this.#positions
    positions.reserve(count * 2)
    const first = positions.length
    if (IS_LITTLE_ENDIAN && count > FEW_POSITIONS) {
      new Uint8Array(positions.data.buffer, first * 8, count * 16).set(
        new Uint8Array(view.buffer, view.byteOffset + at, count * 16),
      )
    } else {
      for (let index = 0; index < count * 2; index++) {
        positions.data[first + index] = view.getFloat64(at + index * 8, true)
      }
    }
    positions.length += count * 2
    if (heightsAt === null) return
    this.#heights ??= new GrowingArray(new Float64Array(256), this.#budget)
    addOrdinates(this.#heights, view, heightsAt, first / 2, count, noData)
    if (measuresAt === null) return
    this.#measures ??= new GrowingArray(new Float64Array(256), this.#budget)
    addOrdinates(this.#measures, view, measuresAt, first / 2, count, noData)
  }

  /** The number of positions so far: readers that cannot count ahead patch with `patchCount`. */
  get positionCount(): number {
    return this.#positions.length / 2
  }

  /** The place of the next count, to be handed to `patchCount`. */
  get nextCount(): number {
    return this.#shapes.length
  }

  patchCount(at: number, count: number): void {
    this.#shapes.data[at] = count
  }

  /** Takes back what was begun of this feature's geometry. */
  dropGeometry(): void {
    this.#shapes.length = this.#shapeStart
    this.#positions.length = this.#positionStart * 2
    for (const ordinates of [this.#heights, this.#measures]) {
      if (ordinates && ordinates.length > this.#positionStart) {
        ordinates.length = this.#positionStart
      }
    }
  }

  /** Ends the feature that is being built. */
  endFeature(): void {
    this.#shapeStarts.push(this.#shapeStart)
    this.#positionStarts.push(this.#positionStart)
    this.#shapeStart = this.#shapes.length
    this.#positionStart = this.#positions.length / 2
    this.#length++
  }

  /** The geometry of the feature that is being built, from GeoJSON. `null` leaves it without one. */
  addGeometry(geometry: Geometry | null): void {
    if (!geometry) return
    if (geometry.type === 'GeometryCollection') {
      this.begin(GEOMETRY_CODES.GeometryCollection, false)
      this.count(geometry.geometries.length)
      for (const part of geometry.geometries) this.addGeometry(part)
      return
    }
    if (geometry.type === 'Point' && geometry.coordinates.length < 2) {
      this.beginEmptyPoint()
      return
    }
    const dimension = firstPositionLength(geometry.coordinates)
    this.begin(GEOMETRY_CODES[geometry.type], dimension > 2, dimension > 3)
    this.#addNested(geometry.coordinates, NESTING[GEOMETRY_CODES[geometry.type]]!, dimension)
  }

  #addNested(coordinates: readonly unknown[], depth: number, dimension: number): void {
    if (depth === 0) {
      const [x, y, height, measure] = coordinates as Position
      if (dimension > 2) this.positionWithHeight(x!, y!, height ?? Number.NaN)
      else this.position(x!, y!)
      if (dimension > 3) this.measure(measure ?? Number.NaN)
      return
    }
    this.count(coordinates.length)
    for (const part of coordinates) {
      this.#addNested(part as readonly unknown[], depth - 1, dimension)
    }
  }

  /**
   * Turns a field of texts into numbers, if `parse` makes one of every text in it; `null` from it for
   * any leaves the field as it is.
   */
  convert(field: string, parse: (text: string) => number | null): boolean {
    return this.#columns.get(field)?.convert(parse) ?? false
  }

  /** The fields with texts that hold U+FFFD: how many, and the first feature that has one. */
  brokenTexts(): readonly {
    readonly field: string
    readonly count: number
    readonly first: number
  }[] {
    return [...this.#columns].flatMap(([field, { broken }]) =>
      broken.count > 0 ? [{ field, ...broken }] : [],
    )
  }

  /** Makes texts of all values of a field whose values are of several kinds. */
  toTexts(field: string): void {
    this.#columns.get(field)?.toTexts()
  }

  value(index: number, field: string): FieldValue {
    return this.#columns.get(field)?.get(index) ?? null
  }

  /** How the values of a field are read, by the number of the feature: quicker than `value` for many. */
  reader(field: string): (index: number) => FieldValue {
    const column = this.#columns.get(field)
    return column ? (index) => column.get(index) : () => null
  }

  geometry(index: number): Geometry | null {
    const start = this.#shapeOf(index)
    if (start === null) return null
    const cursor = { shape: start, position: this.#positionStarts.data[index]! }
    return this.#readGeometry(cursor)
  }

  /**
   * The geometry of those of a feature's positions that are kept: of each position of the table `kept` says whether.
   * Lines left with fewer than two positions, rings with fewer than four, holes without their shell and geometries
   * without any position are left out; `null` where nothing is left.
   */
  keptGeometry(index: number, kept: Uint8Array): Geometry | null {
    const start = this.#shapeOf(index)
    if (start === null) return null
    return this.#readKept({ shape: start, position: this.#positionStarts.data[index]! }, kept)
  }

  geometryType(index: number): GeoJsonGeometryTypes | null {
    const start = this.#shapeOf(index)
    return start === null ? null : TYPES[this.#shapes.data[start]! & 15]!
  }

  /** Whether any position of the feature's geometry has a height. */
  hasHeight(index: number): boolean {
    const start = this.#shapeOf(index)
    return start !== null && (this.#shapes.data[start]! & HAS_HEIGHT) !== 0
  }

  /** Where the feature's geometry begins among the shapes, or `null` where it has none. */
  #shapeOf(index: number): number | null {
    const start = this.#shapeStarts.data[index]!
    const end = index + 1 < this.#length ? this.#shapeStarts.data[index + 1]! : this.#shapeStart
    return start === end || this.#unplaced.has(index) ? null : start
  }

  #readGeometry(cursor: { shape: number; position: number }): Geometry {
    const word = this.#shapes.data[cursor.shape++]!
    const type = TYPES[word & 15]!
    if (type === 'GeometryCollection') {
      const count = this.#shapes.data[cursor.shape++]!
      return {
        type,
        geometries: Array.from({ length: count }, () => this.#readGeometry(cursor)),
      }
    }
    if (word & IS_EMPTY) return { type: 'Point', coordinates: [] }
    const coordinates = this.#readNested(cursor, NESTING[word & 15]!, word)
    return { type, coordinates } as Geometry
  }

  #readKept(cursor: { shape: number; position: number }, kept: Uint8Array): Geometry | null {
    const word = this.#shapes.data[cursor.shape++]!
    const type = TYPES[word & 15]!
    if (word & IS_EMPTY) return null
    if (type === 'GeometryCollection') {
      const geometries: Geometry[] = []
      for (let left = this.#shapes.data[cursor.shape++]!; left > 0; left--) {
        const part = this.#readKept(cursor, kept)
        if (part) geometries.push(part)
      }
      return geometries.length > 0 ? { type, geometries } : null
    }
    const coordinates = this.#keptParts(cursor, word, kept)
    return coordinates && ({ type, coordinates } as Geometry)
  }

  #keptParts(
    cursor: { shape: number; position: number },
    word: number,
    kept: Uint8Array,
  ): Position | Position[] | Position[][] | Position[][][] | null {
    const code = word & 15
    if (code === GEOMETRY_CODES.Point) {
      const at = cursor.position++
      return kept[at] ? this.#readPosition(at, word) : null
    }
    if (code === GEOMETRY_CODES.MultiPoint) return this.#keptLine(cursor, word, kept, 1)
    if (code === GEOMETRY_CODES.LineString) return this.#keptLine(cursor, word, kept, 2)
    if (code === GEOMETRY_CODES.Polygon) return this.#keptRings(cursor, word, kept)
    const parts = []
    for (let left = this.#shapes.data[cursor.shape++]!; left > 0; left--) {
      const part =
        code === GEOMETRY_CODES.MultiPolygon
          ? this.#keptRings(cursor, word, kept)
          : this.#keptLine(cursor, word, kept, 2)
      if (part) parts.push(part)
    }
    return parts.length > 0 ? (parts as Position[][] | Position[][][]) : null
  }

  #keptRings(
    cursor: { shape: number; position: number },
    word: number,
    kept: Uint8Array,
  ): Position[][] | null {
    const rings: Position[][] = []
    const count = this.#shapes.data[cursor.shape++]!
    let hasShell = false
    for (let at = 0; at < count; at++) {
      const ring = this.#keptLine(cursor, word, kept, 4)
      if (at === 0) hasShell = ring !== null
      if (hasShell && ring) rings.push(ring)
    }
    return hasShell ? rings : null
  }

  #keptLine(
    cursor: { shape: number; position: number },
    word: number,
    kept: Uint8Array,
    fewest: number,
  ): Position[] | null {
    const count = this.#shapes.data[cursor.shape++]!
    const line: Position[] = []
    for (let left = count; left > 0; left--) {
      const at = cursor.position++
      if (kept[at]) line.push(this.#readPosition(at, word))
    }
    return line.length >= fewest ? line : null
  }

  #readNested(cursor: { shape: number; position: number }, depth: number, word: number): unknown[] {
    if (depth === 0) return this.#readPosition(cursor.position++, word)
    const count = this.#shapes.data[cursor.shape++]!
    if (depth === 1 && (word & HAS_HEIGHT) === 0) {
      const start = cursor.position
      cursor.position += count
      return readPlane(this.#positions.data, start, count)
    }
    const parts: unknown[] = new Array(count)
    if (depth === 1) {
      for (let part = 0; part < count; part++) {
        parts[part] = this.#readPosition(cursor.position++, word)
      }
      return parts
    }
    for (let part = 0; part < count; part++) {
      parts[part] = this.#readNested(cursor, depth - 1, word)
    }
    return parts
  }

  #readPosition(at: number, word: number): Position {
    const x = this.#positions.data[at * 2]!
    const y = this.#positions.data[at * 2 + 1]!
    if ((word & HAS_HEIGHT) === 0) return [x, y]
    const height = this.#heights!.data[at]!
    if (Number.isNaN(height)) return [x, y]
    const measures = (word & HAS_MEASURE) === 0 ? null : this.#measures
    const measure = measures && at < measures.length ? measures.data[at]! : Number.NaN
    return Number.isNaN(measure) ? [x, y, height] : [x, y, height, measure]
  }

  /** Whether a feature has a geometry without any position. */
  isEmpty(index: number): boolean {
    const end =
      index + 1 < this.#length ? this.#positionStarts.data[index + 1]! : this.#positionStart
    return this.geometryType(index) !== null && this.#positionStarts.data[index] === end
  }

  /** Whether all positions of a feature are numbers; so are those of a feature that has none. */
  isFinite(index: number): boolean {
    const end =
      index + 1 < this.#length ? this.#positionStarts.data[index + 1]! : this.#positionStart
    const { data } = this.#positions
    for (let at = this.#positionStarts.data[index]! * 2; at < end * 2; at++) {
      if (!Number.isFinite(data[at])) return false
    }
    return true
  }

  /** All positions in the plane, x and y in turn, to be read and not written: what `eachRun` counts. */
  get plane(): Float64Array {
    return this.#positions.data
  }

  /**
   * Gives the positions that a feature's geometry is made of without making it: each point or multipoint, line and
   * ring with the place of its first position, how many it has, and the number of the part (a point, a line, a
   * polygon with its holes) that it belongs to. Nothing where the feature has no geometry. Returns how many parts
   * there are, with those that have no position.
   */
  eachRun(index: number, visit: VisitRun): number {
    const start = this.#shapeOf(index)
    if (start === null) return 0
    const cursor = { shape: start, position: this.#positionStarts.data[index]!, part: 0 }
    this.#visitRuns(cursor, visit)
    return cursor.part
  }

  #visitRuns(cursor: RunCursor, visit: VisitRun): void {
    const shapes = this.#shapes.data
    const word = shapes[cursor.shape++]!
    if (word & IS_EMPTY) return
    const code = word & 15
    switch (code) {
      case GEOMETRY_CODES.Point:
        visit('points', cursor.position++, 1, cursor.part++)
        return
      case GEOMETRY_CODES.MultiPoint:
        this.#visitRun(cursor, 'points', visit)
        cursor.part++
        return
      case GEOMETRY_CODES.LineString:
        this.#visitRun(cursor, 'line', visit)
        cursor.part++
        return
      case GEOMETRY_CODES.Polygon:
        this.#visitRings(cursor, visit)
        return
    }
    for (let left = shapes[cursor.shape++]!; left > 0; left--) {
      if (code === GEOMETRY_CODES.MultiPolygon) this.#visitRings(cursor, visit)
      else if (code === GEOMETRY_CODES.MultiLineString) {
        this.#visitRun(cursor, 'line', visit)
        cursor.part++
      } else this.#visitRuns(cursor, visit)
    }
  }

  #visitRings(cursor: RunCursor, visit: VisitRun): void {
    for (let left = this.#shapes.data[cursor.shape++]!; left > 0; left--) {
      this.#visitRun(cursor, 'ring', visit)
    }
    cursor.part++
  }

  #visitRun(cursor: RunCursor, kind: Run, visit: VisitRun): void {
    const count = this.#shapes.data[cursor.shape++]!
    visit(kind, cursor.position, count, cursor.part)
    cursor.position += count
  }

  /** How many positions a feature's geometry has; one that has no place on Earth has them still. */
  positionCountOf(index: number): number {
    const end =
      index + 1 < this.#length ? this.#positionStarts.data[index + 1]! : this.#positionStart
    return end - this.#positionStarts.data[index]!
  }

  /** The bounds of a feature's positions; `EMPTY_BBOX` where it has none. */
  bbox(index: number): Bbox {
    const start = this.#positionStarts.data[index]!
    const end =
      index + 1 < this.#length ? this.#positionStarts.data[index + 1]! : this.#positionStart
    return boundsOf(this.#positions.data, start * 2, end * 2)
  }

  /** The bounds of all features. */
  bounds(): Bbox {
    const end = this.#positionStart * 2
    if (this.#bounds?.end !== end) {
      this.#bounds = { end, bbox: boundsOf(this.#positions.data, 0, end) }
    }
    return this.#bounds.bbox
  }

  feature(index: number): Feature {
    this.#made ??= {
      names: [...this.#columns.keys()],
      columns: [...this.#columns.values()],
      // `fromEntries` makes own properties of any name, `__proto__` too.
      none: Object.fromEntries([...this.#columns.keys()].map((name) => [name, null])),
    }
    const { names, columns, none } = this.#made
    // A copy has all fields at once, which takes half as long as to add one after another.
    const properties: Record<string, FieldValue> = { ...none }
    for (let at = 0; at < names.length; at++) {
      setValue(properties, names[at]!, columns[at]!.get(index))
    }
    const { key, id } = keyOfPlace(index)
    return { key, id, geometry: this.geometry(index), properties }
  }

  *[Symbol.iterator](): Generator<Feature> {
    for (let index = 0; index < this.#length; index++) yield this.feature(index)
  }

  /**
   * Brings all positions into longitude, latitude of WGS 84. Returns how many features have positions
   * that have no place on Earth: they keep their values and lose their geometry.
   */
  async toWgs84(crs: Crs, context: ReadContext): Promise<number> {
    let lost = 0
    for (let index = 0; index < this.#length; index++) {
      if (index % FEATURES_PER_BREATH === 0) await context.breathe()
      const start = this.#positionStarts.data[index]!
      const end =
        index + 1 < this.#length ? this.#positionStarts.data[index + 1]! : this.#positionStart
      let isLost = false
      for (let at = start; at < end; at++) {
        if ((at - start) % 65_536 === 65_535) await context.breathe()
        const [lon, lat] = crs.toWgs84(
          this.#positions.data[at * 2]!,
          this.#positions.data[at * 2 + 1]!,
        )
        this.#positions.data[at * 2] = lon
        this.#positions.data[at * 2 + 1] = lat
        if (!Number.isFinite(lon) || !Number.isFinite(lat)) isLost = true
      }
      if (isLost) {
        lost++
        this.#positions.data.fill(Number.NaN, start * 2, end * 2)
        this.#unplaced.add(index)
      }
    }
    this.#bounds = null
    return lost
  }
}

/** Ordinates of positions that begin at `first`; positions before them that had none are told by `NaN`. */
function addOrdinates(
  ordinates: GrowingArray<Float64Array>,
  view: DataView,
  at: number,
  first: number,
  count: number,
  noData: number,
): void {
  ordinates.reserve(first + count - ordinates.length)
  ordinates.data.fill(Number.NaN, ordinates.length, first)
  for (let index = 0; index < count; index++) {
    const value = view.getFloat64(at + index * 8, true)
    ordinates.data[first + index] = value < noData ? Number.NaN : value
  }
  ordinates.length = first + count
}

/** How many arrays a type's positions are nested in. */
const NESTING: Readonly<Record<number, number>> = { 1: 0, 2: 1, 3: 2, 4: 1, 5: 2, 6: 3 }

function firstPositionLength(coordinates: readonly unknown[]): number {
  let first: readonly unknown[] = coordinates
  while (Array.isArray(first[0])) first = first[0]
  return typeof first[0] === 'number' ? first.length : 0
}

/** Positions of two numbers each, as most are, from the place of the first. */
function readPlane(ordinates: Float64Array, start: number, count: number): Position[] {
  const positions = new Array<Position>(count)
  for (let index = 0, at = start * 2; index < count; index++, at += 2) {
    positions[index] = [ordinates[at]!, ordinates[at + 1]!]
  }
  return positions
}

/** The bounds of positions from one number of `plane` to before another. */
export function boundsOf(positions: Float64Array, start: number, end: number): Bbox {
  let [west, south, east, north] = EMPTY_BBOX
  for (let at = start; at < end; at += 2) {
    const x = positions[at]!
    const y = positions[at + 1]!
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return [west, south, east, north]
}
