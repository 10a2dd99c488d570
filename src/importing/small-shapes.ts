import type { Geometry, LineString, Polygon, Position } from 'geojson'
import { type Bbox, isEmpty } from '../geo/bbox.ts'
import { toNaaf } from '../geo/naaf.ts'
import { geometryBbox } from '../geo/positions.ts'
import type { Feature } from '../model/feature.ts'

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

/** One part of a small feature: an island, a stroke. */
interface Mark {
  readonly feature: Feature
  readonly part: Part
  readonly bbox: Bbox
  isNeeded: boolean
}

type Part = LineString | Polygon

export class SmallShapes {
  readonly toleranceMeters: number
  readonly #cellMeters: number
  readonly #markMeters: number
  /** The marks of the cells that the box of their shape touches. */
  readonly #marks = new Map<number, Mark[]>()
  /** The largest of each cell, by kind. */
  readonly #taken = new Map<string, Map<number, Mark>>()

  /** @param marks whether marks are wide enough to stand out, or stand beside each other where there are many */
  constructor(toleranceMeters: number, marks: 'standing out' | 'beside' = 'standing out') {
    this.toleranceMeters = toleranceMeters
    this.#cellMeters = smallMeters(toleranceMeters)
    this.#markMeters = marks === 'beside' ? this.#cellMeters : MARK_TOLERANCES * toleranceMeters
  }

  /**
   * Takes note of a feature if all its parts are small, and says whether they are. To be asked of all
   * before `cover` is told of any that is not.
   */
  note(feature: Feature, kind: string): boolean {
    const { geometry } = feature
    if (!geometry) return false
    const small: { readonly part: Part; readonly bbox: Bbox }[] = []
    for (const part of partsOf(geometry)) {
      const bbox = geometryBbox(part)
      if (isEmpty(bbox) || widthMeters(bbox) >= this.#cellMeters) return false
      small.push({ part, bbox })
    }
    for (const { part, bbox } of small) this.#add(feature, part, bbox, kind)
    return small.length > 0
  }

  #add(feature: Feature, part: Part, bbox: Bbox, kind: string): void {
    const [west, south, east, north] = bbox
    const center = this.#cellOf((west + east) / 2, (south + north) / 2)
    const taken = this.#taken.get(kind) ?? new Map<number, Mark>()
    this.#taken.set(kind, taken)
    const other = taken.get(center)
    if (other && widthMeters(other.bbox) >= widthMeters(bbox)) return
    if (other) other.isNeeded = false
    const mark: Mark = { feature, part, bbox, isNeeded: true }
    taken.set(center, mark)
    this.#addTo(center, mark)
    this.#addTo(this.#cellOf(west, south), mark)
    this.#addTo(this.#cellOf(west, north), mark)
    this.#addTo(this.#cellOf(east, south), mark)
    this.#addTo(this.#cellOf(east, north), mark)
  }

  #addTo(cell: number, mark: Mark): void {
    const others = this.#marks.get(cell)
    if (!others) this.#marks.set(cell, [mark])
    // Corners that lie in one cell come one after the other: the mark is then the last of those there.
    else if (others.at(-1) !== mark) others.push(mark)
  }

  /** Where the edge of a shape that is seen runs, no mark is needed. */
  cover(geometry: Geometry): void {
    if (this.#marks.size === 0) return
    for (const line of partsOf(geometry).flatMap(linesOf)) {
      let [fromX, fromY] = [Number.NaN, Number.NaN]
      for (const position of line) {
        const [x, y] = toNaaf(position[0]!, position[1]!)
        const steps = Math.ceil(Math.hypot(x - fromX, y - fromY) / this.#cellMeters)
        // The first of a line comes from nowhere, and is a place alone.
        for (let step = 1; step < steps; step++) {
          const share = step / steps
          this.#coverCell(fromX + (x - fromX) * share, fromY + (y - fromY) * share)
        }
        this.#coverCell(x, y)
        ;[fromX, fromY] = [x, y]
      }
    }
  }

  #coverCell(x: number, y: number): void {
    const cell = this.#cellAt(x, y)
    const marks = this.#marks.get(cell)
    if (!marks) return
    for (const mark of marks) mark.isNeeded = false
    this.#marks.delete(cell)
  }

  /** The small features as they are drawn: those that neither fall together nor are covered. */
  *marks(): Generator<Feature> {
    const given = new Set<Mark>()
    for (const marks of this.#marks.values()) {
      for (const mark of marks) {
        if (!mark.isNeeded || given.has(mark)) continue
        given.add(mark)
        yield { ...mark.feature, geometry: toMark(mark, this.#markMeters) }
      }
    }
  }

  #cellOf(lon: number, lat: number): number {
    const [x, y] = toNaaf(lon, lat)
    return this.#cellAt(x, y)
  }

  /** The number of a cell of the Framework's plane: its row in the lower 26 bits. */
  #cellAt(x: number, y: number): number {
    return Math.floor(x / this.#cellMeters) * 0x400_0000 + Math.floor(y / this.#cellMeters)
  }
}

/** The areas and lines of a geometry; none of one that has others too. */
function partsOf(geometry: Geometry): readonly Part[] {
  switch (geometry.type) {
    case 'LineString':
    case 'Polygon':
      return [geometry]
    case 'MultiLineString':
      return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }))
    case 'MultiPolygon':
      return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))
    default:
      return []
  }
}

const linesOf = (part: Part): readonly (readonly Position[])[] =>
  part.type === 'Polygon' ? part.coordinates : [part.coordinates]

/** Corners of a square: any more would be lost again where tiles are simplified. */
const CORNERS = 4

/** A mark so wide around the middle of the shape: a line keeps its direction. */
function toMark({ part, bbox }: Mark, meters: number): Geometry {
  const [west, south, east, north] = bbox
  const [lon, lat] = [(west + east) / 2, (south + north) / 2]
  const isArea = part.type === 'Polygon'
  // To the corners of the square, or to the ends of the stroke.
  const reach = (meters / 2 / METERS_PER_DEGREE) * (isArea ? Math.SQRT2 : 1)
  // Near a pole a degree of longitude is next to nothing.
  const stretch = 1 / Math.max(0.02, Math.cos((lat * Math.PI) / 180))
  const at = (angle: number): Position => [
    lon + reach * stretch * Math.cos(angle),
    Math.max(-90, Math.min(90, lat + reach * Math.sin(angle))),
  ]
  if (part.type === 'Polygon') {
    const ring = Array.from({ length: CORNERS }, (_, corner) =>
      at((2 * Math.PI * (corner + 0.5)) / CORNERS),
    )
    return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }
  }
  const [first, last] = [part.coordinates[0]!, part.coordinates.at(-1)!]
  const angle = Math.atan2(last[1]! - first[1]!, (last[0]! - first[0]!) / stretch)
  return { type: 'LineString', coordinates: [at(angle + Math.PI), at(angle)] }
}
