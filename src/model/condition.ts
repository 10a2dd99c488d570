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
