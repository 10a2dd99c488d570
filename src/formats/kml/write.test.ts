import { DOMParser, type Element } from '@xmldom/xmldom'
import { unzipSync } from 'fflate'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { WGS84 } from '../../geo/crs.ts'
import type { Feature } from '../../geo/feature.ts'
import type { LayerStyle } from '../layer-style.ts'
import { type ExportLayer, writeLayer } from '../write-layer.ts'
import { collect, type ExportFormat } from '../writer.ts'

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

const KINDS = ['wind', 'sun', 'tide']

function plants(count: number): ExportLayer {
  const features = Array.from(
    { length: count },
    (_, index): Feature => ({
      id: index + 1,
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

/** The sequences of `ogckml22.xsd` (OGC 07-147r2 annex B), of the elements that may occur here. */
const FEATURE = ['name', 'visibility', 'open', 'atom:author', 'atom:link', 'address', 'phoneNumber']
FEATURE.push('Snippet', 'description', 'LookAt', 'TimeStamp', 'TimeSpan', 'styleUrl', 'Style')
FEATURE.push('StyleMap', 'Region', 'ExtendedData')
const ORDER: Readonly<Record<string, readonly string[]>> = {
  Document: [...FEATURE, 'Schema', '*'],
  Folder: [...FEATURE, '*'],
  Placemark: [...FEATURE, 'Point', 'LineString', 'Polygon', 'MultiGeometry'],
  ScreenOverlay: [
    ...FEATURE,
    'color',
    'drawOrder',
    'Icon',
    'overlayXY',
    'screenXY',
    'rotationXY',
    'size',
  ],
  Style: ['IconStyle', 'LabelStyle', 'LineStyle', 'PolyStyle', 'BalloonStyle', 'ListStyle'],
  IconStyle: ['color', 'colorMode', 'scale', 'heading', 'Icon', 'hotSpot'],
  LabelStyle: ['color', 'colorMode', 'scale'],
  LineStyle: ['color', 'colorMode', 'width'],
  PolyStyle: ['color', 'colorMode', 'fill', 'outline'],
  BalloonStyle: ['bgColor', 'textColor', 'text', 'displayMode'],
  LatLonAltBox: ['north', 'south', 'east', 'west', 'minAltitude', 'maxAltitude', 'altitudeMode'],
  Region: ['LatLonAltBox', 'Lod'],
  Lod: ['minLodPixels', 'maxLodPixels', 'minFadeExtent', 'maxFadeExtent'],
  TimeSpan: ['begin', 'end'],
  Point: ['extrude', 'altitudeMode', 'coordinates'],
  LineString: ['extrude', 'tessellate', 'altitudeMode', 'coordinates'],
  Polygon: ['extrude', 'tessellate', 'altitudeMode', 'outerBoundaryIs', 'innerBoundaryIs'],
}

function outOfOrder(element: Element): string[] {
  const order = ORDER[element.tagName]
  const children = childrenOf(element)
  const faults = children.flatMap(outOfOrder)
  if (!order) return faults
  let reached = 0
  for (const { tagName } of children) {
    const place = order.includes(tagName) ? order.indexOf(tagName) : order.indexOf('*')
    if (place < reached) faults.push(`${element.tagName}/${tagName}`)
    reached = Math.max(reached, place)
  }
  return faults
}

describe('a KML document', () => {
  it('has its elements in the order of the OGC’s schema, small or large', async () => {
    for (const count of [4, 6000]) {
      expect(outOfOrder(parse(await bytesOf(plants(count), 'kml')))).toEqual([])
    }
  })

  it('has a folder for each class of the legend, and one for what the legend does not show', async () => {
    const folders = all(parse(await bytesOf(plants(7), 'kml')), 'Folder')
    expect(folders.map((folder) => childrenOf(folder)[0]!.textContent)).toEqual([
      'Éolien (3)',
      'Solaire (2)',
      'Autres (2)',
    ])
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
    expect(regions.length).toBeGreaterThan(10)
    for (const region of regions) {
      const [north, south, east, west] = childrenOf(childrenOf(region)[0]!).map(({ textContent }) =>
        Number(textContent),
      ) as [number, number, number, number]
      const inside = all(region.parentNode as Element, 'coordinates')
      expect(inside.length).toBeGreaterThan(0)
      for (const { textContent } of inside) {
        const [lon, lat] = textContent!.split(',').map(Number) as [number, number]
        expect(lon >= west && lon <= east && lat >= south && lat <= north).toBe(true)
      }
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
