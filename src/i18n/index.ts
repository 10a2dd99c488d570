import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../model/schema.ts'
import { LANGUAGES } from '../words/languages.ts'
import { type Domain, hasWords, loadWords, READ_WHOLE, readWords } from '../words/words.ts'

/** The first of the reader's languages that the Atlas speaks, else English. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    const language = LANGUAGES.find((known) => tag.toLowerCase().split('-')[0] === known)
    if (language) return language
  }
  return 'en'
}

/** What has been needed so far, in whichever language: a change of language brings all of it. */
const needed = new Set<Domain>(['page', 'connection', 'vocabulary'])

/** Loads the words of a language and speaks it from now on, the page's own `lang` included. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      resources: {},
      fallbackLng: false,
      interpolation: { escapeValue: false },
      // What is drawn already is drawn again when words that it lacked have come.
      react: { useSuspense: false, bindI18nStore: 'added' },
    })
  }
  await Promise.all([...needed].map((domain) => add(domain, language)))
  await i18next.changeLanguage(language)
}

/**
 * Loads words in the language that is spoken, and from now on in every language that will be. What shows
 * them may wait for it.
 */
export async function needWords(domains: readonly Domain[]): Promise<void> {
  for (const domain of domains) needed.add(domain)
  await Promise.all(domains.map((domain) => add(domain, i18next.language)))
}

const lost = new Set<Domain>()

/**
 * Whether words are here, for what shows them only now and then: where they are not they begin to be loaded,
 * and what waits for them is drawn again. `lost` where they cannot be had.
 */
export function askForWords(domain: Domain, language: Language): 'here' | 'coming' | 'lost' {
  if (hasWords(domain, language)) return 'here'
  if (lost.has(domain)) return 'lost'
  needed.add(domain)
  add(domain, language).catch((error: unknown) => {
    console.error(error)
    lost.add(domain)
    i18next.addResourceBundle(language, 'translation', {}, true)
  })
  return 'coming'
}

async function add(domain: Domain, language: Language): Promise<void> {
  await loadWords(domain, language)
  const words = READ_WHOLE.has(domain) ? {} : readWords(domain, language)
  i18next.addResourceBundle(language, 'translation', words, true, false)
}
