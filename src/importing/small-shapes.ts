import type { Geometry, Position } from 'geojson'
import { boundsOf, type FeatureTable } from '../formats/contract/feature-table.ts'
import { type Bbox, isEmpty } from '../geo/bbox.ts'
import { toNaaf } from '../geo/naaf.ts'
import { CellNumbers, toCellIds } from './cell-numbers.ts'

/**
 * Areas and lines that are too small to be seen at the scales of an overview. Left alone, a layer of
 * parks or plants would be an empty map of the continent. So each stands for itself as a mark of a few
 * pixels, a square or a short stroke; but the largest alone of those of a kind that fall together, and none
 * where a larger shape of the layer has its edge: beside it, as in a map of soils, marks would show
 * more of the small than there is.
 */

/** In tolerances, of which two are a pixel at the largest scale that the overview serves. */
const SMALL_TOLERANCES = 5
const MARK_TOLERANCES = 9

const METERS_PER_DEGREE = 111_195

/** What is narrower than this both ways is small where half a pixel is `toleranceMeters`. */
export const smallMeters = (toleranceMeters: number): number => SMALL_TOLERANCES * toleranceMeters

/** The greater of the two sides of a box, in metres; nothing for an empty box. */
export function widthMeters(bbox: Bbox): number {
  if (isEmpty(bbox)) return 0
  const [west, south, east, north] = bbox
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  return METERS_PER_DEGREE * Math.max(north - south, (east - west) * shrink)
}

const EXTENDED: ReadonlySet<Geometry['type']> = new Set([
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
])

/** Points have marks of their own, and collections may hold some. */
export const isExtended = (type: Geometry['type']): boolean => EXTENDED.has(type)

/** The parts of areas and lines, islands and strokes, in typed arrays. */
export class Parts {
  /** Of each part the row of its feature. */
  readonly rows: Uint32Array
  /** Of each part the greater of the sides of its box, in metres. */
  readonly widths: Float32Array
  /** Of each part the middle of its box in the Framework's plane, x and y in turn, in metres. */
  readonly middles: Float64Array
  /** Of each row the greatest width of its parts; endless for what is neither areas nor lines, or has no place. */
  readonly rowWidths: Float32Array
  readonly #plane: Float64Array
  /** Of each part `[west, south, east, north]` in degrees. */
  readonly #boxes: Float64Array
  /** Of each part the place of its first position in the table and of the one after its first line or ring. */
  readonly #starts: Uint32Array
  readonly #ends: Uint32Array
  /** 1 for an area, 0 for a line. */
  readonly #areAreas: Uint8Array

  /** @param isPlaced whether all positions of a row are numbers */
  constructor(table: FeatureTable, isPlaced: (row: number) => boolean) {
    const eachRow = (visit: (row: number) => void) => {
      for (let row = 0; row < table.length; row++) {
        const type = table.geometryType(row)
        if (type && isExtended(type) && isPlaced(row)) visit(row)
      }
    }
    let count = 0
    eachRow((row) => {
      let last = -1
      table.eachRun(row, (_kind, _start, _count, part) => {
        if (part !== last) count++
        last = part
      })
    })
    const { plane } = table
    this.#plane = plane
    this.rows = new Uint32Array(count)
    this.widths = new Float32Array(count)
    this.middles = new Float64Array(2 * count)
    this.rowWidths = new Float32Array(table.length).fill(Number.POSITIVE_INFINITY)
    this.#boxes = new Float64Array(4 * count)
    this.#starts = new Uint32Array(count)
    this.#ends = new Uint32Array(count)
    this.#areAreas = new Uint8Array(count)
    let next = 0
    eachRow((row) => {
      const first = next
      let last = -1
      let end = 0
      table.eachRun(row, (kind, start, of, part) => {
        end = start + of
        if (part === last) return
        if (last >= 0)
          this.#boxes.set(boundsOf(plane, 2 * this.#starts[next - 1]!, 2 * start), 4 * (next - 1))
        last = part
        this.rows[next] = row
        this.#areAreas[next] = kind === 'ring' ? 1 : 0
        this.#starts[next] = start
        this.#ends[next++] = end
      })
      if (next === first) return
      this.#boxes.set(boundsOf(plane, 2 * this.#starts[next - 1]!, 2 * end), 4 * (next - 1))
      let widest = 0
      for (let part = first; part < next; part++) {
        const box = this.#box(part)
        const [west, south, east, north] = box
        // Parts without any position are none that could be seen as marks.
        const width = isEmpty(box) ? Number.POSITIVE_INFINITY : widthMeters(box)
        this.widths[part] = width
        widest = Math.max(widest, width)
        const [x, y] = toNaaf((west + east) / 2, (south + north) / 2)
        this.middles[2 * part] = x
        this.middles[2 * part + 1] = y
      }
      this.rowWidths[row] = widest
    })
  }

  get count(): number {
    return this.rows.length
  }

  #box(part: number): Bbox {
    const at = 4 * part
    return [this.#boxes[at]!, this.#boxes[at + 1]!, this.#boxes[at + 2]!, this.#boxes[at + 3]!]
  }

