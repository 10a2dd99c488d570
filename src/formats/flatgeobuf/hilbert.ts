/** The curve runs over a grid of 2¹⁶ × 2¹⁶ cells, so that a place on it fits 32 bits. */
export const HILBERT_MAX = 0xffff

/**
 * The place on the Hilbert curve (0 to 2³² − 1) of cell x, y of the grid: neighbours on the curve are
 * neighbours on the map, so that features near one another stand near one another in the file.
 * Hamilton, "Compact Hilbert Indices", Dalhousie University CS-2006-07, in its two-dimensional case.
 */
export function hilbertIndex(x: number, y: number): number {
  let index = 0
  for (let side = 0x8000; side > 0; side >>= 1) {
    const right = (x & side) > 0 ? 1 : 0
    const upper = (y & side) > 0 ? 1 : 0
    index = index * 4 + ((3 * right) ^ upper)
    if (upper === 0) {
      if (right === 1) {
        x = HILBERT_MAX - x
        y = HILBERT_MAX - y
      }
      const swapped = x
      x = y
      y = swapped
    }
  }
  return index
}
