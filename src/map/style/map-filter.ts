import type { ExpressionSpecification } from 'maplibre-gl'
import { checkCondition } from '../../model/check-condition.ts'
import {
  type ComparisonOperator,
  type Condition,
  type ConditionValue,
  type FieldTest,
  type NormalCondition,
  partsOf,
  toNormal,
} from '../../model/condition.ts'
import { kindOfType } from '../../model/field-value.ts'
import { PATTERN_ESCAPE, parsePattern } from '../../model/like-pattern.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Field } from '../../model/schema.ts'

/**
 * A condition as an expression of the map's style, which holds for the same features by what their tiles say
 * of them, or why there is none:
 *
 * - `pattern`: the map's language has no patterns but a text at the start, at the end, within or alone, and
 *   its lower case of a sigma hangs on what follows;
 * - `long`: tiles hold 64-bit integers as numbers, which cannot tell those beyond 2^53 apart;
 * - `bytes`: tiles hold no bytes, not even that there are any;
 * - `field-name`: no tile can say a field of this name.
 */
export type MapFilter =
  | { readonly ok: true; readonly filter: ExpressionSpecification }
  | { readonly ok: false; readonly cannot: MapFilterFault; readonly field: string }

export type MapFilterFault = 'pattern' | 'long' | 'bytes' | 'field-name'

/**
 * The filter for a condition on the given fields. It reads a tile's properties, where a field that is empty
 * is missing: `fieldsOf(condition)` must be among the fields that the tiles are made with. Throws the
 * `ProblemError` of `checkCondition` where the condition does not go with the fields.
 */
export function toMapFilter(condition: Condition, fields: readonly Field[]): MapFilter {
  const problem = checkCondition(condition, fields)
  if (problem) throw new ProblemError(problem)
  const fault = findFault(condition, new Map(fields.map((field) => [field.name, field])))
  return fault ? { ok: false, ...fault } : { ok: true, filter: toMapTest(toNormal(condition)) }
}

interface Fault {
  readonly cannot: MapFilterFault
  readonly field: string
}

function findFault(condition: Condition, fields: ReadonlyMap<string, Field>): Fault | null {
  if ('of' in condition) {
    for (const part of partsOf(condition)) {
      const fault = findFault(part, fields)
      if (fault) return fault
    }
    return null
  }
  const { field } = condition
  const { type } = fields.get(field)!
  // The map's own objects keep nothing by this name.
  if (field === '__proto__') return { cannot: 'field-name', field }
  if (kindOfType(type) === 'bytes') return { cannot: 'bytes', field }
  if (numbersOf(condition).some((value) => !isTold(value, type))) return { cannot: 'long', field }
  if (condition.kind === 'like' || condition.kind === 'ilike') {
    const isSaid = toSimplePattern(condition.pattern) !== null
    const hasSigma = condition.kind === 'ilike' && /[Σσς]/u.test(condition.pattern)
    if (!isSaid || hasSigma) return { cannot: 'pattern', field }
  }
  return null
}

function numbersOf(test: FieldTest): readonly ConditionValue[] {
  if (test.kind === 'compare') return [test.value]
  if (test.kind === 'between') return [test.from, test.to]
  return test.kind === 'one-of' || test.kind === 'none-of' ? test.values : []
}

/** Whether what a tile says of a field's numbers tells those below, at and above a value apart. */
function isTold(value: ConditionValue, type: Field['type']): boolean {
  if (typeof value === 'bigint') return false
  return typeof value !== 'number' || type !== 'long' || Math.abs(value) <= Number.MAX_SAFE_INTEGER
}

/**
 * The test that a map makes of a tile's feature. In the map's logic of two values each of its tests is false
 * of an empty field.
 */
export function toMapTest(condition: NormalCondition): ExpressionSpecification {
  if (condition.kind === 'not') {
    return all([isOfType(condition.of.field, 'string'), ['!', toTextTest(condition.of)]])
  }
  if ('of' in condition) {
    const tests = condition.of.map(toMapTest)
    return condition.kind === 'all' ? all(tests) : any(tests)
  }
  const { field } = condition
  switch (condition.kind) {
    case 'compare':
      return toComparison(field, condition.operator, condition.value)
    case 'between':
      return all([
        toComparison(field, '>=', condition.from),
        toComparison(field, '<=', condition.to),
      ])
    case 'one-of':
      return any(condition.values.map((value) => isEqual(field, value)))
    case 'none-of':
      return all([
        isOfType(field, typeOfValue(condition.values[0])),
        ...condition.values.map((value): ExpressionSpecification => ['!', isEqual(field, value)]),
      ])
    case 'empty':
      return ['!', isThere(field)]
    case 'not-empty':
      return isThere(field)
    default:
      return all([isOfType(field, 'string'), toTextTest(condition)])
  }
}

