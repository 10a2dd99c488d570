import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import { unzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { WGS84 } from '../../geo/crs.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { collect } from '../contract/collect.ts'
import type { LayerStyle } from '../contract/layer-style.ts'
import type { ExportFormat } from '../contract/writer.ts'
import { type ExportLayer, writeLayer } from '../registry/write-layer.ts'

const STYLE: LayerStyle = {
  kind: 'proportional',
  field: 'puissance_totale',
  maxValue: 100,
  maxRadius: 20,
  minRadius: 2,
  categoryField: 'genre d’énergie',
  classes: [
    {
      id: 'wind',
      label: 'Éolien & marin',
      values: ['wind', 'l’autre "vent"'],
      symbol: { fill: '#2b6cb0', fillOpacity: 0.5, line: '#102030', marker: 'diamond' },
    },
    { id: 'none', label: 'Inconnu', values: [null], symbol: { fill: '#dd9900' } },
  ],
  other: { id: 'other', label: 'Autres', symbol: { fill: '#808080' } },
}

const KINDS = ['wind', 'l’autre "vent"', null, 'tide']

const LAYER: ExportLayer = {
  schema: {
    name: 'plants',
    geometryType: 'Point',
    fields: [
      { name: 'genre d’énergie', type: 'string', title: { en: 'Kind', fr: 'Genre', es: 'Tipo' } },
      {
        name: 'puissance_totale',
        type: 'double',
        unit: 'MW',
        title: { en: 'Capacity', fr: 'Puissance', es: 'Potencia' },
      },
    ],
    featureCount: KINDS.length,
    bbox: null,
  },
  features: () =>
    KINDS.map((kind, index) => ({
      ...keyOfPlace(index),
      geometry: { type: 'Point', coordinates: [index, index] },
      properties: { 'genre d’énergie': kind, puissance_totale: 25 * index },
    })),
  name: 'plants',
  title: 'Centrales',
  metadata: {},
  style: STYLE,
  language: 'fr',
}

async function bytesOf(format: ExportFormat): Promise<Uint8Array> {
  const { chunks } = await collect(writeLayer(LAYER, format, WGS84))
  return new Uint8Array(Buffer.concat(chunks))
}

/** QGIS's own Python, which Debian's `python3-qgis` brings. */
const PYTHON = '/usr/bin/python3'
const HAS_QGIS = spawnSync(PYTHON, ['-c', 'import qgis.core']).status === 0
if (!HAS_QGIS) console.warn('skipped: QGIS is not here')

/** How QGIS draws and names what it opens. */
const ASK_QGIS = `
import json, sys
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
layer = QgsVectorLayer(sys.argv[1], 'layer', 'ogr')
if len(sys.argv) > 2: layer.loadSldStyle(sys.argv[2])
rules = [{
  'label': rule.label(),
  'filter': rule.filterExpression(),
  'color': rule.symbol().color().name(),
  'mark': rule.symbol().symbolLayer(0).properties()['name'],
} for rule in layer.renderer().rootRule().children()]
aliases = [layer.attributeAlias(at) for at in range(layer.fields().count())]
print(json.dumps({'count': layer.featureCount(), 'rules': rules, 'aliases': aliases}))
`

const folder = mkdtempSync(join(tmpdir(), 'qml-'))
afterAll(() => rmSync(folder, { recursive: true }))

function askQgis(...args: readonly string[]): unknown {
  const { stdout, stderr, status } = spawnSync(PYTHON, ['-c', ASK_QGIS, ...args], {
    encoding: 'utf8',
    env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' },
  })
  if (status !== 0 && !stdout) throw new Error(stderr)
  return JSON.parse(stdout.trim().split('\n').at(-1)!)
}

const LOOKS = [
  { label: 'Éolien & marin', color: '#2b6cb0', mark: 'diamond' },
  { label: 'Inconnu', color: '#dd9900', mark: 'circle' },
  { label: 'Autres', color: '#808080', mark: 'circle' },
]

function toRules(field: string) {
  const filters = [`"${field}" IN ('wind', 'l’autre "vent"')`, `"${field}" IS NULL`, 'ELSE']
  return LOOKS.map((look, index) => ({ ...look, filter: filters[index] }))
}

describe('the look of a layer', () => {
  it('stands in a shapefile’s archive as QGIS and others have it, with the names of its columns', async () => {
    const files = unzipSync(await bytesOf('shapefile'))
    const textOf = (name: string): string => new TextDecoder().decode(files[name])
    for (const name of ['plants.qml', 'plants.sld']) {
      const faults: string[] = []
      new DOMParser({ onError: (_, message) => faults.push(message) }).parseFromString(
        textOf(name),
        'application/xml',
      )
      expect(faults).toEqual([])
      expect(textOf(name)).toContain('genre_d_é')
      expect(textOf(name)).not.toContain('genre d’énergie')
      expect(textOf('README.txt')).toContain(name)
    }
    expect(textOf('plants.qml')).toContain(
      'sqrt(max(coalesce(&quot;puissance_&quot;, 0), 0) / 100)',
    )
  })

  it.skipIf(!HAS_QGIS)('of a shapefile is what QGIS draws by itself', async () => {
    for (const [name, bytes] of Object.entries(unzipSync(await bytesOf('shapefile')))) {
      writeFileSync(join(folder, name), bytes)
    }
    const shapes = join(folder, 'plants.shp')
    expect(askQgis(shapes)).toEqual({
      count: 4,
      rules: toRules('genre_d_é'),
      aliases: ['Genre', 'Puissance (MW)'],
    })
    expect(askQgis(shapes, join(folder, 'plants.sld'))).toMatchObject({
      rules: LOOKS.map(({ label, color }) => ({ label, color })),
    })
  })

  it.skipIf(!HAS_QGIS)('of a GeoPackage is what QGIS draws by itself', async () => {
    const path = join(folder, 'plants.gpkg')
    writeFileSync(path, await bytesOf('geopackage'))
    expect(askQgis(path)).toEqual({
      count: 4,
      rules: toRules('genre d’énergie'),
      aliases: ['', 'Genre', 'Puissance (MW)'],
    })
  })
})
