import { describe, expect, it } from 'vitest'
import { overviewsOf } from '../../tests/support/overviews.ts'
import { geometryBbox } from '../geo/positions.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { planOverviews } from './overview.ts'
import { smallMeters, widthMeters } from './small-shapes.ts'

/** About 12 km to a pixel: the whole continent on a screen. */
const TOLERANCE = 6000

function square(id: number, lon: number, lat: number, degrees: number, kind = 'wild'): Feature {
  const ring = [
    [lon, lat],
    [lon + degrees, lat],
    [lon + degrees, lat + degrees],
    [lon, lat + degrees],
    [lon, lat],
  ]
  return {
    ...keyOfPlace(id),
    geometry: { type: 'Polygon', coordinates: [ring] },
    properties: { kind },
  }
}

/** The marks of an overview of these features. */
async function marksOf(features: readonly Feature[]) {
  const made = await overviewsOf(features, ['wild', 'urban']).make({
    zooms: [-99, 0.99],
    toleranceMeters: TOLERANCE,
  })
  return [...made.features()].filter(
    ({ geometry }) => widthMeters(geometryBbox(geometry)) < 2 * smallMeters(TOLERANCE),
  )
}

const ids = (features: readonly Feature[]) => features.map(({ id }) => id).sort()

describe('a shape that is too small to be seen', () => {
  it('is a mark of a few pixels in its place, and keeps its values', async () => {
    const [park, ...others] = await marksOf([square(7, -100, 45, 0.01), square(8, -80, 50, 5)])
    expect(others).toEqual([])
    expect(park?.properties).toEqual({ kind: 'wild' })
    expect(park?.id).toBe(7)
    const bbox = geometryBbox(park!.geometry)
    expect(bbox[0] + bbox[2]).toBeCloseTo(2 * -99.995, 6)
    expect(bbox[1] + bbox[3]).toBeCloseTo(2 * 45.005, 6)
    expect(widthMeters(bbox) / (2 * TOLERANCE)).toBeGreaterThan(3)
    expect(widthMeters(bbox) / (2 * TOLERANCE)).toBeLessThan(5)
    expect(park!.geometry!.type).toBe('Polygon')
  })

  it('is one mark with others of its kind in the same place, and one of each kind', async () => {
    const park = (id: number, kind: string) => square(id, -100.02 + id * 0.001, 45.02, 0.001, kind)
    const parks = [park(0, 'wild'), park(1, 'wild')]
    expect(await marksOf([...parks, park(2, 'wild')])).toHaveLength(1)
    expect(await marksOf([...parks, park(2, 'urban')])).toHaveLength(2)
  })

  it('is none beside a larger shape, whose edge it shares', async () => {
    const large = square(1, -100, 45, 5)
    expect(ids(await marksOf([large, square(2, -95, 47, 0.01), square(3, -98, 47, 0.01)]))).toEqual(
      [3],
    )
  })

  it('is a mark for each island where the feature has none that is larger', async () => {
    const islands = [-100, -97, -94].map((lon) => square(1, lon, 45, 0.01).geometry!)
    const coordinates = islands.flatMap((geometry) =>
      geometry.type === 'Polygon' ? [geometry.coordinates] : [],
    )
    const chain: Feature = {
      ...keyOfPlace(1),
      geometry: { type: 'MultiPolygon', coordinates },
      properties: {},
    }
    expect(await marksOf([chain])).toHaveLength(3)
  })

  it('is a stroke in its own direction, if it is a line', async () => {
    const line = (to: [number, number]): Feature => ({
      ...keyOfPlace(1),
      geometry: { type: 'LineString', coordinates: [[-100, 45], to] },
      properties: {},
    })
    const [eastward] = await marksOf([line([-99.99, 45])])
    const [northward] = await marksOf([line([-100, 45.01])])
    const [west, south, east, north] = geometryBbox(eastward!.geometry)
    expect(eastward!.geometry!.type).toBe('LineString')
    expect(north - south).toBeLessThan((east - west) / 1000)
    const upright = geometryBbox(northward!.geometry)
    expect(upright[2] - upright[0]).toBeLessThan((upright[3] - upright[1]) / 1000)
  })

  it('stays on Earth at its ends', async () => {
    for (const [lon, lat] of [
      [179.999, 65],
      [-100, 89.999],
      [-100, -89.999],
    ] as const) {
      const [mark] = await marksOf([square(1, lon, lat, 0.0005)])
      const [, south, , north] = geometryBbox(mark!.geometry)
      expect(south).toBeGreaterThanOrEqual(-90)
      expect(north).toBeLessThanOrEqual(90)
    }
  })
})

describe('a small file of small shapes', () => {
  it('has overviews up to the zoom at which all are seen, and none where all are large', () => {
    const box = [-120, 30, -80, 50] as const
    expect(planOverviews(0, box, 500_000)).toEqual([])
    for (const [meters, from] of [
      [20_000, 2],
      [2000, 5],
      [30, 8],
    ] as const) {
      const [finest] = planOverviews(0, box, meters)
      expect(finest!.zooms[1]).toBeCloseTo(from, 1)
    }
  })
})
