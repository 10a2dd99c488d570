import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { projects } from './projects.ts'
import { toRecords } from './records.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

/** Every text in a value that is in Spanish: of those in several languages the Spanish one. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) {
    const inLanguages = 'en' in value && 'es' in value
    for (const [key, inner] of Object.entries(value)) {
      if (!inLanguages || key === 'es') yield* textsOf(inner)
    }
  }
}

it('writes Spanish as Mexico does: quotation marks, thousands with a comma, no accent on “solo”', () => {
  const { layers } = readJson('public/layers/catalog.json') as { layers: never[] }
  const composed = [
    ...['subjects', 'tours', 'sheets'].flatMap((folder) =>
      readdirSync(join(ROOT, 'public', folder)).map((name) => `public/${folder}/${name}`),
    ),
    'public/questions.json',
    'public/base-maps.json',
  ].map(readJson)
  const words = readdirSync(join(ROOT, 'src/words/es')).map((name) =>
    readJson(`src/words/es/${name}`),
  )
  const said = toRecords(layers).records.map(
    ({ title, abstract, limitations, fields, provenance }) => [
      [title, abstract, limitations, fields],
      provenance && [provenance.processing, provenance.edition, provenance.citation],
    ],
  )
  const texts = [...textsOf([said, projects.map(({ summary, atlas }) => [summary, atlas]), composed, words])] // biome-ignore format: one line
  expect(texts.length).toBeGreaterThan(2000)
  // Names that stand in one language for all are not Spanish.
  const spanish = texts.filter((text) => /[áéíóúñ¿¡]| (?:la|el|los|las|del|que) /.test(text))
  expect(spanish.filter((text) => /[«»]|\bs[ó]lo\b|(?<!\()\d \d{3}(?!\d)|\bordenador|\bvosotros\b/i.test(text))).toEqual([]) // biome-ignore format: one line
})
