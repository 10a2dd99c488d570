import type { Symbology } from './symbology.ts'

/** A marker of a size legend: a value and its radius in CSS pixels. */
export interface SizeSample {
  readonly value: number
  readonly radius: number
}

/** By how many of its radii a marker grows with each tenfold of what it stands for. */
export const GROUP_GROWTH = 2 / 3

/** How a group of so many features is drawn: its radius to that of one. */
export const groupRadius = (count: number): number => 1 + GROUP_GROWTH * Math.log10(count)

/** The radius at which a legend shows the largest value, whatever the map's scale. */
const LARGEST_RADIUS = 22
/** What the samples are of the largest value, before they are rounded. */
const SHARES = [1, 1 / 4, 1 / 20]
/** Radii closer than this to one another would set their values one over the other. */
const MIN_RADIUS_STEP = 5

/**
 * Samples of the sizes of proportional markers, the largest first: round values near the largest, a
 * quarter and a twentieth of it. Areas are to one another as they are on the map.
 */
export function toSizeSamples({
  maxValue,
}: Pick<Extract<Symbology, { kind: 'proportional' }>, 'maxValue'>): readonly SizeSample[] {
  const largest = toRound(maxValue)
  const samples: SizeSample[] = []
  for (const share of SHARES) {
    const value = toRound(largest * share)
    const radius = LARGEST_RADIUS * Math.sqrt(value / largest)
    if (samples.length > 0 && samples.at(-1)!.radius - radius < MIN_RADIUS_STEP) break
    samples.push({ value, radius })
  }
  return samples
}

/** The largest of 1, 2 and 5 times a power of ten that is not above the value. */
function toRound(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9)
  const digit = value / power
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power
}
