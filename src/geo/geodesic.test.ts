import { describe, expect, it } from 'vitest'
import { alongGeodesic, toCircle, toEnclosedArea, toGeodesic, toPlaceAt } from './geodesic.ts'

/** What GeodSolve and Planimeter of GeographicLib 2.1 answer (`GeodSolve -i -p 4`, `Planimeter -p 3`). */
const BY_GEODSOLVE = [
  ['over the antimeridian', [179, 51.9], [-166.5, 53.8], 997586.5875, 72.060046805],
  [
    'from Tijuana to San Diego',
    [-117.0037, 32.5027],
    [-117.1611, 32.7157],
    27860.9313,
    -31.981849054,
  ],
  ['past the pole', [-94.829, 74.697], [85, 70], 3941828.6089, 0.101194278],
] as const

const AROUND_THE_POLE = [
  [0, 70],
  [90, 70],
  [180, 70],
  [-90, 70],
] as const
const COLORADO = [
  [-109.05, 37],
  [-102.05, 37],
  [-102.05, 41],
  [-109.05, 41],
] as const
const BERING_SEA = [
  [170, 50],
  [-170, 50],
  [-170, 60],
  [170, 60],
] as const

describe('what is measured over the ground agrees with GeographicLib’s own programs', () => {
  it.each(BY_GEODSOLVE)('along a line %s', (_, a, b, meters, bearing) => {
    const line = toGeodesic(a, b)
    expect(line.meters).toBeCloseTo(meters, 3)
    expect(line.bearingDegrees).toBeCloseTo((bearing + 360) % 360, 8)
  })

  it.each([
    ['around the pole', AROUND_THE_POLE, 10175187229322, 12500710.728],
    ['of a state', COLORADO, 269154549884, 2099854.382],
    ['over the antimeridian', BERING_SEA, 1408364877423, 4767819.376],
  ] as const)('in the area %s, whichever way round it was drawn', (_, corners, area, perimeter) => {
    for (const drawn of [corners, corners.toReversed()]) {
      const enclosed = toEnclosedArea(drawn)
      expect(enclosed.squareMeters).toBeCloseTo(area, -1)
      expect(enclosed.perimeterMeters).toBeCloseTo(perimeter, 2)
    }
  })

  it('on the Framework’s sphere too', () => {
    expect(toGeodesic([179, 51.9], [-166.5, 53.8], 'sphere').meters).toBeCloseTo(994459.0083, 3)
    expect(toEnclosedArea(COLORADO, 'sphere').squareMeters).toBeCloseTo(268930505291, -1)
  })
})

describe('a line over the ground', () => {
  it('goes on over the antimeridian without a jump, in steps that are short enough', () => {
    const places = alongGeodesic([179, 51.9], [-166.5, 53.8], 50_000)
    expect(places).toHaveLength(21)
    expect(places.at(-1)).toEqual([193.5, 53.8])
    for (const [index, place] of places.slice(1).entries()) {
      expect(toGeodesic(places[index]!, place).meters).toBeLessThanOrEqual(50_000)
    }
  })
})

describe('a circle over the ground', () => {
  it('is as far from its middle everywhere, and as large as on the plane where it is small', () => {
    const circle = toCircle([-75, 45], 100_000)
    for (const place of circle) expect(toGeodesic([-75, 45], place).meters).toBeCloseTo(100_000, 4)
    const { squareMeters } = toEnclosedArea(circle)
    expect(squareMeters / (Math.PI * 100_000 ** 2)).toBeCloseTo(1, 3)
    expect(toPlaceAt([-75, 45], 90, 100_000)[1]).toBeCloseTo(44.99295834692, 10)
  })
})
