import { describe, expect, it } from 'vitest'
import { type Crs, NAAF, WGS84 } from '../../geo/crs.ts'
import type { Feature } from '../../model/feature.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { collect } from '../contract/collect.ts'
import type { WriteOptions } from '../contract/writer.ts'
import { type ExportLayer, writeLayer } from '../registry/write-layer.ts'

const features: readonly Feature[] = [
  {
    ...keyOfPlace(1),
    geometry: { type: 'Point', coordinates: [-73.57, 45.5] },
    properties: { ' débit': 1.5, '=total': 12n, note: 'a, b' },
  },
]

const LAYER: ExportLayer = {
  schema: {
    name: 'stations',
    geometryType: 'Point',
    fields: [
      {
        name: ' débit',
        type: 'double',
        unit: 'm3/s',
        title: { en: 'Discharge', fr: 'Débit', es: 'Caudal' },
      },
      { name: '=total', type: 'long', description: 'Of all years' },
      { name: 'note', type: 'string' },
    ],
    featureCount: 1,
    bbox: null,
  },
  features: () => features,
  name: 'stations',
  title: 'Stations',
  metadata: {
    citation: 'CCE. 2024. Stations.',
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  },
  language: 'fr',
}

interface CsvMetadata {
  readonly url: string
  readonly 'dc:conformsTo': unknown
  readonly tableSchema: { readonly columns: readonly Record<string, unknown>[] }
}

async function write(crs: Crs, options: WriteOptions = {}) {
  const { chunks, beside } = await collect(writeLayer(LAYER, 'csv', crs, options))
  const [header] = new TextDecoder().decode(Buffer.concat(chunks)).split('\r\n')
  return { header, beside: beside!, document: JSON.parse(beside!.text) as CsvMetadata }
}

describe('the data dictionary beside a CSV', () => {
  it('names every column as its header does, with title, unit, description and type', async () => {
    const { header, beside, document } = await write(WGS84)
    expect(beside.name).toBe('stations.csv-metadata.json')
    const { columns } = document.tableSchema
    expect(columns.map(({ titles }) => titles).join(',')).toBe(header)
    expect(columns.slice(2)).toEqual([
      {
        titles: 'débit',
        'dc:identifier': ' débit',
        'dc:title': 'Débit',
        'schema:unitText': 'm3/s',
        datatype: 'double',
      },
      {
        titles: "'=total",
        'dc:identifier': '=total',
        'dc:description': 'Of all years',
        datatype: 'long',
      },
      { titles: 'note', datatype: 'string' },
    ])
  })

  it('says in which system well-known text is', async () => {
    const { document } = await write(WGS84, { csv: { geometry: 'wkt' } })
    expect(document['dc:conformsTo']).toEqual({
      '@id': 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
    })
    const own = await write(NAAF, { csv: { geometry: 'wkt' } })
    expect(own.document['dc:conformsTo']).toEqual({ '@value': NAAF.ogcWkt })
    expect(own.document.tableSchema.columns[0]!['dc:description']).toContain(NAAF.name)
  })

  it('refers to the file by the name that it has', async () => {
    const { beside, document } = await write(WGS84, { fileName: 'mes stations.csv' })
    expect(beside.name).toBe('mes stations.csv-metadata.json')
    expect(document.url).toBe('mes%20stations.csv')
  })
})
