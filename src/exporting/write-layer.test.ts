import { describe, expect, it } from 'vitest'
import { EXPORT_FORMATS, type ExportFormat } from '../formats/contract/writer.ts'
import type { Receipt, RereadFile } from '../formats/receipt/receipt.ts'
import { rereadFile } from '../formats/receipt/reread.ts'
import type { ExportLayer } from '../formats/registry/write-layer.ts'
import { type Crs, NAAF, WGS84 } from '../geo/crs.ts'
import type { Feature, FieldValue } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import type { Field } from '../model/schema.ts'
import { exportLayer } from './write-layer.ts'

type Row = readonly [Feature['geometry'], ...(readonly FieldValue[])]

function layerOf(fields: readonly Field[], rows: readonly Row[]): ExportLayer {
  const features = rows.map(
    ([geometry, ...values], index): Feature => ({
      ...keyOfPlace(index),
      geometry,
      properties: Object.fromEntries(fields.map(({ name }, at) => [name, values[at] ?? null])),
    }),
  )
  return {
    schema: {
      name: 'layer',
      geometryType: 'Unknown',
      fields,
      featureCount: features.length,
      bbox: null,
    },
    features: () => features,
    name: 'layer',
    title: 'Layer',
    metadata: {},
    language: 'en',
  }
}

const point = (lon: number, lat: number, ...more: number[]): Feature['geometry'] => ({
  type: 'Point',
  coordinates: [lon, lat, ...more],
})

async function exported(
  layer: ExportLayer,
  format: ExportFormat,
  crs: Crs = WGS84,
): Promise<Receipt> {
  const result = await exportLayer(layer, format, crs, rereadFile)
  if (!result.ok) throw new Error(`${format}: ${result.problem.message}`)
  return result.receipt
}

const changesOf = ({ fields }: Receipt, name: string) =>
  fields.find(({ field }) => field === name)!.changes

