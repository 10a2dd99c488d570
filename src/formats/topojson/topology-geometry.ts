import { GrowingArray } from '../bytes/growing-array.ts'
import { type FeatureTable, GEOMETRY_CODES } from '../contract/feature-table.ts'
import type { MemoryBudget } from '../contract/read-context.ts'
import { isJsonObject, type JsonObject } from '../geojson/json-properties.ts'

/** What a topology is wrong in, in a few words. */
export class TopologyFault extends Error {}

const isPosition = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number'

interface Transform {
  readonly scale: readonly [number, number]
  readonly translate: readonly [number, number]
}

const IDENTITY: Transform = { scale: [1, 1], translate: [0, 0] }

function readTransform(value: unknown): Transform | null {
  if (value === undefined || value === null) return null
  if (!isJsonObject(value) || !isPosition(value.scale) || !isPosition(value.translate)) {
    throw new TopologyFault('its transform is none')
  }
  return {
    scale: [value.scale[0]!, value.scale[1]!],
    translate: [value.translate[0]!, value.translate[1]!],
  }
}

/**
 * The arcs of a topology, taken up one by one as they are read and decoded once, when all are there:
 * quantised ones are differences to be summed and scaled (TopoJSON specification section 2.1.2 and
 * 2.1.3), but whether they are may stand in the file after them. Each geometry then takes its positions
 * from here, instead of decoding the arcs of its own again and again.
 */
export class TopologyArcs {
  #transform: Transform | null = null
  readonly #positions: GrowingArray<Float64Array>
  /** Heights, from the first position that has one on; `NaN` where there is none. */
  #heights: GrowingArray<Float64Array> | null = null
  /** The number of the first position of each arc, and of the next arc to come. */
  readonly #starts: GrowingArray<Uint32Array>
  readonly #budget: MemoryBudget
  #fault: TopologyFault | null = null

  constructor(budget: MemoryBudget) {
    this.#budget = budget
    this.#positions = new GrowingArray(new Float64Array(256), budget)
    this.#starts = new GrowingArray(new Uint32Array(128), budget)
    this.#starts.push(0)
  }

  /** Takes up the next arc. What is none is told by `finish`, once it is known to be of a topology. */
  add(arc: unknown): void {
    if (!Array.isArray(arc) || !arc.every(isPosition)) {
      this.#fault ??= new TopologyFault('an arc has no positions')
      return
    }
    for (const position of arc as readonly (readonly number[])[]) {
      this.#positions.push(position[0]!)
      this.#positions.push(position[1]!)
      if (typeof position[2] === 'number') this.#addHeight(position[2])
    }
    this.#starts.push(this.#positions.length / 2)
  }

  /**
   * Takes up the next arc from its JSON, if it has pairs of integers alone, as quantised arcs have:
   * nothing is made but the numbers. `false` leaves it to be parsed, and judged, as any JSON.
   */
  addIntegers(json: Uint8Array): boolean {
    const positions = this.#positions
    const before = positions.length
    if (!scanIntegerPairs(json, positions)) {
      positions.length = before
      return false
    }
    this.#starts.push(positions.length / 2)
    return true
  }

