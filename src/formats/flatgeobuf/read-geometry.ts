import type { Geometry, Position } from 'geojson'
import { ProblemError } from '../../model/problem.ts'
import { corrupt } from './corrupt.ts'
import type { FlatBufferReader, Vector } from './flatbuffer-reader.ts'
import { GEOMETRY_TYPES, type GeometryTypeName } from './format.ts'

/** Fields of table `Geometry` in `feature.fbs`. */
const ENDS = 0
const XY = 1
const Z = 2
const M = 3
const TYPE = 6
const PARTS = 7

const ONE: Position[] = [[0, 0]]
const SEVERAL: Position[] = [
  [0, 0],
  [0, 0],
]

/** Collections within collections; deeper ones exist only to exhaust a reader. */
const MAX_DEPTH = 16

/**
 * Reads tables `Geometry`. Tables may refer to one part many times over, so that a small buffer could
 * unfold into a vast geometry; the parts and positions of a feature are therefore counted against what
 * its own bytes can hold when each is there once.
 */
export class GeometryReader {
  readonly #reader: FlatBufferReader
  #positionsLeft = 0
  #partsLeft = 0
  /** What is widened by positions in place of making them: west, south, east, north. */
  #box: Float64Array | null = null

  constructor(reader: FlatBufferReader) {
    this.#reader = reader
  }

  /**
   * A geometry of the feature to which the reader is turned, `null` if it is empty (RFC 7946 section
   * 3.1 lets empty coordinates be read so). Positions are x, y, then z and m where the file has them.
   */
  read(table: number, headerType: GeometryTypeName): Geometry | null {
    const byteLength = this.#reader.end - this.#reader.start
    this.#positionsLeft = byteLength / 16
    this.#partsLeft = byteLength / 8
    return this.#geometry(table, headerType, 0)
  }

  /** Widens a box (west, south, east, north) by a geometry that is read as `read` does, its positions not made. */
  widen(box: Float64Array, table: number, headerType: GeometryTypeName): void {
    this.#box = box
    try {
      this.read(table, headerType)
    } finally {
      this.#box = null
    }
  }

