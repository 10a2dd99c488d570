import initSqlJs from 'sql.js'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../tests/support/random.ts'
import {
  RANDOM_FIELDS,
  randomCondition,
  randomProperties,
} from '../../tests/support/random-conditions.ts'
import { type Condition, partsOf, toNormal } from './condition.ts'
import { parseConditionText, toConditionText } from './condition-text.ts'
import type { FieldValue, FieldValues } from './feature.ts'
import { toPredicate } from './predicate.ts'
import { parseWhere, toWhereText } from './where.ts'

const random = randomFrom(20261127)
const FEATURES = Array.from({ length: 200 }, () => randomProperties(random))
const CONDITIONS = Array.from({ length: 800 }, () => randomCondition(random))

/** The places of the features that a condition selects. */
function select(condition: Condition): number[] {
  const meets = toPredicate(condition, RANDOM_FIELDS)
  return FEATURES.flatMap((properties, place) => (meets(properties) ? [place] : []))
}

describe('conditions made at random', () => {
  it('select some features and not others, for the most part', () => {
    const counts = CONDITIONS.map((condition) => select(condition).length)
    const telling = counts.filter((count) => count > 0 && count < FEATURES.length)
    expect(telling.length).toBeGreaterThan(CONDITIONS.length * 0.7)
  })

  it('say the same in the words of SQL', () => {
    for (const condition of CONDITIONS) {
      const text = toWhereText(condition)
      const read = parseWhere(text, RANDOM_FIELDS)
      expect(toWhereText(read)).toBe(text)
      expect(select(read), text).toEqual(select(condition))
    }
  })

  it('come back from the text of an address as they were', () => {
    let held = 0
    for (const condition of CONDITIONS) {
      const text = toConditionText(condition)
      if (text === undefined) continue
      held++
      expect(parseConditionText(text), text).toEqual(condition)
    }
    expect(held).toBeGreaterThan(CONDITIONS.length * 0.99)
  })

  it('are met by the same features where no part but a test is turned into its opposite', () => {
    for (const condition of CONDITIONS) {
      const normal = toNormal(condition)
      expect(hasDeepNot(normal)).toBe(false)
      expect(select(normal), toWhereText(condition)).toEqual(select(condition))
    }
  })

  it('select the rows that SQLite does', async () => {
    const { Database } = await initSqlJs()
    const database = new Database()
    // Without a type, a column keeps what is put into it.
    const columns = RANDOM_FIELDS.map(({ name }) => toSqlName(name)).join(', ')
    database.run('PRAGMA case_sensitive_like = ON')
    database.run(`CREATE TABLE features (place INTEGER, ${columns})`)
    for (const [place, properties] of FEATURES.entries()) {
      const values = RANDOM_FIELDS.map(({ name }) => toSqlValue(ownValue(properties, name)))
      database.run(`INSERT INTO features VALUES (${place}, ${values.join(', ')})`)
    }
    // SQLite has LIKE in one manner at a time.
    const known = CONDITIONS.filter((condition) => !toWhereText(condition).includes(' ILIKE '))
    expect(known.length).toBeGreaterThan(CONDITIONS.length / 2)
    for (const condition of known) {
      const text = toWhereText(condition)
      const [answer] = database.exec(`SELECT place FROM features WHERE ${text} ORDER BY place`)
      expect(answer?.values.flat() ?? [], text).toEqual(select(condition))
    }
    database.close()
  })
})

function hasDeepNot(condition: Condition): boolean {
  if (condition.kind === 'not') return 'of' in condition.of
  return partsOf(condition).some(hasDeepNot)
}

const ownValue = (properties: FieldValues, name: string): FieldValue =>
  Object.hasOwn(properties, name) ? (properties[name] ?? null) : null

const toSqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`

function toSqlValue(value: FieldValue): string {
  if (value === null || Number.isNaN(value)) return 'NULL'
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (typeof value === 'boolean') return value ? '1' : '0'
  return String(value).replace('Infinity', '9e999')
}
