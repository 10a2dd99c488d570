import type * as Turf from '@turf/turf'
import { describe, expect, it, vi } from 'vitest'
import { toBoxPolygon } from '../geo/bbox.ts'
import { toAreaSquareMeters } from '../geo/ellipsoid-area.ts'
import { OverlapMeasure } from './answer-overlap.ts'

/** The clipper gives up as soon as it is to put together what has this corner, as it does of some broken shapes. */
const BROKEN = 0.73

vi.mock('@turf/turf', async (original) => {
  const turf = await original<typeof Turf>()
  const union: typeof turf.union = (all, options) => {
    if (JSON.stringify(all).includes(`[${BROKEN},`))
      throw new Error('Unable to complete output ring')
    return turf.union(all, options)
  }
  return { ...turf, union }
})

const square = (west: number, south: number, size: number) =>
  toBoxPolygon([west, south, west + size, south + size])

describe('ground that many areas share', () => {
  it('is measured without the areas that cannot be put together with others, which are counted', async () => {
    const measure = new OverlapMeasure([square(-10, -10, 20)])
    const areas = [square(0, 0, 1), square(0.5, 0, 1), square(BROKEN, 0, 1), square(5, 5, 1)]
    for (const [row, area] of areas.entries()) measure.add(area, row)
    const pauses: unknown[] = []
    const { unmeasured, ...meters } = await measure.finish(async (share) => void pauses.push(share))
    expect(unmeasured).toBe(1)
    const [near, , , far] = areas.map((area) => toAreaSquareMeters(area))
    expect(meters.wholeSquareMeters / near!).toBeCloseTo(4, 1)
    expect(meters.sharesSquareMeters).toBeCloseTo(2 * near! + far!, -3)
    expect(meters.onceSquareMeters).toBeCloseTo(1.5 * near! + far!, -3)
    expect([...measure.shares.keys()]).toEqual([0, 1, 3])
    expect(pauses.length).toBeGreaterThan(2)
  })
})
