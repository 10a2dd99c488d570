import type { FlatGeobufLayer } from '../../src/formats/flatgeobuf/write.ts'
import { NAAF_ESRI_WKT } from '../../src/geo/naaf.ts'
import type { Feature, FieldValues } from '../../src/model/feature.ts'
import { keyOfPlace } from '../../src/model/feature-key.ts'

/** Layers that the tests write, and of which GDAL's reading is kept in `tests/fixtures/flatgeobuf`. */
export interface TestLayer {
  readonly layer: FlatGeobufLayer
  readonly features: readonly Feature[]
}

const square = (west: number, south: number, side: number) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]

/** Every type of field and geometry, heights, an empty value of each, a feature without geometry. */
export const everyType: TestLayer = {
  layer: {
    name: 'every-type',
    title: 'Every type',
    description: 'A field of each type and a geometry of each type.',
    metadata: { licence: 'CC0-1.0' },
    fields: [
      { name: 'integer', type: 'integer', width: 9 },
      { name: 'long', type: 'long' },
      {
        name: 'double',
        type: 'double',
        width: 12,
        scale: 3,
        unit: 'km2',
        title: { en: 'Area', fr: 'Superficie', es: 'Superficie' },
      },
      { name: 'string', type: 'string', width: 20, description: 'A text in UTF-8' },
      { name: 'boolean', type: 'boolean' },
      { name: 'date', type: 'date' },
      { name: 'datetime', type: 'datetime' },
      { name: 'json', type: 'json' },
      { name: 'binary', type: 'binary' },
      { name: 'never', type: 'string' },
      { name: 'number', type: 'integer', nullable: false },
    ],
  },
  features: [
    {
      ...keyOfPlace(0),
      geometry: { type: 'Point', coordinates: [-100.5, 45.25, 12.5] },
      properties: {
        integer: -2147483648,
        long: 2 ** 40,
        double: 1.5,
        string: 'Québec, Nuñoa, ᐃᓄᒃᑎᑐᑦ',
        boolean: true,
        date: '2020-02-29',
        datetime: '2020-02-29T12:30:00Z',
        json: '{"a":[1]}',
        binary: Uint8Array.of(1, 2, 255),
        never: null,
        number: 0,
      },
    },
    {
      ...keyOfPlace(1),
      geometry: {
        type: 'LineString',
        coordinates: [
          [-100, 45, 1],
          [-99, 46, 2],
          [-98, 45.5, 3],
        ],
      },
      properties: { integer: 0, long: -5, double: -0.1, string: '', boolean: false, number: 1 },
    },
    {
      ...keyOfPlace(2),
      geometry: { type: 'Polygon', coordinates: [square(0, 0, 10), square(2, 2, 2)] },
      properties: { long: 9007199254740993n, number: 2 },
    },
    {
      ...keyOfPlace(3),
      geometry: {
        type: 'MultiPolygon',
        coordinates: [[square(20, 0, 10)], [square(0, 20, 10), square(2, 22, 2)]],
      },
      properties: { number: 3 },
    },
    {
      ...keyOfPlace(4),
      geometry: {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
      properties: { number: 4 },
    },
    {
      ...keyOfPlace(5),
      geometry: {
        type: 'MultiLineString',
        coordinates: [
          [
            [1, 2],
            [3, 4],
          ],
          [
            [5, 6],
            [8, 9],
            [0, 0],
          ],
        ],
      },
      properties: { number: 5 },
    },
    {
      ...keyOfPlace(6),
      geometry: {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [5, 5] },
          { type: 'MultiPolygon', coordinates: [[square(20, 0, 10)]] },
          {
            type: 'GeometryCollection',
            geometries: [
              {
                type: 'LineString',
                coordinates: [
                  [0, 0],
                  [1, 1],
                ],
              },
            ],
          },
        ],
      },
      properties: { number: 6 },
    },
    { ...keyOfPlace(7), geometry: null, properties: { string: 'no geometry', number: 7 } },
  ],
}

/** In the Framework's plane, of which no authority has a code. */
export const framework: TestLayer = {
  layer: {
    name: 'framework',
    crs: { name: 'Sphere_ARC_INFO_Lambert_Azimuthal_Equal_Area', wkt: NAAF_ESRI_WKT },
  },
  features: [
    {
      ...keyOfPlace(0),
      geometry: { type: 'Point', coordinates: [9473741.4216, 1181205.0636] },
      properties: { place: 'longitude 0, latitude 0' },
    },
  ],
}

/** A field of types that the first feature does not show, found from all. */
export const found: TestLayer = {
  layer: { name: 'found' },
  features: [
    { a: null, b: 1, c: '2020-01-01', d: true },
    { a: 'text', b: 1.5, c: '2020-01-01T00:00:00Z', d: null, late: 4294967296 },
    { a: null, b: -7, c: null, d: false, late: 1 },
  ].map((properties, id) => ({
    ...keyOfPlace(id),
    geometry: { type: 'Point', coordinates: [id, id] },
    properties: properties as FieldValues,
  })),
}

export const empty: TestLayer = {
  layer: { name: 'empty', geometryType: 'Point', fields: [{ name: 'name', type: 'string' }] },
  features: [],
}

/**
 * 3,000 squares of 0.5 to 4 degrees, spread over the world without a pattern but the same each time:
 * their boxes are themselves, so that a query by box has one right answer.
 */
export const squares: TestLayer = {
  layer: { name: 'squares', geometryType: 'Polygon' },
  features: Array.from({ length: 3000 }, (_, id) => {
    const side = 0.5 + ((id * 7) % 36) / 10
    const west = ((id * 137.508) % (360 - side)) - 180
    const south = ((id * 59.937) % (180 - side)) - 90
    return {
      ...keyOfPlace(id),
      geometry: { type: 'Polygon', coordinates: [square(west, south, side)] },
      properties: { number: id },
    }
  }),
}

export const testLayers: Readonly<Record<string, TestLayer>> = {
  'every-type': everyType,
  framework,
  found,
  empty,
  squares,
}

/** Boxes for which GDAL's answers on `squares` are kept. */
export const queryBoxes = [
  [-180, -90, 180, 90],
  [-100, 40, -90, 50],
  [-170, 15, -50, 84],
  [0, 0, 0.01, 0.01],
  [-179.9, 60, -170, 75],
  [-90, 80, 90, 90],
] as const

/** The squares as a file has them that counts longitudes from 0 to 360: the western half lies past 180. */
export const squaresPast180: TestLayer = {
  layer: squares.layer,
  features: squares.features.map((feature) => {
    const { geometry } = feature
    if (geometry?.type !== 'Polygon' || geometry.coordinates[0]![0]![0]! >= 0) return feature
    const coordinates = geometry.coordinates.map((ring) =>
      ring.map(([lon, lat]) => [lon! + 360, lat!]),
    )
    return { ...feature, geometry: { ...geometry, coordinates } }
  }),
}

/**
 * A file whose header says nothing of where the layer lies, as the format allows: its table has no place for the
 * envelope (FlatBuffers internals, “Tables”: field 1 of `Header` of `header.fbs`).
 */
export function withoutEnvelope(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const changed = bytes.slice()
  const view = new DataView(changed.buffer)
  const table = 12 + view.getUint32(12, true)
  const placeOfFields = table - view.getInt32(table, true)
  view.setUint16(placeOfFields + 4 + 2, 0, true)
  return changed
}
