import { type Condition, fieldsOf } from '../model/condition.ts'
import type { FieldValue } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import { type Column, numbersOf } from './column.ts'
import { MOST_GROUPS, toClassPlaces, toPlaces } from './groups.ts'
import type { Question } from './question.ts'
import { type RowView, readView, type ViewRequest } from './row-view.ts'
import { toSteps } from './steps.ts'
import { Sum, totalOf } from './sum.ts'

/** What the bars of a chart, or the points of its line, are as high as. */
export type Measure =
  | { readonly kind: 'count' }
  /** Of the values of a field; features that have none are counted apart. */
  | { readonly kind: 'sum' | 'mean'; readonly field: string }

export type ChartShape =
  | {
      /** A bar for each value of a field, or for each class, the largest first; `most` of them. */
      readonly kind: 'bars'
      readonly by: { readonly field: string } | { readonly classes: readonly Condition[] }
      readonly measure: Measure
      readonly most: number
    }
  | {
      /** A mark for each year of a field: of a date, or of a whole number that is one. */
      readonly kind: 'years'
      readonly field: string
      readonly measure: Measure
    }
  /** How the values of a field are spread; by orders of magnitude where it is logarithmic. */
  | { readonly kind: 'histogram'; readonly field: string; readonly isLogarithmic: boolean }
  /** Two fields against one another; above `most` features, how many there are of each cell. */
  | {
      readonly kind: 'scatter'
      readonly x: string
      readonly y: string
      readonly isLogarithmic: boolean
      readonly most: number
    }

export interface ChartRequest extends Omit<ViewRequest, 'order' | 'language'> {
  readonly shape: ChartShape
  /** The classes of the layer, by which bars are divided and points coloured; the last of all is that of none. */
  readonly classes?: readonly Condition[]
}

/** A group of features, and what they come to. */
export interface ChartGroup {
  readonly value: FieldValue
  readonly count: number
  /** Those of them that have no value to be summed up. */
  readonly nulls: number
  /** As the measure says; `null` for the mean of none. */
  readonly amount: number | null
  /** The same by class, where it can be divided: of counts and sums. */
  readonly parts: readonly number[]
}

export type ChartAnswer = {
  /** All features of the view. */
  readonly count: number
  /** 64-bit integers that no double has, which were rounded. */
  readonly rounded: number
} & (
  | {
      readonly kind: 'groups'
      readonly groups: readonly ChartGroup[]
      /** The features of which the groups are not told, being too many; how many groups that are. */
      readonly rest: (Omit<ChartGroup, 'value'> & { readonly groups: number }) | null
    }
  | {
      readonly kind: 'bins'
      readonly bounds: readonly number[]
      /** One fewer than the bounds; a bar has its lower bound, the last both. By class, where there are classes. */
      readonly bins: readonly { readonly count: number; readonly parts: readonly number[] }[]
      /** Features without a value, and those that no logarithm has: nought and below. */
      readonly nulls: number
      readonly unfit: number
    }
  | {
      readonly kind: 'points'
      readonly points: readonly {
        readonly key: FeatureKey
        readonly id: number
        readonly x: number
        readonly y: number
        readonly place: number
      }[]
      readonly nulls: number
      readonly unfit: number
    }
  | {
      readonly kind: 'cells'
      readonly xBounds: readonly number[]
      readonly yBounds: readonly number[]
      /** Those that hold at least one feature, by the places of their lower bounds. */
      readonly cells: readonly {
        readonly x: number
        readonly y: number
        readonly count: number
      }[]
      readonly nulls: number
      readonly unfit: number
    }
)

const BARS = 30
const CELLS = 36

/** What a chart of the features of a view shows: at most some hundred marks, however many features there are. */
export const chart: Question<ChartRequest, ChartAnswer> = async (request, context) => {
  const { shape, classes = [], ...view } = request
  const fields = [...fieldsOfShape(shape), ...classes.flatMap(fieldsOf)]
  const read = await readView({ ...view, language: 'en' }, fields, context)
  if (shape.kind === 'histogram') return toBins(read, shape, classes)
  if (shape.kind === 'scatter') return toScatter(read, shape, classes)
  return toGroups(read, shape, classes)
}

