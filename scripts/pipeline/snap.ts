import type { Position } from 'geojson'
import type { Line, Rings, Tally } from './geometry.ts'

/**
 * Coordinates are rounded to a grid of 2^-bits degree. A power of two leaves the tail of the double
 * zero, so that files compress to about a third, borders that were shared stay shared, and the
 * products in the exact geometric predicates of `clean.ts` fit a double without rounding.
 */
export const DETAIL_BITS = 14
export const OVERVIEW_BITS = 11

/** The width of the grid at the equator in metres: 7 for 14 bits, 54 for 11. */
export function gridMeters(bits: number): number {
  return Math.round(111_195 / 2 ** bits)
}

export function snapPosition(position: Position, bits: number): Position {
  const scale = 2 ** bits
  // Adding zero turns -0 into 0, which would else be written as a double of its own.
  return [
    Math.round(position[0]! * scale) / scale + 0,
    Math.round(position[1]! * scale) / scale + 0,
  ]
}

/** Rounds a line's positions and removes those that fall together with the one before. */
function snapLine(line: Line, bits: number): Position[] {
  const snapped: Position[] = []
  for (const position of line) {
    const next = snapPosition(position, bits)
    const last = snapped.at(-1)
    if (!last || last[0] !== next[0] || last[1] !== next[1]) snapped.push(next)
  }
  return snapped
}

/** Tallies `removedPositions`, and `collapsedParts` for lines left with a single position. */
export function snapLines(lines: readonly Line[], bits: number, tally: Tally): Line[] {
  return lines.flatMap((line) => {
    const snapped = snapLine(line, bits)
    tally.add('removedPositions', line.length - snapped.length)
    if (snapped.length >= 2) return [snapped]
    tally.add('collapsedParts')
    return []
  })
}

/** Tallies `removedPositions`, and `collapsedParts` for rings left with fewer than four positions. */
export function snapPolygons(polygons: readonly Rings[], bits: number, tally: Tally): Rings[] {
  return polygons.flatMap((rings) => {
    const snapped = rings.map((ring) => snapLine(ring, bits))
    const kept = snapped.filter((ring) => ring.length >= 4)
    tally.add(
      'removedPositions',
      rings.reduce((sum, ring) => sum + ring.length, 0) -
        snapped.reduce((sum, ring) => sum + ring.length, 0),
    )
    tally.add('collapsedParts', snapped.length - kept.length)
    return kept[0] === snapped[0] ? [kept] : []
  })
}
