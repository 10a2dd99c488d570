import {
  COMPARISON_OPERATORS,
  type Condition,
  type ConditionValue,
  isSeveral,
} from './condition.ts'
import { parseNumberText } from './field-value.ts'
import type { Field } from './schema.ts'

/** What is asked of a field, as a form offers it. */
const TESTS = [
  ...COMPARISON_OPERATORS,
  'one-of',
  'none-of',
  'contains',
  'starts-with',
  'empty',
  'not-empty',
] as const
export type Test = (typeof TESTS)[number]

const TESTS_OF_NUMBERS: readonly Test[] = [...COMPARISON_OPERATORS, 'empty', 'not-empty']
const TESTS_OF_TEXTS: readonly Test[] = [
  '=',
  '<>',
  'contains',
  'starts-with',
  'one-of',
  'none-of',
  'empty',
  'not-empty',
]

const TESTS_OF_TYPE: Readonly<Record<Field['type'], readonly Test[]>> = {
  boolean: ['=', 'empty', 'not-empty'],
  integer: TESTS_OF_NUMBERS,
  long: TESTS_OF_NUMBERS,
  double: TESTS_OF_NUMBERS,
  string: TESTS_OF_TEXTS,
  date: TESTS_OF_NUMBERS,
  datetime: TESTS_OF_NUMBERS,
  json: ['contains', 'empty', 'not-empty'],
  binary: ['empty', 'not-empty'],
}

/** The tests that a field's values can be put to. */
export function testsOf({ type }: Field): readonly Test[] {
  return TESTS_OF_TYPE[type]
}

/** What a form holds of one test: the value is still a text. */
export interface TestDraft {
  readonly field: string
  readonly test: Test
  /** Of `one-of` and `none-of`: values between semicolons. */
  readonly text: string
}

/** Why a test cannot be put: a kind that the page has words for. */
export type DraftFault =
  | 'field-unknown'
  | 'value-missing'
  | 'not-a-number'
  | 'not-a-date'
  | 'too-long'

const MAX_TEXT = 1000
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/
const ISO_DATETIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/

/** The condition of a test as filled in, or what is wrong with it. */
export function parseDraft(
  draft: TestDraft,
  fields: readonly Field[],
):
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly fault: DraftFault } {
  const field = fields.find(({ name }) => name === draft.field)
  if (!field || !testsOf(field).includes(draft.test)) return { ok: false, fault: 'field-unknown' }
  const { test } = draft
  const { name } = field
  if (test === 'empty' || test === 'not-empty') {
    return { ok: true, condition: { kind: test, field: name } }
  }
  if (draft.text.length > MAX_TEXT) return { ok: false, fault: 'too-long' }
  if (draft.text.trim() === '') return { ok: false, fault: 'value-missing' }
  if (test === 'contains' || test === 'starts-with') {
    return { ok: true, condition: { kind: test, field: name, text: draft.text } }
  }
  if (test === 'one-of' || test === 'none-of') {
    const values = draft.text.split(';').map((part) => part.trim())
    const kept = [...new Set(values.filter((value) => value !== ''))]
    if (!isSeveral(kept)) return { ok: false, fault: 'value-missing' }
    return { ok: true, condition: { kind: test, field: name, values: kept } }
  }
  const value = parseValue(draft.text, field)
  return typeof value === 'object'
    ? { ok: false, fault: value.fault }
    : { ok: true, condition: { kind: 'compare', field: name, operator: test, value } }
}

function parseValue(
  text: string,
  { type }: Field,
): ConditionValue | { readonly fault: DraftFault } {
  const plain = text.trim()
  if (type === 'integer' || type === 'long' || type === 'double') {
    // A comma is the decimal sign of French; thousands are not parted in a form.
    const digits = plain.replace(',', '.').replace('−', '-')
    if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return { fault: 'not-a-number' }
    const number = parseNumberText(digits)
    return Number.isFinite(Number(number)) ? number : { fault: 'not-a-number' }
  }
  if (type === 'boolean') return plain === 'true'
  if (type === 'date') return isDate(plain, ISO_DATE) ? plain : { fault: 'not-a-date' }
  if (type === 'datetime') return isDate(plain, ISO_DATETIME) ? plain : { fault: 'not-a-date' }
  return text
}

function isDate(text: string, form: RegExp): boolean {
  return form.test(text) && !Number.isNaN(Date.parse(text))
}
