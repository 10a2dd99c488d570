import { describe, expect, it } from 'vitest'
import { fitToPaper } from '../../scripts/sheets/fit-to-paper.ts'
import { nodeSheetFonts } from '../../scripts/sheets/sheet-fonts.ts'
import { PLAIN_SHEET } from '../../tests/support/plain-sheet.ts'
import { toPage } from './frame.ts'
import { insetFrames } from './insets.ts'
import { layOut } from './layout.ts'
import type { SheetSpec } from './sheet-spec.ts'

const fonts = nodeSheetFonts()
const SPEC: SheetSpec = {
  ...PLAIN_SHEET,
  paper: 'a0',
  orientation: 'portrait',
  view: { projection: 'naaf', center: [-101.5, 48.5], scale: 10_000_000 },
  title: 'North America',
  insets: ['hawaii'],
  enlarge: 1.25,
}

/** The ends of the islands: Niʻihau, Kauaʻi, the easternmost and southernmost points of Hawaiʻi. */
const ENDS = [
  [-160.25, 21.9],
  [-159.4, 22.24],
  [-154.81, 19.52],
  [-155.68, 18.91],
] as const

describe('the inset of Hawaii', () => {
  it.each(['naaf', 'mercator'] as const)(
    'shows the islands whole, beneath its title and above its scale, in %s',
    (projection) => {
      const spec = { ...SPEC, view: { ...SPEC.view, projection } }
      const [inset] = insetFrames(spec, layOut(spec, fonts))
      const { frame, captions } = inset!
      const [title, scale] = captions
      for (const [lon, lat] of ENDS) {
        const [x, y] = toPage(frame, ...frame.grid.toUnit(lon, lat))
        expect(x).toBeGreaterThan(frame.box.x)
        expect(x).toBeLessThan(frame.box.x + frame.box.width)
        expect(y).toBeGreaterThan(title!.y + title!.height)
        expect(y).toBeLessThan(scale!.y)
      }
    },
  )
})

describe('a sheet on other paper than its own', () => {
  it('shows all of the ground, at a scale of two digits, with names as small as the paper bears', () => {
    const fitted = fitToPaper(SPEC, 'a4', 'portrait', fonts)
    expect(fitted.view.scale).toBe(45_000_000)
    expect(fitted.enlarge).toBeLessThan(1)
    const { frame } = layOut(fitted, fonts)
    const own = layOut(SPEC, fonts).frame
    expect(frame.box.width * 45).toBeGreaterThanOrEqual(own.box.width * 10)
    expect(frame.box.height * 45).toBeGreaterThanOrEqual(own.box.height * 10)
    expect(fitToPaper(SPEC, 'a0', 'portrait', fonts)).toBe(SPEC)
  })
})
