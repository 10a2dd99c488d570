import type { Position } from 'geojson'
import type { ByteWriter } from '../bytes/byte-writer.ts'
import { isClockwise } from '../geometry/ring.ts'
import type { Shape, ShapeFamily } from './write-shapes.ts'

/**
 * The main file and its index, as in the ESRI Shapefile Technical Description (July 1998): headers
 * on page 4, records on pages 5 to 20, index on page 23. Big-endian where it says so.
 */
export const HEADER_BYTES = 100
const RECORD_HEADER_BYTES = 8
const INDEX_RECORD_BYTES = 8

/** Codes of shape types (page 4), plain and with Z. */
const SHAPE_TYPES: Readonly<Record<ShapeFamily, readonly [plain: number, z: number]>> = {
  point: [1, 11],
  line: [3, 13],
  polygon: [5, 15],
  multipoint: [8, 18],
}
const NULL_SHAPE_TYPE = 0

/** "Any floating point number smaller than –10^38 is considered … a no data value" (page 2). */
const NO_MEASURE = -1e39

/** What a file's header says of all its records, found before the first is written. */
export class ShapeBounds {
  minX = Number.POSITIVE_INFINITY
  minY = Number.POSITIVE_INFINITY
  maxX = Number.NEGATIVE_INFINITY
  maxY = Number.NEGATIVE_INFINITY
  minZ = Number.POSITIVE_INFINITY
  maxZ = Number.NEGATIVE_INFINITY
  minM = Number.POSITIVE_INFINITY
  maxM = Number.NEGATIVE_INFINITY
  /** Positions without height, in a file that has heights. */
  withoutZ = 0
  hasZ = false
  hasM = false

  add(shape: Shape): void {
    for (const part of shape.parts) {
      for (const position of part) {
        const x = position[0]!
        const y = position[1]!
        if (x < this.minX) this.minX = x
        if (x > this.maxX) this.maxX = x
        if (y < this.minY) this.minY = y
        if (y > this.maxY) this.maxY = y
        if (position.length > 2) this.#addHeight(position)
        else this.withoutZ++
      }
    }
  }

  #addHeight(position: Position): void {
    const z = position[2]!
    this.hasZ = true
    if (z < this.minZ) this.minZ = z
    if (z > this.maxZ) this.maxZ = z
    const m = position[3]
    if (m === undefined) return
    this.hasM = true
    if (m < this.minM) this.minM = m
    if (m > this.maxM) this.maxM = m
  }
}

/** How a file's records are laid out. */
export interface ShapeLayout {
  readonly family: ShapeFamily | null
  readonly hasZ: boolean
  readonly hasM: boolean
}

function shapeType({ family, hasZ }: ShapeLayout): number {
  return family ? SHAPE_TYPES[family][hasZ ? 1 : 0] : NULL_SHAPE_TYPE
}

/** The positions of a shape, for `contentByteLength`. */
export function positionCount(shape: Shape): number {
  let count = 0
  for (const part of shape.parts) count += part.length
  return count
}

/** The length of a record's content; a null shape's is 4. */
export function contentByteLength(
  layout: ShapeLayout,
  partCount: number,
  positions: number,
): number {
  if (partCount === 0 || !layout.family) return 4
  if (layout.family === 'point') return layout.hasZ ? 36 : 20
  const fixed = layout.family === 'multipoint' ? 40 : 44 + 4 * partCount
  const heights = layout.hasZ ? 16 + 8 * positions : 0
  const measures = layout.hasM ? 16 + 8 * positions : 0
  return fixed + 16 * positions + heights + measures
}

/** Writes the header of the main file or, with the index's length, of the index. */
export function writeShapeHeader(
  writer: ByteWriter,
  layout: ShapeLayout,
  bounds: ShapeBounds,
  fileByteLength: number,
): void {
  writer.reserve(HEADER_BYTES)
  const { view, at } = writer
  writer.bytes.fill(0, at, at + HEADER_BYTES)
  view.setInt32(at, 9994)
  view.setInt32(at + 24, fileByteLength / 2)
  view.setInt32(at + 28, 1000, true)
  view.setInt32(at + 32, shapeType(layout), true)
  const { minX, minY, maxX, maxY, minZ, maxZ, minM, maxM } = bounds
  const ranges = [minX, minY, maxX, maxY]
  ranges.push(...(layout.hasZ ? [minZ, maxZ] : [0, 0]), ...(layout.hasM ? [minM, maxM] : [0, 0]))
  ranges.forEach((value, index) => {
    view.setFloat64(at + 36 + 8 * index, Number.isFinite(value) ? value : 0, true)
  })
  writer.at += HEADER_BYTES
}

