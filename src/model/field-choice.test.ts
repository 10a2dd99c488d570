import { describe, expect, it } from 'vitest'
import type { Condition } from './condition.ts'
import { parseConditionText, toConditionText } from './condition-text.ts'
import { type FieldChoice, type Sides, toChoice, toChoiceCondition } from './field-choice.ts'
import { othersOf, placeOf, toFilter, toParts, withPart } from './filter-parts.ts'

const sides: Sides[] = [false, true].flatMap((isOutside) =>
  [false, true].map((hasEmpty) => ({ isOutside, hasEmpty })),
)
const choices: FieldChoice[] = [
  { kind: 'empty' },
  { kind: 'not-empty' },
  ...sides.flatMap((side): FieldChoice[] => [
    { kind: 'values', values: ['coal', 'été'], ...side },
    { kind: 'values', values: [true], ...side },
    { kind: 'range', from: 5, to: 50, ...side },
    { kind: 'range', from: 5, to: null, ...side },
    { kind: 'range', from: null, to: '2020-01-01', ...side },
    { kind: 'range', from: 2n ** 60n + 1n, to: null, ...side },
    { kind: 'text', test: 'contains', text: 'a', ...side },
    { kind: 'text', test: 'starts-with', text: 'b;c', ...side },
  ]),
]

describe('what is chosen of a field', () => {
  it('comes back from its condition, also by way of an address', () => {
    for (const choice of choices) {
      const condition = toChoiceCondition('f', choice)!
      expect(toChoice(condition)).toEqual({ field: 'f', choice })
      const again = parseConditionText(toConditionText(condition)!)!
      expect(toChoice(again)).toEqual({ field: 'f', choice })
    }
  })

  it('is a list of one where one value is asked for', () => {
    const side = { isOutside: false, hasEmpty: false }
    const one = { field: 'f', choice: { kind: 'values', values: ['a'], ...side } }
    expect(toChoice(parseConditionText('f==a')!)).toEqual(one)
    const none = { field: 'f', choice: { ...one.choice, isOutside: true, hasEmpty: true } }
    expect(toChoice(parseConditionText('f!=a/f=is=null')!)).toEqual(none)
  })

  it('leaves nothing out where nothing is chosen', () => {
    const side = { isOutside: true, hasEmpty: false }
    expect(toChoiceCondition('f', { kind: 'values', values: [], ...side })).toBeNull()
    expect(toChoiceCondition('f', { kind: 'range', from: null, to: null, ...side })).toBeNull()
    expect(toChoiceCondition('f', { kind: 'text', test: 'contains', text: '', ...side })).toBeNull()
  })

  it.each([
    "f=like='%a'",
    'f==3/g==3',
    'f=ge=3/g=ge=3',
    'f=ge=3*f=le=5',
    '!(f=in=(a/b))',
    'f=lt=3/f=gt=5/f==4',
  ])('is not what %s says, which is kept as it is', (text) => {
    expect(toChoice(parseConditionText(text)!)).toBeNull()
  })
})

describe('the parts of a filter', () => {
  const parse = (text: string) => parseConditionText(text)!
  const write = (condition: Condition | null) => condition && toConditionText(condition)

  it('are put together again to the same filter', () => {
    for (const text of [
      'a=ge=1',
      'a=ge=1*b=is=null',
      'a=ge=1/b=is=null',
      '(a=ge=1/b=has=x)*c=le=2',
    ]) {
      expect(write(toFilter(toParts(parse(text), 'all')))).toBe(text)
    }
    // A range and the empty ones are one choice of one field.
    expect(toParts(parse('a=ge=1/a=is=null'), 'all')).toMatchObject({
      match: 'all',
      parts: { length: 1 },
    })
  })

  it('are added, changed and taken out by their fields', () => {
    const one = withPart(toParts(null, 'any'), -1, parse('a=ge=1'))
    const two = withPart(one, -1, parse('b=is=null'))
    expect(write(toFilter(two))).toBe('a=ge=1/b=is=null')
    const place = placeOf(two, 'a')
    expect(write(toFilter(withPart(two, place, parse('a=ge=7'))))).toBe('a=ge=7/b=is=null')
    expect(write(toFilter(withPart(two, place, null)))).toBe('b=is=null')
    expect(placeOf(two, 'c')).toBe(-1)
  })

  it('narrow the counts of one another but never their own, and none where any will do', () => {
    const all = toParts(parse('a=ge=1*b=is=null'), 'all')
    expect(othersOf(all, 0).map(write)).toEqual(['b=is=null'])
    expect(othersOf(all, -1).map(write)).toEqual(['a=ge=1', 'b=is=null'])
    expect(othersOf(toParts(parse('a=ge=1/b=is=null'), 'all'), 0)).toEqual([])
  })
})
