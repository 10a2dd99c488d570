import type { PlaneLines } from './plane-lines.ts'

/** How much the positions of lines matter to their shapes. */
export interface Significance {
  /**
   * Of each position the tolerance in metres from which on it may be left out: the line without it stays as near to
   * it. Endless for those that never may: where lines meet, at the ends of lines, and three of each ring. The same for
   * all lines that share a position and their course beside it.
   */
  readonly meters: Float32Array
  /** Of each line the longer side of its box, in metres. */
  readonly sizes: Float32Array
}

/**
 * Finds what Douglas and Peucker (1973) leave out for all tolerances from `leastMeters` on at once: of each position
 * how far it lies from the line between those that are kept until it goes, or nothing where that is less.
 *
 * Borders that neighbours share stay shared. Positions of the same longitude and latitude are one; lines are divided
 * where their courses part, and a stretch that several have is generalised once, for all of them (as arcs of TopoJSON).
 */
export function findSignificance(
  lines: PlaneLines,
  plane: Float64Array,
  leastMeters: number,
): Significance {
  const firsts = findFirsts(lines, plane)
  const isFixed = findEnds(lines, firsts)
  const sizes = fixRings(lines, firsts, isFixed)
  const { starts, places } = lines
  const meters = new Float32Array(places.length)
  const stretch = new Stretch(lines, firsts, meters, leastMeters)
  for (let line = 0; line < lines.rows.length; line++) {
    const end = starts[line + 1]! - 1
    let from = starts[line]!
    for (let at = from + 1; at <= end; at++) {
      if (isFixed[firsts[at]!] === 0) continue
      // Where the first position between is that of another line, so are all, and it has been there before.
      if (at - from > 1 && firsts[from + 1] === from + 1) stretch.measure(from, at)
      from = at
    }
  }
  for (let at = 0; at < meters.length; at++) {
    const first = firsts[at]!
    meters[at] = isFixed[first] === 1 ? Number.POSITIVE_INFINITY : meters[first]!
  }
  return { meters, sizes }
}

/** Of each position the first one that is at the same longitude and latitude. */
function findFirsts({ places }: PlaneLines, plane: Float64Array): Uint32Array {
  const words = new Uint32Array(plane.buffer, plane.byteOffset, 2 * plane.length)
  const firsts = new Uint32Array(places.length)
  const bits = Math.max(4, Math.ceil(Math.log2(2 * places.length + 1)))
  const slots = new Uint32Array(2 ** bits)
  for (let at = 0; at < places.length; at++) {
    const place = places[at]!
    const [x, y] = [plane[2 * place]!, plane[2 * place + 1]!]
    let mixed = Math.imul(words[4 * place]!, 0x85ebca6b) ^ words[4 * place + 1]!
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) ^ words[4 * place + 2]!
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) ^ words[4 * place + 3]!
    let slot = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1) >>> (32 - bits)
    for (;;) {
      const first = slots[slot]! - 1
      if (first < 0) {
        slots[slot] = at + 1
        firsts[at] = at
        break
      }
      const other = places[first]!
      if (plane[2 * other] === x && plane[2 * other + 1] === y) {
        firsts[at] = first
        break
      }
      slot = (slot + 1) & (slots.length - 1)
    }
  }
  return firsts
}

/** No position: what is beyond the end of a line. */
const NONE = 0xffff_ffff

/** By first positions, 1 where lines end or where their courses part: where not all have the same two neighbours. */
function findEnds({ starts, areRings, rows }: PlaneLines, firsts: Uint32Array): Uint8Array {
  const isFixed = new Uint8Array(firsts.length)
  // Of each first position the lesser and the greater of its neighbours.
  const lesser = new Uint32Array(firsts.length).fill(NONE)
  const greater = new Uint32Array(firsts.length).fill(NONE)
  for (let line = 0; line < rows.length; line++) {
    const start = starts[line]!
    const end = starts[line + 1]! - 1
    const isClosed = areRings[line] === 1 && firsts[start] === firsts[end]
    isFixed[firsts[start]!] = 1
    isFixed[firsts[end]!] = 1
    for (let at = start; at <= end; at++) {
      const first = firsts[at]!
      const before =
        at > start ? firsts[at - 1]! : isClosed ? firsts[Math.max(start, end - 1)]! : NONE
      const after = at < end ? firsts[at + 1]! : isClosed ? firsts[Math.min(end, start + 1)]! : NONE
      const less = Math.min(before, after)
      const more = Math.max(before, after)
      if (lesser[first] === NONE && greater[first] === NONE) {
        lesser[first] = less
        greater[first] = more
      } else if (lesser[first] !== less || greater[first] !== more) isFixed[first] = 1
    }
  }
  return isFixed
}

