/**
 * Draws a sheet of very many points and says what it costs: A0, a million points over the continent, over the base map
 * of the wall map.
 *
 *     npx tsx scripts/bench/large-sheet.ts [<points>]
 *
 * Fails where the sheet does not count every point as drawn or thinned, does not say so in its notes, is not what was
 * asked for when it is measured, or takes more than 500 MB.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { keyOfPlace } from '../../src/model/feature-key.ts'
import { problemOfSheet, readSheetReceipt } from '../../src/sheets/receipt.ts'
import type { OpenFile } from '../../src/sheets/sheet-layer.ts'
import type { SheetSpec } from '../../src/sheets/sheet-spec.ts'
import { writePdfSheet } from '../../src/sheets/write-pdf.ts'
import type { LayerFeatures } from '../../src/sources/feature-source.ts'
import { textIn } from '../../src/words/text-in.ts'
import { fileSource } from '../file-source.ts'
import { openFrom, readCatalog, toSheetLayers } from '../sheets/open-layers.ts'
import { readTemplates } from '../sheets/read-templates.ts'
import { nodeSheetFonts } from '../sheets/sheet-fonts.ts'
import { spreadPlace } from './spread-place.ts'

const MOST_BYTES = 500e6

const PUBLIC = resolve(import.meta.dirname, '../../public')
const count = Number(process.argv[2] ?? 1_000_000)
const template = readTemplates(PUBLIC).find(({ id }) => id === 'wall-map')!
const catalog = readCatalog(PUBLIC)
const open = openFrom(PUBLIC)

/** Points that are made as they are asked for, so that what is measured is the sheet. */
const points: LayerFeatures = {
  schema: {
    name: 'points',
    geometryType: 'Point',
    fields: [],
    featureCount: count,
    bbox: [-125, 25, -70, 60],
  },
  async *features() {
    for (let index = 0; index < count; index++) {
      const geometry = { type: 'Point' as const, coordinates: spreadPlace(index) }
      yield { ...keyOfPlace(index), geometry, properties: {} }
    }
  },
}

const layers = toSheetLayers({ layers: [{ id: 'ports' }, ...template.layers] }, catalog)
const openAny: OpenFile = async (entry, file) => (entry.id === 'ports' ? points : open(entry, file))

const spec: SheetSpec = {
  paper: template.paper,
  orientation: template.orientation,
  language: 'en',
  view: { projection: template.projection, center: template.center, scale: template.scale },
  title: textIn(template.title, 'en'),
  subtitle: `${count} points`,
  layers,
  graticule: true,
  names: true,
  insets: ['hawaii'],
  enlarge: template.enlarge,
  logos: [],
  attachments: true,
  address: null,
  date: new Date(),
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'large-sheet-'))
  const path = join(folder, 'large.pdf')
  try {
    const file = openSync(path, 'w')
    const start = performance.now()
    const drawn = await writePdfSheet(spec, nodeSheetFonts(), (bytes) => writeSync(file, bytes), {
      open: openAny,
    })
    closeSync(file)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const memory = process.resourceUsage().maxRSS * 1024
    const receipt = await readSheetReceipt(await fileSource(path), spec, drawn)
    const problem = problemOfSheet(receipt, spec, drawn.layout.page)
    const tally = drawn.tallies.find(({ id }) => id === 'ports')!
    const text = execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' })
    const note = /[^.]*points lie on another of the same look[^.]*\./.exec(
      text.replaceAll(/\s+/g, ' '),
    )
    console.log(
      `${count} points: ${seconds} s, ${(memory / 1e6).toFixed(0)} MB of memory at most, file of ` +
        `${(receipt.byteLength / 1e6).toFixed(1)} MB, ${tally.drawnVertices} drawn. It says: ${note?.[0].trim() ?? 'nothing'}`,
    )
    const isCounted = tally.mergedPoints + tally.drawnVertices === tally.drawnFeatures
    if (problem || !isCounted || !note || memory > MOST_BYTES) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

void main()
