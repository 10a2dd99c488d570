import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFrom, readCatalog, toSheetLayers } from '../../scripts/sheets/open-layers.ts'
import { nodeSheetFonts } from '../../scripts/sheets/sheet-fonts.ts'
import { toPage } from './frame.ts'
import { layOut } from './layout.ts'
import { toMapBook } from './map-book.ts'
import type { SheetSpec } from './sheet-spec.ts'

const PUBLIC = resolve(import.meta.dirname, '../../public')
const catalog = readCatalog(PUBLIC)
const fonts = nodeSheetFonts()

const PATTERN: SheetSpec = {
  paper: 'letter',
  orientation: 'portrait',
  language: 'es',
  view: { projection: 'naaf', center: [-100, 45], scale: 40_000_000 },
  title: 'Centrales',
  subtitle: '',
  layers: toSheetLayers({ layers: [{ id: 'power-plants' }, { id: 'land' }] }, catalog),
  graticule: true,
  names: true,
  insets: [],
  enlarge: 1,
  attachments: false,
  address: null,
  date: new Date(0),
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
})
