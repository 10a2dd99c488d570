import type { DataLanguage, Language, Localized } from '../model/schema.ts'
import { factsOf } from './languages.ts'

/**
 * A text, or a list of texts, in a language. Data of the CEC have theirs in its three languages; in another
 * language the Atlas shows them in the one that `language.json` names for it.
 */
export function textIn<T>(texts: Localized<T>, language: Language): T {
  let spoken: string | null = language
  while (spoken !== null) {
    if (Object.hasOwn(texts, spoken)) return texts[spoken as keyof Localized<T>]
    spoken = factsOf(spoken).fallback
  }
  return texts.en
}

/** A text of the Atlas's own words in every language of the CEC, for what says all of them at once. */
export function inDataLanguages<T>(textOf: (language: DataLanguage) => T): Localized<T> {
  return { en: textOf('en'), fr: textOf('fr'), es: textOf('es') }
}
