import { type FeatureTable, GEOMETRY_CODES, type GeometryCode } from '../contract/feature-table.ts'
import { type JsonProperties, parseJson } from './json-properties.ts'
import { isBlank } from './json-scanner.ts'
import { NumberBytes } from './number-bytes.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const BACKSLASH = 0x5c
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

const encoder = new TextEncoder()
const quoted = (text: string): Uint8Array => encoder.encode(`"${text}"`)

const TYPE = quoted('type')
const FEATURE = quoted('Feature')
const PROPERTIES = quoted('properties')
const GEOMETRY = quoted('geometry')
const ID = quoted('id')
const COORDINATES = quoted('coordinates')
const NULL = encoder.encode('null')

/** Members of a feature that stands by itself and says what layer it is of. */
const OF_LAYERS = [quoted('name'), quoted('crs')]

/** How deep the positions of each type are nested in arrays. */
const TYPES: readonly (readonly [name: Uint8Array, code: GeometryCode, depth: number])[] = [
  [quoted('Point'), GEOMETRY_CODES.Point, 0],
  [quoted('MultiPoint'), GEOMETRY_CODES.MultiPoint, 1],
  [quoted('LineString'), GEOMETRY_CODES.LineString, 1],
  [quoted('MultiLineString'), GEOMETRY_CODES.MultiLineString, 2],
  [quoted('Polygon'), GEOMETRY_CODES.Polygon, 2],
  [quoted('MultiPolygon'), GEOMETRY_CODES.MultiPolygon, 3],
]

/** What is nested deeper is not looked at here. */
const MOST_DEPTH = 256

/**
 * Reads features of GeoJSON from their bytes: coordinates go straight into the table, and properties alone are parsed.
 * Only what is as most features are is read so: one member of each name, a geometry with its type and coordinates alone,
 * positions that have two to four numbers and no array that has none. Anything else, and any fault, is left to who parses
 * the whole feature and judges it.
 */
export class FeatureBytes {
  readonly #table: FeatureTable
  readonly #properties: JsonProperties
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  readonly #numbers = new NumberBytes()
  #bytes: Uint8Array = new Uint8Array()
  #at = 0
  /** How many numbers the positions of the geometry have. */
  #dimension = 2

  constructor(table: FeatureTable, properties: JsonProperties) {
    this.#table = table
    this.#properties = properties
  }

