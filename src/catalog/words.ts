import { stemmer as stemEnglish } from '@orama/stemmers/english'
import { stemmer as stemFrench } from '@orama/stemmers/french'
import { stemmer as stemSpanish } from '@orama/stemmers/spanish'
import { fold } from '../model/fold.ts'
import type { Language } from '../model/schema.ts'
import { wordsOf } from '../words/words.ts'

/** Languages whose endings are known; in others a word is found as it is written. */
const STEMMERS: ReadonlyMap<Language, (word: string) => string> = new Map([
  ['en', stemEnglish],
  ['fr', stemFrench],
  ['es', stemSpanish],
])

/** Words that say nothing of what someone looks for, without accents. */
const stopWords = new Map<Language, ReadonlySet<string>>()

export function isStopWord(word: string, language: Language): boolean {
  let words = stopWords.get(language)
  if (!words) {
    words = new Set(wordsOf('search', language).stopWords.split(' '))
    stopWords.set(language, words)
  }
  return words.has(fold(word))
}

/**
 * The forms under which a word is kept and looked for: itself and its stems, all without accents.
 * Stemmers know endings by their accents (`-ción`), and people leave accents out; so the stem of the
 * word as written and that of the word without accents both count. Numbers are themselves alone.
 */
export function toForms(word: string, language: Language): string[] {
  const folded = fold(word)
  if (/\p{N}/u.test(folded)) return [folded]
  const stem = STEMMERS.get(language) ?? ((text: string) => text)
  return [...new Set([folded, fold(stem(word.toLowerCase())), stem(folded)])]
}
