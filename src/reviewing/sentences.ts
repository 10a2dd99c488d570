import { DATA_LANGUAGES, type Language, type Localized } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { formatNumber } from '../words/format.ts'
import { inDataLanguages, textIn } from '../words/text-in.ts'
import { wordsOf } from '../words/words.ts'
import type { Finding } from './finding.ts'
import { toEntryName } from './release/entry-name.ts'

/** Findings whose field is an entry of the layer's description. */
const OF_DESCRIPTION = /^metadata-(missing|untranslated)$/

/** A value that a finding has in each language of the data, by the name that it has in one of them. */
export const toLocalizedValues = (name: string, texts: Localized): Values =>
  Object.fromEntries(DATA_LANGUAGES.map((each) => [toNameIn(name, each), texts[each]]))

const toNameIn = (name: string, language: Language): string =>
  `${name}.${textIn(
    inDataLanguages((each) => each),
    language,
  )}`

/** Numbers that are not counted in. */
const IS_YEAR = /^(from|to)$/

interface Texts {
  readonly says: string
  readonly todo: string
  readonly alike?: string
  /** How many of what `todo` lists are left out of it. */
  readonly more?: string
}

type Values = Readonly<Record<string, string | number>>

/**
 * What a finding says, and what is to be done, in a language; what it is about, as the file or the form calls it; and
 * what `count` such findings say together, where the field is all that tells one from another. The words
 * `review-findings`, `review-fields` and `problems` have to be loaded.
 */
export function toFindingTexts(
  {
    code,
    count,
    field: place = '',
    values = {},
  }: Pick<Finding, 'code' | 'count' | 'field' | 'values'>,
  language: Language,
): Omit<Texts, 'more'> & { readonly field: string } {
  const words: Readonly<Record<string, Texts | undefined>> = wordsOf('review-findings', language)
  const texts = words[code]
  const field = OF_DESCRIPTION.test(code) ? toEntryName(place, language) : place
  if (!texts) return { says: code, todo: '', field }
  const all: Values = { count, field, ...values, what: toReaderSentence(values, count, language) }
  const toText = (name: string): string => {
    if (name === 'rest') return texts.more && Number(all.more) > 0 ? fill(texts.more, toText) : ''
    return toWord(name, all[name] ?? all[toNameIn(name, language)], language)
  }
  return {
    field,
    says: fill(texts.says, toText),
    // Reviews that were kept before a rule listed codes have none.
    todo: texts.todo.includes('{{codes}}') && !toText('codes') ? '' : fill(texts.todo, toText),
    ...(texts.alike && { alike: fill(texts.alike, toText) }),
  }
}

function toWord(name: string, value: string | number | undefined, language: Language): string {
  if (typeof value !== 'number' || IS_YEAR.test(name)) return String(value ?? '')
  return toReadNumber(value, language)
}

/** A number as readers of a review see it: a count to the last one, a measure to six digits. */
export function toReadNumber(value: number, language: Language): string {
  const digits = Number.isSafeInteger(value) ? {} : { maximumSignificantDigits: 6 }
  return formatNumber(value, language, digits)
}

/** What a reader of files said, as its problem is told everywhere. */
function toReaderSentence(
  { problem, message, ...values }: Values,
  count: number,
  language: Language,
): string {
  if (typeof problem !== 'string') return ''
  const templates: Readonly<Record<string, string>> = wordsOf('problems', language)
  const template = Object.hasOwn(templates, problem) ? templates[problem]! : String(message)
  const all: Values = { count, ...values }
  return fill(template, (name) => toWord(name, all[name], language))
}
