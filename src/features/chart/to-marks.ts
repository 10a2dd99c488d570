import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { classesOf, toClassCondition, toRuleCondition } from '../../model/classes.ts'
import { type Condition, type ConditionValue, combine, isSeveral } from '../../model/condition.ts'
import type { FieldValue } from '../../model/feature.ts'
import type { Language } from '../../model/schema.ts'
import type { ChartAnswer, ChartRequest } from '../../query/chart.ts'
import type { ChartView } from '../../state/chart-view.ts'
import { formatDay, formatNumber } from '../../words/format.ts'
import { formatCell } from '../../words/format-value.ts'
import { textIn } from '../../words/text-in.ts'
import { withUnit } from '../../words/unit-text.ts'
import type { LayerField } from './possible.ts'

/** As many bars are told of a field; the rest is one of its own. */
const MOST_BARS = 24
/** As many features are points of their own; of more it is told how many there are in each cell. */
export const MOST_POINTS = 2000

/** The classes of a layer's legend, as conditions and as what is read. */
export interface ChartClasses {
  readonly conditions: readonly Condition[]
  /** One more than there are conditions: the last is of those that are of no class. */
  readonly looks: readonly {
    readonly id: string | null
    readonly label: string
    readonly color: string
  }[]
}

const NO_COLOR = '#8a979e'

export function toClasses(
  { symbology }: Pick<LayerEntry, 'symbology'>,
  language: Language,
  theme: 'light' | 'dark',
  ofNoClass: string,
): ChartClasses {
  const { field, classes } = symbology ? classesOf(symbology) : { field: undefined, classes: [] }
  const named = classes.filter(({ rule }) => rule.kind !== 'rest')
  const rest = classes.find(({ rule }) => rule.kind === 'rest')
  const toLook = (look: (typeof classes)[number]['look']) => ({
    id: look.id,
    label: textIn(look.label, language),
    color: (look.symbol.fill ?? look.symbol.line)?.[theme] ?? NO_COLOR,
  })
  return {
    conditions: named.flatMap(({ rule }) => toRuleCondition(field, rule) ?? []),
    looks: [
      ...named.map(({ look }) => toLook(look)),
      rest ? toLook(rest.look) : { id: null, label: ofNoClass, color: NO_COLOR },
    ],
  }
}

/** What is asked for a chart. */
export function toShape(chart: ChartView, classes: ChartClasses): Omit<ChartRequest, 'layer'> {
  const { kind, fields, measure, isDivided, isLogarithmic } = chart
  const [field = '', second = ''] = fields
  const divided = isDivided && classes.conditions.length > 0 && { classes: classes.conditions }
  switch (kind) {
    case 'bars': {
      const by = fields.length > 0 ? { field } : { classes: classes.conditions }
      return { shape: { kind, by, measure, most: MOST_BARS }, ...('field' in by && divided) }
    }
    case 'years':
      return { shape: { kind, field, measure }, ...divided }
    case 'histogram':
      return { shape: { kind, field, isLogarithmic }, ...divided }
    case 'scatter':
      return {
        shape: { kind, x: field, y: second, isLogarithmic, most: MOST_POINTS },
        classes: classes.conditions,
      }
  }
}

/** A bar, a point or a cell of a chart: where it stands, what it says, and which features it is of. */
export interface Mark {
  /** What it is called: a value, a year, a range. */
  readonly label: string
  readonly count: number
  /** What it is as high as; `null` where there is nothing to be averaged. */
  readonly amount: number | null
  readonly parts: readonly number[]
  /** Of a bar, its place; of what stands on a scale, its bounds or its place on it. */
  readonly x: readonly [number, number] | null
  readonly y: readonly [number, number] | null
  readonly color: string | null
  /** Which features it is of; `null` where no condition says it. */
  readonly condition: Condition | null
  /** The one feature that it is of. */
  readonly id: number | null
}

export interface MarkWords {
  readonly empty: string
  /** @param groups how many different values share the bar */
  rest(groups: number): string
  range(from: string, to: string): string
}

interface Context {
  readonly entry: LayerEntry
  readonly chart: ChartView
  readonly classes: ChartClasses
  readonly language: Language
  readonly words: MarkWords
}

