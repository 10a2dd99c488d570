import { VectorTile } from '@mapbox/vector-tile'
import type { Geometry, Position } from 'geojson'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { mercatorGrid } from '../geo/projections/mercator.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { cutToRows } from './cut-to-rows.ts'
import { TileLayer } from './tile-layer.ts'

function layerOf(geometry: Geometry): TileLayer {
  const schema = { name: 'ice', geometryType: geometry.type, fields: [] }
  const features = [{ ...keyOfPlace(1), geometry, properties: {} }]
  const level = {
    zooms: [-9, 24] as const,
    resident: true,
    open: async () => new MemorySource(schema, features),
  }
  return new TileLayer({ id: 'ice', parts: ['features', 'outlines'], fields: [], levels: [level] })
}

/** What is drawn of a part, as longitudes and latitudes: the map takes y above the tile for what lies north of it. */
async function placesOf(layer: TileLayer, grid: string, z: number, x: number, part = 'features') {
  const tile = new VectorTile(new PbfReader(await layer.tile({ grid, z, x, y: 0 })))
  const drawn = tile.layers[`ice/${part}`]
  if (!drawn) return []
  return Array.from({ length: drawn.length }, (_, index) => drawn.feature(index)).map((feature) =>
    feature
      .loadGeometry()
      .map((line) =>
        line.map(
          (at) =>
            mercatorGrid.fromUnit(
              (x + at.x / drawn.extent) / 2 ** z,
              at.y / drawn.extent / 2 ** z,
            )!,
        ),
      ),
  )
}

const around = (lat: number): Position[] =>
  Array.from({ length: 37 }, (_, index) => [-180 + index * 10, lat])

const ICE: Geometry = {
  type: 'Polygon',
  coordinates: [[...around(80), [180, 90], [-180, 90], [-180, 80]]],
}

describe('the polar cap', () => {
  it('goes on where the square of Web Mercator ends, and up to the pole', async () => {
    const layer = layerOf(ICE)
    const cap = (await placesOf(layer, 'mercatorcap', 1, 1)).flat(2).map(([, lat]) => lat)
    expect(Math.min(...cap)).toBeCloseTo(85.051, 2)
    expect(Math.max(...cap)).toBeGreaterThan(89.98)
    const square = (await placesOf(layer, 'mercator', 4, 9)).flat(2).map(([, lat]) => lat)
    expect(Math.max(...square)).toBeCloseTo(85.053, 2)
    expect(await placesOf(layer, 'mercatorcap', 1, 1, 'outlines')).toEqual([])
  })

  it('has the same corners along the seam as the tiles of every zoom beneath it', async () => {
    const layer = layerOf(ICE)
    const seamOf = async (grid: string, z: number, x: number) =>
      (await placesOf(layer, grid, z, x))
        .flat(2)
        .filter(([lon, lat]) => lat > 85.0505 && lat < 85.06 && lon > 10 && lon < 20)
        .map(([lon, lat]) => `${lon.toFixed(4)} ${lat.toFixed(4)}`)
    const cap = new Set(await seamOf('mercatorcap', 1, 1))
    expect(cap.size).toBeGreaterThan(20)
    for (const z of [3, 4]) {
      const x = Math.floor((15 / 360 + 0.5) * 2 ** z)
      expect(new Set(await seamOf('mercator', z, x))).toEqual(cap)
    }
  })

  it('has points as the shortest of lines, where they lie, and the square has none of them', async () => {
    const layer = layerOf({
      type: 'MultiPoint',
      coordinates: [
        [100, 88],
        [100, 70],
      ],
    })
    const lines = await placesOf(layer, 'mercatorcap', 1, 1)
    expect(lines).toHaveLength(1)
    const line = lines[0]?.[0]
    expect(line).toHaveLength(2)
    for (const [lon, lat] of line!) {
      expect(lon).toBeCloseTo(100, 0)
      expect(lat).toBeCloseTo(88, 1)
    }
    const square = (await placesOf(layer, 'mercator', 0, 0)).flat(2).map(([, lat]) => lat)
    expect(Math.max(...square)).toBeCloseTo(70, 0)
  })

  it('has tracks cut where the square ends, with nothing along that edge', async () => {
    const track: Geometry = {
      type: 'LineString',
      coordinates: [
        [20, 80],
        [40, 88],
        [60, 80],
      ],
    }
    const [pieces] = await placesOf(layerOf(track), 'mercator', 0, 0)
    expect(pieces).toHaveLength(2)
    expect(
      cutToRows(
        {
          type: 'LineString',
          coordinates: [
            [0, 0],
            [1, 4],
            [2, 0],
          ],
        },
        [1, 3],
      ),
    ).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [0.25, 1],
          [0.75, 3],
        ],
        [
          [1.25, 3],
          [1.75, 1],
        ],
      ],
    })
  })
})
