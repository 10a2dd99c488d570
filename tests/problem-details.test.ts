import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toDetail } from '../src/i18n/problem-details.ts'

const FORMATS = resolve(import.meta.dirname, '../src/formats')

/** Where readers say in a few words what is wrong, and how: one text of a call, or what a check gives. */
const SOURCES: readonly (readonly [file: string, where: RegExp, after?: string])[] = [
  ['zip/read.ts', /\binvalid\(\s*[\w.]+,\s*(['`])(.+?)\1/g],
  ['shapefile/dbase-header.ts', /\binvalid\(\s*(['`])(.+?)\1/g],
  ['geopackage/read.ts', /\binvalid\(\s*[\w.]+,\s*(['`])(.+?)\1/g],
  ['topojson/read.ts', /\binvalid\(\s*[\w.]+,\s*(['`])(.+?)\1/g],
  ['topojson/topology-geometry.ts', /TopologyFault\((['`])(.+?)\1/g],
  ['geojson/check-geometry.ts', /return (?:[^'\n]*\? null : )?(['`])(.+?)\1/g],
  ['geojson/read.ts', /\binvalidJson\([\w.#]+,\s*(['`])(.+?)\1/g],
  ['geojson/json-scanner.ts', /#error\((['`])(.+?)\1/g, ' at byte 7'],
  ['xml/xml-scanner.ts', /#invalid\((['`])(.+?)\1/g],
]

const phrases = SOURCES.flatMap(([file, where, after = '']) => {
  const text = readFileSync(join(FORMATS, file), 'utf8')
  const found = [...text.matchAll(where)].map((match) => match[2]!)
  return found.map((phrase) => [file, phrase.replace(/\${[^}]+}/g, '7') + after] as const)
})

describe('what is wrong with a file', () => {
  it('is found in the words of every reader that this test knows', () => {
    expect(new Set(phrases.map(([file]) => file)).size).toBe(SOURCES.length)
    expect(phrases.length).toBeGreaterThan(35)
  })

  it.each(phrases)('is said in French and Spanish: %s, %s', (_, phrase) => {
    for (const language of ['fr', 'es'] as const) {
      expect(toDetail(phrase, language)).not.toMatch(/^«.*(anglais|inglés)\)$/)
    }
  })
})
