import type { Geometry, Position } from 'geojson'
import type { GrowingFeatures } from '../formats/contract/read-context.ts'
import { type Bbox, EMPTY_BBOX, isEmpty, union } from '../geo/bbox.ts'
import { eachPosition, geometryBbox } from '../geo/positions.ts'
import { ShortWayBox } from '../geo/short-way.ts'
import { thin } from './thin.ts'

/**
 * What of a large import is on the map before all of it is: every so many of its features, so that their number
 * in any place is to that of the others as it is in the whole; or all, where there are few.
 */

/** As many as a map shows at once, and few enough for it to be drawn between two looks. */
const MOST_FEATURES = 3000
/** What is handed from thread to thread in less than a frame or two. */
const MOST_POSITIONS = 30_000
/** What is narrower than this share of all would be less than a pixel or two: it is drawn as a point. */
const LEAST_SHARE = 1 / 400

/** Takes a position of the file to longitude and latitude of WGS 84. */
export type ToWgs84 = (x: number, y: number) => readonly [lon: number, lat: number]

/** Features that a sample is taken of. */
export interface Sampled {
  readonly features: GrowingFeatures
  readonly toWgs84: ToWgs84
}

export interface LayerSample {
  /** Longitude and latitude, WGS 84; lines thinned, what would be too small to be seen a point. */
  readonly geometries: readonly Geometry[]
  /** WGS 84, the short way round: west may be greater than east (RFC 7946 section 5.2). */
  readonly bbox: Bbox
  /** How many features it shows. */
  readonly taken: number
  /** Of how many. */
  readonly of: number
}

/** A sample of the features of some layers; `null` where they have no place on Earth. */
export function takeSample(layers: readonly Sampled[]): LayerSample | null {
  const of = layers.reduce((sum, { features }) => sum + features.length, 0)
  const step = Math.max(1, Math.ceil(of / MOST_FEATURES))
  const positions = Math.floor(MOST_POSITIONS / Math.max(1, Math.ceil(of / step)))
  const found: { readonly geometry: Geometry; readonly bbox: Bbox }[] = []
  const box = new ShortWayBox()
  let all = EMPTY_BBOX
  let beyond = 0
  for (const { features, toWgs84 } of layers) {
    for (let index = 0; index < features.length; index += step) {
      const geometry = thinned(features.geometry(index), positions)
      if (!geometry) continue
      const placed = placedBy(geometry, toWgs84)
      const bbox = geometryBbox(placed)
      if (isEmpty(bbox)) continue
      if (isOnEarth(bbox)) {
        found.push({ geometry: placed, bbox })
        all = union(all, bbox)
        box.addBox(bbox)
      } else {
        beyond++
      }
    }
  }
  // A few that lie nowhere are faults of theirs; if most do, they are in another system.
  if (found.length === 0 || beyond > found.length) return null
  const [west, south, east, north] = all
  const least = Math.max(east - west, north - south) * LEAST_SHARE
  const geometries = found.map(({ geometry, bbox }) => toSeen(geometry, bbox, least))
  return { geometries, bbox: box.bbox() ?? all, taken: found.length, of }
}

/** Longitudes may be counted on beyond the antimeridian. */
function isOnEarth([west, south, east, north]: Bbox): boolean {
  return west >= -360 && east <= 360 && south >= -90 && north <= 90
}

function toSeen(geometry: Geometry, [west, south, east, north]: Bbox, least: number): Geometry {
  if (geometry.type === 'Point' || Math.max(east - west, north - south) >= least) return geometry
  return { type: 'Point', coordinates: [(west + east) / 2, (south + north) / 2] }
}

/** A ring of fewer holds no ground. */
const LEAST_POSITIONS = 4

/** A geometry with about so many positions; of many parts the largest. `null` where nothing is left of it. */
function thinned(geometry: Geometry | null, most: number): Geometry | null {
  if (!geometry) return null
  const line = (positions: readonly Position[], share: number) => [
    ...thin(positions, Math.max(LEAST_POSITIONS, Math.floor(share))),
  ]
  const lines = (parts: readonly Position[][], share: number) => {
    const kept = largest(parts, share, ({ length }) => length)
    return kept.map((part) => line(part, share / kept.length))
  }
  const rings = ([outer, ...holes]: readonly Position[][], share: number): Position[][] =>
    outer ? [line(outer, share / 2), ...lines(holes, share / 2)] : []
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates.length < 2 ? null : geometry
    case 'MultiPoint':
    case 'LineString':
      return { type: geometry.type, coordinates: line(geometry.coordinates, most) }
    case 'MultiLineString':
      return { type: geometry.type, coordinates: lines(geometry.coordinates, most) }
    case 'Polygon':
      return { type: geometry.type, coordinates: rings(geometry.coordinates, most) }
    case 'MultiPolygon': {
      const kept = largest(geometry.coordinates, most, ([outer]) => outer?.length ?? 0)
      const coordinates = kept.map((polygon) => rings(polygon, most / kept.length))
      return { type: geometry.type, coordinates }
    }
    case 'GeometryCollection': {
      const share = most / geometry.geometries.length
      const geometries = geometry.geometries.flatMap((part) => thinned(part, share) ?? [])
      return { type: geometry.type, geometries }
    }
  }
}

function largest<Part>(
  parts: readonly Part[],
  positions: number,
  sizeOf: (part: Part) => number,
): readonly Part[] {
  const most = Math.max(1, Math.floor(positions / (2 * LEAST_POSITIONS)))
  if (parts.length <= most) return parts
  return parts.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, most)
}

function placedBy(geometry: Geometry, toWgs84: ToWgs84): Geometry {
  eachPosition(geometry, (position) => {
    const [lon, lat] = toWgs84(position[0]!, position[1]!)
    position[0] = lon
    position[1] = lat
    position.length = 2
  })
  return geometry
}
