import MiniSearch, { type Query, type SearchOptions } from 'minisearch'
import type { Language } from '../geo/layer-schema.ts'
import type { CatalogEntry, LanguageCatalog, ProjectEntry } from './language-catalog.ts'
import {
  AREA_TITLES,
  BADGE_TITLES,
  COUNTRY_TITLES,
  GROUP_TITLES,
  STATE_TITLES,
} from './vocabulary.ts'
import { fold, isStopWord, toForms, toWords } from './words.ts'

/** What the catalogue can be narrowed by. */
export const FACETS = ['group', 'project', 'state', 'country', 'year', 'shape'] as const
export type Facet = (typeof FACETS)[number]

/** The values chosen in each facet: one of them must fit, in every facet that has any. */
export type Filters = Readonly<Partial<Record<Facet, readonly string[]>>>

export const SORTS = ['relevance', 'title', 'newest'] as const
export type Sort = (typeof SORTS)[number]

export interface CatalogQuery {
  /** What was typed; empty lists everything. */
  readonly text?: string
  readonly filters?: Filters
  /** Without it, by relevance where something was typed and by title where not. */
  readonly sort?: Sort
}

export interface FacetCount {
  readonly value: string
  /** How many layers the query would find with this value chosen in its facet, alone. */
  readonly count: number
}

/** What might be found instead of nothing. */
export type Suggestion =
  | { readonly kind: 'spelling'; readonly text: string; readonly count: number }
  | { readonly kind: 'without-filters'; readonly count: number }
  | { readonly kind: 'any-word'; readonly text: string; readonly count: number }

export interface CatalogResult {
  readonly layers: readonly CatalogEntry[]
  /** The projects that the text finds; none where nothing was typed. */
  readonly projects: readonly ProjectEntry[]
  readonly facets: Readonly<Record<Facet, readonly FacetCount[]>>
  /** Empty unless no layer was found. */
  readonly suggestions: readonly Suggestion[]
}

export interface CatalogSearch {
  search(query: CatalogQuery): CatalogResult
}

interface Document {
  readonly key: string
  readonly title: string
  readonly keywords: string
  readonly project: string
  readonly places: string
  readonly fields: string
  readonly abstract: string
  readonly otherNames: string
}

/** How much a find in each part of an entry weighs. */
const BOOST: Readonly<Record<Exclude<keyof Document, 'key'>, number>> = {
  title: 6,
  keywords: 4,
  project: 3,
  places: 2,
  fields: 1.5,
  abstract: 1,
  otherNames: 1.5,
}

const PROJECT_WORD: Readonly<Record<Language, string>> = {
  en: 'project',
  fr: 'projet',
  es: 'proyecto',
}

/** Letters of a word being typed before it is looked for in more than titles and keywords. */
const MIN_TELLING_LENGTH = 3
/** Letters of a word before a slip in it is forgiven. */
const MIN_FUZZY_LENGTH = 4
/** Slips forgiven, as a share of the word's letters. */
const FUZZINESS = 0.2
const MAX_QUERY_WORDS = 12
const MAX_WORD_LENGTH = 40

