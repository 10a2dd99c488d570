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
    const [ring] = layers['sheet/features']!.feature(0).loadGeometry()
    const sides = layers['sheet/outlines']!.feature(0).loadGeometry()
    expect(sides).toHaveLength(4)
    expect(Math.min(...ring!.map(({ x }) => x))).toBe(0)
    expect(Math.max(...ring!.map(({ y }) => y))).toBe(4096)
  })

  it('has its frame along those sides of its tiles that end the plane, and no others', async () => {
    const linesOf = async (...[z, x, y]: [number, number, number]) => {
      const frame = (await readTile('naaf', z, x, y)).layers['sheet/outlines']
      return frame
        ?.feature(0)
        .loadGeometry()
        .map((line) => line.map((at) => [at.x, at.y]))
    }
    expect(await linesOf(2, 0, 0)).toEqual([
      [
        [0, 0],
        [4096, 0],
      ],
      [
        [0, 4096],
        [0, 0],
      ],
    ])
    expect(await linesOf(2, 1, 2)).toBeUndefined()
  })

  it('tells what lies beyond it where the grid goes on, and nothing in its own', async () => {
    const { layers } = await readTile('mercator', 0, 0, 0)
    const part = layers['beyond-sheet/features']!
    // Beside its own there are those that reach into its margins.
    const polygons = Array.from({ length: part.length }, (_, index) => {
      const { geometry } = part.feature(index).toGeoJSON(0, 0, 0)
      if (geometry.type === 'MultiPolygon') return geometry.coordinates
      return geometry.type === 'Polygon' ? [geometry.coordinates] : []
    }).flat()
    // Where the rings around a place are odd in number it lies inside.
    const isBeyond = (lon: number, lat: number) =>
      polygons.flat().filter((ring) =>
        ring.reduce((inside, [x, y], index) => {
          const [nextX, nextY] = ring[index + 1] ?? ring[0]!
          const isAcross = y! > lat !== nextY! > lat
          const at = x! + ((lat - y!) / (nextY! - y!)) * (nextX! - x!)
          return isAcross && lon < at ? !inside : inside
        }, false),
      ).length %
        2 ===
      1
    for (const lon of [-179, -140, -100, -60, -20, 30, 100, 179]) {
      for (const lat of [-60, -20, 0, 15, 30, 45, 60, 80]) {
        const [x, y] = toNaaf(lon, lat)
        const fromEdge = Math.max(Math.abs(x), Math.abs(y)) - NAAF_EXTENT[2]
        if (Math.abs(fromEdge) < 200_000) continue
        expect([lon, lat, isBeyond(lon, lat)]).toEqual([lon, lat, fromEdge > 0])
      }
    }
    expect((await readTile('naaf', 0, 0, 0)).layers).not.toHaveProperty('beyond-sheet/features')
  })

  it('has its frame at the same places of the Earth in Web Mercator', async () => {
    const { layers } = await readTile('mercator', 0, 0, 0)
    const places = layers['sheet/outlines']!.feature(0).toGeoJSON(0, 0, 0).geometry
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
