import { VectorTile } from '@mapbox/vector-tile'
import type { Geometry } from 'geojson'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { intersects } from '../geo/bbox.ts'
import { toNaaf } from '../geo/naaf.ts'
import { eachPosition } from '../geo/positions.ts'
import { tileGridOf } from '../geo/projections/all.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace, toFeatureId } from '../model/feature-key.ts'
import type { FeatureQuery, LayerFeatures } from '../sources/feature-source.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { toGeometryLayer } from './geometry-layer.ts'
import { TileLayer, type TileLayerOptions } from './tile-layer.ts'

/** A source that counts how often it is read, over features given in the test. */
class CountedSource implements LayerFeatures {
  readonly schema = {
    name: 'counted',
    geometryType: 'Unknown',
    fields: [],
    featureCount: null,
    bbox: null,
  } as const
  reads = 0
  readonly #features: readonly Feature[]
  constructor(geometries: readonly Geometry[]) {
    this.#features = geometries.map((geometry, index) => ({
      ...keyOfPlace(index + 7),
      geometry,
      properties: { name: `n${index}`, empty: null, big: 12n, secret: 'x' },
    }))
  }
  async *features({ bbox }: FeatureQuery = {}) {
    this.reads++
    for (const feature of this.#features) {
      let [west, south, east, north] = [180, 90, -180, -90]
      eachPosition(feature.geometry!, ([lon, lat]) => {
        west = Math.min(west, lon!)
        east = Math.max(east, lon!)
        south = Math.min(south, lat!)
        north = Math.max(north, lat!)
      })
      const boxes =
        bbox && bbox[0] > bbox[2]
          ? ([
              [bbox[0], bbox[1], 180, bbox[3]],
              [-180, bbox[1], bbox[2], bbox[3]],
            ] as const)
          : [bbox ?? ([-180, -90, 180, 90] as const)]
      if (boxes.some((box) => intersects(box, [west, south, east, north]))) yield feature
    }
  }
}

function layerOf(
  source: LayerFeatures,
  options: Partial<TileLayerOptions> & { resident?: boolean } = {},
) {
  const { resident = true, ...rest } = options
  return new TileLayer({
    id: 'test',
    levels: [{ open: async () => source, zooms: [-9, 24], resident }],
    parts: ['features'],
    fields: ['name', 'empty', 'big'],
    ...rest,
  })
}

const decode = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes))

function addressOf(lon: number, lat: number, z: number, grid = 'naaf') {
  const [u, v] = tileGridOf(grid).toUnit(lon, lat)
  return { grid, z, x: Math.floor(u * 2 ** z), y: Math.floor(v * 2 ** z) }
}

describe('the files of a layer', () => {
  it.each([
    ['naaf', 0, 'overview'],
    ['naaf', 2, 'overview'],
    ['naaf', 3, 'layer'],
    ['mercator', 0, 'overview'],
    ['mercator', 1, 'overview'],
    ['mercator', 3, 'overview'],
    ['mercator', 4, 'layer'],
  ] as const)(
    'serve the tiles of a scale alike in every grid: %s, zoom %i',
    async (grid, z, file) => {
      const sources = { overview: new CountedSource([]), layer: new CountedSource([]) }
      const layer = layerOf(sources.layer, {
        levels: [
          { open: async () => sources.layer, zooms: [-9, -0.01], resident: true },
          { open: async () => sources.overview, zooms: [0, 2.99], resident: true },
          { open: async () => sources.layer, zooms: [3, 24], resident: true },
        ],
      })
      await layer.tile({ grid, z, x: 0, y: 0 })
      const other = file === 'overview' ? 'layer' : 'overview'
      expect([sources[file].reads, sources[other].reads]).toEqual([1, 0])
    },
  )
})

