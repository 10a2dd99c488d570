import type { Geometry, Position } from 'geojson'
import { type Bbox, splitAtAntimeridian } from './bbox.ts'

/** Where there is something is known to a tenth of a degree, and the ends of a gap exactly. */
const BINS = 3600
/** A box that would leave out less than this much of the Earth's turn goes all the way round. */
const LEAST_GAP_DEGREES = 30

/**
 * Finds the box of geometries that takes the short way round: where they lie on both sides of the
 * antimeridian, and most of the Earth's turn holds none of them, its west is greater than its east (RFC 7946
 * section 5.2). Longitudes and latitudes are degrees of WGS 84, from −180 to 180.
 */
export class ShortWayBox {
  /** Of each bin, the least and the greatest longitude in it; an empty bin has none. */
  readonly #wests = new Float64Array(BINS).fill(Number.POSITIVE_INFINITY)
  readonly #easts = new Float64Array(BINS).fill(Number.NEGATIVE_INFINITY)
  #south = Number.POSITIVE_INFINITY
  #north = Number.NEGATIVE_INFINITY

  add(geometry: Geometry): void {
    switch (geometry.type) {
      case 'Point':
        this.#addLine([geometry.coordinates])
        break
      case 'MultiPoint':
        for (const position of geometry.coordinates) this.#addLine([position])
        break
      case 'LineString':
        this.#addLine(geometry.coordinates)
        break
      case 'MultiLineString':
      case 'Polygon':
        for (const line of geometry.coordinates) this.#addLine(line)
        break
      case 'MultiPolygon':
        for (const rings of geometry.coordinates) for (const ring of rings) this.#addLine(ring)
        break
      case 'GeometryCollection':
        for (const part of geometry.geometries) this.add(part)
    }
  }

  addBox(bbox: Bbox): void {
    for (const [west, south, east, north] of splitAtAntimeridian(bbox)) {
      this.#addSpan(west, south, east, north)
    }
  }

  /** Positions that hang together: all between the first and the last longitude is theirs. */
  #addLine(line: readonly Position[]): void {
    let west = Number.POSITIVE_INFINITY
    let south = Number.POSITIVE_INFINITY
    let east = Number.NEGATIVE_INFINITY
    let north = Number.NEGATIVE_INFINITY
    for (const [lon, lat] of line) {
      if (lon === undefined || lat === undefined) continue
      if (lon < west) west = lon
      if (lon > east) east = lon
      if (lat < south) south = lat
      if (lat > north) north = lat
    }
    if (west <= east) this.#addSpan(west, south, east, north)
  }

  #addSpan(west: number, south: number, east: number, north: number): void {
    const first = binOf(west)
    const last = binOf(east)
    for (let bin = first; bin <= last; bin++) {
      this.#wests[bin] = Math.min(this.#wests[bin]!, bin === first ? west : startOf(bin))
      this.#easts[bin] = Math.max(this.#easts[bin]!, bin === last ? east : startOf(bin + 1))
    }
    this.#south = Math.min(this.#south, south)
    this.#north = Math.max(this.#north, north)
  }

  /** The box of all that was added; `null` where there was nothing. */
  bbox(): Bbox | null {
    const filled: number[] = []
    for (let bin = 0; bin < BINS; bin++)
      if (this.#wests[bin]! <= this.#easts[bin]!) filled.push(bin)
    if (filled.length === 0) return null
    let west = this.#wests[filled[0]!]!
    let east = this.#easts[filled.at(-1)!]!
    // What the plain box leaves out, around the antimeridian; another gap must be wider.
    let widest = Math.max(LEAST_GAP_DEGREES, west + 180 + (180 - east))
    for (let at = 1; at < filled.length; at++) {
      const gapWest = this.#easts[filled[at - 1]!]!
      const gapEast = this.#wests[filled[at]!]!
      if (gapEast - gapWest <= widest) continue
      widest = gapEast - gapWest
      west = gapEast
      east = gapWest
    }
    return [west, this.#south, east, this.#north]
  }
}

const binOf = (lon: number): number =>
  Math.max(0, Math.min(BINS - 1, Math.floor(((lon + 180) * BINS) / 360)))
const startOf = (bin: number): number => (bin * 360) / BINS - 180
