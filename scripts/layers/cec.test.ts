import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync, type Zippable, zipSync } from 'fflate'
import type { Geometry } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { bytesSource } from '../../src/formats/bytes/byte-source.ts'
import { collect } from '../../src/formats/contract/collect.ts'
import { readFiles } from '../../src/formats/registry/read-files.ts'
import { writeLayer } from '../../src/formats/registry/write-layer.ts'
import { NAAF } from '../../src/geo/crs.ts'
import { NAAF_RADIUS_METERS, toNaaf } from '../../src/geo/naaf.ts'
import { geometryBbox } from '../../src/geo/positions.ts'
import { keyOfPlace } from '../../src/model/feature-key.ts'
import { ProblemError } from '../../src/model/problem.ts'
import type { Field } from '../../src/model/schema.ts'
import { writeGeoTiff } from '../../tests/support/geotiff.ts'
import { RangeServer } from '../../tests/support/range-server.ts'
import { checkRecords } from '../catalog/check-records.ts'
import { projects } from '../catalog/projects.ts'
import { toRecords } from '../catalog/records.ts'
import { type BuildFolders, buildLayers, readCatalogLayers } from '../pipeline/build.ts'
import { checkLayers } from '../pipeline/check.ts'
import { downloadFeatures } from '../pipeline/fetch-features.ts'
import { polygonsOf } from '../pipeline/geometry.ts'
import { polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { recipes } from './index.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const run = promisify(execFile)

interface Given {
  readonly geometry: Geometry
  readonly properties: Readonly<Record<string, string | number | null>>
}

/** A box of longitudes and latitudes, its edges with a vertex every degree. */
function box(west: number, south: number, east: number, north: number): Geometry {
  const ring: [number, number][] = []
  for (let lon = west; lon < east; lon++) ring.push([lon, south])
  for (let lat = south; lat < north; lat++) ring.push([east, lat])
  for (let lon = east; lon > west; lon--) ring.push([lon, north])
  for (let lat = north; lat > south; lat--) ring.push([west, lat])
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }
}

/** A zipped shapefile in the Framework's plane, in a folder of the archive, as the CEC publishes them. */
async function shapefile(
  folder: string,
  name: string,
  features: readonly Given[],
): Promise<Zippable> {
  const fields = Object.entries(features[0]!.properties).map(
    ([field, value]): Field => ({
      name: field,
      type: typeof value === 'number' ? 'double' : 'string',
      ...(typeof value === 'number' && { width: 19, scale: 6 }),
    }),
  )
  const { chunks } = await collect(
    writeLayer(
      {
        name,
        title: name,
        language: 'en',
        metadata: {},
        schema: {
          name,
          geometryType: features[0]!.geometry.type as 'Polygon',
          fields,
          featureCount: features.length,
          bbox: null,
        },
        features: () => features.map((feature, id) => ({ ...keyOfPlace(id), ...feature })),
      },
      'shapefile',
      NAAF,
      { date: new Date('2026-01-02T00:00:00Z') },
    ),
  )
  const files = unzipSync(Buffer.concat(chunks))
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => /\.(shp|shx|dbf|prj|cpg)$/.test(path))
      .map(([path, bytes]) => [`${folder}/${path}`, bytes]),
  )
}

const zip = (...parts: readonly Zippable[]): Uint8Array => zipSync(Object.assign({}, ...parts))

/** A grid of 40 × 30 cells of 4 km around a place, in the plane of CEC's grids of land cover. */
function landCover(): Uint8Array {
  const columns = 40
  const rows = 30
  const values = new Uint8Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column
      // Sea on the left, forest above, cropland below, a lake in the forest, a lone town, a foreign value.
      if (column < 5) values[cell] = 0
      else if (row < 15) values[cell] = 1
      else values[cell] = 15
    }
  }
  for (let row = 4; row < 10; row++) values.fill(18, row * columns + 20, row * columns + 28)
  values[20 * columns + 30] = 17
  values[25 * columns + 35] = 99
  return writeGeoTiff({
    columns,
    rows,
    values,
    left: 200_000,
    top: 100_000,
    cellMeters: 4_000,
    geoKeys: {
      1024: 1,
      1025: 1,
      2048: 32767,
      2057: NAAF_RADIUS_METERS,
      2058: NAAF_RADIUS_METERS,
      3072: 32767,
      3074: 32767,
      3075: 10,
      3076: 9001,
      3082: 0,
      3083: 0,
      3088: -100,
      3089: 45,
    },
  })
}

