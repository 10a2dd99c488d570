import { type ClassRule, classesOf } from '../model/classes.ts'
import {
  type Condition,
  type ConditionValue,
  type FieldTest,
  type NormalCondition,
  toNormal,
} from '../model/condition.ts'
import type { FieldValue } from '../model/feature.ts'
import { toKey } from '../model/field-value.ts'
import type { Symbology } from './symbology.ts'

/**
 * Whether groups of a layer's points, each of one class, cannot tell what a filter leaves of them: it asks for
 * another field than that of the classes, or tells values of one class apart. Where that is not known it is so.
 */
export function splitsGroups(filter: Condition, symbology: Symbology): boolean {
  const { field, classes } = classesOf(symbology)
  const rules = classes.map(({ rule }) => rule)
  const named = new Set(
    rules.flatMap((rule) => (rule.kind === 'values' ? rule.values.map(toKey) : [])),
  )
  const isSplit = (condition: NormalCondition): boolean => {
    if (condition.kind === 'not') return true
    if ('of' in condition) return condition.of.some(isSplit)
    return condition.field !== field || rules.some((rule) => tellsApart(condition, rule, named))
  }
  return isSplit(toNormal(filter))
}

/**
 * Whether a test of the field of classes may be true of some features of a class and not of others.
 *
 * @param named the values that classes name: the class of the rest has none of them
 */
function tellsApart(test: FieldTest, rule: ClassRule, named: ReadonlySet<FieldValue>): boolean {
  if (rule.kind === 'values' && rule.values.length === 1) return false
  const values = valuesOf(test)
  if (!values) return true
  const isNegative = test.kind === 'none-of' || (test.kind === 'compare' && test.operator === '<>')
  // A test of an empty field is unknown, whatever values it names.
  if (rule.kind !== 'values') return isNegative || !values.every((value) => named.has(toKey(value)))
  if (isNegative && rule.values.includes(null)) return true
  const asked = new Set(values.map(toKey))
  const count = rule.values.filter((value) => asked.has(toKey(value))).length
  return count > 0 && count < rule.values.length
}

/** The values by which alone a test decides; `null` where it is not by values. */
function valuesOf(test: FieldTest): readonly ConditionValue[] | null {
  if (test.kind === 'one-of' || test.kind === 'none-of') return test.values
  const isByValue = test.kind === 'compare' && (test.operator === '=' || test.operator === '<>')
  return isByValue ? [test.value] : null
}

/** What is drawn of a layer of points at a scale, in place of its own groups. */
export interface Regrouped {
  /** Of which filter it is what is left (`toFilterMark`); `null` for all points. */
  readonly filter: string | null
  /** A whole zoom of the Framework's grid. */
  readonly zoom: number
  /** How many features the filter leaves, of how many. */
  readonly left: number
  readonly of: number
  /** `null` where each is drawn by itself. */
  readonly groups: {
    readonly count: number
    readonly cellMeters: number
    readonly largest: number
  } | null
}

/** What tells what is drawn of a layer in place of its own groups from all else of the kind. */
export function toRegroupedKey(
  layerId: string,
  { zoom, filter }: Pick<Regrouped, 'zoom' | 'filter'>,
): string {
  return `${layerId} ${zoom} ${filter}`
}
