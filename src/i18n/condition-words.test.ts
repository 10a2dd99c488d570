import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../tests/support/random.ts'
import { RANDOM_FIELDS, randomCondition } from '../../tests/support/random-conditions.ts'
import { parseWhere } from '../model/where.ts'
import type { WordedField } from '../words/format-value.ts'
import { LANGUAGES } from '../words/languages.ts'
import { toWords } from './condition-words.ts'

const FIELDS: readonly WordedField[] = [
  {
    name: 'fuel',
    type: 'string',
    title: { en: 'Fuel', fr: 'Combustible', es: 'Combustible' },
    codes: { gas: { en: 'natural gas', fr: 'gaz naturel', es: 'gas natural' } },
  },
  {
    name: 'mw',
    type: 'double',
    title: { en: 'Capacity', fr: 'Puissance', es: 'Capacidad' },
    unit: 'MW',
  },
  { name: 'year', type: 'integer' },
  { name: 'opened', type: 'date', title: { en: 'Opening', fr: 'Ouverture', es: 'Apertura' } },
  { name: 'active', type: 'boolean' },
]

describe('a condition in words', () => {
  it.each([
    [
      `fuel IN ('coal', 'gas') AND mw >= 12345.5`,
      'Fuel is “coal” or natural gas and Capacity is at least 12,345.5\u00a0MW',
      'Combustible est «\u00a0coal\u00a0» ou gaz naturel et Puissance est au moins 12\u00a0345,5\u00a0MW',
      'Combustible es “coal” o gas natural y Capacidad es al menos 12,345.5\u00a0MW',
    ],
    [
      `NOT (mw BETWEEN 1 AND 2 OR fuel LIKE '%oil%') OR year = 1998`,
      '((Capacity is below 1\u00a0MW or Capacity is above 2\u00a0MW) and Fuel does not contain “oil”) or year is 1998',
      '((Puissance est inférieur à 1\u00a0MW ou Puissance est supérieur à 2\u00a0MW) et Combustible ne contient pas «\u00a0oil\u00a0») ou year est 1998',
      '((Capacidad es menor que 1\u00a0MW o Capacidad es mayor que 2\u00a0MW) y Combustible no contiene “oil”) o year es 1998',
    ],
    [
      `opened < '2020-02-29' AND active = TRUE AND year IS NULL`,
      'Opening is before February 29, 2020, active is yes and year is empty',
      'Ouverture est avant le 29 février 2020, active est oui et year est vide',
      'Apertura es antes del 29 de febrero de 2020, active es sí y year está vacío',
    ],
    [
      `year BETWEEN 1902 AND 1902 AND mw BETWEEN 1 AND 2`,
      'year is 1902 and Capacity is from 1\u00a0MW to 2\u00a0MW',
      'year est 1902 et Puissance va de 1\u00a0MW à 2\u00a0MW',
      'year es 1902 y Capacidad va de 1\u00a0MW a 2\u00a0MW',
    ],
  ])('%s', (where, en, fr, es) => {
    const condition = parseWhere(where, FIELDS)
    expect(toWords(condition, FIELDS, 'en')).toBe(en)
    expect(toWords(condition, FIELDS, 'fr')).toBe(fr)
    expect(toWords(condition, FIELDS, 'es')).toBe(es)
  })

  it('is said of whatever is asked, with each word there in each language', () => {
    const random = randomFrom(3)
    const conditions = Array.from({ length: 200 }, () => randomCondition(random))
    for (const language of LANGUAGES) {
      for (const condition of conditions) {
        const words = toWords(condition, RANDOM_FIELDS, language)
        expect(words).not.toMatch(/condition\.|{{|undefined/)
      }
    }
  })
})
