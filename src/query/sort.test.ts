import { describe, expect, it } from 'vitest'
import { pick, randomFrom } from '../../tests/support/random.ts'
import { LANGUAGES, localeOf } from '../words/languages.ts'
import { ColumnBuilder } from './column.ts'
import { rankTexts } from './rank-texts.ts'
import { sortByNumber, sortRows } from './sort.ts'

const random = randomFrom(3)

describe('numbers', () => {
  const keys = Float64Array.from({ length: 5000 }, () =>
    pick(random, [
      Math.floor(random() * 100),
      -random() * 1e-300,
      random() * 1e300,
      // Apart in their last bits alone.
      1 + Math.floor(random() * 8) * Number.EPSILON,
      -0,
      0,
      Infinity,
      -Infinity,
      NaN,
    ]),
  )
  const rows = Uint32Array.from(keys, (_, row) => keys.length - 1 - row)

  it.each([false, true])('come in order, empty ones last, descending: %s', (descending) => {
    const places = [...keys.keys()]
    const expected = places.sort((a, b) => {
      const [one, other] = [keys[a]!, keys[b]!]
      if (Number.isNaN(one) || Number.isNaN(other)) {
        return Number(Number.isNaN(one)) - Number(Number.isNaN(other))
      }
      const order = one < other ? -1 : one > other ? 1 : 0
      return descending ? -order : order
    })
    const sorted = sortByNumber(rows, keys, descending)
    expect([...sorted]).toEqual(expected.map((place) => rows[place]))
  })

  it('of 64 bits come in the order of their last digits, which no double has', async () => {
    const values = [2n ** 60n + 1n, 2n ** 60n, null, -(2n ** 60n) - 1n, 2n ** 60n + 2n, 5n]
    const builder = new ColumnBuilder({ name: 'n', type: 'long' }, 6, () => undefined)
    for (const [row, value] of values.entries()) builder.set(row, value)
    const sorted = await sortRows(Uint32Array.from(values.keys()), builder.finish(6), {
      language: 'en',
    })
    expect([...sorted]).toEqual([3, 5, 1, 0, 4, 2])
  })
})

describe('texts', () => {
  const letters = [..."aaabcdeeeghilmnñoprstuvzAEIÉéèêíóúüçÑ  -'’.0123456789æœßłß_/("]
  const texts = [
    ...Array.from({ length: 20_000 }, () => {
      const length = Math.floor(random() * 18)
      return Array.from({ length }, () => pick(random, letters)).join('')
    }),
    'Municipality of Été',
    'municipality of ete',
    'Municipality of Ete',
    'cote',
    'côte',
    'coté',
    'côté',
    'e\u0301te',
    '東京',
    '\u0007bell',
    '',
  ]
  // Names that begin alike for longer than a text's numbers tell.
  const prefix = 'Centrale hydroélectrique '
  const alike = texts
    .slice(-2000)
    .flatMap((text) => [`${prefix}${text}`, `${prefix.toUpperCase()}de ${text}`])
  const different = [...new Set([...texts, ...alike])]

  it.each(LANGUAGES)('come as a dictionary in %s has them', async (language) => {
    const collator = new Intl.Collator(localeOf(language))
    const ranks = await rankTexts(different, collator)
    const sorted = [...different.keys()].sort((a, b) => ranks[a]! - ranks[b]!)
    for (let nth = 1; nth < sorted.length; nth++) {
      const [before, here] = [sorted[nth - 1]!, sorted[nth]!]
      const order = collator.compare(different[before]!, different[here]!)
      const rise = ranks[here]! - ranks[before]!
      expect(Math.sign(order), `${different[before]} and ${different[here]}`).toBe(-Math.sign(rise))
    }
  })

  it('come in order where they are more than are sorted at once, many alike for long', async () => {
    const endings = ['', 'a', 'A', 'á', ' de la Tierra', ' No. 5', ' № 5']
    const many = Array.from({ length: 40_000 }, (_, place) => {
      const number = Math.floor(random() * 1e6)
      return [`${prefix}${number}${pick(random, endings)}`, `${prefix}é${place}`]
    }).flat()
    const names = [...new Set(many)]
    const collator = new Intl.Collator('fr-CA')
    const ranks = await rankTexts(names, collator)
    const sorted = [...names.keys()].sort((a, b) => ranks[a]! - ranks[b]!)
    for (let nth = 1; nth < sorted.length; nth++) {
      const order = collator.compare(names[sorted[nth - 1]!]!, names[sorted[nth]!]!)
      expect(order).toBe(-Math.sign(ranks[sorted[nth]!]! - ranks[sorted[nth - 1]!]!))
    }
  })

  it('put accents after letters: côte stands among cote and coté, ñ after n', async () => {
    const words = ['nz', 'ñandú', 'coz', 'côte', 'Cote', 'cota', 'o']
    const ranks = await rankTexts(words, new Intl.Collator('es-MX'))
    const sorted = words.toSorted((a, b) => ranks[words.indexOf(a)]! - ranks[words.indexOf(b)]!)
    expect(sorted).toEqual(['cota', 'Cote', 'côte', 'coz', 'nz', 'ñandú', 'o'])
  })

  it('put empty ones last in both directions, and leave the same ones as they were', async () => {
    const values = ['b', null, 'é', 'a', 'b', 'e', null]
    const builder = new ColumnBuilder({ name: 't', type: 'string' }, 7, () => undefined)
    for (const [row, value] of values.entries()) builder.set(row, value)
    const rows = Uint32Array.from(values.keys())
    const column = builder.finish(7)
    expect([...(await sortRows(rows, column, { language: 'fr' }))]).toEqual([3, 0, 4, 5, 2, 1, 6])
    const descending = await sortRows(rows, column, { language: 'fr', descending: true })
    expect([...descending]).toEqual([2, 5, 0, 4, 3, 1, 6])
  })
})
