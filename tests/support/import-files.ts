import { zipSync } from 'fflate'
import { collect } from '../../src/formats/contract/collect.ts'
import type { WriteInput } from '../../src/formats/contract/writer.ts'
import { WRITERS } from '../../src/formats/registry/writers.ts'
import { NAAF } from '../../src/geo/crs.ts'
import type { Feature } from '../../src/model/feature.ts'
import { keyOfPlace } from '../../src/model/feature-key.ts'

/** Files as readers bring them, made for the tests of the page. */
export interface TestFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export const LAKES = ['Lac Mégantic', 'Laguna de Términos', 'Lake Champlain', 'Île-à-la-Crosse']

/** Squares of a degree, each with a name that has accents and a kind out of three. */
function squares(): Feature[] {
  return Array.from({ length: 40 }, (_, index) => {
    const west = -110 + (index % 10) * 3
    const south = 30 + Math.floor(index / 10) * 4
    const ring = [
      [west, south],
      [west, south + 2],
      [west + 2, south + 2],
      [west + 2, south],
      [west, south],
    ]
    return {
      ...keyOfPlace(index),
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: {
        name: LAKES[index % LAKES.length]!,
        kind: ['forest', 'wetland', 'prairie'][index % 3]!,
        area: 10 + index * 7.5,
      },
    }
  })
}

/** A zipped shapefile of the Atlas's own writer: 40 areas, in the Framework's projection. */
export async function shapefileZip(options: { readonly prj?: boolean } = {}): Promise<TestFile> {
  const features = squares().map((feature) => ({
    ...feature,
    geometry: {
      type: 'Polygon' as const,
      coordinates: (feature.geometry as { coordinates: number[][][] }).coordinates.map((ring) =>
        ring.map(([lon, lat]) => NAAF.fromWgs84(lon!, lat!)),
      ),
    },
  }))
  const input: WriteInput = {
    schema: {
      name: 'ecosystems',
      geometryType: 'Polygon',
      fields: [
        { name: 'name', type: 'string' },
        { name: 'kind', type: 'string' },
        { name: 'area', type: 'double' },
      ],
      featureCount: features.length,
      bbox: null,
    },
    features: () => features,
    name: 'ecosystems',
    title: 'Ecosystems',
    metadata: {},
    crs: NAAF,
    language: 'en',
  }
  const { chunks } = await collect((await WRITERS.shapefile()).write(input, {}))
  const bytes = Buffer.concat(chunks)
  if (options.prj !== false) return zip('ecosystems.zip', bytes)
  const { unzipSync } = await import('fflate')
  const entries = Object.entries(unzipSync(bytes)).filter(([name]) => !/\.(prj|qpj)$/.test(name))
  return zip('ecosystems.zip', Buffer.from(zipSync(Object.fromEntries(entries))))
}

const zip = (name: string, buffer: Buffer): TestFile => ({
  name,
  mimeType: 'application/zip',
  buffer,
})

/** A KMZ with two icons inside, an overlay, a network link, and a balloon that would run a script. */
export function kmzWithIcons(
  icons: Readonly<Record<string, Uint8Array>>,
  plume?: Uint8Array,
  scale?: Uint8Array,
): TestFile {
  const names = Object.keys(icons)
  const styles = names.map(
    (name, index) =>
      `<Style id="s${index}"><IconStyle><scale>1.2</scale><Icon><href>icons/${name}</href></Icon></IconStyle></Style>`,
  )
  const placemarks = Array.from(
    { length: 12 },
    (_, index) =>
      `<Placemark><name>Station ${index}</name><styleUrl>#s${index % names.length}</styleUrl>
       <description><![CDATA[<b>Station ${index}</b><script>document.title='owned'</script>
       <img src="https://tracker.example/${index}.png" onerror="document.title='owned'">
       <a href="javascript:alert(1)">run</a> <a href="https://www.cec.org/">CEC</a>]]></description>
       <Point><coordinates>${-118 + index * 4},${32 + (index % 4) * 5},0</coordinates></Point></Placemark>`,
  )
  const kml = `<?xml version="1.0" encoding="UTF-8"?>
    <kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Monitoring stations</name>${styles.join('')}
    <Folder><name>Air</name>${placemarks.join('')}</Folder>
    <GroundOverlay><name>Smoke plume</name><Icon><href>plume.png</href></Icon>
      <LatLonBox><north>50</north><south>40</south><east>-90</east><west>-100</west></LatLonBox></GroundOverlay>
    <ScreenOverlay><name>Scale</name><color>ff0080ff</color><Icon><href>scale.png</href></Icon>
      <overlayXY x="0.5" y="1" xunits="fraction" yunits="fraction"/><screenXY x="0.5" y="20" xunits="fraction" yunits="insetPixels"/>
      <size x="160" y="0" xunits="pixels" yunits="pixels"/></ScreenOverlay>
    <ScreenOverlay><name>Lost</name><Icon><href>lost.png</href></Icon></ScreenOverlay>
    <NetworkLink><name>Live feed</name><Link><href>https://example.org/live.kml</href></Link></NetworkLink>
    </Document></kml>`
  const images = Object.entries(icons).map(([name, bytes]) => [`icons/${name}`, bytes] as const)
  const buffer = Buffer.from(
    zipSync({
      'doc.kml': new TextEncoder().encode(kml),
      ...(plume && { 'plume.png': plume }),
      ...(scale && { 'scale.png': scale }),
      ...Object.fromEntries(images),
    }),
  )
  return { name: 'stations.kmz', mimeType: 'application/vnd.google-earth.kmz', buffer }
}

/** A table whose places are degrees, minutes and seconds, with a row that has none. */
export function csvInDegreesMinutesSeconds(): TestFile {
  const rows = [
    'Ciudad de México,"19° 25\' 42"" N","99° 07\' 39"" W",2240',
    'Ottawa,"45° 25\' 29"" N","75° 41\' 42"" W",70',
    'Washington,"38° 53\' 42"" N","77° 02\' 11"" W",22',
    'Montréal,"45° 30\' 32"" N","73° 33\' 42"" W",233',
    'Nowhere,,,',
  ]
  const text = `name,latitude,longitude,elevation\n${rows.join('\n')}\n`
  return { name: 'capitals.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'utf8') }
}

/** Points as GeoJSON text of about so many bytes. */
export function* geojsonText(bytes: number): Generator<string> {
  yield '{"type":"FeatureCollection","features":['
  let length = 0
  for (let index = 0; length < bytes; index++) {
    const lon = (-130 + ((index * 7919) % 70_000) / 1000).toFixed(6)
    const lat = (20 + ((index * 104_729) % 45_000) / 1000).toFixed(6)
    const text = `${index === 0 ? '' : ','}{"type":"Feature","properties":{"id":${index},"site":"Observation point ${index % 977}","value":${(index % 1000) / 10}},"geometry":{"type":"Point","coordinates":[${lon},${lat}]}}`
    length += text.length
    yield text
  }
  yield ']}'
}
