import { describe, expect, it } from 'vitest'
import { type Condition, fieldsOf } from './condition.ts'
import type { FieldValues } from './feature.ts'
import { toPredicate } from './predicate.ts'
import type { Field } from './schema.ts'
import { parseWhere, toWhereText } from './where.ts'

const FIELDS: readonly Field[] = [
  { name: 'name', type: 'string' },
  { name: 'select', type: 'string' },
  { name: 'a "quoted" name', type: 'double' },
  { name: 'population', type: 'long' },
  { name: 'active', type: 'boolean' },
  { name: 'opened', type: 'date' },
]

const meets = (condition: Condition, properties: FieldValues): boolean =>
  toPredicate(parseWhere(toWhereText(condition), FIELDS), FIELDS)(properties)

describe('a condition', () => {
  it.each<[Condition, FieldValues, FieldValues]>([
    [
      { kind: 'compare', field: 'select', operator: '=', value: "L'Anse" },
      { select: "L'Anse" },
      { select: 'L’Anse' },
    ],
    [
      { kind: 'compare', field: 'a "quoted" name', operator: '>=', value: -1.5 },
      { 'a "quoted" name': -1.5 },
      { 'a "quoted" name': -1.51 },
    ],
    [
      { kind: 'compare', field: 'population', operator: '<>', value: 9007199254740993n },
      { population: 9007199254740992n },
      { population: null },
    ],
    [
      { kind: 'contains', field: 'name', text: '50 %_\\' },
      { name: 'a 50 %_\\ b' },
      { name: 'a 50 xx\\ b' },
    ],
    [{ kind: 'starts-with', field: 'name', text: 'Ñ' }, { name: 'Ñandú' }, { name: 'Nandú Ñ' }],
    [{ kind: 'one-of', field: 'name', values: ['a', 'b'] }, { name: 'b' }, { name: 'c' }],
    [{ kind: 'none-of', field: 'name', values: ['a', 'b'] }, { name: 'c' }, { name: null }],
    [{ kind: 'empty', field: 'name' }, { name: null }, { name: '' }],
    [{ kind: 'not-empty', field: 'active' }, { active: false }, { active: null }],
    [
      {
        kind: 'all',
        of: [
          {
            kind: 'any',
            of: [
              { kind: 'empty', field: 'name' },
              { kind: 'one-of', field: 'name', values: ['a'] },
            ],
          },
          { kind: 'compare', field: 'active', operator: '=', value: true },
        ],
      },
      { name: null, active: true },
      { name: 'a', active: false },
    ],
  ])('is said in words that select the same: %o', (condition, inside, outside) => {
    expect(meets(condition, inside)).toBe(true)
    expect(meets(condition, outside)).toBe(false)
  })

  it('names each field that it asks for once', () => {
    const name: Condition = { kind: 'empty', field: 'name' }
    expect(fieldsOf({ kind: 'all', of: [name, { kind: 'any', of: [name] }] })).toEqual(['name'])
  })
})
