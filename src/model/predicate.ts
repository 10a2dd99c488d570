import { checkCondition } from './check-condition.ts'
import type { ComparisonOperator, Condition, ConditionValue } from './condition.ts'
import type { FieldValue, FieldValues } from './feature.ts'
import { compareValues, kindOfValue, toKey, toReader } from './field-value.ts'
import { type LikePattern, matchesPattern, PATTERN_ESCAPE, parsePattern } from './like-pattern.ts'
import { ProblemError } from './problem.ts'
import type { Field } from './schema.ts'

/** Whether a feature with these properties is selected. */
export type Predicate = (properties: FieldValues) => boolean

/** True, false, or unknown: SQL's logic of three values. */
type Truth = boolean | null
type Test = (properties: FieldValues) => Truth

/**
 * A condition as a function, made once for many features; nothing of it is ever run as a script. A value of
 * another kind than its field is declared to hold is compared with nothing: the test is unknown. Throws the
 * `ProblemError` of `checkCondition` where the condition does not go with the fields.
 */
export function toPredicate(condition: Condition, fields: readonly Field[]): Predicate {
  const problem = checkCondition(condition, fields)
  if (problem) throw new ProblemError(problem)
  const test = compile(condition)
  return (properties) => test(properties) === true
}

function compile(condition: Condition): Test {
  switch (condition.kind) {
    case 'all':
      return join(condition.of.map(compile), false)
    case 'any':
      return join(condition.of.map(compile), true)
    case 'not':
      return not(compile(condition.of))
    case 'compare':
      return comparison(condition.field, condition.operator, condition.value)
    case 'between': {
      const { field, from, to } = condition
      return join([comparison(field, '>=', from), comparison(field, '<=', to)], false)
    }
    case 'one-of':
      return membership(condition.field, condition.values)
    case 'none-of':
      return not(membership(condition.field, condition.values))
    case 'contains': {
      const { text } = condition
      return onText(condition.field, (own) => own.includes(text))
    }
    case 'starts-with': {
      const { text } = condition
      return onText(condition.field, (own) => own.startsWith(text))
    }
    case 'like': {
      const pattern = parsePattern(condition.pattern, PATTERN_ESCAPE)
      return onText(condition.field, (own) => matchesPattern([...own], pattern))
    }
    case 'ilike': {
      const pattern: LikePattern = parsePattern(condition.pattern, PATTERN_ESCAPE).flatMap(
        (part): LikePattern => (typeof part === 'string' ? fold(part) : [part]),
      )
      return onText(condition.field, (own) => matchesPattern(fold(own), pattern))
    }
    case 'empty': {
      const read = toReader(condition.field)
      return (properties) => read(properties) === null
    }
    case 'not-empty': {
      const read = toReader(condition.field)
      return (properties) => read(properties) !== null
    }
  }
}

/** Several tests of which one that has the decisive value settles all: false in `all`, true in `any`. */
function join(tests: readonly Test[], decisive: boolean): Test {
  return (properties) => {
    let isUnknown = false
    for (const test of tests) {
      const truth = test(properties)
      if (truth === decisive) return decisive
      isUnknown ||= truth === null
    }
    return isUnknown ? null : !decisive
  }
}

function not(test: Test): Test {
  return (properties) => {
    const truth = test(properties)
    return truth === null ? null : !truth
  }
}

const HOLDS: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

function comparison(field: string, operator: ComparisonOperator, value: ConditionValue): Test {
  const holds = HOLDS[operator]
  return onValue(field, (own) => {
    const order = compareValues(own, value)
    return order === null ? null : holds(order)
  })
}

function membership(field: string, values: readonly ConditionValue[]): Test {
  const keys = new Set<FieldValue>(values.map(toKey))
  const kinds = new Set(values.map(kindOfValue))
  return onValue(field, (own) => (kinds.has(kindOfValue(own)) ? keys.has(toKey(own)) : null))
}

function onText(field: string, holds: (own: string) => boolean): Test {
  return onValue(field, (own) => (typeof own === 'string' ? holds(own) : null))
}

function onValue(field: string, test: (own: NonNullable<FieldValue>) => Truth): Test {
  const read = toReader(field)
  return (properties) => {
    const own = read(properties)
    return own === null ? null : test(own)
  }
}

/** Code points by themselves in lower case: what stands beside a letter changes nothing. */
function fold(text: string): string[] {
  return Array.from(text, (character) => [...character.toLowerCase()]).flat()
}
