import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { toFgdcText } from '../catalog/metadata/fgdc.ts'
import { toIso19139 } from '../catalog/metadata/iso19139.ts'
import { parseCatalog } from '../catalog/parse-catalog.ts'
import type { LayerRecord } from '../catalog/record.ts'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { readCompanions, withCompanions } from './companions.ts'
import { metadata } from './rules/metadata.ts'

const { layers } = parseCatalog(
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../public/layers/catalog.json'), 'utf8'),
  ),
)
const ports = layers.find(({ id }) => id === 'ports')!
const record: LayerRecord = {
  ...ports,
  countries: ['CAN'],
  editions: [],
  projects: [],
  keywords: { en: ['a', 'b', 'c'], fr: ['a', 'b', 'c'], es: ['a', 'b', 'c'] },
  contact: { organisation: 'CEC', url: 'https://example.org/' },
  addresses: [],
  comparability: [],
}
const site = { url: 'https://example.org/' }
const bytes = (text: string) => new TextEncoder().encode(text)

describe('metadata files beside the data', () => {
  it('are read from an archive, as ISO 19139 and as FGDC text, and other texts are none', async () => {
    const zip = zipSync({
      'a/ports.shp.xml': bytes(toIso19139(record, site)),
      'a/ports.txt': bytes(toFgdcText(record, site)),
      'a/readme.txt': bytes('Thank you for the ports.'),
      'a/ports.csv': bytes('name\nA'),
    })
    const { companions: found, warnings } = await readCompanions([bytesSource(zip, 'sent.zip')])
    expect(warnings).toEqual([])
    expect(found.map(({ path }) => path)).toEqual([
      'sent.zip/a/ports.shp.xml',
      'sent.zip/a/ports.txt',
    ])
    for (const { title, bbox } of found) {
      expect(title).toBe(ports.title.en)
      for (const [nth, edge] of bbox!.entries()) expect(edge).toBeCloseTo(ports.bbox![nth]!, 1)
    }
  })

  it('that cannot be read, or are too large to be such, are told of once each', async () => {
    const broken = bytesSource(bytes('PK\u0003\u0004 no archive'), 'sent.zip')
    const large = bytesSource(new Uint8Array(2_000_001).fill(65), 'log.txt')
    const read = await readCompanions([broken, large])
    expect(read.companions).toEqual([])
    expect(read.warnings.map(({ code, values }) => [code, values?.name ?? values?.names])).toEqual([
      ['file-not-read', 'sent.zip'],
      ['metadata-left-out', 'log.txt'],
    ])
    const ofLayers = await readFiles([broken, bytesSource(bytes('lat,lon\n40,-100'), 'a.csv')])
    if (!ofLayers.ok) throw new Error(ofLayers.problem.message)
    const all = withCompanions(ofLayers.warnings, read)
    expect(all.filter(({ code }) => code === 'file-not-read')).toHaveLength(1)
  })

  it('are told of where they are of another layer of the Atlas, or of another extent', () => {
    const places = [
      [-80, 25],
      [-79, 26],
    ] as const
    const find = (companions: Parameters<typeof metadata.begin>[0]['companions']) => {
      const run = metadata.begin({
        rows: {
          fields: [],
          length: 2,
          rowNumber: (row) => row,
          value: () => null,
          geometry: () => null,
        },
        roles: { years: [] },
        fileName: 'ports.csv',
        crs: { how: 'unknown', text: null, problem: null, candidates: [] },
        warnings: [],
        theme: null,
        places: null,
        published: null,
        entry: null,
        catalog: layers,
        year: 2026,
        companions: companions!,
      })
      for (const [row, [lon, lat]] of places.entries()) {
        run?.visit?.(row, { type: 'Point', coordinates: [lon, lat] })
      }
      return run?.finish().map(({ code, severity, field }) => `${severity} ${code} ${field}`) ?? []
    }
    expect(find([{ path: 'a.xml', title: 'Wind Farms' }])).toEqual([
      'warning metadata-other-layer a.xml',
    ])
    expect(find([{ path: 'a.xml', title: 'Ports', bbox: [-80, 25, -79, 26] }])).toEqual([])
    expect(find([{ path: 'a.xml', bbox: [10, 25, 20, 26] }])).toEqual([
      'warning metadata-extent a.xml',
    ])
    expect(find([])).toEqual([])
  })
})
