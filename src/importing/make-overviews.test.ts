import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Symbology } from '../catalog/symbology.ts'
import { fromNaaf } from '../geo/naaf.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { makeOverview } from './make-overviews.ts'
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

const symbology: Symbology = {
  kind: 'categories',
  field: 'kind',
  classes: ['dry', 'wet'].map((kind) => ({
    id: kind,
    label: { en: kind, fr: kind, es: kind },
    symbol: {},
    values: [kind],
  })),
}

describe('an overview of more areas than a tile may hold', () => {
  const level = { zooms: [-99, 0.99], toleranceMeters: 5859 } as const
  const finer = { features: areas, marks: new Set<string>() }

  it('has marks for those that fall together, few enough for a tile, beside each other over the same ground', async () => {
    const made = await makeOverview(finer, ['kind'], symbology, level)
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
    const few = { ...finer, features: () => takeFrom(areas(), 900) }
    const made = await makeOverview(few, ['kind'], symbology, level)
    expect(made.toleranceMeters).toBe(level.toleranceMeters)
  })
})
