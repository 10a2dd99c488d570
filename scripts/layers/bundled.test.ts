import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { INDEX_NODE_SIZE } from '../../src/formats/flatgeobuf/format.ts'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'
import { type Bbox, intersects } from '../../src/geo/bbox.ts'
import { geometryBbox } from '../../src/geo/positions.ts'
import type { Feature } from '../../src/model/feature.ts'
import type { FieldType } from '../../src/model/schema.ts'
import { meetsBox } from '../../tests/support/meets-box.ts'
import { digestOfIds, JUDGED_BOXES, type JudgedFile } from '../judge-layers.ts'
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
      const found = [...file.search([box])]
      expect(found).toEqual(scan(features, box))
      const ids = found.filter((feature) => meetsBox(feature.geometry, box)).map(({ id }) => id)
      expect([ids.length, digestOfIds(ids)]).toEqual(expected.found[i])
    }
  })
})

function scan(features: readonly Feature[], box: Bbox): Feature[] {
  return features.filter(({ geometry }) => intersects(geometryBbox(geometry), box))
}
