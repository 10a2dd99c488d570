import { useTranslation } from 'react-i18next'
import type { Language } from '../model/schema.ts'
import type { Domain } from '../words/words.ts'
import { askForWords } from './index.ts'

/** The language that the page speaks: the chosen one, once its words are there. */
export function useLanguage(): Language {
  return useTranslation().i18n.language
}

/** Whether words are here that are needed only now and then; asked for once they are, what shows them is drawn again. */
export function useWords(domain: Domain): boolean {
  return askForWords(domain, useLanguage()) === 'here'
}
