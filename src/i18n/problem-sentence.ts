import type { Language } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { formatNumber } from '../words/format.ts'
import { formatSize } from '../words/format-size.ts'
import { hasWords, wordsOf } from '../words/words.ts'
import { askForWords } from './index.ts'
import { toDetail } from './problem-details.ts'

/** A problem or a warning, as the readers and writers tell it. */
export interface ToldProblem {
  readonly code: string
  readonly message: string
  readonly values?: Readonly<Record<string, string | number>>
  readonly count?: number
}

/**
 * A problem in the reader's language; one without a translation is told as it was logged. Its words are
 * fetched when the first one is told: until they are there nothing is said, and what shows it is drawn again.
 * If they cannot be fetched it is told as it was logged.
 */
export function toSentence(problem: ToldProblem, language: Language): string {
  const template = templateOf(problem.code, language)
  if (template === undefined) {
    return DOMAINS.some((domain) => askForWords(domain, language) === 'coming')
      ? ''
      : problem.message
  }
  const values: Readonly<Record<string, string | number>> = {
    count: problem.count ?? 1,
    ...problem.values,
  }
  return fill(template, (name) =>
    name === 'problem' ? toInnerSentence(problem, language) : toText(name, values[name], language),
  )
}

/** Problems of the connection come with the page, the others and their details when one is told. */
const DOMAINS = ['connection', 'problems', 'problem-details'] as const

/** What is said of a problem, with `{{…}}` for its values. A code may be a file's: no other words are its own. */
function templateOf(code: string, language: Language): string | undefined {
  for (const domain of ['connection', 'problems'] as const) {
    if (!hasWords(domain, language)) continue
    const templates: Readonly<Record<string, string>> = wordsOf(domain, language)
    if (Object.hasOwn(templates, code)) return templates[code]
  }
  return undefined
}

/** What a problem with one file of several is, which the warning has the code and the values of. */
function toInnerSentence({ values = {}, message }: ToldProblem, language: Language): string {
  const code = String(values.code)
  // A problem does not hold one of its own kind, whatever a file may say.
  if (templateOf(code, language) === undefined || code === 'file-not-read') return message
  return toSentence({ code, message, values }, language)
}

/** Codes are numbers that are not counted in. */
const IS_CODE = /^(epsg|status|year|version)$/

function toText(name: string, value: string | number | undefined, language: Language): string {
  if (name === 'detail' && typeof value === 'string' && hasWords('problem-details', language)) {
    return toDetail(value, language)
  }
  if (typeof value !== 'number' || IS_CODE.test(name)) return String(value ?? '')
  if (name === 'bytes' || name.endsWith('Bytes')) return formatSize(value, language)
  return formatNumber(value, language, { maximumSignificantDigits: 15 })
}
