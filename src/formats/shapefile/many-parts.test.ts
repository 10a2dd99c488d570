import { describe, expect, it } from 'vitest'
import { Tally } from '../contract/tally.ts'
import { groupRings, toRing } from './rings.ts'
import { toShapes } from './write-shapes.ts'

/** More than a call has room for as its arguments. */
const MANY = 200_000

const square = (x: number, y: number, size: number, isClockwise: boolean) => {
  const ring = [x, y, x, y + size, x + size, y + size, x + size, y, x, y]
  return isClockwise ? ring : [x, y, x + size, y, x + size, y + size, x, y + size, x, y]
}

describe('shapes of very many parts', () => {
  it('are read, as a polygon with its holes', () => {
    const numbers = square(-1, -1, MANY + 2, true)
    for (let hole = 0; hole < MANY; hole++) numbers.push(...square(hole, 0, 0.5, false))
    const positions = Float64Array.from(numbers)
    const rings = Array.from({ length: MANY + 1 }, (_, nth) =>
      toRing(positions, 5 * nth, 5 * nth + 5),
    )
    const { groups, isWoundWrongly } = groupRings(positions, rings)
    expect([groups.length, groups[0]!.length, isWoundWrongly]).toEqual([1, MANY + 1, false])
  })

  it('are written of a collection, as one of lines and one of points', () => {
    const places = Array.from({ length: MANY }, (_, nth) => [nth / 1e4, 45])
    const shapes = toShapes(
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'MultiLineString', coordinates: places.map((place) => [place, [0, 0]]) },
          ...places.map((coordinates) => ({ type: 'Point' as const, coordinates })),
        ],
      },
      new Tally(),
    )
    expect(shapes.map(({ family, parts }) => [family, parts.length, parts[0]!.length])).toEqual([
      ['line', MANY, 2],
      ['multipoint', 1, MANY],
    ])
  })
})
