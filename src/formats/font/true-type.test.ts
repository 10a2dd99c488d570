import { describe, expect, it } from 'vitest'
import { nodeSheetFonts } from '../../../scripts/sheets/sheet-fonts.ts'
import { FontSubset } from './subset.ts'
import { partsOf, toGlyphPath } from './true-type.ts'
import { readFontTables } from './woff.ts'

const { fonts } = nodeSheetFonts()

describe('the typeface of sheets', () => {
  it('has every letter that the languages, units and classes of the Atlas use', () => {
    const letters = 'AZaz09≤≥−×°′″·≠–—œŒ«»’½µμ²³¹₂₃⁻⁴éèêëàâîïôûüçñÑáíóú¿¡ÉÀŁąǫʼḵ→ \u00a0\u202f'
    for (const font of Object.values(fonts)) {
      expect([...letters].filter((letter) => font.glyphOf(letter.codePointAt(0)!) === 0)).toEqual(
        [],
      )
    }
  })

  it('says how far a letter moves the pen', () => {
    const { unitsPerEm, glyphOf, advanceOf } = fonts.regular
    expect(unitsPerEm).toBe(1000)
    expect(advanceOf(glyphOf(0x30))).toBe(advanceOf(glyphOf(0x39)))
    expect(advanceOf(glyphOf(0x57))).toBeGreaterThan(advanceOf(glyphOf(0x69)) * 2)
  })

  it('draws letters that are put together of others', () => {
    const { regular } = fonts
    const path = toGlyphPath(regular, regular.glyphOf('é'.codePointAt(0)!))
    const plain = toGlyphPath(regular, regular.glyphOf('e'.codePointAt(0)!))
    expect(path.match(/M/g)!.length).toBeGreaterThan(plain.match(/M/g)!.length)
    expect(path.endsWith('Z')).toBe(true)
  })
})

describe('a subset of a font', () => {
  it('has the glyphs that were asked for, with their parts, numbered anew', () => {
    const { regular } = fonts
    const subset = new FontSubset(regular)
    const wanted = [...'Éé2'].map((letter) => regular.glyphOf(letter.codePointAt(0)!))
    expect(wanted.map((glyph) => subset.numberOf(glyph))).toEqual([1, 2, 3])
    expect(subset.numberOf(wanted[1]!)).toBe(2)
    const tables = readFontTables(subset.write())
    const view = (tag: string) => new DataView(tables.get(tag)!.slice().buffer)
    const count = view('maxp').getUint16(4)
    expect(count).toBe(subset.glyphs.length)
    const loca = view('loca')
    const glyf = tables.get('glyf')!
    const recordOf = (number: number) =>
      glyf.subarray(loca.getUint32(number * 4), loca.getUint32(number * 4 + 4))
    for (const [number, glyph] of subset.glyphs.entries()) {
      expect(view('hmtx').getUint16(number * 4)).toBe(regular.advanceOf(glyph))
      const parts = partsOf(regular.recordOf(glyph))
      const own = partsOf(recordOf(number))
      expect(own.map((part) => subset.glyphs[part.glyph])).toEqual(parts.map((part) => part.glyph))
      for (const part of own) expect(part.glyph).toBeLessThan(count)
    }
    expect(glyf.length).toBeLessThan(4000)
  })
})