describe('a filtered layer', () => {
  const levelsOf = (layer: LayerFeatures, resident: boolean) => {
    const overview = new CountedSource([])
    const fields = [{ name: 'fuel', type: 'string' }] as const
    const whole = {
      ...layer,
      schema: { ...overview.schema, fields },
      features: layer.features.bind(layer),
    }
    return [
      { open: async () => overview, zooms: [0, 2.99], resident: true },
      { open: async () => whole, zooms: [3, 24], resident },
    ] as const
  }

  it('is drawn whole where its overview does not hold what it is filtered by', async () => {
    const whole = new CountedSource([])
    const layer = layerOf(whole, { levels: levelsOf(whole, true), filterFields: ['fuel'] })
    await layer.tile({ grid: 'naaf', z: 0, x: 0, y: 0 })
    expect(whole.reads).toBe(1)
  })

  it('is drawn from a level of what the filter leaves without its fields', async () => {
    const whole = new CountedSource([])
    const [overview, full] = levelsOf(whole, false)
    const left = { ...overview, isFiltered: true }
    const layer = layerOf(whole, { levels: [left, full], filterFields: ['fuel'] })
    await layer.tile({ grid: 'naaf', z: 0, x: 0, y: 0 })
    expect(whole.reads).toBe(0)
  })

  it('is not drawn wrongly where it is too large for that, but says so', async () => {
    const whole = new CountedSource([])
    const layer = layerOf(whole, { levels: levelsOf(whole, false), filterFields: ['fuel'] })
    await expect(layer.tile({ grid: 'naaf', z: 0, x: 0, y: 0 })).rejects.toThrow(
      'without the field fuel',
    )
    await layer.tile({ grid: 'naaf', z: 3, x: 0, y: 0 })
    expect(whole.reads).toBe(1)
  })
})

describe('a filter that the map cannot tell by itself', () => {
  it('is told by the tiles, of the features that meet it alone, and its field is not in them', async () => {
    const features = ['Río Bravo', 'Rainy', 'R_i', null].map(
      (name, id): Feature => ({
        ...keyOfPlace(id),
        geometry: { type: 'Point', coordinates: [-100, 45] },
        properties: { name },
      }),
    )
    const fields = [{ name: 'name', type: 'string' }] as const
    const source = new MemorySource({ name: 'rivers', fields, geometryType: 'Point' }, features)
    const filter = { kind: 'like', field: 'name', pattern: 'R%o%o' } as const
    const layer = layerOf(source, { fields: [], tests: [{ column: 'atlas:meets it', filter }] })
    const tile = decode(await layer.tile({ grid: 'naaf', z: 0, x: 0, y: 0 }))
    const drawn = Object.values(tile.layers)[0]!
    const properties = Array.from({ length: drawn.length }, (_, at) => drawn.feature(at).properties)
    expect(properties).toEqual([{ 'atlas:meets it': true }, {}, {}, {}])
  })
})

