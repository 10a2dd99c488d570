import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../tests/support/random.ts'
import { toBoxPolygon } from '../geo/bbox.ts'
import { toGeodesic, toPlaceAt } from '../geo/geodesic.ts'
import type { FieldValues } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { type Answer, type AnswerRequest, answer } from './answer.ts'
import { ColumnStores } from './column-stores.ts'
import { distanceBetween } from './distance.ts'
import { NearIndex } from './near-index.ts'
import type { AskContext, AskedLayer } from './question.ts'

interface Made {
  readonly geometry: Geometry
  readonly properties?: FieldValues
}

const point = (lon: number, lat: number): Geometry => ({ type: 'Point', coordinates: [lon, lat] })
const square = (west: number, south: number, size: number) =>
  toBoxPolygon([west, south, west + size, south + size])

/** Asks layers that are made of features, by the names `a`, `b`, … */
async function askMade(
  layers: Readonly<Record<string, readonly Made[]>>,
  request: Omit<AnswerRequest, 'layer' | 'offset' | 'limit' | 'fields'> & Partial<AnswerRequest>,
): Promise<Answer> {
  const sources = new Map(
    Object.entries(layers).map(([name, made]) => {
      const features = made.map(({ geometry, properties = {} }, place) => ({
        ...keyOfPlace(place),
        geometry,
        properties,
      }))
      const types = new Set(features.map(({ geometry }) => geometry.type))
      const fields = Object.entries(features[0]?.properties ?? {}).map(([field, value]) => ({
        name: field,
        type: typeof value === 'string' ? ('string' as const) : ('double' as const),
      }))
      const geometryType = types.size === 1 ? [...types][0]! : 'Unknown'
      return [name, new MemorySource({ name, geometryType, fields }, features)] as const
    }),
  )
  const stores = new ColumnStores()
  const quietly = { signal: new AbortController().signal, pause: async () => undefined }
  const open = async ({ at }: AskedLayer) => sources.get(at.kind === 'url' ? at.url : '')!
  const context: AskContext = {
    ...quietly,
    open,
    openForFew: open,
    read: async (layer, fields) => stores.read(await open(layer), fields, quietly),
  }
  return answer({ layer: layer('a'), fields: [], offset: 0, limit: 100, ...request }, context)
}

const layer = (name: string): AskedLayer => ({ at: { kind: 'url', url: name }, byteLength: 0 })
const within = (meters: number) =>
  ({ of: { layer: layer('b') }, relation: 'within', meters, fields: [] }) as const

