import { describe, expect, it } from 'vitest'
import { formatValue } from './format-value.ts'

describe('the value of a field', () => {
  it('is a number of the language with its unit, and a year without a separator', () => {
    expect(formatValue(12345.5, { type: 'double', unit: 'MW' }, 'en')).toBe('12,345.5\u00a0MW')
    expect(formatValue(12345.5, { type: 'double', unit: 'MW' }, 'fr')).toBe('12\u00a0345,5\u00a0MW')
    expect(formatValue(6809, { type: 'double', unit: 'MW' }, 'en')).toBe('6,809\u00a0MW')
    expect(formatValue(-6.5, { type: 'double', unit: '°C' }, 'en')).toBe('−6.5\u00a0°C')
    expect(formatValue(2019, { type: 'integer' }, 'en')).toBe('2019')
    expect(formatValue(9007199254740993n, undefined, 'en')).toBe('9,007,199,254,740,993')
  })

  it('is the day of the calendar that it says, and the word of its code', () => {
    expect(formatValue('2019-03-01', { type: 'date' }, 'es')).toBe('1 de marzo de 2019')
    expect(formatValue('2019-03-01', { type: 'date' }, 'fr')).toBe('1er mars 2019')
    expect(formatValue('2019-03-11', { type: 'date' }, 'fr')).toBe('11 mars 2019')
    expect(formatValue('2019-03', { type: 'date' }, 'es')).toBe('2019-03')
    const codes = { Coal: { en: 'Coal', fr: 'Charbon', es: 'Carbón' } }
    expect(formatValue('Coal', { type: 'string', codes }, 'fr')).toBe('Charbon')
    expect(formatValue('constructor', { type: 'string', codes }, 'fr')).toBe('constructor')
  })

  it('is left to the page’s own words where it is a truth value or bytes', () => {
    expect(formatValue(true, { type: 'boolean' }, 'en')).toBe(null)
    expect(formatValue(new Uint8Array(3), { type: 'binary' }, 'en')).toBe(null)
  })
})