const roads = (from: number, isMore: boolean): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      type: 'FeatureCollection',
      ...(isMore && { properties: { exceededTransferLimit: true } }),
      features: [0, 1].map((i) => ({
        type: 'Feature',
        id: from + i,
        properties: {
          OBJECTID: from + i,
          Type: i === 0 ? 'P' : 'F',
          Country: 'CAN',
          Name_Code: i === 0 ? '1' : ' ',
          LengthKm: 12.5,
        },
        geometry: {
          type: 'LineString',
          coordinates: [
            [-100 + from + i, 50],
            [-99 + from + i, 50.5],
          ],
        },
      })),
    }),
  )

/** The files that the publisher would serve, by the key of their source. */
async function published(): Promise<Record<string, { path: string; bytes: Uint8Array }>> {
  const climate = await shapefile('NA_ClimateZones/data', 'North_America_Climate_Zones', [
    {
      geometry: box(-110, 50, -105, 53),
      properties: { Code: 'Dfb', Climate: 'Warm summer', Shape_Area: 1 },
    },
    {
      geometry: box(-105, 50, -100, 53),
      properties: { Code: 'BSk', Climate: 'Cold steppe', Shape_Area: 1 },
    },
  ])
  const ecoregions = (level: 1 | 3) =>
    shapefile(
      `NA_TerrestrialEcoregions_L${level}/data`,
      `NA_Terrestrial_Ecoregions_v2_level${level}`,
      [
        {
          geometry: box(-110, 50, -105, 53),
          properties: {
            ...(level === 3 && { LEVEL3: '9.2.1', NameL3_En: 'Aspen Parkland', LEVEL2: '9.2' }),
            LEVEL1: '9',
            NameL1_En: 'GREAT PLAINS',
            NameL1_Fr: 'GRANDES PLAINES',
          },
        },
      ],
    )
  const ids = await Promise.all([
    shapefile('NA_Watersheds/data', 'watershed_p_v2', [
      {
        // The Aleutians lie on both sides of the antimeridian.
        geometry: box(177, 51, 184, 54),
        properties: { NAW1_EN: 'Pacific Ocean', NAW4_EN: 'Aleutians', COUNTRY: 'USA', MESH: 2.5 },
      },
      {
        geometry: box(-110, 50, -105, 53),
        properties: { NAW1_EN: 'Hudson Bay', NAW4_EN: 'Qu’Appelle', COUNTRY: 'CAN', MESH: 1 },
      },
      {
        geometry: box(-105, 50, -100, 53),
        properties: { NAW1_EN: 'Hudson Bay', NAW4_EN: 'Assiniboine', COUNTRY: 'CAN', MESH: 1 },
      },
    ]),
    shapefile('NA_Ice/data', 'glaciers_seaice', [
      // The ice around the pole, in quarters that meet there.
      ...[-180, -90, 0, 90].map((west) => ({
        geometry: box(west, 84, west + 90, 90),
        properties: { TYPE: 'sea ice' },
      })),
    ]),
  ])
  const [watersheds, ice] = ids as [Zippable, Zippable]
  const iucn = await shapefile('IUCN', 'CEC_NA_2021_terrestrial_IUCN_categories', [
    {
      geometry: box(-116, 51, -115, 52),
      properties: { PA_NAME: 'Banff', TYPE_PA: 'National Park', COUNTRY: 'Canada', IUCN_CAT: 'II' },
    },
  ])
  const oecm = await shapefile('OECM', 'CEC_NA_2021_terrestrial_OECMs', [
    {
      geometry: box(-112, 51, -111, 52),
      properties: { PA_NAME: 'Suffield', TYPE_PA: 'OECM', COUNTRY: 'Canada', IUCN_CAT: 'N/A' },
    },
  ])
  const tif = {
    'NA_NALCMS/data/NA_NALCMS_landcover.tif': landCover(),
    'NA_NALCMS/readme.txt': new Uint8Array(3),
  }
  return {
    'cec-watersheds': { path: 'watersheds_shapefile.zip', bytes: zip(watersheds) },
    'cec-glaciers-and-sea-ice': { path: 'ice.zip', bytes: zip(ice) },
    'cec-climate-zones': { path: 'na_climatezones_shapefile.zip', bytes: zip(climate) },
    'cec-terrestrial-ecoregions-1': { path: 'l1.zip', bytes: zip(await ecoregions(1)) },
    'cec-terrestrial-ecoregions-3': { path: 'l3.zip', bytes: zip(await ecoregions(3)) },
    'cec-protected-areas': { path: 'protectedareas_2021_shapefile.zip', bytes: zip(iucn, oecm) },
    'cec-land-cover-30m': { path: 'land_cover_2020v2_30m_tif.zip', bytes: zip(tif) },
    'cec-land-cover-250m': { path: 'land_cover_2010v2_250m.tif', bytes: landCover() },
  }
}

