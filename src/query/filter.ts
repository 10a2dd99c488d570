import { checkCondition } from '../model/check-condition.ts'
import {
  type Condition,
  type ConditionValue,
  type FieldTest,
  fieldsOf,
} from '../model/condition.ts'
import type { FieldValue } from '../model/feature.ts'
import { toKey } from '../model/field-value.ts'
import { toPredicate } from '../model/predicate.ts'
import { ProblemError } from '../model/problem.ts'
import type { Field } from '../model/schema.ts'
import { type Column, EMPTY_CODE, type NumberColumn } from './column.ts'

/**
 * SQL's three values, one byte a row, so that `all` is the least, `any` the greatest, and `not` what is
 * missing to two (Kleene's logic).
 */
export const FALSE = 0
const UNKNOWN = 1
export const TRUE = 2
export type Truths = Uint8Array

/**
 * Whether a condition is true, false or unknown of each row, as `toPredicate` says of each feature. Throws
 * the `ProblemError` of `checkCondition`.
 *
 * @param columns those of the condition's fields at least, by name
 */
export function evaluate(
  condition: Condition,
  columns: ReadonlyMap<string, Column>,
  rowCount: number,
): Truths {
  const fields = fieldsOf(condition).flatMap((name) => columns.get(name)?.field ?? [])
  const problem = checkCondition(condition, fields)
  if (problem) throw new ProblemError(problem)
  return truthsOf(condition, columns, rowCount)
}

/** The rows of which a condition is true, in their order; all without one. */
export function selectRows(
  condition: Condition | undefined,
  columns: ReadonlyMap<string, Column>,
  rowCount: number,
): Uint32Array {
  const rows = new Uint32Array(rowCount)
  if (!condition) {
    for (let row = 0; row < rowCount; row++) rows[row] = row
    return rows
  }
  const truths = evaluate(condition, columns, rowCount)
  let count = 0
  for (let row = 0; row < rowCount; row++) {
    rows[count] = row
    // Without a branch, which would be guessed wrongly for half of the rows.
    count += truths[row]! >> 1
  }
  return rows.subarray(0, count)
}

function truthsOf(
  condition: Condition,
  columns: ReadonlyMap<string, Column>,
  rowCount: number,
): Truths {
  switch (condition.kind) {
    case 'not': {
      const truths = truthsOf(condition.of, columns, rowCount)
      for (let row = 0; row < rowCount; row++) truths[row] = TRUE - truths[row]!
      return truths
    }
    case 'all':
    case 'any': {
      const [first, ...others] = condition.of
      const truths = truthsOf(first, columns, rowCount)
      for (const part of others) {
        const more = truthsOf(part, columns, rowCount)
        if (condition.kind === 'all') {
          for (let row = 0; row < rowCount; row++) {
            if (more[row]! < truths[row]!) truths[row] = more[row]!
          }
        } else {
          for (let row = 0; row < rowCount; row++) {
            if (more[row]! > truths[row]!) truths[row] = more[row]!
          }
        }
      }
      return truths
    }
    default:
      return test(condition, columns.get(condition.field)!, rowCount)
  }
}

function test(condition: FieldTest, column: Column, rowCount: number): Truths {
  const judge = toJudge(condition, column.field)
  const ofEmpty = judge(null)
  const truths: Truths = new Uint8Array(rowCount)
  if (column.kind === 'text') {
    // Each different text is judged once.
    const byCode = new Uint8Array(column.dictionary.length + 1)
    byCode[EMPTY_CODE] = ofEmpty
    for (const [place, text] of column.dictionary.entries()) byCode[place + 1] = judge(text)
    const { codes } = column
    for (let row = 0; row < rowCount; row++) truths[row] = byCode[codes[row]!]!
  } else if (column.kind === 'bytes') {
    truths.fill(ofEmpty)
  } else if (column.kind === 'boolean' || !testNumbers(condition, column, ofEmpty, truths)) {
    const toValue = column.kind === 'boolean' ? (value: number) => value === 1 : Number
    const known = new Map<number, number>()
    for (let row = 0; row < rowCount; row++) {
      const value = column.values[row]!
      let truth = Number.isNaN(value) ? ofEmpty : known.get(value)
      if (truth === undefined) {
        truth = judge(toValue(value))
        known.set(value, truth)
      }
      truths[row] = truth
    }
  }
  for (const [row, value] of column.odd) truths[row] = judge(value)
  return truths
}

/** A test as the model has it, of single values: true, false, or neither it nor its opposite. */
function toJudge(condition: FieldTest, field: Field): (value: FieldValue) => number {
  const holds = toPredicate(condition, [field])
  const fails = toPredicate({ kind: 'not', of: condition }, [field])
  return (value) => {
    const properties = Object.fromEntries([[field.name, value]])
    return holds(properties) ? TRUE : fails(properties) ? FALSE : UNKNOWN
  }
}

/** Tests of numbers in plain loops. Gives whether the test is one of these. */
function testNumbers(
  condition: FieldTest,
  { values }: NumberColumn,
  ofEmpty: number,
  truths: Truths,
): boolean {
  switch (condition.kind) {
    case 'compare': {
      const range = toRange(condition.operator, condition.value)
      if (!range) return false
      const { from, to, isInside } = range
      testRange(values, from, to, isInside, ofEmpty, truths)
      return true
    }
    case 'between': {
      const from = toExact(condition.from)
      const to = toExact(condition.to)
      if (from === null || to === null) return false
      testRange(values, from, to, true, ofEmpty, truths)
      return true
    }
    default:
      return false
  }
}

function testRange(
  values: Float64Array,
  from: number,
  to: number,
  isInside: boolean,
  ofEmpty: number,
  truths: Truths,
): void {
  const outside = isInside ? FALSE : TRUE
  const stepInside = TRUE - 2 * outside
  const stepEmpty = ofEmpty - outside
  // In sums: branches would be guessed wrongly for half of the rows.
  for (let row = 0; row < truths.length; row++) {
    const value = values[row]!
    const isIn = Number(value >= from) & Number(value <= to)
    // NaN alone is not itself.
    // biome-ignore lint/suspicious/noSelfCompare: faster than a call for each row
    const isEmpty = Number(value !== value)
    truths[row] = outside + isIn * stepInside + isEmpty * stepEmpty
  }
}

/** The closed range of doubles that a comparison takes, or takes all but. */
function toRange(
  operator: (FieldTest & { kind: 'compare' })['operator'],
  value: ConditionValue,
): { readonly from: number; readonly to: number; readonly isInside: boolean } | null {
  const number = toExact(value)
  if (number === null) return null
  switch (operator) {
    case '=':
      return { from: number, to: number, isInside: true }
    case '<>':
      return { from: number, to: number, isInside: false }
    case '>=':
      return { from: number, to: Infinity, isInside: true }
    case '<':
      return { from: number, to: Infinity, isInside: false }
    case '<=':
      return { from: -Infinity, to: number, isInside: true }
    case '>':
      return { from: -Infinity, to: number, isInside: false }
  }
}

/** The number of a value, where a double holds it. */
function toExact(value: ConditionValue): number | null {
  const key = toKey(value)
  return typeof key === 'number' ? key : null
}
