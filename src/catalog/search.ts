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

/** Letters of a word before its prefix counts, unless it is the word being typed. */
const MIN_PREFIX_LENGTH = 3
/** Letters of a word before a slip in it is forgiven. */
const MIN_FUZZY_LENGTH = 4
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
  const index = new MiniSearch<Document>({
    idField: 'key',
    fields: Object.keys(BOOST),
    tokenize: toWords,
    processTerm: (word) => {
      if (isStopWord(word, language)) return null
      const forms = toForms(word, language)
      for (const form of forms) if (!written.has(form)) written.set(form, word.toLowerCase())
      return forms
    },
  })
  index.addAll([
    ...[...layerByKey].map(([key, layer]) => toLayerDocument(key, layer, projectByNo, language)),
    ...[...projectByKey].map(([key, project]) => toProjectDocument(key, project, language)),
  ])

  const options: SearchOptions = {
    boost: BOOST,
    tokenize: (text) => [text],
    processTerm: (term) => term,
    weights: { fuzzy: 0.3, prefix: 0.6 },
  }

  /** The keys that the text finds, best first. */
  function find(words: readonly string[], combineWith: 'AND' | 'OR', fuzziness: number): string[] {
    const last = words.length - 1
    const queries = words
      .filter((word, position) => position === last || !isStopWord(word, language))
      .map((word, position, kept): Query => {
        const typing = position === kept.length - 1
        return {
          combineWith: 'OR',
          queries: toForms(word, language).map((form) => toTermQuery(form, typing, fuzziness)),
        }
      })
    return index.search({ combineWith, queries }, options).map(({ id }) => String(id))
  }

  function search({ text = '', filters = {}, sort }: CatalogQuery): CatalogResult {
    const words = toWords(text)
      .slice(0, MAX_QUERY_WORDS)
      .map((word) => word.slice(0, MAX_WORD_LENGTH))
    const keys = words.length > 0 ? find(words, 'AND', 0.2) : undefined
    const matching = keys ? keys.flatMap((key) => layerByKey.get(key) ?? []) : [...catalog.layers]
    const layers = matching.filter((layer) => fits(layer, filters))
    const order = sort ?? (keys ? 'relevance' : 'title')
    return {
      layers: order === 'relevance' ? layers : layers.sort(toOrder(order, language)),
      projects: keys?.flatMap((key) => projectByKey.get(key) ?? []) ?? [],
      facets: countFacets(matching, filters),
      suggestions: layers.length > 0 ? [] : suggest(words, matching, filters),
    }
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
        return layer && fits(layer, filters)
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

function toTermQuery(form: string, typing: boolean, fuzziness: number): Query {
  // A number is meant as it stands: 12 is neither 120 nor 13.
  const exact = /\p{N}/u.test(form)
  return {
    queries: [form],
    prefix: !exact && (typing || form.length >= MIN_PREFIX_LENGTH),
    fuzzy: !exact && form.length >= MIN_FUZZY_LENGTH ? fuzziness : false,
  }
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
        PROJECT_WORD[language],
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
    project: '',
    places: '',
    fields: '',
    abstract: [project.summary, project.atlas ?? '', ...project.managers].join(' · '),
    otherNames: '',
  }
}

const VALUES: Readonly<Record<Facet, (layer: CatalogEntry) => readonly string[]>> = {
  group: ({ group }) => [group],
  project: ({ projects }) => projects.map(({ no }) => no),
  state: ({ state }) => [state],
  country: ({ countries }) => countries,
  year: ({ years }) => years.map(String),
  shape: ({ shape }) => (shape ? [shape] : []),
}

function fits(layer: CatalogEntry, filters: Filters, but?: Facet): boolean {
  return FACETS.every((facet) => {
    const chosen = filters[facet]
    if (facet === but || !chosen || chosen.length === 0) return true
    return VALUES[facet](layer).some((value) => chosen.includes(value))
  })
}

/** The values of each facet among what the text finds, as the other facets narrow it, most first. */
function countFacets(
  layers: readonly CatalogEntry[],
  filters: Filters,
): Readonly<Record<Facet, FacetCount[]>> {
  const counted = FACETS.map((facet) => {
    const counts = new Map<string, number>()
    // A chosen value stays listed even where nothing has it any more: it must be possible to drop it.
    for (const value of filters[facet] ?? []) counts.set(value, 0)
    for (const layer of layers) {
      if (!fits(layer, filters, facet)) continue
      for (const value of new Set(VALUES[facet](layer))) {
        counts.set(value, (counts.get(value) ?? 0) + 1)
      }
    }
    const list = [...counts].map(([value, count]) => ({ value, count }))
    list.sort((a, b) =>
      facet === 'year' || facet === 'project'
        ? compareNumbered(a.value, b.value)
        : b.count - a.count || a.value.localeCompare(b.value),
    )
    return [facet, list] as const
  })
  return Object.fromEntries(counted) as Record<Facet, FacetCount[]>
}

/** 5A after 5, 6A before 10. */
function compareNumbered(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || a.localeCompare(b)
}

function toOrder(
  sort: 'title' | 'newest',
  language: Language,
): (a: CatalogEntry, b: CatalogEntry) => number {
  const { compare } = new Intl.Collator(language, { numeric: true })
  const byTitle = (a: CatalogEntry, b: CatalogEntry) => compare(a.title, b.title)
  if (sort === 'title') return byTitle
  const year = ({ years }: CatalogEntry) => years.at(-1) ?? 0
  return (a, b) => year(b) - year(a) || byTitle(a, b)
}
