import { describe, expect, it } from 'vitest'
import { columnsIn, LEAST_WIDTH, MOST_WIDTH, spanOf, toWidth } from './columns.ts'

const widths = [100, 50, 200, 80]

describe('the columns of a grid', () => {
  it('are drawn as far as they are seen', () => {
    expect(columnsIn(widths, 0, 430)).toEqual([0, 4])
    expect(columnsIn(widths, 0, 100)).toEqual([0, 1])
    expect(columnsIn(widths, 100, 101)).toEqual([1, 2])
    expect(columnsIn(widths, 149, 360)).toEqual([1, 4])
    expect(columnsIn([], 0, 100)).toEqual([0, 0])
  })

  it('take a part each, one after the other', () => {
    expect(spanOf(widths, 0)).toEqual([0, 100])
    expect(spanOf(widths, 2)).toEqual([150, 350])
  })

  it('are never too narrow to be taken hold of, nor too wide', () => {
    expect(toWidth(-20)).toBe(LEAST_WIDTH)
    expect(toWidth(1e9)).toBe(MOST_WIDTH)
    expect(toWidth(99.6)).toBe(100)
  })
})