/** Searches a catalogue in its language. Builds its index once, in a few milliseconds a hundred entries. */
export function createCatalogSearch(catalog: LanguageCatalog): CatalogSearch {
  const { language } = catalog
  const projectByNo = new Map(catalog.projects.map((project) => [project.no, project]))
  const layerByKey = new Map(catalog.layers.map((layer) => [`layer:${layer.id}`, layer]))
  const projectByKey = new Map(
    catalog.projects.map((project) => [`project:${project.no}`, project]),
  )

  /** Every word of the catalogue as written, by its folded form, to suggest words that exist. */
  const written = new Map<string, string>()
  /** The forms of each word met; a catalogue has few words beside how often it uses them. */
  const formsOf = new Map<string, string[] | null>()
  const index = new MiniSearch<Document>({
    idField: 'key',
    fields: Object.keys(BOOST),
    tokenize: toWords,
    processTerm: (word) => {
      let forms = formsOf.get(word)
      if (forms === undefined) {
        forms = isStopWord(word, language) ? null : toForms(word, language)
        formsOf.set(word, forms)
        for (const form of forms ?? []) {
          if (!written.has(form)) written.set(form, word.toLowerCase())
        }
      }
      return forms
    },
  })
  index.addAll([
    ...[...layerByKey].map(([key, layer]) => toLayerDocument(key, layer, projectByNo, language)),
    ...[...projectByKey].map(([key, project]) => toProjectDocument(key, project, language)),
  ])

  const valuesOf = new Map(catalog.layers.map((layer) => [layer, toValues(layer)]))
  /** Comparing words by a language's rules is slow; the orders are made once. */
  const orders = toOrders(catalog.layers, language)

  const options: SearchOptions = {
    boost: BOOST,
    tokenize: (text) => [text],
    processTerm: (term) => term,
    weights: { fuzzy: 0.3, prefix: 0.6 },
  }

  /** The keys that the text finds, best first. */
  function find(words: readonly string[], combineWith: 'AND' | 'OR', fuzziness: number): string[] {
    const last = words.length - 1
    const telling = words.filter(
      (word, position) => !(position === last ? isBarelyTyped(word) : isStopWord(word, language)),
    )
    // One or two letters alone say little: they begin a title. Behind other words they say nothing.
    const barely = telling.length === 0
    const queries = (barely ? words.slice(last) : telling).map((word): Query => {
      const [folded, ...stems] = toForms(word, language)
      return {
        combineWith: 'OR',
        queries: [
          toTermQuery(folded!, fuzziness),
          ...stems.map((stem): Query => ({ queries: [stem], prefix: false, fuzzy: false })),
        ],
      }
    })
    return index
      .search(
        { combineWith, queries },
        barely ? { ...options, fields: fewFields(words[last]!) } : options,
      )
      .map(({ id }) => String(id))
  }

  function search({ text = '', filters = {}, sort }: CatalogQuery): CatalogResult {
    const words = joinProjectNumbers(toWords(text), language)
      .slice(0, MAX_QUERY_WORDS)
      .map((word) => word.slice(0, MAX_WORD_LENGTH))
    const keys = words.length > 0 ? find(words, 'AND', FUZZINESS) : undefined
    const matching = keys ? keys.flatMap((key) => layerByKey.get(key) ?? []) : orders.title
    const { layers, facets } = narrow(matching, valuesOf, filters)
    return {
      layers: sort && sort !== 'relevance' ? sortBy(sort, layers) : layers,
      projects: keys?.flatMap((key) => projectByKey.get(key) ?? []) ?? [],
      facets,
      suggestions: layers.length > 0 ? [] : suggest(words, matching, filters),
    }
  }

  function sortBy(sort: 'title' | 'newest', layers: readonly CatalogEntry[]): CatalogEntry[] {
    const kept = new Set(layers)
    return orders[sort].filter((layer) => kept.has(layer))
  }

  function suggest(
    words: readonly string[],
    matching: readonly CatalogEntry[],
    filters: Filters,
  ): Suggestion[] {
    if (matching.length > 0) return [{ kind: 'without-filters', count: matching.length }]
    if (words.length === 0) return []
    const count = (tried: readonly string[], combineWith: 'AND' | 'OR') =>
      find(tried, combineWith, 0).filter((key) => {
        const layer = layerByKey.get(key)
        return layer && toMisfits(valuesOf.get(layer)!, filters).length === 0
      }).length
    const suggestions: Suggestion[] = []
    const corrected = words.map((word) => nearestWord(word))
    if (corrected.some((word, position) => word !== words[position])) {
      const found = count(corrected, 'AND')
      if (found > 0) suggestions.push({ kind: 'spelling', text: corrected.join(' '), count: found })
    }
    if (words.length > 1) {
      const known = words.filter((word) => count([word], 'OR') > 0)
      const found = known.length > 0 ? count(known, 'OR') : 0
      if (found > 0) suggestions.push({ kind: 'any-word', text: known.join(' '), count: found })
    }
    return suggestions
  }

  /** The word of the catalogue that comes nearest to a word that finds nothing, or the word itself. */
  function nearestWord(word: string): string {
    const folded = fold(word)
    if (written.has(folded)) return word
    const [best] = index.search({ queries: [folded], fuzzy: 0.45, prefix: true }, options)
    const term = best?.terms[0]
    return (term && written.get(term)) ?? word
  }

  return { search }
}

function toTermQuery(word: string, fuzziness: number): Query {
  // A number is meant as it stands: 12 is neither 120 nor 13.
  const exact = hasDigit(word)
  return {
    queries: [word],
    prefix: !exact,
    fuzzy: !exact && word.length >= MIN_FUZZY_LENGTH ? fuzziness : false,
  }
}

/**
 * Makes one word of "project 12", as it is in the index: the word alone stands in every layer and
 * would find them all, at the cost of them all.
 */
function joinProjectNumbers(words: readonly string[], language: Language): string[] {
  const joined: string[] = []
  for (const word of words) {
    if (hasDigit(word) && fold(joined.at(-1) ?? '') === PROJECT_WORD[language]) {
      joined[joined.length - 1] += word
    } else joined.push(word)
  }
  return joined
}

function hasDigit(word: string): boolean {
  return /\p{N}/u.test(word)
}

/** Where a word of which so little is typed is looked for. */
function fewFields(word: string): string[] {
  return word.length === 1 ? ['title'] : ['title', 'keywords']
}

/** Whether so little of a word is typed that it could become almost any. */
function isBarelyTyped(word: string): boolean {
  return word.length < MIN_TELLING_LENGTH && !hasDigit(word)
}

