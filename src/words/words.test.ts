import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { factsOf, LANGUAGES } from './languages.ts'
import { type Domain, READ_WHOLE, readWords, wordsOf } from './words.ts'

type Tree = { readonly [key: string]: string | Tree }

function texts(tree: Tree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : texts(value, `${path}${key}.`),
  )
}

const placeholders = (text: string) => [...new Set(text.match(/{{\w+}}/g) ?? [])].sort()

const filesOf = (language: string) => readdirSync(new URL(`${language}/`, import.meta.url)).sort()
const DOMAINS = filesOf('en')
  .map((file) => file.replace('.json', ''))
  .filter((file) => file !== 'language')
const textsOf = (domain: Domain, language: string) => texts(readWords(domain, language) as Tree)

/** Words that are the same in two languages, each looked at. */
const SAME = new RegExp(
  `^(${[
    'page: (app\\.labelled|sheet\\.kilometers|projection\\.(mercator|globe)|layers\\.(source|licence)|map\\.(projection|center|credits|directions\\.[nse]))',
    'condition: condition\\.(false|text)',
    'catalogue: catalogue\\.title',
    'export: export\\.(format|receipt\\.inField|formats\\.\\w+\\.name|filter\\.condition|crs\\.webmercator|code\\.(ogr2ogr|python|r))',
    'ask: ask\\.(drawing|drawingKind\\.(point|box)|whyDistance|tools\\.(python|r)|no)',
    'measure: measure\\.(unnamed|kind\\.box)',
    'identify: identify\\.(false|licence|source)',
    'here: here\\.notation\\.degrees',
    'cite: cite\\.(form|bibtex|ris|csl|inText\\.checksum)',
    'import: import\\.(fieldType|types\\.(date|binary)|geometryTypes\\.Point|fact\\.format)',
    'problems: usage',
    'problem-details: (PROJJSON|{{detail}})',
    'files: companion\\.licence',
    'release: fixed(Field)?',
    'review-fields: inLanguage',
    'review-report: (code|error|note|listed)',
    'vocabulary: (country\\.CAN|address\\.page|shape\\.point)',
    'sheet: sheet\\.(papers\\.(a\\d|ansi-\\w)|portrait|scaleOf|pages_(one|other))',
    'sheet-text: (kilometers|miles|scale|north|sourceOf|caveatOf)',
    'static-pages: (sections|format|source|licence|contact|citation|type|types\\.(json|binary|date)|codes)',
  ].join('|')})$`,
)

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the words in %s', (language) => {
  it('are told of by the same facts, each of its kind, in an order of their own', () => {
    const facts = LANGUAGES.map((language) => factsOf(language))
    const kinds = facts.map((one) =>
      Object.entries(one).map(
        ([name, fact]) => `${name} ${fact === null ? 'string' : typeof fact}`,
      ),
    )
    for (const of of kinds) expect(of.toSorted()).toEqual(kinds[0]!.toSorted())
    expect(LANGUAGES).toEqual(['en', 'fr', 'es'])
  })

  it('are in the same files as in English', () => {
    expect(filesOf(language)).toEqual(filesOf('en'))
  })

  it.each(DOMAINS)('of %s are all there, with the same values to fill in', (domain) => {
    const english = new Map(textsOf(domain, 'en'))
    const translated = textsOf(domain, language)
    expect(translated.map(([key]) => key)).toEqual([...english.keys()])
    for (const [key, text] of translated) {
      expect(text.trim(), key).not.toBe('')
      // The singular may say “one” for its count, or not.
      const isPlural = /_(one|other)$/.test(key)
      const counted = (name: string) => isPlural && name === '{{count}}'
      const own = placeholders(text).filter((name) => !counted(name))
      expect(own, key).toEqual(placeholders(english.get(key)!).filter((name) => !counted(name)))
    }
  })

  it.each(DOMAINS.filter((domain) => domain !== 'search'))('of %s are translated', (domain) => {
    const english = new Map(textsOf(domain, 'en'))
    const same = textsOf(domain, language)
      .filter(([key, text]) => text === english.get(key))
      .map(([key]) => `${domain}: ${key}`)
      .filter((key) => !SAME.test(key))
    expect(same).toEqual([])
  })
})

/** Whether a file lies in a folder; those of `shell` that have a folder of their own do not lie in it. */
function isIn(folder: string, source: string): boolean {
  if (!source.startsWith(folder)) return false
  return folder !== '../shell/' || !source.slice(folder.length).includes('/')
}

/** The sources as text: what they import is not loaded. */
const sources = import.meta.glob<string>(
  ['../**/*.ts', '../**/*.tsx', '../../scripts/**/*.ts', '!../**/*.test.ts', '!../words/**'],
  { query: '?raw', import: 'default', eager: true },
)

