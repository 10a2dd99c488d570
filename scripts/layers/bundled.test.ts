import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogSchema } from '../../src/catalog/schema.ts'
import { INDEX_NODE_SIZE } from '../../src/formats/flatgeobuf/format.ts'
import {
  isKeyIndexOf,
  KeySearch,
  MIN_INDEXED_BYTES,
  toEntryBytes,
} from '../../src/formats/flatgeobuf/key-index.ts'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'
import { type Bbox, intersects } from '../../src/geo/bbox.ts'
import { geometryBbox } from '../../src/geo/positions.ts'
import type { Feature } from '../../src/model/feature.ts'
import { hashOfKey } from '../../src/model/feature-key.ts'
import { KEY_COLUMN } from '../../src/model/own-columns.ts'
import type { FieldType } from '../../src/model/schema.ts'
import { meetsBox } from '../../tests/support/meets-box.ts'
import { digestOfPlaces, JUDGED_BOXES, type JudgedFile } from '../judge-layers.ts'
import { sha256Hex } from '../pipeline/integrity.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'public/layers')
const judged: Readonly<Record<string, JudgedFile>> = JSON.parse(
  readFileSync(join(ROOT, 'tests/fixtures/layers.gdal.json'), 'utf8'),
)
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.fgb'))
const read = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)))

const RENEW =
  'Layers were rebuilt since GDAL judged them: look at the differences, then run "npx tsx scripts/judge-layers.ts", which needs GDAL, and commit tests/fixtures/layers.gdal.json with them.'

/** GDAL's names of types. */
const GDAL_TYPE: Readonly<Partial<Record<FieldType, string>>> = {
  boolean: 'Integer(Boolean)',
  integer: 'Integer',
  long: 'Integer64',
  double: 'Real',
  string: 'String',
  date: 'DateTime',
  datetime: 'DateTime',
}

describe('the bundled layers', () => {
  it('are those that GDAL has judged, byte for byte', () => {
    const digests = Object.fromEntries(files.map((name) => [name, sha256Hex(read(name))]))
    const expected = Object.fromEntries(
      Object.entries(judged).map(([name, { sha256 }]) => [name, sha256]),
    )
    expect(digests, RENEW).toEqual(expected)
  })

  it('have only valid geometries', () => {
    const invalid = Object.entries(judged).filter(([, { invalidCount }]) => invalidCount > 0)
    expect(invalid.map(([name]) => name)).toEqual([])
  })
})

describe.each(Object.entries(judged))('%s', (name, expected) => {
  const file = new FlatGeobufFile(read(name))
  const { header } = file
  const features = [...file.features()]
  const placeOf = new Map(features.map((feature, place) => [feature, place]))

  it('has the schema, the CRS and the extent that GDAL sees', () => {
    // GDAL prints six decimals, and rounds the half to the even.
    header.envelope!.forEach((value, i) => {
      expect(Math.abs(value - expected.extent[i]!)).toBeLessThan(1e-6)
    })
    expect({
      name: header.name,
      geometryType: header.geometryType,
      featureCount: header.featureCount,
      crs: `${header.crs?.org}:${header.crs?.code}`,
      fields: header.columns.map(({ field }) => [field.name, GDAL_TYPE[field.type]]),
    }).toEqual({
      name: expected.name,
      geometryType: expected.geometryType,
      featureCount: expected.featureCount,
      crs: expected.crs,
      fields: expected.fields,
    })
    expect(features).toHaveLength(expected.featureCount)
  })

  it('gives through its index what a scan gives, and what GDAL gives', () => {
    expect(header.indexNodeSize).toBe(INDEX_NODE_SIZE)
    for (const [i, box] of JUDGED_BOXES.entries()) {
      const found = scan(features, box)
      expect([...file.search([box])]).toEqual(found)
      const met = found.filter((feature) => meetsBox(feature.geometry, box))
      const places = met.map((feature) => placeOf.get(feature)!)
      expect([places.length, digestOfPlaces(places)]).toEqual(expected.found[i])
    }
  })
})

describe('the features of the bundled layers', () => {
  const { layers } = catalogSchema.parse(
    JSON.parse(readFileSync(join(FOLDER, 'catalog.json'), 'utf8')),
  )
  const identities = (path: string) =>
    [...new FlatGeobufFile(read(path)).features([])].map(({ key, id }) => ({ key, id }))

  it.each(layers.map((layer) => [layer.id, layer] as const))(
    'of %s have keys and numbers of their own, by which each feature of an overview is found',
    (_, { files, keyField }) => {
      const [full, ...overviews] = files
      const features = identities(full!.path)
      const idOf = new Map(features.map(({ key, id }) => [key, id]))
      expect(idOf.size).toBe(features.length)
      expect(new Set(idOf.values()).size).toBe(features.length)
      for (const { path } of overviews) {
        const unknown = identities(path).filter(({ key, id }) => idOf.get(key) !== id)
        expect(unknown, path).toEqual([])
      }
      const { keyColumn } = new FlatGeobufFile(read(full!.path)).header
      expect(keyColumn).toBe(keyField ?? KEY_COLUMN)
    },
  )

  it('of large files are found by the index of their keys', () => {
    const indexed = layers.flatMap(({ files }) => files.filter(({ keys }) => keys))
    const large = layers.flatMap(({ files }) =>
      files.filter(({ bytes, overviewZooms }) => bytes > MIN_INDEXED_BYTES && !overviewZooms),
    )
    expect(indexed).toEqual(large)
    for (const { path, bytes, keys } of indexed) {
      const index = read(keys!.path)
      const features = identities(path)
      expect(isKeyIndexOf(index, bytes, features.length)).toBe(true)
      for (const [place, { key }] of features.entries()) {
        const search = new KeySearch(hashOfKey(key), features.length)
        while (search.range) {
          const { start, end } = toEntryBytes(search.range)
          search.step(index.subarray(start, end))
        }
        expect(search.places, `${path} ${key}`).toEqual([place])
      }
    }
  })
})

function scan(features: readonly Feature[], box: Bbox): Feature[] {
  return features.filter(({ geometry }) => intersects(geometryBbox(geometry), box))
}
