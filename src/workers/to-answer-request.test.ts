import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prtrReleases } from '../../scripts/layers/prtr-releases.ts'
import type { LayerEntry } from '../catalog/device-layer.ts'
import { parseCatalog } from '../catalog/parse-catalog.ts'
import { QUESTIONS_PATH, questionListSchema } from '../catalog/questions.ts'
import { SUBJECTS_FOLDER, subjectListSchema } from '../catalog/subject.ts'
import type { Recipe } from '../model/recipe.ts'
import { toAnswerRequest } from './to-answer-request.ts'

const read = (path: string): unknown =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../public', path), 'utf8'))

const catalog = new Map<string, LayerEntry>(
  parseCatalog(read('layers/catalog.json')).layers.map((entry) => [entry.id, entry]),
)
// Whoever has the whole registers builds this layer of them; it is not in every catalogue.
const selection = catalog.get('prtr-facilities-selection')!
const { id, fields } = prtrReleases
catalog.set(id, { ...selection, id, fields: fields as LayerEntry['fields'] })
const context = {
  catalog,
  layersUrl: 'https://atlas.example/layers/',
  seenOf: () => null,
  areaOf: () => null,
}
const toRequest = (recipe: Recipe) => toAnswerRequest(recipe, { offset: 0, limit: 10 }, context)

describe('the questions that are offered', () => {
  const questions = questionListSchema.parse(read(QUESTIONS_PATH))
  const subjects = subjectListSchema.parse(read(`${SUBJECTS_FOLDER}index.json`))

  it('are each there once, beneath a subject that there is', () => {
    const ids = questions.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(questions.filter(({ subject }) => !subjects.includes(subject))).toEqual([])
  })

  it.each(questions)('go with the layers of the Atlas: $id', ({ recipe }) => {
    expect(() => toRequest(recipe)).not.toThrow()
  })
})

describe('a recipe that does not go with the layers', () => {
  it.each<[string, string, Recipe]>([
    ['a layer that is not there', 'ask-layer-unknown', { layer: 'unicorns' }],
    [
      'areas of a layer without any',
      'ask-areas-wanted',
      { layer: 'ports', inside: { layer: 'rivers', feature: '1' } },
    ],
    [
      'a field that it does not have',
      'query-field-unknown',
      { layer: 'ports', by: { field: 'x' } },
    ],
    ['a sum of texts', 'ask-numbers-wanted', { layer: 'ports', sum: 'name' }],
    ['no drawing', 'ask-drawing-unreadable', { layer: 'ports', inside: { drawing: 'line:1,2' } }],
  ])('is told: %s', (_, code, recipe) => {
    expect(() => toRequest(recipe)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code }) })) // biome-ignore format: one line
  })
})

describe('a recipe of a register', () => {
  it.each(['releases-by-sector', 'releases-near-protected-areas'])(
    'never adds what registers say of masses: %s',
    (question) => {
      const questions = questionListSchema.parse(read(QUESTIONS_PATH))
      const { recipe } = questions.find((one) => one.id === question)!
      const { groups } = toRequest(recipe)
      expect(groups?.parts).toEqual({ kind: 'field', field: 'register' })
      expect(groups?.sum).toBe('kg')
    },
  )

  it('has registers stand side by side, facilities counted by their numbers and called by their names', () => {
    const { groups } = toRequest({
      layer: 'prtr-facilities-selection',
      by: { field: 'facility_id' },
      sum: 'release_kg',
    })
    expect(groups).toEqual({
      by: { kind: 'field', field: 'facility_id', label: 'name' },
      sum: 'release_kg',
      parts: { kind: 'field', field: 'register' },
      distinct: 'facility_id',
      year: 'year',
    })
  })

  it('has the two countries of a border stand side by side, the northern one first', () => {
    const { groups, test } = toRequest({
      layer: 'prtr-facilities-selection',
      border: { between: 'MEX-USA', km: 100 },
      by: { field: 'substance' },
    })
    expect(groups?.parts).toEqual({ kind: 'field', field: 'country', only: ['USA', 'MEX'] })
    expect(test).toMatchObject({ of: { keys: ['MEX USA'] }, relation: 'within', meters: 100_000 })
  })
})
