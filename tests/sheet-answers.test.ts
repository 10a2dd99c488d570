import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeSheetFonts } from '../scripts/sheets/sheet-fonts.ts'
import { bytesSource } from '../src/formats/bytes/byte-source.ts'
import { readSheetReceipt } from '../src/sheets/receipt.ts'
import { writePdfSheet } from '../src/sheets/write-pdf.ts'
import { JUDGED_SHEETS, openJudged } from './support/judged-sheet.ts'

interface Answer {
  readonly projection: string
  readonly title: string
  readonly tagged: string
  readonly pages: number
  readonly pageSize: string
  readonly fonts: readonly string[]
  readonly images: number
  readonly text: readonly string[]
  readonly crs: string | null
  readonly neatline: readonly number[] | null
  readonly bar: { readonly kilometers: number; readonly millimeters: number }
}

const { answers } = JSON.parse(
  readFileSync(new URL('fixtures/sheets/answers.json', import.meta.url), 'utf8'),
) as { readonly answers: readonly Answer[] }

/** What poppler and GDAL found in the sheets of `support/judged-sheet.ts`; `scripts/judge-sheets.ts` asks them anew. */
describe.each(JUDGED_SHEETS.map((spec, index) => ({ ...spec, answer: answers[index]! })))(
  'a sheet as independent programs read it, in $view.projection',
  ({ answer, ...spec }) => {
    it('is measured by its receipt as by them', async () => {
      const chunks: Uint8Array[] = []
      const drawn = await writePdfSheet(
        spec,
        nodeSheetFonts(),
        (bytes) => chunks.push(bytes.slice()),
        { open: openJudged },
      )
      const source = bytesSource(new Uint8Array(Buffer.concat(chunks)), 'sheet')
      const receipt = await readSheetReceipt(source, spec, drawn)
      expect(answer.projection).toBe(spec.view.projection)
      expect(receipt.pages).toBe(answer.pages)
      const points = receipt.page.map((side) => ((side / 25.4) * 72).toFixed(2))
      expect(answer.pageSize).toBe(`${points.join(' x ')} pts (A3)`)
      expect(receipt.bar.kilometers).toBe(answer.bar.kilometers)
      expect(Math.abs(receipt.bar.millimeters - answer.bar.millimeters)).toBeLessThan(0.1)
      // A globe is in no plane, and is said to be in none.
      if (spec.view.projection === 'globe') {
        expect([receipt.map, answer.crs, answer.neatline]).toEqual([null, null, null])
        return
      }
      for (const [side, meters] of receipt.map!.neatline.entries()) {
        expect(Math.abs(meters - answer.neatline![side]!)).toBeLessThan(0.01)
      }
      const isNaaf = spec.view.projection === 'naaf'
      expect(answer.crs).toBe(
        isNaaf ? 'Sphere_ARC_INFO_Lambert_Azimuthal_Equal_Area' : 'WGS 84 / Pseudo-Mercator',
      )
    })

    it('is vectors and letters that can be searched, whatever they are, with fonts inside', () => {
      expect(answer.images).toBe(0)
      expect(answer.tagged).toBe('yes')
      expect(answer.title).toBe(spec.title)
      for (const font of answer.fonts) expect(font).toMatch(/^ATLAS\w\+SourceSans3.* yes yes yes$/)
      const expected = [spec.title, spec.subtitle, 'CO₂ ≤ 5 t, Québec à Mérida']
      expect(answer.text).toEqual(expect.arrayContaining(expected))
      expect(answer.text.join(' ')).toContain('Wóhpe Čhaŋ')
    })
  },
)
