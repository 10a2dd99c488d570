import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { type Crs, NAAF, parseCrs, WEB_MERCATOR, WGS84 } from '../../geo/crs.ts'
import { NAAF_ESRI_WKT } from '../../geo/naaf.ts'
import type { Feature, FieldValue } from '../../model/feature.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import type { Field } from '../../model/schema.ts'
import { collect, type Written } from '../contract/collect.ts'
import type { ExportFormat, WriteOptions } from '../contract/writer.ts'
import { type ExportLayer, writeLayer } from './write-layer.ts'

const FIXTURES = join(import.meta.dirname, '../../../tests/fixtures/export')
const HAS_GDAL = spawnSync('ogrinfo', ['--version']).status === 0
const DATE = new Date(Date.UTC(2024, 1, 29))

const FIELDS: readonly Field[] = [
  { name: 'nom', type: 'string', title: { en: 'Name', fr: 'Nom', es: 'Nombre' } },
  { name: 'population_totale', type: 'integer', unit: '1' },
  { name: 'population_urbaine', type: 'long' },
  { name: 'área_km²', type: 'double', unit: 'km2' },
  { name: 'désignée_le', type: 'date' },
  { name: 'actif', type: 'boolean' },
]

function layerOf(
  name: string,
  geometryType: ExportLayer['schema']['geometryType'],
  rows: readonly (readonly [Feature['geometry'], ...FieldValue[]])[],
): ExportLayer {
  const features = rows.map(
    ([geometry, ...values], index): Feature => ({
      ...keyOfPlace(index + 1),
      geometry,
      properties: Object.fromEntries(FIELDS.map((field, at) => [field.name, values[at] ?? null])),
    }),
  )
  return {
    schema: { name, geometryType, fields: FIELDS, featureCount: features.length, bbox: null },
    features: () => features,
    name,
    title: `Couche « ${name} »`,
    metadata: {
      citation: 'Commission for Environmental Cooperation. 2024. Test layer.',
      licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      isoXml: '<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd"/>',
    },
    language: 'fr',
  }
}

const POINTS = layerOf('points', 'Point', [
  [
    { type: 'Point', coordinates: [-99.13, 19.43] },
    'Ciudad de México',
    9209944,
    9209944,
    1494.3,
    '1325-07-18',
    true,
  ],
  [
    { type: 'Point', coordinates: [-73.57, 45.5] },
    'Montréal, Québec',
    1762949,
    4098927,
    364.74,
    '1642-05-17',
    true,
  ],
  [
    { type: 'Point', coordinates: [-114.37, 62.45] },
    'Yellowknife',
    -1,
    9007199254740993n,
    1e-9,
    null,
    false,
  ],
  [{ type: 'Point', coordinates: [-156.78, 71.29] }, null, null, null, null, null, null],
  [null, 'Ñandú “señal” 木', 0, 0, 0, '2020-02-29', false],
])

const AREAS = layerOf('areas', 'Unknown', [
  [
    {
      type: 'Polygon',
      coordinates: [
        // Wound the wrong way round: outer ring clockwise, hole counterclockwise.
        [
          [-100, 40],
          [-100, 50],
          [-90, 50],
          [-90, 40],
          [-100, 40],
        ],
        [
          [-97, 43],
          [-93, 43],
          [-93, 47],
          [-97, 47],
          [-97, 43],
        ],
      ],
    },
    'anneau et trou',
    1,
    1,
    0.1,
    '2000-01-01',
    true,
  ],
  [
    {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [-80, 40],
            [-70, 40],
            [-70, 50],
            [-80, 50],
            [-80, 40],
          ],
          [
            [-78, 42],
            [-78, 48],
            [-72, 48],
            [-72, 42],
            [-78, 42],
          ],
        ],
        // An island in the lake of the first.
        [
          [
            [-76, 44],
            [-74, 44],
            [-74, 46],
            [-76, 46],
            [-76, 44],
          ],
        ],
      ],
    },
    'isla en el lago',
    2,
    2,
    123456789.123456,
    '2000-12-31',
    false,
  ],
])

