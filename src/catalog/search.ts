import { fold, toWords } from '../model/fold.ts'
import type { Language } from '../model/schema.ts'
import { wordsOf } from '../words/words.ts'
import { createFacetCounter, type Facet, type FacetCount, type Filters } from './facets.ts'
import type { CatalogEntry, LanguageCatalog, ProjectEntry } from './language-catalog.ts'
import { LAYER_STATES } from './schema.ts'
import { createTextIndex, type WordQuery } from './text-index.ts'
import { isStopWord, toForms } from './words.ts'

export const SORTS = ['relevance', 'title', 'newest'] as const
export type Sort = (typeof SORTS)[number]

export interface CatalogQuery {
  /** What was typed; empty lists everything. */
  readonly text?: string
  readonly filters?: Filters
  /** Without it, by relevance where something was typed and by title where not. */
  readonly sort?: Sort
}

/** What might be found instead of nothing. */
export type Suggestion =
  | { readonly kind: 'spelling'; readonly text: string; readonly count: number }
  | { readonly kind: 'without-filters'; readonly count: number }
  | { readonly kind: 'any-word'; readonly text: string; readonly count: number }
  | { readonly kind: 'everything'; readonly count: number }

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

/** The texts of a layer or project, by how much a find in each of them weighs. */
const BOOSTS = {
  title: 6,
  keywords: 4,
  project: 3,
  places: 2,
  fields: 1.5,
  abstract: 1,
  otherNames: 1.5,
} as const
type Part = keyof typeof BOOSTS
const PARTS = Object.keys(BOOSTS) as Part[]

type Document = Readonly<Record<Part, string>>

/** Of layers that fit about alike, those that can be put on the map stand first. */
const BUNDLED_WORTH = 1.3
/** How often a layer's own projects are said beside those that it serves. */
const PROVIDED_TIMES = 3

/** Letters of a word being typed before it is looked for in more than titles and keywords. */
const MIN_TELLING_LENGTH = 3
/** Letters of a word before a slip in it is forgiven. */
const MIN_FUZZY_LENGTH = 4
/** Slips forgiven, as a share of the word's letters. */
const FUZZINESS = 0.2
const MAX_SLIPS = 6
/** The same for a word that finds nothing, to suggest another. */
const FAR_FUZZINESS = 0.45
const MAX_QUERY_WORDS = 12
const MAX_WORD_LENGTH = 40

/** Searches a catalogue in its language. Builds its index once, in a few milliseconds a hundred entries. */
export function createCatalogSearch(catalog: LanguageCatalog): CatalogSearch {
  const { language, layers, projects } = catalog
  const projectByNo = new Map(projects.map((project) => [project.no, project]))

  /** Every word of the catalogue as written, by its folded form, to suggest words that exist. */
  const written = new Map<string, string>()
  /** The forms of each word met; a catalogue has few words beside how often it uses them. */
  const formsOf = new Map<string, readonly string[]>()
  const toTerms = (text: string): (readonly string[])[] =>
    toWords(text).flatMap((word) => {
      let forms = formsOf.get(word)
      if (!forms) {
        forms = isStopWord(word, language) ? [] : toForms(word, language)
        formsOf.set(word, forms)
        for (const form of forms) if (!written.has(form)) written.set(form, word.toLowerCase())
      }
      return forms.length > 0 ? [forms] : []
    })
  // Layers first: a document's number is its place in `layers`, then in `projects`.
  const index = createTextIndex(
    [
      ...layers.map((layer) => toLayerDocument(layer, projectByNo, language)),
      ...projects.map((project) => toProjectDocument(project, language)),
    ].map((document) => PARTS.map((part) => toTerms(document[part]))),
    Object.values(BOOSTS),
    (document) => (layers[document]?.state === 'bundled' ? BUNDLED_WORTH : 1),
  )
  const facets = createFacetCounter(layers)
  /** Comparing words by a language's rules is slow; the orders are made once. */
  const orders = toOrders(layers, language)

  const isLayer = (document: number) => document < layers.length

  /** The documents that the words find, best first. */
  function find(words: readonly string[], combineWith: 'AND' | 'OR', slips: number): number[] {
    const last = words.length - 1
    const telling = words.filter(
      (word, position) => !(position === last ? isBarelyTyped(word) : isStopWord(word, language)),
    )
    // One or two letters alone say little: they begin a title. Behind other words they say nothing.
    const barely = telling.length === 0
    return index.search(
      (barely ? words.slice(last) : telling).map((word) => toQuery(word, slips)),
      barely ? { combineWith, fields: fewParts(words[last]!) } : { combineWith },
    )
  }

  function toQuery(word: string, slips: number): WordQuery {
    const [term, ...stems] = toForms(word, language) as [string, ...string[]]
    // A number is meant as it stands: 12 is neither 120 nor 13. Two or three digits begin a year.
    const exact = hasDigit(word)
    const forgiving = !exact && word.length >= MIN_FUZZY_LENGTH
    return {
      term,
      stems,
      prefix: !exact || /^\d{2,3}$/.test(word),
      maxSlips: forgiving ? Math.min(MAX_SLIPS, Math.round(slips * word.length)) : 0,
    }
  }

  function search({ text = '', filters = {}, sort }: CatalogQuery): CatalogResult {
    const words = joinProjectNumbers(toWords(synonymOf(text, language)), language)
      .slice(0, MAX_QUERY_WORDS)
      .map((word) => word.slice(0, MAX_WORD_LENGTH))
    const found = words.length > 0 ? find(words, 'AND', FUZZINESS) : orders.usual
    const matching = found.filter(isLayer)
    const narrowed = facets.narrow(matching, filters)
    return {
      layers: inOrder(narrowed.layers, sort).map((document) => layers[document]!),
      projects: found
        .filter((document) => !isLayer(document))
        .map((document) => projects[document - layers.length]!),
      facets: narrowed.facets,
      suggestions: narrowed.layers.length > 0 ? [] : suggest(words, matching, filters),
    }
  }

  function inOrder(found: readonly number[], sort: Sort = 'relevance'): readonly number[] {
    if (sort === 'relevance') return found
    const kept = new Set(found)
    return orders[sort].filter((document) => kept.has(document))
  }

  function suggest(
    words: readonly string[],
    matching: readonly number[],
    filters: Filters,
  ): Suggestion[] {
    if (matching.length > 0) return [{ kind: 'without-filters', count: matching.length }]
    if (words.length === 0) return []
    const count = (tried: readonly string[], combineWith: 'AND' | 'OR') =>
      facets.count(find(tried, combineWith, 0).filter(isLayer), filters)
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
    if (suggestions.length === 0) suggestions.push({ kind: 'everything', count: layers.length })
    return suggestions
  }

  /** The word of the catalogue that comes nearest to a word that finds nothing, or the word itself. */
  function nearestWord(word: string): string {
    const folded = fold(word)
    if (written.has(folded)) return word
    const term = index.nearest(folded, Math.round(folded.length * FAR_FUZZINESS))
    return (term && written.get(term)) ?? word
  }

  return { search }
}

