import { describe, expect, it } from 'vitest'
import type { Condition } from './condition.ts'
import { parseConditionText, toConditionText } from './condition-text.ts'

describe('a condition in an address', () => {
  it.each<[string, Condition]>([
    [
      'fuel=in=(coal/gas)*capacity_mw=ge=50',
      {
        kind: 'all',
        of: [
          { kind: 'one-of', field: 'fuel', values: ['coal', 'gas'] },
          { kind: 'compare', field: 'capacity_mw', operator: '>=', value: 50 },
        ],
      },
    ],
    [
      "!(name=starts='Río Bravo'/opened=between=(1990-01-01/2000-12-31))",
      {
        kind: 'not',
        of: {
          kind: 'any',
          of: [
            { kind: 'starts-with', field: 'name', text: 'Río Bravo' },
            { kind: 'between', field: 'opened', from: '1990-01-01', to: '2000-12-31' },
          ],
        },
      },
    ],
    ["'L''avis'==true", { kind: 'compare', field: "L'avis", operator: '=', value: true }],
    ["code!='12'", { kind: 'compare', field: 'code', operator: '<>', value: '12' }],
    [
      'id==9007199254740993',
      { kind: 'compare', field: 'id', operator: '=', value: 9007199254740993n },
    ],
    ['size=lt=-1.5e-7', { kind: 'compare', field: 'size', operator: '<', value: -1.5e-7 }],
    ['size=gt=1e21', { kind: 'compare', field: 'size', operator: '>', value: 1e21 }],
    ['name=is=null', { kind: 'empty', field: 'name' }],
    ['name=not=null', { kind: 'not-empty', field: 'name' }],
    ["name=='null'", { kind: 'compare', field: 'name', operator: '=', value: 'null' }],
  ])('is short and can be read: %s', (text, condition) => {
    expect(toConditionText(condition)).toBe(text)
    expect(parseConditionText(text)).toEqual(condition)
  })

  it.each([
    '',
    'fuel',
    'fuel==',
    'fuel=coal',
    'fuel==null',
    'fuel=is=coal',
    'fuel=in=()',
    'fuel=in=(a',
    'fuel=between=(1)',
    'fuel=between=(1/2/3)',
    'fuel=has=5',
    'fuel=most=5',
    'fuel==coal*',
    '(fuel==coal',
    'fuel==coal)',
    '!fuel==coal',
    "fuel=='coal",
    'fuel==coal gas',
    'size==1e999',
    `${'('.repeat(20)}a==1${')'.repeat(20)}`,
    `a==${'x'.repeat(2000)}`,
  ])('is nothing where it does not say one: %s', (text) => {
    expect(parseConditionText(text)).toBeUndefined()
  })

  it('is not said where it is longer or deeper than an address may be, or holds half a character', () => {
    const test: Condition = { kind: 'empty', field: 'name' }
    let deep: Condition = test
    for (let depth = 0; depth < 20; depth++) deep = { kind: 'not', of: deep }
    expect(toConditionText(deep)).toBeUndefined()
    expect(toConditionText({ kind: 'empty', field: 'x'.repeat(2000) })).toBeUndefined()
    expect(toConditionText({ kind: 'empty', field: '\ud83d' })).toBeUndefined()
  })
})
