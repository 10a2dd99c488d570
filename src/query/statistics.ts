import { type Condition, fieldsOf } from '../model/condition.ts'
import type { FieldValue } from '../model/feature.ts'
import { type Column, numbersOf } from './column.ts'
import { MOST_GROUPS, toClassPlaces, toPlaces } from './groups.ts'
import type { Question } from './question.ts'
import { readView, type ViewRequest } from './row-view.ts'
import { sortByNumber } from './sort.ts'

export interface StatisticsRequest extends Omit<ViewRequest, 'order' | 'language'> {
  /** What is summed up; without it, features are counted. Of dates and times, milliseconds since 1970. */
  readonly field?: string
  readonly groupBy?: /** A country, a state, or whatever a field holds: a group for each of its values, the largest first. */
    | {
        readonly kind: 'field'
        readonly field: string
        /** As many of the largest are told; of those beyond it only how many there are. */
        readonly most?: number
      }
    /** Classes: a feature is of the first whose condition it meets, and of the last group without any. */
    | { readonly kind: 'classes'; readonly conditions: readonly Condition[] }
  /** Shares from 0 to 1. */
  readonly quantiles?: readonly number[]
  /** How many bars of one width the histogram has; the same bounds for all groups. */
  readonly bins?: number
}

export interface Statistics {
  /** Features. */
  readonly count: number
  /** Those of them whose field is empty, or holds no number. */
  readonly nulls: number
  readonly sum: number
  /** These are `null` where all are empty. */
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  /** As asked, between two values by their distance (Hyndman and Fan 1996, definition 7, as R and Excel do). */
  readonly quantiles: readonly (number | null)[]
  /** Features in each bar. */
  readonly bins: readonly number[]
}

export interface StatisticsAnswer {
  readonly all: Statistics
  /** The bounds of the bars, one more than there are; a bar has its lower bound, the last both. */
  readonly bounds: readonly number[]
  readonly groups: readonly {
    /** The field's value; of classes, the number of the class, `null` for none of them. */
    readonly value: FieldValue
    readonly statistics: Statistics
  }[]
  /** How many different values the field of the groups has, those of groups that are not told among them. */
  readonly distinct: number | null
  /** Features for which the field of the groups is empty. */
  readonly empty: number | null
  /** 64-bit integers that were rounded to be summed up. */
  readonly rounded: number
}

/** What the values of a field come to, of all features, of those of a condition, or by groups. */
export const statistics: Question<StatisticsRequest, StatisticsAnswer> = async (
  request,
  context,
) => {
  const { field, groupBy, quantiles = [], bins = 0, ...view } = request
  const fields = [
    ...(field === undefined ? [] : [field]),
    ...(groupBy?.kind === 'field' ? [groupBy.field] : []),
    ...(groupBy?.kind === 'classes' ? groupBy.conditions.flatMap(fieldsOf) : []),
  ]
  const read = await readView({ ...view, language: 'en' }, fields, context)
  const { columns, rowCount } = read.rows
  const rows = read.order
  const numbers = field === undefined ? null : numbersOf(columns.get(field)!)
  const values = numbers?.values ?? new Float64Array(rowCount).fill(Number.NaN)
  const bounds = toBounds(values, rows, bins)
  const sumUp = (some: Uint32Array) => toStatistics(values, some, quantiles, bounds)
  const { groups, distinct, empty } = groupBy
    ? toGroups(rows, groupBy, columns, rowCount)
    : { groups: [], distinct: null, empty: null }
  return {
    all: sumUp(rows),
    bounds,
    groups: groups.map(({ value, rows: own }) => ({ value, statistics: sumUp(own) })),
    distinct,
    empty,
    rounded: numbers?.rounded ?? 0,
  }
}

function toBounds(values: Float64Array, rows: Uint32Array, bins: number): number[] {
  if (bins < 1) return []
  let [min, max] = [Infinity, -Infinity]
  for (let at = 0; at < rows.length; at++) {
    const value = values[rows[at]!]!
    if (value < min) min = value
    if (value > max) max = value
  }
  if (!(Number.isFinite(min) && Number.isFinite(max))) return []
  return Array.from({ length: bins + 1 }, (_, bin) =>
    bin === bins ? max : min + ((max - min) * bin) / bins,
  )
}

