import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Geometry } from 'geojson'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drawnFiles } from '../../src/catalog/layer-files.ts'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'
import { COUNT_COLUMN } from '../../src/model/own-columns.ts'
import { buildLayers, readCatalogLayers } from './build.ts'
import { checkLayers } from './check.ts'
import { Tally, toMultiPolygon } from './geometry.ts'
import { integrityOf } from './integrity.ts'
import type { PipelineFeature, Recipe } from './recipe.ts'
import { DETAIL_BITS } from './snap.ts'
import { finishFeatures, noteClean, noteFinish } from './steps.ts'
import { SharedBorders, simplifyFeatures } from './topology.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'layers-'))
})
afterEach(() => rm(root, { recursive: true }))

const text = (words: string) => ({ en: words, fr: words, es: words })

/** Parishes around a lake, coarse and with a bow-tie among them, as a source might have them. */
const source = JSON.stringify(
  Array.from({ length: 60 }, (_, i) => {
    const [lon, lat] = [-100 + (i % 10) * 0.5, 45 + Math.floor(i / 10) * 0.5]
    const ring = Array.from({ length: 40 }, (_, corner) => {
      const turn = (2 * Math.PI * corner * (i === 7 ? 3 : 1)) / 40
      const reach = 0.2 + 0.02 * Math.sin(corner * i)
      return [lon + reach * Math.cos(turn), lat + reach * Math.sin(turn)]
    })
    return { name: `Parish ${i}`, country: i % 2 ? 'CAN' : 'USA', ring: [...ring, ring[0]!] }
  }),
)

