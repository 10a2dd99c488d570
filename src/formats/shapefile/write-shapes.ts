import type { Geometry, Position } from 'geojson'
import type { Tally } from '../contract/tally.ts'
import { RING_CLOSED, toClosed } from '../geometry/ring.ts'

/** The families of shapes, of which a shapefile holds one (ESRI Shapefile Technical Description, 1998). */
export type ShapeFamily = 'point' | 'multipoint' | 'line' | 'polygon'

/**
 * A geometry as a shapefile has it: parts after each other. The parts of a polygon are its rings, the
 * holes behind the outer ring they lie in.
 */
export interface Shape {
  readonly family: ShapeFamily
  readonly parts: readonly (readonly Position[])[]
  /** Of polygons: whether each part is an outer ring. */
  readonly outer: readonly boolean[]
}

/**
 * The shapes of a geometry: none where it is empty, several only where a collection mixes families,
 * which no shapefile holds in one record. Tallies what cannot be kept.
 */
export function toShapes(geometry: Geometry | null, tally: Tally): readonly Shape[] {
  if (!geometry) return []
  if (geometry.type === 'GeometryCollection') return collectShapes(geometry, tally)
  const shape = SHAPES[geometry.type](geometry.coordinates as never, tally)
  return shape.parts.length > 0 ? [shape] : []
}

const SHAPES = {
  Point: (position: Position) => points('point', position.length > 0 ? [position] : []),
  MultiPoint: (positions: Position[]) => points('multipoint', positions),
  LineString: (line: Position[], tally: Tally) => lines([line], tally),
  MultiLineString: (parts: Position[][], tally: Tally) => lines(parts, tally),
  Polygon: (polygon: Position[][], tally: Tally) => polygons([polygon], tally),
  MultiPolygon: (parts: Position[][][], tally: Tally) => polygons(parts, tally),
}

function points(family: 'point' | 'multipoint', positions: Position[]): Shape {
  return { family, parts: positions.length > 0 ? [positions] : [], outer: [] }
}

function lines(parts: Position[][], tally: Tally): Shape {
  const kept = parts.filter((part) => part.length > 1)
  if (kept.length < parts.length) dropPart(tally, parts.length - kept.length)
  return { family: 'line', parts: kept, outer: [] }
}

function polygons(polygons: Position[][][], tally: Tally): Shape {
  const parts: Position[][] = []
  const outer: boolean[] = []
  for (const polygon of polygons) {
    for (let index = 0; index < polygon.length; index++) {
      const ring = closeRing(polygon[index]!, tally)
      if (ring.length < 4) {
        dropPart(tally, 1)
        // Holes without their outer ring would read as land.
        if (index > 0) continue
        if (polygon.length > 1) dropPart(tally, polygon.length - 1)
        break
      }
      parts.push(ring)
      outer.push(index === 0)
    }
  }
  return { family: 'polygon', parts, outer }
}

function closeRing(ring: Position[], tally: Tally): Position[] {
  const closed = toClosed(ring)
  if (closed !== ring) tally.add(RING_CLOSED)
  return closed
}

function dropPart(tally: Tally, count: number): void {
  tally.add(
    {
      code: 'degenerate-part-dropped',
      message:
        'Lines of fewer than 2 positions and rings of fewer than 4 were left out: the format cannot hold them',
    },
    count,
  )
}

/** The shapes of a collection, one of each family, points joined to multipoints. */
function collectShapes(collection: Geometry, tally: Tally): Shape[] {
  const shapes = new Map<ShapeFamily, { parts: Position[][]; outer: boolean[] }>()
  const gather = (geometry: Geometry): void => {
    if (geometry.type === 'GeometryCollection') {
      geometry.geometries.forEach(gather)
      return
    }
    for (const { family: own, parts, outer } of toShapes(geometry, tally)) {
      const family = own === 'point' ? 'multipoint' : own
      const joined = shapes.get(family) ?? { parts: [], outer: [] }
      shapes.set(family, joined)
      if (family === 'multipoint') {
        const points = joined.parts[0] ?? []
        joined.parts[0] = points
        for (const point of parts[0]!) points.push(point)
      } else {
        for (const part of parts) joined.parts.push([...part])
        for (const isOuter of outer) joined.outer.push(isOuter)
      }
    }
  }
  gather(collection)
  tally.add({
    code: 'collection-taken-apart',
    message: 'Geometry collections were taken apart into records of one geometry type each',
  })
  return [...shapes].map(([family, { parts, outer }]) => ({ family, parts, outer }))
}
