import type { Geometry, Position } from 'geojson'
import type { FlatBufferWriter } from './flatbuffer-writer.ts'
import { GEOMETRY_TYPES } from './format.ts'

/** The fields of table `Geometry` in `feature.fbs`, as bits of a mask at their field numbers. */
const ENDS = 1 << 0
const XY = 1 << 1
const Z = 1 << 2
const M = 1 << 3
const TYPE = 1 << 6
const PARTS = 1 << 7

/** Offsets of four bytes come first in our tables, the one-byte type last. */
const OFFSET_FIELDS = [ENDS, XY, Z, M, PARTS] as const

/** A coordinate that is not a number. */
export class NotFiniteError extends Error {}

/** The coordinates beyond x and y that a layer has: if one geometry has them, all are written so. */
export interface Dimensions {
  readonly hasZ: boolean
  readonly hasM: boolean
}

/**
 * Writes geometries as tables `Geometry` of `feature.fbs` and keeps the box of what it wrote. A
 * position may hold a third coordinate, z, and a fourth, m; a position that lacks what others of the
 * layer have gets NaN, "not given", since readers expect them in every geometry.
 */
export class GeometryWriter {
  minX = Number.POSITIVE_INFINITY
  minY = Number.POSITIVE_INFINITY
  maxX = Number.NEGATIVE_INFINITY
  maxY = Number.NEGATIVE_INFINITY
  /** Positions without a height in a layer that has heights. */
  missingHeights = 0

  readonly #writer: FlatBufferWriter
  readonly #hasZ: boolean
  readonly #hasM: boolean
  /** Positions of this feature's vtables by the mask of their fields: equal ones are shared. */
  readonly #vtables = new Map<number, number>()

  #count = 0
  #xy = new Float64Array(2048)
  #z = new Float64Array(1024)
  #m = new Float64Array(1024)

  constructor(writer: FlatBufferWriter, { hasZ, hasM }: Dimensions) {
    this.#writer = writer
    this.#hasZ = hasZ
    this.#hasM = hasM
  }

  /** Forgets the box and the tables of the feature before. */
  start(): void {
    this.minX = Number.POSITIVE_INFINITY
    this.minY = Number.POSITIVE_INFINITY
    this.maxX = Number.NEGATIVE_INFINITY
    this.maxY = Number.NEGATIVE_INFINITY
    this.#vtables.clear()
  }

  /**
   * Writes a geometry and gives the position of its table. The type is written where the header does
   * not give it. Throws `NotFiniteError` for a coordinate that is NaN or infinite.
   */
  write(geometry: Geometry, withType: boolean): number {
    const type = withType ? GEOMETRY_TYPES.indexOf(geometry.type) : 0
    switch (geometry.type) {
      case 'GeometryCollection':
        return this.#parts(geometry.geometries, type, (part) => this.write(part, true))
      case 'MultiPolygon':
        return this.#parts(geometry.coordinates, type, (rings) => this.#lines(rings, 0))
      case 'Polygon':
        return this.#lines(geometry.coordinates, type)
      case 'MultiLineString':
        // GDAL (seen in 3.6) refuses a multi-line that does not say where even its only line ends.
        return this.#lines(geometry.coordinates, type, geometry.coordinates.length > 0)
      case 'LineString':
      case 'MultiPoint':
        return this.#line(geometry.coordinates, type)
      case 'Point':
        this.#count = 0
        // RFC 7946 section 3.1: a geometry with empty coordinates is empty.
        if (geometry.coordinates.length > 0) this.#collect(geometry.coordinates)
        return this.#flat(type, null)
    }
  }