describe('what is within a distance', () => {
  it('is decided by the geodesic, to the centimetre, and what is close to the line is told', async () => {
    const at = [-100, 45] as const
    const meters = 50_000
    const away = [0, 49_000, 49_600, 49_999.98, 50_000.02, 50_400, 51_000]
    const a = away.map((distance, nth) => ({
      geometry: point(...(toPlaceAt(at, 50 * nth, distance) as [number, number])),
      properties: { away: distance },
    }))
    for (const b of [point(...at), { type: 'LineString', coordinates: [[...at], [-100, 45]] }]) {
      const found = await askMade(
        { a, b: [{ geometry: b as Geometry }] },
        { test: within(meters), fields: ['away'] },
      )
      expect(found.rows.map(({ properties }) => properties.away)).toEqual(away.slice(0, 4))
      expect(found.margin?.within).toHaveLength(2)
      expect(found.margin?.beyond).toHaveLength(2)
      for (const { hit, properties } of found.rows) {
        expect(Math.abs(hit!.meters - Number(properties.away))).toBeLessThan(1)
      }
    }
  })

  it('is 0 within areas and on their edges, and is the same for points as for what is made of them', async () => {
    const random = randomFrom(3)
    const b = Array.from({ length: 12 }, () => ({
      geometry: square(-110 + random() * 20, 35 + random() * 20, 0.2 + random()),
    }))
    const places = Array.from({ length: 400 }, () => [-112 + random() * 25, 33 + random() * 25])
    const edge = b[0]!.geometry.coordinates[0]![2]!
    const a = [edge, ...places].map((place) => ({ geometry: point(place[0]!, place[1]!) }))
    const asLines = a.map(({ geometry }) => {
      const { coordinates } = geometry as { coordinates: number[] }
      return {
        geometry: { type: 'LineString', coordinates: [coordinates, coordinates] } as Geometry,
      }
    })
    const expected = a.filter(({ geometry }) =>
      b.some((other) => distanceBetween(geometry, other.geometry) <= 80_000),
    )
    const ofPoints = await askMade({ a, b }, { test: within(80_000) })
    const ofLines = await askMade({ a: asLines, b }, { test: within(80_000) })
    expect(ofPoints.total).toBe(expected.length)
    expect(ofLines.total).toBe(expected.length)
    expect(ofPoints.rows[0]?.hit?.meters).toBe(0)
    expect(expected.length).toBeGreaterThan(20)
  })

  it('is the same by places along lines as by holding each against each, close calls included', async () => {
    const random = randomFrom(5)
    for (const [count, lon, lat, meters] of [
      [40, -100, 40, 60_000],
      [3, 170, 60, 300_000],
      [30, -70, 80, 8_000],
    ] as const) {
      // biome-ignore format: one line
      const b = Array.from({ length: count }, (_, nth): Made => {
        const at = [lon + random() * 8, lat + random() * 8] as const
        // Some with edges of hundreds of kilometres, some with many corners in a pixel, some areas.
        const wide = [4, 0.01, 1][nth % 3]!
        const line = Array.from({ length: 12 }, () => [
          Math.min(180, at[0] + random() * wide),
          at[1] + random() * wide,
        ])
        return { geometry: nth % 5 ? { type: 'LineString', coordinates: line } : square(...at, 1.5) } // biome-ignore format: one line
      })
      const a = Array.from({ length: 600 }, () => {
        const east = lon - 2 + random() * 14
        return { geometry: point(east > 180 ? east - 360 : east, lat - 2 + random() * 11) }
      })
      const distances = a.map(({ geometry }) =>
        Math.min(...b.map((other) => distanceBetween(geometry, other.geometry))),
      )
      const found = await askMade({ a, b }, { test: within(meters) })
      const near = distances.flatMap((distance, nth) => (distance <= meters ? [nth] : []))
      expect(found.ids).toEqual(near)
      const isClose = (distance: number) => Math.abs(distance / meters - 1) <= 0.01
      const close = distances.flatMap((distance, nth) => (isClose(distance) ? [nth] : []))
      const { within: nearly, beyond } = found.margin!
      expect([...nearly, ...beyond].toSorted((one, other) => one - other)).toEqual(close)
      expect(near.length).toBeGreaterThan(20)
    }
  })

  it('is found across the antimeridian, and nowhere without anything to be near', async () => {
    const a = [{ geometry: point(179.95, 52) }, { geometry: point(170, 52) }]
    const b = [{ geometry: point(-179.95, 52) }]
    const found = await askMade({ a, b }, { test: within(10_000) })
    expect(found.total).toBe(1)
    const none = { ...within(10_000), of: { layer: layer('b'), keys: ['9'] } }
    expect(await askMade({ a, b }, { test: none })).toMatchObject({ total: 0, others: 0, rows: [] })
  })

  it('is found near what is stored past 180°, and in it', async () => {
    const a = [{ geometry: point(-169.9, 52) }, { geometry: point(-160, 52) }]
    const line = {
      type: 'LineString' as const,
      coordinates: [
        [190, 51],
        [190, 53],
      ],
    }
    const near = await askMade({ a, b: [{ geometry: line }] }, { test: within(10_000) })
    expect(near.total).toBe(1)
    const inside = await askMade({ a, b: [{ geometry: square(189, 51, 2) }] }, { test: within(1) })
    expect(inside.total).toBe(1)
  })

  it('finds the nearest as by holding each against each', () => {
    const random = randomFrom(8)
    const others = Array.from({ length: 60 }, () => {
      const [lon, lat] = [-120 + random() * 60, 20 + random() * 50]
      const line = Array.from({ length: 30 }, () => [lon + random() * 3, lat + random() * 3])
      return { type: 'LineString' as const, coordinates: line }
    })
    const index = new NearIndex(others)
    for (let nth = 0; nth < 200; nth++) {
      const place = point(-122 + random() * 64, 18 + random() * 54)
      const least = Math.min(...others.map((other) => distanceBetween(place, other)))
      const nearest = index.nearest(place, 400_000)
      if (least > 400_000) expect(nearest).toBeNull()
      else expect(nearest?.meters).toBeCloseTo(least, 6)
    }
  })
})

