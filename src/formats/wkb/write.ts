import type { Geometry, Position } from 'geojson'
import { type Bbox, EMPTY_BBOX } from '../../geo/bbox.ts'
import type { ByteWriter } from '../bytes/byte-writer.ts'
import { dimensionOf } from '../geometry/dimension-of.ts'

/** Geometry codes of well-known binary (OGC 06-103r4 section 8.2.3); +1000 with Z, +3000 with Z and M. */
const CODES = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const

const DIMENSION_CODES = [0, 0, 0, 1000, 3000]

/** The `GeoPackageBinaryHeader` (OGC 12-128r17 section 2.1.3): magic, version, flags, SRS, envelope. */
const HEADER_BYTES = 8
const ENVELOPE_BYTES = 32
const LITTLE_ENDIAN = 0b000001
const ENVELOPE_XY = 0b000010
const EMPTY = 0b010000

/**
 * Writes a geometry as a GeoPackage BLOB and gives its box; the bytes are good until the next one is written. Points go without an envelope: it would
 * say what they say.
 */
export class GeometryBlobWriter {
  /** Positions without a height in a geometry that has heights; they are written as 0. */
  missingHeights = 0
  readonly #out: ByteWriter
  readonly #srsId: number
  #dimension = 2
  #bbox: [number, number, number, number] = [0, 0, 0, 0]

  constructor(out: ByteWriter, srsId: number) {
    this.#out = out
    this.#srsId = srsId
  }

  write(geometry: Geometry): { bytes: Uint8Array; bbox: Bbox } {
    const out = this.#out
    out.at = 0
    this.#bbox = [...EMPTY_BBOX]
    this.#dimension = dimensionOf(geometry)
    const withEnvelope = geometry.type !== 'Point'
    out.reserve(HEADER_BYTES + ENVELOPE_BYTES)
    out.at = HEADER_BYTES + (withEnvelope ? ENVELOPE_BYTES : 0)
    this.#geometry(geometry)
    const isEmpty = this.#bbox[0] > this.#bbox[2]
    const { bytes, view } = out
    bytes[0] = 0x47
    bytes[1] = 0x50
    bytes[2] = 0
    bytes[3] = LITTLE_ENDIAN | (withEnvelope ? ENVELOPE_XY : 0) | (isEmpty ? EMPTY : 0)
    view.setInt32(4, this.#srsId, true)
    if (withEnvelope) {
      const [west, south, east, north] = this.#bbox
      const envelope = isEmpty
        ? [Number.NaN, Number.NaN, Number.NaN, Number.NaN]
        : [west, east, south, north]
      envelope.forEach((value, index) => {
        view.setFloat64(HEADER_BYTES + 8 * index, value, true)
      })
    }
    return { bytes: bytes.subarray(0, out.at), bbox: this.#bbox }
  }

  #geometry(geometry: Geometry): void {
    this.#out.reserve(9)
    this.#out.bytes[this.#out.at] = 1
    this.#uint32(CODES[geometry.type] + DIMENSION_CODES[this.#dimension]!, 1)
    switch (geometry.type) {
      case 'Point':
        this.#positions(geometry.coordinates.length > 0 ? [geometry.coordinates] : [EMPTY_POINT])
        return
      case 'LineString':
        this.#line(geometry.coordinates)
        return
      case 'Polygon':
        this.#polygon(geometry.coordinates)
        return
      case 'MultiPoint':
        this.#parts(geometry.coordinates, (coordinates) => ({ type: 'Point', coordinates }))
        return
      case 'MultiLineString':
        this.#parts(geometry.coordinates, (coordinates) => ({ type: 'LineString', coordinates }))
        return
      case 'MultiPolygon':
        this.#parts(geometry.coordinates, (coordinates) => ({ type: 'Polygon', coordinates }))
        return
      case 'GeometryCollection':
        this.#parts(geometry.geometries, (part) => part)
    }
  }

  #parts<Part>(parts: readonly Part[], toGeometry: (part: Part) => Geometry): void {
    this.#uint32(parts.length)
    for (const part of parts) this.#geometry(toGeometry(part))
  }

  #polygon(rings: readonly Position[][]): void {
    this.#uint32(rings.length)
    for (const ring of rings) this.#line(ring)
  }

  #line(positions: readonly Position[]): void {
    this.#uint32(positions.length)
    this.#positions(positions)
  }

  #uint32(value: number, skip = 0): void {
    this.#out.reserve(4 + skip)
    this.#out.view.setUint32(this.#out.at + skip, value, true)
    this.#out.at += 4 + skip
  }

  #positions(positions: readonly Position[]): void {
    const out = this.#out
    const dimension = this.#dimension
    out.reserve(positions.length * 8 * dimension)
    const { view } = out
    const bbox = this.#bbox
    let { at } = out
    for (const position of positions) {
      const x = position[0]!
      const y = position[1]!
      view.setFloat64(at, x, true)
      view.setFloat64(at + 8, y, true)
      at += 16
      for (let ordinate = 2; ordinate < dimension; ordinate++) {
        const value = position[ordinate]
        if (value === undefined) this.missingHeights++
        view.setFloat64(at, value ?? 0, true)
        at += 8
      }
      if (x < bbox[0]) bbox[0] = x
      if (x > bbox[2]) bbox[2] = x
      if (y < bbox[1]) bbox[1] = y
      if (y > bbox[3]) bbox[3] = y
    }
    out.at = at
  }
}

/** An empty point's coordinates are not numbers (OGC 12-128r17 section 2.1.3.1.1). */
const EMPTY_POINT: Position = [Number.NaN, Number.NaN, Number.NaN, Number.NaN]