/**
 * Fixes so many positions of each ring that it does not fall together: where it has fewer than three, the farthest from
 * those there are, so that what is long and narrow stays an area. Gives the sizes of all lines.
 */
function fixRings(lines: PlaneLines, firsts: Uint32Array, isFixed: Uint8Array): Float32Array {
  const { starts, areRings, rows, xs, ys } = lines
  const sizes = new Float32Array(rows.length)
  for (let line = 0; line < rows.length; line++) {
    const start = starts[line]!
    const end = starts[line + 1]! - 1
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let at = start; at <= end; at++) {
      if (xs[at]! < minX) minX = xs[at]!
      if (xs[at]! > maxX) maxX = xs[at]!
      if (ys[at]! < minY) minY = ys[at]!
      if (ys[at]! > maxY) maxY = ys[at]!
    }
    sizes[line] = Math.max(maxX - minX, maxY - minY)
    if (areRings[line] === 0) continue
    // The beginning of a ring is fixed always.
    let [fixed, other] = [1, start]
    for (let at = start + 1; at < end && fixed < 3; at++) {
      const first = firsts[at]!
      if (isFixed[first] === 0 || first === firsts[start] || first === firsts[other]) continue
      fixed++
      other = at
    }
    for (; fixed < 3; fixed++) {
      const far = farthestFrom(xs, ys, start, end, other)
      if (far < 0) break
      isFixed[firsts[far]!] = 1
      other = far
    }
  }
  return sizes
}

/** The position of a ring that is farthest from the line between its beginning and another position. */
function farthestFrom(
  xs: Float64Array,
  ys: Float64Array,
  start: number,
  end: number,
  other: number,
): number {
  let farthest = -1
  let most = -1
  for (let at = start + 1; at < end; at++) {
    const distance = squaredDistance(xs, ys, at, start, other)
    if (at !== other && distance > most) {
      most = distance
      farthest = at
    }
  }
  return farthest
}

/** Measures the positions between two that are fixed. */
class Stretch {
  readonly #lines: PlaneLines
  readonly #firsts: Uint32Array
  readonly #meters: Float32Array
  readonly #leastMeters: number
  readonly #ends: number[] = []

  constructor(lines: PlaneLines, firsts: Uint32Array, meters: Float32Array, leastMeters: number) {
    this.#lines = lines
    this.#firsts = firsts
    this.#meters = meters
    this.#leastMeters = leastMeters
  }

  measure(from: number, to: number): void {
    const { xs, ys } = this.#lines
    const [firsts, meters, ends] = [this.#firsts, this.#meters, this.#ends]
    const least = this.#leastMeters ** 2
    // The two ends of what is still to be divided, and what it was divided off at.
    ends.push(from, to, Number.POSITIVE_INFINITY)
    while (ends.length > 0) {
      const bound = ends.pop()!
      const end = ends.pop()!
      const start = ends.pop()!
      let farthest = -1
      let most = least
      for (let at = start + 1; at < end; at++) {
        const distance = squaredDistance(xs, ys, at, start, end)
        if (distance > most) {
          most = distance
          farthest = at
        }
      }
      if (farthest < 0) continue
      // No more than that of the position by which it was found: whoever leaves that one out leaves out this, too.
      const found = Math.min(bound, Math.sqrt(most))
      const first = firsts[farthest]!
      // A line may come back along its own course.
      if (found > meters[first]!) meters[first] = found
      ends.push(start, farthest, found, farthest, end, found)
    }
  }
}

function squaredDistance(
  xs: Float64Array,
  ys: Float64Array,
  at: number,
  start: number,
  end: number,
): number {
  const dx = xs[end]! - xs[start]!
  const dy = ys[end]! - ys[start]!
  const length = dx * dx + dy * dy
  const fromX = xs[at]! - xs[start]!
  const fromY = ys[at]! - ys[start]!
  const along = length === 0 ? 0 : (fromX * dx + fromY * dy) / length
  const share = along < 0 ? 0 : along > 1 ? 1 : along
  const offX = fromX - share * dx
  const offY = fromY - share * dy
  return offX * offX + offY * offY
}