/** The marks of a chart in their order. */
export function toMarks(answer: ChartAnswer, context: Context): readonly Mark[] {
  const { chart, classes, words, language } = context
  const [field, second] = chart.fields.map((name) => fieldOf(context, name))
  if (answer.kind === 'groups') {
    const marks = answer.groups.map((group): Mark => {
      const look =
        chart.kind === 'bars' && chart.fields.length === 0
          ? classes.looks[group.value === null ? classes.looks.length - 1 : Number(group.value)]
          : undefined
      const label =
        look?.label ??
        toValueText(group.value, chart.kind === 'years' ? undefined : field, language)
      return {
        ...plain,
        ...group,
        label: label || words.empty,
        color: look?.color ?? colorOfValue(context, group.value),
        x:
          chart.kind === 'years' && group.value !== null
            ? [Number(group.value), Number(group.value)]
            : null,
        condition: look ? ofClass(context, look.id) : ofValue(chart, field!, group.value),
      }
    })
    const { rest } = answer
    const others =
      rest &&
      ofOthers(
        field!,
        answer.groups.map(({ value }) => value),
      )
    return rest
      ? [...marks, { ...plain, ...rest, label: words.rest(rest.groups), condition: others }]
      : marks
  }
  if (answer.kind === 'bins') {
    return answer.bins.map(({ count, parts }, bin) => {
      const [from, to] = [answer.bounds[bin]!, answer.bounds[bin + 1]!]
      const isLast = bin === answer.bins.length - 1
      return {
        ...plain,
        label: words.range(toScaleText(from, field!, language), toScaleText(to, field!, language)),
        count,
        amount: count,
        parts,
        x: [from, to],
        condition: ofRange(field!, from, to, isLast),
      }
    })
  }
  if (answer.kind === 'points') {
    return answer.points.map(({ x, y, place, id }) => ({
      ...plain,
      label: `${toScaleText(x, field!, language)}; ${toScaleText(y, second!, language)}`,
      count: 1,
      amount: null,
      x: [x, x],
      y: [y, y],
      color: classes.conditions.length > 0 ? (classes.looks[place]?.color ?? NO_COLOR) : null,
      id,
    }))
  }
  const { xBounds, yBounds } = answer
  return answer.cells.map(({ x, y, count }) => {
    const [left, right] = [xBounds[x]!, xBounds[x + 1]!]
    const [low, high] = [yBounds[y]!, yBounds[y + 1]!]
    const across = ofRange(field!, left, right, x === xBounds.length - 2)
    const up = ofRange(second!, low, high, y === yBounds.length - 2)
    return {
      ...plain,
      label: [
        words.range(toScaleText(left, field!, language), toScaleText(right, field!, language)),
        words.range(toScaleText(low, second!, language), toScaleText(high, second!, language)),
      ].join('; '),
      count,
      amount: count,
      x: [left, right],
      y: [low, high],
      condition: across && up && combine('all', [across, up]),
    }
  })
}

const plain = { parts: [], x: null, y: null, color: null, condition: null, id: null } as const

function fieldOf({ entry }: Context, name: string): LayerField {
  return entry.fields.find((field) => field.name === name)!
}

function toValueText(value: FieldValue, field: LayerField | undefined, language: Language): string {
  // A year is a name: its digits stand together.
  return field ? formatCell(value, { ...field, unit: undefined }, language) : String(value ?? '')
}

const DATES: ReadonlySet<LayerField['type']> = new Set(['date', 'datetime'])

/** A number on a scale, with its unit; of a date, its day. */
export function toScaleText(value: number, { type, unit }: LayerField, language: Language): string {
  if (DATES.has(type)) return formatDay(new Date(value), language)
  return formatCell(Number(value.toPrecision(12)), { type, unit }, language)
}

/** The colour of the class that all features with a value are of, where one field makes both. */
function colorOfValue({ entry, chart, classes }: Context, value: FieldValue): string | null {
  const { symbology } = entry
  if (!symbology || chart.kind !== 'bars') return null
  const { field, classes: rules } = classesOf(symbology)
  if (field !== chart.fields[0]) return null
  const at = rules.findIndex(
    ({ rule }) => rule.kind === 'values' && rule.values.some((one) => one === value),
  )
  return classes.looks[at < 0 ? classes.looks.length - 1 : at]?.color ?? null
}

function ofClass({ entry }: Context, id: string | null): Condition | null {
  const { symbology, fields } = entry
  if (!symbology) return null
  const all = classesOf(symbology)
  const others = all.classes.map(({ look }) => look.id).filter((one) => one !== id)
  const condition = toClassCondition(all, new Set(others), fields)
  return condition === 'nothing' ? null : condition
}

function ofValue(
  { kind }: ChartView,
  { name, type }: LayerField,
  value: FieldValue,
): Condition | null {
  if (value === null) return { kind: 'empty', field: name }
  if (value instanceof Uint8Array) return null
  if (kind !== 'years' || !DATES.has(type)) {
    return { kind: 'compare', field: name, operator: '=', value }
  }
  // Texts in ISO 8601 sort as they pass.
  const year = (add: number) => String(Number(value) + add).padStart(4, '0')
  return combine('all', [
    { kind: 'compare', field: name, operator: '>=', value: year(0) },
    { kind: 'compare', field: name, operator: '<', value: year(1) },
  ])
}

function ofOthers({ name }: LayerField, told: readonly FieldValue[]): Condition | null {
  const values = told.filter(
    (value): value is ConditionValue => value !== null && !(value instanceof Uint8Array),
  )
  if (!isSeveral(values)) return null
  const others: Condition = { kind: 'none-of', field: name, values }
  return told.includes(null) ? others : combine('any', [others, { kind: 'empty', field: name }])
}

function ofRange(
  { name, type }: LayerField,
  from: number,
  to: number,
  isLast: boolean,
): Condition | null {
  // A time as text has more than one way to be written: the table selects those.
  if (DATES.has(type)) return null
  return combine('all', [
    { kind: 'compare', field: name, operator: '>=', value: from },
    { kind: 'compare', field: name, operator: isLast ? '<=' : '<', value: to },
  ])
}

/** What a chart's bars are as high as, in words. */
export function toMeasureText(
  { measure }: ChartView,
  { fields }: Pick<LayerEntry, 'fields'>,
  language: Language,
  words: { readonly count: string; sum(field: string): string; mean(field: string): string },
): string {
  if (measure.kind === 'count') return words.count
  const field = fields.find(({ name }) => name === measure.field)
  return words[measure.kind](field ? toFieldTitle(field, language) : measure.field)
}

/** An amount as it stands at a mark. */
export function toAmountText(
  amount: number | null,
  { measure }: ChartView,
  { fields }: Pick<LayerEntry, 'fields'>,
  language: Language,
): string {
  if (amount === null) return '–'
  if (measure.kind === 'count') return formatNumber(amount, language)
  const unit = fields.find(({ name }) => name === measure.field)?.unit
  const number = formatNumber(amount, language, { maximumSignificantDigits: 6 })
  return withUnit(number, unit, language)
}
