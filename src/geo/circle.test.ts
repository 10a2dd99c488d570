import { describe, expect, it } from 'vitest'
import { bearingDegrees, toCircle } from './circle.ts'
import { sphereDistanceMeters } from './distance.ts'

describe('a circle around a place', () => {
  it.each([
    [[-117.04, 32.53], 50_000],
    [[179.9, 52], 100_000],
    [[-100, 89.9], 25_000],
  ] as const)('around %j is as far away everywhere, and closed', (place, meters) => {
    const ring = toCircle(place, meters)
    expect(ring.at(-1)).toEqual(ring[0])
    for (const [lon, lat] of ring) {
      expect(sphereDistanceMeters(place, [lon!, lat!])).toBeCloseTo(meters, 3)
    }
  })
})

describe('the direction of a place', () => {
  it.each([
    [[0, 0], [0, 1], 0],
    [[0, 0], [1, 0], 90],
    [[0, 0], [0, -1], 180],
    [[179.5, 0], [-179.5, 0], 90],
    // geod -I +ellps=sphere: 32d31'48"N 117d02'24"W 32d49'N 117d08'W
    [[-117.04, 32.53], [-117.1333, 32.8167], 344.7],
  ] as const)('from %j to %j', (from, to, degrees) => {
    expect(bearingDegrees(from, to)).toBeCloseTo(degrees, 0)
  })
})
