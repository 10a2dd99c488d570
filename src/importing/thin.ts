import type { Position } from 'geojson'

/** So many of a line's positions at most: every so many of them, and the last. */
export function thin(positions: readonly Position[], most: number): readonly Position[] {
  if (positions.length <= most) return positions
  const step = Math.ceil(positions.length / most)
  const thinned = positions.filter((_, index) => index % step === 0)
  const last = positions.at(-1)!
  if (thinned.at(-1) !== last) thinned.push(last)
  return thinned
}