function toStatistics(
  values: Float64Array,
  rows: Uint32Array,
  quantiles: readonly number[],
  bounds: readonly number[],
): Statistics {
  const bins = new Uint32Array(Math.max(0, bounds.length - 1))
  const lowest = bounds[0] ?? 0
  const scale = bins.length / ((bounds.at(-1) ?? 0) - lowest || 1)
  const last = bins.length - 1
  let [count, min, max] = [0, Infinity, -Infinity]
  // Neumaier's sum: millions of values add up as if without rounding.
  let [sum, lost] = [0, 0]
  for (let at = 0; at < rows.length; at++) {
    const value = values[rows[at]!]!
    // biome-ignore lint/suspicious/noSelfCompare: NaN alone is not itself, and a call a row is slow
    if (value !== value) continue
    count++
    if (value < min) min = value
    if (value > max) max = value
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
    if (last < 0) continue
    let bin = Math.min(last, ((value - lowest) * scale) | 0)
    // What rounding put beside its bar.
    if (value < bounds[bin]!) bin--
    else if (bin < last && value >= bounds[bin + 1]!) bin++
    bins[bin]!++
  }
  const total = Number.isFinite(sum) ? sum + lost : sum
  return {
    count: rows.length,
    nulls: rows.length - count,
    sum: total,
    min: count > 0 ? min : null,
    max: count > 0 ? max : null,
    mean: count > 0 ? total / count : null,
    quantiles: toQuantiles(values, rows, count, quantiles),
    bins: [...bins],
  }
}

function toQuantiles(
  values: Float64Array,
  rows: Uint32Array,
  count: number,
  shares: readonly number[],
): (number | null)[] {
  if (shares.length === 0) return []
  if (count === 0) return shares.map(() => null)
  const keys = Float64Array.from(rows, (row) => values[row]!)
  const sorted = sortByNumber(rows, keys)
  return shares.map((share) => {
    const place = Math.min(1, Math.max(0, share)) * (count - 1)
    const below = values[sorted[Math.floor(place)]!]!
    const above = values[sorted[Math.ceil(place)]!]!
    return below === above ? below : below + (above - below) * (place - Math.floor(place))
  })
}

interface Group {
  readonly value: FieldValue
  readonly rows: Uint32Array
}

interface Groups extends Pick<StatisticsAnswer, 'distinct' | 'empty'> {
  readonly groups: readonly Group[]
}

function toGroups(
  rows: Uint32Array,
  groupBy: NonNullable<StatisticsRequest['groupBy']>,
  columns: ReadonlyMap<string, Column>,
  rowCount: number,
): Groups {
  if (groupBy.kind === 'field') {
    return groupByColumn(rows, columns.get(groupBy.field)!, groupBy.most)
  }
  const { conditions } = groupBy
  const groupOf = toClassPlaces(rows, conditions, columns, rowCount)
  const groups = partition(rows, conditions.length + 1, groupOf).map((own, place) => ({
    value: place < conditions.length ? place : null,
    rows: own,
  }))
  return { groups, distinct: null, empty: null }
}

function groupByColumn(rows: Uint32Array, column: Column, most: number | undefined): Groups {
  const { values, placeOf } = toPlaces(rows, column, most === undefined ? MOST_GROUPS : Infinity)
  const counts = new Uint32Array(values.length)
  for (let at = 0; at < placeOf.length; at++) counts[placeOf[at]!]!++
  const told = [...values.keys()].sort((a, b) => counts[b]! - counts[a]!).slice(0, most)
  // Those that are not told share one group, which is left out.
  const rankOf = new Uint32Array(values.length).fill(told.length)
  for (const [rank, place] of told.entries()) rankOf[place] = rank
  const groups = partition(
    rows,
    told.length + 1,
    placeOf.map((place) => rankOf[place]!),
  )
  const empty = values.indexOf(null)
  return {
    groups: told.map((place, rank) => ({ value: values[place]!, rows: groups[rank]! })),
    distinct: values.length - (empty < 0 ? 0 : 1),
    empty: empty < 0 ? 0 : counts[empty]!,
  }
}

/** Rows by the number of the group of each. */
function partition(rows: Uint32Array, groupCount: number, groupOf: Uint32Array): Uint32Array[] {
  const counts = new Uint32Array(groupCount)
  for (let at = 0; at < rows.length; at++) counts[groupOf[at]!]!++
  const groups = Array.from(counts, (count) => new Uint32Array(count))
  const filled = new Uint32Array(groupCount)
  for (let at = 0; at < rows.length; at++) {
    const group = groupOf[at]!
    groups[group]![filled[group]!++] = rows[at]!
  }
  return groups
}
