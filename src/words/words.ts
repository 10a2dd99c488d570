import { onceEach } from '../model/once-each.ts'
import type { Language } from '../model/schema.ts'
import type answerTitles from './en/answer-titles.json'
import type cite from './en/cite.json'
import type condition from './en/condition.json'
import type connection from './en/connection.json'
import type filesOfExports from './en/files.json'
import type page from './en/page.json'
import type problemDetails from './en/problem-details.json'
import type problems from './en/problems.json'
import type release from './en/release.json'
import type reviewFaults from './en/review-faults.json'
import type reviewFields from './en/review-fields.json'
import type reviewFindings from './en/review-findings.json'
import type reviewReport from './en/review-report.json'
import type search from './en/search.json'
import type sheetText from './en/sheet-text.json'
import type staticPages from './en/static-pages.json'
import type vocabulary from './en/vocabulary.json'
import { isBundled, readInNode } from './read-in-node.ts'

/**
 * The words that are read as values, by domain: English says which there are. Of the other domains the page
 * looks words up by key (`t('find.close')`): a feature brings a file of them in each language's folder, and names it.
 */
export interface Words {
  /** What the first view shows. */
  readonly page: typeof page
  /** The Atlas's own name, and the catalogue's closed lists: groups, states, badges, countries… */
  readonly vocabulary: typeof vocabulary
  readonly search: typeof search
  /** What answers to questions are called as layers, by how their features stand to others. */
  readonly 'answer-titles': typeof answerTitles
  readonly cite: typeof cite
  readonly condition: typeof condition
  /** What files say that are given out. */
  readonly files: typeof filesOfExports
  /** What stands on sheets of paper. */
  readonly 'sheet-text': typeof sheetText
  /** Problems by code that are told while nothing more can be fetched: they come with the page. */
  readonly connection: typeof connection
  /** All other problems by code: `{{name}}` stands for a value of the problem, `{{count}}` for a warning's count. */
  readonly problems: typeof problems
  /** What exactly is wrong with a file, by the English phrase in which the readers say it. */
  readonly 'problem-details': typeof problemDetails
  /** What a release package says of what was done and what changed. */
  readonly release: typeof release
  readonly 'review-faults': typeof reviewFaults
  /** What the form calls the entries in which a layer is described. */
  readonly 'review-fields': typeof reviewFields
  /** What the rules of a review find, by code: what it says, and what is to be done. */
  readonly 'review-findings': typeof reviewFindings
  /** What the report of a review says around its findings. */
  readonly 'review-report': typeof reviewReport
  /** The pages without a map, which are written when the site is built, and shown of layers before their release. */
  readonly 'static-pages': typeof staticPages
}

/** A file of words in each language's folder: `page`, `find`, `problems`… */
export type Domain = string

/** Words that are read whole, and are no keys of `t`. */
export const READ_WHOLE: ReadonlySet<Domain> = new Set([
  'answer-titles',
  'condition',
  'connection',
  'files',
  'problem-details',
  'problems',
  'release',
  'review-faults',
  'review-fields',
  'review-findings',
  'review-report',
  'search',
  'sheet-text',
  'static-pages',
  'vocabulary',
] satisfies readonly (keyof Words)[])

/**
 * Where a bundler has put the words in they are files of their own, which the page and its workers share
 * and fetch when they are needed; Node reads them.
 */
const addresses: Readonly<Record<string, string>> | null = isBundled
  ? import.meta.glob<string>(['./*/*.json', '!./*/language.json'], {
      eager: true,
      import: 'default',
      query: '?url&no-inline',
    })
  : null

const loaded = new Map<string, object>()
const fetchOnce = onceEach(fetchWords)

const toKey = (domain: Domain, language: Language) => `./${language}/${domain}.json`

/**
 * Fetches the words of a domain in a language, once.
 *
 * @throws Error where the host does not give them
 */
export async function loadWords(domain: Domain, language: Language): Promise<void> {
  const key = toKey(domain, language)
  if (!addresses || loaded.has(key)) return
  await fetchOnce(key)
}

async function fetchWords(key: string): Promise<void> {
  const response = await fetch(new URL(addresses![key]!, import.meta.url))
  if (!response.ok) throw new Error(`The words ${key} did not come: status ${response.status}`)
  loaded.set(key, (await response.json()) as object)
}

/** Whether the words of a domain are here; in Node they always are. */
export function hasWords(domain: Domain, language: Language): boolean {
  return !addresses || loaded.has(toKey(domain, language))
}

/**
 * The words of a domain that has been loaded.
 *
 * @throws Error where `loadWords` has not been waited for
 */
export function wordsOf<D extends keyof Words>(domain: D, language: Language): Words[D] {
  return readWords(domain, language) as Words[D]
}

/** As `wordsOf`, of any domain: its texts by key, in a tree. */
export function readWords(domain: Domain, language: Language): object {
  const key = toKey(domain, language)
  if (!addresses && !loaded.has(key)) {
    for (const [path, words] of readInNode<object>(`${domain}.json`)) loaded.set(path, words)
  }
  const words = loaded.get(key)
  if (!words) throw new Error(`The words ${key} have not been loaded`)
  return words
}
