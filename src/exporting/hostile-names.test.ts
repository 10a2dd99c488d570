import { afterEach, describe, expect, it } from 'vitest'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import { EXPORT_FORMATS } from '../formats/contract/writer.ts'
import { rereadFile } from '../formats/receipt/reread.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { ZipWriter } from '../formats/zip/write.ts'
import { WGS84 } from '../geo/crs.ts'
import { findCrs } from '../geo/find-crs.ts'
import { joinChunks } from '../sources/patient-fetch.ts'
import { exportLayer } from './write-layer.ts'

/** Names that every object of JavaScript has without being given them. */
const NAMES = Object.getOwnPropertyNames(Object.prototype)

const encode = (text: string) => new TextEncoder().encode(text)

async function readText(name: string, text: string | Uint8Array): Promise<ImportedLayer[]> {
  const bytes = typeof text === 'string' ? encode(text) : text
  const result = await readFiles([bytesSource(bytes, name)])
  if (!result.ok) {
    expect([name, result.problem.code]).not.toEqual([name, 'unexpected'])
    return []
  }
  return [...result.layers]
}

async function zipOf(...files: readonly (readonly [path: string, text: Uint8Array])[]) {
  const zip = new ZipWriter(new Date())
  for (const [path, text] of files) await zip.add(path, text)
  return joinChunks([...zip.end()])
}

const before = NAMES.map((name) => Reflect.get(Object.prototype, name))

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(NAMES)
  expect(NAMES.map((name) => Reflect.get(Object.prototype, name))).toEqual(before)
})

/** Two features whose fields and values are those names; the second has the values of some alone. */
const FILES: Readonly<Record<string, string>> = {
  'names.csv': `lon,lat,${NAMES.join(',')}\n-100,45,${NAMES.join(',')}\n-101,46${','.repeat(NAMES.length)}`,
  'names.geojson': `{"type":"FeatureCollection","features":[${[NAMES, []]
    .map(
      (names, index) =>
        `{"type":"Feature","id":"${NAMES[index]}","properties":{${names.map((name) => `"${name}":"${name}"`).join(',')}},"geometry":{"type":"Point","coordinates":[-100,45]}}`,
    )
    .join(',')}]}`,
  'names.kml': `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${[NAMES, []]
    .map(
      (names) =>
        `<Placemark><ExtendedData>${names.map((name) => `<Data name="${name}"><value>${name}</value></Data>`).join('')}</ExtendedData><Point><coordinates>-100,45</coordinates></Point></Placemark>`,
    )
    .join('')}</Document></kml>`,
}

describe('fields named as what every object has', () => {
  it.each(Object.entries(FILES))(
    'are read of %s with their values, and no others',
    async (name, text) => {
      const [layer] = await readText(name, text)
      const fields = layer!.schema.fields.map((field) => field.name)
      expect(fields).toEqual(expect.arrayContaining(NAMES))
      const [first, second] = [...layer!.features]
      for (const field of NAMES) {
        expect([field, Object.getOwnPropertyDescriptor(first!.properties, field)?.value]).toEqual([
          field,
          field,
        ])
        expect([
          field,
          Object.getOwnPropertyDescriptor(second!.properties, field)?.value ?? null,
        ]).toEqual([field, null])
      }
    },
  )

  it.each(EXPORT_FORMATS)('are exported as %s and read again with their values', async (format) => {
    const [layer] = await readText('names.geojson', FILES['names.geojson']!)
    const result = await exportLayer(
      {
        schema: layer!.schema,
        features: () => layer!.features,
        name: '__proto__',
        title: 'constructor',
        metadata: {},
        language: 'en',
      },
      format,
      WGS84,
      rereadFile,
    )
    if (!result.ok) throw new Error(`${format}: ${result.problem.message}`)
    const { receipt } = result
    expect(receipt.features).toEqual({ expected: 2, found: 2 })
    expect(receipt.fields.map(({ field }) => field)).toEqual(expect.arrayContaining(NAMES))
    const { name, chunks } = result.file
    const again = await readFiles([bytesSource(joinChunks(chunks), name)])
    const found = again.ok ? [...again.layers[0]!.features][0] : undefined
    expect(Object.values(found!.properties)).toEqual(expect.arrayContaining(NAMES))
  })
})