function fieldsOfShape(shape: ChartShape): string[] {
  if (shape.kind === 'histogram') return [shape.field]
  if (shape.kind === 'scatter') return [shape.x, shape.y]
  const { measure } = shape
  const measured = measure.kind === 'count' ? [] : [measure.field]
  if (shape.kind === 'years') return [shape.field, ...measured]
  const { by } = shape
  return [...measured, ...('field' in by ? [by.field] : by.classes.flatMap(fieldsOf))]
}

/** The year of a date in ISO 8601, or a whole number that a calendar has; `null` for what is none. */
export function toYear(value: FieldValue): number | null {
  const year =
    typeof value === 'string'
      ? Number(/^([+-]?\d{4,6})(?:-\d\d|$)/.exec(value)?.[1] ?? Number.NaN)
      : typeof value === 'number' || typeof value === 'bigint'
        ? Number(value)
        : Number.NaN
  return Number.isInteger(year) && year > -10_000 && year < 10_000 ? year : null
}

function toGroups(
  { rows: { columns, rowCount }, order }: RowView,
  shape: Extract<ChartShape, { kind: 'bars' | 'years' }>,
  classes: readonly Condition[],
): ChartAnswer {
  const { measure } = shape
  const { values, placeOf } =
    shape.kind === 'years'
      ? toPlaces(order, columns.get(shape.field)!, MOST_GROUPS, toYear)
      : 'field' in shape.by
        ? toPlaces(order, columns.get(shape.by.field)!, Infinity)
        : {
            values: [...shape.by.classes.keys(), null],
            placeOf: toClassPlaces(order, shape.by.classes, columns, rowCount),
          }
  const numbers = measure.kind === 'count' ? null : numbersOf(columns.get(measure.field)!)
  const partOf =
    classes.length > 0 && measure.kind !== 'mean'
      ? toClassPlaces(order, classes, columns, rowCount)
      : null
  const width = partOf ? classes.length + 1 : 1
  const counts = new Uint32Array(values.length)
  const nulls = new Uint32Array(values.length)
  const amounts = Array.from({ length: values.length * width }, () => new Sum())
  for (let at = 0; at < order.length; at++) {
    const place = placeOf[at]!
    counts[place]!++
    const value = numbers ? numbers.values[order[at]!]! : measure.kind === 'count' ? 1 : Number.NaN
    if (Number.isNaN(value)) nulls[place]!++
    else amounts[place * width + (partOf ? partOf[at]! : 0)]!.add(value)
  }
  const toGroup = (places: readonly number[]): Omit<ChartGroup, 'value'> => {
    const count = total(places, counts)
    const without = total(places, nulls)
    const parts = Array.from({ length: width }, (_, part) =>
      totalOf(places.map((place) => amounts[place * width + part]!)),
    )
    const sum = totalOf(
      places.flatMap((place) => amounts.slice(place * width, (place + 1) * width)),
    )
    const amount =
      measure.kind !== 'mean' ? sum : count === without ? null : sum / (count - without)
    return { count, nulls: without, amount, parts: partOf ? parts : [] }
  }
  const groups = values
    .map((value, place): ChartGroup & { readonly place: number } => ({
      value,
      place,
      ...toGroup([place]),
    }))
    .filter(({ count }) => count > 0)
  const sorted =
    shape.kind === 'years'
      ? groups.sort((a, b) => Number(a.value ?? Infinity) - Number(b.value ?? Infinity))
      : 'field' in shape.by
        ? groups.sort(
            (a, b) => (b.amount ?? -Infinity) - (a.amount ?? -Infinity) || b.count - a.count,
          )
        : groups
  const most = shape.kind === 'bars' && 'field' in shape.by ? shape.most : Infinity
  const told = sorted.slice(0, most)
  const others = sorted.slice(most).map(({ place }) => place)
  return {
    kind: 'groups',
    count: order.length,
    rounded: numbers?.rounded ?? 0,
    groups: told.map(({ place: _, ...group }) => group),
    rest: others.length > 0 ? { ...toGroup(others), groups: others.length } : null,
  }
}

function total(places: readonly number[], counts: Uint32Array): number {
  return places.reduce((sum, place) => sum + counts[place]!, 0)
}

interface Axis {
  readonly values: Float64Array
  readonly bounds: readonly number[]
  readonly rounded: number
}