type TileType = 'string' | 'number' | 'boolean'

const typeOfValue = (value: ConditionValue): TileType =>
  typeof value === 'bigint' ? 'number' : (typeof value as TileType)

const get = (field: string): ExpressionSpecification => ['get', field]

function isThere(field: string): ExpressionSpecification {
  // The map finds what objects inherit by such a name: an object or a function, which no field holds.
  return field in Object.prototype
    ? ['match', ['typeof', get(field)], ['string', 'number', 'boolean'], true, false]
    : ['has', field]
}

function isOfType(field: string, type: TileType): ExpressionSpecification {
  return ['==', ['typeof', get(field)], type]
}

function isEqual(field: string, value: ConditionValue): ExpressionSpecification {
  return ['==', get(field), value as string | number | boolean]
}

function toComparison(
  field: string,
  operator: ComparisonOperator,
  value: ConditionValue,
): ExpressionSpecification {
  if (operator === '=') return isEqual(field, value)
  if (operator === '<>') {
    return all([isOfType(field, typeOfValue(value)), ['!', isEqual(field, value)]])
  }
  // The map does not order booleans.
  if (typeof value === 'boolean') {
    const holding = [false, true].filter((own) => ORDERS[operator](Number(own), Number(value)))
    return any(holding.map((own) => isEqual(field, own)))
  }
  const order = [operator, get(field), value] as unknown as ExpressionSpecification
  return all([isOfType(field, typeOfValue(value)), order])
}

const ORDERS = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
} as const

/** Of a field that is known to hold a text. */
function toTextTest(
  test: Extract<FieldTest, { kind: 'contains' | 'starts-with' | 'like' | 'ilike' }>,
): ExpressionSpecification {
  const own = get(test.field)
  if ('text' in test) {
    return test.kind === 'contains' ? isWithin(test.text, own) : isAtStart(test.text, own)
  }
  const { text, place } = toSimplePattern(test.pattern)!
  if (test.kind === 'like') return IN_PLACE[place](text, own)
  const lower = Array.from(text, (character) => character.toLowerCase()).join('')
  return IN_PLACE[place](lower, ['downcase', own])
}

const isWithin = (text: string, own: ExpressionSpecification): ExpressionSpecification => [
  '>=',
  ['index-of', text, own],
  0,
]

const isAtStart = (text: string, own: ExpressionSpecification): ExpressionSpecification => [
  '==',
  ['index-of', text, own],
  0,
]

/** Where in a text a pattern's own text is to stand. */
type Place = 'alone' | 'at the start' | 'at the end' | 'within'

const IN_PLACE: Readonly<
  Record<Place, (text: string, own: ExpressionSpecification) => ExpressionSpecification>
> = {
  alone: (text, own) => ['==', own, text],
  'at the start': isAtStart,
  'at the end': (text, own) => ['==', ['slice', own, -[...text].length], text],
  within: isWithin,
}

/** A pattern that is a text with any characters before or after it; `null` for any other. */
function toSimplePattern(pattern: string): { readonly text: string; readonly place: Place } | null {
  const parts = parsePattern(pattern, PATTERN_ESCAPE)
  const isAny = (part: (typeof parts)[number] | undefined): boolean =>
    typeof part === 'object' && part.stands === 'any characters'
  let [from, to] = [0, parts.length]
  while (from < to && isAny(parts[from])) from++
  while (to > from && isAny(parts[to - 1])) to--
  const letters = parts.slice(from, to)
  if (letters.some((part) => typeof part === 'object')) return null
  const text = letters.join('')
  const [isOpenBefore, isOpenAfter] = [from > 0, to < parts.length]
  if (text === '' || (isOpenBefore && isOpenAfter)) {
    return { text, place: parts.length === 0 ? 'alone' : 'within' }
  }
  return { text, place: isOpenBefore ? 'at the end' : isOpenAfter ? 'at the start' : 'alone' }
}

/** All of several tests, the same one once: parts of one range ask for the same type. */
function all(tests: readonly ExpressionSpecification[]): ExpressionSpecification {
  const parts = tests.flatMap((test) =>
    test[0] === 'all' ? (test.slice(1) as ExpressionSpecification[]) : [test],
  )
  const distinct = [...new Map(parts.map((test) => [JSON.stringify(test), test])).values()]
  return distinct.length === 1
    ? distinct[0]!
    : (['all', ...distinct] as unknown as ExpressionSpecification)
}

function any(tests: readonly ExpressionSpecification[]): ExpressionSpecification {
  return tests.length === 1 ? tests[0]! : (['any', ...tests] as unknown as ExpressionSpecification)
}