const MIXED = layerOf('mixed', 'Unknown', [
  [
    {
      type: 'LineString',
      coordinates: [
        [-110, 30, 100],
        [-109, 31, 200.5],
      ],
    },
    'ligne',
    1,
    1,
    1.5,
    null,
    null,
  ],
  [
    {
      type: 'MultiPoint',
      coordinates: [
        [-100, 20],
        [-101, 21],
      ],
    },
    'puntos',
    2,
    2,
    2,
    null,
    null,
  ],
  [
    {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Point', coordinates: [-90, 25] },
        {
          type: 'LineString',
          coordinates: [
            [-90, 25],
            [-91, 26],
          ],
        },
      ],
    },
    'collection',
    3,
    3,
    3,
    null,
    null,
  ],
])

/** One ring crosses itself in the layer, and in every file of it. */
const BOWTIE = layerOf('bowtie', 'Polygon', [
  [
    {
      type: 'Polygon',
      coordinates: [
        [
          [-100, 40],
          [-90, 50],
          [-100, 50],
          [-90, 40],
          [-100, 40],
        ],
      ],
    },
    'nœud papillon',
  ],
  [
    {
      type: 'Polygon',
      coordinates: [
        [
          [-80, 40],
          [-70, 40],
          [-70, 50],
          [-80, 40],
        ],
      ],
    },
    'triángulo',
  ],
])

const LINE = [
  [-110, 30],
  [-109, 31],
]
const TRIANGLE = [
  [-80, 40],
  [-70, 40],
  [-70, 50],
  [-80, 40],
]

/** Geometries without any position, and with parts without any, each type before one that has some. */
const EMPTY_GEOMETRIES: readonly Geometry[] = [
  { type: 'Point', coordinates: [] },
  { type: 'Point', coordinates: [-110, 30] },
  { type: 'LineString', coordinates: [] },
  { type: 'LineString', coordinates: LINE },
  { type: 'Polygon', coordinates: [] },
  { type: 'Polygon', coordinates: [[]] },
  { type: 'Polygon', coordinates: [TRIANGLE, []] },
  { type: 'MultiPoint', coordinates: [] },
  { type: 'MultiPoint', coordinates: [...LINE, []] },
  { type: 'MultiLineString', coordinates: [] },
  { type: 'MultiLineString', coordinates: [[]] },
  { type: 'MultiLineString', coordinates: [LINE, []] },
  { type: 'MultiPolygon', coordinates: [] },
  { type: 'MultiPolygon', coordinates: [[[]]] },
  { type: 'MultiPolygon', coordinates: [[], [TRIANGLE]] },
  { type: 'GeometryCollection', geometries: [] },
  { type: 'GeometryCollection', geometries: [{ type: 'LineString', coordinates: [] }] },
  {
    type: 'GeometryCollection',
    geometries: [
      { type: 'Point', coordinates: [] },
      { type: 'GeometryCollection', geometries: [] },
      { type: 'Point', coordinates: [-110, 30] },
      { type: 'LineString', coordinates: LINE },
    ],
  },
]

const EMPTY = layerOf(
  'empty',
  'Unknown',
  EMPTY_GEOMETRIES.map((geometry, index) => [geometry, `${geometry.type} n° ${index}`]),
)

/** FlatGeobuf alone says one type for the whole layer, and GDAL reads by it. */
const EMPTY_OF_TYPE = [...new Set(EMPTY_GEOMETRIES.map(({ type }) => type))].map((type) => {
  const geometries = EMPTY_GEOMETRIES.filter((geometry) => geometry.type === type)
  return layerOf(
    `empty-${type}`,
    type,
    geometries.map((geometry, index) => [geometry, `${type} n° ${index}`]),
  )
})

const CASES: readonly (readonly [ExportLayer, ExportFormat, Crs])[] = [
  ...EMPTY_OF_TYPE.map((layer) => [layer, 'flatgeobuf', WGS84] as const),
  ...[POINTS, AREAS, MIXED, BOWTIE, EMPTY].flatMap((layer) =>
    (
      [
        'shapefile',
        'kml',
        'kmz',
        'geojson',
        'geojsonseq',
        'flatgeobuf',
        'csv',
        'geopackage',
      ] as const
    ).map((format) => [layer, format, WGS84] as const),
  ),
  ...(['shapefile', 'flatgeobuf', 'csv', 'geopackage'] as const).flatMap((format) =>
    [POINTS, AREAS].map((layer) => [layer, format, NAAF] as const),
  ),
  [POINTS, 'shapefile', WEB_MERCATOR],
  [POINTS, 'geopackage', WEB_MERCATOR],
]

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  shapefile: 'shp.zip',
  kml: 'kml',
  kmz: 'kmz',
  geojson: 'geojson',
  geojsonseq: 'geojsonl',
  flatgeobuf: 'fgb',
  csv: 'csv',
  geopackage: 'gpkg',
}

