import { expect, it } from 'vitest'
import {
  readComposed,
  readProjectJson,
  readWords,
  textsOf,
} from '../../tests/support/composed-texts.ts'
import { projects } from './projects.ts'
import { toRecords } from './records.ts'

it('writes Spanish as Mexico does: quotation marks, thousands with a comma, no accent on “solo”', () => {
  const { layers } = readProjectJson('public/layers/catalog.json') as { layers: never[] }
  const said = toRecords(layers).records.map(
    ({ title, abstract, limitations, fields, provenance }) => [
      [title, abstract, limitations, fields],
      provenance && [provenance.processing, provenance.edition, provenance.citation],
    ],
  )
  const texts = [...textsOf([said, projects.map(({ summary, atlas }) => [summary, atlas]), readComposed(), readWords('es')], 'es')] // biome-ignore format: one line
  expect(texts.length).toBeGreaterThan(2000)
  // Names that stand in one language for all are not Spanish.
  const spanish = texts.filter((text) => /[áéíóúñ¿¡]| (?:la|el|los|las|del|que) /.test(text))
  expect(spanish.filter((text) => /[«»]|\bs[ó]lo\b|(?<!\()\d \d{3}(?!\d)|\bordenador|\bvosotros\b/i.test(text))).toEqual([]) // biome-ignore format: one line
})
