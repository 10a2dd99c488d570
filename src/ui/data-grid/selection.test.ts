import { describe, expect, it } from 'vitest'
import { countSelected, isSelected, NONE, type Selection, toggle, toRange } from './selection.ts'

describe('a selection of rows', () => {
  it('takes rows one by one and lets go of them, as a set would', () => {
    let selection: Selection = NONE
    const set = new Set<number>()
    let seed = 7
    for (let step = 0; step < 2000; step++) {
      seed = (seed * 48_271) % 2_147_483_647
      const row = seed % 50
      selection = toggle(selection, row)
      if (!set.delete(row)) set.add(row)
      expect(countSelected(selection)).toBe(set.size)
    }
    for (let row = 0; row < 50; row++) expect(isSelected(selection, row)).toBe(set.has(row))
  })

  it('has neighbours in one range, in order', () => {
    expect([3, 1, 2, 7].reduce(toggle, NONE)).toEqual([
      [1, 4],
      [7, 8],
    ])
    expect(toggle(toRange(0, 499_999), 250_000)).toEqual([
      [0, 250_000],
      [250_001, 500_000],
    ])
  })

  it('is a range between two rows in whichever direction', () => {
    expect(toRange(9, 4)).toEqual([[4, 10]])
    expect(toRange(4, 4)).toEqual([[4, 5]])
  })
})