  /**
   * Adds the feature that begins at a place of the bytes to the table, and gives where it ends: before a comma, the end of
   * an array, or the end of the bytes if they are all that there is. -1 where it is left to others: then nothing was added.
   */
  read(bytes: Uint8Array, from: number, areAll: boolean): number {
    this.#bytes = bytes
    this.#at = from
    let isAdded = false
    try {
      isAdded = this.#feature(areAll)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
    if (isAdded) return this.#at
    this.#table.dropGeometry()
    return -1
  }

  /** Throws `SyntaxError` where a value is none. */
  #feature(areAll: boolean): boolean {
    let isFeature = false
    let hasGeometry = false
    let properties: unknown
    let id: unknown
    if (!this.#take(OPEN_OBJECT)) return false
    do {
      const key = this.#key()
      if (key < 0) return false
      if (isSame(this.#bytes, TYPE, key)) {
        if (isFeature || !this.#takeText(FEATURE)) return false
        isFeature = true
      } else if (isSame(this.#bytes, GEOMETRY, key)) {
        if (hasGeometry || !this.#geometry()) return false
        hasGeometry = true
      } else if (isSame(this.#bytes, PROPERTIES, key)) {
        if (properties !== undefined) return false
        properties = parseJson(this.#text())
        if (typeof properties !== 'object') return false
      } else if (isSame(this.#bytes, ID, key)) {
        if (id !== undefined) return false
        id = this.#id()
        if (id === null) return false
      } else {
        if (OF_LAYERS.some((name) => isSame(this.#bytes, name, key))) return false
        JSON.parse(this.#text())
      }
    } while (this.#take(COMMA))
    if (!this.#take(CLOSE_OBJECT) || !isFeature) return false
    this.#at = afterBlanks(this.#bytes, this.#at)
    const next = this.#bytes[this.#at]
    const isEnd = areAll ? next === undefined : next === COMMA || next === CLOSE_ARRAY
    if (!isEnd) return false
    this.#properties.add(properties, id)
    this.#table.endFeature()
    return true
  }

  /** A text, or a whole number that a double holds; `null` for any other. */
  #id(): string | number | null {
    if (this.#bytes[afterBlanks(this.#bytes, this.#at)] === QUOTE) return JSON.parse(this.#text())
    const number = this.#number()
    return Number.isSafeInteger(number) ? number : null
  }

  #geometry(): boolean {
    if (this.#takeText(NULL)) return true
    if (!this.#take(OPEN_OBJECT)) return false
    let type: (typeof TYPES)[number] | undefined
    let coordinatesAt = -1
    let isRead = false
    do {
      const key = this.#key()
      if (key < 0) return false
      if (isSame(this.#bytes, TYPE, key)) {
        if (type) return false
        type = TYPES.find(([name]) => this.#takeText(name))
        if (!type) return false
      } else {
        if (coordinatesAt >= 0 || !isSame(this.#bytes, COORDINATES, key)) return false
        coordinatesAt = this.#at
        isRead = type !== undefined
        if (!type) this.#skip()
        else if (!this.#coordinates(type)) return false
      }
    } while (this.#take(COMMA))
    if (!this.#take(CLOSE_OBJECT) || !type || coordinatesAt < 0) return false
    if (isRead) return true
    // They came before the type, which says how they are nested.
    const end = this.#at
    this.#at = coordinatesAt
    const isWhole = this.#coordinates(type)
    this.#at = end
    return isWhole
  }

  #coordinates([, code, depth]: (typeof TYPES)[number]): boolean {
    this.#dimension = this.#firstDimension()
    if (this.#dimension < 2 || this.#dimension > 4) return false
    this.#table.begin(code, this.#dimension > 2, this.#dimension > 3)
    return depth === 0 ? this.#position() : this.#nested(depth)
  }

  /** How many numbers, or whatever, stand in the first array that has no other. */
  #firstDimension(): number {
    const bytes = this.#bytes
    let at = afterBlanks(bytes, this.#at)
    while (bytes[at] === OPEN_ARRAY) at = afterBlanks(bytes, at + 1)
    let commas = 0
    for (; at < bytes.length && bytes[at] !== CLOSE_ARRAY; at++) if (bytes[at] === COMMA) commas++
    return commas + 1
  }

  #nested(depth: number): boolean {
    if (!this.#take(OPEN_ARRAY)) return false
    const countAt = this.#table.nextCount
    this.#table.count(0)
    let count = 0
    do {
      if (!(depth === 1 ? this.#position() : this.#nested(depth - 1))) return false
      count++
    } while (this.#take(COMMA))
    this.#table.patchCount(countAt, count)
    return this.#take(CLOSE_ARRAY)
  }

  #position(): boolean {
    if (!this.#take(OPEN_ARRAY)) return false
    const x = this.#number()
    if (!this.#take(COMMA)) return false
    const y = this.#number()
    let isWhole = !(Number.isNaN(x) || Number.isNaN(y))
    if (this.#dimension === 2) {
      this.#table.position(x, y)
    } else {
      if (!this.#take(COMMA)) return false
      const height = this.#number()
      isWhole &&= !Number.isNaN(height)
      this.#table.positionWithHeight(x, y, height)
      if (this.#dimension === 4) {
        if (!this.#take(COMMA)) return false
        const measure = this.#number()
        isWhole &&= !Number.isNaN(measure)
        this.#table.measure(measure)
      }
    }
    return isWhole && this.#take(CLOSE_ARRAY)
  }

  /** The number that stands here; NaN, and no step further, where none does. */
  #number(): number {
    const value = this.#numbers.read(this.#bytes, afterBlanks(this.#bytes, this.#at))
    if (!Number.isNaN(value)) this.#at = this.#numbers.end
    return value
  }

  /** Whether this byte comes next, blanks aside; then goes on to what follows it. */
  #take(byte: number): boolean {
    const at = afterBlanks(this.#bytes, this.#at)
    if (this.#bytes[at] !== byte) return false
    this.#at = at + 1
    return true
  }

  #takeText(text: Uint8Array): boolean {
    const at = afterBlanks(this.#bytes, this.#at)
    if (!isSame(this.#bytes, text, at)) return false
    this.#at = at + text.length
    return true
  }

  /** Goes on to a member's value. The place where its name begins, with its quotation mark; -1 where none does. */
  #key(): number {
    const bytes = this.#bytes
    const start = afterBlanks(bytes, this.#at)
    if (bytes[start] !== QUOTE) return -1
    let at = start + 1
    for (; bytes[at] !== QUOTE; at++) {
      // A name may be written otherwise than it is meant.
      if (at >= bytes.length || bytes[at] === BACKSLASH) return -1
    }
    this.#at = at + 1
    return this.#take(COLON) ? start : -1
  }

  /** The text of the value that comes next. */
  #text(): string {
    const at = afterBlanks(this.#bytes, this.#at)
    this.#skip()
    return this.#decoder.decode(this.#bytes.subarray(at, this.#at))
  }

  /** Goes on to behind a value, by its brackets and quotation marks alone. Throws `SyntaxError` where it is very deep. */
  #skip(): void {
    const bytes = this.#bytes
    let at = afterBlanks(bytes, this.#at)
    let depth = 0
    do {
      const byte = bytes[at++]!
      if (byte === QUOTE) {
        while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
        at++
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        if (++depth > MOST_DEPTH) throw new SyntaxError()
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        depth--
      } else if (depth === 0) {
        while (at < bytes.length && !isEndOfScalar(bytes[at]!)) at++
      }
    } while (depth > 0 && at < bytes.length)
    this.#at = Math.min(at, bytes.length)
  }
}

function isEndOfScalar(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY || isBlank(byte)
}

function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from
  while (isBlank(bytes[at]!)) at++
  return at
}

/** Whether the bytes at a place are these. */
function isSame(bytes: Uint8Array, text: Uint8Array, from: number): boolean {
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text[at]) return false
  return true
}
