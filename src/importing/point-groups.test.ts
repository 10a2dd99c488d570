import type { Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../tests/support/random.ts'
import type { Symbology } from '../catalog/symbology.ts'
import { FeatureTable } from '../formats/contract/feature-table.ts'
import { MemoryBudget } from '../formats/contract/read-context.ts'
import { fromNaaf, toNaaf } from '../geo/naaf.ts'
import type { Feature } from '../model/feature.ts'
import { COUNT_COLUMN } from '../model/own-columns.ts'
import { groupPoints } from './point-groups.ts'

const COUNT = 40_000
const symbol = { marker: 'circle' as const, markerRadius: 3 }
const label = { en: 'a', fr: 'a', es: 'a' }

/** Points crowded in a few places, with a kind and an amount each; some amounts are not known. */
function makePoints(): FeatureTable {
  const random = randomFrom(11)
  const table = new FeatureTable(new MemoryBudget(1e9))
  for (let row = 0; row < COUNT; row++) {
    const reach = 2_400_000 * random() ** 3
    const angle = 2 * Math.PI * random()
    const [lon, lat] = fromNaaf(reach * Math.cos(angle), reach * Math.sin(angle))!
    table.setValue('kind', ['mine', 'mill', 'dam'][row % 3]!)
    table.setValue('tonnes', row % 10 === 0 ? null : row % 400)
    table.addGeometry({ type: 'Point', coordinates: [lon, lat] })
    table.endFeature()
  }
  return table
}

const table = makePoints()
const bySize: Symbology = {
  kind: 'proportional',
  field: 'tonnes',
  maxValue: 400,
  maxRadius: 20,
  minRadius: 1,
  categoryField: 'kind',
  classes: ['mine', 'mill', 'dam'].map((value) => ({ id: value, label, symbol, values: [value] })),
}
const byInterval: Symbology = {
  kind: 'graduated',
  field: 'tonnes',
  classes: [
    { id: 'few', label, symbol, to: 100 },
    { id: 'many', label, symbol, from: 100 },
  ],
  noData: { id: 'none', label, symbol },
}
const numberIn = ({ properties }: Feature, field: string): number => Number(properties[field] ?? 0)
const sumOf = (features: readonly Feature[], field: string): number =>
  features.reduce((sum, feature) => sum + numberIn(feature, field), 0)

describe('the groups of many points', () => {
  const levels = [...groupPoints(table, bySize, null)].map((level) => ({
    ...level,
    features: [...level.features()],
  }))

  it('count every point once, and add up every amount, at every scale and in every class', () => {
    expect(levels.length).toBeGreaterThan(1)
    for (const { features, groupCount, largest } of levels) {
      expect(features).toHaveLength(groupCount)
      expect(Math.max(...features.map((one) => numberIn(one, COUNT_COLUMN)))).toBe(largest)
      for (const [place, kind] of ['mine', 'mill', 'dam'].entries()) {
        const ofKind = features.filter(({ properties }) => properties.kind === kind)
        const rows = Array.from({ length: COUNT }, (_, row) => row).filter(
          (row) => row % 3 === place,
        )
        expect(sumOf(ofKind, COUNT_COLUMN)).toBe(rows.length)
        const tonnes = rows.reduce((sum, row) => sum + Number(table.value(row, 'tonnes') ?? 0), 0)
        expect(sumOf(ofKind, 'tonnes')).toBe(tonnes)
      }
    }
  })

  it('are so few that no tile holds more than some thousand, and serve each zoom from the smallest on', () => {
    let next = 0
    for (const [place, { features, zooms }] of levels.entries()) {
      const zoom = next
      expect(zooms[0]).toBe(zoom === 0 ? -99 : zoom)
      next = Math.round(zooms[1] + 0.01)
      expect(next).toBeGreaterThan(zoom)
      // Zooms whose groups would be the same share them.
      const before = levels[place - 1]
      expect(features.length).toBeGreaterThan(before?.features.length ?? 0)
      const tiles = new Map<string, number>()
      for (const { geometry } of features) {
        const [lon, lat] = (geometry as Point).coordinates as [number, number]
        const tile = toNaaf(lon, lat).map((meters) =>
          Math.floor(((meters + 6e6) / 12e6) * 2 ** zoom),
        )
        tiles.set(tile.join(), (tiles.get(tile.join()) ?? 0) + 1)
      }
      expect(Math.max(...tiles.values())).toBeLessThan(3300)
    }
  })

  it('stand at the place of one of their own, and have its key', () => {
    for (const { features } of levels) {
      const ofKeys = features.map(({ key }) => table.feature(Number(key)))
      expect(features.map(({ geometry }) => geometry)).toEqual(
        ofKeys.map(({ geometry }) => geometry),
      )
      expect(features.map(({ properties }) => properties.kind)).toEqual(
        ofKeys.map(({ properties }) => properties.kind),
      )
    }
  })

  it('stay in their interval, where classes are intervals, and keep what has no number apart', () => {
    const [{ features }] = [...groupPoints(table, byInterval, null)].map((level) => ({
      features: [...level.features()],
    })) as [{ features: Feature[] }]
    const counts = { few: 0, many: 0, none: 0 }
    for (const feature of features) {
      const { tonnes } = feature.properties
      const of = tonnes === null ? 'none' : Number(tonnes) < 100 ? 'few' : 'many'
      counts[of] += numberIn(feature, COUNT_COLUMN)
    }
    const expected = { few: 0, many: 0, none: 0 }
    for (let row = 0; row < COUNT; row++) {
      const tonnes = table.value(row, 'tonnes')
      expected[tonnes === null ? 'none' : Number(tonnes) < 100 ? 'few' : 'many']++
    }
    expect(counts).toEqual(expected)
  })

  it('are not made where all can be drawn one by one', () => {
    const few = new FeatureTable(new MemoryBudget(1e9))
    for (let row = 0; row < 4000; row++) {
      few.addGeometry({ type: 'Point', coordinates: [-100 + row / 1000, 45] })
      few.endFeature()
    }
    expect([...groupPoints(few, { kind: 'simple', symbol }, null)]).toEqual([])
  })
})
