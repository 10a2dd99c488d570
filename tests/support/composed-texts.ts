import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Language } from '../../src/model/schema.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** A JSON file of the project, by its path from the top. */
export const readProjectJson = (path: string): unknown =>
  JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

/** All that is composed of the layers: subjects, tours, sheets, questions and base maps. */
export function readComposed(): readonly unknown[] {
  const folders = ['subjects', 'tours', 'sheets']
  return [
    ...folders.flatMap((folder) =>
      readdirSync(join(ROOT, 'public', folder)).map((name) => `public/${folder}/${name}`),
    ),
    'public/questions.json',
    'public/base-maps.json',
  ].map(readProjectJson)
}

/** The words of the Atlas in a language, a value for each domain. */
export function readWords(language: Language): readonly unknown[] {
  const folder = `src/words/${language}`
  return readdirSync(join(ROOT, folder)).map((name) => readProjectJson(`${folder}/${name}`))
}

/** Every text in a value; with `language`, where there are several languages those in that one alone. */
export function* textsOf(value: unknown, language?: Language): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) {
    const inLanguages = language && 'en' in value && language in value
    for (const [key, inner] of Object.entries(value)) {
      if (!inLanguages || key === language) yield* textsOf(inner, language)
    }
  }
}
