import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { preferredLanguage } from './index.ts'

type Tree = { readonly [key: string]: string | Tree }

function texts(tree: Tree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : texts(value, `${path}${key}.`),
  )
}

const placeholders = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort()

/** Words that are the same in two languages, each looked at. */
const SAME =
  /^(language\.(en|fr|es)|app\.labelled|projection\.mercator|projection\.globe|map\.projection|layers\.(source|licence)|map\.(center|credits)|condition\.false|catalogue\.title|export\.(format|receipt\.inField|formats\.\w+\.name|filter\.condition|crs\.webmercator|code\.(ogr2ogr|python|r))|cite\.(bibtex|ris|csl)|import\.(fieldType|types\.date|geometryTypes\.Point|fact\.format))$/

describe.each([
  ['French', fr],
  ['Spanish', es],
])('the words in %s', (_, messages) => {
  const english = new Map(texts(en))
  const translated = texts(messages)

  it('are all there, with the same values to fill in', () => {
    expect(translated.map(([key]) => key)).toEqual([...english.keys()])
    for (const [key, text] of translated) {
      expect(text.trim(), key).not.toBe('')
      const own = placeholders(text).filter((name) => name !== '{{count}}')
      const expected = placeholders(english.get(key)!).filter((name) => name !== '{{count}}')
      expect(own, key).toEqual(expected)
    }
  })

  it('are translated', () => {
    const same = translated.filter(([key, text]) => text === english.get(key) && !SAME.test(key))
    expect(same).toEqual([])
  })
})

describe('the language of the first view', () => {
  it.each([
    [['fr-CA', 'en'], 'fr'],
    [['de', 'es-419'], 'es'],
    [['zh-Hant'], 'en'],
    [[], 'en'],
  ])('for a reader of %j is %s', (languages, language) => {
    expect(preferredLanguage(languages)).toBe(language)
  })
})
