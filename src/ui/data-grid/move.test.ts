import { describe, expect, it } from 'vitest'
import { move } from './move.ts'

const grid = { rowCount: 500_000, columnCount: 8, pageRows: 17 }
const from = (row: number, column: number, key: string, isCommand = false) => {
  const cell = move({ row, column }, { key, isCommand }, grid)
  return cell && [cell.row, cell.column]
}

describe('the keys of a grid', () => {
  it('go from cell to cell, and end at its edges', () => {
    expect(from(0, 0, 'ArrowDown')).toEqual([1, 0])
    expect(from(0, 0, 'ArrowUp')).toEqual([-1, 0])
    expect(from(-1, 0, 'ArrowUp')).toEqual([-1, 0])
    expect(from(499_999, 3, 'ArrowDown')).toEqual([499_999, 3])
    expect(from(5, 0, 'ArrowLeft')).toEqual([5, 0])
    expect(from(5, 7, 'ArrowRight')).toEqual([5, 7])
  })

  it('go by pages from rows to rows', () => {
    expect(from(100, 2, 'PageDown')).toEqual([117, 2])
    expect(from(10, 2, 'PageUp')).toEqual([0, 2])
    expect(from(499_990, 2, 'PageDown')).toEqual([499_999, 2])
    expect(from(-1, 2, 'PageUp')).toEqual([-1, 2])
  })

  it('go to the ends of a row, and with Control to those of the grid', () => {
    expect(from(100, 4, 'Home')).toEqual([100, 0])
    expect(from(100, 4, 'End')).toEqual([100, 7])
    expect(from(100, 4, 'Home', true)).toEqual([0, 0])
    expect(from(100, 4, 'End', true)).toEqual([499_999, 7])
  })

  it('stay on the titles where there are no rows', () => {
    const empty = { ...grid, rowCount: 0 }
    for (const key of ['ArrowDown', 'PageDown', 'PageUp']) {
      expect(move({ row: -1, column: 0 }, { key, isCommand: false }, empty)?.row).toBe(-1)
    }
    expect(move({ row: -1, column: 0 }, { key: 'End', isCommand: true }, empty)?.row).toBe(-1)
  })

  it('are none of the others', () => {
    expect(from(0, 0, 'a')).toBeNull()
    expect(from(0, 0, 'Tab')).toBeNull()
  })
})
