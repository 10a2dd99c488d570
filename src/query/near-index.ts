import Flatbush from 'flatbush'
import type { Geometry, Position } from 'geojson'
import { segmentsMeet } from '../geo/area.ts'
import { type Bbox, EMPTY_BBOX, growBbox, searchedBoxes, union } from '../geo/bbox.ts'
import { toGeodesic } from '../geo/geodesic.ts'
import { geometryBbox, linesOf } from '../geo/positions.ts'
import { isPlain } from '../geo/turns.ts'
import { type NearestPlace, NOWHERE, nearestOnLine } from './distance.ts'
import { isArea, isContained, meets, prepareArea } from './relate.ts'

/** The nearest of some geometries, by its place among them. */
export interface Nearest {
  readonly other: number
  readonly meters: number
}

/** So many segments of a line stand behind one box: more boxes take more memory, fewer more looking. */
const SEGMENTS_OF_CHUNK = 8
/** Where it is first looked; then farther and farther, so that what is near costs little. */
const FIRST_REACH_METERS = 10_000
const FARTHER = 4
/**
 * Nearer to a limit than this share of it, the distance is found anew: Lambert's formula, fast enough for millions, is
 * right to some parts in a million.
 */
const CLOSE_CALL = 2e-5

/** A piece of a line, or a position. */
interface Chunk {
  readonly other: number
  readonly line: readonly Position[]
  readonly first: number
  readonly last: number
}

/**
 * Geometries that many others are held against. Lines and edges of areas stand in an index by short pieces, so that a
 * long coast is not gone through for each place.
 */
export class NearIndex {
  readonly bbox: Bbox
  readonly #others: readonly Geometry[]
  readonly #hasAreas: boolean
  readonly #boxes: Flatbush
  readonly #chunks: readonly Chunk[]
  readonly #chunkBoxes: Flatbush

  /** @param others one at least, each with at least one position */
  constructor(others: readonly Geometry[]) {
    const boxes = others.map(geometryBbox)
    this.#others = others
    this.#hasAreas = others.some(isArea)
    this.bbox = boxes.reduce(union, EMPTY_BBOX)
    this.#boxes = toFlatbush(boxes)
    this.#chunks = others.flatMap((geometry, other) => toChunks(geometry, other))
    this.#chunkBoxes = toFlatbush(this.#chunks.map(boxOfChunk))
  }

