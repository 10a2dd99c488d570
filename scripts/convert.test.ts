import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ImportedLayer } from '../src/formats/contract/imported-layer.ts'
import type { Receipt } from '../src/formats/receipt/receipt.ts'
import { readFiles } from '../src/formats/registry/read-files.ts'
import { NAAF_ESRI_WKT } from '../src/geo/naaf.ts'
import { run } from './convert.ts'
import { fileSources } from './file-source.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'convert-'))
  for (const [name, text] of Object.entries(TEXTS)) writeFileSync(join(folder, name), text)
})
afterAll(() => rmSync(folder, { recursive: true }))

const TOWNS = [
  ['Ciudad de México', 2240, 9209944, -99.133, 19.433],
  ['Montréal', 36, 1762949, -73.567, 45.502],
  ['Yellowknife', 206, 20340, -114.372, 62.454],
] as const

/** Places of the three countries in every format that is written as text. */
const TEXTS = {
  'towns.geojson': JSON.stringify({
    type: 'FeatureCollection',
    features: TOWNS.map(([name, height, people, lon, lat], index) => ({
      type: 'Feature',
      id: index,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { 'Nom de la localité': name, altitude: height, people },
    })),
  }),
  'towns.csv': `name;people;longitude;latitude\n${TOWNS.map(([name, , people, lon, lat]) => [name, people, lon, lat].join(';')).join('\n')}\n`,
  'towns.gpx': `<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">${TOWNS.map(([name, height, , lon, lat]) => `<wpt lat="${lat}" lon="${lon}"><ele>${height}</ele><name>${name}</name></wpt>`).join('')}</gpx>`,
  'walk.tcx': `<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Courses><Course><Name>Walk</Name><Track>${TOWNS.map(([, height, , lon, lat], hour) => `<Trackpoint><Time>2024-05-01T1${hour}:00:00Z</Time><Position><LatitudeDegrees>${lat}</LatitudeDegrees><LongitudeDegrees>${lon}</LongitudeDegrees></Position><AltitudeMeters>${height}</AltitudeMeters></Trackpoint>`).join('')}</Track></Course></Courses></TrainingCenterDatabase>`,
  'lakes.topojson': JSON.stringify({
    type: 'Topology',
    objects: {
      lakes: {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Polygon', arcs: [[0]], properties: { name: 'Great Bear Lake', area: 31153.5 } },
          { type: 'Polygon', arcs: [[1]], properties: { name: 'Lago de Chapala', area: 1100 } },
        ],
      },
    },
    arcs: [
      [
        [-124, 65],
        [-117, 65],
        [-120, 67],
        [-124, 65],
      ],
      [
        [-103.4, 20.1],
        [-102.7, 20.1],
        [-103, 20.4],
        [-103.4, 20.1],
      ],
    ],
  }),
} as const

const OUTPUTS = ['zip', 'kml', 'kmz', 'geojson', 'geojsonl', 'fgb', 'csv', 'gpkg'] as const
const path = (name: string): string => join(folder, name)

interface Answer {
  readonly status: number
  readonly printed: string
  readonly reported: string
}

async function convert(...args: readonly string[]): Promise<Answer> {
  const printed: string[] = []
  const reported: string[] = []
  const status = await run(args, {
    print: (text) => printed.push(text),
    report: (text) => reported.push(text),
  })
  return { status, printed: printed.join('\n'), reported: reported.join('\n') }
}

async function layerOf(name: string, crs?: string): Promise<ImportedLayer> {
  const result = await readFiles(await fileSources(path(name)), { choices: crs ? { crs } : {} })
  if (!result.ok) throw new Error(result.problem.message)
  return result.layers.find(({ format }) => format !== 'csv' || name.endsWith('.csv'))!
}

const receiptOf = (name: string): Receipt => JSON.parse(readFileSync(path(name), 'utf8')) as Receipt