/** Writes record `recordNumber` (from 1); `null` is the null shape. */
export function writeShapeRecord(
  writer: ByteWriter,
  layout: ShapeLayout,
  recordNumber: number,
  shape: Shape | null,
): void {
  const positions = shape ? positionCount(shape) : 0
  const content = contentByteLength(layout, shape?.parts.length ?? 0, positions)
  writer.reserve(RECORD_HEADER_BYTES + content)
  const { view } = writer
  view.setInt32(writer.at, recordNumber)
  view.setInt32(writer.at + 4, content / 2)
  writer.at += RECORD_HEADER_BYTES
  if (!shape || !layout.family) {
    view.setInt32(writer.at, NULL_SHAPE_TYPE, true)
    writer.at += 4
  } else {
    view.setInt32(writer.at, shapeType(layout), true)
    if (layout.family === 'point') writePoint(writer, layout, shape.parts[0]![0]!)
    else writeParts(writer, layout, shape, positions)
  }
}

function writePoint(writer: ByteWriter, { hasZ }: ShapeLayout, position: Position): void {
  const { view, at } = writer
  view.setFloat64(at + 4, position[0]!, true)
  view.setFloat64(at + 12, position[1]!, true)
  writer.at += 20
  if (!hasZ) return
  view.setFloat64(at + 20, position[2] ?? 0, true)
  view.setFloat64(at + 28, position[3] ?? NO_MEASURE, true)
  writer.at += 16
}

function writeParts(
  writer: ByteWriter,
  layout: ShapeLayout,
  shape: Shape,
  positions: number,
): void {
  const { view } = writer
  const bboxAt = writer.at + 4
  let at = bboxAt + 32
  if (layout.family === 'multipoint') {
    view.setInt32(at, positions, true)
    at += 4
  } else {
    view.setInt32(at, shape.parts.length, true)
    view.setInt32(at + 4, positions, true)
    at += 8
    let first = 0
    for (const part of shape.parts) {
      view.setInt32(at, first, true)
      at += 4
      first += part.length
    }
  }
  // Outer rings run clockwise, holes counterclockwise (page 8).
  const reversed = shape.parts.map(
    (part, index) => layout.family === 'polygon' && isClockwise(part) !== shape.outer[index],
  )
  let minX = Number.POSITIVE_INFINITY
  let minY = Number.POSITIVE_INFINITY
  let maxX = Number.NEGATIVE_INFINITY
  let maxY = Number.NEGATIVE_INFINITY
  for (let index = 0; index < shape.parts.length; index++) {
    const part = shape.parts[index]!
    const last = part.length - 1
    for (let position = 0; position <= last; position++) {
      const [x, y] = part[reversed[index] ? last - position : position] as [number, number]
      view.setFloat64(at, x, true)
      view.setFloat64(at + 8, y, true)
      at += 16
      if (x < minX) minX = x
      if (x > maxX) maxX = x
      if (y < minY) minY = y
      if (y > maxY) maxY = y
    }
  }
  view.setFloat64(bboxAt, minX, true)
  view.setFloat64(bboxAt + 8, minY, true)
  view.setFloat64(bboxAt + 16, maxX, true)
  view.setFloat64(bboxAt + 24, maxY, true)
  writer.at = at
  if (layout.hasZ) writeOrdinates(writer, shape, reversed, 2, 0)
  if (layout.hasM) writeOrdinates(writer, shape, reversed, 3, NO_MEASURE)
}

/** The range and the values of the third or fourth ordinate of all positions (pages 13 to 20). */
function writeOrdinates(
  writer: ByteWriter,
  shape: Shape,
  reversed: readonly boolean[],
  ordinate: number,
  absent: number,
): void {
  const { view } = writer
  const rangeAt = writer.at
  let at = rangeAt + 16
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (let index = 0; index < shape.parts.length; index++) {
    const part = shape.parts[index]!
    const last = part.length - 1
    for (let position = 0; position <= last; position++) {
      const value = part[reversed[index] ? last - position : position]![ordinate] ?? absent
      view.setFloat64(at, value, true)
      at += 8
      if (value === NO_MEASURE) continue
      if (value < min) min = value
      if (value > max) max = value
    }
  }
  view.setFloat64(rangeAt, min <= max ? min : absent, true)
  view.setFloat64(rangeAt + 8, min <= max ? max : absent, true)
  writer.at = at
}

/** Writes the index: each record's offset and content length in 16-bit words. */
export function writeIndexRecords(writer: ByteWriter, contentLengths: Iterable<number>): void {
  let offset = HEADER_BYTES
  for (const length of contentLengths) {
    writer.reserve(INDEX_RECORD_BYTES)
    writer.view.setInt32(writer.at, offset / 2)
    writer.view.setInt32(writer.at + 4, length / 2)
    writer.at += INDEX_RECORD_BYTES
    offset += RECORD_HEADER_BYTES + length
  }
}

export function indexByteLength(recordCount: number): number {
  return HEADER_BYTES + INDEX_RECORD_BYTES * recordCount
}

export function recordByteLength(contentLength: number): number {
  return RECORD_HEADER_BYTES + contentLength
}
