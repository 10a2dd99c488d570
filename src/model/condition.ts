import { escapePattern } from './like-pattern.ts'
import type { Field } from './schema.ts'

/**
 * A condition on the fields of features as plain data: a form, a text and a legend make it, and a
 * predicate, a filter of the map, words and other programs' languages are written from it.
 *
 * Its logic has SQL's three values. A test of an empty field is neither true nor false but unknown, all
 * but `empty` and `not-empty`; what is unknown stays so under `not`, and in `all` and `any` as far as the
 * other parts do not settle them. Features for which the whole is true are selected: those with an empty
 * field are selected neither by a test of it nor by its opposite. NaN is empty, as in databases.
 *
 * Values are of the field's kind: texts for `string`, `json`, `date` and `datetime`, finite numbers for
 * `integer`, `long` and `double`, where a `bigint` stands for what a number cannot hold exactly, and
 * `true` or `false` for `boolean`. Numbers are compared exactly, texts by their UTF-16 code units with
 * their case and accents, so that dates and times in ISO 8601 sort as they pass.
 */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: Several<Condition> }
  | { readonly kind: 'not'; readonly of: Condition }
  | FieldTest

/** What is asked of one field. */
export type FieldTest =
  | {
      readonly kind: 'compare'
      readonly field: string
      readonly operator: ComparisonOperator
      readonly value: ConditionValue
    }
  /** Both ends are included. */
  | {
      readonly kind: 'between'
      readonly field: string
      readonly from: ConditionValue
      readonly to: ConditionValue
    }
  | {
      readonly kind: 'one-of' | 'none-of'
      readonly field: string
      readonly values: Several<ConditionValue>
    }
  | { readonly kind: 'contains' | 'starts-with'; readonly field: string; readonly text: string }
  /**
   * As SQL's `LIKE`: in the pattern `%` stands for any characters, `_` for any one, and a backslash comes
   * before one of these, or before itself, that is meant as it is. `ilike` pays no heed to case.
   */
  | { readonly kind: 'like' | 'ilike'; readonly field: string; readonly pattern: string }
  | { readonly kind: 'empty' | 'not-empty'; readonly field: string }

/** One at least. */
export type Several<Item> = readonly [Item, ...Item[]]

export const COMPARISON_OPERATORS = ['=', '<>', '<', '<=', '>', '>='] as const
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number]

export type ConditionValue = string | number | bigint | boolean

/** Whether there is one at least. */
export function isSeveral<Item>(items: readonly Item[]): items is Several<Item> {
  return items.length > 0
}

/** All or any of several conditions as one; one alone stays as it is. */
export function combine(kind: 'all' | 'any', parts: Several<Condition>): Condition {
  return parts.length === 1 ? parts[0] : { kind, of: parts }
}

/** The parts that a condition is put together from; none of a test of a field. */
export function partsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of
    case 'not':
      return [condition.of]
    default:
      return []
  }
}

/** The fields that a condition asks for, each once. */
export function fieldsOf(condition: Condition): readonly string[] {
  const names = 'of' in condition ? partsOf(condition).flatMap(fieldsOf) : [condition.field]
  return [...new Set(names)]
}

/** A test of a field, or the opposite of one that has no other name. */
export type Literal =
  | FieldTest
  | {
      readonly kind: 'not'
      readonly of: Extract<FieldTest, { kind: 'contains' | 'starts-with' | 'like' | 'ilike' }>
    }

/** A condition in which `not` stands before single tests alone. */
export type NormalCondition =
  | { readonly kind: 'all' | 'any'; readonly of: Several<NormalCondition> }
  | Literal

/**
 * The same condition in negation normal form: for readers whose logic has two values, and takes what is
 * unknown for false. There each test must be false of an empty field, and so must its opposite.
 */
export function toNormal(condition: Condition): NormalCondition {
  return condition.kind === 'not' ? toOpposite(condition.of) : mapParts(condition, toNormal)
}

const OPPOSITE_OPERATOR = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
} as const satisfies Record<ComparisonOperator, ComparisonOperator>

const OPPOSITE_KIND = {
  all: 'any',
  any: 'all',
  'one-of': 'none-of',
  'none-of': 'one-of',
  empty: 'not-empty',
  'not-empty': 'empty',
} as const

/** Of what is unknown, so is the opposite: the laws of De Morgan hold with three values, too. */
function toOpposite(condition: Condition): NormalCondition {
  switch (condition.kind) {
    case 'not':
      return toNormal(condition.of)
    case 'all':
    case 'any':
      return mapParts({ ...condition, kind: OPPOSITE_KIND[condition.kind] }, toOpposite)
    case 'compare':
      return { ...condition, operator: OPPOSITE_OPERATOR[condition.operator] }
    case 'between': {
      const { field, from, to } = condition
      const below: FieldTest = { kind: 'compare', field, operator: '<', value: from }
      return { kind: 'any', of: [below, { kind: 'compare', field, operator: '>', value: to }] }
    }
    case 'one-of':
    case 'none-of':
      return { ...condition, kind: OPPOSITE_KIND[condition.kind] }
    case 'empty':
    case 'not-empty':
      return { ...condition, kind: OPPOSITE_KIND[condition.kind] }
    default:
      return { kind: 'not', of: condition }
  }
}

function mapParts(
  condition: Exclude<Condition, { kind: 'not' }>,
  change: (part: Condition) => NormalCondition,
): NormalCondition {
  if (!('of' in condition)) return condition
  const [first, ...others] = condition.of
  return { kind: condition.kind, of: [change(first), ...others.map(change)] }
}

/** The condition in the words that `parseWhere` reads. */
export function toWhereText(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const word = condition.kind === 'all' ? ' AND ' : ' OR '
      return condition.of.map((part) => wrap(part, toWhereText(part))).join(word)
    }
    case 'not':
      return `NOT (${toWhereText(condition.of)})`
    case 'compare':
      return `${toName(condition.field)} ${condition.operator} ${toLiteral(condition.value)}`
    case 'between': {
      const { field, from, to } = condition
      return `${toName(field)} BETWEEN ${toLiteral(from)} AND ${toLiteral(to)}`
    }
    case 'one-of':
    case 'none-of': {
      const not = condition.kind === 'none-of' ? 'NOT ' : ''
      const values = condition.values.map(toLiteral).join(', ')
      return `${toName(condition.field)} ${not}IN (${values})`
    }
    case 'contains':
      return like(condition.field, `%${escapePattern(condition.text)}%`)
    case 'starts-with':
      return like(condition.field, `${escapePattern(condition.text)}%`)
    case 'like':
    case 'ilike':
      return like(condition.field, condition.pattern, condition.kind)
    case 'empty':
      return `${toName(condition.field)} IS NULL`
    case 'not-empty':
      return `${toName(condition.field)} IS NOT NULL`
  }
}

/** A part of several is put in brackets where it has several parts itself. */
function wrap(part: Condition, text: string): string {
  return partsOf(part).length > 1 ? `(${text})` : text
}

function like(field: string, pattern: string, kind: 'like' | 'ilike' = 'like'): string {
  const ending = pattern.includes('\\') ? " ESCAPE '\\'" : ''
  return `${toName(field)} ${kind.toUpperCase()} ${toLiteral(pattern)}${ending}`
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