function recipe(id: string, build?: Recipe['build']): Recipe {
  const file = {
    kind: 'file',
    path: 'parishes.json',
    integrity: integrityOf(Buffer.from(source), 'sha256:'),
  } as const
  return {
    id,
    group: 'reference',
    state: 'bundled',
    title: text('Parishes'),
    abstract: text('Parishes around a lake.'),
    limitations: text('Made up for a test.'),
    geometryType: 'MultiPolygon',
    fields: [
      { name: 'name', type: 'string', title: text('Name') },
      { name: 'country', type: 'string', title: text('Country') },
    ],
    countryField: 'country',
    modified: '2026-01-01',
    provenance: {
      publisher: 'A test',
      dataset: 'Parishes',
      edition: '1',
      date: '2026',
      licence: { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
      citation: 'A test. Parishes.',
    },
    sources: [file],
    symbology: { kind: 'simple', symbol: { fill: { light: '#ffffff', dark: '#000000' } } },
    build:
      build ??
      (async ({ read, log }) => {
        const rows = JSON.parse(new TextDecoder().decode(await read(file))) as {
          name: string
          country: string
          ring: [number, number][]
        }[]
        const raw = rows.map(({ name, country, ring }): PipelineFeature => {
          const geometry: Geometry = { type: 'Polygon', coordinates: [ring] }
          return { geometry, properties: { name, country } }
        })
        const tally = new Tally()
        const features = finishFeatures(raw, { bits: DETAIL_BITS, tally })
        noteFinish(log, tally, DETAIL_BITS)
        noteClean(log, tally)
        const overview = simplifyFeatures(features, 5000)
        return {
          features,
          overviews: [{ zooms: [0, 2], toleranceMeters: 5000, features: overview }],
        }
      }),
  }
}

const folders = (name: string) => ({ root, cache: join(root, 'cache'), output: join(root, name) })

async function build(name: string, recipes: readonly Recipe[], wanted = recipes) {
  const lines: string[] = []
  const failed = await buildLayers(wanted, recipes, folders(name), (line) => lines.push(line))
  return { failed, lines }
}

async function contents(name: string): Promise<Record<string, string>> {
  const files = (await readdir(join(root, name))).toSorted()
  const texts = files.map(async (file) => [
    file,
    (await readFile(join(root, name, file))).toString('base64'),
  ])
  return Object.fromEntries(await Promise.all(texts))
}

describe('building layers', () => {
  beforeEach(() => writeFile(join(root, 'parishes.json'), source))

  it('gives the same bytes from the same sources: files and catalogue', async () => {
    const recipes = [recipe('parishes'), recipe('towns')]
    await build('first', recipes)
    await build('second', recipes)
    const first = await contents('first')
    expect(Object.keys(first)).toEqual([
      'catalog.json',
      'parishes.fgb',
      'parishes.z0-2.fgb',
      'towns.fgb',
      'towns.z0-2.fgb',
    ])
    expect(await contents('second')).toEqual(first)
    // One after the other gives what both at once give.
    await build('third', recipes, [recipes[1]!])
    await build('third', recipes, [recipes[0]!])
    expect(await contents('third')).toEqual(first)
  })

  it('leaves a catalogue that agrees with the files, and says what was done and counted', async () => {
    const recipes = [recipe('parishes')]
    await build('layers', recipes)
    expect(await checkLayers(join(root, 'layers'), recipes)).toEqual([])
    const [entry] = await readCatalogLayers(join(root, 'layers'))
    expect(entry!.provenance!.countsByCountry).toEqual({ CAN: 30, USA: 30 })
    expect(entry!.provenance!.sources[0]).toMatchObject({ kind: 'file', name: 'parishes.json' })
    const notes = entry!.provenance!.processing.map(({ en }) => en)
    expect(notes.some((note) => note.startsWith('Rings made valid: '))).toBe(true)
    expect(notes.at(-1)).toContain('Overview for zooms 0 to 2')
    const file = new FlatGeobufFile(await readFile(join(root, 'layers/parishes.fgb')))
    expect(file.header).toMatchObject({ name: 'parishes', featureCount: 60, indexNodeSize: 16 })
  })

  it('fits areas together that are to cover the ground, and finds those that do not', async () => {
    const box = (west: number, east: number): Geometry => ({
      type: 'MultiPolygon',
      coordinates: [[[[west, 45], [east, 45], [east, 46], [west, 46], [west, 45]]]], // biome-ignore format: one line
    })
    const fields = (name: string) => ({ name, country: 'CAN' })
    const overlapping = async () => ({
      features: [
        { geometry: box(-100, -98.5), properties: fields('large') },
        { geometry: box(-99, -98), properties: fields('small') },
      ],
    })
    const loose = recipe('parishes', overlapping)
    const fitted: Recipe = { ...loose, isCoverage: true }
    await build('layers', [loose])
    expect(await checkLayers(join(root, 'layers'), [loose])).toEqual([])
    const faults = await checkLayers(join(root, 'layers'), [fitted])
    expect(faults.map(({ field, message }) => `${field}: ${message}`)).toEqual([
      'parishes.fgb: 1 overlaps of areas that are to fit together: between 1 and 2.',
    ])
    await build('layers', [fitted])
    expect(await checkLayers(join(root, 'layers'), [fitted])).toEqual([])
    const [entry] = await readCatalogLayers(join(root, 'layers'))
    expect(entry!.provenance!.processing.map(({ en }) => en)).toEqual([
      expect.stringContaining('1 pair lay over each other'),
    ])
  })

  const pointsLayer = (symbology: Recipe['symbology']): Recipe => {
    const count = 6000
    const build = async () => ({
      features: Array.from(
        { length: count },
        (_, place): PipelineFeature => ({
          geometry: {
            type: 'Point',
            coordinates: [-100 + (place % 80) * 0.02, 45 + Math.floor(place / 80) * 0.02],
          },
          properties: { name: `Plant ${place}`, megawatts: place },
        }),
      ),
    })
    const { countryField: _, ...plain } = recipe('plants', build)
    const fields: Recipe['fields'] = [
      { name: 'name', type: 'string', title: text('Name') },
      { name: 'megawatts', type: 'integer', title: text('Megawatts') },
    ]
    return { ...plain, geometryType: 'Point', fields, ...(symbology && { symbology }) }
  }
  const bySize = (least?: [number, number][]): Recipe['symbology'] => ({
    kind: 'proportional',
    field: 'megawatts',
    maxValue: 6000,
    maxRadius: 20,
    minRadius: 1,
    classes: [{ id: 'plant', label: text('Plant'), symbol: {}, values: ['plant'] }],
    ...(least && { least }),
  })

  it('draws of many points the largest alone at small scales, where the symbology says so, and says how many', async () => {
    const recipes = [pointsLayer(bySize([[0, 5500], [2, 4000], [4, 0]]))] // biome-ignore format: one line
    await build('layers', recipes)
    expect(await checkLayers(join(root, 'layers'), recipes)).toEqual([])
    const [entry] = await readCatalogLayers(join(root, 'layers'))
    const listed = entry!.files.map(({ path, featureCount, least }) => [path, featureCount, least])
    expect(listed).toEqual([
      ['plants.fgb', 6000, undefined],
      ['plants.z0-1.fgb', 500, 5500],
      ['plants.z2-3.fgb', 2000, 4000],
    ])
    const overview = new FlatGeobufFile(await readFile(join(root, 'layers/plants.z0-1.fgb')))
    const amounts = [...overview.features()].map(({ properties }) => Number(properties.megawatts))
    expect(Math.min(...amounts)).toBe(5500)
    expect(entry!.provenance!.processing.at(-1)!.en).toMatch(/of 4,000 or more: 2,000 features/)
    // All are drawn of what is filtered.
    expect(drawnFiles(entry!, true).map(({ file }) => file.path)).toEqual(['plants.fgb'])
    expect(drawnFiles(entry!, false)).toHaveLength(3)
  })

  it('counts many points in groups at small scales, of which each has the key of a point', async () => {
    const recipes = [pointsLayer(bySize())]
    await build('layers', recipes)
    expect(await checkLayers(join(root, 'layers'), recipes)).toEqual([])
    const [entry] = await readCatalogLayers(join(root, 'layers'))
    const [, coarsest] = entry!.files
    expect(coarsest!.groups!.largest).toBeGreaterThan(10)
    const overview = new FlatGeobufFile(await readFile(join(root, 'layers', coarsest!.path)))
    const groups = [...overview.features()]
    const sumOf = (field: string) =>
      groups.reduce((sum, { properties }) => sum + Number(properties[field]), 0)
    expect(sumOf(COUNT_COLUMN)).toBe(6000)
    expect(sumOf('megawatts')).toBe((6000 * 5999) / 2)
  })

  it('joins areas of a class in an overview that is to show classes alone', async () => {
    const square = (west: number, kind: string): PipelineFeature => ({
      geometry: {
        type: 'Polygon',
        coordinates: [[[west, 45], [west + 1, 45], [west + 1, 46], [west, 46], [west, 45]]], // biome-ignore format: one line
      },
      properties: { name: `Place ${west}`, country: kind },
    })
    const features = [square(-100, 'CAN'), square(-99, 'CAN'), square(-98, 'USA')]
    const joined = SharedBorders.of(features).dissolve(({ country }) => String(country))
    const overview = [...joined].map(([country, areas]) => ({
      geometry: toMultiPolygon(areas),
      properties: { country },
    }))
    const plain = recipe('parishes', async () => ({
      features,
      overviews: [
        { zooms: [0, 2], toleranceMeters: 5000, features: overview, joined: true as const },
      ],
    }))
    const classes = ['CAN', 'USA'].map((country) => ({
      id: country.toLowerCase(),
      label: text(country),
      symbol: {},
      values: [country],
    }))
    const symbology = { kind: 'categories' as const, field: 'country', classes }
    const keyed: Recipe = { ...plain, geometryType: 'Unknown', keyField: 'name', symbology }
    expect(await build('layers', [keyed])).toMatchObject({ failed: [] })
    expect(await checkLayers(join(root, 'layers'), [keyed])).toEqual([])
    const file = new FlatGeobufFile(await readFile(join(root, 'layers/parishes.z0-2.fgb')))
    const found = [...file.features()].map(({ key, properties }) => [key, properties])
    expect(found).toHaveLength(2)
    expect(found).toContainEqual(['Place -98', { country: 'USA' }])
  })

  it('finds what was changed by hand', async () => {
    const recipes = [recipe('parishes')]
    await build('layers', recipes)
    const path = join(root, 'layers/parishes.fgb')
    const bytes = await readFile(path)
    await writeFile(
      path,
      bytes.map((byte, i) => (i === bytes.length - 9 ? byte ^ 1 : byte)),
    )
    await writeFile(join(root, 'layers/stray.fgb'), bytes)
    const faults = await checkLayers(join(root, 'layers'), recipes)
    expect(faults.map(({ message }) => message).join('\n')).toMatch(/SHA-256[\s\S]*No layer names/)
  })

  it('goes on past a layer that cannot be made, whose files stay as they were', async () => {
    const good = recipe('parishes')
    await build('layers', [good, recipe('towns')])
    const before = await contents('layers')
    const broken = recipe('towns', async () => ({ features: [] }))
    const { failed, lines } = await build('layers', [broken, good], [broken, good])
    expect(failed.map(({ id, problem }) => [id, problem.code])).toEqual([['towns', 'layer-empty']])
    expect(lines.join('\n')).toContain('not made: The recipe of towns gave no features')
    expect((await contents('layers'))['towns.fgb']).toBe(before['towns.fgb'])
    expect((await contents('layers'))['parishes.fgb']).toBe(before['parishes.fgb'])
  })

  it('takes away overviews that a recipe no longer makes', async () => {
    await build('layers', [recipe('parishes')])
    const { build: make } = recipe('parishes')
    const slim = recipe('parishes', async (context) => ({
      features: (await make(context)).features,
    }))
    await build('layers', [slim])
    expect(Object.keys(await contents('layers'))).toEqual(['catalog.json', 'parishes.fgb'])
  })

  it('does once what several layers share, and notes it in each', async () => {
    let runs = 0
    const sharing = (id: string) =>
      recipe(id, async (context) => {
        const features = await context.once('shared', async ({ log }) => {
          runs++
          log.add(text('Shared work.'))
          return [
            {
              geometry: { type: 'MultiPolygon' as const, coordinates: [] },
              properties: { name: id, country: null },
            },
          ]
        })
        return { features }
      })
    await build('layers', [sharing('one'), sharing('two')])
    expect(runs).toBe(1)
    for (const { provenance } of await readCatalogLayers(join(root, 'layers'))) {
      expect(provenance!.processing).toEqual([text('Shared work.')])
    }
  })
})
