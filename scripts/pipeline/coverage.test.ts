import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { findCoverageFaults, withoutOverlaps } from './coverage.ts'
import { polygonsOf, type Rings, Tally, toPolygon } from './geometry.ts'
import { signedDoubleArea } from './rings.ts'
import { DETAIL_BITS } from './snap.ts'

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const unit = (name: string, rings: Rings) => ({
  geometry: toPolygon(rings),
  properties: { name },
})
const areasOf = (features: ReturnType<typeof withoutOverlaps>) =>
  features.map(({ geometry }) => polygonsOf(geometry))
/** In square degrees: rings wind so that holes take away. */
const squareDegrees = (areas: readonly (readonly Rings[])[]) =>
  areas.flat(2).reduce((sum, ring) => sum + signedDoubleArea(ring) / 2, 0)

/** A large and a small area of which the one runs across a corner of the other. */
const large = unit('large', [box(-100, 40, -98, 42)])
const small = unit('small', [
  [
    [-98.25, 41.125],
    [-97.25, 41.25],
    [-97.5, 41.875],
    [-98.25, 41.125],
  ],
])
const beside = unit('beside', [box(-98, 40, -97, 41)])

describe('areas that are to fit together', () => {
  it('are told where they lie over each other, and are none where they only touch', () => {
    const areas = [large, small, beside].map(({ geometry }) => polygonsOf(geometry))
    expect(findCoverageFaults(areas, null).overlaps.map(({ rows }) => rows)).toEqual([[0, 1]])
    expect(findCoverageFaults([areas[0]!, areas[2]!], null).overlaps).toEqual([])
  })

  it('leave the ground that two cover to the smaller one, and lose none of it', () => {
    const tally = new Tally()
    const fitted = withoutOverlaps([large, small, beside], DETAIL_BITS, tally)
    expect(tally.get('overlaps')).toBe(1)
    expect(tally.get('overlapsLeft')).toBe(0)
    expect(findCoverageFaults(areasOf(fitted), null).overlaps).toEqual([])
    const [before, after] = [small, fitted[1]!].map((each) => squareDegrees([polygonsOf(each.geometry)])) // biome-ignore format: one line
    // A vertex at the crossing is put on the grid, a few metres aside.
    expect(after! / before!).toBeCloseTo(1, 4)
    const both = squareDegrees(areasOf(fitted))
    const whole = squareDegrees([large, small, beside].map(({ geometry }) => polygonsOf(geometry)))
    expect(both).toBeLessThan(whole - 0.01)
  })

  it('keep an area that lies whole in another as a hole of that one', () => {
    const inner = unit('inner', [box(-99.5, 40.5, -99, 41)])
    const fitted = withoutOverlaps([large, inner], DETAIL_BITS, new Tally())
    expect(polygonsOf(fitted[0]!.geometry)[0]).toHaveLength(2)
    expect(squareDegrees(areasOf(fitted))).toBeCloseTo(
      squareDegrees([polygonsOf(large.geometry)]),
      -1,
    )
  })

  it('have no slit between them, and no void in an overview where the layer has ground', () => {
    const around = (width: number) =>
      [
        [box(-100, 40, -99, 41)],
        [box(-99 + width, 40, -98, 41)],
        [
          [
            [-100, 39],
            [-98, 39],
            [-98, 40],
            [-99 + width, 40],
            [-99, 40],
            [-100, 40],
            [-100, 39],
          ],
        ],
        [
          [
            [-100, 41],
            [-99, 41],
            [-99 + width, 41],
            [-98, 41],
            [-98, 42],
            [-100, 42],
            [-100, 41],
          ],
        ],
      ].map((rings): Rings[] => [rings])
    expect(findCoverageFaults(around(1 / 1024), null).gaps).toHaveLength(1)
    const lake = around(1 / 8)
    expect(findCoverageFaults(lake, null).gaps).toEqual([])
    expect(findCoverageFaults(lake, lake).gaps).toEqual([])
    const filled = [...lake, [[box(-99, 40, -99 + 1 / 8, 41)]]]
    expect(findCoverageFaults(filled, null)).toEqual({ overlaps: [], gaps: [] })
    expect(findCoverageFaults(lake, filled).gaps.map(({ rows }) => rows)).toEqual([[0, 1, 2, 3]])
  })
})
