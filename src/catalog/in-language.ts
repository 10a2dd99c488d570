import { LANGUAGES, type Language } from '../model/schema.ts'

/** A value whose texts in three languages have become texts in one. */
export type InLanguage<T> =
  T extends Readonly<Record<Language, infer Text>>
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
  if (isInThreeLanguages(value)) return value[language]
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, convert(item, language)]),
  )
}

function isInThreeLanguages(value: object): value is Record<Language, unknown> {
  const keys = Object.keys(value)
  return keys.length === LANGUAGES.length && LANGUAGES.every((language) => language in value)
}