function write(
  layer: ExportLayer,
  format: ExportFormat,
  crs: Crs = WGS84,
  options: WriteOptions = {},
): Promise<Written> {
  return collect(writeLayer(layer, format, crs, { date: DATE, ...options }))
}

function bytesOf({ chunks }: Written): Uint8Array {
  return new Uint8Array(Buffer.concat(chunks))
}

function unzip(written: Written): Record<string, Uint8Array> {
  return unzipSync(bytesOf(written))
}

/** A digest of what a file holds, whatever the deflate that packed it. */
function digest(bytes: Uint8Array, extension: string): string {
  const hash = createHash('sha256')
  if (/zip|kmz/.test(extension)) {
    for (const [path, content] of Object.entries(unzipSync(bytes)))
      hash.update(path).update(content)
  } else {
    hash.update(bytes)
  }
  return hash.digest('hex')
}

interface Verdict {
  readonly sha256: string
  readonly ogrinfo: string
  /** How many features of each layer GEOS finds geometrically wrong. */
  readonly invalid: Readonly<Record<string, number>>
}

/**
 * What GDAL says of each file, kept under `tests/fixtures/export` with the digest of the file that it
 * was asked about; asked again where GDAL is installed. `UPDATE_FIXTURES=1` keeps its answers.
 */
const FIXTURE = join(FIXTURES, 'ogrinfo.json')
const verdicts: Record<string, Verdict> = existsSync(FIXTURE)
  ? (JSON.parse(readFileSync(FIXTURE, 'utf8')) as Record<string, Verdict>)
  : {}

