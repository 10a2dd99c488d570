/**
 * Has independent programs read the sheets of `tests/support/judged-sheet.ts` and writes what they find to
 * `tests/fixtures/sheets/answers.json`: poppler (Debian's poppler-utils: `pdfinfo`, `pdffonts`, `pdfimages`,
 * `pdftotext`, `pdftoppm`) and GDAL (gdal-bin: `gdalinfo`). The bar of the scale is measured in a picture of 1,200 dots
 * an inch.
 *
 *     npx tsx scripts/judge-sheets.ts
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { SheetSpec } from '../src/sheets/sheet-spec.ts'
import { writePdfSheet } from '../src/sheets/write-pdf.ts'
import type { DrawnSheet } from '../src/sheets/write-sheet.ts'
import { JUDGED_SHEETS, openJudged } from '../tests/support/judged-sheet.ts'
import { nodeSheetFonts } from './sheets/sheet-fonts.ts'

const OUTPUT = resolve(import.meta.dirname, '../tests/fixtures/sheets/answers.json')
const DOTS = 1200

const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

async function judge(spec: SheetSpec, folder: string) {
  const path = join(folder, `${spec.view.projection}.pdf`)
  const file = openSync(path, 'w')
  const drawn = await writePdfSheet(spec, nodeSheetFonts(), (bytes) => writeSync(file, bytes), {
    open: openJudged,
  })
  closeSync(file)
  const info = new Map(
    run('pdfinfo', path)
      .split('\n')
      .map((line) => [line.slice(0, 16).trim().replace(':', ''), line.slice(16).trim()]),
  )
  const gdal = JSON.parse(run('gdalinfo', '-json', path)) as {
    readonly metadata?: { readonly ''?: { readonly NEATLINE?: string } }
    readonly coordinateSystem?: { readonly wkt: string }
  }
  const neatline = gdal.metadata?.['']?.NEATLINE
  const numbers = (neatline ?? '').match(/-?\d+(\.\d+)?/g)?.map(Number) ?? []
  const xs = numbers.filter((_, index) => index % 2 === 0)
  const ys = numbers.filter((_, index) => index % 2 === 1)
  return {
    projection: spec.view.projection,
    title: info.get('Title'),
    tagged: info.get('Tagged'),
    pages: Number(info.get('Pages')),
    pageSize: info.get('Page size'),
    fonts: run('pdffonts', path)
      .trim()
      .split('\n')
      .slice(2)
      .map((line) => line.replace(/\s+\d+\s+\d+$/, '').replaceAll(/\s+/g, ' ')),
    images: run('pdfimages', '-list', path).trim().split('\n').length - 2,
    text: run('pdftotext', path, '-')
      .split(/\s*\n\s*/)
      .filter((line) => line !== ''),
    crs: /"([^"]+)"/.exec(gdal.coordinateSystem?.wkt ?? '')?.[1] ?? null,
    neatline: neatline
      ? [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
      : null,
    bar: { kilometers: drawn.bar.value, millimeters: measureBar(path, drawn) },
  }
}

/** How long the upper edge of the bar is in a picture of it, without the line's own width. */
function measureBar(path: string, { layout: { strip, base } }: DrawnSheet): number {
  const dots = DOTS / 72
  const left = Math.floor((strip.x - 10) * dots)
  const top = Math.floor((strip.y + base * 1.5 - 1) * dots)
  const width = Math.ceil((strip.width + 20) * dots)
  const box = ['-x', left, '-y', top, '-W', width, '-H', Math.ceil(2 * dots)].map(String)
  const image = execFileSync('pdftoppm', ['-gray', '-r', String(DOTS), '-l', '1', ...box, path], {
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [head, columns, rows] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.toString('latin1', 0, 40))!
  let longest = 0
  for (let row = 0; row < Number(rows); row++) {
    let length = 0
    for (let column = 0; column < Number(columns); column++) {
      const isDark = image[head.length + row * Number(columns) + column]! < 128
      length = isDark ? length + 1 : 0
      longest = Math.max(longest, length)
    }
  }
  return Number(((longest / DOTS) * 25.4 - (0.5 / 72) * 25.4).toFixed(3))
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sheets-'))
  const answers = []
  for (const spec of JUDGED_SHEETS) answers.push(await judge(spec, folder))
  rmSync(folder, { recursive: true })
  const by = [
    `poppler ${/[\d.]+/.exec(execFileSync('sh', ['-c', 'pdfinfo -v 2>&1'], { encoding: 'utf8' }))![0]}`,
    run('gdalinfo', '--version').trim(),
  ]
  writeFileSync(OUTPUT, `${JSON.stringify({ by, answers }, null, 2)}\n`)
}

void main()
