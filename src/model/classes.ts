import { canHold } from './check-condition.ts'
import { type Condition, type ConditionValue, combine, isSeveral } from './condition.ts'
import type { FieldValue, FieldValues } from './feature.ts'
import { compareValues, kindOfType, kindOfValue, toKey, toReader } from './field-value.ts'
import type { Field } from './schema.ts'

/** A value that a class names; `null` is the empty field. */
export type ClassValue = ConditionValue | null

/**
 * What of a layer's look sorts its features into classes: the catalogue's symbology and the styles that
 * writers take both have it. The class of last resort is `other` or `noData`.
 */
export type Classified<Class> =
  | { readonly kind: 'simple' }
  | {
      readonly kind: 'categories'
      readonly field: string
      readonly classes: readonly (Class & { readonly values: readonly ClassValue[] })[]
      readonly other?: Class | undefined
    }
  | {
      readonly kind: 'graduated'
      readonly field: string
      readonly classes: readonly (Class & {
        readonly from?: number | undefined
        readonly to?: number | undefined
      })[]
      readonly noData?: Class | undefined
    }
  | {
      readonly kind: 'proportional'
      readonly categoryField?: string | undefined
      readonly classes: readonly (Class & { readonly values: readonly ClassValue[] })[]
      readonly other?: Class | undefined
    }

/**
 * Which features a class takes that no class before it has taken:
 *
 * - `values`: those whose field holds one of them. Numbers are the same by their value, of whichever type;
 *   a text is never a number; `null` is the empty field, NaN included;
 * - `interval`: those whose field holds a number in `from ≤ value < to`, without a limit where none is given;
 * - `rest`: all.
 */
export type ClassRule =
  | { readonly kind: 'values'; readonly values: readonly ClassValue[] }
  | {
      readonly kind: 'interval'
      readonly from?: number | undefined
      readonly to?: number | undefined
    }
  | { readonly kind: 'rest' }

export interface FeatureClass<Class> {
  readonly rule: ClassRule
  /** What the look says of it: its id, label and symbol. */
  readonly look: Class
}

/** The classes of a layer in the order of its legend, in which they are tried; the first that takes wins. */
export interface FeatureClasses<Class> {
  /** The field that all rules are about; `undefined` where none is asked. */
  readonly field: string | undefined
  readonly classes: readonly FeatureClass<Class>[]
}

/** The classes of a layer; none where one symbol stands for the whole of it. */
export function classesOf<Class>(look: Classified<Class>): FeatureClasses<Class> {
  if (look.kind === 'simple') return { field: undefined, classes: [] }
  const last = look.kind === 'graduated' ? look.noData : look.other
  const field = look.kind === 'proportional' ? look.categoryField : look.field
  const classes =
    look.kind === 'graduated'
      ? look.classes.map((one) => ({ rule: toInterval(one), look: one }))
      : look.classes.map((one) => ({ rule: toValues(one, field), look: one }))
  return { field, classes: last ? [...classes, { rule: REST, look: last }] : classes }
}

/** What the look of a layer says of each of its classes, in the order of the legend. */
export function looksOf<Class>(look: Classified<Class>): readonly Class[] {
  return classesOf(look).classes.map((one) => one.look)
}

const REST: ClassRule = { kind: 'rest' }

const toInterval = ({ from, to }: { from?: number | undefined; to?: number | undefined }) =>
  ({ kind: 'interval', from, to }) as const

/** Without a field the first class takes all. */
const toValues = ({ values }: { values: readonly ClassValue[] }, field: string | undefined) =>
  field === undefined ? REST : ({ kind: 'values', values } as const)

/** Finds the place of a feature's class among the classes; −1 where none takes it. */
export function toClassifier({
  field,
  classes,
}: FeatureClasses<unknown>): (properties: FieldValues) => number {
  const rest = classes.findIndex(({ rule }) => rule.kind === 'rest')
  if (field === undefined) return () => rest
  const read = toReader(field)
  const valueClasses = new Map<FieldValue, number>()
  const intervals: { readonly index: number; readonly holds: (value: FieldValue) => boolean }[] = []
  for (const [index, { rule }] of classes.entries()) {
    if (rule.kind === 'values') {
      for (const value of rule.values) {
        const key = toKey(value)
        if (!valueClasses.has(key)) valueClasses.set(key, index)
      }
    }
    if (rule.kind === 'interval') intervals.push({ index, holds: toIntervalTest(rule) })
  }
  return (properties) => {
    const value = read(properties)
    return (
      valueClasses.get(toKey(value)) ?? intervals.find(({ holds }) => holds(value))?.index ?? rest
    )
  }
}

function toIntervalTest({
  from,
  to,
}: Extract<ClassRule, { kind: 'interval' }>): (value: FieldValue) => boolean {
  return (value) => {
    if (value === null || kindOfValue(value) !== 'number') return false
    const isFromThere = from === undefined || compareValues(value, from)! >= 0
    return isFromThere && (to === undefined || compareValues(value, to)! < 0)
  }
}

/**
 * The condition that the features of one class meet among those that no class before it has taken; `null`
 * where all of them do.
 */
