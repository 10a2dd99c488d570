import type { Geometry, Position } from 'geojson'
import type { Bbox } from '../geo/bbox.ts'
import { toNaaf } from '../geo/naaf.ts'
import { type Feature, withGeometry } from '../model/feature.ts'
import { smallMeters } from './small-shapes.ts'

/**
 * Coarser copies of a layer for small scales, so that the whole of a large one can be drawn without
 * reading all of it for each tile, and what is small in it does not vanish (`import-small-shapes.ts`).
 * Vertices are left out, never moved.
 */
export interface OverviewLevel {
  /** Zooms of the Framework's grid, as catalogue entries have them. */
  readonly zooms: readonly [min: number, max: number]
  /** About half a pixel at the largest of its scales. */
  readonly toleranceMeters: number
}

/** The Framework's grid: zoom 0 is 12,000 km over 512 pixels, its finest tiles are of zoom 8. */
const WIDTH_METERS = 12_000_000
const PIXELS = 512
const FINEST_ZOOM = 8

/** As much of a layer as one tile may read of its own file: the tile itself has about a quarter of it. */
const TILE_BYTES = 800_000

/** How wide a tile is at a zoom of the Framework's grid. */
export const tileMetersAt = (zoom: number): number => WIDTH_METERS / 2 ** zoom

/** About half a pixel at a zoom of the Framework's grid. */
const toleranceAt = (zoom: number): number => tileMetersAt(zoom) / PIXELS / 2

/**
 * The overviews that a layer needs, from the finest on: where a tile would have to read more than a few
 * megabytes of the layer's own file, if its features lay evenly in its box, and where its smallest
 * shape, of this width, would be too small to be seen. Small layers of large shapes need none.
 */
export function planOverviews(
  bytes: number,
  bbox: Bbox | null,
  smallestMeters = Number.POSITIVE_INFINITY,
): readonly OverviewLevel[] {
  const areaMeters2 = bbox ? measureArea(bbox) : WIDTH_METERS ** 2
  const bytesAt = (zoom: number) =>
    bytes * Math.min(1, (WIDTH_METERS / 2 ** zoom) ** 2 / Math.max(areaMeters2, 1))
  const isEnough = (zoom: number) =>
    bytesAt(zoom) <= TILE_BYTES && smallestMeters >= smallMeters(toleranceAt(zoom))
  let fullFrom = 0
  while (fullFrom < FINEST_ZOOM && !isEnough(fullFrom)) fullFrom++
  const levels: OverviewLevel[] = []
  for (let end = fullFrom; end > 0; end--) {
    levels.push({
      // Below the smallest zoom the coarsest serves, too.
      zooms: [end === 1 ? -99 : end - 1, end - 0.01],
      toleranceMeters: toleranceAt(end),
    })
  }
  return levels
}

function measureArea([west, south, east, north]: Bbox): number {
  const corners = [west, (west + east) / 2, east].flatMap((lon) =>
    [south, (south + north) / 2, north].map((lat) => toNaaf(lon, lat)),
  )
  const xs = corners.map(([x]) => x).filter(Number.isFinite)
  const ys = corners.map(([, y]) => y).filter(Number.isFinite)
  if (xs.length === 0) return WIDTH_METERS ** 2
  return (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys))
}

/**
 * The feature as it is drawn at scales of which `toleranceMeters` is about half a pixel, `null` where
 * nothing of it would be seen. `taken` holds the places of points that stand for their neighbours;
 * `kind` keeps points of different classes apart.
 */
export function toOverviewFeature(
  feature: Feature,
  toleranceMeters: number,
  taken: Set<string>,
  kind: string,
): Feature | null {
  const geometry = feature.geometry && generalise(feature.geometry, toleranceMeters, taken, kind)
  return geometry && withGeometry(feature, geometry)
}

function generalise(
  geometry: Geometry,
  tolerance: number,
  taken: Set<string>,
  kind: string,
): Geometry | null {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates.length > 1 && isFree(geometry.coordinates, tolerance, taken, kind)
        ? geometry
        : null
    case 'MultiPoint': {
      const coordinates = geometry.coordinates.filter((position) =>
        isFree(position, tolerance, taken, kind),
      )
      return coordinates.length > 0 ? { type: 'MultiPoint', coordinates } : null
    }
    case 'LineString': {
      const coordinates = generaliseLine(geometry.coordinates, tolerance, 2)
      return coordinates && { type: 'LineString', coordinates }
    }
    case 'MultiLineString': {
      const coordinates = keep(geometry.coordinates, (line) => generaliseLine(line, tolerance, 2))
      return coordinates.length > 0 ? { type: 'MultiLineString', coordinates } : null
    }
    case 'Polygon': {
      const coordinates = generalisePolygon(geometry.coordinates, tolerance)
      return coordinates && { type: 'Polygon', coordinates }
    }
    case 'MultiPolygon': {
      const coordinates = keep(geometry.coordinates, (rings) => generalisePolygon(rings, tolerance))
      return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null
    }
    case 'GeometryCollection': {
      const geometries = keep(geometry.geometries, (part) =>
        generalise(part, tolerance, taken, kind),
      )
      return geometries.length > 0 ? { type: 'GeometryCollection', geometries } : null
    }
  }
}

