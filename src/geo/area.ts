import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson'
import { type Bbox, EMPTY_BBOX, intersects, union } from './bbox.ts'
import { geometryBbox } from './positions.ts'
import { inTurns, isPlain } from './turns.ts'

/**
 * An area made ready to be met by many geometries: its edges stand in bands of latitude, so that a
 * position or a segment is held against those of its own height alone. Edges are straight in longitude
 * and latitude (RFC 7946 section 3.1.1), and touching counts as meeting.
 */
export class PreparedArea {
  readonly bbox: Bbox
  readonly #area: Polygon | MultiPolygon
  /** x1, y1, x2, y2 of each edge in turn. */
  readonly #edges: Float64Array
  readonly #bands: readonly (readonly number[])[]
  readonly #bandHeight: number

  constructor(area: Polygon | MultiPolygon) {
    this.#area = area
    this.bbox = geometryBbox(area)
    const edges: number[] = []
    for (const polygon of polygonsOf(area)) {
      for (const ring of polygon) eachSegment(ring, (...edge) => edges.push(...edge))
    }
    this.#edges = Float64Array.from(edges)
    const count = edges.length / 4
    const bandCount = Math.max(1, Math.min(256, Math.ceil(count / 4)))
    this.#bandHeight = Math.max((this.bbox[3] - this.bbox[1]) / bandCount, Number.MIN_VALUE)
    const bands: number[][] = Array.from({ length: bandCount }, () => [])
    for (let edge = 0; edge < count; edge++) {
      const [first, last] = this.#bandsOf(edges[4 * edge + 1]!, edges[4 * edge + 3]!, bandCount)
      for (let band = first; band <= last; band++) bands[band]!.push(edge)
    }
    this.#bands = bands
  }

