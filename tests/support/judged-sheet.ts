import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { CATALOG_SCHEMA_VERSION } from '../../src/catalog/schema.ts'
import { keyOfPlace } from '../../src/model/feature-key.ts'
import type { OpenFile } from '../../src/sheets/sheet-layer.ts'
import type { SheetSpec } from '../../src/sheets/sheet-spec.ts'
import { MemorySource } from '../../src/sources/memory-source.ts'
import { PLAIN_SHEET } from './plain-sheet.ts'

/**
 * A sheet of data of its own, which independent programs have judged (`scripts/judge-sheets.ts`): what they found is in
 * `tests/fixtures/sheets/answers.json`.
 */

const three = (text: string) => ({ en: text, fr: text, es: text })
const both = (color: string) => ({ light: color, dark: color })

const [entry] = parseCatalog({
  schemaVersion: CATALOG_SCHEMA_VERSION,
  layers: [
    {
      id: 'judged',
      group: 'reference',
      state: 'bundled',
      title: three('CO₂ ≤ 5 t, Québec à Mérida'),
      abstract: three('Made for tests.'),
      geometryType: 'Point',
      files: [{ path: 'judged.fgb', bytes: 1, sha256: '0'.repeat(64), featureCount: 3 }],
      fields: [{ name: 'name', type: 'string', title: three('Name') }],
      symbology: {
        kind: 'simple',
        symbol: { fill: both('#2b6cb0'), line: both('#ffffff'), markerRadius: 4 },
        labels: {
          fields: three('name'),
          color: both('#222222'),
          halo: both('#ffffff'),
          size: 12,
          placement: 'point',
        },
      },
    },
  ],
}).layers

const PLACES = [
  ['Trois-Rivières', -72.5, 46.3],
  ['Mérida', -89.6, 21],
  ['Wóhpe Čhaŋ', -100.3, 44.4],
  ['Ḵwiḵwa̱sut̓inux̱w', -126.5, 50.8],
] as const

export const openJudged: OpenFile = async () =>
  new MemorySource(
    { name: 'judged', geometryType: 'Point', fields: [{ name: 'name', type: 'string' }] },
    PLACES.map(([name, lon, lat], index) => ({
      ...keyOfPlace(index),
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { name },
    })),
  )

export const JUDGED_SHEETS: readonly SheetSpec[] = (['naaf', 'mercator', 'globe'] as const).map(
  (projection) => ({
    ...PLAIN_SHEET,
    paper: 'a3',
    language: 'fr',
    view: {
      projection,
      center: [-100, 45],
      scale: projection === 'naaf' ? 10_000_000 : 40_000_000,
    },
    title: 'Été : l’eau, « ≤ 5 − 3 »',
    subtitle: 'Œuvre à 10⁻⁴',
    layers: [{ entry: entry!, opacity: 1, hiddenClasses: [], filter: null }],
    address: 'https://atlas.example.org/',
    date: new Date('2026-01-02T03:04:05Z'),
  }),
)