function askGdal(bytes: Uint8Array, name: string, extension: string): Omit<Verdict, 'sha256'> {
  const folder = mkdtempSync(join(tmpdir(), 'export-'))
  try {
    const path = join(folder, `${name}.${extension}`)
    writeFileSync(path, bytes)
    const address = `${extension === 'shp.zip' ? '/vsizip/' : ''}${path}`
    const ogrinfo = runOgrinfo('-al', '-nocount', address).replaceAll(folder, '.')
    const column = extension === 'gpkg' ? 'geom' : 'geometry'
    // Its SQL does not look into archives.
    const files = extension === 'shp.zip' ? Object.entries(unzipSync(bytes)) : []
    for (const [file, content] of files) writeFileSync(join(folder, file), content)
    const invalid: Record<string, number> = {}
    for (const [, layer] of ogrinfo.matchAll(/^Layer name: (.*)$/gm)) {
      const sql = `SELECT sum(ST_IsValid("${column}") = 0) AS invalid FROM "${layer}"`
      const found = /invalid \(\w+\) = (\d+)/.exec(
        runOgrinfo(
          ...['-q', files.length > 0 ? join(folder, `${layer}.shp`) : address],
          ...['-dialect', 'SQLite', '-sql', sql],
        ),
      )
      invalid[layer!] = Number(found?.[1])
    }
    return { ogrinfo, invalid }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function runOgrinfo(...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync('ogrinfo', args, {
    encoding: 'utf8',
    env: { ...process.env, CPL_DEBUG: 'OFF' },
  })
  if (status !== 0) throw new Error(stderr)
  return `${stderr}${stdout}`
}

it('tells of the images that belong to a layer and have no place in a file of features', async () => {
  const { warnings } = await collect(writeLayer({ ...POINTS, imageCount: 3 }, 'geojson', WGS84))
  expect(warnings).toContainEqual(expect.objectContaining({ code: 'images-not-written', count: 3 }))
  const plain = await collect(writeLayer(POINTS, 'geojson', WGS84))
  expect(plain.warnings.map(({ code }) => code)).not.toContain('images-not-written')
})

describe('a layer that is written', () => {
  it.each(CASES.map(([layer, format, crs]) => [layer.name, format, crs.name, layer, crs] as const))(
    '%s as %s in %s is what GDAL reads',
    async (name, format, crsName, layer, crs) => {
      const key = `${name} ${format} ${crsName}`
      const extension = EXTENSIONS[format]
      const bytes = bytesOf(await write(layer, format, crs))
      const sha256 = format === 'geopackage' ? '' : digest(bytes, extension)
      if (process.env.UPDATE_FIXTURES && HAS_GDAL) {
        verdicts[key] = { sha256, ...askGdal(bytes, name, extension) }
        writeFileSync(FIXTURE, `${JSON.stringify(verdicts, null, 1)}\n`)
      }
      expect(sha256).toBe(verdicts[key]!.sha256)
      const { ogrinfo, invalid } = verdicts[key]!
      if (HAS_GDAL) expect(askGdal(bytes, name, extension)).toEqual({ ogrinfo, invalid })
      const wrong = Object.values(invalid).reduce((sum, count) => sum + count, 0)
      // To GEOS what is empty is not valid.
      if (layer !== EMPTY) expect(wrong).toBe(layer === BOWTIE ? 1 : 0)
      expect(verdicts[key]!.ogrinfo).not.toMatch(/warning|error/i)
      const features = layer.features() as Feature[]
      const found = verdicts[key]!.ogrinfo.match(/^OGRFeature/gm) ?? []
      // A shapefile takes collections apart.
      expect(found.length).toBeGreaterThanOrEqual(features.length)
      for (const feature of features) {
        const text = feature.properties.nom
        if (typeof text === 'string') expect(verdicts[key]!.ogrinfo).toContain(text)
      }
    },
  )
})

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

/** What `cs2cs` of PROJ 9.1.1 gives from WGS 84 to the Framework's projection. */
const PROJ_POSITIONS = [
  [0, 0, 9473741.4216, 1181205.0636],
  [-99.13, 19.43, 93547.7257, -2819271.3454],
  [-114.37, 62.45, -741834.3756, 2004068.2638],
  [-156.78, 71.29, -1805175.0479, 3669298.6882],
  [-90.5, 14.6, 1057118.3863, -3287149.2447],
  [179.5, 60, -3437498.6419, 3861844.0162],
] as const

it('tells of geometries and parts without any position that FlatGeobuf does not get', async () => {
  const { warnings } = await write(EMPTY, 'flatgeobuf')
  expect(warnings.map(({ code, count }) => [code, count])).toEqual([
    ['empty-geometry-as-none', 11],
    ['empty-part-dropped', 5],
  ])
})

it('refuses more fields than a GeoPackage holds, and says how many it does', async () => {
  const fields = Array.from({ length: 1999 }, (_, index) => ({
    name: `field ${index}`,
    type: 'integer' as const,
  }))
  const wide = { ...POINTS, schema: { ...POINTS.schema, fields } }
  await expect(write(wide, 'geopackage')).rejects.toMatchObject({
    problem: { code: 'fields-too-many', values: { count: 1999, limit: 1998 } },
  })
  const held = { ...wide, schema: { ...wide.schema, fields: fields.slice(1) } }
  expect((await write(held, 'geopackage')).layers[0]!.fields).toHaveLength(1998)
})

describe('a layer in the projection of the Framework', () => {
  const layer = layerOf(
    'laea',
    'Point',
    PROJ_POSITIONS.map(([lon, lat]) => [{ type: 'Point', coordinates: [lon, lat] }]),
  )

  it('has the coordinates of PROJ to a centimetre', async () => {
    const shapes = unzip(await write(layer, 'shapefile', NAAF))['laea.shp']!
    const view = new DataView(shapes.buffer, shapes.byteOffset)
    PROJ_POSITIONS.forEach(([, , x, y], index) => {
      const at = 100 + 28 * index + 12
      expect(
        Math.hypot(view.getFloat64(at, true) - x, view.getFloat64(at + 8, true) - y),
      ).toBeLessThan(0.01)
    })
  })

  it('carries the text by which the CEC defines it, to the letter', async () => {
    expect(text(unzip(await write(layer, 'shapefile', NAAF))['laea.prj'])).toBe(NAAF_ESRI_WKT)
  })

  it('is refused by formats that know WGS 84 alone', async () => {
    for (const format of ['kml', 'kmz', 'geojson', 'geojsonseq'] as const) {
      await expect(write(layer, format, NAAF)).rejects.toMatchObject({
        problem: { code: 'crs-not-in-format' },
      })
    }
  })

  it('leaves out what the projection has no place for, and counts it', async () => {
    const antipode = layerOf('antipode', 'Point', [
      [{ type: 'Point', coordinates: [80, -45] }, 'antipode'],
    ])
    const { warnings } = await write(antipode, 'shapefile', NAAF)
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'outside-crs', count: 1 }))
  })
})

