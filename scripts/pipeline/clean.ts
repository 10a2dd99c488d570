import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { union } from 'polyclip-ts'
import { SLIVER_SQUARE_METERS } from '../../src/geo/validity.ts'
import { type Line, type Rings, Tally } from './geometry.ts'
import {
  isInRing,
  polygonAreaSquareMeters,
  ringAreaSquareMeters,
  signedDoubleArea,
} from './rings.ts'
import { snapPolygons } from './snap.ts'

/**
 * Makes polygons valid as OGC 06-103r4 section 6.1.11 and RFC 7946 section 3.1.6 ask: closed rings,
 * exterior counter-clockwise and holes clockwise, no repeated position, no spike, no ring that touches
 * or crosses itself. Positions must be on the grid of `snap.ts`, which makes the predicates exact.
 *
 * Rings that touch themselves are parted where they touch, which moves nothing; rings that cross are
 * resolved by a union, whose new corners are put on the grid. Tallies `splitRings`, `resolvedPolygons`,
 * `spikes`, `turnedRings`, `slivers`, `joinedPolygons` and `unresolvedPolygons`.
 */
export function cleanPolygons(polygons: readonly Rings[], bits: number, tally: Tally): Rings[] {
  const cleaned = polygons.flatMap((rings) => cleanPolygon(rings, bits, tally, 3))
  return joinOverlapping(cleaned, bits, tally, 3)
}

/**
 * Joins polygons of one geometry that generalising or rounding has brought over each other, which a
 * multipolygon may not have. Tallies `joinedPolygons`.
 */
function joinOverlapping(
  polygons: readonly Rings[],
  bits: number,
  tally: Tally,
  attempts: number,
): Rings[] {
  if (polygons.length < 2 || attempts === 0) return [...polygons]
  const boxes = new Flatbush(polygons.length)
  for (const rings of polygons) boxes.add(...bboxOf(rings[0]!))
  boxes.finish()
  const group = polygons.map((_, i) => i)
  const rootOf = (i: number): number => (group[i] === i ? i : rootOf(group[i]!))
  polygons.forEach((rings, i) => {
    for (const j of boxes.search(...bboxOf(rings[0]!))) {
      if (j > i && rootOf(i) !== rootOf(j) && doOverlap(rings, polygons[j]!)) {
        group[rootOf(j)] = rootOf(i)
      }
    }
  })
  const members = new Map<number, Rings[]>()
  polygons.forEach((rings, i) => {
    members.set(rootOf(i), [...(members.get(rootOf(i)) ?? []), rings])
  })
  if (members.size === polygons.length) return [...polygons]
  const joined = [...members.values()].flatMap((parts) => {
    if (parts.length === 1) return parts
    tally.add('joinedPolygons', parts.length)
    const together = unite(parts)
    if (!together) {
      // The largest alone is valid; the others would lie over it.
      tally.add('unresolvedPolygons', parts.length - 1)
      const areas = parts.map(polygonAreaSquareMeters)
      return [parts[areas.indexOf(Math.max(...areas))]!]
    }
    return snapPolygons(together, bits, tally).flatMap((rings) =>
      cleanPolygon(rings, bits, tally, 3),
    )
  })
  return joinOverlapping(joined, bits, tally, attempts - 1)
}

/** Whether two valid polygons share more than single points. */
function doOverlap(a: Rings, b: Rings): boolean {
  const { segments, index } = segmentsOf(a)
  const meets = b.some((ring) =>
    ring
      .slice(1)
      .some((end, i) =>
        index
          .search(...bboxOf([ring[i]!, end]))
          .some((n) => doSegmentsOverlap([ring[i]!, end], segments[n]!)),
      ),
  )
  return meets || isRingWithin(a[0]!, b) || isRingWithin(b[0]!, a)
}

interface SegmentIndex {
  readonly segments: readonly Segment[]
  readonly index: Flatbush
}

/** Of a continent that is held against each of its islands, the segments are indexed once. */
const segmentIndexes = new WeakMap<Rings, SegmentIndex>()

function segmentsOf(rings: Rings): SegmentIndex {
  const known = segmentIndexes.get(rings)
  if (known) return known
  const segments = rings.flatMap((ring) => ring.slice(1).map((end, i): Segment => [ring[i]!, end]))
  const index = new Flatbush(segments.length)
  for (const segment of segments) index.add(...bboxOf(segment))
  index.finish()
  const made = { segments, index }
  segmentIndexes.set(rings, made)
  return made
}