/** The values of a column, as far as an axis can show them, and bounds that a reader can name. */
function toAxis(column: Column, rows: Uint32Array, steps: number, isLogarithmic: boolean): Axis {
  const numbers = numbersOf(column)
  const values = numbers?.values ?? new Float64Array(0)
  let [min, max] = [Infinity, -Infinity]
  for (let at = 0; at < rows.length; at++) {
    const value = values[rows[at]!]!
    if (!Number.isFinite(value) || (isLogarithmic && value <= 0)) continue
    if (value < min) min = value
    if (value > max) max = value
  }
  const isWhole = column.field.type === 'integer' || column.field.type === 'long'
  const bounds =
    Number.isFinite(min) && Number.isFinite(max)
      ? toSteps(min, max, { steps, isLogarithmic, isWhole })
      : []
  return { values, bounds, rounded: numbers?.rounded ?? 0 }
}

/** The bar or cell of a value; the last one has both its bounds. */
function placeIn(bounds: readonly number[], value: number): number {
  let [low, high] = [0, bounds.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (value >= bounds[middle]!) low = middle
    else high = middle - 1
  }
  return low
}

function toBins(
  { rows: { columns, rowCount }, order }: RowView,
  { field, isLogarithmic }: Extract<ChartShape, { kind: 'histogram' }>,
  classes: readonly Condition[],
): ChartAnswer {
  const { values, bounds, rounded } = toAxis(columns.get(field)!, order, BARS, isLogarithmic)
  const partOf = classes.length > 0 ? toClassPlaces(order, classes, columns, rowCount) : null
  const width = partOf ? classes.length + 1 : 1
  const counts = new Uint32Array(Math.max(0, bounds.length - 1) * width)
  let [nulls, unfit] = [0, 0]
  for (let at = 0; at < order.length; at++) {
    const value = values[order[at]!] ?? Number.NaN
    if (Number.isNaN(value)) nulls++
    else if ((isLogarithmic && value <= 0) || !Number.isFinite(value)) unfit++
    else counts[placeIn(bounds, value) * width + (partOf ? partOf[at]! : 0)]!++
  }
  const bins = Array.from({ length: counts.length / width }, (_, bin) => {
    const parts = [...counts.subarray(bin * width, (bin + 1) * width)]
    return { count: parts.reduce((sum, part) => sum + part, 0), parts: partOf ? parts : [] }
  })
  return { kind: 'bins', count: order.length, rounded, bounds, bins, nulls, unfit }
}

function toScatter(
  { rows, order }: RowView,
  { x: xField, y: yField, isLogarithmic, most }: Extract<ChartShape, { kind: 'scatter' }>,
  classes: readonly Condition[],
): ChartAnswer {
  const { columns, rowCount } = rows
  const x = toAxis(columns.get(xField)!, order, CELLS, isLogarithmic)
  const y = toAxis(columns.get(yField)!, order, CELLS, isLogarithmic)
  let [nulls, unfit] = [0, 0]
  const shown: number[] = []
  const fits = (value: number) => Number.isFinite(value) && !(isLogarithmic && value <= 0)
  for (let at = 0; at < order.length; at++) {
    const [across, up] = [x.values[order[at]!]!, y.values[order[at]!]!]
    if (Number.isNaN(across) || Number.isNaN(up)) nulls++
    else if (fits(across) && fits(up)) shown.push(order[at]!)
    else unfit++
  }
  const base = { count: order.length, rounded: x.rounded + y.rounded, nulls, unfit }
  if (shown.length <= most) {
    const places = toClassPlaces(Uint32Array.from(shown), classes, columns, rowCount)
    return {
      ...base,
      kind: 'points',
      points: shown.map((row, at) => ({
        key: rows.keyAt(row),
        id: rows.idAt(row),
        x: x.values[row]!,
        y: y.values[row]!,
        place: places[at]!,
      })),
    }
  }
  const across = x.bounds.length - 1
  const counts = new Uint32Array(across * (y.bounds.length - 1))
  for (const row of shown) {
    counts[placeIn(y.bounds, y.values[row]!) * across + placeIn(x.bounds, x.values[row]!)]!++
  }
  return {
    ...base,
    kind: 'cells',
    xBounds: x.bounds,
    yBounds: y.bounds,
    cells: [...counts].flatMap((count, cell) =>
      count > 0 ? [{ x: cell % across, y: Math.floor(cell / across), count }] : [],
    ),
  }
}
