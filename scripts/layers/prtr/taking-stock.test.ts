import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { LayerEntry } from '../../../src/catalog/device-layer.ts'
import { keyOfPlace } from '../../../src/model/feature-key.ts'
import type { Recipe } from '../../../src/model/recipe.ts'
import { type Answer, answer } from '../../../src/query/answer.ts'
import type { AnswerGroups } from '../../../src/query/answer-groups.ts'
import { ColumnStores } from '../../../src/query/column-stores.ts'
import { MemorySource } from '../../../src/sources/memory-source.ts'
import { toAnswerRequest } from '../../../src/workers/to-answer-request.ts'
import { Tally } from '../../pipeline/geometry.ts'
import { prtrReleases, toReleaseRow } from '../prtr-releases.ts'
import { readRetc } from './read-retc.ts'
import { readTri } from './read-tri.ts'

const CORPUS = resolve(import.meta.dirname, '../../../../shared/corpus/layers/prtr')
const isHere = existsSync(CORPUS)
if (!isHere) console.warn('skipped: the registers of the corpus are not here')

/**
 * What pandas finds in TRI's file of Illinois for 2023 (forms R, pounds at 0.45359237 kg): the air columns 5.1 and 5.2 added
 * up, by `groupby('CHEMICAL')` and `groupby('TRIFD')`.
 */
const BY_PANDAS = {
  substances: [
    ['n-Hexane', 2_302_266],
    ['Carbon disulfide', 1_116_591],
    ['Ammonia', 1_101_667],
    [
      'Sulfuric acid (acid aerosols including mists, vapors, gas, fog, and other airborne forms of any particle size)',
      685_087.7,
    ],
    ['Certain glycol ethers', 491_228.1],
  ],
  facilities: [
    ['62526DMCRN4666F', 'ADM DECATUR COMPLEX', 1_251_658],
    ['61832TPKNC915NM', 'VISCOFAN USA INC', 1_193_065],
    ['61025PHNXC16675', 'EAST DUBUQUE NITROGEN FERTILIZERS LLC', 571_474.2],
  ],
  airKilograms: 8_492_602,
  waterKilograms: 3_180_063,
  airForms: 2427,
  airFacilities: 717,
  airSubstances: 200,
} as const

const entry = {
  ...prtrReleases,
  files: [{ path: 'prtr-releases.fgb', bytes: 1, featureCount: 1, sha256: '' }],
} as unknown as LayerEntry

describe.skipIf(!isHere)('questions of Taking Stock', () => {
  let source: MemorySource
  beforeAll(async () => {
    const at = (name: string) => join(CORPUS, name)
    const retc = {
      establishments: at('retc-emisoras-2022.csv'),
      emissions: at('retc-emisiones-2022.csv'),
    }
    const features = []
    for (const releases of [
      readTri(at('tri-illinois-2023.csv'), new Tally()),
      readRetc(retc, 2022, new Tally()),
    ]) {
      for await (const release of releases) {
        const { lon, lat, properties } = toReleaseRow(release)
        const geometry = { type: 'Point' as const, coordinates: [lon, lat] }
        features.push({ ...keyOfPlace(features.length), geometry, properties })
      }
    }
    const { fields } = prtrReleases
    source = new MemorySource({ name: 'prtr-releases', geometryType: 'Point', fields }, features)
  }, 60_000)

  const askReleases = async (recipe: Omit<Recipe, 'layer'>): Promise<Answer> => {
    const context = {
      catalog: new Map([[entry.id, entry]]),
      layersUrl: 'https://atlas.example/layers/',
      seenOf: () => null,
      areaOf: () => null,
    }
    const request = toAnswerRequest(
      { layer: entry.id, ...recipe },
      { offset: 0, limit: 5 },
      context,
    )
    const stores = new ColumnStores()
    const quietly = { signal: new AbortController().signal, pause: async () => undefined }
    return answer(request, {
      ...quietly,
      open: async () => source,
      openForFew: async () => source,
      read: (_, fields) => stores.read(source, fields, quietly),
    })
  }
  const cellsOf = (groups: AnswerGroups | null, register: string) => {
    const at = groups!.parts.findIndex(({ value }) => value === register)
    return groups!.groups
      .map(({ value, label, cells }) => ({ value, label, ...cells[at]! }))
      .filter(({ count }) => count > 0)
  }

  it('rank the substances that Illinois releases into the air as pandas does', async () => {
    const { groups } = await askReleases({
      filter: 'register==TRI*medium==air',
      by: { field: 'substance' },
      sum: 'kg',
    })
    const cells = cellsOf(groups, 'TRI')
    expect(cells).toHaveLength(BY_PANDAS.airSubstances)
    for (const [nth, [name, kilograms]] of BY_PANDAS.substances.entries()) {
      expect(cells[nth]!.value).toBe(name)
      expect(cells[nth]!.sum! / kilograms).toBeCloseTo(1, 5)
    }
    const [tri] = groups!.parts
    expect(tri!.all.sum! / BY_PANDAS.airKilograms).toBeCloseTo(1, 5)
    expect(tri).toMatchObject({
      years: [2023, 2023],
      all: { count: BY_PANDAS.airForms, distinct: BY_PANDAS.airFacilities },
    })
  })

  it('rank its facilities by their numbers, and call them by their names', async () => {
    const { groups } = await askReleases({
      filter: 'register==TRI*medium==air',
      by: { field: 'facility_id' },
      sum: 'kg',
    })
    for (const [nth, [id, name, kilograms]] of BY_PANDAS.facilities.entries()) {
      const cell = cellsOf(groups, 'TRI')[nth]!
      expect([cell.value, cell.label]).toEqual([id, name])
      expect(cell.sum! / kilograms).toBeCloseTo(1, 5)
    }
  })

  it.each(['medium', 'sector', 'state_province', 'country', 'year'])(
    'by %s keep the registers side by side, and lose nothing',
    async (field) => {
      const { groups, total } = await askReleases({ by: { field }, sum: 'kg' })
      expect(groups!.parts.map(({ value }) => value).toSorted()).toEqual(['RETC', 'TRI'])
      for (const register of ['RETC', 'TRI']) {
        const cells = cellsOf(groups, register)
        const { all } = groups!.parts.find(({ value }) => value === register)!
        expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(all.count)
        expect(cells.reduce((sum, one) => sum + (one.sum ?? 0), 0) / all.sum!).toBeCloseTo(1, 9)
      }
      expect(groups!.parts.reduce((sum, { all }) => sum + all.count, 0)).toBe(total)
      if (field === 'medium') {
        const water = cellsOf(groups, 'TRI').find(({ value }) => value === 'water')
        expect(water!.sum! / BY_PANDAS.waterKilograms).toBeCloseTo(1, 5)
      }
    },
  )
})
