import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { everyType } from '../../../tests/support/flatgeobuf-layers.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { KEY_COLUMN } from '../../model/own-columns.ts'
import type { FeatureRows } from '../contract/feature-rows.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { MemoryBudget } from '../contract/read-context.ts'
import { type FlatGeobufLayer, writeFlatGeobufChunks } from './write.ts'

function toRows(geometries: readonly (Geometry | null)[], unplaced = -1): FeatureRows {
  const table = new FeatureTable(new MemoryBudget(1e9))
  for (const [row, geometry] of geometries.entries()) {
    table.setValue('name', row % 3 === 0 ? null : `Québec ${row}`)
    table.setValue('area', row / 7)
    table.addGeometry(geometry)
    table.endFeature()
  }
  return {
    table,
    fieldNames: table.fieldNames,
    reader: (field) => table.reader(field),
    keyOf: (row) => keyOfPlace(row).key,
    hasPlace: (row) => row !== unplaced,
    feature: (row) => {
      const feature = table.feature(row)
      return row === unplaced ? { ...feature, geometry: null } : feature
    },
  }
}

async function write(rows: FeatureRows, how: 'rows' | 'objects', layer: Partial<FlatGeobufLayer>) {
  const features = () => Array.from(rows.table, (_, row) => rows.feature(row))
  const writing = writeFlatGeobufChunks(
    { name: 'rows', keyField: KEY_COLUMN, ...layer },
    how === 'rows' ? rows : features,
    { windowBytes: 2000 },
  )
  const chunks: Uint8Array[] = []
  for (;;) {
    const step = await writing.next()
    if (step.done) return { bytes: Buffer.concat(chunks), ...step.value }
    chunks.push(step.value)
  }
}

const ring = (x: number, size: number) => [
  [x, 0],
  [x + size, 0],
  [x + size, size],
  [x, 0],
]

/** Shapes of every type, and among them some that have parts without any position. */
const SHAPES: Record<string, readonly (Geometry | null)[]> = {
  points: Array.from({ length: 40 }, (_, x) => ({ type: 'Point', coordinates: [x, -x / 3] })),
  areas: Array.from({ length: 40 }, (_, x) => ({
    type: 'Polygon',
    coordinates: x % 2 ? [ring(x, 1)] : [ring(x, 1), ring(x, 0.5)],
  })),
  'several types': [
    null,
    { type: 'LineString', coordinates: ring(1, 2) },
    { type: 'MultiPoint', coordinates: ring(2, 2) },
    { type: 'MultiLineString', coordinates: [ring(3, 2)] },
    { type: 'MultiLineString', coordinates: [ring(3, 2), ring(4, 1)] },
    { type: 'MultiPolygon', coordinates: [[ring(5, 1)], [ring(7, 1), ring(7, 0.5)]] },
    { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }] },
  ],
  'parts without positions': [
    { type: 'Point', coordinates: [] },
    { type: 'Polygon', coordinates: [] },
    { type: 'Polygon', coordinates: [[], ring(1, 1)] },
    { type: 'MultiPolygon', coordinates: [[], [ring(5, 1)]] },
    { type: 'MultiPolygon', coordinates: [[ring(5, 1)], []] },
    { type: 'MultiPolygon', coordinates: [[ring(5, 1)], [], [ring(7, 1)]] },
    { type: 'MultiLineString', coordinates: [ring(3, 2), []] },
    { type: 'LineString', coordinates: [] },
  ],
  heights: [
    { type: 'Point', coordinates: [1, 2, 3] },
    { type: 'LineString', coordinates: ring(1, 2) },
    { type: 'MultiPolygon', coordinates: [[ring(5, 1)], [ring(7, 1)]] },
  ],
  'shapes as files have them': everyType.features.map(({ geometry }) => geometry),
}

describe('a FlatGeobuf file of the rows of a table', () => {
  it.each(Object.keys(SHAPES))(
    'is the same as of their features, and so is what is told (%s)',
    async (name) => {
      const rows = toRows(SHAPES[name]!)
      expect(await write(rows, 'rows', {})).toEqual(await write(rows, 'objects', {}))
      const others = toRows(SHAPES[name]!, 1)
      expect(await write(others, 'rows', {})).toEqual(await write(others, 'objects', {}))
    },
  )

  it('is refused for what a file of their features is refused for', async () => {
    const faults: readonly [rows: FeatureRows, layer: Partial<FlatGeobufLayer>, code: string][] = [
      [toRows([{ type: 'Point', coordinates: [1, Number.NaN] }]), {}, 'coordinate-not-finite'],
      [toRows(SHAPES.areas!), { geometryType: 'Point' }, 'flatgeobuf-geometry-type'],
      [toRows(SHAPES.areas!), { fields: [{ name: 'name', type: 'integer' }] }, 'field-value-unfit'],
      [
        toRows(SHAPES.areas!),
        { fields: [{ name: 'name', type: 'string', nullable: false }] },
        'field-value-missing',
      ],
    ]
    for (const [rows, layer, code] of faults) {
      await expect(write(rows, 'rows', layer)).rejects.toMatchObject({ problem: { code } })
      await expect(write(rows, 'objects', layer)).rejects.toMatchObject({ problem: { code } })
    }
  })
})
