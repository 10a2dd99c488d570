import type { Geometry, Position } from 'geojson'
import type { Bbox } from './bbox.ts'

/** Calls `visit` with every position of a geometry, collections included, in the file's order. */
export function eachPosition(geometry: Geometry, visit: (position: Position) => void): void {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) eachPosition(part, visit)
  } else {
    eachNested(geometry.coordinates, visit)
  }
}

type Nested = Position | Position[] | Position[][] | Position[][][]

function eachNested(coordinates: Nested, visit: (position: Position) => void): void {
  if (typeof coordinates[0] === 'number') {
    visit(coordinates as Position)
  } else {
    for (const part of coordinates as Position[][]) eachNested(part, visit)
  }
}

/** The box of a geometry's positions; the empty box without any. */
export function geometryBbox(geometry: Geometry | null): Bbox {
  let west = Number.POSITIVE_INFINITY
  let south = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  let north = Number.NEGATIVE_INFINITY
  if (geometry) {
    eachPosition(geometry, (position) => {
      const lon = position[0]!
      const lat = position[1]!
      if (lon < west) west = lon
      if (lon > east) east = lon
      if (lat < south) south = lat
      if (lat > north) north = lat
    })
  }
  return [west, south, east, north]
}

/** The geometry with each of its positions replaced by another. */
export function mapPositions<Shape extends Geometry>(
  geometry: Shape,
  change: (position: Position) => Position,
): Shape {
  if (geometry.type === 'GeometryCollection') {
    return {
      ...geometry,
      geometries: geometry.geometries.map((part) => mapPositions(part, change)),
    }
  }
  const nested = (coordinates: Nested): Nested =>
    typeof coordinates[0] === 'number'
      ? change(coordinates as Position)
      : ((coordinates as Position[][]).map(nested) as Nested)
  return { ...geometry, coordinates: nested(geometry.coordinates) }
}

/** The lines of a geometry, and the rings of its areas; none of points. */
export function linesOf(geometry: Geometry): readonly Position[][] {
  switch (geometry.type) {
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    default:
      return []
  }
}
