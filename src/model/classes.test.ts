import { describe, expect, it } from 'vitest'
import { type Classified, classesOf, toClassCondition, toClassifier } from './classes.ts'
import type { FieldValue } from './feature.ts'
import { toWhereText } from './where.ts'

type Look = Classified<{ readonly id: string }>

const KINDS: Look = {
  kind: 'categories',
  field: 'kind',
  classes: [
    { id: 'coal', values: ['coal', 'lignite'] },
    { id: 'none', values: [null, 'coal'] },
    { id: 'five', values: [5] },
  ],
  other: { id: 'other' },
}
const DEPTHS: Look = {
  kind: 'graduated',
  field: 'depth',
  classes: [
    { id: 'shallow', from: 0, to: 10 },
    { id: 'deep', from: 10 },
  ],
  noData: { id: 'no-data' },
}

function classOf(look: Look, value: FieldValue): string | undefined {
  const classes = classesOf(look)
  const properties = { [classes.field ?? 'any']: value }
  return classes.classes[toClassifier(classes)(properties)]?.look.id
}

describe('the class of a feature', () => {
  it.each<[Look, FieldValue, string]>([
    [KINDS, 'lignite', 'coal'],
    [KINDS, 'coal', 'coal'],
    [KINDS, null, 'none'],
    [KINDS, Number.NaN, 'none'],
    [KINDS, 5, 'five'],
    [KINDS, 5n, 'five'],
    [KINDS, '5', 'other'],
    [KINDS, 'Coal', 'other'],
    [DEPTHS, 0, 'shallow'],
    [DEPTHS, 9.999, 'shallow'],
    [DEPTHS, 10, 'deep'],
    [DEPTHS, 2n ** 62n, 'deep'],
    [DEPTHS, Number.POSITIVE_INFINITY, 'deep'],
    [DEPTHS, -1, 'no-data'],
    [DEPTHS, null, 'no-data'],
    [DEPTHS, Number.NaN, 'no-data'],
    [DEPTHS, '5', 'no-data'],
  ])('%o: %s is of %s', (look, value, id) => {
    expect(classOf(look, value)).toBe(id)
  })

  it('is none where no class takes it, and where one symbol stands for all', () => {
    expect(classOf({ ...KINDS, other: undefined }, 'gas')).toBeUndefined()
    expect(classOf({ ...DEPTHS, noData: undefined }, -1)).toBeUndefined()
    expect(classOf({ kind: 'simple' }, 'coal')).toBeUndefined()
  })

  it('is the first where no field tells classes apart', () => {
    const sizes: Look = { kind: 'proportional', classes: [{ id: 'all', values: ['x'] }] }
    expect(classOf(sizes, 'anything')).toBe('all')
  })
})

describe('the condition of the classes that are shown', () => {
  const conditionOf = (look: Look, hidden: readonly string[]) => {
    const fields = [
      { name: 'kind', type: 'string' },
      { name: 'depth', type: 'double' },
    ] as const
    const condition = toClassCondition(classesOf(look), new Set(hidden), fields)
    return typeof condition === 'object' && condition ? toWhereText(condition) : condition
  }

  it.each<[Look, readonly string[], string | null]>([
    [KINDS, [], null],
    [KINDS, ['coal'], `"kind" NOT IN ('coal', 'lignite') OR "kind" IS NULL`],
    [KINDS, ['none'], '"kind" IS NOT NULL'],
    [KINDS, ['coal', 'none'], `"kind" NOT IN ('coal', 'lignite')`],
    [KINDS, ['other'], `"kind" IN ('coal', 'lignite') OR "kind" IS NULL`],
    // A field of texts holds no 5.
    [KINDS, ['coal', 'none', 'other'], 'nothing'],
    [KINDS, ['five'], null],
    [DEPTHS, [], null],
    [DEPTHS, ['no-data'], '"depth" >= 0'],
    [DEPTHS, ['deep'], '"depth" < 10 OR "depth" IS NULL'],
    [DEPTHS, ['shallow', 'no-data'], '"depth" >= 10'],
    [DEPTHS, ['shallow', 'deep'], '"depth" < 0 OR "depth" IS NULL'],
    [DEPTHS, ['shallow', 'deep', 'no-data'], 'nothing'],
    [{ ...KINDS, other: undefined }, [], `"kind" IN ('coal', 'lignite') OR "kind" IS NULL`],
    [{ kind: 'simple' }, [], null],
  ])('%o without %j is %s', (look, hidden, where) => {
    expect(conditionOf(look, hidden)).toBe(where)
  })
})
