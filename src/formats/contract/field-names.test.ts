import { expect, it } from 'vitest'
import { FieldNames } from './field-names.ts'
import { WarningList } from './read-context.ts'

it('gives each column a name of its own, also where thousands have the same one', () => {
  const names = new FieldNames(new WarningList())
  const given = ['a', 'a', 'a_1', '', 'field_4', '__proto__', '__proto__', 'constructor', 'a']
  expect(given.map((name, index) => names.add(name, index))).toEqual([
    'a',
    'a_1',
    'a_1_1',
    'field_4',
    'field_4_1',
    '__proto__',
    '__proto___1',
    'constructor',
    'a_2',
  ])
  const many = Array.from({ length: 200_000 }, (_, index) => names.add('b', index))
  expect(new Set(many).size).toBe(many.length)
})
