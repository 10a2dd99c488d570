import { describe, expect, it } from 'vitest'
import { bytesSource } from '../bytes/byte-source.ts'
import type { ImportedLayer } from '../contract/imported-layer.ts'
import { readFiles } from '../registry/read-files.ts'

async function read(value: unknown): Promise<ImportedLayer> {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  const result = await readFiles([bytesSource(bytes, 'query.json')])
  if (!result.ok) throw new Error(result.problem.code)
  return result.layers[0]!
}

const feature = (geometry: unknown, attributes: unknown = {}) => ({ attributes, geometry })
const set = (geometryType: string, features: readonly unknown[], more: object = {}) => ({
  objectIdFieldName: 'OBJECTID',
  geometryType,
  spatialReference: { wkid: 4326, latestWkid: 4326 },
  features,
  ...more,
})

describe('what a service of ArcGIS answers with', () => {
  it('has points with the types of their fields, and dates', async () => {
    const fields = [
      { name: 'OBJECTID', type: 'esriFieldTypeOID' },
      { name: 'NAME', type: 'esriFieldTypeString', alias: 'Name' },
      { name: 'SEEN', type: 'esriFieldTypeDate' },
    ]
    const attributes = { OBJECTID: 7, NAME: 'Peñón', SEEN: 1_388_534_400_000 }
    const layer = await read(
      set('esriGeometryPoint', [feature({ x: -99, y: 19 }, attributes)], { fields }),
    )
    expect(layer.format).toBe('esri-json')
    expect(layer.schema.fields.map(({ type }) => type)).toEqual(['long', 'string', 'datetime'])
    expect(layer.features.feature(0)).toEqual({
      key: '0',
      id: 0,
      geometry: { type: 'Point', coordinates: [-99, 19] },
      properties: { OBJECTID: 7, NAME: 'Peñón', SEEN: '2014-01-01T00:00:00.000Z' },
    })
  })

  it('is in the system that it names, Web Mercator by Esri’s number too', async () => {
    const layer = await read(
      set('esriGeometryPoint', [feature({ x: -11_020_629.6, y: 2_154_935.9 })], {
        spatialReference: { wkid: 102100 },
      }),
    )
    const geometry = layer.features.geometry(0)
    if (geometry?.type !== 'Point') throw new Error('no point')
    expect(geometry.coordinates[0]).toBeCloseTo(-99, 5)
    expect(geometry.coordinates[1]).toBeCloseTo(19, 5)
  })

  it('has lines and polygons, whose rings are put together by their turns', async () => {
    const square = (x: number, size: number) => [
      [x, 0],
      [x, size],
      [x + size, size],
      [x + size, 0],
      [x, 0],
    ]
    const rings = [square(0, 10), square(20, 10), square(22, 2).toReversed()]
    const layer = await read(
      set('esriGeometryPolygon', [
        feature({ rings }),
        feature({
          paths: [
            [
              [0, 0],
              [1, 1],
            ],
          ],
        }),
      ]),
    )
    const polygons = layer.features.geometry(0)
    if (polygons?.type !== 'MultiPolygon') throw new Error('no polygons')
    expect(polygons.coordinates.map((polygon) => polygon.length)).toEqual([1, 2])
    expect(layer.features.geometryType(1)).toBe('LineString')
  })

  it('is read the same whether what its features are read by stands before or after them', async () => {
    const fields = [
      { name: 'SEEN', type: 'esriFieldTypeDate' },
      { name: 'CODE', type: 'esriFieldTypeString' },
    ]
    const features = [
      feature({ x: -11_020_629.6, y: 2_154_935.9 }, { CODE: 'a', SEEN: 1_388_534_400_000 }),
      feature({ points: [[-11_020_629.6, 2_154_935.9, 40]] }, { CODE: 'b', SEEN: null }),
    ]
    const spatialReference = { wkid: 102100 }
    const before = { hasZ: true, spatialReference, fields, features }
    const after = { features, fields, spatialReference, hasZ: true }
    const [first, second] = [await read(before), await read(after)]
    expect([...second.features]).toEqual([...first.features])
    expect(second.schema).toEqual(first.schema)
    expect(second.features.feature(0).properties).toEqual({
      SEEN: '2014-01-01T00:00:00.000Z',
      CODE: 'a',
    })
    expect(second.features.hasHeight(1)).toBe(true)
    expect(second.crs).toMatchObject({ epsg: 3857 })
  })

  it.each([
    ['{"geometryType":"esriGeometryPoint","features":[]} {}', 'json-invalid'],
    ['{"geometryType":"esriGeometryPoint","features":[{"attributes":{]}', 'json-invalid'],
    ['{"geometryType":"esriGeometryPoint","features":[{"attributes":{}}', 'json-invalid'],
    ['{"geometryType":"esriGeometryPoint","spatialReference":{}}', 'json-esri'],
  ])('is refused where it is broken or holds no features: %s', async (text, code) => {
    const result = await readFiles([bytesSource(new TextEncoder().encode(text), 'query.json')])
    expect(result).toMatchObject({ ok: false, problem: { code } })
  })

  it('tells of curves, which are left out, and of features that the service kept back', async () => {
    const layer = await read(
      set(
        'esriGeometryPolyline',
        [
          feature({
            curvePaths: [
              [
                [0, 0],
                {
                  c: [
                    [3, 3],
                    [1, 4],
                  ],
                },
              ],
            ],
          }),
        ],
        {
          exceededTransferLimit: true,
        },
      ),
    )
    expect(layer.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['geometry-unreadable', 'esri-json-limit']),
    )
  })
})
