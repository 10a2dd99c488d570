import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { withTemporaryStores } from '../../../scripts/release/file-store.ts'
import { sha256Of } from '../../formats/bytes/sha256.ts'
import { FlatGeobufFile } from '../../formats/flatgeobuf/read.ts'
import type { FieldValue } from '../../model/feature.ts'
import type { ReviewRows } from '../review-rows.ts'
import { type WrittenLayer, writeLayerFiles } from './write-layer-files.ts'

const fields = [
  { name: 'id', type: 'string' as const, title: { en: 'Id', fr: 'Identifiant', es: 'Id' } },
  {
    name: 'tonnes',
    type: 'double' as const,
    title: { en: 'Tonnes', fr: 'Tonnes', es: 'Toneladas' },
  },
]
const described = {
  id: 'mills',
  title: { en: 'Mills', fr: 'Usines', es: 'Plantas' },
  abstract: { en: 'Mills.', fr: 'Des usines.', es: 'Plantas.' },
  fields,
  keyField: 'id',
  geometryType: 'Point' as const,
  symbology: {
    kind: 'simple' as const,
    symbol: { light: { color: '#123456' }, dark: { color: '#abcdef' } },
  },
}

type Row = readonly [id: FieldValue, tonnes: FieldValue, at: Geometry | null]

const rowsOf = (
  rows: readonly Row[],
  of: readonly { name: string; type: 'string' | 'double' }[] = fields,
): ReviewRows => ({
  fields: of,
  length: rows.length,
  rowNumber: (row) => row + 1,
  value: (row, field) => rows[row]![field === 'id' ? 0 : 1],
  geometry: (row) => rows[row]![2],
})

const point = (lon: number, lat: number): Geometry => ({ type: 'Point', coordinates: [lon, lat] })

/** Writes a layer, and gives what was written with the bytes of its files. */
const write = (rows: ReviewRows, more: object = {}) =>
  withTemporaryStores(async (openStore) => {
    const written = await writeLayerFiles(rows, { ...described, ...more } as never, {
      openStore,
      limitBytes: 1e9,
    })
    const bytes = new Map<string, Uint8Array>()
    for (const { path, store, bytes: length } of written.stored) {
      bytes.set(path, await (await store.read(path)).read(0, length))
    }
    return { written, bytes } satisfies { written: WrittenLayer; bytes: unknown }
  })

const refusal = (writing: Promise<unknown>) =>
  writing.then(
    () => 'written',
    (error) => error.problem,
  )

describe('the files of a layer that is released', () => {
  it('hold every row under its own id with its values and place, and are listed with their checksums and bounds', async () => {
    const { written, bytes } = await write(
      rowsOf([
        ['B', 2.5, point(-100, 25)],
        ['A', null, point(-75, 45)],
        ['C', 0, null],
      ]),
    )
    expect(written.bbox).toEqual([-100, 25, -75, 45])
    const [listed] = written.files
    expect(listed).toMatchObject({ path: 'mills.fgb', featureCount: 3 })
    expect(listed!.sha256).toBe(sha256Of(bytes.get('mills.fgb')!))
    const read = [...new FlatGeobufFile(bytes.get('mills.fgb')!).features()]
    const told = read.map(({ key, properties, geometry }) => [
      key,
      properties.tonnes ?? null,
      geometry && 'coordinates' in geometry ? geometry.coordinates : null,
    ])
    expect(told.toSorted()).toEqual([
      ['A', null, [-75, 45]],
      ['B', 2.5, [-100, 25]],
      ['C', 0, null],
    ])
  })

  it('are not written where a row has no id, or the description names other fields, and it is said which', async () => {
    const withoutId = rowsOf([
      ['A', 1, point(-100, 25)],
      [null, 2, point(-101, 26)],
    ])
    expect(await refusal(write(withoutId))).toMatchObject({
      code: 'feature-key-missing',
      values: { field: 'id', feature: 1 },
    })
    const others = rowsOf([['A', 1, point(-100, 25)]], [fields[0]!, { name: 'kg', type: 'double' }])
    expect(await refusal(write(others))).toMatchObject({
      code: 'release-fields',
      values: { fields: 'kg, tonnes' },
    })
  })

  it('count the rows where the layer has no id of its own', async () => {
    const { bytes } = await write(
      rowsOf([
        ['A', 1, point(-100, 25)],
        ['A', 2, point(-101, 26)],
      ]),
      { keyField: undefined },
    )
    const keys = [...new FlatGeobufFile(bytes.get('mills.fgb')!).features()].map(({ key }) => key)
    expect(keys.toSorted()).toEqual(['1', '2'])
  })
})
