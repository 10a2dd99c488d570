import { describe, expect, it } from 'vitest'
import { KEY_COLUMN } from '../../src/model/own-columns.ts'
import { problemCodeOf } from '../../tests/support/problem-code.ts'
import { toPolygon } from './geometry.ts'
import { toKeyedLayer, withKeys } from './keys.ts'
import type { Overview, PipelineFeature, Recipe } from './recipe.ts'
import { simplifyFeatures } from './topology.ts'

const LAYER = { id: 'parishes' } as const satisfies Partial<Recipe>

function square(lon: number, size: number, properties: PipelineFeature['properties'] = {}) {
  const ring = [
    [lon, 40],
    [lon, 40 + size],
    [lon + size, 40 + size],
    [lon + size, 40],
    [lon, 40],
  ]
  return { geometry: toPolygon([ring]), properties }
}

const overview = (features: readonly PipelineFeature[]): Overview => ({
  zooms: [0, 2.99],
  toleranceMeters: 1000,
  features,
})

const keysOf = (features: readonly { readonly key: string }[]) => features.map(({ key }) => key)

describe('the keys of a layer', () => {
  it('are the values of the field that the recipe names, in the layer and its overviews', () => {
    const features = [square(-100, 1, { code: 'B' }), square(-90, 1, { code: 'A' })]
    const layer = { ...LAYER, keyField: 'code' }
    const keyed = toKeyedLayer(layer, features, [overview([features[1]!])])
    expect(keysOf(keyed.features)).toEqual(['B', 'A'])
    expect(keyed.overviews.map(keysOf)).toEqual([['A']])
  })

  it('go with features through generalising, whichever are left out on the way', () => {
    const features = withKeys([square(-100, 1), square(-99, 1), square(-90, 1)])
    const coarse = simplifyFeatures(features, 5000).slice(1)
    const keyed = toKeyedLayer(LAYER, features, [overview(coarse)])
    expect(keyed.overviews.map(keysOf)).toEqual([['2', '3']])
  })

  it('are their numbers where there is nothing else', () => {
    expect(keysOf(toKeyedLayer(LAYER, [square(-100, 1), square(-90, 1)], []).features)).toEqual([
      '1',
      '2',
    ])
  })

  it('name features that an overview joined after the one that it shows most of, of the same class', () => {
    const symbology = { kind: 'categories', field: 'kind' } as Recipe['symbology']
    const features = [
      square(-100, 2, { kind: 'forest' }),
      square(-97.9, 0.5, { kind: 'forest' }),
      square(-100, 2, { kind: 'lake' }),
    ]
    const joined = square(-100, 2.1, { kind: 'forest' })
    const lake = square(-99.9, 1.8, { kind: 'lake' })
    const keyed = toKeyedLayer({ ...LAYER, symbology }, features, [overview([lake, joined])])
    expect(keyed.overviews.map(keysOf)).toEqual([['3', '1']])
  })

  it('are refused where an overview has a feature that the layer does not have', () => {
    const layer = { ...LAYER, keyField: 'code' }
    const strange = overview([square(-90, 1, { code: 'C' })])
    const build = () => toKeyedLayer(layer, [square(-100, 1, { code: 'B' })], [strange])
    expect(problemCodeOf(build)).toBe('overview-feature-unknown')
  })

  it('are refused where a feature has none', () => {
    const some = [square(-100, 1, { [KEY_COLUMN]: 'x' }), square(-90, 1)]
    expect(problemCodeOf(() => toKeyedLayer(LAYER, some, []))).toBe('feature-key-missing')
  })
})
