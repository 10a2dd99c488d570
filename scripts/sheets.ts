/**
 * Makes PDFs of the templates in `public/sheets`: wall maps and posters of vectors, georeferenced, in every language of
 * the Atlas.
 *
 *     npm run -s sheets [-- <template>…] [--language en|fr|es] [--paper a0|…] [--orientation portrait|landscape]
 *         [--scale <n>] [--out <folder>] [--each <layer> [--place <key>]… [--apart]]
 *
 * On other paper than that of its template a sheet shows the same ground, unless `--scale` says another scale; its names
 * and symbols are then as large as that paper bears. `--help` lists templates and papers.
 *
 * `--each` makes a map book: a sheet for each area of a layer (`--each states-provinces`), or for those that `--place`
 * names by their keys (`--place MX-SON`), around it, with how many features each theme of points has in it. With
 * `--apart` each sheet is a file of its own.
 *
 * Each is read again before it is left: a sheet whose page, scale bar or place on the ground is not as it was meant is
 * not kept. Without names all templates are made. `ATLAS_URL` says where the Atlas is published, of which the sheet
 * then bears the address.
 */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ProblemError } from '../src/model/problem.ts'
import { toMapBook } from '../src/sheets/map-book.ts'
import { ORIENTATIONS, type Orientation, PAPER_NAMES, type Paper } from '../src/sheets/paper.ts'
import { problemOfSheet, readBookReceipts, type SheetReceipt } from '../src/sheets/receipt.ts'
import type { SheetSpec } from '../src/sheets/sheet-spec.ts'
import type { SheetTemplate } from '../src/sheets/template.ts'
import { writePdfBook } from '../src/sheets/write-pdf.ts'
import { LANGUAGES } from '../src/words/languages.ts'
import { textIn } from '../src/words/text-in.ts'
import { fileSource } from './file-source.ts'
import { fitToPaper } from './sheets/fit-to-paper.ts'
import { openFrom, readCatalog, toSheetLayers } from './sheets/open-layers.ts'
import { readLogos } from './sheets/read-logos.ts'
import { readTemplates } from './sheets/read-templates.ts'
import { nodeSheetFonts } from './sheets/sheet-fonts.ts'

const PUBLIC = resolve(import.meta.dirname, '../public')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    language: { type: 'string', multiple: true },
    paper: { type: 'string' },
    orientation: { type: 'string' },
    scale: { type: 'string' },
    each: { type: 'string' },
    place: { type: 'string', multiple: true },
    apart: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    out: { type: 'string', default: 'dist/sheets' },
  },
})

const one = <T extends string>(text: string | undefined, known: readonly T[], fallback: T): T => {
  if (text === undefined) return fallback
  if (!known.includes(text as T)) throw new Error(`${text} is none of ${known.join(', ')}`)
  return text as T
}

const templates = readTemplates(PUBLIC)
if (values.help) {
  console.log(`npm run -s sheets [-- <template>…] [--language ${LANGUAGES.join('|')}] [--paper <paper>]
    [--orientation ${ORIENTATIONS.join('|')}] [--scale <n>] [--out <folder>]
    [--each <layer> [--place <key>]… [--apart]]

Templates: ${templates.map(({ id }) => id).join(', ')}
Papers: ${PAPER_NAMES.join(', ')}`)
  process.exit(0)
}

const catalog = readCatalog(PUBLIC)
const openFile = openFrom(PUBLIC)
const fonts = nodeSheetFonts()
const folder = resolve(values.out)
mkdirSync(folder, { recursive: true })
const unknown = positionals.filter((name) => !templates.some(({ id }) => id === name))
if (unknown.length > 0) throw new Error(`There is no template ${unknown.join(', ')}`)
const languages = values.language ?? LANGUAGES

for (const template of templates) {
  if (positionals.length > 0 && !positionals.includes(template.id)) continue
  for (const language of languages) await make(template, one(language, LANGUAGES, 'en'))
}

async function make(template: SheetTemplate, language: string): Promise<void> {
  const pattern: SheetSpec = {
    paper: template.paper,
    orientation: template.orientation,
    language,
    view: {
      projection: template.projection,
      center: template.center,
      scale: template.scale,
    },
    title: textIn(template.title, language),
    subtitle: textIn(template.subtitle, language),
    layers: toSheetLayers(template, catalog),
    graticule: template.graticule,
    names: true,
    insets: template.insets,
    enlarge: template.enlarge,
    logos: await readLogos(PUBLIC, language),
    attachments: true,
    address: process.env.ATLAS_URL ?? null,
    date: new Date(),
  }
  const paper = one<Paper>(values.paper, PAPER_NAMES, template.paper)
  const orientation = one<Orientation>(values.orientation, ORIENTATIONS, template.orientation)
  const fitted = fitToPaper(pattern, paper, orientation, fonts)
  const scale = values.scale ? Number(values.scale) : fitted.view.scale
  const spec: SheetSpec = { ...fitted, view: { ...fitted.view, scale } }
  if (values.each === undefined) {
    await write([spec], spec, `${template.id}.${spec.paper}.${language}.pdf`)
    return
  }
  const places = catalog.get(values.each)
  if (!places) throw new Error(`There is no layer ${values.each}`)
  const wanted = values.place && new Set(values.place)
  const book = await toMapBook(spec, places, openFile, fonts, wanted)
  const made = new Set(book.map(({ key }) => key))
  const missing = [...(wanted ?? [])].filter((key) => !made.has(key))
  if (missing.length > 0) throw new Error(`${values.each} has no area ${missing.join(', ')}`)
  if (!values.apart) {
    const specs = book.map((sheet) => sheet.spec)
    await write(specs, spec, `${template.id}.${values.each}.${spec.paper}.${language}.pdf`)
    return
  }
  for (const sheet of book) {
    const key = sheet.key.replaceAll(/[^\w-]/g, '_')
    await write([sheet.spec], sheet.spec, `${template.id}.${key}.${spec.paper}.${language}.pdf`)
  }
}

async function write(specs: readonly SheetSpec[], pattern: SheetSpec, name: string): Promise<void> {
  const path = join(folder, name)
  const file = openSync(path, 'w')
  const start = performance.now()
  try {
    const drawn = await writePdfBook(specs, pattern, fonts, (bytes) => writeSync(file, bytes), {
      open: openFile,
    })
    const made = drawn.map((one, index) => ({ spec: specs[index]!, drawn: one }))
    const receipts = await readBookReceipts(await fileSource(path), made)
    for (const [index, receipt] of receipts.entries()) {
      const { spec, drawn: one } = made[index]!
      const problem = problemOfSheet(receipt, spec, one.layout.page)
      if (problem) throw new ProblemError(problem)
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const [{ byteLength, scale, bar, map }] = receipts as [SheetReceipt]
    const pages = receipts.reduce((sum, receipt) => sum + receipt.pages, 0)
    const megabytes = (byteLength / 1e6).toFixed(1)
    const measured = `1:${Math.round(scale).toLocaleString('en')}`
    console.log(
      `${path}: ${pages} pages, ${megabytes} MB, ${seconds} s; measured: ${measured}, ` +
        `bar of ${bar.kilometers} km ${bar.millimeters.toFixed(3)} mm, ${map?.crs ?? 'no place on the ground'}`,
    )
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
}
