import type { Position } from 'geojson'

type Rings = readonly (readonly Position[])[]

const cross = (a: Position, b: Position, c: Position): number =>
  (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)

const same = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1]

/** Whether two segments have a point in common, their ends included. */
function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const sides = [cross(a, b, c), cross(a, b, d), cross(c, d, a), cross(c, d, b)].map(Math.sign)
  if (sides[0] !== sides[1] && sides[2] !== sides[3]) return true
  const on = (p: Position, q: Position, r: Position) =>
    cross(p, q, r) === 0 &&
    Math.min(p[0]!, q[0]!) <= r[0]! &&
    r[0]! <= Math.max(p[0]!, q[0]!) &&
    Math.min(p[1]!, q[1]!) <= r[1]! &&
    r[1]! <= Math.max(p[1]!, q[1]!)
  return on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b)
}

const doubleArea = (ring: readonly Position[]): number =>
  ring.slice(1).reduce((sum, b, i) => sum + ring[i]![0]! * b[1]! - b[0]! * ring[i]![1]!, 0)

/**
 * What is wrong with a polygon by OGC 06-103r4 section 6.1.11 and RFC 7946 section 3.1.6, found the
 * slow way, every segment held against every other: a judge that shares nothing with what it judges.
 */
export function polygonFaults(rings: Rings): string[] {
  const faults: string[] = []
  rings.forEach((ring, r) => {
    if (ring.length < 4) faults.push(`ring ${r} has ${ring.length} positions`)
    if (!same(ring[0]!, ring.at(-1)!)) faults.push(`ring ${r} is not closed`)
    if (doubleArea(ring) > 0 !== (r === 0)) faults.push(`ring ${r} is wound the wrong way`)
    for (let i = 1; i < ring.length; i++) {
      if (same(ring[i - 1]!, ring[i]!)) faults.push(`ring ${r} repeats position ${i}`)
      for (let j = i + 1; j < ring.length; j++) {
        const isNext = j === i + 1 || (i === 1 && j === ring.length - 1)
        const [a, b, c, d] = [ring[i - 1]!, ring[i]!, ring[j - 1]!, ring[j]!]
        if (isNext) {
          // Neighbours share one end; running back over each other is a spike.
          const [tip, p, q] = j === i + 1 ? [b, a, d] : [a, b, c]
          if (
            cross(tip, p, q) === 0 &&
            (p[0]! - tip[0]!) * (q[0]! - tip[0]!) + (p[1]! - tip[1]!) * (q[1]! - tip[1]!) > 0
          ) {
            faults.push(`ring ${r} has a spike at ${tip}`)
          }
        } else if (meet(a, b, c, d)) faults.push(`ring ${r} meets itself at segments ${i} and ${j}`)
      }
    }
  })
  for (let r = 0; r < rings.length; r++) {
    for (let s = r + 1; s < rings.length; s++) {
      let touches = 0
      for (let i = 1; i < rings[r]!.length; i++) {
        for (let j = 1; j < rings[s]!.length; j++) {
          const [a, b, c, d] = [rings[r]![i - 1]!, rings[r]![i]!, rings[s]![j - 1]!, rings[s]![j]!]
          if (!meet(a, b, c, d)) continue
          const proper = cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0
          if (proper) faults.push(`rings ${r} and ${s} cross`)
          if (same(a, c)) touches++
        }
      }
      if (touches > 1) faults.push(`rings ${r} and ${s} touch at ${touches} positions`)
    }
  }
  return faults
}