describe('what else a file names so', () => {
  const place = '<Point><coordinates>-100,45</coordinates></Point>'
  const kml = (inner: string) =>
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inner}</Document></kml>`
  const point = '{"type":"Point","coordinates":[-100,45]}'
  const slots: readonly (readonly [name: string, toFile: (name: string) => string])[] = [
    ['element.kml', (name) => kml(`<Placemark><${name}>1</${name}>${place}</Placemark>`)],
    [
      'style.kml',
      (name) =>
        kml(
          `<Style id="${name}"><IconStyle><${name}>1</${name}><scale>2</scale></IconStyle><${name}/></Style><Placemark><styleUrl>#${name}</styleUrl>${place}</Placemark>`,
        ),
    ],
    [
      'schema.kml',
      (name) =>
        kml(
          `<Schema id="${name}" name="${name}"><SimpleField name="${name}" type="${name}"/></Schema><Placemark><ExtendedData><SchemaData schemaUrl="#${name}"><SimpleData name="${name}">1</SimpleData></SchemaData></ExtendedData>${place}</Placemark><${name}>${place}</${name}>`,
        ),
    ],
    [
      'icon.kml',
      (name) =>
        kml(
          `<Placemark><Style><IconStyle><Icon><href>${name}</href></Icon></IconStyle></Style>${place}</Placemark>`,
        ),
    ],
    [
      'element.gpx',
      (name) =>
        `<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><${name}/><wpt lat="45" lon="-100"><${name}>1</${name}><extensions><${name}>1</${name}></extensions></wpt></gpx>`,
    ],
    [
      'element.tcx',
      (name) =>
        `<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities><Activity Sport="${name}"><Lap><${name}>1</${name}><Track><Trackpoint><${name}>1</${name}><Position><LatitudeDegrees>45</LatitudeDegrees><LongitudeDegrees>-100</LongitudeDegrees></Position></Trackpoint></Track></Lap></Activity></Activities></TrainingCenterDatabase>`,
    ],
    [
      'type.geojson',
      (name) =>
        `{"type":"FeatureCollection","crs":{"type":"${name}","properties":{"name":"${name}","${name}":1}},"${name}":1,"features":[{"type":"Feature","id":"${name}","properties":{"marker-size":"${name}","fill":"${name}"},"geometry":${point}},{"type":"Feature","properties":null,"geometry":{"type":"${name}","coordinates":[1,2]}}]}`,
    ],
    [
      'objects.topojson',
      (name) =>
        `{"type":"Topology","arcs":[],"objects":{"${name}":{"type":"GeometryCollection","geometries":[{"type":"Point","id":"${name}","properties":{"${name}":1},"coordinates":[-100,45]},{"type":"${name}"}]}}}`,
    ],
    ['shape.csv', (name) => `id,wkt\n1,${name.toUpperCase()} (1 2)\n2,POINT (1 2)`],
  ]

  it.each(slots)('is no more than a name: %s', async (file, toFile) => {
    for (const name of NAMES) await readText(file, toFile(name))
  })

  it('is no more than a name in archives', async () => {
    const csv = encode('lon,lat,a\n-100,45,1')
    const kml = encode(
      `<kml><Placemark><Style><IconStyle><Icon><href>__proto__</href></Icon></IconStyle></Style>${place}</Placemark></kml>`,
    )
    for (const name of NAMES) {
      const [layer] = await readText('a.zip', await zipOf([`${name}.csv`, csv]))
      expect(layer?.name).toBe(name)
      await readText('a.zip', await zipOf(['a.csv', csv], [`a.${name}`, csv], [`a/${name}`, csv]))
      await readText('a.kmz', await zipOf(['doc.kml', kml], [name, csv]))
    }
  })

  it('is no coordinate reference system', async () => {
    for (const name of NAMES) {
      for (const text of [
        name,
        `EPSG:${name}`,
        `+proj=${name} +datum=${name} +ellps=${name} +units=${name} +pm=${name} +${name}=1`,
        `+proj=longlat +ellps=${name}`,
        `+proj=laea +lat_0=45 +lon_0=-100 +units=${name} +datum=WGS84`,
        `PROJCS["a",GEOGCS["b",DATUM["${name}",SPHEROID["${name}",6378137,298]],PRIMEM["${name}",0],UNIT["${name}",1]],PROJECTION["${name}"],PARAMETER["${name}",1],UNIT["${name}",1]]`,
        `${name}["a"]`,
        `{"type":"${name}","name":"${name}"}`,
      ]) {
        const result = await findCrs(text)
        if (!result.ok) expect([text, result.problem.code]).not.toEqual([text, 'unexpected'])
      }
    }
  })
})
