import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { overviewsOf } from '../../tests/support/overviews.ts'
import { toNaaf } from '../geo/naaf.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { planOverviews } from './overview.ts'

const feature = (geometry: Feature['geometry'], kind = ''): Feature => ({
  ...keyOfPlace(1),
  geometry,
  properties: { kind },
})

async function drawn(features: readonly Feature[], toleranceMeters: number) {
  const made = await overviewsOf(features, ['mill', 'port']).make({
    zooms: [0, 0.99],
    toleranceMeters,
  })
  return [...made.features()].map(({ geometry }) => geometry)
}

const coarsen = async (geometry: Feature['geometry'], toleranceMeters: number) =>
  (await drawn([feature(geometry)], toleranceMeters))[0] ?? null

/** A coast of so many vertices around a place, in and out by a tenth. */
function coast(lon: number, lat: number, radius: number, count: number): Position[] {
  const ring = Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count
    const reach = radius * (1 + 0.1 * Math.sin(angle * 37) + 0.02 * Math.sin(angle * 301))
    return [lon + reach * Math.cos(angle), lat + reach * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}

function distanceMeters(point: Position, a: Position, b: Position): number {
  const [px, py] = toNaaf(point[0]!, point[1]!)
  const [ax, ay] = toNaaf(a[0]!, a[1]!)
  const [bx, by] = toNaaf(b[0]!, b[1]!)
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const along = length === 0 ? 0 : ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length
  const share = Math.max(0, Math.min(1, along))
  return Math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay))
}

describe('an overview of an imported layer', () => {
  it('leaves out vertices, moves none, and stays within its tolerance of every one left out', async () => {
    const ring = coast(-95, 50, 2, 4000)
    const coarse = await coarsen({ type: 'Polygon', coordinates: [ring] }, 3000)
    if (coarse?.type !== 'Polygon') throw new Error('no polygon')
    const kept = coarse.coordinates[0]!
    expect(kept.length).toBeLessThan(ring.length / 5)
    expect(kept.at(-1)).toEqual(kept[0])
    const given = new Set(ring.map(String))
    expect(kept.every((position) => given.has(String(position)))).toBe(true)
    for (const position of ring) {
      const nearest = Math.min(
        ...kept.slice(1).map((end, index) => distanceMeters(position, kept[index]!, end)),
      )
      expect(nearest).toBeLessThanOrEqual(3000.001)
    }
  })

  it('leaves out what would be smaller than half a pixel, and keeps the rest of the feature', async () => {
    const island = coast(-60, 45, 0.001, 40)
    const land = coast(-95, 50, 2, 400)
    const coarse = await coarsen({ type: 'MultiPolygon', coordinates: [[island], [land]] }, 1000)
    expect(coarse?.type === 'MultiPolygon' && coarse.coordinates.length).toBe(1)
    const creek = { type: 'LineString' as const, coordinates: [island[0]!, island[20]!] }
    const lake = { type: 'Polygon' as const, coordinates: [land, island] }
    const both = await coarsen({ type: 'GeometryCollection', geometries: [creek, lake] }, 1000)
    if (both?.type !== 'GeometryCollection') throw new Error('no collection')
    const [rest, ...others] = both.geometries
    expect(others).toEqual([])
    expect(rest?.type === 'Polygon' && rest.coordinates.length).toBe(1)
    expect(await coarsen({ type: 'GeometryCollection', geometries: [creek] }, 1000)).toBeNull()
  })

  it('keeps a long and narrow lake as an area, though it is narrower than what is left out', async () => {
    const shore = Array.from({ length: 40 }, (_, index) => [-100 + index / 100, 45])
    const ring = [...shore, ...shore.toReversed().map(([lon]) => [lon!, 45.001]), shore[0]!]
    const coarse = await coarsen({ type: 'Polygon', coordinates: [ring] }, 3000)
    if (coarse?.type !== 'Polygon') throw new Error('no polygon')
    const kept = new Set(coarse.coordinates[0]!.map(String))
    expect(kept.size).toBeGreaterThanOrEqual(3)
    expect(coarse.coordinates[0]!.length).toBeLessThan(8)
  })

  it('draws one point for those of a kind that fall together, and one for each kind', async () => {
    const point = (lon: number, kind: string) =>
      feature({ type: 'Point', coordinates: [lon, 40] }, kind)
    const near = [point(-100, 'mill'), point(-100.0001, 'mill'), point(-100.0001, 'port')]
    const places = (await drawn([...near, point(-101, 'mill')], 5000)).map((geometry) =>
      geometry?.type === 'Point' ? geometry.coordinates[0] : null,
    )
    expect(places).toEqual([-100, -100.0001, -101])
  })
})

describe('the overviews of a layer', () => {
  it.each([
    ['a continent', 100_000_000, [-170, 10, -50, 80]],
    ['a province', 300_000_000, [-80, 45, -65, 55]],
    ['a town', 100_000_000, [-75.9, 45.2, -75.4, 45.6]],
    ['a place that is not known', 50_000_000, null],
  ] as const)(
    'of %s serve every zoom without a gap, coarser where it is smaller',
    (_, bytes, bbox) => {
      const levels = planOverviews(bytes, bbox)
      expect(levels.length).toBeGreaterThan(0)
      expect(levels.at(-1)!.zooms[0]).toBeLessThan(-10)
      for (const [place, { zooms, toleranceMeters }] of levels.entries()) {
        const finer = levels[place - 1]
        if (finer) {
          expect(finer.zooms[0] - zooms[1]).toBeCloseTo(0.01)
          expect(toleranceMeters).toBeGreaterThan(finer.toleranceMeters)
        }
      }
    },
  )

  it('are none where a tile reads little of the layer anyway', () => {
    expect(planOverviews(700_000, [-170, 10, -50, 80])).toEqual([])
  })
})