  /** Those that a geometry shares at least a point with. */
  meeting(geometry: Geometry): readonly number[] {
    const bbox = geometryBbox(geometry)
    const near = this.#near(bbox)
    if (!isLine(geometry) || !isPlain(bbox) || !isPlain(this.bbox)) {
      return near.filter((at) => meets(geometry, this.#others[at]!))
    }
    const met = this.#metByLine(geometry)
    return near.filter((at) => {
      const other = this.#others[at]!
      return isLine(other) ? met.has(at) : meets(geometry, other)
    })
  }

  /** Those that share a point with a line's pieces, areas by their edges: of two long lines few pieces lie side by side. */
  #metByLine(line: Geometry): ReadonlySet<number> {
    const met = new Set<number>()
    for (const chunk of toChunks(line, 0)) {
      for (const at of this.#chunkBoxes.search(...boxOfChunk(chunk))) {
        const theirs = this.#chunks[at]!
        if (!met.has(theirs.other) && chunksMeet(chunk, theirs)) met.add(theirs.other)
      }
    }
    return met
  }

  /** Those areas that a geometry lies in whole, edges included. */
  containing(geometry: Geometry): readonly number[] {
    return this.#near(geometryBbox(geometry)).filter((at) => {
      const other = this.#others[at]!
      return isArea(other) && isContained(geometry, other)
    })
  }

  /**
   * The nearest of them to a geometry, no farther than some metres; 0 where they share a point.
   *
   * @param limitMeters the distance that decides: nearly that far, it is found exactly
   */
  nearest(geometry: Geometry, mostMeters: number, limitMeters = mostMeters): Nearest | null {
    if (geometry.type === 'Point') {
      return this.#nearestToPlace(geometry.coordinates, mostMeters, limitMeters)
    }
    const [met] = this.meeting(geometry)
    if (met !== undefined) return { other: met, meters: 0 }
    const own = toChunks(geometry, 0).map((chunk) => ({ chunk, box: boxOfChunk(chunk) }))
    const from = Math.min(FIRST_REACH_METERS, mostMeters)
    for (let reach = from; ; reach = Math.min(FARTHER * reach, mostMeters)) {
      const nearest = this.#nearestToChunks(own, reach, limitMeters)
      if (nearest || reach >= mostMeters) return nearest
    }
  }

  /** The nearest to pieces of a geometry that meets none, no farther than the reach. */
  #nearestToChunks(
    own: readonly { readonly chunk: Chunk; readonly box: Bbox }[],
    reach: number,
    limitMeters: number,
  ): Nearest | null {
    let known: NearestPlace = { ...NOWHERE, meters: reach * (1 + CLOSE_CALL) }
    let place: Position | null = null
    let other = -1
    // Of two that do not meet, the nearest places are at a position of one of them.
    const look = (from: Chunk, to: Chunk, of: number) => {
      for (let index = from.first; index <= from.last; index++) {
        const next = nearestOnLine(from.line[index]!, to.line, to.first, to.last, known)
        if (next === known) continue
        known = next
        place = from.line[index]!
        other = of
      }
    }
    for (const { chunk, box } of own) {
      for (const at of searchIn(this.#chunkBoxes, growBbox(box, known.meters))) {
        const theirs = this.#chunks[at]!
        look(chunk, theirs, theirs.other)
        look(theirs, chunk, theirs.other)
      }
    }
    if (!place) return null
    const meters = toExact(place, known, limitMeters)
    return meters <= reach ? { other, meters } : null
  }

  /** Whether a place lies in one of them that is an area, its edge included. */
  isInside(lon: number, lat: number): boolean {
    return this.#hasAreas && this.#areaAt(lon, lat) !== undefined
  }

  #areaAt(lon: number, lat: number): number | undefined {
    const { minX, maxX } = this.#boxes
    for (const [x, y] of searchedBoxes([lon, lat, lon, lat], [minX, maxX])) {
      const point: Geometry = { type: 'Point', coordinates: [x, y] }
      const found = this.#boxes.search(x, y, x, y).find((at) => {
        const other = this.#others[at]!
        return isArea(other) && prepareArea(other).meets(point)
      })
      if (found !== undefined) return found
    }
    return undefined
  }

  #near(bbox: Bbox): number[] {
    return [...new Set(searchIn(this.#boxes, bbox))].toSorted((a, b) => a - b)
  }

  #nearestToPlace(place: Position, mostMeters: number, limitMeters: number): Nearest | null {
    const [lon, lat] = place as [number, number]
    const area = this.#areaAt(lon, lat)
    if (area !== undefined) return { other: area, meters: 0 }
    const from = Math.min(FIRST_REACH_METERS, mostMeters)
    for (let reach = from; ; reach = Math.min(FARTHER * reach, mostMeters)) {
      let nearest: NearestPlace = { ...NOWHERE, meters: reach * (1 + CLOSE_CALL) }
      let other = -1
      for (const at of searchIn(this.#chunkBoxes, growBbox([lon, lat, lon, lat], reach))) {
        const chunk = this.#chunks[at]!
        const next = nearestOnLine(place, chunk.line, chunk.first, chunk.last, nearest)
        if (next !== nearest) other = chunk.other
        nearest = next
      }
      if (other >= 0) {
        const meters = toExact(place, nearest, limitMeters)
        if (meters <= reach) return { other, meters }
      }
      if (reach >= mostMeters) return null
    }
  }
}

/** The distance as it is, or where it decides whether something is near, by the exact geodesic. */
function toExact(place: Position, { meters, lon, lat }: NearestPlace, limitMeters: number): number {
  if (Math.abs(meters - limitMeters) > CLOSE_CALL * limitMeters) return meters
  return toGeodesic(place as [number, number], [lon, lat]).meters
}

function searchIn(index: Flatbush, bbox: Bbox): number[] {
  const [only, ...others] = searchedBoxes(bbox, [index.minX, index.maxX])
  const found = index.search(...only!)
  // Of some shapes both ends lie in boxes of their own.
  return others.length === 0 ? found : [...found, ...others.flatMap((box) => index.search(...box))]
}

const isLine = ({ type }: Geometry): boolean => type === 'LineString' || type === 'MultiLineString'

/** Whether a segment of the one shares a point with one of the other. */
function chunksMeet(a: Chunk, b: Chunk): boolean {
  for (let mine = a.first + 1; mine <= a.last; mine++) {
    const [x1, y1] = a.line[mine - 1]! as [number, number]
    const [x2, y2] = a.line[mine]! as [number, number]
    for (let theirs = b.first + 1; theirs <= b.last; theirs++) {
      const [x3, y3] = b.line[theirs - 1]! as [number, number]
      const [x4, y4] = b.line[theirs]! as [number, number]
      if (segmentsMeet(x1, y1, x2, y2, x3, y3, x4, y4)) return true
    }
  }
  return false
}

function toFlatbush(boxes: readonly Bbox[]): Flatbush {
  const index = new Flatbush(boxes.length)
  for (const box of boxes) index.add(...box)
  index.finish()
  return index
}

function toChunks(geometry: Geometry, other: number): Chunk[] {
  if (geometry.type === 'GeometryCollection') {
    return geometry.geometries.flatMap((part) => toChunks(part, other))
  }
  if (geometry.type === 'Point') return [{ other, line: [geometry.coordinates], first: 0, last: 0 }]
  if (geometry.type === 'MultiPoint') {
    return geometry.coordinates.map((place) => ({ other, line: [place], first: 0, last: 0 }))
  }
  return linesOf(geometry).flatMap((line) => {
    if (line.length === 0) return []
    const chunks: Chunk[] = []
    for (let first = 0; first < Math.max(1, line.length - 1); first += SEGMENTS_OF_CHUNK) {
      chunks.push({
        other,
        line,
        first,
        last: Math.min(line.length - 1, first + SEGMENTS_OF_CHUNK),
      })
    }
    return chunks
  })
}

function boxOfChunk({ line, first, last }: Chunk): Bbox {
  let box = EMPTY_BBOX
  for (let index = first; index <= last; index++) {
    const [lon, lat] = line[index]! as [number, number]
    box = union(box, [lon, lat, lon, lat])
  }
  return box
}
