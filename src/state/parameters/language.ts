import type { Language } from '../../model/schema.ts'
import { LANGUAGES } from '../../words/languages.ts'
import { oneOf, type UrlParameter } from './parameter.ts'

/** The language of the page; `null` for the reader's own. */
export const parameter: UrlParameter<Language | null> = {
  name: 'lang',
  place: 1,
  isStep: true,
  ...oneOf<Language, null>(LANGUAGES, null),
  read: ({ language, systemLanguage }) => (language === systemLanguage ? null : language),
  write: (language, { systemLanguage }) => ({ language: language ?? systemLanguage }),
}