  #addHeight(height: number): void {
    const index = this.#positions.length / 2 - 1
    this.#heights ??= new GrowingArray(new Float64Array(256), this.#budget)
    const heights = this.#heights
    heights.reserve(index + 1 - heights.length)
    heights.data.fill(Number.NaN, heights.length, index)
    heights.data[index] = height
    heights.length = index + 1
  }

  /** Brings the positions of all arcs into their places. Throws a `TopologyFault` where one is none. */
  finish(transform: unknown): void {
    if (this.#fault) throw this.#fault
    this.#transform = readTransform(transform)
    if (!this.#transform) return
    const { scale, translate } = this.#transform
    const { data } = this.#positions
    for (let index = 0; index < this.count; index++) {
      let x = 0
      let y = 0
      const end = this.#starts.data[index + 1]! * 2
      for (let at = this.#starts.data[index]! * 2; at < end; at += 2) {
        x += data[at]!
        y += data[at + 1]!
        data[at] = x * scale[0] + translate[0]
        data[at + 1] = y * scale[1] + translate[1]
      }
    }
  }

  #heightAt(position: number): number {
    const heights = this.#heights
    return heights && position < heights.length ? heights.data[position]! : Number.NaN
  }

  get count(): number {
    return this.#starts.length - 1
  }

  /** What the decoded arcs take of memory. */
  get byteLength(): number {
    const { byteLength } = this.#positions.data
    return byteLength + (this.#heights?.data.byteLength ?? 0) + this.#starts.data.byteLength
  }

  /** How many positions a line along the arcs has; `null` where one of them is not there. */
  countPositions(arcs: unknown): number | null {
    if (!Array.isArray(arcs)) return null
    let count = 0
    for (const number of arcs) {
      if (!Number.isInteger(number)) return null
      const index = number < 0 ? ~number : number
      if (index >= this.count) return null
      // Where one arc ends the next begins: the position that they share is counted once.
      count += Math.max(0, this.#starts.data[index + 1]! - this.#starts.data[index]! - 1)
    }
    return arcs.length === 0 ? 0 : count + 1
  }

  /** Whether any position of the line has a height. */
  hasHeight(arcs: readonly number[]): boolean {
    if (!this.#heights) return false
    return arcs.some((number) => {
      const index = number < 0 ? ~number : number
      for (let at = this.#starts.data[index]!; at < this.#starts.data[index + 1]!; at++) {
        if (!Number.isNaN(this.#heightAt(at))) return true
      }
      return false
    })
  }

  /** Adds the positions along the arcs; a negative number is an arc that is gone along backwards. */
  addLine(arcs: readonly number[], table: FeatureTable, hasHeight: boolean): void {
    const { data } = this.#positions
    for (let place = 0; place < arcs.length; place++) {
      const number = arcs[place]!
      const isBackwards = number < 0
      const index = isBackwards ? ~number : number
      const start = this.#starts.data[index]!
      const end = this.#starts.data[index + 1]!
      const isLast = place === arcs.length - 1
      const step = isBackwards ? -1 : 1
      let at = isBackwards ? end - 1 : start
      for (let left = end - start - (isLast ? 0 : 1); left > 0; left--, at += step) {
        const x = data[at * 2]!
        const y = data[at * 2 + 1]!
        if (hasHeight) table.positionWithHeight(x, y, this.#heightAt(at))
        else table.position(x, y)
      }
    }
  }

  /** Points are not of arcs, but are scaled as they are. */
  addPoint(position: readonly number[], table: FeatureTable, hasHeight: boolean): void {
    const { scale, translate } = this.#transform ?? IDENTITY
    const x = position[0]! * scale[0] + translate[0]
    const y = position[1]! * scale[1] + translate[1]
    if (hasHeight) table.positionWithHeight(x, y, position[2] ?? Number.NaN)
    else table.position(x, y)
  }
}

const COMMA = 0x2c
const MINUS = 0x2d
const DIGIT_0 = 0x30
const OPEN = 0x5b
const CLOSE = 0x5d
/** Integers of so many digits are exact while they are put together. */
const MOST_DIGITS = 15

/** The numbers of `[[1,2],[-3,4]]`, written without blanks; `false` where it is anything else. */
function scanIntegerPairs(json: Uint8Array, numbers: GrowingArray<Float64Array>): boolean {
  const { length } = json
  let at = 1
  if (json[0] !== OPEN || json[length - 1] !== CLOSE) return false
  for (;;) {
    if (json[at++] !== OPEN) return false
    for (const after of [COMMA, CLOSE]) {
      const isNegative = json[at] === MINUS
      if (isNegative) at++
      const start = at
      let value = 0
      for (; ; at++) {
        const digit = json[at]! - DIGIT_0
        // What is past the end is no number, and no digit either.
        if (!(digit >= 0 && digit <= 9)) break
        value = value * 10 + digit
      }
      const digits = at - start
      if (digits === 0 || digits > MOST_DIGITS) return false
      if (digits > 1 && json[start] === DIGIT_0) return false
      if (json[at++] !== after) return false
      numbers.push(isNegative ? -value : value)
    }
    if (at === length - 1) return true
    if (json[at++] !== COMMA) return false
  }
}

/** A geometry object whose arcs are all there. */
const MOST_DEPTH = 16

/** Fewer positions than these are no ring and no line. */
const LEAST_IN_RING = 4
const LEAST_IN_LINE = 2

/**
 * Puts a geometry object into the feature that is being built; `false` where its arcs or coordinates are
 * not of its type, or too few, after which the caller drops what was begun.
 */
export function addTopologyGeometry(
  geometry: JsonObject,
  arcs: TopologyArcs,
  table: FeatureTable,
  depth = 0,
): boolean {
  const { type, coordinates, geometries } = geometry
  if (type === 'GeometryCollection') {
    if (!Array.isArray(geometries) || depth >= MOST_DEPTH) return false
    table.begin(GEOMETRY_CODES.GeometryCollection, false)
    table.count(geometries.length)
    return geometries.every(
      (part) => isJsonObject(part) && addTopologyGeometry(part, arcs, table, depth + 1),
    )
  }
  if (type === 'Point') {
    if (!isPosition(coordinates)) return false
    table.begin(GEOMETRY_CODES.Point, coordinates.length > 2)
    arcs.addPoint(coordinates, table, coordinates.length > 2)
    return true
  }
  if (type === 'MultiPoint') {
    if (!Array.isArray(coordinates) || !coordinates.every(isPosition)) return false
    const hasHeight = coordinates.some((position) => position.length > 2)
    table.begin(GEOMETRY_CODES.MultiPoint, hasHeight)
    table.count(coordinates.length)
    for (const position of coordinates) arcs.addPoint(position, table, hasHeight)
    return true
  }
  const shape = typeof type === 'string' && Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined
  if (!shape) return false
  const lines = linesOf(geometry.arcs, shape.nesting)
  const counts = lines?.map((line) => arcs.countPositions(line))
  const least = shape.isOfRings ? LEAST_IN_RING : LEAST_IN_LINE
  if (!lines || !counts || counts.some((count) => count === null || count < least)) return false
  const hasHeight = lines.some((line) => arcs.hasHeight(line as readonly number[]))
  table.begin(shape.code, hasHeight)
  addNested(geometry.arcs as Nested, shape.nesting, arcs, table, hasHeight)
  return true
}

const SHAPES: Readonly<
  Record<
    string,
    {
      readonly code: (typeof GEOMETRY_CODES)[keyof typeof GEOMETRY_CODES]
      readonly nesting: number
      readonly isOfRings: boolean
    }
  >
> = {
  LineString: { code: GEOMETRY_CODES.LineString, nesting: 0, isOfRings: false },
  MultiLineString: { code: GEOMETRY_CODES.MultiLineString, nesting: 1, isOfRings: false },
  Polygon: { code: GEOMETRY_CODES.Polygon, nesting: 1, isOfRings: true },
  MultiPolygon: { code: GEOMETRY_CODES.MultiPolygon, nesting: 2, isOfRings: true },
}

type Nested = readonly number[] | readonly Nested[]

/** The lists of arc numbers in arrays nested so deep; `null` where they are not. */
function linesOf(value: unknown, nesting: number): readonly unknown[] | null {
  if (nesting === 0) return [value]
  if (!Array.isArray(value)) return null
  const lines: unknown[] = []
  for (const part of value) {
    const found = linesOf(part, nesting - 1)
    if (!found) return null
    for (const line of found) lines.push(line)
  }
  return lines
}

function addNested(
  value: Nested,
  nesting: number,
  arcs: TopologyArcs,
  table: FeatureTable,
  hasHeight: boolean,
): void {
  if (nesting === 0) {
    table.count(arcs.countPositions(value)!)
    arcs.addLine(value as readonly number[], table, hasHeight)
    return
  }
  table.count(value.length)
  for (const part of value as readonly Nested[]) {
    addNested(part, nesting - 1, arcs, table, hasHeight)
  }
}
