import type { Symbology } from '../catalog/symbology.ts'
import { type Condition, type ConditionValue, combine, isSeveral } from '../model/condition.ts'

/**
 * The condition that features of the legend's shown classes meet. `null` where all of them are shown
 * and every feature has a class, `'nothing'` where none is.
 */
export function toClassCondition(
  symbology: Symbology,
  hidden: ReadonlySet<string>,
): Condition | 'nothing' | null {
  if (symbology.kind === 'simple') return null
  if (symbology.kind === 'graduated') return toRanges(symbology, hidden)
  const field = symbology.kind === 'categories' ? symbology.field : symbology.categoryField
  // Without a field of categories every feature belongs to the first class.
  if (!field) return hidden.has(symbology.classes[0]!.id) ? 'nothing' : null
  return toValues(field, symbology, hidden)
}

type Categories = Extract<Symbology, { kind: 'categories' | 'proportional' }>

function toValues(
  field: string,
  { classes, other }: Pick<Categories, 'classes' | 'other'>,
  hidden: ReadonlySet<string>,
): Condition | 'nothing' | null {
  // The first class that names a value has it.
  const classOfValue = new Map<ConditionValue | null, string>()
  for (const { id, values } of classes) {
    for (const value of values) if (!classOfValue.has(value)) classOfValue.set(value, id)
  }
  const named = [...classOfValue]
  const isOtherShown = other !== undefined && !hidden.has(other.id)
  if (isOtherShown) {
    const without = named.filter(([, id]) => hidden.has(id)).map(([value]) => value)
    if (without.length === 0) return null
    const values = without.filter((value) => value !== null)
    const parts: Condition[] = []
    if (isSeveral(values)) parts.push({ kind: 'none-of', field, values })
    else parts.push({ kind: 'not-empty', field })
    if (!without.includes(null)) parts.push({ kind: 'empty', field })
    return any(parts)
  }
  const shown = named.filter(([, id]) => !hidden.has(id)).map(([value]) => value)
  const values = shown.filter((value) => value !== null)
  const parts: Condition[] = []
  if (isSeveral(values)) parts.push({ kind: 'one-of', field, values })
  if (shown.includes(null)) parts.push({ kind: 'empty', field })
  return any(parts)
}

function toRanges(
  { field, classes, noData }: Extract<Symbology, { kind: 'graduated' }>,
  hidden: ReadonlySet<string>,
): Condition | 'nothing' | null {
  const shown = classes.filter(({ id }) => !hidden.has(id))
  const isNoDataShown = noData !== undefined && !hidden.has(noData.id)
  if (isNoDataShown && shown.length === classes.length) return null
  const parts: Condition[] = []
  let from: number | undefined
  shown.forEach((one, index) => {
    // Neighbours share their limit: what runs through is one range.
    if (index === 0 || shown[index - 1]!.to !== one.from) from = one.from
    if (one.to === undefined || shown[index + 1]?.from !== one.to) {
      parts.push(toRange(field, from, one.to))
    }
  })
  if (isNoDataShown) {
    parts.push({ kind: 'empty', field })
    const [lowest, highest] = [classes[0]!.from, classes.at(-1)!.to]
    if (lowest !== undefined) parts.push(toRange(field, undefined, lowest))
    if (highest !== undefined) parts.push(toRange(field, highest, undefined))
  }
  return any(parts)
}

function toRange(field: string, from: number | undefined, to: number | undefined): Condition {
  const parts: Condition[] = []
  if (from !== undefined) parts.push({ kind: 'compare', field, operator: '>=', value: from })
  if (to !== undefined) parts.push({ kind: 'compare', field, operator: '<', value: to })
  return isSeveral(parts) ? combine('all', parts) : { kind: 'not-empty', field }
}

function any(parts: readonly Condition[]): Condition | 'nothing' {
  return isSeveral(parts) ? combine('any', parts) : 'nothing'
}
