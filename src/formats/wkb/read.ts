import { type FeatureTable, GEOMETRY_CODES, type GeometryCode } from '../contract/feature-table.ts'
import { warnMeasuresWithoutHeights } from '../contract/measures.ts'
import type { WarningList } from '../contract/read-context.ts'
import { CURVES_STRAIGHTENED, type Ordinates, toStraightPieces } from '../geometry/arc.ts'

/**
 * Well-known binary (06-103r4 section 8, and PostGIS's extension of it) into the feature that is being
 * built. Curves, which GeoJSON does not have, become straight pieces, which is told; surfaces of triangles
 * or other faces become polygons. `false` where the bytes are none; the caller then drops what was begun.
 */
export function readWkb(bytes: Uint8Array, table: FeatureTable, warnings: WarningList): boolean {
  const reader = new WkbReader(bytes, table)
  try {
    const isRead = reader.geometry(0)
    if (isRead && reader.hasLoneMeasures) warnMeasuresWithoutHeights(warnings)
    if (isRead && reader.hasCurves) {
      warnings.add(CURVES_STRAIGHTENED)
    }
    return isRead
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const MOST_DEPTH = 16

/** Types that GeoJSON does not have, by their codes (ISO 13249-3, OGC 06-104r4 table 6). */
const CIRCULAR_STRING = 8
const COMPOUND_CURVE = 9
const CURVE_POLYGON = 10
const TRIANGLE = 17

/** What each of them becomes. */
const PLAIN_TYPES: ReadonlyMap<number, GeometryCode> = new Map([
  [CIRCULAR_STRING, GEOMETRY_CODES.LineString],
  [COMPOUND_CURVE, GEOMETRY_CODES.LineString],
  [CURVE_POLYGON, GEOMETRY_CODES.Polygon],
  // MultiCurve, MultiSurface, PolyhedralSurface, TIN.
  [11, GEOMETRY_CODES.MultiLineString],
  [12, GEOMETRY_CODES.MultiPolygon],
  [15, GEOMETRY_CODES.MultiPolygon],
  [16, GEOMETRY_CODES.MultiPolygon],
  [TRIANGLE, GEOMETRY_CODES.Polygon],
])

const EWKB_Z = 0x80000000
const EWKB_M = 0x40000000
const EWKB_SRID = 0x20000000

class WkbReader {
  readonly #view: DataView
  readonly #table: FeatureTable
  /** Whether measures were met without heights, and left out. */
  hasLoneMeasures = false
  hasCurves = false
  #at = 0
  #isLittle = true

  constructor(bytes: Uint8Array, table: FeatureTable) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#table = table
  }

  geometry(depth: number): boolean {
    const { code, hasZ, hasM } = this.#header()
    if (code === GEOMETRY_CODES.Point) return this.#point(hasZ, hasM)
    const type = PLAIN_TYPES.get(code) ?? (code as GeometryCode)
    if (type < 1 || type > 7 || depth > MOST_DEPTH) return false
    this.#table.begin(type, hasZ, hasM)
    if (type === GEOMETRY_CODES.LineString) return this.#curve(code, hasZ, hasM)
    if (type === GEOMETRY_CODES.Polygon) return this.#surface(code, hasZ, hasM)
    const count = this.#count(5)
    this.#table.count(count)
    for (let part = 0; part < count; part++) {
      if (type === GEOMETRY_CODES.GeometryCollection) {
        if (!this.geometry(depth + 1)) return false
      } else if (!this.#part(type, hasZ)) return false
    }
    return true
  }

  /** A part of a multiple, whose own header must say what the multiple says. */
  #part(type: GeometryCode, isHigh: boolean): boolean {
    const { code, hasZ, hasM } = this.#header()
    const plain = PLAIN_TYPES.get(code) ?? code
    if (plain !== type - 3 || hasZ !== isHigh) return false
    if (plain === GEOMETRY_CODES.Point) {
      this.#position(hasZ, hasM)
      return true
    }
    return plain === GEOMETRY_CODES.LineString
      ? this.#curve(code, hasZ, hasM)
      : this.#surface(code, hasZ, hasM)
  }

  #surface(code: number, hasZ: boolean, hasM: boolean): boolean {
    if (code !== CURVE_POLYGON) return this.#polygon(hasZ, hasM)
    const rings = this.#count(5)
    this.#table.count(rings)
    for (let ring = 0; ring < rings; ring++) {
      const header = this.#header()
      const plain = PLAIN_TYPES.get(header.code) ?? header.code
      if (plain !== GEOMETRY_CODES.LineString) return false
      if (header.hasZ !== hasZ || !this.#curve(header.code, hasZ, header.hasM)) return false
    }
    return true
  }

  #curve(code: number, hasZ: boolean, hasM: boolean): boolean {
    if (code === GEOMETRY_CODES.LineString) return this.#line(hasZ, hasM)
    this.hasCurves = true
    const pieces = this.#pieces(code, hasZ, hasM)
    if (!pieces) return false
    // Gone through twice, since there may be many more positions than the file has bytes for.
    let count = 0
    for (const _ of toPositions(pieces)) count++
    this.#table.count(count)
    for (const [x, y, third, fourth] of toPositions(pieces)) {
      this.#place(x!, y!, hasZ ? third! : null, hasM ? (hasZ ? fourth! : third!) : null)
    }
    return true
  }

  #pieces(code: number, hasZ: boolean, hasM: boolean): readonly CurvePiece[] | null {
    if (code !== COMPOUND_CURVE) {
      return [{ isArc: code === CIRCULAR_STRING, given: this.#ordinates(hasZ, hasM) }]
    }
    const count = this.#count(5)
    const pieces: CurvePiece[] = []
    for (let piece = 0; piece < count; piece++) {
      const header = this.#header()
      const isArc = header.code === CIRCULAR_STRING
      if (!isArc && header.code !== GEOMETRY_CODES.LineString) return null
      if (header.hasZ !== hasZ || header.hasM !== hasM) return null
      pieces.push({ isArc, given: this.#ordinates(hasZ, hasM) })
    }
    return pieces
  }

  #ordinates(hasZ: boolean, hasM: boolean): readonly Ordinates[] {
    const width = 2 + Number(hasZ) + Number(hasM)
    const count = this.#count(8 * width)
    return Array.from({ length: count }, () => Array.from({ length: width }, () => this.#double()))
  }

  #double(): number {
    const value = this.#view.getFloat64(this.#at, this.#isLittle)
    this.#at += 8
    return value
  }

  #header(): { readonly code: number; readonly hasZ: boolean; readonly hasM: boolean } {
    const order = this.#view.getUint8(this.#at)
    if (order > 1) return { code: 0, hasZ: false, hasM: false }
    this.#isLittle = order === 1
    const word = this.#view.getUint32(this.#at + 1, this.#isLittle)
    this.#at += 5
    if (word & EWKB_SRID) this.#at += 4
    const iso = word & 0x0fffffff
    const dimension = Math.floor(iso / 1000)
    return {
      code: dimension <= 3 ? iso % 1000 : 0,
      hasZ: (word & EWKB_Z) !== 0 || dimension === 1 || dimension === 3,
      hasM: (word & EWKB_M) !== 0 || dimension === 2 || dimension === 3,
    }
  }

  /** A point without a place has NaN for its coordinates. */
  #point(hasZ: boolean, hasM: boolean): boolean {
    const x = this.#view.getFloat64(this.#at, this.#isLittle)
    const y = this.#view.getFloat64(this.#at + 8, this.#isLittle)
    if (Number.isNaN(x) && Number.isNaN(y)) {
      this.#at += 16 + (hasZ ? 8 : 0) + (hasM ? 8 : 0)
      this.#table.beginEmptyPoint()
      return true
    }
    this.#table.begin(GEOMETRY_CODES.Point, hasZ, hasM)
    this.#position(hasZ, hasM)
    return true
  }

  #line(hasZ: boolean, hasM: boolean): boolean {
    const count = this.#count(16)
    this.#table.count(count)
    for (let index = 0; index < count; index++) this.#position(hasZ, hasM)
    return true
  }

  #polygon(hasZ: boolean, hasM: boolean): boolean {
    const rings = this.#count(4)
    this.#table.count(rings)
    for (let ring = 0; ring < rings; ring++) this.#line(hasZ, hasM)
    return true
  }

  #position(hasZ: boolean, hasM: boolean): void {
    const x = this.#double()
    const y = this.#double()
    const height = hasZ ? this.#double() : null
    this.#place(x, y, height, hasM ? this.#double() : null)
  }

  #place(x: number, y: number, height: number | null, measure: number | null): void {
    if (height === null) this.#table.position(x, y)
    else this.#table.positionWithHeight(x, y, height)
    if (measure === null) return
    if (height === null) this.hasLoneMeasures = true
    else this.#table.measure(measure)
  }

  /** A count that the rest of the bytes have room for. */
  #count(bytesEach: number): number {
    const count = this.#view.getUint32(this.#at, this.#isLittle)
    this.#at += 4
    if (count > (this.#view.byteLength - this.#at) / bytesEach) throw new RangeError('count')
    return count
  }
}

/** A part of a curve: a circular string, or straight lines. */
interface CurvePiece {
  readonly isArc: boolean
  readonly given: readonly Ordinates[]
}

/** The positions of pieces one after another; where two meet, the position once. */
function* toPositions(pieces: readonly CurvePiece[]): Generator<Ordinates, void> {
  let last: Ordinates | null = null
  for (const { isArc, given } of pieces) {
    const positions: Iterable<Ordinates> = isArc ? toStraightPieces(given) : given
    let isFirst = true
    for (const position of positions) {
      const meets: boolean = isFirst && last?.[0] === position[0] && last?.[1] === position[1]
      isFirst = false
      last = position
      if (!meets) yield position
    }
  }
}
