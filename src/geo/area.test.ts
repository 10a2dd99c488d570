import { booleanIntersects, booleanValid } from '@turf/turf'
import type { Geometry, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { PreparedArea, toArea } from './area.ts'
import { fromNaaf } from './naaf.ts'
import { geometryBbox } from './positions.ts'

/** Numbers that look random and are the same in every run (Park and Miller's generator). */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

function star(random: () => number, corners: number, radius: number): Position[] {
  const [x, y] = [random() * 20, random() * 20]
  const ring = Array.from({ length: corners }, (_, index): Position => {
    const angle = (index / corners) * 2 * Math.PI
    const reach = radius * (0.3 + 0.7 * random())
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}

describe('an area', () => {
  it('meets the geometries that Turf says it intersects', () => {
    const random = sequence(7)
    let met = 0
    for (let round = 0; round < 60; round++) {
      const area: Polygon = { type: 'Polygon', coordinates: [star(random, 5 + (round % 40), 5)] }
      const prepared = new PreparedArea(area)
      const line = Array.from({ length: 4 }, (): Position => [random() * 20, random() * 20])
      const geometries: Geometry[] = [
        { type: 'Point', coordinates: [random() * 20, random() * 20] },
        { type: 'MultiPoint', coordinates: line },
        { type: 'LineString', coordinates: line },
        { type: 'MultiLineString', coordinates: [line.slice(0, 2), line.slice(2)] },
        { type: 'Polygon', coordinates: [star(random, 7, 4)] },
        { type: 'MultiPolygon', coordinates: [[star(random, 5, 1)], [star(random, 6, 12)]] },
      ]
      for (const geometry of geometries) {
        const expected = booleanIntersects(geometry, area)
        expect(prepared.meets(geometry), JSON.stringify([geometry, area])).toBe(expected)
        if (expected) met++
      }
    }
    expect(met).toBeGreaterThan(60)
    expect(met).toBeLessThan(300)
  })

  const square: Polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
        [0, 0],
      ],
      [
        [2, 2],
        [2, 8],
        [8, 8],
        [8, 2],
        [2, 2],
      ],
    ],
  }

  it.each<[string, Geometry | null, boolean]>([
    ['on its edge', { type: 'Point', coordinates: [10, 5] }, true],
    ['on its corner', { type: 'Point', coordinates: [0, 0] }, true],
    ['in its hole', { type: 'Point', coordinates: [5, 5] }, false],
    ['on the edge of its hole', { type: 'Point', coordinates: [2, 5] }, true],
    [
      'touching from outside',
      {
        type: 'LineString',
        coordinates: [
          [10, 10],
          [12, 12],
        ],
      },
      true,
    ],
    [
      'wholly in its hole',
      {
        type: 'LineString',
        coordinates: [
          [3, 3],
          [7, 7],
        ],
      },
      false,
    ],
    ['without any place', null, false],
    ['empty', { type: 'GeometryCollection', geometries: [] }, false],
  ])('counts touching as meeting: %s', (_, geometry, expected) => {
    expect(new PreparedArea(square).meets(geometry)).toBe(expected)
  })

  it('meets what it lies in, and not what it lies in a hole of', () => {
    const small: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [4, 4],
          [6, 4],
          [6, 6],
          [4, 6],
          [4, 4],
        ],
      ],
    }
    expect(new PreparedArea(small).meets(square)).toBe(false)
    const whole: Polygon = { type: 'Polygon', coordinates: [square.coordinates[0]!] }
    expect(new PreparedArea(small).meets(whole)).toBe(true)
  })
})

/** A closed line of the Framework's plane, in longitude and latitude at every 50 km. */
function drawn(corners: readonly (readonly [number, number])[]): [number, number][] {
  return corners.flatMap(([x, y], index) => {
    const [toX, toY] = corners[(index + 1) % corners.length]!
    const steps = Math.ceil(Math.hypot(toX - x, toY - y) / 50_000)
    return Array.from({ length: steps }, (_, step): [number, number] => {
      const share = step / steps
      return fromNaaf(x + (toX - x) * share, y + (toY - y) * share) as [number, number]
    })
  })
}

const box = (x: number, y: number, reach: number) =>
  drawn([
    [x - reach, y - reach],
    [x + reach, y - reach],
    [x + reach, y + reach],
    [x - reach, y + reach],
  ])

describe('a line drawn on the map', () => {
  it('encloses the ground that it shows', () => {
    const area = toArea(box(0, 0, 1_000_000))!
    expect(area.type).toBe('Polygon')
    expect(booleanValid(area)).toBe(true)
    expect(new PreparedArea(area).meets({ type: 'Point', coordinates: [-100, 45] })).toBe(true)
    expect(new PreparedArea(area).meets({ type: 'Point', coordinates: [-80, 45] })).toBe(false)
  })

  it('holds the pole where it runs around it', () => {
    const area = toArea(box(0, 4_876_150, 800_000))!
    const prepared = new PreparedArea(area)
    for (const lon of [-180, -90, 0, 90, 179]) {
      expect(prepared.meets({ type: 'Point', coordinates: [lon, 89] }), `${lon}`).toBe(true)
      expect(prepared.meets({ type: 'Point', coordinates: [lon, 70] }), `${lon}`).toBe(false)
    }
    expect(geometryBbox(area)[3]).toBe(90)
  })

  it('is cut at the antimeridian, whichever way it was drawn', () => {
    const line: [number, number][] = [
      [170, 50],
      [-170, 50],
      [-170, 55],
      [170, 55],
    ]
    for (const way of [line, line.toReversed()]) {
      const area = toArea(way)!
      expect(area.type).toBe('MultiPolygon')
      const [west, , east] = geometryBbox(area)
      expect([west, east]).toEqual([-180, 180])
      const prepared = new PreparedArea(area)
      for (const lon of [172, 180, -180, -172]) {
        expect(prepared.meets({ type: 'Point', coordinates: [lon, 52] }), `${lon}`).toBe(true)
      }
      for (const lon of [160, 0, -160]) {
        expect(prepared.meets({ type: 'Point', coordinates: [lon, 52] }), `${lon}`).toBe(false)
      }
    }
  })

  it('that encloses nothing is no area', () => {
    expect(
      toArea([
        [0, 0],
        [1, 1],
      ]),
    ).toBeNull()
    expect(
      toArea([
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
    ).toBeNull()
  })
})