describe('the problems of readers and writers', () => {
  const problems = { ...wordsOf('connection', 'en'), ...wordsOf('problems', 'en') }
  const told = Object.entries(sources).filter(([path]) =>
    /^\.\.\/(catalog|exporting|formats|geo|importing|model|query|sources|workers)\//.test(path),
  )
  const codes = new Set(
    told.flatMap(([, source]) =>
      [...source.matchAll(/\bcode: (?:\w+(?: === \w+)? \? )?'([a-z0-9-]+)'/g)].map(
        ([, code]) => code!,
      ),
    ),
  )

  it('all have words', () => {
    expect(codes.size).toBeGreaterThan(60)
    expect([...codes].filter((code) => !Object.hasOwn(problems, code)).sort()).toEqual([])
  })

  it('stand in the order of their codes', () => {
    for (const domain of ['connection', 'problems'] as const) {
      const names = Object.keys(wordsOf(domain, 'en'))
      expect(names).toEqual([...names].sort())
    }
  })

  it('stand in one file only', () => {
    const both = Object.keys(wordsOf('connection', 'en')).filter((code) =>
      Object.hasOwn(wordsOf('problems', 'en'), code),
    )
    expect(both).toEqual([])
  })
})

const FILE_NAME = /\.(csv|json|jsonld|png|ts|txt)$/

/** `a.b_one` and `a.b_other` are asked for as `a.b`. */
const toKey = (key: string) => key.replace(/_(one|other)$/, '')

describe('the keys of the words', () => {
  const domainsOf = new Map<string, Set<Domain>>()
  for (const domain of DOMAINS) {
    if (READ_WHOLE.has(domain)) continue
    for (const [key] of textsOf(domain, 'en')) {
      domainsOf.set(toKey(key), (domainsOf.get(toKey(key)) ?? new Set()).add(domain))
    }
  }
  const pages = Object.entries(sources).filter(([path]) => path.startsWith('../'))

  it('are each in one file', () => {
    const doubled = [...domainsOf].filter(([, domains]) => domains.size > 1).map(([key]) => key)
    expect(doubled).toEqual([])
  })

  it('that the page names all have words', () => {
    const roots = new Set([...domainsOf.keys()].map((key) => key.split('.')[0]!))
    const named = pages.flatMap(([path, source]) =>
      [...source.matchAll(/'([a-z]\w*(?:\.\w+)+)'/gi)]
        .map(([, key]) => key!)
        .filter((key) => roots.has(key.split('.')[0]!) && !FILE_NAME.test(key))
        .map((key) => [path, key] as const),
    )
    expect(named.length).toBeGreaterThan(200)
    const prefixes = [...domainsOf.keys()]
    const missing = named.filter(
      ([, key]) => !domainsOf.has(key) && !prefixes.some((known) => known.startsWith(`${key}.`)),
    )
    expect(missing).toEqual([])
  })

  it('are all used', () => {
    const all = pages.map(([, source]) => source).join('\n')
    // A key may be put together of parts: `t(`export.formats.${format}.name`)`, or a list of last parts.
    const templates = [...all.matchAll(/`([a-z]\w*\.[^`]*\${[^`]*)`/gi)].map(
      ([, template]) =>
        new RegExp(
          `^${template!
            .replace(/\${[^}]*}/g, '\u0000')
            .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
            .replaceAll('\u0000', '.+')}$`,
        ),
    )
    const unused = [...domainsOf.keys()].filter(
      (key) =>
        !all.includes(`'${key}'`) &&
        !templates.some((template) => template.test(key)) &&
        // Read as a whole, as `wordsOf('cite', language).cite.inText`.
        !/^(cite\.inText\.|map\.directions\.|map\.sheetEdge$)/.test(key),
    )
    expect(unused).toEqual([])
  })

  it('of a panel are in the first view, or in the files that it is fetched with', () => {
    const missing = pages
      .filter(([path]) => /\/features\/.*\/feature\.ts$/.test(path))
      .flatMap(([path, feature]) => {
        const folder = path.replace('feature.ts', '')
        const lists = [...feature.matchAll(/\bwords: \[([^\]]*)\]/g)].map(([, list]) => list!)
        const declared = ['page', ...lists.flatMap((list) => list.match(/[\w-]+/g) ?? [])]
        expect(declared.filter((domain) => !DOMAINS.includes(domain))).toEqual([])
        const own = pages.filter(([source]) => isIn(folder, source))
        // What asks for words by itself waits for them.
        const asked = own.flatMap(([, text]) =>
          [...text.matchAll(/\buseWords\('([\w-]+)'\)/g)].map(([, domain]) => domain!),
        )
        // What several panels show has a folder of `shell`, and its words come with each of them.
        const shared = own.flatMap(([, text]) =>
          [...text.matchAll(/'[./]+(\/shell\/[\w-]+\/)/g)].map(([, name]) => `..${name}`),
        )
        return pages
          .filter(([source]) => [folder, ...shared].some((one) => isIn(one, source)))
          .flatMap(([source, text]) =>
            [...text.matchAll(/'([a-z]\w*(?:\.\w+)+)'/gi)].map(
              ([, key]) => [source, key!] as const,
            ),
          )
          .filter(([, key]) => {
            const domains = domainsOf.get(key)
            return (
              domains && ![...domains].some((domain) => [...declared, ...asked].includes(domain))
            )
          })
      })
    expect(missing).toEqual([])
  })
})
