import { type FeatureTable, GEOMETRY_CODES, type GeometryCode } from '../contract/feature-table.ts'
import { warnMeasuresWithoutHeights } from '../contract/measures.ts'
import type { WarningList } from '../contract/read-context.ts'

/**
 * Well-known binary (06-103r4 section 8, and PostGIS's extension of it) into the feature that is being
 * built. `false` where the bytes are none, or of a curve or surface type that GeoJSON does not have; the
 * caller then drops what was begun.
 */
export function readWkb(bytes: Uint8Array, table: FeatureTable, warnings: WarningList): boolean {
  const reader = new WkbReader(bytes, table)
  try {
    const isRead = reader.geometry(0)
    if (isRead && reader.hasLoneMeasures) warnMeasuresWithoutHeights(warnings)
    return isRead
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const MOST_DEPTH = 16
const EWKB_Z = 0x80000000
const EWKB_M = 0x40000000
const EWKB_SRID = 0x20000000

class WkbReader {
  readonly #view: DataView
  readonly #table: FeatureTable
  /** Whether measures were met without heights, and left out. */
  hasLoneMeasures = false
  #at = 0
  #isLittle = true

  constructor(bytes: Uint8Array, table: FeatureTable) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#table = table
  }

  geometry(depth: number): boolean {
    const { code, hasZ, hasM } = this.#header()
    if (code === GEOMETRY_CODES.Point) return this.#point(hasZ, hasM)
    if (code < 1 || code > 7 || depth > MOST_DEPTH) return false
    const type = code as GeometryCode
    this.#table.begin(type, hasZ, hasM)
    if (type === GEOMETRY_CODES.LineString) return this.#line(hasZ, hasM)
    if (type === GEOMETRY_CODES.Polygon) return this.#polygon(hasZ, hasM)
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
    if (code !== type - 3 || hasZ !== isHigh) return false
    if (code === GEOMETRY_CODES.Point) {
      this.#position(hasZ, hasM)
      return true
    }
    return code === GEOMETRY_CODES.LineString ? this.#line(hasZ, hasM) : this.#polygon(hasZ, hasM)
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
    const x = this.#view.getFloat64(this.#at, this.#isLittle)
    const y = this.#view.getFloat64(this.#at + 8, this.#isLittle)
    this.#at += 16
    if (hasZ) {
      this.#table.positionWithHeight(x, y, this.#view.getFloat64(this.#at, this.#isLittle))
      this.#at += 8
    } else {
      this.#table.position(x, y)
    }
    if (hasM) {
      const measure = this.#view.getFloat64(this.#at, this.#isLittle)
      if (hasZ) this.#table.measure(measure)
      else this.hasLoneMeasures = true
      this.#at += 8
    }
  }

  /** A count that the rest of the bytes have room for. */
  #count(bytesEach: number): number {
    const count = this.#view.getUint32(this.#at, this.#isLittle)
    this.#at += 4
    if (count > (this.#view.byteLength - this.#at) / bytesEach) throw new RangeError('count')
    return count
  }
}
