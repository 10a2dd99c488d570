import type { Field } from './schema.ts'

/**
 * A condition on fields as plain data, as a form makes it and other programs' languages are written
 * from. An empty field meets nothing but `empty`, `none-of` and `<>` included, as in SQL.
 */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | {
      readonly kind: 'compare'
      readonly field: string
      readonly operator: ComparisonOperator
      readonly value: ConditionValue
    }
  | {
      readonly kind: 'one-of' | 'none-of'
      readonly field: string
      readonly values: readonly ConditionValue[]
    }
  | { readonly kind: 'contains' | 'starts-with'; readonly field: string; readonly text: string }
  | { readonly kind: 'empty' | 'not-empty'; readonly field: string }

export const COMPARISON_OPERATORS = ['=', '<>', '<', '<=', '>', '>='] as const
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number]

export type ConditionValue = string | number | bigint | boolean

/** The fields that a condition asks for, each once. */
export function fieldsOf(condition: Condition): readonly string[] {
  const names = 'of' in condition ? condition.of.flatMap(fieldsOf) : [condition.field]
  return [...new Set(names)]
}

/** The condition in the words that `parseWhere` reads. */
export function toWhereText(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const word = condition.kind === 'all' ? ' AND ' : ' OR '
      return condition.of.map((part) => wrap(part, toWhereText(part))).join(word)
    }
    case 'compare':
      return `${toName(condition.field)} ${condition.operator} ${toLiteral(condition.value)}`
    case 'one-of':
    case 'none-of': {
      const not = condition.kind === 'none-of' ? 'NOT ' : ''
      const values = condition.values.map(toLiteral).join(', ')
      return `${toName(condition.field)} ${not}IN (${values})`
    }
    case 'contains':
      return like(condition.field, condition.text, '%')
    case 'starts-with':
      return like(condition.field, condition.text, '')
    case 'empty':
      return `${toName(condition.field)} IS NULL`
    case 'not-empty':
      return `${toName(condition.field)} IS NOT NULL`
  }
}

/** A part of several is put in brackets where it has several parts itself. */
function wrap(part: Condition, text: string): string {
  return 'of' in part && part.of.length > 1 ? `(${text})` : text
}

function like(field: string, text: string, before: string): string {
  const escaped = text.replaceAll(/[%_\\]/g, '\\$&')
  const ending = escaped === text ? '' : " ESCAPE '\\'"
  return `${toName(field)} LIKE ${toLiteral(`${before}${escaped}%`)}${ending}`
}

/** In double quotes always: a name may be a word of the language. */
function toName(field: string): string {
  return `"${field.replaceAll('"', '""')}"`
}

function toLiteral(value: ConditionValue): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value)
}

/** What is asked of a field, as a form offers it. */
export const TESTS = [
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
    if (kept.length === 0) return { ok: false, fault: 'value-missing' }
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
    const number = Number(digits)
    if (!Number.isFinite(number)) return { fault: 'not-a-number' }
    return /^-?\d+$/.test(digits) && !Number.isSafeInteger(number) ? BigInt(digits) : number
  }
  if (type === 'boolean') return plain === 'true'
  if (type === 'date') return isDate(plain, ISO_DATE) ? plain : { fault: 'not-a-date' }
  if (type === 'datetime') return isDate(plain, ISO_DATETIME) ? plain : { fault: 'not-a-date' }
  return text
}

function isDate(text: string, form: RegExp): boolean {
  return form.test(text) && !Number.isNaN(Date.parse(text))
}