  /** How many positions the mark of a part has. */
  markPositions(part: number): number {
    return this.#areAreas[part] === 1 ? CORNERS + 1 : 2
  }

  /** The corners of a part's box in the Framework's plane. */
  corners(part: number): readonly (readonly [x: number, y: number])[] {
    const [west, south, east, north] = this.#box(part)
    return [toNaaf(west, south), toNaaf(west, north), toNaaf(east, south), toNaaf(east, north)]
  }

  /** A mark so wide around the middle of a part: a line keeps its direction. Longitude, latitude. */
  mark(part: number, meters: number): Geometry {
    const [west, south, east, north] = this.#box(part)
    const [lon, lat] = [(west + east) / 2, (south + north) / 2]
    const isArea = this.#areAreas[part] === 1
    // To the corners of the square, or to the ends of the stroke.
    const reach = (meters / 2 / METERS_PER_DEGREE) * (isArea ? Math.SQRT2 : 1)
    // Near a pole a degree of longitude is next to nothing.
    const stretch = 1 / Math.max(0.02, Math.cos((lat * Math.PI) / 180))
    if (isArea) {
      const ring: Position[] = []
      for (let corner = 0; corner < CORNERS; corner++) {
        const angle = (2 * Math.PI * (corner + 0.5)) / CORNERS
        ring.push(placeAt(lon, lat, reach, stretch, angle))
      }
      return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }
    }
    const [first, last] = [2 * this.#starts[part]!, 2 * (this.#ends[part]! - 1)]
    const plane = this.#plane
    const angle = Math.atan2(
      plane[last + 1]! - plane[first + 1]!,
      (plane[last]! - plane[first]!) / stretch,
    )
    const ends = [angle + Math.PI, angle]
    return {
      type: 'LineString',
      coordinates: ends.map((each) => placeAt(lon, lat, reach, stretch, each)),
    }
  }
}

/** The place in a direction from another, `reach` degrees of latitude away, which stays on Earth. */
function placeAt(
  lon: number,
  lat: number,
  reach: number,
  stretch: number,
  angle: number,
): Position {
  return [
    lon + reach * stretch * Math.cos(angle),
    Math.max(-90, Math.min(90, lat + reach * Math.sin(angle))),
  ]
}

/** Corners of a square: any more would be lost again where tiles are simplified. */
const CORNERS = 4

/** How marks stand: wide enough to stand out, or beside each other where there are many. */
type MarkStyle = 'standing out' | 'beside'

/** The cells of an overview, in which small shapes fall together. */
export class MarkCells {
  readonly markMeters: number
  readonly #cellMeters: number
  readonly #cellAt: (x: number, y: number) => number
  /** Where the edges of shapes run that are seen. */
  readonly #covered = new CellNumbers()

  constructor(toleranceMeters: number, marks: MarkStyle) {
    this.#cellMeters = smallMeters(toleranceMeters)
    this.#cellAt = toCellIds(this.#cellMeters)
    this.markMeters = marks === 'beside' ? this.#cellMeters : MARK_TOLERANCES * toleranceMeters
  }

  /** Where the edge of a shape that is seen runs, from one place of the Framework's plane to another, no mark is needed. */
  cover(fromX: number, fromY: number, toX: number, toY: number): void {
    const steps = Math.ceil(Math.hypot(toX - fromX, toY - fromY) / this.#cellMeters)
    for (let step = 0; step < steps; step++) {
      const share = step / steps
      this.#covered.add(this.#cellAt(fromX + (toX - fromX) * share, fromY + (toY - fromY) * share))
    }
    this.#covered.add(this.#cellAt(toX, toY))
  }

  /**
   * The parts that are marks: of those of small features that fall together the largest of each kind, where no edge
   * is that was covered.
   *
   * @param areLeft 1 for parts that may be marks
   * @param kindOf the kind of a row's feature, from 0 to `kinds` − 1
   */
  marks(
    parts: Parts,
    areLeft: Uint8Array,
    kindOf: (row: number) => number,
    kinds: number,
  ): Uint32Array {
    const { rows, rowWidths, widths, middles } = parts
    const cells = new CellNumbers()
    const largest: number[] = []
    for (let part = 0; part < parts.count; part++) {
      if (areLeft[part] === 0) continue
      const row = rows[part]!
      if (rowWidths[row]! >= this.#cellMeters) continue
      const cell = this.#cellAt(middles[2 * part]!, middles[2 * part + 1]!)
      const number = cells.add(cell * kinds + kindOf(row))
      const other = largest[number]
      if (other === undefined || widths[part]! > widths[other]!) largest[number] = part
    }
    return Uint32Array.from(largest.filter((part) => !this.#isCovered(parts, part)))
  }

  #isCovered(parts: Parts, part: number): boolean {
    if (this.#covered.count === 0) return false
    const { middles } = parts
    return (
      this.#covered.has(this.#cellAt(middles[2 * part]!, middles[2 * part + 1]!)) ||
      parts.corners(part).some(([x, y]) => this.#covered.has(this.#cellAt(x, y)))
    )
  }
}
