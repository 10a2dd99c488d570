import type { Line } from './painter.ts'
import type { Box } from './paper.ts'

/** The shortest detail of paths that is kept, in millimetres of paper: finer than 500 dots an inch. */
export const PRINT_LIMIT_MILLIMETERS = 0.05

/**
 * A line without the vertices that lie nearer than `tolerance` to what is left (Douglas and Peucker 1973). Both ends
 * stay.
 */
export function generalise(line: Line, tolerance: number): Line {
  const count = line.length / 2
  if (count < 3) return line
  const keeps = new Uint8Array(count)
  keeps[0] = 1
  keeps[count - 1] = 1
  const limit = tolerance * tolerance
  const stack: number[] = [0, count - 1]
  let kept = 2
  while (stack.length > 0) {
    const last = stack.pop()!
    const first = stack.pop()!
    let farthest = -1
    let most = limit
    const x = line[first * 2]!
    const y = line[first * 2 + 1]!
    const dx = line[last * 2]! - x
    const dy = line[last * 2 + 1]! - y
    const length = dx * dx + dy * dy
    for (let index = first + 1; index < last; index++) {
      let px = line[index * 2]! - x
      let py = line[index * 2 + 1]! - y
      if (length > 0) {
        const share = Math.max(0, Math.min(1, (px * dx + py * dy) / length))
        px -= share * dx
        py -= share * dy
      }
      const distance = px * px + py * py
      if (distance > most) {
        most = distance
        farthest = index
      }
    }
    if (farthest < 0) continue
    keeps[farthest] = 1
    kept++
    stack.push(first, farthest, farthest, last)
  }
  if (kept === count) return line
  const short: number[] = []
  for (let index = 0; index < count; index++) {
    if (keeps[index]) short.push(line[index * 2]!, line[index * 2 + 1]!)
  }
  return short
}

/** The limits of a box, with room around it. */
export interface Limits {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

export function limitsOf({ x, y, width, height }: Box, room = 0): Limits {
  return { minX: x - room, minY: y - room, maxX: x + width + room, maxY: y + height + room }
}

export function limitsOfLine(line: Line): Limits {
  let minX = Number.POSITIVE_INFINITY
  let minY = Number.POSITIVE_INFINITY
  let maxX = Number.NEGATIVE_INFINITY
  let maxY = Number.NEGATIVE_INFINITY
  for (let index = 0; index < line.length; index += 2) {
    const x = line[index]!
    const y = line[index + 1]!
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return { minX, minY, maxX, maxY }
}

const isWithin = (inner: Limits, outer: Limits) =>
  inner.minX >= outer.minX &&
  inner.maxX <= outer.maxX &&
  inner.minY >= outer.minY &&
  inner.maxY <= outer.maxY

const isApart = (a: Limits, b: Limits) =>
  a.maxX < b.minX || a.minX > b.maxX || a.maxY < b.minY || a.minY > b.maxY

/** A ring cut at the limits (Sutherland and Hodgman 1974); empty where none of it lies within. */
export function clipRing(ring: Line, limits: Limits): Line {
  const own = limitsOfLine(ring)
  if (isWithin(own, limits)) return ring
  if (isApart(own, limits)) return []
  let cut = ring
  for (const side of [0, 1, 2, 3] as const) {
    cut = clipSide(cut, side, limits)
    if (cut.length < 6) return []
  }
  return cut
}

function clipSide(ring: Line, side: 0 | 1 | 2 | 3, limits: Limits): number[] {
  const axis = side < 2 ? 0 : 1
  const limit = [limits.minX, limits.maxX, limits.minY, limits.maxY][side]!
  const sign = side % 2 === 0 ? 1 : -1
  const cut: number[] = []
  const count = ring.length / 2
  let beforeX = ring[(count - 1) * 2]!
  let beforeY = ring[(count - 1) * 2 + 1]!
  let before = sign * ((axis === 0 ? beforeX : beforeY) - limit)
  for (let index = 0; index < count; index++) {
    const x = ring[index * 2]!
    const y = ring[index * 2 + 1]!
    const now = sign * ((axis === 0 ? x : y) - limit)
    if (before >= 0 !== now >= 0) {
      const share = before / (before - now)
      cut.push(beforeX + (x - beforeX) * share, beforeY + (y - beforeY) * share)
    }
    if (now >= 0) cut.push(x, y)
    beforeX = x
    beforeY = y
    before = now
  }
  return cut
}

/** The pieces of a line within the limits (Liang and Barsky 1984, edge by edge). */
export function clipLine(line: Line, limits: Limits): Line[] {
  const own = limitsOfLine(line)
  if (isWithin(own, limits)) return [line]
  if (isApart(own, limits)) return []
  const pieces: number[][] = []
  let piece: number[] = []
  for (let index = 2; index < line.length; index += 2) {
    const cut = clipEdge(line[index - 2]!, line[index - 1]!, line[index]!, line[index + 1]!, limits)
    if (!cut) {
      if (piece.length > 0) pieces.push(piece)
      piece = []
      continue
    }
    const [from, to, x0, y0, x1, y1] = cut
    if (piece.length === 0 || from > 0) {
      if (piece.length > 0) pieces.push(piece)
      piece = [x0, y0]
    }
    piece.push(x1, y1)
    if (to < 1) {
      pieces.push(piece)
      piece = []
    }
  }
  if (piece.length > 0) pieces.push(piece)
  return pieces
}

function clipEdge(x0: number, y0: number, x1: number, y1: number, limits: Limits) {
  const dx = x1 - x0
  const dy = y1 - y0
  let from = 0
  let to = 1
  const tests = [
    [-dx, x0 - limits.minX],
    [dx, limits.maxX - x0],
    [-dy, y0 - limits.minY],
    [dy, limits.maxY - y0],
  ] as const
  for (const [step, room] of tests) {
    if (step === 0) {
      if (room < 0) return null
      continue
    }
    const share = room / step
    if (step < 0) from = Math.max(from, share)
    else to = Math.min(to, share)
    if (from > to) return null
  }
  return [from, to, x0 + dx * from, y0 + dy * from, x0 + dx * to, y0 + dy * to] as const
}
