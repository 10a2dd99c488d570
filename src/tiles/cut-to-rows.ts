import type { Geometry, Position } from 'geojson'
import { eachPosition } from '../geo/positions.ts'

type Rows = readonly [from: number, to: number]

/**
 * The part of a projected geometry (u, v of a grid's unit square) between two rows, both included; `null` where nothing
 * of it is left. Areas are cut by half-planes one after the other (Sutherland and Hodgman), so that parts of one ring may
 * stay joined along a row.
 */
export function cutToRows(geometry: Geometry, rows: Rows): Geometry | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  eachPosition(geometry, (position) => {
    least = Math.min(least, position[1]!)
    most = Math.max(most, position[1]!)
  })
  const [from, to] = rows
  if (least > to || most < from) return null
  return least >= from && most <= to ? geometry : cut(geometry, rows)
}

function cut(geometry: Geometry, rows: Rows): Geometry | null {
  const cutPoints = (points: readonly Position[]) =>
    points.filter((point) => point[1]! >= rows[0] && point[1]! <= rows[1])
  const cutRings = (rings: readonly (readonly Position[])[]) =>
    rings.map((ring) => toRing(ring, rows)).filter((ring) => ring.length > 3)
  switch (geometry.type) {
    case 'Point':
      return cutPoints([geometry.coordinates]).length > 0 ? geometry : null
    case 'MultiPoint':
      return orNull('MultiPoint', cutPoints(geometry.coordinates))
    case 'LineString':
      return orNull('MultiLineString', toLines(geometry.coordinates, rows))
    case 'MultiLineString':
      return orNull(
        'MultiLineString',
        geometry.coordinates.flatMap((line) => toLines(line, rows)),
      )
    case 'Polygon':
      return orNull('Polygon', cutRings(geometry.coordinates))
    case 'MultiPolygon':
      return orNull(
        'MultiPolygon',
        geometry.coordinates.map(cutRings).filter((polygon) => polygon.length > 0),
      )
    case 'GeometryCollection': {
      const geometries = geometry.geometries.flatMap((part) => cutToRows(part, rows) ?? [])
      return geometries.length > 0 ? { type: 'GeometryCollection', geometries } : null
    }
  }
}

function orNull(type: Exclude<Geometry['type'], 'GeometryCollection'>, coordinates: unknown[]) {
  return coordinates.length > 0 ? ({ type, coordinates } as Geometry) : null
}

/** Where the edge from `a` to `b` meets a row. */
function meet(a: Position, b: Position, row: number): Position {
  const share = (row - a[1]!) / (b[1]! - a[1]!)
  return [a[0]! + (b[0]! - a[0]!) * share, row]
}

/** A closed ring, cut; empty or too short where nothing of it is left. */
function toRing(ring: readonly Position[], [from, to]: Rows): Position[] {
  const above = cutRing(ring, from, (v) => v >= from)
  return cutRing(above, to, (v) => v <= to)
}

function cutRing(
  ring: readonly Position[],
  row: number,
  isKept: (v: number) => boolean,
): Position[] {
  const kept: Position[] = []
  for (const [index, position] of ring.entries()) {
    const before = ring[index - 1]
    const isIn = isKept(position[1]!)
    if (before && isKept(before[1]!) !== isIn) kept.push(meet(before, position, row))
    if (isIn) kept.push(position)
  }
  const [first] = kept
  const last = kept.at(-1)
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) kept.push(first)
  return kept
}

function toLines(line: readonly Position[], rows: Rows): Position[][] {
  return rows.reduce<Position[][]>(
    (lines, row, index) =>
      lines.flatMap((part) => cutLine(part, row, (v) => (index === 0 ? v >= row : v <= row))),
    [[...line]],
  )
}

function cutLine(
  line: readonly Position[],
  row: number,
  isKept: (v: number) => boolean,
): Position[][] {
  const lines: Position[][] = []
  let current: Position[] = []
  const end = () => {
    if (current.length > 1) lines.push(current)
    current = []
  }
  for (const [index, position] of line.entries()) {
    const before = line[index - 1]
    const isIn = isKept(position[1]!)
    if (before && isKept(before[1]!) !== isIn) current.push(meet(before, position, row))
    if (isIn) current.push(position)
    else end()
  }
  end()
  return lines
}
