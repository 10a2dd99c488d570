import { describe, expect, it } from 'vitest'
import { FeatureTable } from '../formats/contract/feature-table.ts'
import { MemoryBudget } from '../formats/contract/read-context.ts'
import { NAAF } from '../geo/crs.ts'
import { eachPosition } from '../geo/positions.ts'
import { type Sampled, takeSample } from './sample.ts'

const asItStands: Sampled['toWgs84'] = (x, y) => [x, y]

function tableOf(geometries: Parameters<FeatureTable['addGeometry']>[0][]): FeatureTable {
  const table = new FeatureTable(new MemoryBudget(1e9))
  for (const geometry of geometries) {
    table.addGeometry(geometry)
    table.endFeature()
  }
  return table
}

const point = (lon: number, lat: number) => ({ type: 'Point' as const, coordinates: [lon, lat] })

/** A ring of so many corners around a place. */
function disc(lon: number, lat: number, radius: number, corners: number) {
  const ring = Array.from({ length: corners }, (_, corner) => {
    const turn = (2 * Math.PI * corner) / corners
    return [lon + radius * Math.cos(turn), lat + radius * Math.sin(turn)]
  })
  return { type: 'Polygon' as const, coordinates: [[...ring, ring[0]!]] }
}

describe('the sample of a large import', () => {
  it('has every so many of the features, of every part as large a share as of the whole', () => {
    const west = Array.from({ length: 30_000 }, (_, at) => point(-120 + at / 1e5, 40))
    const east = Array.from({ length: 10_000 }, (_, at) => point(-80 + at / 1e5, 45))
    const sample = takeSample([{ features: tableOf([...west, ...east]), toWgs84: asItStands }])!
    expect(sample.of).toBe(40_000)
    expect(sample.taken).toBe(sample.geometries.length)
    expect(sample.taken).toBeGreaterThan(2500)
    expect(sample.taken).toBeLessThanOrEqual(3000)
    const inWest = sample.geometries.filter(
      (geometry) => geometry.type === 'Point' && geometry.coordinates[0]! < -100,
    )
    expect(inWest.length / sample.taken).toBeCloseTo(0.75, 2)
    expect(sample.bbox[0]).toBeCloseTo(-120, 3)
    expect(sample.bbox[2]).toBeCloseTo(-79.9, 1)
  })

  it('has all features of few, in longitude and latitude of whatever system they are in', () => {
    const features = tableOf([point(0, 0), null, point(100_000, 200_000)])
    const toWgs84 = (x: number, y: number) => NAAF.toWgs84(x, y)
    const sample = takeSample([{ features, toWgs84 }])!
    expect(sample).toMatchObject({ taken: 2, of: 3 })
    const expected = NAAF.toWgs84(100_000, 200_000)
    expect(sample.geometries[1]).toEqual({ type: 'Point', coordinates: [...expected] })
  })

  it('thins what has many corners, keeps rings closed, and shows what is too small as a point', () => {
    const features = tableOf([disc(-100, 50, 10, 90_000), disc(-60, 50, 0.001, 30)])
    const { geometries } = takeSample([{ features, toWgs84: asItStands }])!
    const [large, small] = geometries
    expect(small).toMatchObject({ type: 'Point' })
    let positions = 0
    eachPosition(large!, () => positions++)
    expect(positions).toBeGreaterThan(1000)
    expect(positions).toBeLessThan(16_000)
    const [ring] = (large as ReturnType<typeof disc>).coordinates
    expect(ring!.at(-1)).toEqual(ring![0])
  })

  it('shows nothing where most positions are no degrees, and passes over a few that are none', () => {
    const meters = Array.from({ length: 10 }, (_, at) => point(500_000 + at, 4_000_000))
    expect(takeSample([{ features: tableOf(meters), toWgs84: asItStands }])).toBeNull()
    const degrees = Array.from({ length: 11 }, (_, at) => point(-100 + at, 40))
    const mixed = takeSample([{ features: tableOf([...meters, ...degrees]), toWgs84: asItStands }])!
    expect(mixed).toMatchObject({ taken: 11, of: 21 })
    expect(takeSample([])).toBeNull()
  })

  it('spans the antimeridian the short way round', () => {
    const features = tableOf([point(170, 52), point(-170, 60)])
    const { bbox } = takeSample([{ features, toWgs84: asItStands }])!
    expect(bbox).toEqual([170, 52, -170, 60])
  })
})
