import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { toMarkedTitle } from '../catalog/not-released.ts'
import { parseCatalog } from '../catalog/parse-catalog.ts'
import { collect } from '../formats/contract/collect.ts'
import { EXPORT_FORMATS } from '../formats/contract/writer.ts'
import { rereadFile } from '../formats/receipt/reread.ts'
import { writeLayer } from '../formats/registry/write-layer.ts'
import { WGS84 } from '../geo/crs.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { LANGUAGES } from '../words/languages.ts'
import { textIn } from '../words/text-in.ts'
import { wordsOf } from '../words/words.ts'
import { toExportLayer } from './layer-of.ts'
import { exportLayer } from './write-layer.ts'

const { layers } = parseCatalog(
  JSON.parse(readFileSync(new URL('../../public/layers/catalog.json', import.meta.url), 'utf8')),
)
const released = layers.find(({ id }) => id === 'ports')!
const inEach = (toText: (language: (typeof LANGUAGES)[number]) => string) =>
  Object.fromEntries(LANGUAGES.map((language) => [language, toText(language)])) as never
const markIn = (language: string) => wordsOf('release', language).previewMark
const limitsIn = (language: string) => wordsOf('release', language).previewLimits
const entry = {
  ...released,
  title: inEach((language) => toMarkedTitle(textIn(released.title, language), markIn(language))),
  limitations: inEach(limitsIn),
  notReleased: inEach(markIn),
}
const feature: Feature = {
  ...keyOfPlace(0),
  geometry: { type: 'Point', coordinates: [-100, 40] },
  properties: { name: 'A' },
}
const held = {
  schema: {
    name: 'ports',
    geometryType: 'Point',
    fields: [{ name: 'name', type: 'string' }],
    featureCount: 1,
    bbox: null,
  },
  features: () => [feature],
} as const

/** All texts of a file, those in an archive unpacked, with the names of its files. */
function textsOf(chunks: readonly Uint8Array[]): string {
  const bytes = Buffer.concat(chunks)
  if (bytes.subarray(0, 2).toString() !== 'PK') return bytes.toString()
  const files = Object.entries(unzipSync(bytes))
  return files.map(([name, file]) => `${name}\n${Buffer.from(file)}`).join('\n')
}

/** How each language's mark stands in the names of files. */
const IN_NAMES: Readonly<Record<string, string>> = {
  en: 'preview_not_released_ports',
  fr: 'apercu_non_publie_ports',
  es: 'vista_previa_sin_publicar_ports',
}
/** The format has no place for anything but features: its name alone says it. */
const NAMELESS = new Set(['geojsonseq'])

describe.each(LANGUAGES)('a file of a layer that is not released, in %s', (language) => {
  const layer = toExportLayer(entry, held, { language, site: null }, { theme: 'light', zoom: 3, opacity: 1 }) // biome-ignore format: one line

  it.each(EXPORT_FORMATS)(
    'says so as %s: in its name, in itself, in its receipt',
    async (format) => {
      const result = await exportLayer(layer, format, WGS84, rereadFile)
      if (!result.ok) throw new Error(result.problem.message)
      expect(result.file.name).toMatch(new RegExp(`^${IN_NAMES[language]}\\.`))
      expect(result.receipt.title).toContain(`[${markIn(language)}]`)
      const { beside } = await collect(writeLayer(layer, format, WGS84))
      const text = textsOf(result.file.chunks) + (beside?.text ?? '')
      if (NAMELESS.has(format)) return
      expect(text).toContain(`[${markIn(language)}]`)
      expect(text).toContain(limitsIn(language))
    },
  )
})

it('of a released layer nothing is marked', () => {
  const layer = toExportLayer(released, held, { language: 'en', site: null }, { theme: 'light', zoom: 3, opacity: 1 }) // biome-ignore format: one line
  expect([layer.name, layer.title]).toEqual(['ports', textIn(released.title, 'en')])
})
