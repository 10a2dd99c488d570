import { stemmer as stemEnglish } from '@orama/stemmers/english'
import { stemmer as stemFrench } from '@orama/stemmers/french'
import { stemmer as stemSpanish } from '@orama/stemmers/spanish'
import type { Language } from '../model/schema.ts'

const STEMMERS: Readonly<Record<Language, (word: string) => string>> = {
  en: stemEnglish,
  fr: stemFrench,
  es: stemSpanish,
}

/** Words that say nothing of what someone looks for, without accents. */
const STOP_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    'a an and are as at by for from in is it of on or that the their to what with'.split(' '),
  ),
  fr: new Set(
    'a au aux avec ce ces d dans de des du en est et l la le les leur ou par pour que qui s sur un une'.split(
      ' ',
    ),
  ),
  es: new Set(
    'a al con de del e el en es la las lo los o para por que se su sus un una y'.split(' '),
  ),
}

/** The words of a text: runs of letters and digits; apostrophes and hyphens part words. */
export function toWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
}

/** A word in lower case without accents: `Protégées` is `protegees`. */
export function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

export function isStopWord(word: string, language: Language): boolean {
  return STOP_WORDS[language].has(fold(word))
}

/**
 * The forms under which a word is kept and looked for: itself and its stems, all without accents.
 * Stemmers know endings by their accents (`-ción`), and people leave accents out; so the stem of the
 * word as written and that of the word without accents both count. Numbers are themselves alone.
 */
export function toForms(word: string, language: Language): string[] {
  const folded = fold(word)
  if (/\p{N}/u.test(folded)) return [folded]
  const stem = STEMMERS[language]
  return [...new Set([folded, fold(stem(word.toLowerCase())), stem(folded)])]
}
