import {
  type Condition,
  type ConditionValue,
  combine,
  type FieldTest,
  isSeveral,
} from './condition.ts'

/**
 * What a reader has chosen of one field's values. `isOutside` turns it into its opposite; features without a value
 * are left out of both, but where `hasEmpty` takes them in.
 */
export type FieldChoice = { readonly kind: 'empty' } | { readonly kind: 'not-empty' } | TestChoice

type TestChoice =
  | ({ readonly kind: 'values'; readonly values: readonly ConditionValue[] } & Sides)
  /** Both ends are included; `null` where there is none. */
  | ({
      readonly kind: 'range'
      readonly from: ConditionValue | null
      readonly to: ConditionValue | null
    } & Sides)
  | ({
      readonly kind: 'text'
      readonly test: 'contains' | 'starts-with'
      readonly text: string
    } & Sides)

export interface Sides {
  readonly isOutside: boolean
  readonly hasEmpty: boolean
}

/** The condition of a choice; `null` where it leaves nothing out. */
export function toChoiceCondition(field: string, choice: FieldChoice): Condition | null {
  if (choice.kind === 'empty' || choice.kind === 'not-empty') return { kind: choice.kind, field }
  const tests = toTests(field, choice)
  if (!isSeveral(tests)) return null
  const isEmpty: FieldTest = { kind: 'empty', field }
  return combine('any', choice.hasEmpty ? [...tests, isEmpty] : tests)
}

/** Tests of which one holds. */
function toTests(
  field: string,
  choice: TestChoice,
): readonly [] | readonly [Condition, ...Condition[]] {
  const { isOutside } = choice
  if (choice.kind === 'values') {
    const { values } = choice
    if (!isSeveral(values)) return []
    return [{ kind: isOutside ? 'none-of' : 'one-of', field, values }]
  }
  if (choice.kind === 'text') {
    const test: FieldTest = { kind: choice.test, field, text: choice.text }
    if (choice.text === '') return []
    return [isOutside ? { kind: 'not', of: test } : test]
  }
  const { from, to } = choice
  const compare = (operator: '<' | '<=' | '>' | '>=', value: ConditionValue): Condition => ({
    kind: 'compare',
    field,
    operator,
    value,
  })
  if (from !== null && to !== null) {
    return isOutside
      ? [compare('<', from), compare('>', to)]
      : [{ kind: 'between', field, from, to }]
  }
  if (from !== null) return [compare(isOutside ? '<' : '>=', from)]
  return to === null ? [] : [compare(isOutside ? '>' : '<=', to)]
}

/** The choice that a condition is of; `null` where it is none, but something that only an address or a file says. */
export function toChoice(
  condition: Condition,
): { readonly field: string; readonly choice: FieldChoice } | null {
  const said = condition.kind === 'any' ? condition.of : [condition]
  const tests = said.map(toListed)
  const others = tests.filter(({ kind }) => kind !== 'empty')
  const hasEmpty = others.length < tests.length
  const [first] = others.length > 0 ? others : tests
  const test = first?.kind === 'not' ? first.of : first
  if (!test || !('field' in test)) return null
  const { field } = test
  const guess = toGuess(others, hasEmpty, test)
  // Whatever is not said by the choice is not lost on it.
  const isWhole = guess && isSame(toChoiceCondition(field, guess), tests)
  return isWhole ? { field, choice: guess } : null
}

/** To be a value, or not to be it, is a list of one. */
function toListed(condition: Condition): Condition {
  if (condition.kind !== 'compare') return condition
  const { field, operator, value } = condition
  if (operator === '=') return { kind: 'one-of', field, values: [value] }
  return operator === '<>' ? { kind: 'none-of', field, values: [value] } : condition
}

function toGuess(
  tests: readonly Condition[],
  hasEmpty: boolean,
  test: FieldTest,
): FieldChoice | null {
  const [first, second] = tests
  if (!first) return { kind: 'empty' }
  const isOutside = first.kind === 'not'
  switch (test.kind) {
    case 'not-empty':
      return { kind: 'not-empty' }
    case 'one-of':
    case 'none-of':
      return { kind: 'values', values: test.values, isOutside: test.kind === 'none-of', hasEmpty }
    case 'contains':
    case 'starts-with':
      return { kind: 'text', test: test.kind, text: test.text, isOutside, hasEmpty }
    case 'between':
      return { kind: 'range', from: test.from, to: test.to, isOutside: false, hasEmpty }
    case 'compare': {
      const { operator, value } = test
      const range = { kind: 'range', hasEmpty } as const
      if (operator === '>=') return { ...range, from: value, to: null, isOutside: false }
      if (operator === '<=') return { ...range, from: null, to: value, isOutside: false }
      if (operator === '>') return { ...range, from: null, to: value, isOutside: true }
      if (operator !== '<') return null
      const to = second?.kind === 'compare' ? second.value : null
      return { ...range, from: value, to, isOutside: true }
    }
    default:
      return null
  }
}

/** Whether a condition asks for any of some tests, in whichever order. */
function isSame(condition: Condition | null, tests: readonly Condition[]): boolean {
  const own = condition?.kind === 'any' ? condition.of : condition ? [condition] : []
  const toTexts = (some: readonly Condition[]) => some.map(toText).sort().join()
  return toTexts(own) === toTexts(tests)
}

function toText(condition: Condition): string {
  return JSON.stringify(condition, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
}