describe('every reader to every writer', () => {
  it.each(Object.keys(TEXTS))('%s', async (input) => {
    const source = await layerOf(input)
    for (const extension of OUTPUTS) {
      const output = `${input.replace('.', '-')}.${extension}`
      const answer = await convert(path(input), path(output), '--receipt', path('receipt.json'))
      expect([output, answer.status, answer.reported.match(/^problem.*/m)]).toEqual([
        output,
        0,
        null,
      ])
      const { differenceCount, features } = receiptOf('receipt.json')
      const count = source.features.length
      expect([output, differenceCount, features]).toEqual([
        output,
        0,
        { expected: count, found: count },
      ])
      const written = await layerOf(output)
      expect(written.features.length).toBe(count)
      for (const [side, edge] of written.schema.bbox!.entries()) {
        expect(edge).toBeCloseTo(source.schema.bbox![side]!, 9)
      }
    }
  })

  it.each(OUTPUTS)(
    'what is written as %s is itself read, and written as all others',
    async (from) => {
      const input = `again.${from}`
      expect((await convert(path('towns.geojson'), path(input))).status).toBe(0)
      for (const extension of OUTPUTS) {
        const output = `again-${from}.${extension}`
        const answer = await convert(path(input), path(output))
        expect([output, answer.status, answer.reported.match(/^problem.*/m)]).toEqual([
          output,
          0,
          null,
        ])
        expect((await layerOf(output)).features.length).toBe(TOWNS.length)
      }
    },
  )
})

describe('a file in another CRS', () => {
  const HOLDS_CRS = ['zip', 'fgb', 'gpkg'] as const

  it.each([
    ['naaf', /Lambert_Azimuthal_Equal_Area/],
    ['EPSG:3347', /Lambert/],
    ['webmercator', /Mercator/],
    [NAAF_ESRI_WKT, /Lambert_Azimuthal_Equal_Area/],
    ['EPSG:4269', /NAD.?83/],
  ])('%s comes back where it was', async (crs, name) => {
    for (const extension of HOLDS_CRS) {
      const output = `crs.${extension}`
      expect(
        (await convert(path('towns.geojson'), path(output), '--crs', crs)).reported,
      ).not.toMatch(/^problem/m)
      const layer = await layerOf(output)
      expect(layer.crs.how === 'declared' && layer.crs.name).toMatch(name)
      for (let index = 0; index < TOWNS.length; index++) {
        const { geometry, properties } = layer.features.feature(index)
        const people = properties.people
        const [, , , lon, lat] = TOWNS.find((town) => town[2] === people)!
        const [x, y] = (geometry as { coordinates: number[] }).coordinates as [number, number]
        // A ten-millionth of a degree is a centimetre.
        expect(Math.hypot(x - lon, y - lat)).toBeLessThan(1e-7)
      }
    }
  })

  it('is refused by formats that know WGS 84 alone, and leaves nothing behind', async () => {
    for (const extension of ['kml', 'kmz', 'geojson', 'geojsonl']) {
      const { status, reported } = await convert(
        path('towns.geojson'),
        path(`refused.${extension}`),
        '--crs',
        'naaf',
      )
      expect([status, reported]).toEqual([1, expect.stringContaining('problem crs-not-in-format')])
    }
    expect(readdirSync(folder).filter((name) => name.includes('refused'))).toEqual([])
  })

  it('is named where nobody knows it', async () => {
    const { status, reported } = await convert(path('towns.csv'), path('x.zip'), '--crs', 'EPSG:1')
    expect([status, reported]).toEqual([1, expect.stringMatching(/^problem crs-/m)])
  })
})

describe('a layer of the catalogue', () => {
  it('takes its titles, licence, citation and metadata along', async () => {
    const published = join(import.meta.dirname, '../public/layers/ports.fgb')
    const { status } = await convert(published, path('ports.zip'), ...['--language', 'fr'])
    expect(status).toBe(0)
    const archive = unzipSync(readFileSync(path('ports.zip')))
    const textOf = (name: string) => new TextDecoder().decode(archive[name])
    expect(textOf('README.txt')).toContain('Comment citer')
    expect(textOf('LICENCE.txt')).toContain('https://')
    expect(textOf('ports.shp.xml')).toContain('gmd:MD_Metadata')
    expect(textOf('ports_fields.csv')).toContain('Nom')
  })

  it('names the address of the Atlas where it is known, and none where it is not', async () => {
    const published = join(import.meta.dirname, '../public/layers/ports.fgb')
    const readAll = async (): Promise<string> => {
      expect((await convert(published, path('cited.zip'))).status).toBe(0)
      const files = Object.entries(unzipSync(readFileSync(path('cited.zip'))))
      const texts = files.filter(([name]) => /\.(txt|xml|json|csv)$/.test(name))
      return texts.map(([, bytes]) => new TextDecoder().decode(bytes)).join('\n')
    }
    vi.stubEnv('ATLAS_URL', undefined)
    const unknown = await readAll()
    expect(unknown).toContain('North American Environmental Atlas')
    expect(unknown).not.toMatch(/localhost|127\.0\.0\.1|\/layers\/ports/)
    vi.stubEnv('ATLAS_URL', 'https://atlas.example.org/')
    expect(await readAll()).toContain('https://atlas.example.org/layers/ports/')
    vi.unstubAllEnvs()
  })
})

