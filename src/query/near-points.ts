import type { Geometry, Position } from 'geojson'
import { LEAST_METERS_PER_DEGREE } from '../geo/bbox.ts'
import { ellipsoidDistanceMeters } from '../geo/distance.ts'
import { eachPosition, linesOf } from '../geo/positions.ts'

const RADIANS = Math.PI / 180
/** The mean radius of WGS 84 (IUGG). */
const RADIUS_METERS = 6_371_008.8
/**
 * A distance on the ellipsoid is between these shares of that on the sphere: the radii of curvature lie between
 * 6,335 km (along a meridian, at the equator) and 6,400 km (at the poles).
 */
const LEAST_SHARE = 0.994
const MOST_SHARE = 1.005
/** Cells are no smaller than this: more of them would take longer to make than they save. */
const LEAST_CELL_DEGREES = 0.25

/** Places as they come in boxes or arrays of pairs. */
export interface Places {
  readonly lons: Float64Array
  readonly lats: Float64Array
}

/** A degree is nowhere longer than this: of latitude at the poles, of longitude along the equator. */
const MOST_METERS_PER_DEGREE = 111_700
/** More places than these along lines take longer to look at than they save. */
const MOST_PLACES = 500_000

/** Places that stand for geometries: no position of them, nor of their edges, is farther from all than `stepMeters`. */
export interface Stations extends Places {
  readonly stepMeters: number
}

/**
 * Places along geometries, in longitude and latitude: of points themselves, of lines and edges of areas so near to each
 * other that none of their positions is farther from one than a step; corners nearer than that are left out.
 *
 * @param stepMeters at the least: it is longer where there would be more than half a million places
 */
export function stationsOf(geometries: readonly Geometry[], stepMeters: number): Stations {
  const points: Position[] = []
  const lines: Position[][] = []
  for (const geometry of geometries) gather(geometry, points, lines)
  let most = 0
  for (const line of lines) {
    for (let at = 1; at < line.length; at++) most += mostMetersBetween(line[at - 1]!, line[at]!)
  }
  const step = most > 0 ? Math.max(stepMeters, most / MOST_PLACES) : 0
  const lons = points.map(([lon]) => lon!)
  const lats = points.map(([, lat]) => lat!)
  for (const line of lines) {
    let last: Position | undefined
    for (const [at, corner] of line.entries()) {
      if (last && mostMetersBetween(last, corner) <= step) continue
      const [x, y] = corner as [number, number]
      const [fromX, fromY] = (line[at - 1] ?? corner) as [number, number]
      const parts = Math.max(1, Math.ceil(mostMetersBetween([fromX, fromY], corner) / step))
      for (let part = 1; part < parts; part++) {
        lons.push(fromX + (part / parts) * (x - fromX))
        lats.push(fromY + (part / parts) * (y - fromY))
      }
      lons.push(x)
      lats.push(y)
      last = corner
    }
  }
  return { lons: Float64Array.from(lons), lats: Float64Array.from(lats), stepMeters: step }
}

/** Adds what a geometry has of points to the ones, and of lines and rings to the others. */
function gather(geometry: Geometry, points: Position[], lines: Position[][]): void {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) gather(part, points, lines)
  } else if (geometry.type === 'Point' || geometry.type === 'MultiPoint') {
    eachPosition(geometry, (position) => points.push(position))
  } else {
    for (const line of linesOf(geometry)) lines.push(line)
  }
}

/** As long as a straight edge in longitude and latitude is at the most. */
function mostMetersBetween([x1, y1]: Position, [x2, y2]: Position): number {
  const flattest = y1! > 0 === y2! > 0 ? Math.min(Math.abs(y1!), Math.abs(y2!)) : 0
  const across = (x2! - x1!) * Math.cos(flattest * RADIANS)
  return MOST_METERS_PER_DEGREE * Math.hypot(across, y2! - y1!)
}

/**
 * Which places are within a distance of any of some others, 1 or 0 each. The others stand in cells of latitude and longitude that are as
 * wide as the distance; those of the nine cells around a place are held against it by their chord on a
 * sphere, and by the ellipsoid where the sphere does not settle it.
 */
export function withinOfPlaces(places: Places, others: Places, meters: number): Uint8Array {
  const cells = new Cells(others, meters)
  const chord = (angle: number) => (2 * Math.sin(Math.min(Math.PI, angle) / 2)) ** 2
  const surely = chord(meters / RADIUS_METERS / MOST_SHARE)
  const perhaps = chord(meters / RADIUS_METERS / LEAST_SHARE)
  const { positions } = cells
  const { lons, lats } = places
  const within = new Uint8Array(lons.length)
  for (let row = 0; row < within.length; row++) {
    const [lon, lat] = [lons[row]!, lats[row]!]
    if (!(Math.abs(lat) <= 90)) continue
    let isNear = false
    const ranges = cells.around(lon, lat)
    if (ranges === 0) continue
    const across = Math.cos(lat * RADIANS)
    const x = across * Math.cos(lon * RADIANS)
    const y = across * Math.sin(lon * RADIANS)
    const z = Math.sin(lat * RADIANS)
    for (let range = 0; range < ranges && !isNear; range++) {
      const end = cells.ends[range]!
      for (let nth = cells.starts[range]!; nth < end; nth++) {
        const dx = positions[3 * nth]! - x
        const dy = positions[3 * nth + 1]! - y
        const dz = positions[3 * nth + 2]! - z
        const square = dx * dx + dy * dy + dz * dz
        if (square > perhaps) continue
        const other = cells.order[nth]!
        if (
          square <= surely ||
          ellipsoidDistanceMeters(lon, lat, others.lons[other]!, others.lats[other]!) <= meters
        ) {
          isNear = true
          break
        }
      }
    }
    within[row] = isNear ? 1 : 0
  }
  return within
}

