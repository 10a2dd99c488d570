import type { Pixel } from '../../state/map-commands.ts'

/** Whether two sides of a closed line of pixels cross, which leaves open what lies within. */
export function crossesItself(corners: readonly Pixel[]): boolean {
  const sides = corners.map(
    (corner, index) => [corner, corners[(index + 1) % corners.length]!] as const,
  )
  return sides.some(([a, b], index) =>
    sides.some(
      ([c, d], other) =>
        other > index + 1 && !(index === 0 && other === sides.length - 1) && cross(a, b, c, d),
    ),
  )
}

function cross(a: Pixel, b: Pixel, c: Pixel, d: Pixel): boolean {
  const side = (p: Pixel, q: Pixel, r: Pixel): number =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
}
