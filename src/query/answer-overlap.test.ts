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
  it('is the same of areas that are stored past ±180° as of those that are cut there', async () => {
    const cut = (rings: ReturnType<typeof square>[]) =>
      ({ type: 'MultiPolygon', coordinates: rings.map(({ coordinates }) => coordinates) }) as const
    const [past, east] = [square(176, 50, 8), square(-182, 51, 3)]
    const wrapped = cut([toBoxPolygon([176, 50, 180, 58]), toBoxPolygon([-180, 50, -176, 58])])
    const cutEast = cut([toBoxPolygon([178, 51, 180, 54]), toBoxPolygon([-180, 51, -179, 54])])
    const expected = toAreaSquareMeters(east)
    for (const [own, other] of [
      [east, past],
      [east, wrapped],
      [cutEast, past],
      [cutEast, wrapped],
    ] as const) {
      const measure = new OverlapMeasure([other])
      measure.add(own, 0)
      const { onceSquareMeters, sharesSquareMeters } = await measure.finish(async () => undefined)
      expect(sharesSquareMeters / expected).toBeCloseTo(1, 6)
      expect(onceSquareMeters / expected).toBeCloseTo(1, 6)
    }
  })
})
