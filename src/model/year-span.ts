import type { Condition, ConditionValue } from './condition.ts'
import { toChoice, toChoiceCondition } from './field-choice.ts'
import type { Field } from './schema.ts'

type YearField = Pick<Field, 'name' | 'type'>

/** Years, both included. */
export interface YearSpan {
  readonly from: number
  readonly to: number
}

/** How a span moves: a year by itself, all up to a year, or years of which both ends are chosen. */
export type SpanMode = 'one' | 'until' | 'span'

const LAST_OF_YEAR: Readonly<Record<string, string>> = {
  date: '-12-31',
  // Texts in ISO 8601 sort as they pass: this is after the last second, however it is written (ECMA-262, 21.4.1.32).
  datetime: '-12-31T24:00:00Z',
}

/** The features of the years of a span; without one that begins at the first year, from whenever. */
export function toSpanCondition(
  { name, type }: YearField,
  { from, to }: YearSpan,
): Condition | null {
  const last = LAST_OF_YEAR[type]
  const year = (value: number) => String(value).padStart(4, '0')
  const choice = last ? { from: `${year(from)}-01-01`, to: `${year(to)}${last}` } : { from, to }
  return toChoiceCondition(name, { kind: 'range', ...choice, isOutside: false, hasEmpty: false })
}

/** The years of a condition that a field has; `null` where it says something else of it. */
export function toSpan(condition: Condition | undefined): YearSpan | null {
  const choice = condition && toChoice(condition)?.choice
  if (choice?.kind === 'values' && choice.values.length === 1) {
    const year = toYear(choice.values[0])
    return year === null ? null : { from: year, to: year }
  }
  if (choice?.kind !== 'range' || choice.isOutside || choice.hasEmpty) return null
  const [from, to] = [toYear(choice.from), toYear(choice.to)]
  return from === null || to === null ? null : { from, to }
}

function toYear(value: ConditionValue | null | undefined): number | null {
  const year = typeof value === 'string' ? Number(/^\d{4}/.exec(value)?.[0] ?? Number.NaN) : value
  return typeof year === 'number' && Number.isInteger(year) ? year : null
}

/** The span one step on, within the years that there are; `null` where there is none farther on. */
export function moved(
  { from, to }: YearSpan,
  mode: SpanMode,
  step: 1 | -1,
  years: YearSpan,
): YearSpan | null {
  const end = to + step
  const start = mode === 'until' ? years.from : from + step
  if (end > years.to || start < years.from || end < start) return null
  return { from: start, to: end }
}