/**
 * The word under which a project's layers are kept: its number and a letter that nobody types, so that
 * no slip and no beginning of another word finds it. Every layer has one: found by "pro" or by
 * "project", they would all be found, at the cost of them all.
 */
function toProjectWord(no: string): string {
  return `${no}ⁿ`
}

/** Makes one word of "project 12", as it is in the index. */
function joinProjectNumbers(words: readonly string[], language: Language): string[] {
  const joined: string[] = []
  for (const word of words) {
    if (hasDigit(word) && fold(joined.at(-1) ?? '') === wordsOf('search', language).project) {
      joined[joined.length - 1] = toProjectWord(word)
    } else joined.push(word)
  }
  return joined
}

/** What is looked for in place of a text that no layer has, though it is of its matter. */
function synonymOf(text: string, language: Language): string {
  const asked = text.trim().toLowerCase().replaceAll(',', '.')
  const synonyms = Object.entries(wordsOf('search', language).synonyms)
  return synonyms.find(([word]) => word === asked)?.[1] ?? text
}

function hasDigit(word: string): boolean {
  return /\p{N}/u.test(word)
}

/** Where a word of which so little is typed is looked for. */
function fewParts(word: string): number[] {
  const parts: readonly Part[] = word.length === 1 ? ['title'] : ['title', 'keywords']
  return parts.map((part) => PARTS.indexOf(part))
}

/** Whether so little of a word is typed that it could become almost any. */
function isBarelyTyped(word: string): boolean {
  return word.length < MIN_TELLING_LENGTH && !hasDigit(word)
}

function toLayerDocument(
  layer: CatalogEntry,
  projectByNo: ReadonlyMap<string, ProjectEntry>,
  language: Language,
): Document {
  const text = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(' · ')
  return {
    title: layer.title,
    keywords: text(...layer.keywords, wordsOf('vocabulary', language).group[layer.group]),
    project: text(
      ...layer.projects.flatMap(({ no, relation }) => [
        ...Array<string>(relation === 'provides' ? PROVIDED_TIMES : 1).fill(toProjectWord(no)),
        no,
        projectByNo.get(no)?.title,
      ]),
    ),
    places: text(
      ...layer.countries.map((country) => wordsOf('vocabulary', language).country[country]),
    ),
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
      wordsOf('vocabulary', language).state[layer.state],
      layer.badge && wordsOf('vocabulary', language).badge[layer.badge],
      layer.provenance?.publisher,
      ...layer.years.map(String),
    ),
    otherNames: text(...layer.otherNames, layer.id),
  }
}

function toProjectDocument(project: ProjectEntry, language: Language): Document {
  return {
    title: `${wordsOf('search', language).project} ${project.no} · ${project.title}`,
    keywords: [wordsOf('vocabulary', language).area[project.area], ...project.workingGroups].join(
      ' · ',
    ),
    project: toProjectWord(project.no),
    places: '',
    fields: '',
    abstract: [project.summary, project.atlas ?? '', ...project.managers].join(' · '),
    otherNames: '',
  }
}

function toOrders(
  layers: readonly CatalogEntry[],
  language: Language,
): Readonly<Record<'usual' | 'title' | 'newest', readonly number[]>> {
  const { compare } = new Intl.Collator(language, { numeric: true })
  const year = (place: number) => layers[place]!.years.at(-1) ?? 0
  const title = [...layers.keys()].sort((a, b) => compare(layers[a]!.title, layers[b]!.title))
  const rank = (place: number) => LAYER_STATES.indexOf(layers[place]!.state)
  // What can be seen here, then what the CEC has, then what is planned.
  const usual = [...title].sort((a, b) => rank(a) - rank(b))
  return { usual, title, newest: [...title].sort((a, b) => year(b) - year(a)) }
}
