import { describe, expect, it } from 'vitest'
import { toGeodesic } from '../../geo/geodesic.ts'
import { MOST_STRETCHES, toProfilePlaces, toProfileSteps } from './to-profile.ts'

const low = { land: { iso_a3: 'CAN' }, elevation: null, depth: { depth_min: 0, depth_max: 200 } }
const hill = { ...low, elevation: { elevation_min: 200, elevation_max: 500 } }
const peak = { ...low, elevation: { elevation_min: 4000, elevation_max: null } }
const shelf = { land: null, elevation: null, depth: { depth_min: 0, depth_max: 200 } }
const trench = { land: null, elevation: null, depth: { depth_min: 6000, depth_max: null } }
const nowhere = { land: null, elevation: null, depth: null }

describe('a profile along a line', () => {
  it('looks at the middles of equal stretches, over the corners of the line and the antimeridian', () => {
    const corners = [
      [170, 50],
      [-175, 52],
      [-160, 55],
    ] as const
    const { places, stretchMeters } = toProfilePlaces(corners)
    expect(places).toHaveLength(MOST_STRETCHES)
    const length =
      toGeodesic(corners[0], corners[1]).meters + toGeodesic(corners[1], corners[2]).meters
    expect(stretchMeters).toBeCloseTo(length / MOST_STRETCHES, 6)
    expect(toGeodesic(corners[0], places[0]!).meters).toBeCloseTo(stretchMeters / 2, 3)
    expect(toGeodesic(corners[2], places.at(-1)!).meters).toBeCloseTo(stretchMeters / 2, 3)
    expect(places.every(([lon]) => lon >= -180 && lon <= 180)).toBe(true)
  })

  it('looks at a short line no closer than the layers know, and nowhere along a line without length', () => {
    const short = toProfilePlaces([
      [-100, 45],
      [-100, 45.02],
    ])
    expect(short.places).toHaveLength(4)
    expect(toProfilePlaces([[-100, 45]]).places).toEqual([])
    expect(
      toProfilePlaces([
        [-100, 45],
        [-100, 45],
      ]).places,
    ).toEqual([])
  })

  it('has one step for each stretch in one band, the sea’s bands under the land left out', () => {
    const steps = toProfileSteps([shelf, low, low, hill, peak, nowhere, trench], 10)
    expect(steps).toEqual([
      { fromMeters: 0, toMeters: 10, band: { low: -200, high: 0 } },
      { fromMeters: 10, toMeters: 30, band: { low: null, high: 200 } },
      { fromMeters: 30, toMeters: 40, band: { low: 200, high: 500 } },
      { fromMeters: 40, toMeters: 50, band: { low: 4000, high: null } },
      { fromMeters: 50, toMeters: 60, band: null },
      { fromMeters: 60, toMeters: 70, band: { low: null, high: -6000 } },
    ])
  })
})