type Segment = readonly [Position, Position]

/** Whether two segments cross or run along each other. */
function doSegmentsOverlap([p, q]: Segment, [r, s]: Segment): boolean {
  const rSide = orientation(p, q, r)
  const sSide = orientation(p, q, s)
  if (rSide === 0 && sSide === 0) {
    const axis = p[0] === q[0] ? 1 : 0
    const from = Math.max(Math.min(p[axis]!, q[axis]!), Math.min(r[axis]!, s[axis]!))
    const to = Math.min(Math.max(p[axis]!, q[axis]!), Math.max(r[axis]!, s[axis]!))
    return from < to
  }
  const pSide = orientation(r, s, p)
  const qSide = orientation(r, s, q)
  return rSide * sSide < 0 && pSide * qSide < 0
}

/** Whether a ring that crosses no ring of a polygon lies inside the polygon, and in none of its holes. */
function isRingWithin(ring: Line, [exterior, ...holes]: Rings): boolean {
  return isRingInside(ring, exterior!) && !holes.some((hole) => isRingInside(ring, hole))
}

/** What polygons cover together; null where the sweep loses its way, as it may among touching edges. */
function unite(polygons: readonly Rings[]): Rings[] | null {
  const [first, ...others] = polygons as [number, number][][][]
  try {
    return union(first!, ...others)
  } catch {
    return null
  }
}

function cleanPolygon(rings: Rings, bits: number, tally: Tally, attempts: number): Rings[] {
  const noded = insertTouchingVertices(rings, tally)
  if (noded === 'crossing') {
    const resolved = attempts > 0 ? unite([rings]) : null
    if (!resolved) {
      tally.add('unresolvedPolygons')
      return []
    }
    tally.add('resolvedPolygons')
    return snapPolygons(resolved, bits, tally).flatMap((part) =>
      cleanPolygon(part, bits, tally, attempts - 1),
    )
  }
  const simple = noded.flatMap((ring) => splitRing(removeSpikes(ring, tally), tally))
  const kept = simple.filter((ring) => {
    if (ringAreaSquareMeters(ring) >= SLIVER_SQUARE_METERS) return true
    tally.add('slivers')
    return false
  })
  return assemble(kept, noded[0]!, tally).flatMap((part) => partWhereTouching(part, tally))
}

/**
 * A hole that touches the exterior, or rings that touch in a circle, may part the inside of a polygon,
 * which must be one piece. The rings are then gone along anew, always by the nearest edge of the inside.
 */
function partWhereTouching(rings: Rings, tally: Tally): Rings[] {
  const ringsAt = new Map<string, number>()
  for (const ring of rings) {
    for (const position of ring.slice(1)) {
      ringsAt.set(keyOf(position), (ringsAt.get(keyOf(position)) ?? 0) + 1)
    }
  }
  const touches = [...ringsAt.values()].reduce((sum, count) => sum + count - 1, 0)
  if (touches < 2) return [rings]

  // Edges that two rings go along, there and back, have nothing of the inside beside them.
  const all = rings.flatMap((ring) => ring.slice(1).map((end, i): Segment => [ring[i]!, end]))
  const keys = new Set(all.map(([start, end]) => `${start} ${end}`))
  const edges = all.filter(([start, end]) => !keys.has(`${end} ${start}`))
  const edgesFrom = new Map<string, number[]>()
  edges.forEach(([start], edge) => {
    edgesFrom.set(keyOf(start), [...(edgesFrom.get(keyOf(start)) ?? []), edge])
  })
  const onwards = (edge: number): number => {
    const [back, at] = edges[edge]!
    return nearestClockwise(at, back, edgesFrom.get(keyOf(at))!, edges)
  }
  const left = new Set(edges.keys())
  const traced: Line[] = []
  for (const first of left) {
    const path: Position[] = []
    let edge = first
    do {
      left.delete(edge)
      path.push(edges[edge]![0])
      edge = onwards(edge)
    } while (left.has(edge))
    traced.push([...path, path[0]!])
  }
  const parts = assemble(
    traced.flatMap((ring) => splitRing(ring, new Tally())),
    undefined,
    new Tally(),
  )
  if (parts.length === 1 && edges.length === all.length) return [rings]
  tally.add('splitRings', parts.length - 1)
  return parts
}

