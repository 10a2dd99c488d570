import { describe, expect, it } from 'vitest'
import {
  follow,
  MOST_CANVAS_PIXELS,
  mostOffset,
  toExtent,
  toOffset,
  toScrollTop,
} from './scroll.ts'

const few = toExtent(1000, 32, 600)
const many = toExtent(500_000, 32, 600)

describe('the way of the scroll bar', () => {
  it('is the way of the rows where these are no higher than browsers draw', () => {
    expect(few.canvas).toBe(32_000)
    for (const scrollTop of [0, 1, 777, 31_400]) expect(toOffset(scrollTop, few)).toBe(scrollTop)
    expect(follow({ offset: 0, scrollTop: 0 }, 250, few)).toBe(250)
  })

  it('is never higher than browsers draw, and leads to the first and the last row', () => {
    expect(many.canvas).toBe(MOST_CANVAS_PIXELS)
    expect(toOffset(0, many)).toBe(0)
    expect(toOffset(many.canvas - many.view, many)).toBe(500_000 * 32 - 600)
    expect(mostOffset(many)).toBe(500_000 * 32 - 600)
  })

  it('and back is the same place', () => {
    for (const offset of [0, 1, 12_345, 8_000_000, mostOffset(many)]) {
      expect(toOffset(toScrollTop(offset, many), many)).toBeCloseTo(offset, 3)
    }
  })

  it('moves the rows by as much as a wheel turns, and by its share for a jump', () => {
    const place = { offset: 8_000_000, scrollTop: toScrollTop(8_000_000, many) }
    expect(follow(place, place.scrollTop + 100, many)).toBe(8_000_100)
    expect(follow(place, place.scrollTop - 100, many)).toBe(7_999_900)
    expect(follow(place, 1_000_000, many)).toBe(toOffset(1_000_000, many))
  })

  it('ends at the first and the last row, also where the bar has a little way left', () => {
    expect(follow({ offset: 20, scrollTop: 300 }, 200, many)).toBe(0)
    const end = { offset: mostOffset(many) - 20, scrollTop: 5_000_000 }
    expect(follow(end, 5_000_100, many)).toBe(mostOffset(many))
  })

  it('has no length where all rows are seen', () => {
    const all = toExtent(3, 32, 600)
    expect(toOffset(0, all)).toBe(0)
    expect(toScrollTop(0, all)).toBe(0)
    expect(mostOffset(toExtent(0, 32, 600))).toBe(0)
  })
})
