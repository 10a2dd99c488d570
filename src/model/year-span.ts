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

const FIRST_OF_YEAR = '-01-01'
const LAST_OF_YEAR = {
  date: '-12-31',
  // Texts in ISO 8601 sort as they pass: this is after the last second, however it is written (ECMA-262, 21.4.1.32).
  datetime: '-12-31T24:00:00Z',
} as const

/** The features of the years of a span; without one that begins at the first year, from whenever. */
export function toSpanCondition(
  { name, type }: YearField,
  { from, to }: YearSpan,
): Condition | null {
  const last = type === 'date' || type === 'datetime' ? LAST_OF_YEAR[type] : null
  const year = (value: number) => String(value).padStart(4, '0')
  const choice = last
    ? { from: `${year(from)}${FIRST_OF_YEAR}`, to: `${year(to)}${last}` }
    : { from, to }
  return toChoiceCondition(name, { kind: 'range', ...choice, isOutside: false, hasEmpty: false })
}

/** The years of a condition that a field has; `null` where it says something else of it, a part of a year among it. */
export function toSpan(condition: Condition | undefined): YearSpan | null {
  const choice = condition && toChoice(condition)?.choice
  if (!choice || !('isOutside' in choice) || choice.isOutside || choice.hasEmpty) return null
  if (choice.kind === 'values' && choice.values.length === 1) {
    const [year] = choice.values
    return isYear(year) ? { from: year, to: year } : null
  }
  if (choice.kind !== 'range') return null
  const from = toYear(choice.from, [FIRST_OF_YEAR])
  const to = toYear(choice.to, Object.values(LAST_OF_YEAR))
  return from === null || to === null || to < from ? null : { from, to }
}

function toYear(end: ConditionValue | null, ends: readonly string[]): number | null {
  if (typeof end !== 'string') return isYear(end) ? end : null
  return /^\d{4}/.test(end) && ends.includes(end.slice(4)) ? Number(end.slice(0, 4)) : null
}

function isYear(value: ConditionValue | null | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value)
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

/** The years of a span that are not among some, or have nothing by year, ascending. */
export function missingYears(
  { from, to }: YearSpan,
  years: { has(year: number): boolean },
): number[] {
  const all = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  return all.filter((year) => !years.has(year))
}

/** As many spans of missing years are told one by one. */
const MOST_SPANS = 8

/** One year, or the first and the last: `2009`, `2009–2012`. */
export function toSpanText({ from, to }: YearSpan): string {
  return from === to ? `${from}` : `${from}–${to}`
}

/** Ascending whole numbers as spans of those that follow one another. */
export function spansOf(numbers: Iterable<number>): readonly YearSpan[] {
  const spans: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = spans.at(-1)
    if (last?.to === number - 1) last.to = number
    else spans.push({ from: number, to: number })
  }
  return spans
}

/** Ascending years with those that follow one another as spans, the first few of them: `1897–1898, 1903, …`. */
export function toYearsText(years: readonly number[]): string {
  const spans = spansOf(years)
  const told = spans.slice(0, MOST_SPANS).map(toSpanText)
  return [...told, ...(spans.length > MOST_SPANS ? ['…'] : [])].join(', ')
}
