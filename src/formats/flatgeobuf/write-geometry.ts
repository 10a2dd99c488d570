import type { Geometry, Position } from 'geojson'
import type { RowShape } from '../contract/feature-rows.ts'
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

/** Positions that stand in a row, and into how many each line or ring takes of them. */
interface Runs {
  readonly plane: Float64Array
  readonly counts: readonly number[]
  start: number
}

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
  /** Positions of this feature's vtables by the mask of their fields, 0 for none: equal ones are shared. */
  readonly #vtables = new Int32Array(256)
  readonly #usedMasks: number[] = []

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
    for (const mask of this.#usedMasks) this.#vtables[mask] = 0
    this.#usedMasks.length = 0
  }

  /**
   * Writes a geometry and gives the position of its table; each of its parts has positions. The type is
   * written where the header does not give it. Throws `NotFiniteError` for a coordinate that is NaN or infinite.
   */
  write(geometry: Geometry, withType: boolean): number {
    const type = withType ? GEOMETRY_TYPES.indexOf(geometry.type) : 0
    switch (geometry.type) {
      case 'GeometryCollection':
        return this.#parts(geometry.geometries, type, (part) => this.write(part, true))
      case 'MultiPolygon':
        return this.#parts(geometry.coordinates, type, (rings) =>
          this.#lines(rings, 0, rings.length > 1),
        )
      case 'Polygon':
        return this.#lines(geometry.coordinates, type, geometry.coordinates.length > 1)
      case 'MultiLineString':
        // GDAL (seen in 3.6) refuses a multi-line that does not say where even its only line ends.
        return this.#lines(geometry.coordinates, type, true)
      case 'LineString':
      case 'MultiPoint':
        return this.#lines([geometry.coordinates], type, false)
      case 'Point':
        return this.#lines([[geometry.coordinates]], type, false)
    }
  }

  /** Writes the geometry of a row of a table, as `write` does, in a layer that has neither heights nor measures. */
  writeShape(shape: RowShape, withType: boolean): number {
    const type = withType ? GEOMETRY_TYPES.indexOf(shape.type) : 0
    const { counts, parts, plane } = shape
    const runs = { plane, counts, start: shape.start }
    if (shape.type !== 'MultiPolygon') {
      const withEnds =
        shape.type === 'MultiLineString' || (shape.type === 'Polygon' && counts.length > 1)
      return this.#runs(runs, 0, counts.length, type, withEnds)
    }
    const polygons = Array.from({ length: parts.at(-1)! + 1 }, (_, part) => part)
    let from = 0
    return this.#parts(polygons, type, (part) => {
      const first = from
      while (from < parts.length && parts[from] === part) from++
      return this.#runs(runs, first, from, 0, from - first > 1)
    })
  }

  /** As `#lines`, of some of the runs of positions that stand in a row; then the rest of them begins after these. */
  #runs(runs: Runs, from: number, to: number, type: number, withEnds: boolean): number {
    const writer = this.#writer
    const table = this.#table(XY | (withEnds ? ENDS : 0) | (type ? TYPE : 0), type)
    let slot = table + 4
    let count = 0
    if (withEnds) this.#vector(slot, to - from, 4)
    for (let run = from; run < to; run++) {
      count += runs.counts[run]!
      if (withEnds) writer.uint32(count)
    }
    if (withEnds) slot += 4
    this.#vector(slot, 2 * count, 8)
    this.#copyPlane(runs.plane, 2 * runs.start, 2 * count)
    runs.start += count
    return table
  }

  /** The vector `xy` from numbers that stand as they are written. */
  #copyPlane(plane: Float64Array, start: number, length: number): void {
    const { doubles, at } = this.#writer.claimDoubles(length)
    let { minX, minY, maxX, maxY } = this
    for (let index = 0; index < length; index += 2) {
      const x = plane[start + index]!
      const y = plane[start + index + 1]!
      if (x - x + (y - y) !== 0) throw new NotFiniteError()
      doubles[at + index] = x
      doubles[at + index + 1] = y
      if (x < minX) minX = x
      if (x > maxX) maxX = x
      if (y < minY) minY = y
      if (y > maxY) maxY = y
    }
    this.minX = minX
    this.minY = minY
    this.maxX = maxX
    this.maxY = maxY
  }

  /** A table with the positions of lines, rings or points; `withEnds` says where each line ends. */
  #lines(lines: readonly (readonly Position[])[], type: number, withEnds: boolean): number {
    const writer = this.#writer
    let count = 0
    for (const line of lines) count += line.length
    const mask =
      XY | (withEnds ? ENDS : 0) | (this.#hasZ ? Z : 0) | (this.#hasM ? M : 0) | (type ? TYPE : 0)
    const table = this.#table(mask, type)
    let slot = table + 4
    if (withEnds) {
      this.#vector(slot, lines.length, 4)
      let end = 0
      for (const line of lines) {
        end += line.length
        writer.uint32(end)
      }
      slot += 4
    }
    this.#vector(slot, 2 * count, 8)
    this.#plane(lines, count)
    slot += 4
    if (this.#hasZ) {
      this.#vector(slot, count, 8)
      this.missingHeights += this.#ordinates(lines, count, 2)
      slot += 4
    }
    if (this.#hasM) {
      this.#vector(slot, count, 8)
      this.#ordinates(lines, count, 3)
    }
    return table
  }

  /** The vector `xy`, straight into the file's bytes. */
  #plane(lines: readonly (readonly Position[])[], count: number): void {
    const { doubles, at } = this.#writer.claimDoubles(2 * count)
    let { minX, minY, maxX, maxY } = this
    let next = at
    for (const line of lines) {
      for (let index = 0; index < line.length; index++) {
        const position = line[index]!
        const x = position[0]!
        const y = position[1]!
        // Infinite or NaN in either makes this difference NaN; a missing coordinate too.
        if (x - x + (y - y) !== 0) throw new NotFiniteError()
        doubles[next++] = x
        doubles[next++] = y
        if (x < minX) minX = x
        if (x > maxX) maxX = x
        if (y < minY) minY = y
        if (y > maxY) maxY = y
      }
    }
    this.minX = minX
    this.minY = minY
    this.maxX = maxX
    this.maxY = maxY
  }

  /** The vector `z` or `m`; gives how many positions lack it. */
  #ordinates(lines: readonly (readonly Position[])[], count: number, ordinate: number): number {
    const { doubles, at } = this.#writer.claimDoubles(count)
    let next = at
    let missing = 0
    for (const line of lines) {
      for (const position of line) {
        const value = position[ordinate] ?? Number.NaN
        if (Number.isNaN(value)) missing++
        doubles[next++] = value
      }
    }
    return missing
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
    const vtable = this.#vtables[mask] || this.#vtable(mask)
    writer.align(4)
    writer.reserve(32)
    const table = writer.position
    writer.int32(table - vtable)
    for (const field of OFFSET_FIELDS) if (mask & field) writer.uint32(0)
    if (mask & TYPE) writer.uint8(type)
    return table
  }

  #vtable(mask: number): number {
    const writer = this.#writer
    writer.align(2)
    const { position } = writer
    VTABLES[mask] ??= toVtable(mask)
    for (const word of VTABLES[mask]) writer.uint16(word)
    this.#vtables[mask] = position
    this.#usedMasks.push(mask)
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

/** Vtables by the mask of their fields, made when they are first needed. */
const VTABLES: (readonly number[])[] = []

/** Its own size, the size of its table, and where each field stands in the table, 0 for nowhere. */
function toVtable(mask: number): readonly number[] {
  const offsets = new Array<number>(32 - Math.clz32(mask)).fill(0)
  let size = 4
  for (const field of OFFSET_FIELDS) {
    if (mask & field) {
      offsets[31 - Math.clz32(field)] = size
      size += 4
    }
  }
  if (mask & TYPE) offsets[31 - Math.clz32(TYPE)] = size++
  return [4 + 2 * offsets.length, size, ...offsets]
}
