import Flatbush from 'flatbush'
import type { Position } from 'geojson'

type Ring = readonly Position[]
type Rings = readonly Ring[]

/** Rings smaller than this are slivers that rounding and clipping leave: at 1:10,000,000, nothing. */
export const SLIVER_SQUARE_METERS = 1_000

/** What makes an area no area, by OGC 06-103r4 section 6.1.11. */
export type AreaFaultKind =
  | 'too-few-positions'
  | 'unclosed-ring'
  | 'self-intersection'
  | 'hole-outside'
  | 'parts-overlap'

export interface AreaFault {
  readonly kind: AreaFaultKind
  /** Where it shows. */
  readonly at: Position
}

/**
 * The first thing that is wrong with an area, given as its polygons (rings of longitude and latitude, the exterior
 * first); `null` for a valid one. Predicates are those of doubles: what crosses by less than their rounding is told
 * as touching.
 */
export function findAreaFault(polygons: readonly Rings[]): AreaFault | null {
  for (const rings of polygons) {
    for (const ring of rings) {
      const fault = findRingFault(ring)
      if (fault) return fault
    }
  }
  const segments = new Segments(polygons)
  const crossing = segments.findCrossing()
  if (crossing) return crossing
  for (const [shell, ...holes] of polygons) {
    for (const hole of holes) {
      const place = placeOf(hole, shell!)
      if (place === 'outside') return { kind: 'hole-outside', at: hole[0]! }
      for (const other of holes) {
        if (other !== hole && placeOf(hole, other) === 'inside') {
          return { kind: 'hole-outside', at: hole[0]! }
        }
      }
    }
  }
  return findNestedPart(polygons)
}

function findRingFault(ring: Ring): AreaFault | null {
  const first = ring[0]
  if (!first) return null
  const last = ring.at(-1)!
  if (first[0] !== last[0] || first[1] !== last[1]) {
    return { kind: 'unclosed-ring', at: last }
  }
  let different = 0
  for (let i = 1; i < ring.length; i++) {
    if (!isSame(ring[i - 1]!, ring[i]!)) different++
  }
  return different < 3 ? { kind: 'too-few-positions', at: first } : null
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** Twice the area of the triangle a, b, c: positive where c lies left of the line from a to b. */
export function orientation(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)
}

function isWithin(a: Position, b: Position, c: Position): boolean {
  return (
    Math.min(a[0]!, b[0]!) <= c[0]! &&
    c[0]! <= Math.max(a[0]!, b[0]!) &&
    Math.min(a[1]!, b[1]!) <= c[1]! &&
    c[1]! <= Math.max(a[1]!, b[1]!)
  )
}

/** So few segments are held against one another without an index. */
const FEW_SEGMENTS = 24

/** The segments of an area, those of no length left out. */
class Segments {
  readonly #starts: Position[] = []
  readonly #ends: Position[] = []
  /** The number of the ring of each, of the polygon of each, and of the segment after it in its ring. */
  readonly #rings: number[] = []
  readonly #parts: number[] = []
  readonly #nexts: number[] = []

