import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Published,
  readLayers,
  readPublished,
  requireLayer,
} from '../../scripts/review/subject.ts'
import {
  applyMapping,
  findMissingSources,
  findUnmappedCodes,
  type Mapping,
  mappingSchema,
  suggestMapping,
} from './mapping.ts'
import { type ReviewRows, toReviewRows } from './review-rows.ts'
import { type Theme, toTheme } from './theme.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const RETC = resolve(ROOT, '../shared/corpus/layers/prtr/retc-emisiones-2022.csv')
if (!existsSync(RETC)) console.warn('skipped: the registers of the corpus are not here')

let theme: Theme
beforeAll(async () => {
  const published: Published = await readPublished(resolve(ROOT, 'public/layers'))
  theme = toTheme(requireLayer(published, 'prtr-facilities-selection'))
})

const COLUMNS = ['NOMBRE', 'CLAVE', 'MEDIO', 'TONELADAS', 'AÑO'] as const
const CELLS = [
  ['Fundidora', 'RETC/AAA01', 'Aire', '1,5', 2022],
  ['Cementos', 'RETC/AAA02', 'agua', '1 250,25', 2022],
  ['Química', 'RETC/AAA03', 'vapor', null, 2022],
] as const
const file: ReviewRows = {
  fields: COLUMNS.map((name) => ({ name, type: name === 'AÑO' ? 'integer' : 'string' })),
  length: CELLS.length,
  rowNumber: (row) => row + 2,
  value: (row, field) => CELLS[row]![COLUMNS.indexOf(field as 'NOMBRE')] ?? null,
  geometry: () => null,
}
const mapping: Mapping = {
  version: 1,
  theme: 'prtr-facilities-selection',
  fields: [
    { to: 'name', from: ['NOMBRE', 'CLAVE'], join: ', ' },
    { to: 'facility_id', from: ['CLAVE'], split: { separator: '/', part: 2 } },
    { to: 'medium', from: ['MEDIO'], codes: [['aire', 'air'], ['AGUA', 'water']] }, // biome-ignore format: one line
    { to: 'release_kg', from: ['TONELADAS'], factor: 1000 },
    { to: 'country', from: [], constant: 'MEX' },
  ],
}

describe('a mapping', () => {
  it('joins, splits, converts units and codes, and fills in what the file does not say', () => {
    const mapped = applyMapping(file, mapping, theme)
    const rows = [0, 1, 2].map((row) => mapped.fields.map(({ name }) => mapped.value(row, name)))
    expect(mapped.fields.map(({ name, type }) => [name, type])).toEqual([['name', 'string'], ['facility_id', 'string'], ['country', 'string'], ['release_kg', 'double'], ['medium', 'string']]) // biome-ignore format: one line
    expect(rows).toEqual([
      ['Fundidora, RETC/AAA01', 'AAA01', 'MEX', 1500, 'air'],
      ['Cementos, RETC/AAA02', 'AAA02', 'MEX', 1_250_250, 'water'],
      ['Química, RETC/AAA03', 'AAA03', 'MEX', null, 'vapor'],
    ])
    expect(findUnmappedCodes(mapped, theme)).toEqual([
      { field: 'medium', value: 'vapor', count: 1 },
    ])
    expect([0, 1].map((row) => mapped.rowNumber(row))).toEqual([2, 3])
  })

  it('asks where columns have been renamed, and is the same after it was saved', () => {
    const fields = file.fields.map((field) => (field.name === 'CLAVE' ? { ...field, name: 'NRA' } : field)) // biome-ignore format: one line
    expect(findMissingSources(mapping, { ...file, fields })).toEqual(['CLAVE'])
    expect(mappingSchema.parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
  })

  it.skipIf(!existsSync(RETC))(
    'begins with what a register calls as the theme does, in its language',
    async () => {
      const [layer] = await readLayers(RETC)
      const { fields } = suggestMapping(toReviewRows(layer!), theme)
      const found = Object.fromEntries(fields.filter(({ from }) => from.length > 0).map(({ to, from }) => [to, from[0]])) // biome-ignore format: one line
      expect(found).toMatchObject({
        name: 'NOMBRE',
        municipality: 'MUNICIPIO',
        substance: 'SUSTANCIA',
      })
    },
  )
})