describe('a layer in a system named by its EPSG code', () => {
  it('is written with the system’s own definition', async () => {
    const result = await parseCrs('EPSG:3347')
    if (!result.ok) throw new Error(result.problem.message)
    const prj = text(unzip(await write(POINTS, 'shapefile', result.crs))['points.prj'])
    expect(prj).toContain('Lambert_Conformal_Conic')
    expect(prj).toContain('PARAMETER["Central_Meridian",-91.8666666666')
  })
})

describe('a shapefile', () => {
  const fields: Field[] = [
    { name: 'description', type: 'string' },
    { name: 'description_fr', type: 'string' },
    { name: 'DESCRIPTIO', type: 'string' },
    { name: 'shape', type: 'string' },
    { name: '2005 total', type: 'integer' },
    { name: 'photo', type: 'binary' },
  ]
  const odd: ExportLayer = {
    ...POINTS,
    schema: { name: 'odd', geometryType: 'Point', fields, featureCount: 2, bbox: null },
    features: (): Feature[] => [
      {
        ...keyOfPlace(1),
        geometry: { type: 'Point', coordinates: [0, 0] },
        properties: { description: `${'x'.repeat(253)}é`, photo: new Uint8Array([1]) },
      },
      {
        ...keyOfPlace(2),
        geometry: { type: 'Point', coordinates: [0, 0] },
        properties: { description: '木'.repeat(85) },
      },
    ],
    name: 'odd',
  }

  it('gives every field a name of its own in ten letters, and a codebook that leads back', async () => {
    const codebook = text(unzip(await write(odd, 'shapefile'))['odd_fields.csv'])
    const rows = codebook
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',').slice(0, 2))
    expect(rows).toEqual([
      ['descript_1', 'description'],
      ['descript_2', 'description_fr'],
      ['DESCRIPTIO', 'DESCRIPTIO'],
      ['shape_1', 'shape'],
      ['F2005_tota', '2005 total'],
      ['', 'photo'],
    ])
  })

  it('cuts long texts before a character, and says how many', async () => {
    const written = await write(odd, 'shapefile')
    const table = unzip(written)['odd.dbf']!
    const view = new DataView(table.buffer, table.byteOffset)
    const start = view.getUint16(8, true)
    const length = view.getUint16(10, true)
    const valueAt = (record: number): string =>
      text(table.subarray(start + record * length + 1, start + record * length + 255)).trimEnd()
    expect(valueAt(0)).toBe('x'.repeat(253))
    expect(valueAt(1)).toBe('木'.repeat(84))
    expect(written.warnings).toContainEqual(expect.objectContaining({ code: 'text-cut', count: 2 }))
    expect(written.warnings).toContainEqual(
      expect.objectContaining({
        code: 'field-dropped',
        values: expect.objectContaining({ field: 'photo' }),
      }),
    )
  })

  it('says which whole numbers other programs read inexactly', async () => {
    const ids = [1234567890123456789n, 12n]
    const long = layerOf(
      'ids',
      'Point',
      ids.map((id) => [{ type: 'Point', coordinates: [0, 0] }, 'a', 1, id]),
    )
    const { warnings } = await write(long, 'shapefile')
    expect(warnings.filter(({ code }) => code === 'digits-beyond-readers')).toMatchObject([
      { count: 1, values: { field: 'population_urbaine', digits: 19 } },
    ])
    if (!HAS_GDAL) return
    const { ogrinfo } = askGdal(bytesOf(await write(long, 'shapefile')), 'ids', 'shp.zip')
    expect(ogrinfo).toMatch(/^\w+: Real \(19\.0\)/m)
  })

  it('says that it was split by geometry type, and that a collection was taken apart', async () => {
    const { warnings, layers } = await write(MIXED, 'shapefile')
    expect(layers.map(({ name, featureCount }) => [name, featureCount])).toEqual([
      ['mixed_line', 2],
      ['mixed_multipoint', 2],
    ])
    const told = warnings.filter(({ code }) => code !== 'field-renamed')
    expect(told.map(({ code, count }) => [code, count])).toEqual([
      ['collection-taken-apart', 1],
      ['height-filled', 2],
      ['split-by-geometry-type', 2],
    ])
  })

  it('refuses what passes its size limit, before it writes anything', async () => {
    await expect(write(AREAS, 'shapefile', WGS84, { limitBytes: 500 })).rejects.toMatchObject({
      problem: { code: 'shapefile-too-large' },
    })
  })

  it('or splits it where that is chosen, each part with its own bounds', async () => {
    const written = await write(POINTS, 'shapefile', WGS84, { limitBytes: 450, onLimit: 'split' })
    expect(written.layers.length).toBeGreaterThan(1)
    expect(written.layers.reduce((count, layer) => count + layer.featureCount, 0)).toBe(5)
    for (const { name } of written.layers) {
      for (const extension of ['shp', 'shx', 'dbf']) {
        expect(unzip(written)[`${name}.${extension}`]!.length).toBeLessThanOrEqual(450)
      }
    }
    const first = unzip(written)['points_1.shp']!
    const view = new DataView(first.buffer, first.byteOffset)
    expect(view.getInt32(24) * 2).toBe(first.length)
    expect(view.getFloat64(36, true)).toBe(-99.13)
  })

  it('tells who finds it years later what it is, whose, and how to cite it', async () => {
    const files = unzip(await write(POINTS, 'shapefile'))
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['README.txt', 'CITATION.txt', 'LICENCE.txt', 'points.shp.xml']),
    )
    expect(text(files['README.txt'])).toContain('Comment citer')
    expect(text(files['points.shp.xml'])).toContain('gmd:MD_Metadata')
  })

  it('of a layer without features has its fields and its geometry type all the same', async () => {
    const files = unzip(await write(layerOf('none', 'Polygon', []), 'shapefile'))
    expect(files['none.shp']!.length).toBe(100)
    expect(
      new DataView(files['none.shp']!.buffer, files['none.shp']!.byteOffset).getInt32(32, true),
    ).toBe(5)
    expect(text(files['none_fields.csv'])).toContain('population_totale')
  })
})

