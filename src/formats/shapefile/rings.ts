import { type Bbox, EMPTY_BBOX } from '../../geo/bbox.ts'

/** The rings of one polygon record: positions `[start, end)` of an array of x, y pairs. */
export interface Ring {
  readonly start: number
  readonly end: number
  /** Positive when the ring runs counterclockwise. */
  readonly area: number
  readonly bbox: Bbox
}

export function toRing(positions: Float64Array, start: number, end: number): Ring {
  let [west, south, east, north] = EMPTY_BBOX
  let area = 0
  // Relative to the first position: far from the origin the products would lose the digits that count.
  const x0 = positions[start * 2]!
  const y0 = positions[start * 2 + 1]!
  let previousX = 0
  let previousY = 0
  for (let at = start; at < end; at++) {
    const x = positions[at * 2]!
    const y = positions[at * 2 + 1]!
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
    area += previousX * (y - y0) - (x - x0) * previousY
    previousX = x - x0
    previousY = y - y0
  }
  return { start, end, area: area / 2, bbox: [west, south, east, north] }
}

/**
 * Rings in groups of an exterior and its holes. The specification (Esri Shapefile Technical Description,
 * 1998, page 8) has exteriors clockwise and holes counterclockwise, in any order. Files that have it the
 * other way round, or all rings one way, are grouped by what lies inside what; `isWoundWrongly` says so.
 */
export function groupRings(
  positions: Float64Array,
  rings: readonly Ring[],
): { readonly groups: readonly (readonly Ring[])[]; readonly isWoundWrongly: boolean } {
  if (rings.length === 1) return { groups: [rings], isWoundWrongly: false }
  const clockwise = rings.filter(({ area }) => area <= 0)
  const counter = rings.filter(({ area }) => area > 0)
  if (counter.length === 0 && !hasNesting(positions, rings)) {
    return { groups: rings.map((ring) => [ring]), isWoundWrongly: false }
  }
  const bySpecification = counter.length > 0 && assign(positions, clockwise, counter)
  if (bySpecification) return { groups: bySpecification, isWoundWrongly: false }
  const turned = clockwise.length > 0 && assign(positions, counter, clockwise)
  if (turned) return { groups: turned, isWoundWrongly: true }
  return { groups: byNesting(positions, rings), isWoundWrongly: counter.length > 0 }
}

/** Every hole with the smallest exterior around it; `null` if there is a hole outside all of them. */
function assign(
  positions: Float64Array,
  exteriors: readonly Ring[],
  holes: readonly Ring[],
): Ring[][] | null {
  const groups = exteriors.map((exterior) => [exterior])
  if (groups.length === 1 && holes.every((hole) => boxContains(exteriors[0]!.bbox, hole.bbox))) {
    const first = holes.find((hole) => !contains(positions, exteriors[0]!, hole))
    if (first) return null
    return [[...groups[0]!, ...holes]]
  }
  for (const hole of holes) {
    let best = -1
    exteriors.forEach((exterior, index) => {
      const isSmaller = best < 0 || Math.abs(exterior.area) < Math.abs(exteriors[best]!.area)
      if (isSmaller && contains(positions, exterior, hole)) best = index
    })
    if (best < 0) return null
    groups[best]!.push(hole)
  }
  return groups
}

function hasNesting(positions: Float64Array, rings: readonly Ring[]): boolean {
  return rings.some((inner) =>
    rings.some((outer) => outer !== inner && contains(positions, outer, inner)),
  )
}

/** Rings inside an odd number of others are holes of the smallest of them. */
function byNesting(positions: Float64Array, rings: readonly Ring[]): Ring[][] {
  const around = rings.map((inner) =>
    rings.filter((outer) => outer !== inner && contains(positions, outer, inner)),
  )
  const groups = new Map<Ring, Ring[]>()
  rings.forEach((ring, index) => {
    if (around[index]!.length % 2 === 0) groups.set(ring, [ring])
  })
  rings.forEach((ring, index) => {
    if (around[index]!.length % 2 === 0) return
    const [parent] = around[index]!.filter((outer) => groups.has(outer)).toSorted(
      (a, b) => Math.abs(a.area) - Math.abs(b.area),
    )
    if (parent) groups.get(parent)!.push(ring)
    else groups.set(ring, [ring])
  })
  return [...groups.values()]
}

function boxContains(outer: Bbox, inner: Bbox): boolean {
  return (
    inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
  )
}

/** Rings of one record do not cross: the first of a ring's positions that is not on the other's line tells. */
function contains(positions: Float64Array, outer: Ring, inner: Ring): boolean {
  if (Math.abs(inner.area) > Math.abs(outer.area) || !boxContains(outer.bbox, inner.bbox))
    return false
  for (let at = inner.start; at < inner.end; at++) {
    const side = sideOf(positions, outer, positions[at * 2]!, positions[at * 2 + 1]!)
    if (side !== 0) return side > 0
  }
  // All positions are on the line: the middle of an edge may not be.
  for (let at = inner.start; at + 1 < inner.end; at++) {
    const x = (positions[at * 2]! + positions[at * 2 + 2]!) / 2
    const y = (positions[at * 2 + 1]! + positions[at * 2 + 3]!) / 2
    const side = sideOf(positions, outer, x, y)
    if (side !== 0) return side > 0
  }
  // The same ring twice: neither is inside the other.
  return false
}

/** 1 inside the ring, −1 outside, 0 on its line. */
function sideOf(positions: Float64Array, { start, end }: Ring, x: number, y: number): number {
  let isInside = false
  let x1 = positions[(end - 1) * 2]!
  let y1 = positions[(end - 1) * 2 + 1]!
  for (let at = start; at < end; at++) {
    const x2 = positions[at * 2]!
    const y2 = positions[at * 2 + 1]!
    if (y1 > y !== y2 > y) {
      const cross = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
      if (cross === 0) return 0
      if (cross > 0 === y2 > y1) isInside = !isInside
    } else if (y1 === y && y2 === y && Math.min(x1, x2) <= x && x <= Math.max(x1, x2)) {
      return 0
    } else if (x2 === x && y2 === y) {
      return 0
    }
    x1 = x2
    y1 = y2
  }
  return isInside ? 1 : -1
}
