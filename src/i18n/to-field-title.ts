import type { Language } from '../model/schema.ts'
import type { WordedField } from '../words/format-value.ts'
import { textIn } from '../words/text-in.ts'
import { toUnitText } from '../words/unit-text.ts'

/** What readers call a field, with its unit in brackets. */
export function toFieldTitle(
  { name, title, unit }: Pick<WordedField, 'name' | 'title' | 'unit'>,
  language: Language,
): string {
  const words = title ? textIn(title, language) : name
  const text = toUnitText(unit, language)
  return text ? `${words} (${text})` : words
}
