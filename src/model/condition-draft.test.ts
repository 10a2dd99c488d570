import { describe, expect, it } from 'vitest'
import { parseDraft, testsOf } from './condition-draft.ts'
import type { Field } from './schema.ts'

const FIELDS: readonly Field[] = [
  { name: 'name', type: 'string' },
  { name: 'select', type: 'string' },
  { name: 'a "quoted" name', type: 'double' },
  { name: 'population', type: 'long' },
  { name: 'active', type: 'boolean' },
  { name: 'opened', type: 'date' },
]

describe('a test as filled in', () => {
  it.each([
    [
      'population',
      '>',
      '12,5',
      { kind: 'compare', field: 'population', operator: '>', value: 12.5 },
    ],
    [
      'population',
      '=',
      '9007199254740993',
      { kind: 'compare', field: 'population', operator: '=', value: 9007199254740993n },
    ],
    ['active', '=', 'true', { kind: 'compare', field: 'active', operator: '=', value: true }],
    [
      'opened',
      '<',
      '2020-02-29',
      { kind: 'compare', field: 'opened', operator: '<', value: '2020-02-29' },
    ],
    ['name', 'one-of', ' a; b ;;a', { kind: 'one-of', field: 'name', values: ['a', 'b'] }],
    ['name', 'empty', 'left over', { kind: 'empty', field: 'name' }],
  ] as const)('becomes a condition: %s %s %s', (field, test, text, condition) => {
    expect(parseDraft({ field, test, text }, FIELDS)).toEqual({ ok: true, condition })
  })

  it.each([
    ['population', '>', 'many', 'not-a-number'],
    ['population', '>', '1e999', 'not-a-number'],
    ['opened', '=', '2021-02-31x', 'not-a-date'],
    ['name', '=', '  ', 'value-missing'],
    ['name', 'one-of', ' ; ', 'value-missing'],
    ['name', 'contains', 'x'.repeat(1001), 'too-long'],
    ['nothing', '=', '1', 'field-unknown'],
    ['active', '<', 'true', 'field-unknown'],
  ] as const)('is refused with what is wrong: %s %s %s', (field, test, text, fault) => {
    expect(parseDraft({ field, test, text }, FIELDS)).toEqual({ ok: false, fault })
  })

  it('is of a kind that the field’s values can be put to', () => {
    expect(testsOf({ name: 'active', type: 'boolean' })).toEqual(['=', 'empty', 'not-empty'])
  })
})
