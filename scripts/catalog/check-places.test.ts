import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Geometry } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { writeFlatGeobuf } from '../../src/formats/flatgeobuf/write.ts'
import { checkPlaces } from './check-places.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'places-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A layer in the folder, of features with texts alone. */
async function layerOf(
  id: string,
  geometryType: 'Point' | 'Polygon',
  features: readonly { geometry: Geometry; properties: Record<string, string | null> }[],
): Promise<CatalogLayer> {
  const names = Object.keys(features[0]!.properties)
  const title = { en: id, fr: id, es: id }
  const fields = names.map((name) => ({ name, type: 'string' as const, title }))
  const { bytes } = writeFlatGeobuf(
    { name: id, fields, geometryType },
    features.map((feature, id) => ({ id, key: String(id), ...feature })),
  )
  await writeFile(join(folder, `${id}.fgb`), bytes)
  const file = { path: `${id}.fgb`, bytes: bytes.length, sha256: '', featureCount: 1 }
  return { id, geometryType, fields, files: [file] } as unknown as CatalogLayer
}

const square = (west: number, south: number, east: number, north: number): Geometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})

describe('the check of stated country against place', () => {
  const plants = [
    ['At home', 'CAN', 'CA-ON', -80, 45],
    ['On the wrong bank', 'CAN', 'CA-ON', -80, 41.98],
    ['At sea', 'USA', null, -60, 41],
    ['Abroad', 'CAN', null, -80, 41],
    ['In a state of the other country', 'USA', 'CA-ON', -80, 41],
  ] as const

  it('names each point that lies in another country, and each state that is of another', async () => {
    const layers = [
      await layerOf('states-provinces', 'Polygon', [
        {
          geometry: square(-90, 42, -70, 50),
          properties: { country: 'CAN', iso_3166_2: 'CA-ON' },
        },
        {
          geometry: square(-90, 35, -70, 42),
          properties: { country: 'USA', iso_3166_2: 'US-NY' },
        },
      ]),
      await layerOf(
        'plants',
        'Point',
        plants.map(([name, country, state_province, lon, lat]) => ({
          geometry: { type: 'Point', coordinates: [lon, lat] },
          properties: { name, country, state_province },
        })),
      ),
    ]
    expect(await checkPlaces(layers, folder)).toEqual([
      expect.objectContaining({
        entry: 'plants',
        field: 'country',
        message: expect.stringContaining('Abroad is said to be of CAN and lies in US-NY'),
      }),
      expect.objectContaining({
        field: 'state_province',
        message: expect.stringContaining('In a state of the other country'),
      }),
    ])
  })
})
