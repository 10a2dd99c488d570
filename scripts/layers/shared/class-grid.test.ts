import { describe, expect, it } from 'vitest'
import { type ClassGrid, coarsen, sieve, toPolygons } from './class-grid.ts'

/** A grid of one digit a cell. */
function grid(...lines: readonly string[]): ClassGrid {
  return {
    columns: lines[0]!.length,
    rows: lines.length,
    values: Uint8Array.from(lines.join(''), Number),
  }
}

const toText = ({ columns, values }: ClassGrid): string[] =>
  Array.from({ length: values.length / columns }, (_, row) =>
    [...values.subarray(row * columns, (row + 1) * columns)].join(''),
  )

const area = (ring: readonly (readonly number[])[]): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!
    return sum + (x! * nextY! - nextX! * y!) / 2
  }, 0)

describe('coarsening a grid of classes', () => {
  it('takes the commonest class of each block, the lowest of equally common ones, emptiness last', () => {
    expect(toText(coarsen(grid('1122', '1222', '0033', '0111'), 2))).toEqual(['12', '01'])
    expect(toText(coarsen(grid('12', '00'), 2))).toEqual(['0'])
    expect(toText(coarsen(grid('02', '20'), 2))).toEqual(['2'])
  })

  it('takes part blocks at the right and lower edge for what they hold', () => {
    expect(toText(coarsen(grid('113', '112', '445'), 2))).toEqual(['12', '45'])
  })
})

describe('the sieve', () => {
  it('gives a speck to the neighbour with the longest common edge', () => {
    const { grid: sieved, changedCells } = sieve(grid('1111', '1322', '1111'), 3)
    expect(toText(sieved)).toEqual(['1111', '1111', '1111'])
    expect(changedCells).toBe(3)
  })

  it('keeps islands, and leaves emptiness empty', () => {
    const island = grid('0000', '0300', '0000')
    expect(toText(sieve(island, 4).grid)).toEqual(toText(island))
    const lake = grid('1111', '1011', '1111')
    expect(toText(sieve(lake, 4).grid)).toEqual(toText(lake))
  })
})

describe('polygons of a grid', () => {
  const toPlane = (column: number, row: number) => [column, -row]

  it('go round patches, with holes, and fill as many square cells as the patch has', () => {
    const polygons = toPolygons(grid('1111', '1221', '1111'), toPlane)
    expect(polygons.map(({ value, rings }) => [value, rings.map(area)])).toEqual([
      [1, [12, -2]],
      [2, [2]],
    ])
  })

  it('part cells that touch at a corner alone', () => {
    const polygons = toPolygons(grid('10', '01'), toPlane)
    expect(polygons.map(({ rings }) => rings.map(area))).toEqual([[1], [1]])
  })

  it('have a vertex where three patches meet, on all of their rings', () => {
    const polygons = toPolygons(grid('1111', '2233'), toPlane)
    const has = polygons.map(({ rings }) => rings[0]!.some(([x, y]) => x === 2 && y === -1))
    expect(has).toEqual([true, true, true])
  })

  it('leave out what has no class', () => {
    expect(toPolygons(grid('00', '00'), toPlane)).toEqual([])
  })
})