export function toRuleCondition(field: string | undefined, rule: ClassRule): Condition | null {
  if (field === undefined || rule.kind === 'rest') return null
  return rule.kind === 'values'
    ? toMembership(field, 'one-of', rule.values)
    : toRange(field, rule.from, rule.to)
}

/**
 * The condition that features meet whose class is not hidden. `null` where all features do, `'nothing'`
 * where none does. Values that the field cannot hold, which no feature has, are left out of it.
 *
 * @param hidden the ids of classes
 */
export function toClassCondition(
  { field, classes }: FeatureClasses<{ readonly id: string }>,
  hidden: ReadonlySet<string>,
  fields: readonly Pick<Field, 'name' | 'type'>[],
): Condition | 'nothing' | null {
  const rest = classes.findIndex(({ rule }) => rule.kind === 'rest')
  const shown = classes.map(({ look }) => !hidden.has(look.id))
  if (classes.length === 0) return null
  if (field === undefined) return shown[rest] ? null : 'nothing'
  const isRestShown = shown[rest] ?? false
  const isShown = (index: number) => (index < 0 ? isRestShown : shown[index]!)
  const rules = classes.map(({ rule }) => rule)
  const type = fields.find(({ name }) => name === field)?.type
  if (rules[0]!.kind === 'interval') {
    const isOfNumbers = type === undefined || kindOfType(type) === 'number'
    if (isOfNumbers) return toShownRanges(field, rules, isShown)
    return isRestShown ? null : 'nothing'
  }
  const places = new Map<FieldValue, number>()
  for (const [index, rule] of rules.entries()) {
    if (rule.kind !== 'values') continue
    for (const value of rule.values) {
      const isKnown = value === null || type === undefined || canHold({ type }, value)
      if (isKnown && !places.has(toKey(value))) places.set(toKey(value), index)
    }
  }
  const named = [...places] as [ClassValue, number][]
  const toldApart = named.filter(([, index]) => isShown(index) !== isRestShown)
  const values = toldApart.map(([value]) => value)
  if (isRestShown) return isSeveral(values) ? toMembership(field, 'none-of', values) : null
  return isSeveral(values) ? toMembership(field, 'one-of', values) : 'nothing'
}

/** Whether a field holds one of the values, `null` for the empty field among them, or none of them. */
function toMembership(
  field: string,
  kind: 'one-of' | 'none-of',
  values: readonly ClassValue[],
): Condition {
  const filled = values.filter((value) => value !== null)
  const isEmptyNamed = filled.length < values.length
  const parts: Condition[] = []
  if (isSeveral(filled)) parts.push({ kind, field, values: filled })
  // A test of an empty field is unknown: what is to be said of it is said by itself.
  else if (kind === 'none-of') parts.push({ kind: 'not-empty', field })
  if (isEmptyNamed === (kind === 'one-of')) parts.push({ kind: 'empty', field })
  if (!isSeveral(parts)) throw new Error('a class names no values')
  return combine('any', parts)
}

/** Neighbours share their limits: what runs through several shown classes is one range. */
function toShownRanges(
  field: string,
  rules: readonly ClassRule[],
  isShown: (index: number) => boolean,
): Condition | 'nothing' | null {
  const intervals = rules.flatMap((rule) => (rule.kind === 'interval' ? [rule] : []))
  const limits = new Set(intervals.flatMap(({ from, to }) => [from, to]))
  limits.delete(undefined)
  const sorted = [undefined, ...([...limits] as number[]).sort((a, b) => a - b)]
  const ranges: { from: number | undefined; to: number | undefined }[] = []
  for (const [place, from] of sorted.entries()) {
    const to = sorted[place + 1]
    const index = intervals.findIndex((one) => isWithin(from, to, one))
    if (!isShown(index)) continue
    const before = ranges.at(-1)
    if (before && place > 0 && before.to === from) before.to = to
    else ranges.push({ from, to })
  }
  const isEmptyShown = isShown(-1)
  const isWhole =
    ranges.length === 1 && ranges[0]!.from === undefined && ranges[0]!.to === undefined
  if (isEmptyShown && isWhole) return null
  const parts: Condition[] = ranges.map(({ from, to }) => toRange(field, from, to))
  if (isEmptyShown) parts.push({ kind: 'empty', field })
  return isSeveral(parts) ? combine('any', parts) : 'nothing'
}

/** Whether what lies between two neighbouring limits of all intervals lies in one of these. */
function isWithin(
  from: number | undefined,
  to: number | undefined,
  interval: { readonly from?: number | undefined; readonly to?: number | undefined },
): boolean {
  const startsWithin = interval.from === undefined || (from !== undefined && from >= interval.from)
  return startsWithin && (interval.to === undefined || (to !== undefined && to <= interval.to))
}

function toRange(field: string, from: number | undefined, to: number | undefined): Condition {
  const parts: Condition[] = []
  if (from !== undefined) parts.push({ kind: 'compare', field, operator: '>=', value: from })
  if (to !== undefined) parts.push({ kind: 'compare', field, operator: '<', value: to })
  return isSeveral(parts) ? combine('all', parts) : { kind: 'not-empty', field }
}