describe('a tile', () => {
  it.each([true, false])(
    'holds the parts and the features that are asked for, and no others (read whole: %s)',
    async (resident) => {
      const square = (west: number): Geometry => ({
        type: 'Polygon',
        coordinates: [
          [
            [west, 40],
            [west + 2, 40],
            [west + 2, 42],
            [west, 42],
            [west, 40],
          ],
        ],
      })
      const layer = layerOf(new CountedSource([square(-100), square(-97)]), {
        parts: ['features', 'outlines'],
        resident,
      })
      const address = addressOf(-99, 41, 2)
      const idsOf = async (request: object) => {
        const { layers } = decode(await layer.tile({ ...address, ...request }))
        return Object.entries(layers).map(([name, tile]) => [
          name,
          Array.from({ length: tile.length }, (_, index) => tile.feature(index).id),
        ])
      }
      expect(await idsOf({})).toEqual([
        ['test/features', [7, 8]],
        ['test/outlines', [7, 8]],
      ])
      expect(await idsOf({ parts: ['outlines', 'labels'], ids: [8, 12] })).toEqual([
        ['test/outlines', [8]],
      ])
    },
  )

  it('has what stands out by itself, from the next file that has all', async () => {
    const at = (lon: number): Geometry => ({ type: 'Point', coordinates: [lon, 41] })
    const whole = new CountedSource([at(-99), at(-98)])
    const largest = new CountedSource([at(-99)])
    const layer = layerOf(whole, {
      levels: [
        { open: async () => largest, zooms: [-9, 2.99], resident: true, isPartial: true },
        { open: async () => whole, zooms: [3, 24], resident: true },
      ],
    })
    const countOf = async (request: object) =>
      decode(await layer.tile({ ...addressOf(-99, 41, 2), ...request })).layers['test/features']
        ?.length
    expect(await countOf({})).toBe(1)
    expect(await countOf({ ids: [8] })).toBe(1)
    expect([largest.reads, whole.reads]).toEqual([1, 1])
  })

  it.each([true, false])(
    'has no names before a map shows them (read whole: %s)',
    async (resident) => {
      const area: Geometry = {
        type: 'Polygon',
        coordinates: [[[-100, 40], [-98, 40], [-98, 42], [-100, 42], [-100, 40]]], // biome-ignore format: one line
      }
      const layer = layerOf(new CountedSource([area]), {
        parts: ['features', 'labels'],
        namesFrom: 5,
        resident,
      })
      const partsAt = async (z: number) =>
        Object.keys(decode(await layer.tile(addressOf(-99, 41, z))).layers)
      expect(await partsAt(3)).toEqual(['test/features'])
      expect(await partsAt(5)).toEqual(['test/features', 'test/labels'])
    },
  )

  it('has a feature by the number of its key, however great that is', async () => {
    const key = 'US-MI/isle-royale'
    const id = toFeatureId(key)
    expect(id).toBeGreaterThan(2 ** 40)
    const place: Geometry = { type: 'Point', coordinates: [-99, 41] }
    const source = new MemorySource({ name: 'test', geometryType: 'Point', fields: [] }, [
      { key, id, geometry: place, properties: {} },
      { key: '1', id: 1, geometry: place, properties: {} },
    ])
    const address = addressOf(-99, 41, 2)
    const { layers } = decode(await layerOf(source).tile({ ...address, ids: [id] }))
    const tile = layers['test/features']!
    expect([tile.length, tile.feature(0).id]).toEqual([1, id])
  })

  it('of plain geometries has each of them, as outlines too', async () => {
    const layer = toGeometryLayer('~found', [
      { type: 'Point', coordinates: [-99, 41] },
      {
        type: 'LineString',
        coordinates: [
          [-99, 41],
          [-98, 41],
        ],
      },
    ])
    const { layers } = decode(await layer.tile(addressOf(-99, 41, 2)))
    expect(Object.keys(layers)).toEqual(['~found/features'])
    expect(layers['~found/features']!.length).toBe(2)
  })
})

const CHUKOTKA_BOX: Geometry = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [178, 66],
        [180, 66],
        [180, 68],
        [178, 68],
        [178, 66],
      ],
    ],
    [
      [
        [-180, 66],
        [-176, 66],
        [-176, 68],
        [-180, 68],
        [-180, 66],
      ],
    ],
  ],
}

