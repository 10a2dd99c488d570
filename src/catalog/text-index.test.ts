import { describe, expect, it } from 'vitest'
import { countSlips, createTextIndex, type WordQuery } from './text-index.ts'

const word = (text: string) => [text]
const words = (text: string) => text.split(' ').map(word)
/** Three documents of a title and a text, in which a title weighs four times as much. */
const index = createTextIndex(
  [
    [words('mercury in fish'), words('what the sea holds')],
    [words('fish'), words('where mercury is measured and mercury is found')],
    [words('mercantile routes'), words('ships')],
  ],
  [4, 1],
)
const query = (term: string, change: Partial<WordQuery> = {}): WordQuery => ({
  term,
  prefix: false,
  maxSlips: 0,
  stems: [],
  ...change,
})

describe('the index of texts', () => {
  it('puts a find in a title before one in a text', () => {
    expect(index.search([query('mercury')], { combineWith: 'AND' })).toEqual([0, 1])
    expect(index.search([query('mercury')], { combineWith: 'AND', fields: [1] })).toEqual([1])
  })

  it('puts the whole word before its beginning and before a slip', () => {
    expect(index.search([query('merc', { prefix: true })], { combineWith: 'AND' })).toHaveLength(3)
    const [first] = index.search([query('routse', { maxSlips: 1 })], { combineWith: 'AND' })
    expect(first).toBe(2)
  })

  it('keeps the order of the documents where they are worth the same', () => {
    const same = createTextIndex(
      Array.from({ length: 300 }, (_, document) => [words(document % 3 ? 'sea' : 'sea ice')]),
      [1],
    )
    const found = same.search([query('sea')], { combineWith: 'AND' })
    const [short, long] = [found.slice(0, 200), found.slice(200)]
    expect(short).toEqual([...short].sort((a, b) => a - b))
    expect(short.every((document) => document % 3 !== 0)).toBe(true)
    expect(long).toEqual([...long].sort((a, b) => a - b))
  })

  it('finds every word within the slips, as if it had compared them all', () => {
    const vocabulary = [
      ...'mercury mercure mercurio mrecury marcury merry fury plomo polmo pomo lead'.split(' '),
      ...'forêt foret forest aires aries air a ai airs eriaes 12 120 n°12 ⁿ'.split(' '),
      'a'.repeat(60),
      `${'a'.repeat(47)}b`,
    ]
    const each = createTextIndex(
      vocabulary.map((term) => [[[term]]]),
      [1],
    )
    for (const typed of vocabulary) {
      for (const maxSlips of [1, 2, 4]) {
        const found = each.search([query(typed, { maxSlips })], { combineWith: 'AND' })
        const near = vocabulary.filter((term) => countSlips(typed, term, maxSlips) <= maxSlips)
        expect(found.map((document) => vocabulary[document]).sort()).toEqual(near.sort())
      }
    }
  })

  it('asks for every word or for any', () => {
    const both = [query('fish'), query('ships')]
    expect(index.search(both, { combineWith: 'AND' })).toEqual([])
    expect(index.search(both, { combineWith: 'OR' }).sort()).toEqual([0, 1, 2])
  })

  it('finds nothing where nothing is asked', () => {
    expect(index.search([], { combineWith: 'AND' })).toEqual([])
  })

  it('names the nearest word, the more common of two', () => {
    expect(index.nearest('mercuri', 3)).toBe('mercury')
    expect(index.nearest('zzz', 1)).toBeUndefined()
  })
})

describe('slips between two words', () => {
  it.each([
    ['mercury', 'mercury', 0],
    ['mercury', 'mercur', 1],
    ['mercury', 'mrecury', 1],
    ['mercury', 'marcury', 1],
    ['plomo', 'polmos', 2],
    ['', 'abc', 3],
    ['ca', 'abc', 3],
  ])('%s and %s: %i', (a, b, slips) => {
    expect(countSlips(a, b, 5)).toBe(slips)
    expect(countSlips(b, a, 5)).toBe(slips)
  })

  it('count no further than asked', () => {
    expect(countSlips('plomo', 'mercurio', 2)).toBe(3)
    expect(countSlips('a'.repeat(5000), 'b'.repeat(5000), 2)).toBe(3)
  })
})
