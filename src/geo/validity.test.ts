import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import judged from '../../tests/fixtures/review/geos-validity.json' with { type: 'json' }
import { randomFrom } from '../../tests/support/random.ts'
import { findAreaFault } from './validity.ts'

/** Areas on a coarse grid, where rings touch and run along each other as often as they cross. */
function randomAreas(seed: number, count: number): Position[][][][] {
  const random = randomFrom(seed)
  const whole = (below: number) => Math.floor(random() * below)
  const ring = (corners: number, size: number): Position[] => {
    const open = Array.from({ length: corners }, (): Position => [whole(size), whole(size)])
    return [...open, open[0]!]
  }
  const box = (x: number, y: number, size: number): Position[] => [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ]
  return Array.from({ length: count }, (_, nth) => {
    switch (nth % 4) {
      case 0:
        return [[ring(3 + whole(3), 7)]]
      case 1:
        return [[box(0, 0, 6), box(whole(7), whole(7), 1 + whole(3)).reverse()]]
      case 2:
        return [[box(0, 0, 6), box(1, 1, 2).reverse(), box(whole(5), whole(5), 1).reverse()]]
      default:
        return [[box(0, 0, 3)], [box(whole(6), whole(6), 1 + whole(3))]]
    }
  })
}

describe('what is wrong with areas', () => {
  it('is what GEOS finds', () => {
    const { seed, valid } = judged
    const different = randomAreas(seed, valid.length).filter(
      (area, nth) => (findAreaFault(area) === null) !== (valid[nth] === '1'),
    )
    expect(valid.length).toBe(800)
    expect(different).toEqual([])
  })

  it('is told by its kind and its place', () => {
    const bow: Position[] = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]] // biome-ignore format: one line
    expect(findAreaFault([[bow]])).toEqual({ kind: 'self-intersection', at: [1, 1] })
    expect(findAreaFault([[[[0, 0], [1, 0], [1, 1]]]])?.kind).toBe('unclosed-ring') // biome-ignore format: one line
    expect(findAreaFault([[[[0, 0], [1, 0], [0, 0]]]])?.kind).toBe('too-few-positions') // biome-ignore format: one line
  })
})
