import type { Position } from 'geojson'
import { difference, intersection } from 'polyclip-ts'
import { type Bbox, EMPTY_BBOX, union } from '../../src/geo/bbox.ts'
import { fromNaaf, NAAF_EXTENT, toNaaf } from '../../src/geo/naaf.ts'
import type { Line, Rings, Tally } from './geometry.ts'

/** Half the side of the Framework's square, in metres. */
const HALF = NAAF_EXTENT[2]

/** The square's edge is drawn in longitude and latitude with a vertex every so many metres. */
const EDGE_STEP_METERS = 10_000

/** Whether a position lies in the Framework's square, edge included. */
export function isInFramework(lon: number, lat: number): boolean {
  const [x, y] = toNaaf(lon, lat)
  return Math.abs(x) <= HALF && Math.abs(y) <= HALF
}

/** How far a vertex of the clipped edge may lie from the true one, by its steps and by rounding. */
const EDGE_TOLERANCE_METERS = 100

/** Whether a position lies on the edge of the Framework's square, where clipping puts it. */
function isOnFrameworkEdge(position: Position): boolean {
  const [x, y] = toNaaf(position[0]!, position[1]!)
  return Math.abs(Math.max(Math.abs(x), Math.abs(y)) - HALF) < EDGE_TOLERANCE_METERS
}

/**
 * Whether a position was put there by cutting, on the antimeridian or on the Framework's edge. Two in
 * a row bound nothing: lines must not be drawn there, nor generalised away from it.
 */
export function isCut(position: Position): boolean {
  return Math.abs(position[0]!) === 180 || isOnFrameworkEdge(position)
}

/** Lines without the segments along the antimeridian and the Framework's edge. */
export function withoutCuts(lines: readonly Line[]): Line[] {
  return lines.flatMap((line) => {
    const parts: Position[][] = []
    let part: Position[] = [line[0]!]
    let wasCut = isCut(line[0]!)
    for (const position of line.slice(1)) {
      const cut = isCut(position)
      if (cut && wasCut) {
        if (part.length >= 2) parts.push(part)
        part = [position]
      } else part.push(position)
      wasCut = cut
    }
    if (part.length >= 2) parts.push(part)
    return parts
  })
}

/**
 * The Framework's square in longitude and latitude: one ring. The pole lies inside the square, so its
 * edge is a curve from -180 to 180 degrees, closed here along the antimeridian and the 90th parallel.
 */
export function frameworkRing(): Position[] {
  const steps = Math.round((2 * HALF) / EDGE_STEP_METERS)
  const corners = [
    [-HALF, HALF],
    [-HALF, -HALF],
    [HALF, -HALF],
    [HALF, HALF],
  ] as const
  const edge = corners.flatMap(([x, y], side) => {
    const [nextX, nextY] = corners[(side + 1) % 4]!
    return Array.from({ length: steps }, (_, step) => {
      const share = step / steps
      return fromNaaf(x + (nextX - x) * share, y + (nextY - y) * share)!
    })
  })
  // The one place where the longitude jumps is the antimeridian: the ring starts there.
  const jump = edge.findIndex((position, i) => position[0] - edge.at(i - 1)![0] < -180)
  const curve = [...edge.slice(jump), ...edge.slice(0, jump)]
  const [first, last] = [curve[0]!, curve.at(-1)!]
  const share = (180 - last[0]) / (first[0] + 360 - last[0])
  const lat = last[1] + share * (first[1] - last[1])
  return [[-180, lat], ...curve, [180, lat], [180, 90], [-180, 90], [-180, lat]]
}

let region: Position[][] | undefined

/**
 * Clips polygons to the Framework's square. Tallies `clippedParts` (cut at the edge) and
 * `outsideParts` (dropped).
 */
export function clipPolygons(polygons: readonly Rings[], tally: Tally): Rings[] {
  region ??= [frameworkRing()]
  const clip = region
  return polygons.flatMap((rings): Rings[] => {
    const [minX, minY, maxX, maxY] = planeBox(rings[0]!)
    if (minX >= -HALF && maxX <= HALF && minY >= -HALF && maxY <= HALF) return [rings]
    if (minX > HALF || maxX < -HALF || minY > HALF || maxY < -HALF) {
      tally.add('outsideParts')
      return []
    }
    const parts = intersection(rings as [number, number][][], clip as [number, number][][])
    tally.add(parts.length === 0 ? 'outsideParts' : 'clippedParts')
    return parts
  })
}

/** What of polygons lies outside the Framework's square. Tallies as `clipPolygons` does. */
export function clipAway(polygons: readonly Rings[], tally: Tally): Rings[] {
  region ??= [frameworkRing()]
  const clip = region
  return polygons.flatMap((rings): Rings[] => {
    const [minX, minY, maxX, maxY] = planeBox(rings[0]!)
    if (minX > HALF || maxX < -HALF || minY > HALF || maxY < -HALF) return [rings]
    const parts = difference(rings as [number, number][][], clip as [number, number][][])
    tally.add(parts.length === 0 ? 'insideParts' : 'clippedParts')
    return parts
  })
}

/** The box of a line's positions in the Framework's plane, in metres. */
function planeBox(line: Line): Bbox {
  return line.reduce<Bbox>((bbox, position) => {
    const [x, y] = toNaaf(position[0]!, position[1]!)
    return union(bbox, [x, y, x, y])
  }, EMPTY_BBOX)
}

/** Halvings that find where a segment leaves the square, to well under a millimetre. */
const BISECTIONS = 48

/** The place between a position inside and one outside where the segment leaves the square. */
function crossing(inside: Position, outside: Position): Position {
  let near = 0
  let far = 1
  const at = (share: number): [number, number] => [
    inside[0]! + (outside[0]! - inside[0]!) * share,
    inside[1]! + (outside[1]! - inside[1]!) * share,
  ]
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (near + far) / 2
    if (isInFramework(...at(middle))) near = middle
    else far = middle
  }
  return at(near)
}

/** Clips lines to the Framework's square; tallies as `clipPolygons` does. */
export function clipLines(lines: readonly Line[], tally: Tally): Line[] {
  return lines.flatMap((line) => {
    const parts: Position[][] = []
    let part: Position[] = []
    let wasInside = false
    line.forEach((position, i) => {
      const inside = isInFramework(position[0]!, position[1]!)
      if (i > 0 && inside !== wasInside) {
        const previous = line[i - 1]!
        part.push(inside ? crossing(position, previous) : crossing(previous, position))
      }
      if (inside) part.push(position)
      if (!inside && part.length > 0) {
        parts.push(part)
        part = []
      }
      wasInside = inside
    })
    if (part.length > 0) parts.push(part)
    const kept = parts.filter((positions) => positions.length >= 2)
    if (kept.length === 0) tally.add('outsideParts')
    else if (!(kept.length === 1 && kept[0]!.length === line.length)) tally.add('clippedParts')
    return kept
  })
}