function toLayerDocument(
  key: string,
  layer: CatalogEntry,
  projectByNo: ReadonlyMap<string, ProjectEntry>,
  language: Language,
): Document {
  const text = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(' · ')
  return {
    key,
    title: layer.title,
    keywords: text(...layer.keywords, GROUP_TITLES[layer.group][language]),
    project: text(
      ...layer.projects.flatMap(({ no }) => [
        PROJECT_WORD[language] + no,
        no,
        projectByNo.get(no)?.title,
      ]),
    ),
    places: text(...layer.countries.map((country) => COUNTRY_TITLES[country][language])),
    fields: text(
      ...layer.fields.flatMap((field) => [
        field.name,
        field.title,
        ...Object.values(field.codes ?? {}),
      ]),
    ),
    abstract: text(
      layer.abstract,
      layer.limitations,
      STATE_TITLES[layer.state][language],
      layer.badge && BADGE_TITLES[layer.badge][language],
      layer.provenance?.publisher,
      ...layer.years.map(String),
    ),
    otherNames: text(...layer.otherNames, layer.id),
  }
}

function toProjectDocument(key: string, project: ProjectEntry, language: Language): Document {
  return {
    key,
    title: `${PROJECT_WORD[language]} ${project.no} · ${project.title}`,
    keywords: [AREA_TITLES[project.area][language], ...project.workingGroups].join(' · '),
    project: `${PROJECT_WORD[language]}${project.no}`,
    places: '',
    fields: '',
    abstract: [project.summary, project.atlas ?? '', ...project.managers].join(' · '),
    otherNames: '',
  }
}

const VALUES: Readonly<Record<Facet, (layer: CatalogEntry) => readonly string[]>> = {
  group: ({ group }) => [group],
  project: ({ projects }) => [...new Set(projects.map(({ no }) => no))],
  state: ({ state }) => [state],
  country: ({ countries }) => countries,
  year: ({ years }) => years.map(String),
  shape: ({ shape }) => (shape ? [shape] : []),
}

type Values = Readonly<Record<Facet, readonly string[]>>

function toValues(layer: CatalogEntry): Values {
  return Object.fromEntries(FACETS.map((facet) => [facet, VALUES[facet](layer)])) as Record<
    Facet,
    readonly string[]
  >
}

/** The facets whose chosen values a layer does not have. */
function toMisfits(values: Values, filters: Filters): Facet[] {
  return FACETS.filter((facet) => {
    const chosen = filters[facet]
    return chosen?.length && !values[facet].some((value) => chosen.includes(value))
  })
}

interface Narrowed {
  readonly layers: readonly CatalogEntry[]
  readonly facets: Readonly<Record<Facet, readonly FacetCount[]>>
}

/**
 * The layers that fit the filters, and the values of each facet among those that fit all the other
 * facets. One pass: a layer that misses one facet alone counts there and nowhere else.
 */
function narrow(
  layers: readonly CatalogEntry[],
  valuesOf: ReadonlyMap<CatalogEntry, Values>,
  filters: Filters,
): Narrowed {
  // A chosen value stays listed even where nothing has it any more: it must be possible to drop it.
  const counts = new Map(
    FACETS.map((facet) => [
      facet,
      new Map((filters[facet] ?? []).map((value): [string, number] => [value, 0])),
    ]),
  )
  const fitting: CatalogEntry[] = []
  for (const layer of layers) {
    const values = valuesOf.get(layer)!
    const misfits = toMisfits(values, filters)
    if (misfits.length === 0) fitting.push(layer)
    if (misfits.length > 1) continue
    for (const facet of misfits.length === 0 ? FACETS : misfits) {
      const count = counts.get(facet)!
      for (const value of values[facet]) count.set(value, (count.get(value) ?? 0) + 1)
    }
  }
  const facets = FACETS.map((facet) => {
    const list = [...counts.get(facet)!].map(([value, count]) => ({ value, count }))
    return [facet, list.sort(FACET_ORDERS[facet])] as const
  })
  return { layers: fitting, facets: Object.fromEntries(facets) as Record<Facet, FacetCount[]> }
}

type FacetOrder = (a: FacetCount, b: FacetCount) => number
const byCount: FacetOrder = (a, b) => b.count - a.count || compareText(a.value, b.value)
const byNumber: FacetOrder = (a, b) => compareNumbered(a.value, b.value)

const FACET_ORDERS: Readonly<Record<Facet, FacetOrder>> = {
  group: byCount,
  project: byNumber,
  state: byCount,
  country: byCount,
  year: byNumber,
  shape: byCount,
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** 5A after 5, 6A before 10. */
function compareNumbered(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || compareText(a, b)
}

function toOrders(
  layers: readonly CatalogEntry[],
  language: Language,
): Readonly<Record<'title' | 'newest', readonly CatalogEntry[]>> {
  const { compare } = new Intl.Collator(language, { numeric: true })
  const title = [...layers].sort((a, b) => compare(a.title, b.title))
  const year = ({ years }: CatalogEntry) => years.at(-1) ?? 0
  return { title, newest: [...title].sort((a, b) => year(b) - year(a)) }
}