  #line(positions: readonly Position[], type: number): number {
    this.#count = 0
    for (const position of positions) this.#collect(position)
    return this.#flat(type, null)
  }

  #lines(
    lines: readonly (readonly Position[])[],
    type: number,
    withEnds = lines.length > 1,
  ): number {
    this.#count = 0
    for (const line of lines) for (const position of line) this.#collect(position)
    return this.#flat(type, withEnds ? lines : null)
  }

  #collect(position: Position): void {
    const x = position[0]!
    const y = position[1]!
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw new NotFiniteError()
    const index = this.#count++
    if (2 * index === this.#xy.length) this.#grow()
    this.#xy[2 * index] = x
    this.#xy[2 * index + 1] = y
    if (x < this.minX) this.minX = x
    if (x > this.maxX) this.maxX = x
    if (y < this.minY) this.minY = y
    if (y > this.maxY) this.maxY = y
    if (this.#hasZ) {
      const z = position[2] ?? Number.NaN
      this.#z[index] = z
      if (Number.isNaN(z)) this.missingHeights++
    }
    if (this.#hasM) this.#m[index] = position[3] ?? Number.NaN
  }

  #grow(): void {
    const twice = (values: Float64Array<ArrayBuffer>) => {
      const grown = new Float64Array(values.length * 2)
      grown.set(values)
      return grown
    }
    this.#xy = twice(this.#xy)
    this.#z = twice(this.#z)
    this.#m = twice(this.#m)
  }

  /** A table with the collected positions; `lines` where they are cut into several. */
  #flat(type: number, lines: readonly (readonly Position[])[] | null): number {
    const writer = this.#writer
    const count = this.#count
    const mask =
      XY | (lines ? ENDS : 0) | (this.#hasZ ? Z : 0) | (this.#hasM ? M : 0) | (type ? TYPE : 0)
    const table = this.#table(mask, type)
    let slot = table + 4
    if (lines) {
      this.#vector(slot, lines.length, 4)
      let end = 0
      for (const line of lines) {
        end += line.length
        writer.uint32(end)
      }
      slot += 4
    }
    this.#vector(slot, 2 * count, 8)
    writer.float64s(this.#xy, 2 * count)
    slot += 4
    if (this.#hasZ) {
      this.#vector(slot, count, 8)
      writer.float64s(this.#z, count)
      slot += 4
    }
    if (this.#hasM) {
      this.#vector(slot, count, 8)
      writer.float64s(this.#m, count)
    }
    return table
  }

  #parts<Part>(parts: readonly Part[], type: number, write: (part: Part) => number): number {
    const writer = this.#writer
    const table = this.#table(PARTS | (type ? TYPE : 0), type)
    this.#vector(table + 4, parts.length, 4)
    const first = writer.position
    for (let i = 0; i < parts.length; i++) writer.uint32(0)
    parts.forEach((part, i) => {
      const slot = first + 4 * i
      writer.patchUint32(slot, write(part) - slot)
    })
    return table
  }

  /** A table with empty slots in the order of `OFFSET_FIELDS`, and its type. */
  #table(mask: number, type: number): number {
    const writer = this.#writer
    const vtable = this.#vtables.get(mask) ?? this.#vtable(mask)
    writer.align(4)
    const table = writer.position
    writer.int32(table - vtable)
    for (const field of OFFSET_FIELDS) if (mask & field) writer.uint32(0)
    if (mask & TYPE) writer.uint8(type)
    return table
  }

  #vtable(mask: number): number {
    const writer = this.#writer
    writer.align(2)
    const position = writer.position
    const offsets = new Uint16Array(32 - Math.clz32(mask))
    let size = 4
    for (const field of OFFSET_FIELDS) {
      if (mask & field) {
        offsets[31 - Math.clz32(field)] = size
        size += 4
      }
    }
    if (mask & TYPE) offsets[31 - Math.clz32(TYPE)] = size++
    writer.uint16(4 + 2 * offsets.length)
    writer.uint16(size)
    for (const offset of offsets) writer.uint16(offset)
    this.#vtables.set(mask, position)
    return position
  }

  /** The head of a vector, its elements aligned, and the offset to it in the table's slot. */
  #vector(slot: number, length: number, elementBytes: number): void {
    const writer = this.#writer
    writer.align(4)
    writer.align(elementBytes, 4)
    writer.patchUint32(slot, writer.position - slot)
    writer.uint32(length)
  }
}
