import { describe, expect, it } from 'vitest'
import { NAAF, parseCrs, WGS84 } from '../../geo/crs.ts'
import type { Feature } from '../../model/feature.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { collect } from '../contract/collect.ts'
import type { WriteSummary } from '../contract/writer.ts'
import { readFlatGeobuf } from '../flatgeobuf/read.ts'
import { type ExportLayer, writeLayer } from '../registry/write-layer.ts'
import { compareLayer, problemOfReceipt, type Receipt, type RereadLayer } from './receipt.ts'

const RING = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
]
const HOLE = [
  [2, 2],
  [2, 4],
  [4, 4],
  [4, 2],
  [2, 2],
]

const FEATURES: readonly Feature[] = [
  {
    ...keyOfPlace(1),
    geometry: { type: 'Polygon', coordinates: [RING, HOLE] },
    properties: { name: 'Río', count: 12, share: 0.1, id: 9007199254740993n },
  },
  {
    ...keyOfPlace(2),
    geometry: { type: 'Polygon', coordinates: [RING.map(([x, y]) => [x! + 20, y! + 20])] },
    properties: { name: '', count: null, share: Number.NaN, id: 1n },
  },
  {
    ...keyOfPlace(3),
    geometry: null,
    properties: { name: 'x'.repeat(300), count: 0, share: 1, id: null },
  },
]

const LAYER: ExportLayer = {
  schema: {
    name: 'layer',
    geometryType: 'Polygon',
    fields: [
      { name: 'name', type: 'string' },
      { name: 'count', type: 'integer' },
      { name: 'share', type: 'double' },
      { name: 'id', type: 'long' },
    ],
    featureCount: 3,
    bbox: null,
  },
  features: () => FEATURES,
  name: 'layer',
  title: 'Layer',
  metadata: {},
  language: 'en',
}

const SUMMARY: WriteSummary = {
  layers: [
    {
      name: 'layer',
      geometryType: 'MultiPolygon',
      featureCount: 3,
      fields: LAYER.schema.fields.map(({ name, type }) => ({ source: name, written: name, type })),
      droppedFields: [],
    },
  ],
  warnings: [],
}

function rereadOf(features: readonly Feature[]): RereadLayer {
  return {
    name: 'layer',
    featureCount: features.length,
    fieldNames: [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))],
    feature: (index) => features[index]!,
  }
}

/** The receipt of a file in which one feature came back otherwise. */
function withChange(
  index: number,
  change: Partial<Feature>,
  format: Receipt['format'] = 'shapefile',
): Promise<Receipt> {
  const found = FEATURES.map((feature, at) =>
    at === index
      ? { ...feature, ...change, properties: { ...feature.properties, ...change.properties } }
      : feature,
  )
  return compareLayer(LAYER, format, WGS84, SUMMARY, [rereadOf(found)])
}

