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
    return
  }
  const parts = coordinates as Position[][]
  for (let index = 0; index < parts.length; index++) {
    const part: Nested = parts[index]!
    if (typeof part[0] === 'number') visit(part as unknown as Position)
    else eachNested(part, visit)
  }
}

/** How many positions a geometry has. */
export function countPositions(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates.length > 0 ? 1 : 0
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates.length
    case 'MultiLineString':
    case 'Polygon':
      return lengthOf(geometry.coordinates)
    case 'MultiPolygon':
      return geometry.coordinates.reduce((count, polygon) => count + lengthOf(polygon), 0)
    case 'GeometryCollection':
      return geometry.geometries.reduce((count, part) => count + countPositions(part), 0)
  }
}

function lengthOf(lines: readonly (readonly Position[])[]): number {
  let count = 0
  for (const line of lines) count += line.length
  return count
}

/** The box of a geometry's positions; the empty box without any. */
export function geometryBbox(geometry: Geometry | null): Bbox {
  const box: Edges = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  if (geometry) extend(box, geometry)
  return box
}

type Edges = [west: number, south: number, east: number, north: number]

function extend(box: Edges, geometry: Geometry): void {
  switch (geometry.type) {
    case 'Point':
      extendByLine(box, [geometry.coordinates])
      break
    case 'MultiPoint':
    case 'LineString':
      extendByLine(box, geometry.coordinates)
      break
    case 'MultiLineString':
    case 'Polygon':
      for (const line of geometry.coordinates) extendByLine(box, line)
      break
    case 'MultiPolygon':
      for (const polygon of geometry.coordinates)
        for (const ring of polygon) extendByLine(box, ring)
      break
    case 'GeometryCollection':
      for (const part of geometry.geometries) extend(box, part)
  }
}

/** In one loop and not by `eachPosition`: every feature of every file that is written comes by here. */
function extendByLine(box: Edges, line: readonly Position[]): void {
  let [west, south, east, north] = box
  for (let index = 0; index < line.length; index++) {
    const position = line[index]!
    const lon = position[0]!
    const lat = position[1]!
    if (lon < west) west = lon
    if (lon > east) east = lon
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  box[0] = west
  box[1] = south
  box[2] = east
  box[3] = north
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