/** Places by their cell. */
class Cells {
  /** The places in the order of their cells. */
  readonly order: Uint32Array
  /** On the unit sphere, in that order. */
  readonly positions: Float64Array
  /** What `around` found last. */
  readonly starts = new Uint32Array(9)
  readonly ends = new Uint32Array(9)
  readonly #height: number
  readonly #bandCount: number
  /** The cells of each band of latitude, and the number of its first. */
  readonly #columns: Uint32Array
  readonly #first: Uint32Array
  readonly #cellStarts: Uint32Array

  constructor({ lons, lats }: Places, meters: number) {
    const degrees = Math.max(LEAST_CELL_DEGREES, meters / LEAST_METERS_PER_DEGREE)
    this.#bandCount = Math.max(1, Math.floor(180 / degrees))
    this.#height = 180 / this.#bandCount
    this.#columns = new Uint32Array(this.#bandCount)
    this.#first = new Uint32Array(this.#bandCount + 1)
    for (let band = 0; band < this.#bandCount; band++) {
      const south = band * this.#height - 90
      // A place in the next band may look into this one.
      const steepest = Math.max(Math.abs(south), Math.abs(south + this.#height)) + this.#height
      const sine =
        Math.sin(Math.min(90, degrees) * RADIANS) / Math.cos(Math.min(90, steepest) * RADIANS)
      const wide = steepest < 90 && sine < 1 ? Math.asin(sine) / RADIANS : 360
      this.#columns[band] = Math.max(1, Math.floor(360 / wide))
      this.#first[band + 1] = this.#first[band]! + this.#columns[band]!
    }
    const cellCount = this.#first[this.#bandCount]!
    const starts = new Uint32Array(cellCount + 1)
    const cellOf = new Uint32Array(lons.length)
    let count = 0
    for (let place = 0; place < lons.length; place++) {
      if (!(Math.abs(lats[place]!) <= 90)) {
        cellOf[place] = cellCount
        continue
      }
      const band = this.#bandOf(lats[place]!)
      cellOf[place] = this.#first[band]! + this.#columnOf(band, lons[place]!)
      starts[cellOf[place]! + 1]!++
      count++
    }
    for (let cell = 0; cell < cellCount; cell++)
      starts[cell + 1] = starts[cell + 1]! + starts[cell]!
    this.#cellStarts = starts.slice()
    this.order = new Uint32Array(count)
    this.positions = new Float64Array(3 * count)
    for (let place = 0; place < lons.length; place++) {
      const cell = cellOf[place]!
      if (cell === cellCount) continue
      const nth = starts[cell]!++
      this.order[nth] = place
      const across = Math.cos(lats[place]! * RADIANS)
      this.positions[3 * nth] = across * Math.cos(lons[place]! * RADIANS)
      this.positions[3 * nth + 1] = across * Math.sin(lons[place]! * RADIANS)
      this.positions[3 * nth + 2] = Math.sin(lats[place]! * RADIANS)
    }
  }

  /** Puts the ranges of the cells around a place that hold any into `starts` and `ends`, and gives how many there are. */
  around(lon: number, lat: number): number {
    const own = this.#bandOf(lat)
    let count = 0
    for (let band = Math.max(0, own - 1); band <= own + 1 && band < this.#bandCount; band++) {
      const columns = this.#columns[band]!
      const first = this.#first[band]!
      const middle = this.#columnOf(band, lon)
      for (let step = columns < 3 ? 0 : -1; step <= (columns < 3 ? columns - 1 : 1); step++) {
        const cell = first + ((middle + step + columns) % columns)
        const start = this.#cellStarts[cell]!
        const end = this.#cellStarts[cell + 1]!
        if (start === end) continue
        this.starts[count] = start
        this.ends[count++] = end
      }
    }
    return count
  }

  #bandOf(lat: number): number {
    return Math.min(this.#bandCount - 1, Math.floor((lat + 90) / this.#height))
  }

  #columnOf(band: number, lon: number): number {
    const columns = this.#columns[band]!
    const turns = (lon + 180) / 360
    return Math.min(columns - 1, Math.floor((turns - Math.floor(turns)) * columns))
  }
}