function keep<Item, Kept>(items: readonly Item[], toKept: (item: Item) => Kept | null): Kept[] {
  return items.map(toKept).filter((kept) => kept !== null)
}

/** One point stands for all of its kind that would be drawn in the same half pixel. */
function isFree(
  [lon, lat]: Position,
  tolerance: number,
  taken: Set<string>,
  kind: string,
): boolean {
  const [x, y] = toNaaf(lon!, lat!)
  const cell = `${Math.round(x / tolerance)} ${Math.round(y / tolerance)} ${kind}`
  if (taken.has(cell)) return false
  taken.add(cell)
  return true
}

function generalisePolygon(rings: readonly Position[][], tolerance: number): Position[][] | null {
  const [outer, ...holes] = rings
  const shell = outer && generaliseLine(outer, tolerance, 4)
  return shell ? [shell, ...keep(holes, (hole) => generaliseLine(hole, tolerance, 4))] : null
}

/**
 * Douglas and Peucker (1973) in the Framework's plane, without recursion. A line that is shorter and
 * narrower than the tolerance, or a ring that would fall together, is left out.
 */
function generaliseLine(
  line: readonly Position[],
  tolerance: number,
  fewest: number,
): Position[] | null {
  const count = line.length
  if (count < fewest) return null
  const xs = new Float64Array(count)
  const ys = new Float64Array(count)
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let index = 0; index < count; index++) {
    const [x, y] = toNaaf(line[index]![0]!, line[index]![1]!)
    xs[index] = x
    ys[index] = y
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  if (!(maxX - minX > tolerance || maxY - minY > tolerance)) return null
  const kept = new Uint8Array(count)
  kept[0] = 1
  kept[count - 1] = 1
  const stack = [0, count - 1]
  // The ends of a ring are one place: without a vertex between them everything would be near it. With a
  // third one, what is long and narrow stays an area, too, and does not fall together.
  if (fewest === 4) {
    const far = farthestFrom(xs, ys, 0, 0)
    const third = farthestFrom(xs, ys, 0, far)
    const [first, second] = far < third ? [far, third] : [third, far]
    kept[first] = 1
    kept[second] = 1
    stack.splice(0, 2, 0, first, first, second, second, count - 1)
  }
  while (stack.length > 0) {
    const end = stack.pop()!
    const start = stack.pop()!
    let farthest = -1
    let most = tolerance * tolerance
    for (let index = start + 1; index < end; index++) {
      const distance = squaredDistance(xs, ys, index, start, end)
      if (distance > most) {
        most = distance
        farthest = index
      }
    }
    if (farthest < 0) continue
    kept[farthest] = 1
    stack.push(start, farthest, farthest, end)
  }
  const generalised = line.filter((_, index) => kept[index] === 1)
  return generalised.length >= fewest ? generalised : null
}

/** The vertex, other than the ends, that is farthest from the line between two of them. */
function farthestFrom(xs: Float64Array, ys: Float64Array, start: number, end: number): number {
  let farthest = 0
  let most = -1
  for (let index = 1; index < xs.length - 1; index++) {
    const distance = squaredDistance(xs, ys, index, start, end)
    if (index !== end && distance > most) {
      most = distance
      farthest = index
    }
  }
  return farthest
}

function squaredDistance(
  xs: Float64Array,
  ys: Float64Array,
  index: number,
  start: number,
  end: number,
): number {
  const dx = xs[end]! - xs[start]!
  const dy = ys[end]! - ys[start]!
  const length = dx * dx + dy * dy
  const along =
    length === 0 ? 0 : ((xs[index]! - xs[start]!) * dx + (ys[index]! - ys[start]!) * dy) / length
  const share = Math.max(0, Math.min(1, along))
  return (xs[index]! - xs[start]! - share * dx) ** 2 + (ys[index]! - ys[start]! - share * dy) ** 2
}