  constructor(polygons: readonly Rings[]) {
    let ringNumber = 0
    polygons.forEach((rings, part) => {
      for (const ring of rings) {
        const first = this.#starts.length
        for (let i = 1; i < ring.length; i++) {
          if (isSame(ring[i - 1]!, ring[i]!)) continue
          this.#starts.push(ring[i - 1]!)
          this.#ends.push(ring[i]!)
          this.#rings.push(ringNumber)
          this.#parts.push(part)
          this.#nexts.push(this.#starts.length)
        }
        if (this.#starts.length > first) this.#nexts[this.#starts.length - 1] = first
        ringNumber++
      }
    })
  }

  findCrossing(): AreaFault | null {
    const count = this.#starts.length
    if (count <= FEW_SEGMENTS) {
      for (let s = 0; s < count; s++) {
        for (let t = s + 1; t < count; t++) {
          const fault = this.#judge(s, t)
          if (fault) return fault
        }
      }
      return null
    }
    const index = new Flatbush(count)
    const boxOf = (s: number): [number, number, number, number] => {
      const [a, b] = [this.#starts[s]!, this.#ends[s]!]
      return [
        Math.min(a[0]!, b[0]!),
        Math.min(a[1]!, b[1]!),
        Math.max(a[0]!, b[0]!),
        Math.max(a[1]!, b[1]!),
      ]
    }
    for (let s = 0; s < count; s++) index.add(...boxOf(s))
    index.finish()
    for (let s = 0; s < count; s++) {
      for (const t of index.search(...boxOf(s), (other) => other > s)) {
        const fault = this.#judge(s, t)
        if (fault) return fault
      }
    }
    return null
  }

  /** Whether two segments may not both be in an area. */
  #judge(s: number, t: number): AreaFault | null {
    const [a, b, c, d] = [this.#starts[s]!, this.#ends[s]!, this.#starts[t]!, this.#ends[t]!]
    const sideC = orientation(a, b, c)
    const sideD = orientation(a, b, d)
    const sideA = orientation(c, d, a)
    const sideB = orientation(c, d, b)
    const isOneRing = this.#rings[s] === this.#rings[t]
    const kind = this.#parts[s] === this.#parts[t] ? 'self-intersection' : 'parts-overlap'
    if (sideC > 0 !== sideD > 0 && sideA > 0 !== sideB > 0 && sideC && sideD && sideA && sideB) {
      return { kind, at: crossingOf(a, b, c, d) }
    }
    if (sideC === 0 && sideD === 0) {
      // Along one line: they may share an end, but no length.
      const axis = Math.abs(b[0]! - a[0]!) > Math.abs(b[1]! - a[1]!) ? 0 : 1
      const from = Math.max(Math.min(a[axis]!, b[axis]!), Math.min(c[axis]!, d[axis]!))
      const to = Math.min(Math.max(a[axis]!, b[axis]!), Math.max(c[axis]!, d[axis]!))
      if (from < to) return { kind, at: isWithin(a, b, c) ? c : d }
    }
    if (!isOneRing) return null
    if (this.#nexts[s] === t || this.#nexts[t] === s) return null
    // A ring that touches itself is not simple.
    for (const [side, position] of [
      [sideC, c],
      [sideD, d],
    ] as const) {
      if (side === 0 && isWithin(a, b, position)) return { kind: 'self-intersection', at: position }
    }
    for (const [side, position] of [
      [sideA, a],
      [sideB, b],
    ] as const) {
      if (side === 0 && isWithin(c, d, position)) return { kind: 'self-intersection', at: position }
    }
    return null
  }
}

function crossingOf(a: Position, b: Position, c: Position, d: Position): Position {
  const across = (b[0]! - a[0]!) * (d[1]! - c[1]!) - (b[1]! - a[1]!) * (d[0]! - c[0]!)
  const share =
    ((c[0]! - a[0]!) * (d[1]! - c[1]!) - (c[1]! - a[1]!) * (d[0]! - c[0]!)) / (across || 1)
  return [a[0]! + share * (b[0]! - a[0]!), a[1]! + share * (b[1]! - a[1]!)]
}

/** Where a position stands to a closed ring (even-odd). */
export function placeInRing([x, y]: Position, ring: Ring): 'inside' | 'edge' | 'outside' {
  let isInside = false
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1]! as [number, number]
    const [x2, y2] = ring[i]! as [number, number]
    const turn = (x2 - x1) * (y! - y1) - (y2 - y1) * (x! - x1)
    if (turn === 0 && isWithin(ring[i - 1]!, ring[i]!, [x!, y!])) return 'edge'
    if (y1 > y! !== y2 > y! && x! < ((x2 - x1) * (y! - y1)) / (y2 - y1) + x1) isInside = !isInside
  }
  return isInside ? 'inside' : 'outside'
}

/** Where a ring stands to another that it does not cross; one all of whose corners are on the other, `edge`. */
function placeOf(ring: Ring, other: Ring): 'inside' | 'edge' | 'outside' {
  for (const position of ring) {
    const place = placeInRing(position, other)
    if (place !== 'edge') return place
  }
  return 'edge'
}

function findNestedPart(polygons: readonly Rings[]): AreaFault | null {
  if (polygons.length < 2) return null
  const boxes = new Flatbush(polygons.length)
  const bounds = polygons.map(([shell]) => ringBox(shell!))
  for (const box of bounds) boxes.add(...box)
  boxes.finish()
  for (const [i, [shell]] of polygons.entries()) {
    for (const j of boxes.search(...bounds[i]!)) {
      if (i === j) continue
      const [other, ...holes] = polygons[j]!
      if (placeOf(shell!, other!) !== 'inside') continue
      if (!holes.some((hole) => placeOf(shell!, hole) !== 'outside')) {
        return { kind: 'parts-overlap', at: shell![0]! }
      }
    }
  }
  return null
}

function ringBox(ring: Ring): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    west = Math.min(west, x!)
    south = Math.min(south, y!)
    east = Math.max(east, x!)
    north = Math.max(north, y!)
  }
  return [west, south, east, north]
}
