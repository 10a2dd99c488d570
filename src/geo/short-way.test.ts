import { describe, expect, it } from 'vitest'
import type { Bbox } from './bbox.ts'
import { ShortWayBox } from './short-way.ts'

function boxOf(positions: readonly (readonly [number, number])[]): Bbox | null {
  const box = new ShortWayBox()
  for (const position of positions) box.add({ type: 'Point', coordinates: [...position] })
  return box.bbox()
}

const square = (west: number, east: number) => [
  [west, 50],
  [east, 50],
  [east, 60],
  [west, 60],
  [west, 50],
]

describe('the box of what lies around the antimeridian', () => {
  it('takes the short way: its west is greater than its east', () => {
    expect(
      boxOf([
        [-176.64, 51.9],
        [174.11, 52.8],
        [-149.9, 61.2],
      ]),
    ).toEqual([174.11, 51.9, -149.9, 61.2])
  })

  it('is the plain box where that is shorter, or nothing lies on the other side', () => {
    expect(
      boxOf([
        [-100, 20],
        [-60, 50],
      ]),
    ).toEqual([-100, 20, -60, 50])
    expect(
      boxOf([
        [-100, 20],
        [70, 50],
      ]),
    ).toEqual([-100, 20, 70, 50])
  })

  it('counts what lies between the positions of one ring, and parts of an area apart', () => {
    const box = new ShortWayBox()
    box.add({ type: 'MultiPolygon', coordinates: [[square(170.5, 180)], [square(-180, -60.25)]] })
    expect(box.bbox()).toEqual([170.5, 50, -60.25, 60])
    box.add({ type: 'Polygon', coordinates: [square(-60.25, 160)] })
    expect(box.bbox()).toEqual([-180, 50, 180, 60])
  })

  it('joins boxes, also those that cross it', () => {
    const box = new ShortWayBox()
    expect(box.bbox()).toBeNull()
    box.addBox([170, 50, -170, 60])
    box.addBox([-140, 40, -100, 50])
    expect(box.bbox()).toEqual([170, 40, -100, 60])
  })

  it('goes all the way round where next to nothing is left out', () => {
    expect(
      boxOf(Array.from({ length: 36 }, (_, index) => [index * 10 - 175, index] as const)),
    ).toEqual([-175, 0, 175, 35])
  })
})
