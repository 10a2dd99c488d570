import { DOMParser, type Element } from '@xmldom/xmldom'
import { unzipSync } from 'fflate'
import type { Geometry } from 'geojson'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { kmlFaults, kmlReferenceFaults } from '../../../tests/support/kml-schema.ts'
import { WGS84 } from '../../geo/crs.ts'
import type { Feature } from '../../model/feature.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { collect } from '../contract/collect.ts'
import { TableRows } from '../contract/feature-rows.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import type { LayerStyle } from '../contract/layer-style.ts'
import { MemoryBudget } from '../contract/read-context.ts'
import type { ExportFormat } from '../contract/writer.ts'
import { type ExportLayer, writeLayer } from '../registry/write-layer.ts'

const STYLE: LayerStyle = {
  kind: 'categories',
  field: 'genre',
  legendTitle: 'Source d’énergie',
  labelField: 'nom',
  classes: [
    {
      id: 'wind',
      label: 'Éolien',
      values: ['wind'],
      symbol: { fill: '#2b6cb0', line: '#102030', marker: 'square', markerRadius: 8 },
    },
    { id: 'sun', label: 'Solaire', values: ['sun'], symbol: { fill: '#dd9900', marker: 'star' } },
  ],
}

const GRADUATED: LayerStyle = {
  kind: 'graduated',
  field: 'année',
  classes: [
    { id: 'old', label: '< 1993', to: 1993, symbol: { fill: '#ffeda0', fillOpacity: 0.5 } },
    { id: 'new', label: '≥ 1993', from: 1993, symbol: { fill: '#f03b20', lineWidth: 0.5 } },
  ],
  noData: { id: 'none', label: 'Sans donnée', symbol: { line: '#808080' } },
}

const PROPORTIONAL: LayerStyle = {
  kind: 'proportional',
  field: 'année',
  maxValue: 2000,
  maxRadius: 24,
  minRadius: 2,
  classes: [{ id: 'all', label: 'Centrales', values: [], symbol: { fill: '#2b6cb0' } }],
}

const KINDS = ['wind', 'sun', 'tide']

function plants(count: number): ExportLayer {
  const features = Array.from(
    { length: count },
    (_, index): Feature => ({
      ...keyOfPlace(index + 1),
      geometry: {
        type: 'Point',
        coordinates: [-140 + ((index * 37) % 800) / 10, 20 + ((index * 91) % 500) / 10],
      },
      properties: {
        nom: `Centrale <${index}> & fils`,
        genre: KINDS[index % 3]!,
        année: 1990 + index,
      },
    }),
  )
  return {
    schema: {
      name: 'plants',
      geometryType: 'Point',
      fields: [
        { name: 'nom', type: 'string', title: { en: 'Name', fr: 'Nom', es: 'Nombre' } },
        { name: 'genre', type: 'string' },
        { name: 'année', type: 'integer', title: { en: 'Year', fr: 'Année', es: 'Año' } },
      ],
      featureCount: count,
      bbox: null,
    },
    features: () => features,
    name: 'plants',
    title: 'Centrales',
    metadata: { publisher: 'CCE', url: 'https://www.cec.org/', citation: 'CCE. 2024. Centrales.' },
    style: STYLE,
    language: 'fr',
  }
}

async function bytesOf(layer: ExportLayer, format: ExportFormat): Promise<Uint8Array> {
  const { chunks } = await collect(writeLayer(layer, format, WGS84))
  return new Uint8Array(Buffer.concat(chunks))
}

