import { describe, expect, it } from 'vitest'
import { toOneApostrophe, withOneApostrophe } from './apostrophes.ts'
import { Tally } from './geometry.ts'

describe('apostrophes of names', () => {
  it.each([
    ["St. John's", 'St. John’s'],
    ["Val-d'Or", 'Val-d’Or'],
    ["Lake o' the Cherokees", 'Lake o’ the Cherokees'],
    ["3M CHEMICAL OPERATIONS' CORDOVA FACILITY", '3M CHEMICAL OPERATIONS’ CORDOVA FACILITY'],
    ["William 'Bill' Dannelly Reservoir", 'William “Bill” Dannelly Reservoir'],
  ])('of %s are written in one way', (written, name) => {
    expect(toOneApostrophe(written)).toBe(name)
  })

  it('are counted, and left as they are in what is no name', () => {
    const tally = new Tally()
    const [feature] = withOneApostrophe(
      [
        {
          geometry: { type: 'Point', coordinates: [0, 0] },
          properties: { name: "L'Anse", municipality: 'L’Anse', source: "d'hier" },
        },
      ],
      tally,
    )
    expect(feature!.properties).toEqual({
      name: 'L’Anse',
      municipality: 'L’Anse',
      source: "d'hier",
    })
    expect(tally.get('apostrophes')).toBe(1)
    expect(tally.get('blanks')).toBe(0)
  })

  it('stand beside blanks that are there once, which are counted by themselves', () => {
    const tally = new Tally()
    const [feature] = withOneApostrophe(
      [
        {
          geometry: { type: 'Point', coordinates: [0, 0] },
          properties: { name: 'Mojave Air &  Space Port', source: 'a  b' },
        },
      ],
      tally,
    )
    expect(feature!.properties).toEqual({ name: 'Mojave Air & Space Port', source: 'a  b' })
    expect([tally.get('apostrophes'), tally.get('blanks')]).toEqual([0, 1])
  })
})