describe('what features come to', () => {
  it('is counted in each area that they touch, and once in all', async () => {
    const b = [{ geometry: square(0, 0, 1) }, { geometry: square(1, 0, 1) }]
    const a = [
      { geometry: point(0.5, 0.5), properties: { kg: 2 } },
      // On the edge between the two.
      { geometry: point(1, 0.5), properties: { kg: 3 } },
      { geometry: point(5, 5), properties: { kg: null } },
    ]
    const { groups } = await askMade(
      { a, b },
      { groups: { by: { kind: 'areas', layer: layer('b'), fields: [] }, sum: 'kg' } },
    )
    const cells = groups!.groups.map(({ value, cells: [cell] }) => [value, cell!.count, cell!.sum])
    expect(cells).toEqual([
      ['0', 2, 5],
      ['1', 1, 3],
      [null, 1, null],
    ])
    expect(groups!.several).toBe(1)
    expect(groups!.parts[0]!.all).toMatchObject({ count: 3, sum: 5, empty: 1 })
  })

  it('has the largest sums first, those below nought after it, and adds up as if without rounding', async () => {
    const sums: Readonly<Record<string, readonly (number | null)[]>> = {
      none: [null, null],
      low: [-100],
      high: [1e16, 1, 1, -1e16],
      near: [-5],
      endless: [Infinity, 1],
    }
    const a = Object.entries(sums).flatMap(([kind, values]) =>
      values.map((kg) => ({ geometry: point(0, 0), properties: { kg, kind } })),
    )
    const { groups } = await askMade(
      { a },
      { groups: { by: { kind: 'field', field: 'kind' }, sum: 'kg' } },
    )
    expect(groups!.groups.map(({ value, cells }) => [value, cells[0]!.sum])).toEqual([
      ['endless', Infinity],
      ['high', 2],
      ['near', -5],
      ['low', -100],
      ['none', null],
    ])
  })

  it('stands side by side by its parts, which are never added, masses apart from what is none', async () => {
    const row = (
      register: string,
      substance: string,
      kg: number,
      year: number,
      basis = 'mass',
    ) => ({
      geometry: point(0, 0),
      properties: { register, substance, kg, year, basis, id: `${register} 1` },
    })
    const a = [
      row('NPRI', 'Lead', 5, 2020),
      row('TRI', 'Lead', 7, 2022),
      row('TRI', 'Lead', 1, 2023),
      row('TRI', 'Dioxins', 1000, 2022, 'teq'),
    ]
    const { groups } = await askMade(
      { a },
      {
        groups: {
          by: { kind: 'field', field: 'substance' },
          sum: 'kg',
          sumOf: { kind: 'compare', field: 'basis', operator: '=', value: 'mass' },
          parts: { kind: 'field', field: 'register' },
          distinct: 'id',
          year: 'year',
        },
      },
    )
    expect(groups!.parts.map(({ value, years, all }) => [value, years, all.sum])).toEqual([
      ['NPRI', [2020, 2020], 5],
      ['TRI', [2022, 2023], 8],
    ])
    const [lead, dioxins] = groups!.groups
    expect(lead).toMatchObject({
      value: 'Lead',
      cells: [
        { count: 1, sum: 5 },
        { count: 2, sum: 8, distinct: 1 },
      ],
    })
    expect(dioxins).toMatchObject({
      value: 'Dioxins',
      cells: [{ count: 0 }, { sum: null, apart: 1 }],
    })
  })

  it('stands by the nearest of two areas where no field names them, as on the two sides of a border', async () => {
    const b = [{ geometry: square(0, 0, 1) }, { geometry: square(0, -1, 1) }]
    const a = [
      { geometry: point(0.5, 0.2), properties: { kind: 'mill' } },
      // Off the coast of the southern one.
      { geometry: point(1.1, -0.4), properties: { kind: 'mill' } },
      { geometry: point(0.5, -0.1), properties: { kind: 'mine' } },
    ]
    const { groups } = await askMade(
      { a, b },
      {
        groups: {
          by: { kind: 'field', field: 'kind' },
          parts: { kind: 'areas', layer: layer('b'), only: ['0', '1'] },
        },
      },
    )
    expect(groups!.parts.map(({ value, all }) => [value, all.count])).toEqual([
      ['0', 1],
      ['1', 2],
    ])
    expect(groups!.groups.map(({ value, cells }) => [value, ...cells.map(({ count }) => count)])).toEqual([['mill', 1, 1], ['mine', 0, 1]]) // biome-ignore format: one line
  })

  it('has the ground that areas have in common once, and each by itself', async () => {
    // Two squares of 1° that share a half, over the western half of the world.
    const a = [
      { geometry: square(-0.5, 0, 1), properties: { zone: 'half' } },
      { geometry: square(-1, 0, 1), properties: { zone: 'whole' } },
    ]
    const b = [{ geometry: square(-10, -5, 10) }]
    const { overlap, total, groups } = await askMade(
      { a, b },
      {
        test: { of: { layer: layer('b') }, relation: 'overlaps', meters: 0, fields: [] },
        groups: { by: { kind: 'field', field: 'zone' } },
      },
    )
    // A degree square at the equator, by GeographicLib’s Planimeter along the parallels: 12,308.8 km².
    const degree = 12_308.8e6
    expect(total).toBe(2)
    expect(overlap!.wholeSquareMeters / degree).toBeCloseTo(2, 3)
    expect(overlap!.sharesSquareMeters / degree).toBeCloseTo(1.5, 3)
    expect(overlap!.onceSquareMeters / degree).toBeCloseTo(1, 3)
    expect(overlap!.unmeasured).toBe(0)
    // Each group has its own share of it, the largest first, and all of them what each has by itself.
    const shares = groups!.groups.map(({ value, cells: [cell] }) => [
      value,
      (cell!.groundSquareMeters! / degree).toFixed(3),
    ])
    expect(shares).toEqual([['whole', '1.000'], ['half', '0.500']]) // biome-ignore format: one line
    expect(groups!.parts[0]!.all.groundSquareMeters).toBeCloseTo(overlap!.sharesSquareMeters, 0)
  })
})

describe('an area', () => {
  it('has what lies on its edge', async () => {
    const a = [[0, 0.5], [0.5, 1], [1, 1], [1.000001, 0.5]].map((place) => ({ geometry: point(place[0]!, place[1]!) })) // biome-ignore format: one line
    const found = await askMade({ a }, { inside: { kind: 'area', area: square(0, 0, 1) } })
    expect(found.total).toBe(3)
    expect(found.bbox).toEqual([0, 0.5, 1, 1])
    const none = await askMade({ a }, { inside: { kind: 'area', area: square(8, 8, 1) } })
    expect(none.bbox).toBeNull()
    expect(toGeodesic([1, 0.5], [1.000001, 0.5]).meters).toBeLessThan(0.2)
  })
})
