import { describe, expect, it } from 'vitest'
import { fieldsOf } from './condition.ts'
import type { FieldValues } from './feature.ts'
import { toPredicate } from './predicate.ts'
import type { Field } from './schema.ts'
import { parseWhere } from './where.ts'

const FIELDS: readonly Field[] = [
  { name: 'name', type: 'string' },
  { name: 'capacité_mw', type: 'double' },
  { name: 'year built', type: 'integer' },
  { name: 'opened', type: 'date' },
  { name: 'active', type: 'boolean' },
  { name: 'id', type: 'long' },
]

const ROWS: readonly FieldValues[] = [
  { name: "L'Anse", capacité_mw: 12.5, 'year built': 1998, opened: '1998-05-01', active: true },
  { name: 'Río Bravo', capacité_mw: 100, 'year built': 2011, opened: '2011-01-01', active: false },
  { name: 'Empty', id: 9007199254740993n },
]

/** The names of the rows that a condition selects. */
function select(text: string): unknown[] {
  const meets = toPredicate(parseWhere(text, FIELDS), FIELDS)
  return ROWS.filter(meets).map(({ name }) => name)
}

describe('a condition', () => {
  it.each([
    ['capacité_mw > 50', ['Río Bravo']],
    ['"year built" BETWEEN 1990 AND 2000', ["L'Anse"]],
    ["name = 'L''Anse'", ["L'Anse"]],
    ["name LIKE 'R%o _ravo'", ['Río Bravo']],
    ["name LIKE 'r%'", []],
    ["name ILIKE 'r%'", ['Río Bravo']],
    ["name LIKE '%!%%' ESCAPE '!'", []],
    ["name LIKE '!R%' ESCAPE '!'", ['Río Bravo']],
    ["name IN ('Empty', 'x') or capacité_mw < 20", ["L'Anse", 'Empty']],
    ["opened >= '2000-01-01'", ['Río Bravo']],
    ['active = TRUE', ["L'Anse"]],
    ['active = false', ['Río Bravo']],
    ['id = 9007199254740993', ['Empty']],
    ['id = 9007199254740992', []],
    ['id IS NULL AND NOT (active = true)', ['Río Bravo']],
    ['capacité_mw IS NOT NULL', ["L'Anse", 'Río Bravo']],
    ["NOT name = 'Empty' AND capacité_mw = 1e2", ['Río Bravo']],
  ])('%s selects as SQL does', (text, expected) => {
    expect(select(text)).toEqual(expected)
  })

  it('does not select what it asks of an empty field, nor its opposite', () => {
    expect(select('capacité_mw > 0')).not.toContain('Empty')
    expect(select('NOT capacité_mw > 0')).not.toContain('Empty')
    expect(select('capacité_mw NOT IN (1, 2)')).not.toContain('Empty')
  })

  it.each([
    ['capacity > 1', 'where-field-unknown'],
    ["capacité_mw = 'ten'", 'where-type'],
    ['name = 10', 'where-type'],
    ["capacité_mw LIKE '1%'", 'where-type'],
    ['capacité_mw < 1e999', 'where-type'],
    ['name = ', 'where-syntax'],
    ["name LIKE 'a' ESCAPE 'bc'", 'where-syntax'],
    ["name = 'open", 'where-syntax'],
    ['name', 'where-syntax'],
    ["name = 'a' name = 'b'", 'where-syntax'],
    ['name; DROP TABLE x', 'where-syntax'],
    ['', 'where-syntax'],
    [`${'('.repeat(5000)}active = TRUE`, 'where-syntax'],
  ])('%s is refused with a reason', (text, code) => {
    expect(() => parseWhere(text, FIELDS)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code }) }),
    )
  })

  it('says at which character it went wrong', () => {
    expect(() => parseWhere('active = TRUE AND ?', FIELDS)).toThrow('character 19')
  })

  it('is not held up by a pattern made for that', () => {
    const where = parseWhere(`name LIKE '${'%a'.repeat(2000)}b'`, FIELDS)
    expect(toPredicate(where, FIELDS)({ name: 'a'.repeat(3000) })).toBe(false)
  })

  it('names the fields that it needs', () => {
    expect(fieldsOf(parseWhere("active = TRUE OR name = 'x'", FIELDS))).toEqual(['active', 'name'])
  })
})