const keysOfRings = new WeakMap<Line, ReadonlySet<string>>()

/** The keys of a ring's positions, made once for all rings that are held against it. */
function keysOf(ring: Line): ReadonlySet<string> {
  const keys = keysOfRings.get(ring) ?? new Set(ring.map(keyOf))
  keysOfRings.set(ring, keys)
  return keys
}

function keyOf(position: Position): string {
  return `${position[0]},${position[1]}`
}

/** Which of the edges from a position comes first, turning clockwise from the way back. */
function nearestClockwise(
  at: Position,
  back: Position,
  candidates: readonly number[],
  edges: readonly Segment[],
): number {
  const angle = (to: Position) => Math.atan2(to[1]! - at[1]!, to[0]! - at[0]!)
  const turns = candidates.map((edge) => {
    const turn = angle(back) - angle(edges[edge]![1])
    return turn <= 0 ? turn + 2 * Math.PI : turn
  })
  return candidates[turns.indexOf(Math.min(...turns))]!
}

/** Positive where c lies left of the line from a to b; exact for positions on the grid. */
function orientation(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)
}

function isBetween(a: Position, b: Position, c: Position): boolean {
  return (
    Math.min(a[0]!, b[0]!) <= c[0]! &&
    c[0]! <= Math.max(a[0]!, b[0]!) &&
    Math.min(a[1]!, b[1]!) <= c[1]! &&
    c[1]! <= Math.max(a[1]!, b[1]!)
  )
}

