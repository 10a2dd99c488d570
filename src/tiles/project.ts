import type { Geometry, Position } from 'geojson'
import type { TileGrid } from '../geo/projections/projection.ts'

/** The part of a pixel of a 512-pixel tile by which a projected edge may run beside its true course. */
const EDGE_TOLERANCE_PIXELS = 1 / 16

/** Edges shorter than this many degrees are taken as straight in every grid. */
const SHORT_EDGE_DEGREES = 0.02

const MAX_SPLITS = 12

/**
 * Projects a geometry into a grid's unit square. A straight edge in longitude and latitude (as
 * RFC 7946 section 3.1.1 defines it) is a curve in the grid: vertices are added where it would
 * leave that curve by more than a fraction of a pixel of the tiles of `zoom`. An edge of more than half
 * the world jumps over the antimeridian by the short way, as tracks and uncut polygons mean it; one that
 * runs from −180 to 180 exactly is an edge along the cut and stays.
 */
export function projectGeometry(geometry: Geometry, grid: TileGrid, zoom: number): Geometry {
  const tolerance = EDGE_TOLERANCE_PIXELS / (512 * 2 ** zoom)
  const projectLine = (line: readonly Position[]) => toCurve(line, grid, tolerance)
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: projectPosition(geometry.coordinates, grid) }
    case 'MultiPoint':
      return {
        type: 'MultiPoint',
        coordinates: geometry.coordinates.map((position) => projectPosition(position, grid)),
      }
    case 'LineString':
      return { type: 'LineString', coordinates: projectLine(geometry.coordinates) }
    case 'MultiLineString':
    case 'Polygon':
      return {
        type: geometry.type,
        coordinates: geometry.coordinates.map(projectLine),
      }
    case 'MultiPolygon':
      return {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((polygon) => polygon.map(projectLine)),
      }
    case 'GeometryCollection':
      return {
        type: 'GeometryCollection',
        geometries: geometry.geometries.map((part) => projectGeometry(part, grid, zoom)),
      }
  }
}

function projectPosition(position: Position, grid: TileGrid): Position {
  return grid.toUnit(position[0]!, position[1]!)
}

function toCurve(line: readonly Position[], grid: TileGrid, tolerance: number): Position[] {
  const projected: Position[] = []
  const curve: Curve = { grid, tolerance, projected }
  let shift = 0
  let previous: Vertex | undefined
  for (const position of line) {
    let lon = position[0]! + shift
    if (previous) {
      const step = lon - previous.lon
      if (Math.abs(step) > 180 && Math.abs(step) < 359) {
        const turn = step > 0 ? -360 : 360
        shift += turn
        lon += turn
      }
    }
    const vertex = toVertex(lon, position[1]!, grid)
    if (previous) addCurve(previous, vertex, curve, MAX_SPLITS)
    projected.push([vertex.u, vertex.v])
    previous = vertex
  }
  return projected
}

interface Vertex {
  readonly lon: number
  readonly lat: number
  readonly u: number
  readonly v: number
}

function toVertex(lon: number, lat: number, grid: TileGrid): Vertex {
  const [u, v] = grid.toUnit(lon, lat)
  return { lon, lat, u, v }
}

interface Curve {
  readonly grid: TileGrid
  /** How far an edge may run beside its true course, in unit squares. */
  readonly tolerance: number
  readonly projected: Position[]
}

/** Adds the vertices between `from` and `to`, both left out. */
function addCurve(from: Vertex, to: Vertex, curve: Curve, splits: number): void {
  const { grid, tolerance, projected } = curve
  const degrees = Math.max(Math.abs(to.lon - from.lon), Math.abs(to.lat - from.lat))
  if (splits === 0 || degrees < SHORT_EDGE_DEGREES) return
  const middle = toVertex((from.lon + to.lon) / 2, (from.lat + to.lat) / 2, grid)
  const bulge = Math.hypot(middle.u - (from.u + to.u) / 2, middle.v - (from.v + to.v) / 2)
  // An edge through the centre of a symmetric curve has no bulge at its middle: long ones are split
  // whatever it is.
  if (bulge < tolerance && degrees < 10) return
  addCurve(from, middle, curve, splits - 1)
  projected.push([middle.u, middle.v])
  addCurve(middle, to, curve, splits - 1)
}

/**
 * The outlines of a polygon as lines, without the edges that are no one's boundary: those along the
 * antimeridian and over the poles, where longitude and latitude cut what is whole on the ground.
 * `null` for geometries without rings.
 */
export function toOutlines(geometry: Geometry): Geometry | null {
  const lines = ringsOf(geometry).flatMap(withoutSeams)
  return lines.length === 0 ? null : { type: 'MultiLineString', coordinates: lines }
}

function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat()
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(ringsOf) : []
}

function withoutSeams(ring: readonly Position[]): Position[][] {
  const lines: Position[][] = []
  let line: Position[] = []
  for (let index = 0; index < ring.length; index++) {
    const position = ring[index]!
    if (index > 0 && isSeam(ring[index - 1]!, position)) {
      if (line.length > 1) lines.push(line)
      line = []
    }
    line.push(position)
  }
  if (line.length > 1) lines.push(line)
  return lines
}

function isSeam(a: Position, b: Position): boolean {
  return (
    (Math.abs(a[0]!) === 180 && Math.abs(b[0]!) === 180) ||
    (Math.abs(a[1]!) === 90 && Math.abs(b[1]!) === 90)
  )
}
