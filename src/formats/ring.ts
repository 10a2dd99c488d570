import type { Position } from 'geojson'

/**
 * Whether a closed ring runs clockwise, x to the right and y up. Measured from the ring's own first
 * position: far from the origin small rings would drown in rounding.
 */
export function isClockwise(ring: readonly Position[]): boolean {
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  let doubledArea = 0
  let beforeX = 0
  let beforeY = 0
  for (let index = 1; index < ring.length; index++) {
    const x = ring[index]![0]! - x0
    const y = ring[index]![1]! - y0
    doubledArea += beforeX * y - x * beforeY
    beforeX = x
    beforeY = y
  }
  return doubledArea < 0
}

/** A polygon whose outer ring runs counterclockwise and whose holes clockwise (RFC 7946 section 3.1.6). */
export function toRightHanded(polygon: Position[][]): Position[][] {
  return polygon.map((ring, index) =>
    ring.length > 3 && isClockwise(ring) === (index === 0) ? ring.toReversed() : ring,
  )
}
