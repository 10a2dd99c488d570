import { type FeatureTable, GEOMETRY_CODES } from '../feature-table.ts'
import { isJsonObject, type JsonObject } from './json-properties.ts'

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
 * The arcs of a topology, decoded once: quantised ones are differences to be summed and scaled (TopoJSON
 * specification section 2.1.2 and 2.1.3). Each geometry then takes its positions from here, instead of
 * decoding the arcs of its own again and again.
 */
export class TopologyArcs {
  readonly #transform: Transform | null
  readonly #positions: Float64Array
  /** Heights, where any position has one; `NaN` elsewhere. */
  readonly #heights: Float64Array | null
  /** The number of the first position of each arc, and of all at the end. */
  readonly #starts: Uint32Array

  /** Throws a `TopologyFault` where an arc or the transform is none. */
  constructor({ arcs, transform }: JsonObject) {
    this.#transform = readTransform(transform)
    const list = arcs as readonly unknown[]
    let total = 0
    let hasHeights = false
    for (const arc of list) {
      if (!Array.isArray(arc) || !arc.every(isPosition)) {
        throw new TopologyFault('an arc has no positions')
      }
      total += arc.length
      hasHeights ||= arc.some((position) => position.length > 2)
    }
    this.#positions = new Float64Array(total * 2)
    this.#heights = hasHeights ? new Float64Array(total).fill(Number.NaN) : null
    this.#starts = new Uint32Array(list.length + 1)
    let at = 0
    list.forEach((arc, index) => {
      this.#starts[index] = at
      at = this.#decode(arc as readonly (readonly number[])[], at)
    })
    this.#starts[list.length] = at
  }

  get count(): number {
    return this.#starts.length - 1
  }

  /** What the decoded arcs take of memory. */
  get byteLength(): number {
    return this.#positions.byteLength + (this.#heights?.byteLength ?? 0) + this.#starts.byteLength
  }

  #decode(arc: readonly (readonly number[])[], start: number): number {
    const { scale, translate } = this.#transform ?? IDENTITY
    let at = start
    let x = 0
    let y = 0
    for (const position of arc) {
      x = this.#transform ? x + position[0]! : position[0]!
      y = this.#transform ? y + position[1]! : position[1]!
      this.#positions[at * 2] = x * scale[0] + translate[0]
      this.#positions[at * 2 + 1] = y * scale[1] + translate[1]
      if (typeof position[2] === 'number') this.#heights![at] = position[2]
      at++
    }
    return at
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
      count += Math.max(0, this.#starts[index + 1]! - this.#starts[index]! - 1)
    }
    return arcs.length === 0 ? 0 : count + 1
  }

  /** Whether any position of the line has a height. */
  hasHeight(arcs: readonly number[]): boolean {
    if (!this.#heights) return false
    return arcs.some((number) => {
      const index = number < 0 ? ~number : number
      for (let at = this.#starts[index]!; at < this.#starts[index + 1]!; at++) {
        if (!Number.isNaN(this.#heights![at]!)) return true
      }
      return false
    })
  }

  /** Adds the positions along the arcs; a negative number is an arc that is gone along backwards. */
  addLine(arcs: readonly number[], table: FeatureTable, hasHeight: boolean): void {
    arcs.forEach((number, place) => {
      const isBackwards = number < 0
      const index = isBackwards ? ~number : number
      const start = this.#starts[index]!
      const length = this.#starts[index + 1]! - start
      const isLast = place === arcs.length - 1
      for (let step = 0; step < (isLast ? length : length - 1); step++) {
        const at = isBackwards ? start + length - 1 - step : start + step
        if (hasHeight) {
          table.positionWithHeight(
            this.#positions[at * 2]!,
            this.#positions[at * 2 + 1]!,
            this.#heights![at]!,
          )
        } else {
          table.position(this.#positions[at * 2]!, this.#positions[at * 2 + 1]!)
        }
      }
    })
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
    lines.push(...found)
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
