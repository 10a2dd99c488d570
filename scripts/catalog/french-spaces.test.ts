import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toFrenchSpaces } from './french-spaces.ts'
import { projects } from './projects.ts'
import { toRecords } from './records.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

/** Every text in a value; with `language`, those in that language alone where there are several. */
function* textsOf(value: unknown, language?: string): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) {
    const inLanguages = language && 'en' in value && 'fr' in value
    for (const [key, inner] of Object.entries(value)) {
      if (!inLanguages || key === language) yield* textsOf(inner, language)
    }
  }
}

describe('French typography', () => {
  it('keeps together what no line may part', () => {
    expect(
      toFrenchSpaces('Le champ {{field}} s’appelle {{name}}, à {{count}} s de {{place}}'),
    ).toBe('Le champ {{field}} s’appelle {{name}}, à {{count}}\u00a0s de {{place}}')
    expect(toFrenchSpaces('La source : « Terre » ; 12 %, 6 000 km en 2005 et 2006 ?')).toBe(
      'La source\u00a0: «\u00a0Terre\u00a0»\u00a0; 12\u00a0%, 6\u00a0000\u00a0km en 2005 et 2006\u00a0?',
    )
    expect(toFrenchSpaces('Projet 12 : https://example.org')).toBe(
      'Projet 12\u00a0: https://example.org',
    )
  })

  it('is that of the catalogue, of the projects, of all that is composed of them and of every word of the Atlas', () => {
    const { layers } = readJson('public/layers/catalog.json') as { layers: never[] }
    const composed = [
      ...['subjects', 'tours', 'sheets'].flatMap((folder) =>
        readdirSync(join(ROOT, 'public', folder)).map((name) => `public/${folder}/${name}`),
      ),
      'public/questions.json',
      'public/base-maps.json',
    ].map(readJson)
    const words = readdirSync(join(ROOT, 'src/words/fr')).map((name) =>
      readJson(`src/words/fr/${name}`),
    )
    const texts = [
      ...textsOf(
        [toRecords(layers).records.map(({ addresses: _, ...said }) => said), projects, composed],
        'fr',
      ),
    ]
    expect([...textsOf(words)].filter((text) => toFrenchSpaces(text) !== text)).toEqual([])
    // What stands there in one language for all is a name or a citation, as its publisher writes it.
    expect(
      texts.filter(
        (text) => /[é«»]| (?:la|le|les|des) /.test(text) && toFrenchSpaces(text) !== text,
      ),
    ).toEqual([])
  })
})
