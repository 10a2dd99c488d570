import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { NAAF_EXTENT, toNaaf } from '../geo/naaf.ts'
import { writeSheetTile } from './sheet.ts'

async function readTile(...[grid, z, x, y]: ['naaf' | 'mercator', number, number, number]) {
  return new VectorTile(new PbfReader(await writeSheetTile({ grid, z, x, y })))
}

describe('the sheet', () => {
  it('fills the one tile of the Framework’s plane to its edges', async () => {
    const { layers } = await readTile('naaf', 0, 0, 0)
    const [ring] = layers.features!.feature(0).loadGeometry()
    const [line] = layers.outlines!.feature(0).loadGeometry()
    expect(ring!.map(({ x, y }) => [x, y])).toEqual(line!.map(({ x, y }) => [x, y]))
    expect(Math.min(...ring!.map(({ x }) => x))).toBe(0)
    expect(Math.max(...ring!.map(({ y }) => y))).toBe(4096)
  })

  it('has its frame at the same places of the Earth in Web Mercator', async () => {
    const { layers } = await readTile('mercator', 0, 0, 0)
    const places = layers.outlines!.feature(0).toGeoJSON(0, 0, 0).geometry
    const lines =
      places.type === 'LineString'
        ? [places.coordinates]
        : places.type === 'MultiLineString'
          ? places.coordinates
          : []
    const distances = lines.flat().map(([lon, lat]) => {
      const [x, y] = toNaaf(lon!, lat!)
      return Math.abs(Math.max(Math.abs(x), Math.abs(y)) - NAAF_EXTENT[2])
    })
    expect(distances.length).toBeGreaterThan(50)
    // A unit of this tile is 10 km at the equator, and an edge was simplified to a third of a pixel.
    expect(Math.max(...distances)).toBeLessThan(60_000)
  })
})
