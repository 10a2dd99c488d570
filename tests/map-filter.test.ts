import { type FilterSpecification, featureFilter } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it, vi } from 'vitest'
import { toMapFilter } from '../src/map/style/map-filter.ts'
import type { Condition } from '../src/model/condition.ts'
import type { FieldValues } from '../src/model/feature.ts'
import { toPredicate } from '../src/model/predicate.ts'
import { toWhereText } from '../src/model/where.ts'
import { toTileProperties } from '../src/tiles/tile-properties.ts'
import { randomFrom } from './support/random.ts'
import { RANDOM_FIELDS, randomCondition, randomProperties } from './support/random-conditions.ts'

const toProperties = toTileProperties(RANDOM_FIELDS.map(({ name }) => name))

/** Which of several features the map draws, by what their tiles say. */
function drawn(filter: unknown, features: readonly FieldValues[]): number[] {
  const { filter: holds } = featureFilter(filter as FilterSpecification, 'layers.filter')
  return features.flatMap((properties, place) => {
    // As the map's own decoder of tiles puts them.
    const told: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(toProperties(properties))) told[name] = value
    const feature = { type: 1 as const, id: place, properties: told, geometry: [] }
    return holds({ zoom: 3 } as never, feature as never) ? [place] : []
  })
}

describe('a condition on the map', () => {
  it('draws the features that it selects, whatever is asked of whatever field', () => {
    const warn = vi.spyOn(console, 'warn')
    const random = randomFrom(11)
    const features = Array.from({ length: 150 }, () => randomProperties(random))
    const faults = new Map<string, number>()
    let said = 0
    for (let count = 0; count < 1600; count++) {
      const condition = randomCondition(random)
      const map = toMapFilter(condition, RANDOM_FIELDS)
      if (!map.ok) {
        faults.set(map.cannot, (faults.get(map.cannot) ?? 0) + 1)
        continue
      }
      said++
      const meets = toPredicate(condition, RANDOM_FIELDS)
      const selected = features.flatMap((one, place) => (meets(one) ? [place] : []))
      expect(drawn(map.filter, features), toWhereText(condition)).toEqual(selected)
    }
    expect(said).toBeGreaterThan(600)
    expect([...faults.keys()].sort()).toEqual(['bytes', 'field-name', 'long', 'pattern'])
    // No test fails on the way, at a value of another kind or none.
    expect(warn).not.toHaveBeenCalled()
  })

  it.each<[string, Condition, string, string]>([
    ['a pattern', { kind: 'like', field: 'name', pattern: 'a%b' }, 'pattern', 'name'],
    ['a sigma in any case', { kind: 'ilike', field: 'name', pattern: 'Σ%' }, 'pattern', 'name'],
    [
      'a long integer',
      { kind: 'not', of: { kind: 'compare', field: 'id', operator: '<', value: 2n ** 53n } },
      'long',
      'id',
    ],
    ['bytes', { kind: 'empty', field: 'icon' }, 'bytes', 'icon'],
    ['a name', { kind: 'empty', field: '__proto__' }, 'field-name', '__proto__'],
  ])('is told where the map cannot say it: %s', (_, condition, cannot, field) => {
    expect(toMapFilter(condition, RANDOM_FIELDS)).toEqual({ ok: false, cannot, field })
  })

  it('is refused on a field that the layer does not have', () => {
    expect(() => toMapFilter({ kind: 'empty', field: 'none' }, RANDOM_FIELDS)).toThrow(
      'asks for a field “none”',
    )
  })
})
