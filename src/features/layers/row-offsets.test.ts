import { describe, expect, it } from 'vitest'
import { nearestPlace, offsetTo } from './row-offsets.ts'

/** Three rows of which the second is open, and so higher, and a heading between it and the third. */
const ROWS = [
  { id: 'lakes', place: 0, top: 0, height: 40 },
  { id: 'rivers', place: 1, top: 40, height: 200 },
  { id: 'land', place: 2, top: 300, height: 40 },
]

describe('a row that is moved', () => {
  it('goes to the place whose middle it is nearest to', () => {
    expect(nearestPlace(ROWS, 'lakes', 10)).toBe(0)
    expect(nearestPlace(ROWS, 'lakes', 100)).toBe(1)
    expect(nearestPlace(ROWS, 'lakes', 900)).toBe(2)
    expect(nearestPlace(ROWS, 'land', -400)).toBe(0)
  })

  it('ends where the other one ended below, and begins where it began above', () => {
    expect(offsetTo(ROWS[0]!, ROWS[1]!)).toBe(200)
    expect(offsetTo(ROWS[2]!, ROWS[1]!)).toBe(-260)
    expect(offsetTo(ROWS[1]!, ROWS[1]!)).toBe(0)
  })
})