describe('a layer that is exported and read again', () => {
  it.each(EXPORT_FORMATS)(
    'as %s keeps fields that are named as places and as elements of KML are',
    async (format) => {
      const names = ['lon', 'lat', 'X', 'Y', 'geometry', 'name', 'name_1', 'description', 'id']
      const layer = layerOf(
        names.map((name) => ({ name, type: 'string' })),
        [
          [point(-100, 40), '1', '2', '3', '4', 'POINT (5 6)', 'a', 'b', 'c', 'd'],
          [null, '10', '20', '30', '40', 'POINT (50 60)', 'e', 'f', 'g', 'h'],
        ],
      )
      for (const crs of format === 'csv' ? [WGS84, NAAF] : [WGS84]) {
        const { features, fields } = await exported(layer, format, crs)
        expect(features).toEqual({ expected: 2, found: 2 })
        expect(fields.map(({ field }) => field)).toEqual(names)
      }
    },
  )

  it.each(EXPORT_FORMATS)('as %s keeps every number to its last digit', async (format) => {
    const numbers = [
      -0.0000012345678901234567,
      0.1,
      1 / 3,
      123456789.123,
      1e-300,
      -1.7976931348623157e308,
      5e-324,
      2 ** 53,
      0,
    ]
    const layer = layerOf(
      [
        { name: 'before', type: 'string' },
        { name: 'number', type: 'double' },
      ],
      numbers.map((number) => [point(number % 180, -number % 90), 'text', number]),
    )
    const receipt = await exported(layer, format)
    expect(receipt.geometries.greatestOffsetMeters).toBe(0)
    // Our reader of CSV leaves a column as text in which not all are numbers that people write.
    const expected = format === 'csv' ? [{ rule: 'as-text', count: numbers.length }] : []
    expect(changesOf(receipt, 'number')).toEqual(expected)
    expect(changesOf(receipt, 'before')).toEqual([])
  })

  it.each(EXPORT_FORMATS)('as %s keeps integers of any size', async (format) => {
    const long = [2n ** 63n - 1n, -(2n ** 63n), 9007199254740993n, 0, -1]
    const layer = layerOf(
      [
        { name: 'long', type: 'long' },
        { name: 'beyond', type: 'long' },
      ],
      long.map((value) => [point(0, 0), value, 2n ** 64n - 1n]),
    )
    const receipt = await exported(layer, format)
    const rules = [...changesOf(receipt, 'long'), ...changesOf(receipt, 'beyond')]
    expect(rules.filter(({ rule }) => rule !== 'as-text')).toEqual([])
    if (format !== 'flatgeobuf' && format !== 'geopackage') return
    // More than 64 bits with a sign have no column: the field's digits are kept as text, and that is told.
    expect(receipt.warnings).toContainEqual(
      expect.objectContaining({
        code: 'field-retyped',
        values: expect.objectContaining({ field: 'beyond', type: 'string' }),
      }),
    )
  })

  it.each(['kml', 'kmz', 'geojson', 'geojsonseq', 'shapefile'] as const)(
    'as %s has its open rings closed, which is told',
    async (format) => {
      const ring = [
        [0, 0],
        [0, 5],
        [5, 5],
        [5, 0],
      ]
      const layer = layerOf(
        [{ name: 'a', type: 'string' }],
        [
          [{ type: 'Polygon', coordinates: [ring] }, 'clockwise'],
          [{ type: 'Polygon', coordinates: [ring.toReversed()] }, 'counterclockwise'],
        ],
      )
      const { geometries, warnings } = await exported(layer, format)
      expect(geometries.changes).toContainEqual({ rule: 'ring-closed', count: 2 })
      expect(warnings).toContainEqual(expect.objectContaining({ code: 'ring-closed', count: 2 }))
    },
  )

  it('as CSV has height 0 where other positions of a geometry have one, which is told', async () => {
    const line: Feature['geometry'] = {
      type: 'LineString',
      coordinates: [
        [0, 0, 12],
        [1, 1],
      ],
    }
    const { geometries, warnings } = await exported(layerOf([], [[line]]), 'csv')
    expect(geometries.changes).toEqual([{ rule: 'height-filled', count: 1 }])
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'height-filled', count: 1 }))
  })

  it('as KML tells of control characters that were left out, blanks beside them too', async () => {
    const layer = layerOf(
      [{ name: 'a', type: 'string' }],
      [[point(0, 0), 'Manassas \u0000\u0001 ']],
    )
    expect(changesOf(await exported(layer, 'kml'), 'a')).toEqual([
      { rule: 'control-characters-dropped', count: 1 },
    ])
  })

  it('as shapefile keeps apart rings of several polygons around one middle', async () => {
    const square = (half: number): number[][] => [
      [-half, -half],
      [-half, half],
      [half, half],
      [half, -half],
      [-half, -half],
    ]
    const layer = layerOf(
      [],
      [
        [
          {
            type: 'GeometryCollection',
            geometries: [
              { type: 'Polygon', coordinates: [square(3), square(2).toReversed()] },
              { type: 'Polygon', coordinates: [square(4), square(1).toReversed()] },
            ],
          },
        ],
      ],
    )
    const { geometries } = await exported(layer, 'shapefile')
    expect(geometries.changes.map(({ rule }) => rule)).toContain('collection-taken-apart')
  })

  it.each(EXPORT_FORMATS)(
    'as %s is not handed over where it came back otherwise',
    async (format) => {
      const layer = layerOf([{ name: 'a', type: 'string' }], [[point(-100, 40), 'as it was']])
      const altered: RereadFile = async (...file) =>
        (await rereadFile(...file)).map((found) => ({
          ...found,
          feature: (index) => {
            const feature = found.feature(index)
            return { ...feature, properties: { ...feature.properties, a: 'as it was not' } }
          },
        }))
      expect(await exportLayer(layer, format, WGS84, altered)).toMatchObject({
        ok: false,
        problem: { code: 'export-not-faithful' },
        receipt: { differenceCount: 1 },
      })
    },
  )
})