  /** Whether a geometry shares at least a point with the area, in whichever turn of longitudes the two are stored. */
  meets(geometry: Geometry | null): boolean {
    if (!geometry) return false
    if (geometry.type === 'GeometryCollection') {
      return geometry.geometries.some((part) => this.meets(part))
    }
    const bbox = geometryBbox(geometry)
    if (isPlain(bbox) && isPlain(this.bbox)) {
      return intersects(bbox, this.bbox) && this.#meetsStored(geometry)
    }
    return inTurns(geometry, bbox, this.bbox).some((one) => this.#meetsStored(one))
  }

  #meetsStored(geometry: Geometry): boolean {
    switch (geometry.type) {
      case 'GeometryCollection':
        return geometry.geometries.some((part) => this.#meetsStored(part))
      case 'Point':
        return this.#holds(geometry.coordinates)
      case 'MultiPoint':
        return geometry.coordinates.some((position) => this.#holds(position))
      case 'LineString':
        return this.#meetsLine(geometry.coordinates)
      case 'MultiLineString':
        return geometry.coordinates.some((line) => this.#meetsLine(line))
      case 'Polygon':
        return this.#meetsPolygon(geometry.coordinates)
      case 'MultiPolygon':
        return geometry.coordinates.some((polygon) => this.#meetsPolygon(polygon))
    }
  }

  #meetsPolygon(polygon: readonly (readonly Position[])[]): boolean {
    // An edge of the two meets one of the other, or one of the two lies within the other.
    if (polygon.some((ring) => this.#meetsLine(ring))) return true
    return polygonsOf(this.#area).some(([outer]) => isInRings(outer![0]!, polygon))
  }

  #meetsLine(line: readonly Position[]): boolean {
    const [west, south, east, north] = this.bbox
    for (let index = 0; index < line.length; index++) {
      const [x, y] = line[index]! as [number, number]
      const isInBox = x >= west && x <= east && y >= south && y <= north
      if (isInBox && this.#holds(line[index]!)) return true
      if (index === 0) continue
      const [beforeX, beforeY] = line[index - 1]! as [number, number]
      if (this.#crosses(beforeX, beforeY, x, y)) return true
    }
    return false
  }

  #crosses(x1: number, y1: number, x2: number, y2: number): boolean {
    const segment: Bbox = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
    if (!intersects(segment, this.bbox)) return false
    const edges = this.#edges
    const [first, last] = this.#bandsOf(y1, y2, this.#bands.length)
    for (let band = first; band <= last; band++) {
      for (const edge of this.#bands[band]!) {
        const at = 4 * edge
        if (
          segmentsMeet(x1, y1, x2, y2, edges[at]!, edges[at + 1]!, edges[at + 2]!, edges[at + 3]!)
        ) {
          return true
        }
      }
    }
    return false
  }

  /** Whether a position lies in the area, its edge included. */
  #holds(position: Position): boolean {
    const [x, y] = position as [number, number]
    const [west, south, east, north] = this.bbox
    if (!(x >= west && x <= east && y >= south && y <= north)) return false
    const edges = this.#edges
    const [band] = this.#bandsOf(y, y, this.#bands.length)
    let isInside = false
    for (const edge of this.#bands[band]!) {
      const at = 4 * edge
      const side = sideOf(x, y, edges[at]!, edges[at + 1]!, edges[at + 2]!, edges[at + 3]!)
      if (side === 'on') return true
      if (side === 'crossed') isInside = !isInside
    }
    return isInside
  }

  #bandsOf(y1: number, y2: number, bandCount: number): [first: number, last: number] {
    const toBand = (y: number): number =>
      Math.max(0, Math.min(bandCount - 1, Math.floor((y - this.bbox[1]) / this.#bandHeight)))
    return [toBand(Math.min(y1, y2)), toBand(Math.max(y1, y2))]
  }
}

function polygonsOf(area: Polygon | MultiPolygon): readonly Position[][][] {
  return area.type === 'Polygon' ? [area.coordinates] : area.coordinates
}

function eachSegment(
  ring: readonly Position[],
  visit: (x1: number, y1: number, x2: number, y2: number) => void,
): void {
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = ring[index - 1]! as [number, number]
    const [x2, y2] = ring[index]! as [number, number]
    visit(x1, y1, x2, y2)
  }
}

/** Whether a ray to the east from a place crosses an edge, or the place lies on it. */
function sideOf(
  x: number,
  y: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): 'on' | 'crossed' | 'apart' {
  const turn = cross(x1, y1, x2, y2, x, y)
  if (turn === 0 && isBetween(x, x1, x2) && isBetween(y, y1, y2)) return 'on'
  if (y1 > y === y2 > y) return 'apart'
  return turn > 0 === y2 > y1 ? 'crossed' : 'apart'
}

function isInRings(position: Position, rings: readonly (readonly Position[])[]): boolean {
  const [x, y] = position as [number, number]
  let isInside = false
  let isOn = false
  for (const ring of rings) {
    eachSegment(ring, (...edge) => {
      const side = sideOf(x, y, ...edge)
      if (side === 'on') isOn = true
      if (side === 'crossed') isInside = !isInside
    })
  }
  return isOn || isInside
}

const isBetween = (value: number, a: number, b: number): boolean =>
  value >= Math.min(a, b) && value <= Math.max(a, b)

/** Above 0 where the third place lies to the left of the way from the first to the second. */
function cross(x1: number, y1: number, x2: number, y2: number, x: number, y: number): number {
  return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
}

/** Whether two segments share a point. */
export function segmentsMeet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.min(ax, bx) > Math.max(cx, dx)) return false
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.min(ay, by) > Math.max(cy, dy)) return false
  const c = Math.sign(cross(ax, ay, bx, by, cx, cy))
  const d = Math.sign(cross(ax, ay, bx, by, dx, dy))
  if (c === d && c !== 0) return false
  const a = Math.sign(cross(cx, cy, dx, dy, ax, ay))
  const b = Math.sign(cross(cx, cy, dx, dy, bx, by))
  return !(a === b && a !== 0)
}

const DEGREES_DIGITS = 6

/**
 * The ground within a closed line that was drawn on a map: longitudes and latitudes in degrees, one
 * place close to the next, as far as the map's own straight lines are to be followed. Where the line
 * runs around the north pole, the pole is in it; what crosses the antimeridian is cut there (RFC 7946
 * section 3.1.9). `null` where the line encloses nothing.
 */
export function toArea(
  line: readonly (readonly [number, number])[],
): Polygon | MultiPolygon | null {
  const places = unwrap(line)
  if (places.length < 3) return null
  const [first] = places as [[number, number]]
  const closing = nearest(first[0], places.at(-1)![0])
  const turns = Math.round((closing - first[0]) / 360)
  const ring: [number, number][] = [...places]
  if (turns !== 0) ring.push([closing, first[1]], [closing, 90], [first[0], 90])
  const bounds = ring.reduce<Bbox>((box, [x, y]) => union(box, [x, y, x, y]), EMPTY_BBOX)
  const polygons: Position[][][] = []
  for (let world = Math.floor((bounds[0] + 180) / 360); world * 360 - 180 < bounds[2]; world++) {
    const west = world * 360 - 180
    const clipped = clip(
      clip(ring, (x) => x - west, west),
      (x) => west + 360 - x,
      west + 360,
    )
    const rounded = clipped.map(([x, y]): Position => [round(x - world * 360), round(y)])
    const plain = rounded.filter((place, index) => {
      const before = rounded[(index + rounded.length - 1) % rounded.length]!
      return place[0] !== before[0] || place[1] !== before[1]
    })
    const turn = signedArea(plain)
    if (plain.length < 3 || turn === 0) continue
    // Outer rings run counterclockwise (RFC 7946 section 3.1.6).
    const outer = turn > 0 ? plain : plain.toReversed()
    polygons.push([[...outer, outer[0]!]])
  }
  const [only, another] = polygons
  if (!only) return null
  return another
    ? { type: 'MultiPolygon', coordinates: polygons }
    : { type: 'Polygon', coordinates: only }
}

/** Longitudes that go on from one place to the next without a jump at the antimeridian. */
function unwrap(line: readonly (readonly [number, number])[]): [number, number][] {
  const places: [number, number][] = []
  for (const [lon, lat] of line) {
    const before = places.at(-1)
    places.push([before ? nearest(lon, before[0]) : lon, lat])
  }
  return places
}

function nearest(lon: number, to: number): number {
  return lon + 360 * Math.round((to - lon) / 360)
}

/** The part of a ring for which `inside` is not negative (Sutherland and Hodgman's algorithm). */
function clip(
  ring: readonly (readonly [number, number])[],
  inside: (x: number) => number,
  edge: number,
): [number, number][] {
  const clipped: [number, number][] = []
  ring.forEach(([x, y], index) => {
    const [beforeX, beforeY] = ring[(index + ring.length - 1) % ring.length]!
    if (inside(x) >= 0 !== inside(beforeX) >= 0) {
      clipped.push([edge, beforeY + ((y - beforeY) * (edge - beforeX)) / (x - beforeX)])
    }
    if (inside(x) >= 0) clipped.push([x, y])
  })
  return clipped
}

const round = (degrees: number): number => Number(degrees.toFixed(DEGREES_DIGITS))

function signedArea(ring: readonly Position[]): number {
  let sum = 0
  ring.forEach(([x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length]!
    sum += x! * nextY! - nextX! * y!
  })
  return sum
}
