import type { Geometry, Position } from 'geojson'
import { type Bbox, LEAST_METERS_PER_DEGREE } from '../geo/bbox.ts'
import { ellipsoidDistanceMeters } from '../geo/distance.ts'
import { eachPosition, geometryBbox } from '../geo/positions.ts'
import { meets, prepareArea } from './relate.ts'

const RADIANS = Math.PI / 180

/**
 * Metres from a place to the nearest point of a geometry, 0 within an area; `Infinity` where there is no position. Edges
 * are straight in longitude and latitude (RFC 7946 section 3.1.1), which turf's `pointToLineDistance`, that takes
 * them for great circles, does not know.
 */
export function distanceToGeometry(place: Position, geometry: Geometry): number {
  switch (geometry.type) {
    case 'GeometryCollection':
      return Math.min(
        Infinity,
        ...geometry.geometries.map((part) => distanceToGeometry(place, part)),
      )
    case 'Polygon':
    case 'MultiPolygon': {
      if (prepareArea(geometry).meets({ type: 'Point', coordinates: place })) return 0
      const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
      return distanceToLines(place, rings)
    }
    case 'LineString':
      return distanceToLines(place, [geometry.coordinates])
    case 'MultiLineString':
      return distanceToLines(place, geometry.coordinates)
    default: {
      let least = Infinity
      eachPosition(geometry, ([lon, lat]) => {
        if (lon === undefined) return
        least = Math.min(least, ellipsoidDistanceMeters(place[0]!, place[1]!, lon, lat!))
      })
      return least
    }
  }
}

function distanceToLines(place: Position, lines: readonly (readonly Position[])[]): number {
  let nearest = NOWHERE
  for (const line of lines) nearest = nearestOnLine(place, line, 0, line.length - 1, nearest)
  return nearest.meters
}

/** A place, and how far it is. */
export interface NearestPlace {
  readonly meters: number
  readonly lon: number
  readonly lat: number
}

/** What is nearer than nothing else. */
export const NOWHERE: NearestPlace = { meters: Infinity, lon: Number.NaN, lat: Number.NaN }

/** The nearest place of a line between two of its positions, or what was known where that is as near. */
export function nearestOnLine(
  [lon, lat]: Position,
  line: readonly Position[],
  first: number,
  last: number,
  known: NearestPlace,
): NearestPlace {
  let nearest = known
  for (let index = Math.min(first + 1, last); index <= last; index++) {
    const [x2, y2] = line[index]! as [number, number]
    const [x1, y1] = line[Math.max(0, index - 1)]! as [number, number]
    const nearestLat = Math.min(Math.max(lat!, Math.min(y1, y2)), Math.max(y1, y2))
    if (Math.abs(nearestLat - lat!) * LEAST_METERS_PER_DEGREE > nearest.meters) continue
    const [x, y] = nearestOnSegment(lon!, lat!, x1, y1, x2, y2)
    const meters = ellipsoidDistanceMeters(lon!, lat!, x, y)
    if (meters < nearest.meters) nearest = { meters, lon: x, lat: y }
  }
  return nearest
}

/**
 * The nearest place of a segment: in the plane of longitudes, shortened as they are half way to it, and latitudes. A few rounds
 * settle where half way is.
 */
function nearestOnSegment(
  lon: number,
  lat: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): [lon: number, lat: number] {
  const toWest = 360 * Math.round((lon - (x1 + x2) / 2) / 360)
  const x = lon - toWest
  let [nearestX, nearestY] = [x1, y1]
  let middle = lat
  for (let round = 0; round < 3; round++) {
    const scale = Math.cos(middle * RADIANS)
    const [alongX, alongY] = [(x2 - x1) * scale, y2 - y1]
    const square = alongX * alongX + alongY * alongY
    const product = (x - x1) * scale * alongX + (lat - y1) * alongY
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, product / square))
    nearestX = x1 + share * (x2 - x1)
    nearestY = y1 + share * (y2 - y1)
    middle = (lat + nearestY) / 2
  }
  return [nearestX, nearestY]
}

/** Metres that two boxes are apart at the least, not more than they are: to pass by what is too far. */
function leastMetersBetween(a: Bbox, b: Bbox): number {
  const apart = Math.max(0, a[1] - b[3], b[1] - a[3])
  return apart * LEAST_METERS_PER_DEGREE
}

/**
 * Metres between two geometries, 0 where they meet. Of two that do not, the nearest places are at a
 * position of one of them.
 */
export function distanceBetween(a: Geometry, b: Geometry): number {
  if (meets(a, b)) return 0
  let least = Infinity
  const look = (from: Geometry, to: Geometry) =>
    eachPosition(from, (position) => {
      if (position.length < 2) return
      if (leastMetersBetween(toBbox(position), geometryBbox(to)) > least) return
      least = Math.min(least, distanceToGeometry(position, to))
    })
  look(a, b)
  if (b.type !== 'Point' || a.type !== 'Point') look(b, a)
  return least
}

const toBbox = ([lon, lat]: Position): Bbox => [lon!, lat!, lon!, lat!]
