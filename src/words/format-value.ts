import type { FieldValue } from '../model/feature.ts'
import type { Field, Language, Localized } from '../model/schema.ts'
import { formatDay, formatNumber } from './format.ts'
import { formatSize } from './format-size.ts'
import { textIn } from './text-in.ts'
import { withUnit } from './unit-text.ts'
import { wordsOf } from './words.ts'

/** A field as readers know it. */
export interface WordedField extends Pick<Field, 'name' | 'type' | 'title' | 'unit'> {
  /** The meaning of coded values. */
  readonly codes?: Readonly<Record<string, Localized>> | undefined
}

/**
 * The value of a field as a reader of a language writes it: the word of a code, a number with its unit, a day of the
 * calendar. `null` for what needs words of the page's own: truth values and bytes.
 *
 * @param field what is known of it, if anything
 */
export function formatValue(
  value: Exclude<FieldValue, null>,
  field: Pick<WordedField, 'type' | 'unit' | 'codes'> | undefined,
  language: Language,
): string | null {
  const codes = field?.codes ?? {}
  const code = String(value)
  if (Object.hasOwn(codes, code)) return textIn(codes[code]!, language)
  if (typeof value === 'boolean' || typeof value === 'object') return null
  if (typeof value !== 'string') {
    // Four digits without a unit may be a year.
    const useGrouping = field?.unit ? 'auto' : 'min2'
    const options = { maximumSignificantDigits: 17, useGrouping } as const
    const number = formatNumber(value, language, options)
    return withUnit(number, field?.unit, language)
  }
  const isDay = field?.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  const isTime = field?.type === 'datetime' && /^\d{4}-\d{2}-\d{2}T/.test(value)
  const time = isDay || isTime ? new Date(value) : null
  if (!time || Number.isNaN(time.getTime())) return value
  // A day of the calendar is the same wherever it is read.
  const options = isDay
    ? ({ dateStyle: 'long', timeZone: 'UTC' } as const)
    : ({ dateStyle: 'long', timeStyle: 'long' } as const)
  return formatDay(time, language, options)
}

/**
 * The value of a field in a cell of a table: as `formatValue`, with “yes” and “no” for truth values, the size of bytes,
 * and nothing where there is none.
 *
 * @throws Error where the words of conditions have not been loaded in that language
 */
export function formatCell(
  value: FieldValue,
  field: Pick<WordedField, 'type' | 'unit' | 'codes'> | undefined,
  language: Language,
): string {
  if (value === null) return ''
  // What is beyond 15 digits of a double is how it is stored, and not what was measured.
  const told = typeof value === 'number' ? Number(value.toPrecision(15)) : value
  const text = formatValue(told, field, language)
  if (text !== null) return text
  if (typeof value === 'object') return formatSize(value.byteLength, language)
  return wordsOf('condition', language).condition[value ? 'true' : 'false']
}
