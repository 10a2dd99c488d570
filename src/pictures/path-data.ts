import type { Geometry, Position } from 'geojson'
import { linesOf } from '../geo/positions.ts'
import { type Frame, LATTICE } from './frame.ts'

type Point = readonly [x: number, y: number]

/**
 * The rings or lines of a geometry on the frame's lattice, as the data of an SVG path; empty where
 * nothing of it is in the frame or larger than a step of the lattice. Neighbours snap alike: borders
 * that they share stay shared.
 *
 * @param geometry in the Framework's unit square
 */
export function toPathData(geometry: Geometry, frame: Frame): string {
  const areas = isArea(geometry)
  return linesOf(geometry)
    .map((line) => toSubpath(line, areas, frame))
    .join('')
}

/** The positions of points on the lattice that are in the frame. */
export function toPoints(geometry: Geometry, frame: Frame): Point[] {
  const positions =
    geometry.type === 'Point'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPoint'
        ? geometry.coordinates
        : []
  return positions
    .map(([u, v]) => frame.toLattice(u!, v!))
    .filter(
      ([x, y]) => x >= 0 && y >= 0 && x <= frame.width * LATTICE && y <= frame.height * LATTICE,
    )
}

function isArea({ type }: Geometry): boolean {
  return type === 'Polygon' || type === 'MultiPolygon'
}

function toSubpath(line: readonly Position[], closed: boolean, frame: Frame): string {
  const points = thin(line.map(([u, v]) => frame.toLattice(u!, v!)))
  if (closed && Math.abs(doubledArea(points)) < 2 * MIN_AREA) return ''
  if (points.length < 2 || !isInFrame(points, frame)) return ''
  const [first, ...others] = points
  let [x, y] = first!
  let data = `M${x} ${y}l`
  others.forEach((point, index) => {
    const [dx, dy] = [point[0] - x, point[1] - y]
    // The first ring of a path ends where it began: the z says so.
    if (closed && index === others.length - 1 && point[0] === first![0] && point[1] === first![1]) {
      return
    }
    data += `${index > 0 && dx >= 0 ? ' ' : ''}${dx}${dy >= 0 ? ' ' : ''}${dy}`
    x = point[0]
    y = point[1]
  })
  return closed ? `${data}z` : data
}

/** How far, in steps of the lattice, a line may run beside the points that are left out of it. */
const TOLERANCE = 0.8

/** Areas of fewer square steps than this are specks. */
const MIN_AREA = 3

/**
 * Leaves out points that repeat the one before, and those that the line passes within the tolerance
 * (Douglas and Peucker 1973): the stairs that snapping makes of a slanted line.
 */
function thin(points: readonly Point[]): Point[] {
  const distinct = points.filter((point, index) => {
    const before = points[index - 1]
    return !before || before[0] !== point[0] || before[1] !== point[1]
  })
  const kept = new Uint8Array(distinct.length)
  kept[0] = 1
  kept[distinct.length - 1] = 1
  const spans: [first: number, last: number][] = [[0, distinct.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span
    let farthest = TOLERANCE
    let place = -1
    for (let index = first + 1; index < last; index++) {
      const distance = distanceToLine(distinct[index]!, distinct[first]!, distinct[last]!)
      if (distance <= farthest) continue
      farthest = distance
      place = index
    }
    if (place < 0) continue
    kept[place] = 1
    spans.push([first, place], [place, last])
  }
  return distinct.filter((_, index) => kept[index])
}

function distanceToLine([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = Math.hypot(bx - ax, by - ay)
  if (length === 0) return Math.hypot(x - ax, y - ay)
  const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length ** 2
  const share = Math.max(0, Math.min(1, along))
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
}

function doubledArea(points: readonly Point[]): number {
  let area = 0
  points.forEach(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length]!
    area += x * nextY - nextX * y
  })
  return area
}

function isInFrame(points: readonly Point[], frame: Frame): boolean {
  const [right, bottom] = [frame.width * LATTICE, frame.height * LATTICE]
  return (
    points.some(([x]) => x >= 0) &&
    points.some(([x]) => x <= right) &&
    points.some(([, y]) => y >= 0) &&
    points.some(([, y]) => y <= bottom)
  )
}
