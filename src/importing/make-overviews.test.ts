import type { Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { overviewsOf } from '../../tests/support/overviews.ts'
import { fromNaaf, toNaaf } from '../geo/naaf.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { smallMeters } from './small-shapes.ts'

const SIDE_METERS = 20_000
const PER_ROW = 160
const COUNT = PER_ROW * 100

/** Areas side by side that cover the ground, of two kinds in turn, a pixel wide on a map of the continent. */
function* areas(): Generator<Feature> {
  for (let place = 0; place < COUNT; place++) {
    const [x, y] = [(place % PER_ROW) - PER_ROW / 2, Math.floor(place / PER_ROW) - 50]
    const at = (column: number, row: number) =>
      [...fromNaaf((x + column) * SIDE_METERS, (y + row) * SIDE_METERS)!].slice(0, 2)
    const ring = [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)]
    const geometry: Polygon = { type: 'Polygon', coordinates: [ring] }
    yield { ...keyOfPlace(place), geometry, properties: { kind: place % 2 ? 'dry' : 'wet' } }
  }
}

function* takeFrom(features: Iterable<Feature>, count: number): Generator<Feature> {
  let taken = 0
  for (const feature of features) if (taken++ < count) yield feature
}

describe('an overview of more areas than a tile may hold', () => {
  const level = { zooms: [-99, 0.99], toleranceMeters: 5859 } as const
  const kinds = ['dry', 'wet']

  it('has marks for those that fall together, few enough for a tile, beside each other over the same ground', async () => {
    const made = await overviewsOf(areas(), kinds).make(level)
    const marks = [...made.features()]
    // 200 kB at 65 bytes a square and its outline.
    expect(marks.length).toBeLessThan(3100)
    expect(marks.length).toBeGreaterThan(700)
    expect(made.small).toBe(COUNT)
    expect(made.toleranceMeters).toBeGreaterThan(level.toleranceMeters)
    // One mark a cell: the cells that hold areas are no fewer than the ground has room for.
    const cellMeters = smallMeters(made.toleranceMeters)
    const ground = COUNT * SIDE_METERS ** 2
    expect(marks.length).toBeGreaterThanOrEqual(0.9 * (ground / cellMeters ** 2))
    const cells = marks.map(({ key }) => {
      const place = Number(key)
      const x = ((place % PER_ROW) - PER_ROW / 2 + 0.5) * SIDE_METERS
      const y = (Math.floor(place / PER_ROW) - 50 + 0.5) * SIDE_METERS
      return `${Math.floor(x / cellMeters)} ${Math.floor(y / cellMeters)}`
    })
    expect(new Set(cells).size).toBeGreaterThan(0.8 * cells.length)
  })

  it('is as fine as its zooms ask for where a tile has room', async () => {
    const made = await overviewsOf(takeFrom(areas(), 900), kinds).make(level)
    expect(made.toleranceMeters).toBe(level.toleranceMeters)
  })
})

/** Areas that cover the ground, with borders of so many vertices that go to and fro. */
function* winding(
  columns: number,
  rows: number,
  sideMeters: number,
  vertices: number,
): Generator<Feature> {
  const border = (x: number, y: number, isUpright: boolean) =>
    Array.from({ length: vertices + 1 }, (_, at): Position => {
      const isCorner = at === 0 || at === vertices
      const aside = isCorner ? 0 : Math.sin(at * 1.7 + x * 3 + y * 5) * Math.sin(at / 3) * 0.02
      const along = at / vertices
      const [column, row] = isUpright ? [x + aside, y + along] : [x + along, y + aside]
      const middle = [columns / 2, rows / 2] as const
      const [lon, lat] = fromNaaf(
        (column - middle[0]) * sideMeters,
        (row - middle[1]) * sideMeters,
      )!
      return [lon, lat]
    })
  for (let place = 0; place < columns * rows; place++) {
    const [x, y] = [place % columns, Math.floor(place / columns)]
    const ring = [
      ...border(x, y, false),
      ...border(x + 1, y, true).slice(1),
      ...border(x, y + 1, false)
        .toReversed()
        .slice(1),
      ...border(x, y, true).toReversed().slice(1),
    ]
    // Each ring begins elsewhere, as rings of one layer do.
    const turn = (place * 7) % (ring.length - 1)
    const turned = [...ring.slice(turn, -1), ...ring.slice(0, turn)]
    const geometry: Polygon = { type: 'Polygon', coordinates: [[...turned, turned[0]!]] }
    yield { ...keyOfPlace(place), geometry, properties: { kind: 'land' } }
  }
}

describe('overviews of areas that cover the ground', () => {
  const side = 400_000
  const levels = [
    { zooms: [2, 2.99], toleranceMeters: 3000 },
    { zooms: [-99, 1.99], toleranceMeters: 12_000 },
  ] as const

  it('keep the borders that neighbours share, vertex by vertex, at every level', async () => {
    const maker = overviewsOf(winding(6, 5, side, 60), ['land'])
    let before = Number.POSITIVE_INFINITY
    for (const level of levels) {
      const made = [...(await maker.make(level)).features()]
      expect(made).toHaveLength(30)
      const edges = made.flatMap(({ geometry }) => {
        if (geometry?.type !== 'Polygon') throw new Error('no polygon')
        const [ring] = geometry.coordinates
        return ring!.slice(1).map((to, at) => `${ring![at]} to ${to}`)
      })
      const all = new Set(edges)
      expect(all.size).toBe(edges.length)
      const alone = edges.filter((edge) => !all.has(edge.split(' to ').toReversed().join(' to ')))
      // The outer border is that of one alone: 22 sides of the areas, of 60 vertices at most.
      expect(alone.length).toBeLessThan(edges.length / 3)
      const places = alone.map((edge) => edge.split(' to ')[0])
      const ends = new Set(alone.map((edge) => edge.split(' to ')[1]))
      expect(places.every((place) => ends.has(place!))).toBe(true)
      expect(edges.length).toBeLessThan(before)
      before = edges.length
    }
    expect(before).toBeLessThan((30 * 240) / 8)
  })

  it('leave a gap nowhere: the areas together are as large as the ground within their outer border', async () => {
    const maker = overviewsOf(winding(6, 5, side, 60), ['land'])
    for (const level of levels) {
      const made = [...(await maker.make(level)).features()]
      const doubled = (ring: readonly Position[]) =>
        ring.slice(1).reduce((sum, to, at) => {
          const [x, y] = toNaaf(ring[at]![0]!, ring[at]![1]!)
          const [nextX, nextY] = toNaaf(to[0]!, to[1]!)
          return sum + x * nextY - nextX * y
        }, 0)
      const rings = made.flatMap(({ geometry }) =>
        geometry?.type === 'Polygon' ? geometry.coordinates : [],
      )
      const together = rings.reduce((sum, ring) => sum + Math.abs(doubled(ring)) / 2, 0)
      const signed = Math.abs(rings.reduce((sum, ring) => sum + doubled(ring), 0)) / 2
      expect(together / signed).toBeCloseTo(1, 9)
      expect(together / (30 * side ** 2)).toBeCloseTo(1, 1)
    }
  })
})