describe('a CSV', () => {
  it('disarms texts that a spreadsheet would run, and leaves numbers alone', async () => {
    const layer = layerOf('formulas', 'Point', [
      [{ type: 'Point', coordinates: [-1, -2] }, '=1+1', -5],
      [{ type: 'Point', coordinates: [-1, -2] }, '@SUM(A1)', -6],
      [{ type: 'Point', coordinates: [-1, -2] }, '-12.5', -7],
    ])
    const written = await write(layer, 'csv')
    const rows = text(bytesOf(written)).trim().split('\r\n').slice(1)
    expect(rows).toEqual(["-1,-2,'=1+1,-5,,,,", "-1,-2,'@SUM(A1),-6,,,,", '-1,-2,-12.5,-7,,,,'])
    expect(written.warnings).toContainEqual(
      expect.objectContaining({ code: 'formula-guarded', count: 2 }),
    )
  })
})

describe('writing', () => {
  it.each(['shapefile', 'kml', 'kmz', 'geojson', 'flatgeobuf', 'csv', 'geopackage'] as const)(
    '%s stops when it is cancelled',
    async (format) => {
      const cancel = new AbortController()
      const endless: ExportLayer = {
        ...POINTS,
        features: () =>
          (function* () {
            for (let id = 1; ; id++) {
              yield {
                ...keyOfPlace(id),
                geometry: { type: 'Point', coordinates: [0, 0] },
                properties: {},
              }
            }
          })(),
      }
      setTimeout(() => cancel.abort(new Error('cancelled by the user')), 20)
      await expect(write(endless, format, WGS84, { signal: cancel.signal })).rejects.toThrow(
        'cancelled by the user',
      )
    },
  )

  it.each(['shapefile', 'kml', 'geojson', 'flatgeobuf', 'csv', 'geopackage'] as const)(
    '%s tells how far it has come, up to the end',
    async (format) => {
      const shares: number[] = []
      await write(POINTS, format, WGS84, { onProgress: (share) => shares.push(share) })
      expect(shares.at(-1)).toBe(1)
      expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    },
  )
})
