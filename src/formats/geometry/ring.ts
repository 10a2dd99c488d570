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

/** The ring with its first position at its end, where it has another; the ring itself where it is closed. */
export function toClosed(ring: Position[]): Position[] {
  const first = ring[0]
  const last = ring.at(-1)
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return ring
  return [...ring, first]
}

/** What writers tell of a ring that was not. */
export const RING_CLOSED = {
  code: 'ring-closed',
  message: 'Rings whose last position is not their first were closed',
} as const

/**
 * A polygon whose rings are closed, the outer one counterclockwise and holes clockwise (RFC 7946
 * section 3.1.6; OGC 07-147r2 sections 10.8 and 10.9); `onClosed` hears of each ring that was open.
 */
export function toRightHanded(polygon: Position[][], onClosed: () => void): Position[][] {
  return polygon.map((given, index) => {
    const ring = toClosed(given)
    if (ring !== given) onClosed()
    return ring.length > 3 && isClockwise(ring) === (index === 0) ? ring.toReversed() : ring
  })
}
