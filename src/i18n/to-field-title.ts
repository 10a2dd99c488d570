import type { Language } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'
import type { WordedField } from './format-value.ts'

/** What readers call a field, with its unit in brackets; annotations such as `{person}` are none (UCUM, § 12). */
export function toFieldTitle(
  { name, title, unit }: Pick<WordedField, 'name' | 'title' | 'unit'>,
  language: Language,
): string {
  const words = title ? textIn(title, language) : name
  return unit && !unit.startsWith('{') ? `${words} (${unit})` : words
}