function equal(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/**
 * Puts a vertex on every segment that another segment of the polygon ends on, so that touching shows
 * as a shared vertex; says so where two segments cross.
 */
function insertTouchingVertices(rings: Rings, tally: Tally): Line[] | 'crossing' {
  const segments = rings.flatMap((ring, r) =>
    ring.slice(1).map((end, i) => ({ ring: r, index: i, start: ring[i]!, end })),
  )
  const index = new Flatbush(segments.length)
  for (const { start, end } of segments) {
    index.add(
      Math.min(start[0]!, end[0]!),
      Math.min(start[1]!, end[1]!),
      Math.max(start[0]!, end[0]!),
      Math.max(start[1]!, end[1]!),
    )
  }
  index.finish()
  const inserts = new Map<number, Position[]>()
  for (const [s, segment] of segments.entries()) {
    const { start, end } = segment
    const near = index.search(
      Math.min(start[0]!, end[0]!),
      Math.min(start[1]!, end[1]!),
      Math.max(start[0]!, end[0]!),
      Math.max(start[1]!, end[1]!),
    )
    for (const t of near) {
      if (t === s) continue
      const other = segments[t]!
      const startSide = orientation(start, end, other.start)
      const endSide = orientation(start, end, other.end)
      if (startSide === 0 && isBetween(start, end, other.start)) {
        if (!equal(other.start, start) && !equal(other.start, end)) {
          inserts.set(s, [...(inserts.get(s) ?? []), other.start])
        }
      }
      if (t > s && startSide !== 0 && endSide !== 0 && startSide > 0 !== endSide > 0) {
        const a = orientation(other.start, other.end, start)
        const b = orientation(other.start, other.end, end)
        if (a !== 0 && b !== 0 && a > 0 !== b > 0) return 'crossing'
      }
    }
  }
  if (inserts.size === 0) return [...rings]
  let s = 0
  return rings.map((ring) => {
    const noded: Position[] = [ring[0]!]
    for (let i = 1; i < ring.length; i++, s++) {
      const start = ring[i - 1]!
      const distance = (position: Position) =>
        Math.abs(position[0]! - start[0]!) + Math.abs(position[1]! - start[1]!)
      const added = (inserts.get(s) ?? []).sort((p, q) => distance(p) - distance(q))
      for (const position of added) {
        if (!equal(position, noded.at(-1)!)) {
          noded.push(position)
          tally.add('touchingVertices')
        }
      }
      noded.push(ring[i]!)
    }
    return noded
  })
}

/** Removes the tips of there-and-back segments until none is left. */
function removeSpikes(ring: Line, tally: Tally): Line {
  const open: Position[] = []
  const push = (position: Position): void => {
    if (open.length > 0 && equal(open.at(-1)!, position)) return
    if (open.length > 1 && equal(open.at(-2)!, position)) {
      open.pop()
      tally.add('spikes')
      return
    }
    open.push(position)
  }
  for (const position of ring.slice(0, -1)) push(position)
  while (open.length > 2) {
    if (equal(open[0]!, open.at(-1)!)) open.pop()
    else if (equal(open[0]!, open.at(-2)!) || equal(open[1]!, open.at(-1)!)) {
      // The spike's tip is at the seam of the ring.
      if (equal(open[1]!, open.at(-1)!)) open.shift()
      else open.pop()
      tally.add('spikes')
    } else break
  }
  return open.length < 3 ? [] : [...open, open[0]!]
}

/** Parts a ring that visits a position twice into rings that do not. */
function splitRing(ring: Line, tally: Tally): Line[] {
  if (ring.length < 4) return []
  const parts: Line[] = []
  const path: Position[] = []
  const indexByKey = new Map<string, number>()
  for (const position of ring) {
    const key = keyOf(position)
    const seen = indexByKey.get(key)
    if (seen !== undefined) {
      const loop = path.splice(seen)
      for (const visited of loop) indexByKey.delete(keyOf(visited))
      if (loop.length >= 3) parts.push([...loop, loop[0]!])
      else tally.add('spikes')
    }
    indexByKey.set(key, path.length)
    path.push(position)
  }
  if (parts.length > 1) tally.add('splitRings', parts.length - 1)
  return parts
}

/**
 * Polygons from simple rings that do not cross: a ring inside an even number of others is an exterior,
 * one inside an odd number a hole of the smallest ring around it.
 */
export function assemble(
  rings: readonly Line[],
  sourceExterior: Line | undefined,
  tally: Tally,
): Rings[] {
  if (rings.length === 0) return []
  if (rings.length === 1 && sourceExterior) return [[wound(rings[0]!, true, tally)]]
  const sorted = rings
    .map((ring) => ({ ring, area: Math.abs(signedDoubleArea(ring)), bbox: bboxOf(ring) }))
    .sort((a, b) => b.area - a.area)
  const polygons = new Map<number, Line[]>()
  const depth: number[] = []
  const parent: number[] = []
  sorted.forEach(({ ring, bbox }, i) => {
    depth[i] = 0
    parent[i] = -1
    for (let j = i - 1; j >= 0; j--) {
      const outer = sorted[j]!
      if (
        bbox[0] < outer.bbox[0] ||
        bbox[1] < outer.bbox[1] ||
        bbox[2] > outer.bbox[2] ||
        bbox[3] > outer.bbox[3]
      )
        continue
      if (isRingInside(ring, outer.ring)) {
        depth[i] = depth[j]! + 1
        parent[i] = j
        break
      }
    }
    if (depth[i]! % 2 === 0) polygons.set(i, [wound(ring, true, tally)])
    else polygons.get(parent[i]!)!.push(wound(ring, false, tally))
  })
  return [...polygons.values()]
}

/** Whether a ring lies inside another that it does not cross: told by a place that is on no edge. */
function isRingInside(ring: Line, outer: Line): boolean {
  const onOuter = keysOf(outer)
  const free = ring.find((position) => !onOuter.has(keyOf(position)))
  if (free) return isInRing(free[0]!, free[1]!, outer)
  // Every vertex is shared: a place just inside the ring's first convex corner tells.
  for (let i = 1; i < ring.length; i++) {
    const x = (ring[i - 1]![0]! + ring[i]![0]!) / 2
    const y = (ring[i - 1]![1]! + ring[i]![1]!) / 2
    const dx = (ring[i]![1]! - ring[i - 1]![1]!) * 1e-6
    const dy = (ring[i - 1]![0]! - ring[i]![0]!) * 1e-6
    for (const sign of [1, -1]) {
      if (isInRing(x + sign * dx, y + sign * dy, ring)) {
        return isInRing(x + sign * dx, y + sign * dy, outer)
      }
    }
  }
  return false
}

function wound(ring: Line, counterClockwise: boolean, tally: Tally): Line {
  if (signedDoubleArea(ring) > 0 === counterClockwise) return ring
  tally.add('turnedRings')
  return [...ring].reverse()
}

function bboxOf(ring: Line): [number, number, number, number] {
  const bbox: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  for (const position of ring) {
    bbox[0] = Math.min(bbox[0], position[0]!)
    bbox[1] = Math.min(bbox[1], position[1]!)
    bbox[2] = Math.max(bbox[2], position[0]!)
    bbox[3] = Math.max(bbox[3], position[1]!)
  }
  return bbox
}
