import { describe, expect, it } from 'vitest'
import { problemCodeOf } from '../../../tests/support/problem-code.ts'
import { WGS84 } from '../../geo/crs.ts'
import type { Feature, FieldValues } from '../../model/feature.ts'
import { hashOfKey, keyOfPlace, toFeatureId } from '../../model/feature-key.ts'
import { KEY_COLUMN } from '../../model/own-columns.ts'
import type { Field } from '../../model/schema.ts'
import { EXPORT_FORMATS } from '../contract/writer.ts'
import { writeLayer } from '../registry/write-layer.ts'
import { FlatGeobufFile } from './read.ts'
import { toLayerSchema } from './read-header.ts'
import { type FlatGeobufLayer, writeFlatGeobuf } from './write.ts'

const FIELDS: readonly Field[] = [
  { name: 'code', type: 'string' },
  { name: 'size', type: 'integer' },
]

const feature = (key: string, lon: number, properties: FieldValues = {}): Feature => ({
  key,
  id: toFeatureId(key),
  geometry: { type: 'Point', coordinates: [lon, 45] },
  properties: { code: `code-${key}`, size: Math.round(lon), ...properties },
})

const features = ['b', '7', 'Île', 'a'].map((key, i) => feature(key, -100 + 7 * ((i * 3) % 4)))

const write = (layer: Partial<FlatGeobufLayer>, given = features) =>
  writeFlatGeobuf({ name: 'places', fields: FIELDS, ...layer }, given)

describe('a file with a column of keys', () => {
  const written = write({ keyField: KEY_COLUMN })
  const file = new FlatGeobufFile(written.bytes)

  it('gives each feature back under its key, and the column among no fields', () => {
    const read = [...file.features()]
    expect(read).toEqual([...written.order].map((i) => features[i]))
    expect(toLayerSchema(file.header).fields).toEqual(FIELDS)
    expect([...file.features([KEY_COLUMN])].map(({ properties }) => properties)).toEqual(
      read.map(() => ({})),
    )
  })

  it('gives the keys also where no field is read, and by a box', () => {
    const [west] = [...file.search([[-101, 40, -99, 50]], [])]
    expect(west).toMatchObject({ key: 'b', properties: {} })
  })

  it('tells the hashes of its keys in its own order', () => {
    const keys = [...file.keys()].map(({ key }) => key)
    expect([...written.keyHashes!]).toEqual(keys.map(hashOfKey))
  })

  it('leaves the Atlas in no format with its keys', async () => {
    const layer = {
      schema: { ...toLayerSchema(file.header), featureCount: features.length },
      features: () => file.features(),
      name: 'places',
      title: 'Places',
      metadata: {},
      language: 'en',
    } as const
    for (const format of EXPORT_FORMATS) {
      const writing = await writeLayer(layer, format, WGS84)
      const chunks: Uint8Array[] = []
      let step = await writing.next()
      for (; !step.done; step = await writing.next()) chunks.push(step.value)
      // What is compressed is known by what its writer says of it.
      expect(Buffer.concat(chunks).includes(KEY_COLUMN), format).toBe(false)
      const sources = step.value.layers.flatMap(({ fields }) => fields.map(({ source }) => source))
      expect(sources, format).toEqual(FIELDS.map(({ name }) => name))
    }
  })
})

describe('a file whose own field holds the keys', () => {
  it('calls it its primary key, and gives its values as keys and as values', () => {
    const { bytes } = write({ keyField: 'code' })
    const file = new FlatGeobufFile(bytes)
    expect(file.header.keyColumn).toBe('code')
    expect(file.header.columns.map(({ isPrimaryKey }) => isPrimaryKey)).toEqual([true, false])
    for (const { key, properties } of file.features()) expect(key).toBe(properties.code)
    expect([...file.find(['code-a'])]).toMatchObject([{ key: 'code-a' }])
  })

  it('has keys of numbers as their decimal text', () => {
    const given = [feature('x', -100, { size: 12 }), feature('y', -90, { size: -3 })]
    const file = new FlatGeobufFile(write({ keyField: 'size' }, given).bytes)
    const keys = [...file.features()].map(({ key, id }) => ({ key, id }))
    expect(keys).toContainEqual({ key: '12', id: 12 })
    expect(keys).toContainEqual({ key: '-3', id: hashOfKey('-3') })
  })
})

describe('a file without keys', () => {
  it('calls its features by their places', () => {
    const file = new FlatGeobufFile(write({}).bytes)
    expect(file.header.keyColumn).toBeNull()
    expect([...file.features()].map(({ key, id }) => ({ key, id }))).toEqual(
      [0, 1, 2, 3].map(keyOfPlace),
    )
  })
})

describe('keys that would not tell features apart', () => {
  it('are refused, but in an overview, which may show a feature in pieces', () => {
    const twice = [...features, feature('a', -60)]
    expect(problemCodeOf(() => write({ keyField: KEY_COLUMN }, twice))).toBe(
      'feature-keys-repeated',
    )
    const { bytes } = write({ keyField: KEY_COLUMN, keysRepeat: true }, twice)
    const file = new FlatGeobufFile(bytes)
    expect([...file.features()].filter(({ key }) => key === 'a')).toHaveLength(2)
    expect([...file.find(['a'])]).toHaveLength(1)
    expect(file.header.columns.some(({ isPrimaryKey }) => isPrimaryKey)).toBe(false)
  })

  it('are refused where a feature has none, or the field is not there', () => {
    const without = [...features, feature('z', -60, { code: null })]
    expect(problemCodeOf(() => write({ keyField: 'code' }, without))).toBe('field-value-missing')
    expect(problemCodeOf(() => write({ keyField: 'number' }))).toBe('feature-key-field')
  })

  it('leave no room for a field of the same name as the column', () => {
    const fields = [...FIELDS, { name: KEY_COLUMN, type: 'string' as const }]
    expect(problemCodeOf(() => write({ keyField: KEY_COLUMN, fields }))).toBe('field-name-repeated')
  })
})
