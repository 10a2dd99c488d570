import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFrom, readCatalog, toSheetLayers } from '../../scripts/sheets/open-layers.ts'
import { nodeSheetFonts } from '../../scripts/sheets/sheet-fonts.ts'
import { PLAIN_SHEET } from '../../tests/support/plain-sheet.ts'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import { PdfReader, toText } from '../formats/pdf/read-pdf.ts'
import { toPage } from './frame.ts'
import { layOut } from './layout.ts'
import { toMapBook } from './map-book.ts'
import { problemOfSheet, readBookReceipts } from './receipt.ts'
import type { SheetSpec } from './sheet-spec.ts'
import { writePdfBook } from './write-pdf.ts'

const PUBLIC = resolve(import.meta.dirname, '../../public')
const catalog = readCatalog(PUBLIC)
const fonts = nodeSheetFonts()

const PATTERN: SheetSpec = {
  ...PLAIN_SHEET,
  paper: 'letter',
  orientation: 'portrait',
  language: 'es',
  view: { projection: 'naaf', center: [-100, 45], scale: 40_000_000 },
  title: 'Centrales',
  layers: toSheetLayers({ layers: [{ id: 'power-plants' }, { id: 'land' }] }, catalog),
}

describe('a map book', () => {
  it('has a sheet for each area, around it, with how many of each theme are in it', async () => {
    const book = await toMapBook(PATTERN, catalog.get('states-provinces')!, openFrom(PUBLIC), fonts)
    expect(new Set(book.map(({ key }) => key)).size).toBe(book.length)
    const of = (key: string) => book.find((sheet) => sheet.key === key)!.spec
    const sonora = of('MX-SON')
    expect(sonora.title).toBe('Sonora')
    // SpatiaLite finds 13 plants within the state in the same two files.
    expect(sonora.subtitle).toBe('Centrales eléctricas: 13')
    const [plants] = sonora.place!.figures
    expect(plants!.classes).toContainEqual({ label: 'Solar', count: 5 })
    expect(plants!.classes.reduce((sum, { count }) => sum + count, 0)).toBe(13)
    const { frame } = layOut(sonora, fonts)
    // From San Luis Río Colorado to Álamos.
    for (const [lon, lat] of [
      [-114.8, 32.5],
      [-108.6, 26.8],
    ] as const) {
      const [x, y] = toPage(frame, ...frame.grid.toUnit(lon, lat))
      expect(x).toBeGreaterThan(frame.box.x)
      expect(x).toBeLessThan(frame.box.x + frame.box.width)
      expect(y).toBeGreaterThan(frame.box.y)
      expect(y).toBeLessThan(frame.box.y + frame.box.height)
    }
    expect(sonora.view.scale).toBeLessThan(10_000_000)
    // The Aleutians lie on both sides of the antimeridian: the sheet is of Alaska, not of the world.
    expect(of('US-AK').view.scale).toBeLessThan(45_000_000)
  })

  it('is one file of the places that are wanted, in the order of their names, a page and a bookmark each', async () => {
    const places = catalog.get('states-provinces')!
    const pattern = { ...PATTERN, attachments: true, address: 'https://atlas.example.org/?lang=es' }
    const open = openFrom(PUBLIC)
    const wanted = new Set(['MX-SON', 'CA-PE', 'US-HI'])
    const book = await toMapBook(pattern, places, open, fonts, wanted)
    const specs = book.map(({ spec }) => spec)
    expect(specs.map(({ title }) => title)).toEqual([
      'Hawái',
      'Isla del Príncipe Eduardo',
      'Sonora',
    ])
    // What is scanned shows the place itself.
    expect(specs[2]!.address).toMatch(
      /\?lang=es&at=-111\.\d+,29\.\d+&z=[\d.]+&select=states-provinces:MX-SON$/,
    )
    const chunks: Uint8Array[] = []
    const shares: number[] = []
    const drawn = await writePdfBook(specs, pattern, fonts, (bytes) => chunks.push(bytes.slice()), {
      open,
      onProgress: (share) => shares.push(share),
    })
    expect(shares.at(-1)).toBe(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    const source = bytesSource(new Uint8Array(Buffer.concat(chunks)), 'book.pdf')
    const made = drawn.map((one, index) => ({ spec: specs[index]!, drawn: one }))
    const receipts = await readBookReceipts(source, made)
    for (const [index, receipt] of receipts.entries()) {
      const { spec, drawn: one } = made[index]!
      expect(problemOfSheet(receipt, spec, one.layout.page), spec.title).toBeNull()
      expect(receipt.pages, spec.title).toBe(1)
      expect(receipt.map!.scale / spec.view.scale, spec.title).toBeCloseTo(1, 4)
    }
    const reader = await PdfReader.open(source)
    const root = await reader.dictionary(reader.trailer.get('/Root'))
    const outline = await reader.dictionary(root.get('/Outlines'))
    expect(outline.get('/Count')).toBe(3)
    const first = await reader.dictionary(outline.get('/First'))
    expect(toText(first.get('/Title'))).toBe('Hawái')
  })
})
