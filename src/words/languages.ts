import type { Language } from '../model/schema.ts'
import type english from './en/language.json'
import { isBundled, readInNode } from './read-in-node.ts'

/** What is to be known of a language beside its words: `language.json` in its folder. */
interface LanguageFacts extends Omit<typeof english, 'fallback' | 'firstDay'> {
  /** How the first day of a month is written where it is not as the others are. */
  readonly firstDay: string | null
  /** The language whose texts stand in for those that data lack in this one; of one language none does. */
  readonly fallback: string | null
}

/** A bundler finds the folders when it builds, Node when it runs. */
const files: ReadonlyMap<string, LanguageFacts> = isBundled
  ? new Map(
      Object.entries(
        import.meta.glob<LanguageFacts>('./*/language.json', { eager: true, import: 'default' }),
      ),
    )
  : readInNode<LanguageFacts>('language.json')

const facts: ReadonlyMap<Language, LanguageFacts> = new Map(
  [...files]
    .map(([path, language]) => [path.split('/')[1]!, language] as const)
    .toSorted(([, a], [, b]) => a.order - b.order),
)

/** The languages that the Atlas speaks: the folders beside this file, in the order that they name. */
export const LANGUAGES: readonly Language[] = [...facts.keys()]

/** What `language.json` says of a language of the Atlas. */
export function factsOf(language: Language): LanguageFacts {
  const found = facts.get(language)
  if (!found) throw new Error(`The Atlas does not speak ${language}`)
  return found
}

/** The locale whose dates, numbers and units go with a language. */
export function localeOf(language: Language): string {
  return factsOf(language).locale
}
