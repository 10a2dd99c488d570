import { describe, expect, it } from 'vitest'
import { refuseBinaryTails, withoutBinaryTail } from './binary-tails.ts'

describe('numbers with binary tails', () => {
  it('are what their source meant', () => {
    expect(
      [10.399999999999999, 17.099999999999998, 609.6999999999999].map(withoutBinaryTail),
    ).toEqual([10.4, 17.1, 609.7])
    expect(withoutBinaryTail(8836.00123)).toBe(8836.00123)
  })

  it('are refused with their field, while long ids and fine measurements pass', () => {
    expect(() =>
      refuseBinaryTails([{ properties: { id: 1234567890123456, area: 21354987.125, none: null } }]),
    ).not.toThrow()
    expect(() => refuseBinaryTails([{ properties: { capacity_mw: 10.399999999999999 } }])).toThrow(
      'capacity_mw holds 10.399999999999999',
    )
  })
})
