import { DATA_LANGUAGES, type DataLanguage, type Language } from '../../model/schema.ts'
import { fill } from '../../words/fill.ts'
import { localeOf } from '../../words/languages.ts'
import { wordsOf } from '../../words/words.ts'
import { FORM } from './form-fields.ts'

/**
 * What the form calls a place of a layer's description, such as `title.fr` or `fields.NAME.title.es`, with the language
 * of its text where it is one in one language: “Title (French)”. A place that the form has no line for is given as it
 * is. The words `review-fields` have to be loaded.
 */
export function toEntryName(place: string, language: Language): string {
  const words = wordsOf('review-fields', language)
  const own = DATA_LANGUAGES.find((each) => place.endsWith(`.${each}`))
  if (own) {
    const whole = place.slice(0, -own.length - 1)
    return toNameInLanguage(toEntryName(whole, language), own, language)
  }
  const [, field] = /^fields\.(.+)\.title$/.exec(place) ?? []
  if (field !== undefined) return fill(words.fieldTitle, { field })
  if (place.startsWith('symbology')) return words.symbology
  const lines = FORM.flatMap(({ fields }) => fields)
  const line =
    lines.find(({ path }) => `${place}.`.startsWith(`${path.join('.')}.`)) ??
    lines.find(({ path }) => path.join('.').startsWith(`${place}.`))
  return line ? words[line.key] : place
}

/** The name of something with the language in which it is meant, as that is called in the reader's. */
export function toNameInLanguage(name: string, own: DataLanguage, language: Language): string {
  const names = new Intl.DisplayNames([localeOf(language)], { type: 'language' })
  const { inLanguage } = wordsOf('review-fields', language)
  return fill(inLanguage, { field: name, language: names.of(own) ?? own })
}
