import { describe, expect, it } from 'vitest'
import { collect } from '../formats/contract/collect.ts'
import { writeLayer } from '../formats/registry/write-layer.ts'
import { WGS84 } from '../geo/crs.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import type { Field } from '../model/schema.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { estimateFile } from './estimate.ts'
import { holdFeatures, holdPart } from './features.ts'
import { toSelectionText } from './selection.ts'

const FIELDS: readonly Field[] = [
  { name: 'name', type: 'string' },
  { name: 'kind', type: 'string' },
  { name: 'long', type: 'long' },
]
const FEATURES: readonly Feature[] = [
  {
    ...keyOfPlace(7),
    geometry: { type: 'Point', coordinates: [-100, 40] },
    properties: { name: 'a', kind: 'x', long: 9007199254740993n },
  },
  {
    ...keyOfPlace(11),
    geometry: {
      type: 'LineString',
      coordinates: [
        [-99, 41, 5, 100],
        [-98, 42, 6, 200],
      ],
    },
    properties: { name: '', kind: null, long: null },
  },
  { ...keyOfPlace(12), geometry: null, properties: { name: null, kind: 'x', long: -1 } },
]
const source = new MemorySource(
  { name: 'mixed', geometryType: 'Unknown', fields: FIELDS },
  FEATURES,
)

describe('features that are held', () => {
  it('are those of the source, ids, measures and large numbers too, in every pass', async () => {
    const held = await holdFeatures(source)
    expect([...held.features()]).toEqual(FEATURES)
    expect([...held.features()]).toEqual(FEATURES)
    expect(held.schema).toMatchObject({ featureCount: 3, bbox: [-100, 40, -98, 42] })
  })

  it('bring the fields by which they are drawn along, but not into the schema', async () => {
    const held = await holdPart(
      source,
      { fields: ['name'] },
      {
        kind: 'categories',
        field: 'kind',
        classes: [{ id: 'x', label: { en: 'x', fr: 'x', es: 'x' }, symbol: {}, values: ['x'] }],
      },
    )
    expect(held.schema.fields.map(({ name }) => name)).toEqual(['name'])
    expect([...held.features()].map(({ properties }) => properties.kind)).toEqual(['x', null, 'x'])
  })

  it('are refused where they are more than memory may hold, and let go of on abort', async () => {
    await expect(holdFeatures(source, { maxBytes: 10 })).rejects.toMatchObject({
      problem: { code: 'memory-limit' },
    })
    await expect(holdFeatures(source, { signal: AbortSignal.abort() })).rejects.toThrow('abort')
  })
})

describe('the estimate of a file', () => {
  it('is exact for few features and within a fifth for many', async () => {
    const features = Array.from(
      { length: 30_000 },
      (_, id): Feature => ({
        ...keyOfPlace(id),
        geometry: { type: 'Point', coordinates: [-100 + (id % 500) / 17, 40 + (id % 300) / 13] },
        properties: { name: `Place number ${id * 7919}`, kind: id % 3 ? 'town' : null, long: id },
      }),
    )
    const layerOf = (part: readonly Feature[]) => ({
      schema: {
        name: 'many',
        geometryType: 'Point' as const,
        fields: FIELDS,
        featureCount: part.length,
        bbox: null,
      },
      features: () => part,
      name: 'many',
      title: 'Many',
      metadata: {},
      language: 'en' as const,
    })
    for (const format of ['geojson', 'shapefile', 'flatgeobuf', 'csv'] as const) {
      const few = layerOf(features.slice(0, 50))
      const small = await collect(writeLayer(few, format, WGS84))
      expect(await estimateFile(few, format, WGS84, {})).toEqual({
        kind: 'exact',
        featureCount: 50,
        byteLength: small.byteLength,
      })
      const all = layerOf(features)
      const whole = await collect(writeLayer(all, format, WGS84))
      const estimate = await estimateFile(all, format, WGS84, {})
      expect(estimate).toMatchObject({ kind: 'about', featureCount: 30_000 })
      const { byteLength } = estimate as { byteLength: number }
      expect(Math.abs(byteLength / whole.byteLength - 1), format).toBeLessThan(0.2)
    }
  })
})

describe('the words for a part', () => {
  it('are exact in each language, and none are for the whole', () => {
    expect(toSelectionText({}, 'en')).toBeUndefined()
    const part = {
      bbox: [-100, 20, -90, 30],
      condition: { kind: 'empty', field: 'kind' },
      fields: ['name'],
    } as const
    expect(toSelectionText(part, 'en')).toBe(
      'features that touch the box west, south, east, north = -100, 20, -90, 30; features for which "kind" IS NULL; the fields: name. Geometries are whole, not cut.',
    )
    expect(toSelectionText(part, 'fr')).toContain('les champs\u00a0: name')
    expect(toSelectionText({ condition: part.condition }, 'es')).toBe(
      'los elementos para los que "kind" IS NULL.',
    )
  })

  it('name the keys of features that were chosen one by one, and how many more there are', () => {
    const keys = Array.from({ length: 502 }, (_, place) => `k${place}`)
    expect(toSelectionText({ ids: [1, 2] }, 'en', ['mill', 'mine'])).toBe(
      'features chosen one by one, with the keys: mill, mine.',
    )
    expect(toSelectionText({ ids: [1] }, 'en', keys)).toMatch(/k499 … \(\+ 2\)\.$/)
  })
})
