/** The curve runs over a grid of 2¹⁶ × 2¹⁶ cells, so that a place on it fits 32 bits. */
export const HILBERT_MAX = 0xffff

/**
 * The place on the Hilbert curve (0 to 2³² − 1) of cell x, y of the grid: neighbours on the curve are
 * neighbours on the map, so that features near one another stand near one another in the file.
 * Hamilton, "Compact Hilbert Indices", Dalhousie University CS-2006-07, in its two-dimensional case.
 */
export function hilbertIndex(x: number, y: number): number {
  // All sixteen turns of the curve at once, in place of one after another: of 1, 2, 4 and 8 turns each is put together
  // with the next (https://github.com/rawrunprotected/hilbert_curves, public domain).
  let a = x ^ y
  let b = HILBERT_MAX ^ a
  let c = HILBERT_MAX ^ (x | y)
  let d = x & (y ^ HILBERT_MAX)
  let nextA = a | (b >> 1)
  let nextB = (a >> 1) ^ a
  let nextC = c ^ (c >> 1) ^ (b & (d >> 1))
  let nextD = d ^ (d >> 1) ^ (a & (c >> 1))
  a = (nextA & (nextA >> 2)) ^ (nextB & (nextB >> 2))
  b = (nextA & (nextB >> 2)) ^ (nextB & ((nextA ^ nextB) >> 2))
  c = nextC ^ (nextA & (nextC >> 2)) ^ (nextB & (nextD >> 2))
  d = nextD ^ (nextB & (nextC >> 2)) ^ ((nextA ^ nextB) & (nextD >> 2))
  nextA = (a & (a >> 4)) ^ (b & (b >> 4))
  nextB = (a & (b >> 4)) ^ (b & ((a ^ b) >> 4))
  nextC = c ^ (a & (c >> 4)) ^ (b & (d >> 4))
  nextD = d ^ (b & (c >> 4)) ^ ((a ^ b) & (d >> 4))
  c = nextC ^ (nextA & (nextC >> 8)) ^ (nextB & (nextD >> 8))
  d = nextD ^ (nextB & (nextC >> 8)) ^ ((nextA ^ nextB) & (nextD >> 8))
  const low = x ^ y
  const high = (d ^ (d >> 1)) | (HILBERT_MAX ^ (low | (c ^ (c >> 1))))
  return ((spread(high) << 1) | spread(low)) >>> 0
}

/** Sixteen bits with a place between each two. */
function spread(bits: number): number {
  let wide = (bits | (bits << 8)) & 0x00ff00ff
  wide = (wide | (wide << 4)) & 0x0f0f0f0f
  wide = (wide | (wide << 2)) & 0x33333333
  return (wide | (wide << 1)) & 0x55555555
}