describe('the tiles of a layer', () => {
  it('are version 2 vector tiles that hold the fields asked for, without nulls, and stable ids', async () => {
    const source = new CountedSource([{ type: 'Point', coordinates: [-100, 45] }])
    const tile = decode(await layerOf(source).tile(addressOf(-100, 45, 3)))
    const layer = tile.layers['test/features']!
    expect(layer.version).toBe(2)
    expect(layer.extent).toBe(4096)
    expect(layer.feature(0).id).toBe(7)
    expect(layer.feature(0).properties).toEqual({ name: 'n0', big: 12 })
  })

  it.each(['naaf', 'mercator'] as const)(
    'put a place within half a tile unit of where the projection puts it (%s)',
    async (grid) => {
      for (const [lon, lat] of [
        [-99.1332, 19.4326],
        [-166.54, 53.88],
        [-52.71, 47.56],
        [179.5, 66.1],
        [-62.3, 82.5],
      ] as const) {
        const source = new CountedSource([{ type: 'Point', coordinates: [lon, lat] }])
        const address = addressOf(lon, lat, 8, grid)
        for (const resident of [true, false]) {
          const tile = decode(await layerOf(source, { resident }).tile(address))
          const point = tile.layers['test/features']!.feature(0).loadGeometry()[0]![0]!
          const [u, v] = tileGridOf(grid).toUnit(lon, lat)
          expect(Math.abs(point.x - (u * 256 - address.x) * 4096)).toBeLessThanOrEqual(0.5)
          expect(Math.abs(point.y - (v * 256 - address.y) * 4096)).toBeLessThanOrEqual(0.5)
        }
      }
    },
  )

  it('bend the 49th parallel as the projection does, though the source draws it with two points', async () => {
    const source = new CountedSource([
      {
        type: 'LineString',
        coordinates: [
          [-123, 49],
          [-95, 49],
        ],
      },
    ])
    const layer = layerOf(source)
    for (const lon of [-120, -113.3, -100, -97]) {
      const address = addressOf(lon, 49, 6)
      const line = decode(await layer.tile(address))
        .layers['test/features']!.feature(0)
        .loadGeometry()[0]!
      const [x, y] = toNaaf(lon, 49)
      const px = (((x + 6e6) / 12e6) * 64 - address.x) * 4096
      const py = (((6e6 - y) / 12e6) * 64 - address.y) * 4096
      const next = line.findIndex((point) => point.x >= px)
      const [a, b] = [line[next - 1]!, line[next]!]
      const onLine = a.y + ((px - a.x) / (b.x - a.x)) * (b.y - a.y)
      expect(Math.abs(onLine - py)).toBeLessThan(4)
    }
  })

  it('join what the antimeridian cuts: the outline of Chukotka has no seam along 180°', async () => {
    const source = new CountedSource([CHUKOTKA_BOX])
    const layer = layerOf(source, { parts: ['features', 'outlines'] })
    const address = addressOf(180, 67, 5)
    const tile = decode(await layer.tile(address))
    expect(tile.layers['test/features']!.length).toBe(1)
    const onSeam = tile.layers['test/outlines']!.feature(0)
      .loadGeometry()
      .flat()
      .map(({ x, y }) => {
        const unit = (tileAt: number, at: number) => (tileAt + at / 4096) / 32
        return tileGridOf('naaf').fromUnit(unit(address.x, x), unit(address.y, y))!
      })
      .filter(([lon, lat]) => Math.abs(lon) > 179.9 && lat > 66.1 && lat < 67.9)
    expect(onSeam).toEqual([])
  })

  it('take the short way round when an uncut track jumps over the antimeridian', async () => {
    const source = new CountedSource([
      {
        type: 'LineString',
        coordinates: [
          [179, 52],
          [-179, 52],
        ],
      },
    ])
    const layer = layerOf(source)
    expect(decode(await layer.tile(addressOf(180, 52, 5))).layers['test/features']!.length).toBe(1)
    expect(decode(await layer.tile(addressOf(-100, 52, 5))).layers['test/features']).toBeUndefined()
    const east = await layer.tile({ grid: 'mercator', z: 4, x: 15, y: 5 })
    const west = await layer.tile({ grid: 'mercator', z: 4, x: 0, y: 5 })
    expect(decode(east).layers['test/features']!.length).toBe(1)
    expect(decode(west).layers['test/features']!.length).toBe(1)
  })

  it('read a small layer once for each grid, and a large one by the tile', async () => {
    const geometries: Geometry[] = [{ type: 'Point', coordinates: [-100, 45] }]
    const small = new CountedSource(geometries)
    const smallLayer = layerOf(small)
    for (const z of [0, 1, 2, 3]) await smallLayer.tile(addressOf(-100, 45, z))
    expect(small.reads).toBe(1)
    const large = new CountedSource(geometries)
    const largeLayer = layerOf(large, { resident: false })
    for (const z of [0, 1, 2, 3]) await largeLayer.tile(addressOf(-100, 45, z))
    expect(large.reads).toBe(4)
  })

  it('are the same, and nothing is read again, where they have been made ready before', async () => {
    const geometries: Geometry[] = [{ type: 'Point', coordinates: [-98, 42] }]
    const source = new CountedSource(geometries)
    const ready = layerOf(source)
    await ready.prepare({ grid: 'mercator', z: 40, center: [-98, 42] })
    await ready.prepare({ grid: 'mercator', z: 3, center: [-98, 42] })
    const address = addressOf(-98, 42, 3, 'mercator')
    const tile = await ready.tile(address)
    expect(source.reads).toBe(1)
    expect(tile.length).toBeGreaterThan(0)
    expect(tile).toEqual(await layerOf(new CountedSource(geometries)).tile(address))
  })

  it('name an area once, at a place inside it, whatever tiles it is cut into', async () => {
    const source = new CountedSource([
      {
        type: 'Polygon',
        coordinates: [
          [
            [-110, 40],
            [-90, 40],
            [-90, 55],
            [-110, 55],
            [-110, 40],
          ],
        ],
      },
    ])
    const layer = layerOf(source, { parts: ['labels'] })
    let labels = 0
    for (let x = 0; x < 8; x++) {
      for (let y = 0; y < 8; y++) {
        const tile = decode(await layer.tile({ grid: 'naaf', z: 3, x, y }))
        const points = tile.layers['test/labels']
        if (!points) continue
        for (let index = 0; index < points.length; index++) {
          const point = points.feature(index).loadGeometry()[0]![0]!
          if (point.x >= 0 && point.x < 4096 && point.y >= 0 && point.y < 4096) labels++
        }
      }
    }
    expect(labels).toBe(1)
  })

  it('have no ring without an area and no repeated vertex, as the specification asks', async () => {
    const polygons: Geometry[] = Array.from({ length: 400 }, (_, index) => {
      const lon = -140 + (index % 20) * 4.13
      const lat = 20 + Math.floor(index / 20) * 2.77
      const size = 0.002 * (index + 1)
      const square = (s: number) =>
        [
          [-s, -s],
          [s, -s],
          [s, s],
          [-s, s],
          [-s, -s],
        ].map(([x, y]) => [lon + x!, lat + y!])
      return { type: 'Polygon', coordinates: [square(size), square(size * 0.4).reverse()] }
    })
    const layer = layerOf(new CountedSource(polygons))
    let rings = 0
    for (let x = 0; x < 4; x++) {
      for (let y = 0; y < 4; y++) {
        const features = decode(await layer.tile({ grid: 'naaf', z: 2, x, y })).layers[
          'test/features'
        ]
        for (let index = 0; index < (features?.length ?? 0); index++) {
          let exterior = false
          for (const ring of features!.feature(index).loadGeometry()) {
            rings++
            let area = 0
            for (let i = 1; i < ring.length; i++) {
              const [a, b] = [ring[i - 1]!, ring[i]!]
              expect(a.x !== b.x || a.y !== b.y).toBe(true)
              area += a.x * b.y - b.x * a.y
            }
            expect(area).not.toBe(0)
            if (area > 0) exterior = true
            else expect(exterior, 'a hole follows its exterior ring').toBe(true)
          }
        }
      }
    }
    expect(rings).toBeGreaterThan(100)
  })

  it('stop with the abort of their request', async () => {
    const source = new CountedSource([{ type: 'Point', coordinates: [-100, 45] }])
    const aborted = AbortSignal.abort(new DOMException('moved on', 'AbortError'))
    await expect(layerOf(source).tile(addressOf(-100, 45, 3), aborted)).rejects.toThrow('moved on')
  })
})