describe('recipes of layers that the CEC publishes, against a server with files of the same shape', () => {
  let server: RangeServer
  let folder: string
  let layers: ReadonlyMap<string, CatalogLayer>
  const arguments_ = (command: string, ...rest: readonly string[]) => [
    '--import',
    'tsx',
    'scripts/layers.ts',
    command,
    ...rest,
    '--output',
    join(folder, 'output'),
    '--cache',
    join(folder, 'cache'),
  ]
  const pipeline = (command: string, ...rest: readonly string[]) =>
    run(process.execPath, arguments_(command, ...rest), { cwd: ROOT })

  /** The same steps as the command's, in this process, with one source given. */
  const build = async (id: string, given?: string) => {
    const folders: BuildFolders = {
      root: ROOT,
      output: join(folder, 'output'),
      cache: join(folder, 'cache'),
      from: new Map(given === undefined ? [] : [[id, given]]),
    }
    const wanted = recipes.filter((recipe) => recipe.id === id)
    const [failed] = await buildLayers(wanted, recipes, folders, () => {})
    if (failed) throw new ProblemError(failed.problem)
  }

  beforeAll(async () => {
    server = await RangeServer.start()
    folder = await mkdtemp(join(tmpdir(), 'atlas-cec-'))
    const files = await published()
    server.serve('roads/query', roads(0, true))
    server.onRequest = ({ path }) => {
      // The second page is the last.
      if (path === 'roads/query') server.serve('roads/query', roads(2, false))
    }
    const from = Object.entries(files).flatMap(([key, { path, bytes }]) => [
      '--from',
      `${key}=${server.serve(path, bytes)}`,
    ])
    await pipeline('build', ...Object.keys(files), ...from)
    layers = new Map(
      (await readCatalogLayers(join(folder, 'output'))).map((layer) => [layer.id, layer]),
    )
  }, 240_000)

  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function read(id: string) {
    const path = layers.get(id)!.files[0]!.path
    const bytes = await readFile(join(folder, 'output', path))
    const result = await readFiles([bytesSource(bytes, path)])
    if (!result.ok) throw new Error(result.problem.message)
    return result.layers[0]!
  }

  const notes = (id: string) => layers.get(id)!.provenance!.processing.map(({ en }) => en)

  it('each make a layer that counts as bundled, with the digest of what was fetched', () => {
    expect([...layers.keys()].sort()).toEqual([
      'cec-climate-zones',
      'cec-glaciers-and-sea-ice',
      'cec-land-cover-250m',
      'cec-land-cover-30m',
      'cec-protected-areas',
      'cec-terrestrial-ecoregions-1',
      'cec-terrestrial-ecoregions-3',
      'cec-watersheds',
    ])
    for (const { state, files, provenance } of layers.values()) {
      expect(state).toBe('bundled')
      expect(files.map(({ overviewZooms }) => overviewZooms)).toEqual([
        undefined,
        [0, 2.99],
        [3, 4.99],
      ])
      expect(provenance!.sources).toEqual([
        {
          kind: 'https',
          name: expect.stringContaining(server.origin),
          integrity: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        },
      ])
      expect(provenance!.publisher).toMatchObject({
        en: 'Commission for Environmental Cooperation (CEC)',
      })
    }
  })

  it('leave files and catalogue that the check finds no fault with', async () => {
    expect(await checkLayers(join(folder, 'output'), [])).toEqual([])
    const { records, faults } = toRecords([...layers.values()])
    expect(faults).toEqual([])
    expect(checkRecords(records, projects)).toEqual([])
    expect(records.find(({ id }) => id === 'cec-land-cover-30m')!.raster).toBeUndefined()
  })

  it('bring the plane’s coordinates to longitude and latitude, and keep each basin’s names', async () => {
    const { features, schema } = await read('cec-watersheds')
    expect(schema.fields.map(({ name }) => name)).toEqual([
      'NAW1_EN',
      'NAW2_EN',
      'NAW3_EN',
      'NAW4_EN',
      'COUNTRY',
      'MESH',
    ])
    const names = [...features].map(({ properties }) => properties.NAW4_EN)
    expect(names.sort()).toEqual(['Aleutians', 'Assiniboine', 'Qu’Appelle'])
    const basin = [...features].find(({ properties }) => properties.NAW4_EN === 'Assiniboine')!
    const [west, south, east, north] = geometryBbox(basin.geometry)
    expect(west).toBeCloseTo(-105, 3)
    expect(east).toBeCloseTo(-100, 3)
    expect(south).toBeCloseTo(50, 3)
    expect(north).toBeCloseTo(53, 3)
    expect(notes('cec-watersheds')).toContain(
      'Left empty, since the source does not have them: NAW2_EN, NAW3_EN.',
    )
    expect(notes('cec-watersheds')).toContain('The source states no units for MESH.')
    expect(layers.get('cec-watersheds')!.provenance!.countsByCountry).toEqual({ CAN: 2, USA: 1 })
  })

  it('cut a basin that crosses the antimeridian there', async () => {
    const { features } = await read('cec-watersheds')
    const { geometry } = [...features].find(({ properties }) => properties.NAW4_EN === 'Aleutians')!
    const boxes = polygonsOf(geometry).map(([exterior]) => {
      const lons = exterior!.map(([lon]) => lon!)
      return [Math.min(...lons), Math.max(...lons)].map((lon) => Math.round(lon * 100) / 100)
    })
    expect(boxes.sort((a, b) => a[0]! - b[0]!)).toEqual([
      [-180, -176],
      [177, 180],
    ])
  })

  it('keep the ice around the pole whole', async () => {
    const { features } = await read('cec-glaciers-and-sea-ice')
    const area = [...features].reduce(
      (sum, { geometry }) =>
        sum +
        polygonsOf(geometry).reduce((part, rings) => part + polygonAreaSquareMeters(rings), 0),
      0,
    )
    // A cap of a sphere: 2πR²(1 − sin 84°).
    const cap = 2 * Math.PI * NAAF_RADIUS_METERS ** 2 * (1 - Math.sin((84 * Math.PI) / 180))
    expect(Math.abs(area / cap - 1)).toBeLessThan(0.002)
  })

  it('leave out the numbers that Esri’s software adds, and say so', async () => {
    const { schema, features } = await read('cec-climate-zones')
    expect(schema.fields.map(({ name }) => name)).toEqual(['Code', 'Climate'])
    expect([...features].map(({ properties }) => properties.Code).sort()).toEqual(['BSk', 'Dfb'])
    expect(notes('cec-climate-zones').some((note) => note.endsWith(': Shape_Area.'))).toBe(true)
  })

  it('name each ecoregion of a level with those that it is part of', async () => {
    const [region] = [...(await read('cec-terrestrial-ecoregions-3')).features]
    expect(region!.properties).toMatchObject({
      LEVEL3: '9.2.1',
      NameL3_En: 'Aspen Parkland',
      LEVEL1: '9',
      NameL1_Fr: 'GRANDES PLAINES',
      NameL1_Es: null,
    })
  })

  it('join the shapefiles of protected areas, each marked by what it holds', async () => {
    const { features } = await read('cec-protected-areas')
    const kinds = [...features].map(({ properties }) => [properties.PA_NAME, properties.measure])
    expect(kinds.sort()).toEqual([
      ['Banff', 'protected'],
      ['Suffield', 'oecm'],
    ])
  })

  it.each(['cec-land-cover-30m', 'cec-land-cover-250m'])(
    'turn the grid of %s to polygons of the legend’s classes',
    async (id) => {
      const { features } = await read(id)
      const areas = new Map<unknown, number>()
      for (const { geometry, properties } of features) {
        const area = polygonsOf(geometry).reduce(
          (sum, rings) => sum + polygonAreaSquareMeters(rings),
          0,
        )
        areas.set(properties.class, (areas.get(properties.class) ?? 0) + area / 16e6)
      }
      // In cells: the town took the class around it, the hole of one empty cell was generalised away.
      expect([...areas.keys()].sort()).toEqual([1, 15, 18])
      expect(areas.get(18)).toBeCloseTo(48, 0)
      expect(areas.get(1)).toBeCloseTo(15 * 35 - 48, 0)
      expect(areas.get(15)).toBeCloseTo(15 * 35, 0)
      const [first] = [...features].filter(({ properties }) => properties.class === 18)
      const [west, south] = geometryBbox(first!.geometry)
      const [x, y] = toNaaf(west, south)
      expect(x / 1000).toBeCloseTo(280, -1)
      expect(y / 1000).toBeCloseTo(60, -1)
      expect(notes(id)[0]).toContain('1 cells with a value that is no class of the legend')
      expect(notes(id)[1]).toContain('1 cell changed')
    },
  )

  it('make the same bytes again', async () => {
    const path = join(folder, 'output', 'cec-watersheds.fgb')
    const before = await readFile(path)
    await rm(path)
    const address = `${server.origin}/watersheds_shapefile.zip`
    await build('cec-watersheds', address)
    expect(Buffer.compare(before, await readFile(path))).toBe(0)
  })

  it('fetch roads from the feature service page by page', async () => {
    const address = join(folder, 'roads.geojson')
    await downloadFeatures(`${server.origin}/roads`, address)
    await build('cec-roads', address)
    layers = new Map(
      (await readCatalogLayers(join(folder, 'output'))).map((layer) => [layer.id, layer]),
    )
    const { features } = await read('cec-roads')
    expect(
      [...features].map(({ properties }) => [properties.Type, properties.Name_Code]).sort(),
    ).toEqual([
      ['F', null],
      ['F', null],
      ['P', '1'],
      ['P', '1'],
    ])
    // A file of one's own is named, but not where it lies.
    expect(layers.get('cec-roads')!.provenance!.sources[0]).toMatchObject({
      kind: 'file',
      name: 'roads.geojson',
    })
  })

  it('ask for a file whose address nobody knows', async () => {
    await expect(build('cec-glaciers-and-sea-ice')).rejects.toThrow(
      '--from cec-glaciers-and-sea-ice=',
    )
  })

  it('say what a file has when it lacks a field that the layer needs', async () => {
    const wrong = zip(
      await shapefile('x', 'other', [
        { geometry: box(-110, 50, -105, 53), properties: { NAME: 'x' } },
      ]),
    )
    const address = server.serve('wrong.zip', wrong)
    await expect(build('cec-watersheds', address)).rejects.toThrow(
      'The file has no field NAW1_EN, but NAME',
    )
  })

  it('refuse a file that changed in the cache since it was fetched', async () => {
    const cache = join(folder, 'cache', 'https')
    const name = (await readdir(cache)).find((file) => file.endsWith('watersheds_shapefile.zip'))!
    await appendFile(join(cache, name), 'x')
    const address = `${server.origin}/watersheds_shapefile.zip`
    await expect(build('cec-watersheds', address)).rejects.toThrow(
      'it changed since it was fetched',
    )
  })
})