describe('a receipt', () => {
  it('says that all is the same where it is', async () => {
    const receipt = await compareLayer(LAYER, 'flatgeobuf', WGS84, SUMMARY, [rereadOf(FEATURES)])
    expect(receipt.differences).toEqual([])
    expect(receipt.features).toEqual({ expected: 3, found: 3 })
    expect(receipt.bbox).toEqual({ expected: [0, 0, 30, 30], found: [0, 0, 30, 30] })
    expect(receipt.geometries).toEqual({ same: 3, changes: [], greatestOffsetMeters: 0 })
    expect(receipt.fields.map(({ field, same }) => [field, same])).toEqual([
      ['name', 3],
      ['count', 3],
      ['share', 3],
      ['id', 3],
    ])
  })

  it.each([
    ['name', 1, null, 'empty-text-as-null'],
    ['name', 2, 'x'.repeat(254), 'cut'],
    ['share', 1, null, 'not-finite-as-null'],
    ['id', 0, '9007199254740993', 'as-text'],
  ])('counts what the format did to %s of feature %i', async (field, index, found, rule) => {
    const receipt = await withChange(index, { properties: { [field]: found } })
    expect(receipt.differences).toEqual([])
    expect(receipt.fields.find((entry) => entry.field === field)!.changes).toEqual([
      { rule, count: 1 },
    ])
  })

  it.each([
    ['a number that is another', 0, { count: 13 }],
    ['a number rounded, though the format need not', 0, { share: 0.100001 }],
    ['a zero where there was nothing', 1, { count: 0 }],
    ['nothing where there was a zero', 2, { count: null }],
    ['a text with other letters', 0, { name: 'RÃ­o' }],
    ['a text cut shorter than need be', 2, { name: 'x'.repeat(200) }],
    ['a long number made a double', 0, { id: 9007199254740992n }],
  ])('tells of %s', async (_, index, properties) => {
    const receipt = await withChange(index, { properties })
    expect(receipt.differenceCount).toBe(1)
    expect(receipt.differences[0]).toMatchObject({ what: 'value', feature: index + 1 })
    expect(problemOfReceipt(receipt)).toMatchObject({ code: 'export-not-faithful' })
  })

  it('takes a ring that runs the other way for the same, and says so', async () => {
    const receipt = await withChange(0, {
      geometry: { type: 'Polygon', coordinates: [RING.toReversed(), HOLE] },
    })
    expect(receipt.differences).toEqual([])
    expect(receipt.geometries.changes).toEqual([{ rule: 'rewound', count: 1 }])
  })

  it.each([
    ['a hole that is gone', [RING]],
    ['a position that moved', [RING, HOLE.with(1, [2, 4.000001])]],
    ['a position that is gone', [[...RING.slice(0, 2), ...RING.slice(3)], HOLE]],
    ['coordinates in the other order', [RING, HOLE.map(([x, y]) => [y! + 1, x!])]],
  ])('tells of %s', async (_, coordinates) => {
    const receipt = await withChange(0, { geometry: { type: 'Polygon', coordinates } })
    expect(receipt.differences).toMatchObject([{ what: 'geometry', feature: 1 }])
  })

  it('tells of a geometry that is lost, of one that came from nowhere, of a hole made land', async () => {
    const lost = await withChange(0, { geometry: null })
    const invented = await withChange(2, { geometry: { type: 'Polygon', coordinates: [RING] } })
    const land = await withChange(
      0,
      { geometry: { type: 'MultiPolygon', coordinates: [[RING], [HOLE]] } },
      'geojson',
    )
    for (const { differences } of [lost, invented, land]) {
      expect(differences[0]).toMatchObject({ what: 'geometry' })
    }
  })

  it('tells of features that are missing, and of a field', async () => {
    const short = await compareLayer(LAYER, 'csv', WGS84, SUMMARY, [rereadOf(FEATURES.slice(0, 2))])
    expect(short.differences[0]).toMatchObject({ what: 'count' })
    const bare = FEATURES.map((feature) => ({ ...feature, properties: {} }))
    const empty = await compareLayer(LAYER, 'csv', WGS84, SUMMARY, [rereadOf(bare)])
    expect(empty.differences.some(({ what, field }) => what === 'field' && field === 'name')).toBe(
      true,
    )
  })

  it('of a file in another CRS allows a centimetre, no more, and says how much it was', async () => {
    const moved = (degrees: number): Feature => ({
      ...FEATURES[0]!,
      geometry: { type: 'Polygon', coordinates: [RING.with(1, [10 + degrees, 0]), HOLE] },
    })
    const compare = (feature: Feature): Promise<Receipt> =>
      compareLayer(LAYER, 'flatgeobuf', NAAF, SUMMARY, [rereadOf([feature, ...FEATURES.slice(1)])])
    const near = await compare(moved(5e-8))
    expect(near.differences).toEqual([])
    expect(near.geometries.greatestOffsetMeters).toBeCloseTo(0.0056, 4)
    expect((await compare(moved(2e-7))).differences).toHaveLength(1)
  })

  it('measures in the plane where the way back from it is vague: a conic projection’s pole', async () => {
    const albers = await parseCrs(
      '+proj=aea +lat_1=50 +lat_2=70 +lat_0=40 +lon_0=-96 +datum=NAD83 +units=m',
    )
    if (!albers.ok) throw new Error(albers.problem.message)
    const { crs } = albers
    const ring = [
      [-180, 80],
      [-90, 80],
      [-90, 90],
      [-180, 90],
      [-180, 80],
    ]
    const given: Feature = {
      ...keyOfPlace(1),
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: { name: null, count: null, share: null, id: null },
    }
    const backFrom = (offset: number): Feature => ({
      ...given,
      geometry: {
        type: 'Polygon',
        coordinates: [
          ring.map(([lon, lat]) => {
            const [x, y] = crs.fromWgs84(lon!, lat!)
            return crs.toWgs84(x + offset, y)
          }),
        ],
      },
    })
    const layer = { ...LAYER, features: () => [given] }
    const summary = { ...SUMMARY, layers: [{ ...SUMMARY.layers[0]!, featureCount: 1 }] }
    for (const [offset, count] of [
      [0, 0],
      [0.5, 1],
    ] as const) {
      const receipt = await compareLayer(layer, 'shapefile', crs, summary, [
        rereadOf([backFrom(offset)]),
      ])
      expect(receipt.differences).toHaveLength(count)
    }
  })

  it('finds each feature of a file that has them in an order of its own', async () => {
    const written = await collect(writeLayer(LAYER, 'flatgeobuf', NAAF))
    const { features } = readFlatGeobuf(new Uint8Array(Buffer.concat(written.chunks)))
    const found = [...features].map((feature) => ({
      ...feature,
      geometry: feature.geometry && {
        type: 'Polygon' as const,
        coordinates: (feature.geometry as { coordinates: number[][][] }).coordinates.map((ring) =>
          ring.map(([x, y]) => NAAF.toWgs84(x!, y!)),
        ),
      },
    }))
    const receipt = await compareLayer(LAYER, 'flatgeobuf', NAAF, written, [rereadOf(found)])
    expect(receipt.differences).toEqual([])
    expect(receipt.geometries.changes).toEqual([{ rule: 'projected', count: 2 }])
  })
})
