import type { Problem } from '../../model/problem.ts'

/**
 * A position of a curve, and what stands beside it: its height and its measure, where it has them, which
 * change evenly along an arc.
 */
export type Ordinates = readonly number[]

/**
 * The most that a straight piece turns. Its middle is then off the arc by less than a six-thousandth of the
 * arc's radius: 1 − cos 1°.
 */
const MOST_TURN = (2 * Math.PI) / 180

/** What is told of geometries with curves. */
export const CURVES_STRAIGHTENED: Problem = {
  code: 'curves-straightened',
  message:
    'Curves are drawn as straight pieces, which are off an arc by less than a six-thousandth of its radius.',
}

/**
 * The positions of a circular string (ISO 19125, OGC 06-104r4 section 6.1.9): arcs that each go from a position
 * by the next to the one after. Every position that is given is among them, as it is.
 */
export function* toStraightPieces(given: readonly Ordinates[]): Generator<Ordinates, void> {
  if (given.length > 0) yield given[0]!
  for (let at = 0; at + 2 < given.length; at += 2) {
    yield* toPiecesOfArc(given[at]!, given[at + 1]!, given[at + 2]!)
  }
  // A position more than the arcs take: nothing is lost of it, though it is none of a circular string.
  if (given.length > 0 && given.length % 2 === 0) yield given.at(-1)!
}

/** What comes after the start of an arc. */
function* toPiecesOfArc(
  start: Ordinates,
  middle: Ordinates,
  end: Ordinates,
): Generator<Ordinates, void> {
  const isCircle = start[0] === end[0] && start[1] === end[1]
  const center = isCircle ? halfway(start, middle) : centerOf(start, middle, end)
  const isLeft = isCircle || turns(start, middle, end) > 0
  for (const [from, to] of [
    [start, middle],
    [middle, end],
  ] as const) {
    if (center) yield* toPiecesBetween(from, to, center, isLeft)
    yield to
  }
}

function* toPiecesBetween(
  from: Ordinates,
  to: Ordinates,
  [x, y]: Center,
  isLeft: boolean,
): Generator<Ordinates, void> {
  const radius = Math.hypot(from[0]! - x, from[1]! - y)
  const begin = Math.atan2(from[1]! - y, from[0]! - x)
  let turn = Math.atan2(to[1]! - y, to[0]! - x) - begin
  if (isLeft && turn <= 0) turn += 2 * Math.PI
  if (!isLeft && turn >= 0) turn -= 2 * Math.PI
  const count = Math.ceil(Math.abs(turn) / MOST_TURN)
  for (let piece = 1; piece < count; piece++) {
    const share = piece / count
    const at = begin + share * turn
    const beside = from.slice(2).map((value, index) => value + share * (to[index + 2]! - value))
    yield [x + radius * Math.cos(at), y + radius * Math.sin(at), ...beside]
  }
}

type Center = readonly [x: number, y: number]

function halfway(a: Ordinates, b: Ordinates): Center {
  return [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2]
}

/** Twice the area of the triangle, positive where it turns to the left. */
function turns(a: Ordinates, b: Ordinates, c: Ordinates): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)
}

/** The centre of the circle through three positions; `null` where they lie on a line. */
function centerOf(a: Ordinates, b: Ordinates, c: Ordinates): Center | null {
  const bx = b[0]! - a[0]!
  const by = b[1]! - a[1]!
  const cx = c[0]! - a[0]!
  const cy = c[1]! - a[1]!
  const area = 2 * (bx * cy - by * cx)
  const reach = Math.max(Math.abs(bx), Math.abs(by), Math.abs(cx), Math.abs(cy))
  if (Math.abs(area) <= 1e-12 * reach * reach) return null
  const b2 = bx * bx + by * by
  const c2 = cx * cx + cy * cy
  return [a[0]! + (cy * b2 - by * c2) / area, a[1]! + (bx * c2 - cx * b2) / area]
}
