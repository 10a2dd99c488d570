import { describe, expect, it } from 'vitest'
import { toUnitText, withUnit } from './unit-text.ts'

describe('a unit', () => {
  it.each([
    ['km2', 'km²', 'km²', 'km²'],
    ['kt/a', 'kt/yr', 'kt/an', 'kt/año'],
    ['MW', 'MW', 'MW', 'MW'],
    ['furlong', 'furlong', 'furlong', 'furlong'],
    ['{person}', '', '', ''],
    [undefined, '', '', ''],
  ])('%s is written as readers of each language do', (unit, en, fr, es) => {
    expect([toUnitText(unit, 'en'), toUnitText(unit, 'fr'), toUnitText(unit, 'es')]).toEqual([
      en,
      fr,
      es,
    ])
  })

  it('stands apart from its number, but degrees do not, and people have none', () => {
    expect(withUnit('12', 'km2', 'fr')).toBe('12\u00a0km²')
    expect(withUnit('45', 'deg', 'en')).toBe('45°')
    expect(withUnit('21', 'Cel', 'en')).toBe('21\u00a0°C')
    expect(withUnit('2,000', '{person}', 'en')).toBe('2,000')
  })
})
