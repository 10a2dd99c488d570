import { DATA_LANGUAGES, type Language, type Localized } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'

/** A value whose texts in three languages have become texts in one. */
export type InLanguage<T> =
  T extends Localized<infer Text>
    ? Text
    : T extends readonly (infer Item)[]
      ? InLanguage<Item>[]
      : T extends object
        ? { [Key in keyof T]: InLanguage<T[Key]> }
        : T

/**
 * Copies a value and puts in the place of every `{ en, fr, es }` in it, however deep, what stands
 * under the language.
 */
export function toLanguage<T>(value: T, language: Language): InLanguage<T> {
  return convert(value, language) as InLanguage<T>
}

function convert(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => convert(item, language))
  if (typeof value !== 'object' || value === null) return value
  if (isInThreeLanguages(value)) return textIn(value, language)
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, convert(item, language)]),
  )
}

function isInThreeLanguages(value: object): value is Localized<unknown> {
  const { length } = Object.keys(value)
  return length === DATA_LANGUAGES.length && DATA_LANGUAGES.every((language) => language in value)
}