function parse(bytes: Uint8Array): Element {
  const document = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`)
    },
  }).parseFromString(new TextDecoder().decode(bytes), 'application/xml')
  return document.documentElement!
}

const all = (element: Element, name: string): Element[] => [...element.getElementsByTagName(name)]
const childrenOf = (element: Element): Element[] =>
  [...element.childNodes].filter((node): node is Element => node.nodeType === 1)

function boxOf(region: Element) {
  const of = (name: string): number => Number(all(region, name)[0]!.textContent)
  return { west: of('west'), south: of('south'), east: of('east'), north: of('north') }
}

/** A layer of everything that a layer may hold, and much that should not be in one. */
const ODDITIES: ExportLayer = {
  ...plants(0),
  schema: {
    name: 'oddities',
    geometryType: 'Unknown',
    fields: (
      [
        ['a <b> & "c"', 'string'],
        ['año', 'datetime'],
        ['flag', 'boolean'],
        ['long', 'long'],
        ['double', 'double'],
        ['bytes', 'binary'],
        ['json', 'json'],
      ] as const
    ).map(([name, type]) => ({ name, type, unit: 'm3/s' })),
    featureCount: null,
    bbox: null,
  },
  features: () => [
    ...TIMES.map(
      (time, index): Feature => ({
        ...keyOfPlace(index),
        geometry: null,
        properties: { año: time },
      }),
    ),
    ...GEOMETRIES.map(
      (geometry, index): Feature => ({
        ...keyOfPlace(100 + index),
        geometry,
        properties: {
          'a <b> & "c"': ']]> <![CDATA[ \u0000\ufffe\ud800 &amp;',
          flag: index % 2 === 0,
          long: 9007199254740993n,
          double: [Number.NaN, Number.POSITIVE_INFINITY, 1e-300, -0][index % 4]!,
          bytes: new Uint8Array([1, 2, 255]),
          json: '{"a":[1,"<"]}',
        },
      }),
    ),
  ],
  timeField: 'año',
}

const TIMES = [
  '2020',
  '2020-02',
  '2020-02-29',
  '2020-02-29T12:30:00Z',
  '2020-02-29T12:30:00.5-06:00',
  // Of no calendar, or of no clock that XML Schema knows.
  '0000',
  '2020-13',
  '2021-02-29',
  '2020-02-29T12:30',
  '2020-02-29 12:30:00',
  '2020-02-29T25:00:00Z',
  'about 1990',
  '',
  null,
]

const OPEN_RING = [
  [170, 60],
  [175, 60],
  [175, 65],
  [170, 65],
]
const RING = [...OPEN_RING, [170, 60]]

const GEOMETRIES: readonly Geometry[] = [
  { type: 'Point', coordinates: [-100, 40] },
  { type: 'Point', coordinates: [-100, 40, 1200.5] },
  { type: 'Point', coordinates: [-100, 40, 1200.5, 7] },
  { type: 'Point', coordinates: [] },
  { type: 'MultiPoint', coordinates: RING },
  { type: 'LineString', coordinates: RING.slice(0, 2) },
  { type: 'LineString', coordinates: RING.map(([x, y]) => [x!, y!, -3]) },
  { type: 'MultiLineString', coordinates: [RING, RING.slice(0, 3)] },
  { type: 'Polygon', coordinates: [RING, RING.map(([x, y]) => [x! / 10 + 154, y! / 10 + 55])] },
  { type: 'Polygon', coordinates: [OPEN_RING] },
  { type: 'MultiPolygon', coordinates: [[RING], [OPEN_RING.toReversed()]] },
  {
    type: 'GeometryCollection',
    geometries: [
      { type: 'Point', coordinates: [1, 2] },
      { type: 'GeometryCollection', geometries: [{ type: 'Polygon', coordinates: [OPEN_RING] }] },
    ],
  },
]

describe('a KML document', () => {
  it.each<[string, ExportLayer]>([
    ['of no features', plants(0)],
    ['of a few', plants(4)],
    ['of anything there may be', ODDITIES],
    [
      'without styles, fields and words',
      { ...ODDITIES, schema: { ...ODDITIES.schema, fields: [] }, metadata: {}, title: '' },
    ],
    ['of graduated colours', { ...plants(9), style: GRADUATED }],
    ['of sized markers', { ...plants(9), style: PROPORTIONAL }],
  ])('%s is valid by the schema and the rules of OGC KML 2.2', async (_, layer) => {
    for (const format of ['kml', 'kmz'] as const) {
      const bytes = await bytesOf(layer, format)
      const root = parse(format === 'kml' ? bytes : unzipSync(bytes)['doc.kml']!)
      expect([...kmlFaults(root), ...kmlReferenceFaults(root)].slice(0, 10)).toEqual([])
    }
  })

  it('of many features is so too, with its regions', async () => {
    const root = parse(await bytesOf(plants(5001), 'kml'))
    expect([...kmlFaults(root), ...kmlReferenceFaults(root)].slice(0, 10)).toEqual([])
  })

  it.each([
    ['<open>1</open>', '<open>yes</open>'],
    ['<open>1</open>', '<opened>1</opened>'],
    ['<open>1</open>', '<open>1</open><visibility>1</visibility>'],
    ['<open>1</open>', '<open>1</open><open>1</open>'],
    ['<begin>1990<', '<begin>1990-13<'],
    ['<width>1<', '<width>thin<'],
    ['xunits="fraction"', 'xunits="share"'],
    ['<SimpleData name="nom">', '<SimpleData name="nombre">'],
    ['<SimpleData name="nom">', '<SimpleData>'],
    ['#class-0', '#class-7'],
    ['id="class-1"', 'id="class-0"'],
    ['/kml/2.2"', '/kml/2.3"'],
  ])('would not be so with %s made %s', async (right, wrong) => {
    const text = new TextDecoder().decode(await bytesOf(plants(4), 'kml'))
    expect(text).toContain(right)
    const root = parse(new TextEncoder().encode(text.replace(right, wrong)))
    expect([...kmlFaults(root), ...kmlReferenceFaults(root)]).not.toEqual([])
  })

  it('closes rings that are open, leaves measures out, and tells how many', async () => {
    const { warnings } = await collect(writeLayer(ODDITIES, 'kml', WGS84))
    const told = Object.fromEntries(warnings.map(({ code, count }) => [code, count]))
    expect(told).toMatchObject({ 'ring-closed': 3, 'measures-dropped': 1 })
  })

  it('puts on the timeline what is a time, and nothing else', async () => {
    const document = parse(await bytesOf(ODDITIES, 'kml'))
    expect(all(document, 'begin').map(({ textContent }) => textContent)).toEqual(TIMES.slice(0, 5))
  })

  it('has heights above sea level as they are, and lies on the ground where it has none', async () => {
    const document = parse(await bytesOf(ODDITIES, 'kml'))
    const points = all(document, 'Point').map(({ textContent }) => textContent)
    expect(points.slice(0, 4)).toEqual([
      '-100,40',
      'absolute-100,40,1200.5',
      'absolute-100,40,1200.5',
      '',
    ])
  })

  it('has all features in the document itself, which other programs take for one layer, styled by class', async () => {
    for (const count of [7, 5001]) {
      const root = parse(await bytesOf(plants(count), 'kml'))
      expect(all(root, 'Folder')).toEqual([])
      const placemarks = all(root, 'Placemark')
      expect(placemarks).toHaveLength(count)
      expect(new Set(placemarks.map(({ parentNode }) => parentNode?.nodeName))).toEqual(
        new Set(['Document']),
      )
      const styleOfKind = new Map([
        ['wind', '#class-0'],
        ['sun', '#class-1'],
        ['tide', '#other'],
      ])
      for (const placemark of placemarks) {
        const [, kind] = all(placemark, 'SimpleData').map(({ textContent }) => textContent!)
        expect(all(placemark, 'styleUrl')[0]!.textContent).toBe(styleOfKind.get(kind!))
      }
    }
  })

  it('labels the fields of a balloon in the chosen language and types them', async () => {
    const document = parse(await bytesOf(plants(3), 'kml'))
    expect(all(document, 'text')[0]!.textContent).toContain('>Année</th><td>$[fields/année]</td>')
    expect(
      all(document, 'SimpleField').map((field) => [
        field.getAttribute('name'),
        field.getAttribute('type'),
        field.textContent,
      ]),
    ).toEqual([
      ['nom', 'string', 'Nom'],
      ['genre', 'string', 'genre'],
      ['année', 'int', 'Année'],
    ])
  })

  it('puts features of a layer that has years on the timeline', async () => {
    const spans = all(parse(await bytesOf(plants(1), 'kml')), 'TimeSpan')
    expect(spans.map((span) => childrenOf(span).map(({ textContent }) => textContent))).toEqual([
      ['1990', '1990'],
    ])
  })

  it('of a large layer shows more as one comes closer, each feature once and in its region', async () => {
    const document = parse(await bytesOf(plants(6000), 'kml'))
    const names = all(document, 'SimpleData')
      .filter((data) => data.getAttribute('name') === 'nom')
      .map(({ textContent }) => textContent)
    expect(names).toHaveLength(6000)
    expect(new Set(names).size).toBe(6000)
    const regions = all(document, 'Region')
    expect(regions.length).toBeGreaterThan(4000)
    expect(regions.length).toBeLessThan(6000)
    for (const region of regions) {
      const { west, south, east, north } = boxOf(region)
      const text = all(region.parentNode as Element, 'coordinates')[0]!.textContent!
      const [lon, lat] = text.split(',').map(Number) as [number, number]
      expect(lon >= west && lon <= east && lat >= south && lat <= north).toBe(true)
    }
  })

  it('of a large layer is the same whether its features can be had in any order or come once', async () => {
    const layer = { ...plants(6000), style: PROPORTIONAL }
    const features = [...(layer.features() as Iterable<Feature>)]
    const atHand = {
      length: features.length,
      feature: (index: number) => features[index]!,
      [Symbol.iterator]: () => features.values(),
    }
    const once = await bytesOf({ ...layer, features: () => features.values() }, 'kml')
    const inAnyOrder = await bytesOf({ ...layer, features: () => atHand }, 'kml')
    expect(Buffer.compare(inAnyOrder, once)).toBe(0)
  })

  it('of a large layer shows the largest of each part of the map first', async () => {
    const document = parse(await bytesOf({ ...plants(6000), style: PROPORTIONAL }, 'kml'))
    // By the blocks of its own grid: 32 a side of the layer's box, which is 80 degrees wide.
    const blocks = new Map<string, { year: number; isFirst: boolean }[]>()
    for (const placemark of all(document, 'Placemark')) {
      const [lon, lat] = all(placemark, 'coordinates')[0]!.textContent!.split(',').map(Number)
      const side = 79.9 / 32
      const block = `${Math.floor((lon! + 140) / side)} ${Math.floor((lat! - 20) / side)}`
      const year = Number(all(placemark, 'SimpleData')[2]!.textContent)
      const isFirst = all(placemark, 'Region').length === 0
      blocks.set(block, [...(blocks.get(block) ?? []), { year, isFirst }])
    }
    expect(blocks.size).toBeGreaterThan(500)
    for (const plantsOfBlock of blocks.values()) {
      const first = plantsOfBlock.filter(({ isFirst }) => isFirst)
      expect(first.map(({ year }) => year)).toEqual([
        Math.max(...plantsOfBlock.map(({ year }) => year)),
      ])
    }
  })

  it('leaves out characters that XML cannot hold, and says so', async () => {
    const layer = plants(1)
    const features = [...(layer.features() as Feature[])].map((feature) => ({
      ...feature,
      properties: { ...feature.properties, nom: 'a\u0000b\u000bc\rd' },
    }))
    const { chunks, warnings } = await collect(
      writeLayer({ ...layer, features: () => features }, 'kml', WGS84),
    )
    const [name] = all(parse(new Uint8Array(Buffer.concat(chunks))), 'SimpleData')
    expect(name!.textContent).toBe('abc\rd')
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'control-characters-dropped' }))
  })
})

describe('a KMZ', () => {
  it('carries the markers in the colours of the map, and a legend on the screen', async () => {
    const files = unzipSync(await bytesOf(plants(7), 'kmz'))
    expect(Object.keys(files)[0]).toBe('doc.kml')
    const document = parse(files['doc.kml']!)
    const hrefs = all(document, 'href').map(({ textContent }) => textContent!)
    for (const href of hrefs) expect(Object.keys(files)).toContain(href)

    const wind = PNG.sync.read(Buffer.from(files[hrefs[0]!]!))
    const center = 4 * (32 * wind.width + 32)
    expect([...wind.data.subarray(center, center + 4)]).toEqual([0x2b, 0x6c, 0xb0, 255])

    const overlay = all(document, 'ScreenOverlay')[0]!
    const legend = PNG.sync.read(Buffer.from(files['legend.png']!))
    expect(Number(all(overlay, 'size')[0]!.getAttribute('x'))).toBe(legend.width / 2)
    const colors = new Set<string>()
    for (let at = 0; at < legend.data.length; at += 4) {
      colors.add(legend.data.subarray(at, at + 3).toString('hex'))
    }
    expect([...colors]).toEqual(expect.arrayContaining(['2b6cb0', 'dd9900', '222222']))
  })
})

describe('a large layer whose features stand in a table', () => {
  it('is the same file as from features', async () => {
    const layer = plants(6000)
    const table = new FeatureTable(new MemoryBudget(1e9))
    for (const { geometry, properties } of layer.features() as Iterable<Feature>) {
      for (const [name, value] of Object.entries(properties)) table.setValue(name, value)
      table.addGeometry(geometry)
      table.endFeature()
    }
    const write = async (given: Partial<ExportLayer>) =>
      Buffer.concat((await collect(writeLayer({ ...layer, ...given }, 'kml', WGS84))).chunks)
    const fromFeatures = await write({})
    expect(
      fromFeatures.equals(await write({ features: () => table, rows: new TableRows(table) })),
    ).toBe(true)
  })
})