  #geometry(table: number, declared: GeometryTypeName, depth: number): Geometry | null {
    const type =
      declared === 'Unknown' ? GEOMETRY_TYPES[this.#reader.uint8(table, TYPE, 0)] : declared
    switch (type) {
      case 'Point': {
        const [position, another] = this.#positions(table)
        if (another) throw corrupt('a point has two positions')
        return position ? { type, coordinates: position } : null
      }
      case 'LineString':
      case 'MultiPoint': {
        const coordinates = this.#positions(table)
        return coordinates.length > 0 ? { type, coordinates } : null
      }
      case 'Polygon':
      case 'MultiLineString': {
        const coordinates = this.#lines(table)
        return coordinates.length > 0 ? { type, coordinates } : null
      }
      case 'Triangle': {
        const coordinates = this.#lines(table)
        return coordinates.length > 0 ? { type: 'Polygon', coordinates } : null
      }
      case 'MultiPolygon':
      case 'TIN':
      case 'PolyhedralSurface': {
        const coordinates = this.#parts(table, (part) => this.#lines(part)).filter(
          (rings) => rings.length > 0,
        )
        return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null
      }
      case 'GeometryCollection': {
        if (depth === MAX_DEPTH) throw corrupt('its collections are nested too deep')
        const geometries = this.#parts(table, (part) =>
          this.#geometry(part, 'Unknown', depth + 1),
        ).filter((part) => part !== null)
        return geometries.length > 0 ? { type, geometries } : null
      }
      case 'Unknown':
      case undefined:
        throw corrupt('a feature does not tell the type of its geometry')
      default:
        throw curved(type)
    }
  }

  #parts<Part>(table: number, read: (part: number) => Part): Part[] {
    const reader = this.#reader
    const vector = reader.vector(table, PARTS, 4)
    if (!vector) {
      if (reader.vector(table, XY, 8)?.length) throw corrupt('a geometry of parts has none')
      return []
    }
    this.#partsLeft -= vector.length
    if (this.#partsLeft < 0) throw corrupt('a geometry unfolds beyond its own bytes')
    return Array.from({ length: vector.length }, (_, i) =>
      read(reader.tableAt(vector.start + 4 * i)),
    )
  }

  #positions(table: number): Position[] {
    const xy = this.#reader.vector(table, XY, 8)
    if (!xy) return []
    return this.#slice(xy, this.#values(table, Z, xy), this.#values(table, M, xy), 0, xy.length / 2)
  }

  #lines(table: number): Position[][] {
    const reader = this.#reader
    const xy = reader.vector(table, XY, 8)
    if (!xy || xy.length === 0) return []
    const z = this.#values(table, Z, xy)
    const m = this.#values(table, M, xy)
    const count = xy.length / 2
    const ends = reader.vector(table, ENDS, 4)
    if (!ends || ends.length === 0) return [this.#slice(xy, z, m, 0, count)]
    const lines: Position[][] = []
    let from = 0
    for (let i = 0; i < ends.length; i++) {
      const end = reader.view.getUint32(ends.start + 4 * i, true)
      if (end < from || end > count) throw corrupt('a ring ends where it cannot')
      // An empty ring or line holds nothing and is nothing.
      if (end > from) lines.push(this.#slice(xy, z, m, from, end))
      from = end
    }
    if (from !== count) throw corrupt('positions belong to no ring')
    return lines
  }

  /** Values beside the positions, one for each, or null. */
  #values(table: number, id: number, xy: Vector): Vector | null {
    const vector = this.#reader.vector(table, id, 8)
    if (!vector || vector.length === 0) return null
    if (vector.length * 2 !== xy.length) throw corrupt('positions and heights differ in number')
    return vector
  }

  #slice(xy: Vector, z: Vector | null, m: Vector | null, from: number, end: number): Position[] {
    this.#positionsLeft -= end - from
    if (this.#positionsLeft < 0) throw corrupt('a geometry unfolds beyond its own bytes')
    if (xy.length % 2 !== 0) throw corrupt('a position has one coordinate')
    const { view } = this.#reader
    const box = this.#box
    const positions = new Array<Position>(box ? 0 : end - from)
    for (let i = from; i < end; i++) {
      const x = view.getFloat64(xy.start + 16 * i, true)
      const y = view.getFloat64(xy.start + 16 * i + 8, true)
      // Infinite and undefined numbers alone give something other than 0 here.
      if (x - x + (y - y) !== 0) {
        // Some writers put an empty point as NaN, NaN.
        if (xy.length === 2) return []
        throw notFinite()
      }
      if (box) widenBy(box, x, y)
      else positions[i - from] = [x, y]
    }
    // As many as tell one from several.
    if (box) return end - from > 1 ? SEVERAL : end > from ? ONE : []
    if (z || m) this.#addHeights(positions, z, m, from)
    return positions
  }

  /** NaN stands for "not given": such a position stays as short as it can be. */
  #addHeights(positions: Position[], z: Vector | null, m: Vector | null, from: number): void {
    const { view } = this.#reader
    positions.forEach((position, i) => {
      const height = z ? view.getFloat64(z.start + 8 * (from + i), true) : Number.NaN
      const measure = m ? view.getFloat64(m.start + 8 * (from + i), true) : Number.NaN
      if (!Number.isNaN(measure)) position.push(height, measure)
      else if (!Number.isNaN(height)) position.push(height)
    })
  }
}

function widenBy(box: Float64Array, x: number, y: number): void {
  if (x < box[0]!) box[0] = x
  if (y < box[1]!) box[1] = y
  if (x > box[2]!) box[2] = x
  if (y > box[3]!) box[3] = y
}

function notFinite(): ProblemError {
  return new ProblemError({
    code: 'flatgeobuf-coordinate',
    message: 'A feature of the file has a coordinate that is not a finite number.',
  })
}

function curved(type: GeometryTypeName): ProblemError {
  return new ProblemError({
    code: 'flatgeobuf-curves',
    message: `The file holds geometry of type ${type}, which has curves. Convert it to straight lines first: ogr2ogr -nlt CONVERT_TO_LINEAR.`,
    values: { type },
  })
}
