import type { Geometry, Position } from 'geojson'
import { isJsonObject, type JsonObject } from '../geojson/json-properties.ts'
import { toClosed } from '../geometry/ring.ts'
import { groupRings, toRing } from '../shapefile/rings.ts'

/**
 * The geometry of an Esri feature (ArcGIS REST API, "Geometry objects") as GeoJSON: `undefined` for one
 * that is not valid or holds curves, `null` for one that is empty. Positions are x, y, and height where
 * `hasZ` says so; measures are left out.
 */
export function toGeometry(value: unknown, hasZ: boolean): Geometry | null | undefined {
  if (value === null || value === undefined) return null
  if (!isJsonObject(value)) return undefined
  if ('x' in value) return toPoint(value)
  const withHeights = typeof value.hasZ === 'boolean' ? value.hasZ : hasZ
  const size = withHeights ? 3 : 2
  if (Array.isArray(value.points)) {
    const coordinates = toPositions(value.points, size)
    return coordinates && (coordinates.length > 0 ? { type: 'MultiPoint', coordinates } : null)
  }
  if (Array.isArray(value.paths)) {
    const paths = toParts(value.paths, size)
    if (!paths || paths.length === 0) return paths && null
    return paths.length === 1
      ? { type: 'LineString', coordinates: paths[0]! }
      : { type: 'MultiLineString', coordinates: paths }
  }
  if (Array.isArray(value.rings)) {
    const rings = toParts(value.rings, size)
    return rings && (rings.length > 0 ? toPolygons(rings) : null)
  }
  return undefined
}

function toPoint({ x, y, z }: JsonObject): Geometry | null | undefined {
  if (x === null || x === 'NaN') return null
  const position = toPosition([x, y, z], typeof z === 'number' ? 3 : 2)
  return position && { type: 'Point', coordinates: position }
}

function toPosition(value: unknown, size: number): Position | undefined {
  if (!Array.isArray(value)) return undefined
  const numbers = value.slice(0, size) as unknown[]
  const isGood =
    numbers.length >= 2 &&
    numbers.every((number) => typeof number === 'number' && Number.isFinite(number))
  return isGood ? (numbers as number[]) : undefined
}

function toPositions(values: readonly unknown[], size: number): Position[] | undefined {
  const positions = values.map((value) => toPosition(value, size))
  return positions.some((position) => position === undefined)
    ? undefined
    : (positions as Position[])
}

function toParts(values: readonly unknown[], size: number): Position[][] | undefined {
  const parts = values.map((part) => (Array.isArray(part) ? toPositions(part, size) : undefined))
  if (parts.some((part) => part === undefined)) return undefined
  return (parts as Position[][]).filter((part) => part.length > 1)
}

/** Exteriors run clockwise, holes counterclockwise, in any order, as in a shapefile. */
function toPolygons(given: readonly Position[][]): Geometry {
  const rings = given.map(toClosed)
  const positions = new Float64Array(rings.flatMap((ring) => ring.flatMap(([x, y]) => [x!, y!])))
  const ringAt = new Map<number, Position[]>()
  let start = 0
  const found = rings.map((ring) => {
    ringAt.set(start, ring)
    const end = start + ring.length
    const made = toRing(positions, start, end)
    start = end
    return made
  })
  const polygons = groupRings(positions, found).groups.map((group) =>
    group.map((ring) => ringAt.get(ring.start)!),
  )
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons }
}
