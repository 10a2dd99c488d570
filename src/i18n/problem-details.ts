import type { Language } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { wordsOf } from '../words/words.ts'

/** English phrases with places for what differs, and what they are in another language. */
interface Pattern {
  readonly test: RegExp
  readonly names: readonly string[]
  readonly text: string
}

const patterns = new Map<Language, readonly Pattern[]>()

/**
 * A detail in the reader's language. Readers put what exactly is wrong with a file in the value `detail` of a
 * problem, in English, to complete a sentence after a colon. The last pattern is of any detail: one that is
 * not known is said to be English.
 *
 * @throws Error where the words of details have not been loaded in that language
 */
export function toDetail(detail: string, language: Language): string {
  if (!patterns.has(language)) {
    patterns.set(language, Object.entries(wordsOf('problem-details', language)).map(toPattern))
  }
  for (const { test, names, text } of patterns.get(language)!) {
    const match = test.exec(detail)
    if (match) return fill(text, (name) => match[names.indexOf(name) + 1] ?? '')
  }
  return detail
}

function toPattern([phrase, text]: readonly [string, string]): Pattern {
  const names: string[] = []
  const source = phrase
    .split(/{{(\w+)}}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      names.push(part)
      return '(.+)'
    })
    .join('')
  return { test: new RegExp(`^${source}$`, 's'), names, text }
}
