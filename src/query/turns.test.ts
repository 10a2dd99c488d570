import type {
  Geometry,
  LineString,
  MultiLineString,
  MultiPolygon,
  Polygon,
  Position,
} from 'geojson'
import { describe, expect, it } from 'vitest'
import { pick, randomFrom } from '../../tests/support/random.ts'
import { PreparedArea } from '../geo/area.ts'
import { mapPositions } from '../geo/positions.ts'
import { NearIndex } from './near-index.ts'
import { isContained, meets } from './relate.ts'

/** A shape at longitudes from 170 to 190, and the same cut at the antimeridian, with longitudes up to ±180. */
interface Twin {
  readonly past: Geometry
  readonly wrapped: Geometry
}

const random = randomFrom(180)
const between = (from: number, to: number) => from + (to - from) * random()
/** By half degrees, so that shapes touch now and then; what ends at the antimeridian meets nothing beyond it. */
const place = (from: number, to: number) => Math.round(between(from, to) * 2) / 2

function toRing(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}

function box(): Twin {
  const [west, south] = [place(170, 188) + 0.25, place(50, 58)]
  const [east, north] = [west + place(0.5, 6), south + place(0.5, 4)]
  const past: Polygon = { type: 'Polygon', coordinates: [toRing(west, south, east, north)] }
  const rings: Position[][][] = []
  if (west < 180) rings.push([toRing(west, south, Math.min(180, east), north)])
  if (east > 180) rings.push([toRing(Math.max(180, west) - 360, south, east - 360, north)])
  const wrapped: MultiPolygon = { type: 'MultiPolygon', coordinates: rings }
  return { past, wrapped }
}

function line(): Twin {
  const [x1, x2] = [place(170, 190) + 0.25, place(170, 190) + 0.25]
  const [y1, y2] = [place(50, 60), place(50, 60)]
  const past: LineString = { type: 'LineString', coordinates: [[x1, y1], [x2, y2]] } // biome-ignore format: one line
  if (Math.min(x1, x2) >= 180 || Math.max(x1, x2) <= 180) {
    return { past, wrapped: x1 > 180 || x2 > 180 ? moved(past, -360) : past }
  }
  const cut = y1 + ((180 - x1) * (y2 - y1)) / (x2 - x1)
  const [a, b] = x1 < x2 ? [past.coordinates[0]!, past.coordinates[1]!] : [past.coordinates[1]!, past.coordinates[0]!] // biome-ignore format: one line
  const wrapped: MultiLineString = {
    type: 'MultiLineString',
    coordinates: [
      [a, [180, cut]],
      [
        [-180, cut],
        [b[0]! - 360, b[1]!],
      ],
    ],
  }
  return { past, wrapped }
}

function point(): Twin {
  const [x, y] = [place(170, 190) + 0.25, place(50, 60)]
  const past: Geometry = { type: 'Point', coordinates: [x, y] }
  return { past, wrapped: x > 180 ? moved(past, -360) : past }
}

const moved = <Shape extends Geometry>(shape: Shape, by: number): Shape =>
  mapPositions(shape, ([x, y]) => [x! + by, y!])

describe('lines among others', () => {
  it('meet those of which a piece shares a point with one of theirs, wherever along them it is', () => {
    const walk = (): LineString => {
      let [x, y] = [between(-100, -90), between(40, 50)]
      const coordinates = Array.from({ length: 60 }, () => {
        x += between(-1, 1) / 2
        y += between(-1, 1) / 2
        return [x, y]
      })
      return { type: 'LineString', coordinates }
    }
    const others = Array.from({ length: 80 }, walk)
    const index = new NearIndex(others)
    let met = 0
    for (let nth = 0; nth < 80; nth++) {
      const line = walk()
      const expected = others.flatMap((other, at) => (meets(line, other) ? [at] : []))
      met += expected.length
      expect(index.meeting(line)).toEqual(expected)
    }
    expect(met).toBeGreaterThan(500)
  })
})

describe('a layer that is stored past ±180°', () => {
  const pairs = Array.from({ length: 4000 }, () => ({
    a: pick(random, [box, line, point])(),
    b: pick(random, [box, line])(),
  }))

  it('meets what its twin meets that is cut at the antimeridian, and lies in what that lies in', () => {
    let [met, contained] = [0, 0]
    for (const { a, b } of pairs) {
      const expected = meets(a.past, b.past)
      if (expected) met++
      for (const past of [a.past, moved(a.past, -360)]) {
        expect([past, b, meets(past, b.past)]).toEqual([past, b, expected])
        expect([past, b, meets(b.past, past)]).toEqual([past, b, expected])
      }
      // A line whose cut is rounded meets a little beside where it did.
      if (a.past.type !== 'LineString' && b.past.type !== 'LineString') {
        expect([a, b, meets(a.past, b.wrapped)]).toEqual([a, b, expected])
        expect([a, b, meets(a.wrapped, b.past)]).toEqual([a, b, expected])
      }
      if (b.past.type !== 'Polygon') continue
      const isWithin = isContained(a.past, b.past)
      if (isWithin) contained++
      expect([a, b, isContained(moved(a.past, -360), b.past)]).toEqual([a, b, isWithin])
      if (a.past.type === 'LineString') continue
      for (const area of [b.past, b.wrapped as MultiPolygon]) {
        expect([a, area, isContained(a.past, area)]).toEqual([a, area, isWithin])
        expect([a, area, isContained(a.wrapped, area)]).toEqual([a, area, isWithin])
      }
    }
    expect(met).toBeGreaterThan(300)
    expect(contained).toBeGreaterThan(20)
  })

  it('is as far from others as its twin, and met by the same places and boxes', () => {
    const index = new NearIndex(pairs.slice(0, 60).map(({ b }) => b.past))
    const twin = new NearIndex(pairs.slice(0, 60).map(({ b }) => moved(b.past, -360)))
    for (const { a } of pairs.slice(0, 400)) {
      const [one, other] = [index.nearest(a.past, 2e5), twin.nearest(a.past, 2e5)]
      expect(one?.meters ?? -1).toBeCloseTo(other?.meters ?? -1, 6)
      expect(index.meeting(a.past)).toEqual(twin.meeting(a.past))
    }
    for (const { a, b } of pairs) {
      if (b.past.type !== 'Polygon' || a.past.type === 'LineString') continue
      const expected = new PreparedArea(b.past).meets(a.past)
      expect(new PreparedArea(b.wrapped as MultiPolygon).meets(a.past)).toBe(expected)
      expect(new PreparedArea(b.past).meets(a.wrapped)).toBe(expected)
    }
  })
})