describe('part of a layer', () => {
  it('is what lies in a box, meets a condition, and has the fields asked for', async () => {
    const answer = await convert(
      path('towns.geojson'),
      path('part.csv'),
      ...['--bbox', '-120,40,-60,70', '--where', 'people > 100000', '--fields', 'people'],
    )
    expect(answer).toMatchObject({ status: 0, printed: expect.stringContaining('1 features') })
    expect(readFileSync(path('part.csv'), 'utf8')).toBe(
      '\ufefflon,lat,people\r\n-73.567,45.502,1762949\r\n',
    )
  })

  it.each(OUTPUTS)('goes into %s, which says what it is where it can', async (extension) => {
    const output = `some.${extension}`
    const { status } = await convert(
      path('towns.geojson'),
      path(output),
      ...['--where', 'altitude >= 200', '--fields', 'altitude,people'],
    )
    expect(status).toBe(0)
    const layer = await layerOf(output)
    expect(layer.features.length).toBe(2)
    const names = layer.schema.fields.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['altitude', 'people']))
    expect(names).not.toContain('Nom de la localité')
    if (extension !== 'zip') return
    const archive = unzipSync(readFileSync(path(output)))
    expect(new TextDecoder().decode(archive['README.txt'])).toContain('for which "altitude" >= 200')
    expect(JSON.parse(new TextDecoder().decode(archive['receipt.json']))).toMatchObject({
      features: { expected: 2, found: 2 },
      differences: [],
    })
  })

  it('may be empty', async () => {
    for (const extension of OUTPUTS) {
      const output = path(`none.${extension}`)
      const answer = await convert(path('towns.geojson'), output, '--where', 'people < 0')
      expect([extension, answer.status, answer.printed]).toEqual([
        extension,
        0,
        expect.stringContaining(': 0 features'),
      ])
    }
  })

  it.each([
    [['--fields', 'population'], /no field “population”.*it has .*people/],
    [['--bbox', '1,2,3'], /--bbox takes west,south,east,north/],
    [['--where', 'people >'], /^problem /],
    [['--on-limit', 'ignore'], /--on-limit is refuse or split/],
    [['--colour', 'red'], /Unknown option/],
  ])('%s is refused in so many words', async (options, words) => {
    const { status, reported } = await convert(path('towns.geojson'), path('odd.zip'), ...options)
    expect([status, reported]).toEqual([1, expect.stringMatching(words)])
    expect(existsSync(path('odd.zip'))).toBe(false)
  })
})

describe('the command', () => {
  it('never writes over the file that it reads', async () => {
    const before = readFileSync(path('towns.csv'), 'utf8')
    const { status, reported } = await convert(path('towns.csv'), join(folder, '.', 'towns.csv'))
    expect([status, reported]).toEqual([1, expect.stringContaining('a name of its own')])
    expect(readFileSync(path('towns.csv'), 'utf8')).toBe(before)
  })

  it('runs as a process, with its status and its words where a shell expects them', () => {
    const script = join(import.meta.dirname, 'convert.ts')
    const command = (...args: string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', script, ...args], { encoding: 'utf8' })
    const good = command(path('towns.csv'), path('shell.fgb'))
    expect([good.status, good.stdout]).toEqual([0, `${path('shell.fgb')}: 3 features of towns\n`])
    const bad = command('inspect', path('missing.zip'), '--json')
    expect(bad.status).toBe(1)
    expect(JSON.parse(bad.stdout)).toMatchObject({ ok: false, problem: { code: 'file-missing' } })
  })
})
