import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { polygonFaults } from '../../tests/support/validity.ts'
import { cleanPolygons } from './clean.ts'
import { type Rings, Tally } from './geometry.ts'
import { polygonAreaSquareMeters } from './rings.ts'
import { snapPolygons } from './snap.ts'

const BITS = 10

function clean(polygons: readonly Rings[]) {
  const tally = new Tally()
  return { cleaned: cleanPolygons(snapPolygons(polygons, BITS, tally), BITS, tally), tally }
}

const square = (west: number, south: number, size: number): Position[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]

const area = (polygons: readonly Rings[]) =>
  polygons.reduce((sum, rings) => sum + polygonAreaSquareMeters(rings), 0)

const faultsOf = (polygons: readonly Rings[]) => polygons.flatMap(polygonFaults)

describe('cleaning', () => {
  it('leaves a valid polygon as it is', () => {
    const polygon = [square(-100, 45, 2), square(-99.5, 45.5, 0.5).toReversed()]
    const { cleaned } = clean([polygon])
    expect(cleaned).toEqual([polygon])
  })

  it('turns exteriors counter-clockwise and holes clockwise', () => {
    const wrong = [square(-100, 45, 2).toReversed(), square(-99.5, 45.5, 0.5)]
    const { cleaned, tally } = clean([wrong])
    expect(faultsOf(cleaned)).toEqual([])
    expect(tally.get('turnedRings')).toBe(2)
  })

  it('takes out spikes and positions that rounding has made one', () => {
    const ring: Position[] = [
      [-100, 45],
      [-99, 45],
      [-98, 45],
      [-99, 45],
      [-99, 45.00001],
      [-99, 46],
      [-100, 46],
      [-100, 45],
    ]
    const { cleaned, tally } = clean([[ring]])
    expect(cleaned).toEqual([[square(-100, 45, 1)]])
    expect(tally.get('spikes')).toBe(1)
  })

  it('takes out a spike at the seam of a ring', () => {
    const ring = [[-101, 45], ...square(-100, 45, 1), [-101, 45]] as Position[]
    const { cleaned } = clean([[ring]])
    expect(faultsOf(cleaned)).toEqual([])
    expect(area(cleaned)).toBeCloseTo(area([[square(-100, 45, 1)]]), -2)
  })

  it('parts a ring that touches itself into two polygons, which moves nothing', () => {
    const eight: Position[] = [
      [-100, 45],
      [-99, 45],
      [-99, 46],
      [-98, 46],
      [-98, 47],
      [-99, 47],
      [-99, 46],
      [-100, 46],
      [-100, 45],
    ]
    const { cleaned, tally } = clean([[eight]])
    expect(faultsOf(cleaned)).toEqual([])
    expect(cleaned).toHaveLength(2)
    expect(tally.get('splitRings')).toBe(1)
    expect(area(cleaned)).toBeCloseTo(area([[square(-100, 45, 1)], [square(-99, 46, 1)]]), -2)
  })

  it('makes a hole of a loop that turns inwards at a touching position', () => {
    const ring: Position[] = [
      [-100, 45],
      [-98, 45],
      [-98, 47],
      [-99, 47],
      [-99.5, 46],
      [-99, 45.5],
      [-98.5, 46],
      [-99, 47],
      [-100, 47],
      [-100, 45],
    ]
    const { cleaned } = clean([[ring]])
    expect(faultsOf(cleaned)).toEqual([])
    expect(cleaned.map((rings) => rings.length)).toEqual([2])
  })

  it('parts a polygon whose hole touches its exterior twice, since its inside must be one piece', () => {
    const hole: Position[] = [
      [-100, 46],
      [-99, 46.5],
      [-98, 46],
      [-99, 45.5],
      [-100, 46],
    ]
    const exterior: Position[] = [
      [-100, 45],
      [-98, 45],
      [-98, 46],
      [-98, 47],
      [-100, 47],
      [-100, 46],
      [-100, 45],
    ]
    const { cleaned, tally } = clean([[exterior, hole]])
    expect(faultsOf(cleaned)).toEqual([])
    expect(cleaned.map((rings) => rings.length)).toEqual([1, 1])
    expect(tally.get('splitRings')).toBe(1)
  })

  it('resolves a ring that crosses itself', () => {
    const bow: Position[] = [
      [-100, 45],
      [-98, 47],
      [-98, 45],
      [-100, 47],
      [-100, 45],
    ]
    const { cleaned, tally } = clean([[bow]])
    expect(faultsOf(cleaned)).toEqual([])
    expect(cleaned).toHaveLength(2)
    expect(tally.get('resolvedPolygons')).toBe(1)
  })

  it('drops slivers under 1,000 m², and says how many', () => {
    const sliver: Position[] = [
      [-100, 45],
      [-99.999, 45],
      [-99.999, 45.001],
      [-100, 45],
    ]
    expect(area([[sliver]])).toBeGreaterThan(1000)
    const { cleaned, tally } = clean([
      [square(-100, 40, 1)],
      [sliver.map(([x, y]) => [x!, 45 + (y! - 45) / 50])],
    ])
    expect(cleaned).toHaveLength(1)
    expect(tally.get('collapsedParts') + tally.get('slivers')).toBe(1)
  })

  it('joins polygons of one geometry that lie over each other, and keeps those that share an edge', () => {
    const { cleaned, tally } = clean([[square(-100, 45, 2)], [square(-99, 46, 2)]])
    expect(faultsOf(cleaned)).toEqual([])
    expect(cleaned).toHaveLength(1)
    expect(tally.get('joinedPolygons')).toBe(2)
    const within = clean([[square(-100, 45, 2)], [square(-99.5, 45.5, 0.5)]])
    expect(within.cleaned).toEqual([[square(-100, 45, 2)]])
    const apart = [[square(-100, 45, 1)], [square(-98, 45, 1)]]
    expect(clean(apart).cleaned).toEqual(apart)
  })

  it('makes valid whatever ring it is given, or counts it as one that it cannot', () => {
    let unresolved = 0
    let state = 1867
    const random = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
      return state / 0x7fffffff
    }
    for (let run = 0; run < 300; run++) {
      const corners = 4 + Math.floor(random() * 14)
      // A coarse grid makes rings touch, cross and run back over themselves in every way.
      const ring = Array.from(
        { length: corners },
        (): Position => [-100 + Math.floor(random() * 9) / 4, 45 + Math.floor(random() * 9) / 4],
      )
      const { cleaned, tally } = clean([[[...ring, ring[0]!]]])
      unresolved += tally.get('unresolvedPolygons')
      expect(faultsOf(cleaned), JSON.stringify(ring)).toEqual([])
      expect(area(cleaned)).toBeLessThanOrEqual(area([[square(-100, 45, 2)]]) * 1.01)
    }
    expect(unresolved).toBeLessThan(6)
  })
})
