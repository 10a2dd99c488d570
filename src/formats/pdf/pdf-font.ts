import { FontSubset } from '../font/subset.ts'
import type { TrueTypeFont } from '../font/true-type.ts'
import { type PdfFile, type PdfReference, toPdfNumber } from './pdf-file.ts'

/**
 * A font of a PDF: a composite font whose glyphs are set by their numbers in a subset (ISO 32000-1, section 9.7),
 * with a map to Unicode so that what is set can be searched and copied (section 9.10.3).
 */
export class PdfFont {
  readonly reference: PdfReference
  readonly #subset: FontSubset
  readonly #name: string
  readonly #codePoints = new Map<number, number>()

  constructor(file: PdfFile, font: TrueTypeFont, name: string) {
    this.reference = file.reserve()
    this.#subset = new FontSubset(font)
    this.#name = name
  }

  /** A letter as it stands in a string of glyphs: four hexadecimal digits. */
  toHex(codePoint: number): string {
    const number = this.#subset.numberOf(this.#subset.font.glyphOf(codePoint))
    if (!this.#codePoints.has(number)) this.#codePoints.set(number, codePoint)
    return number.toString(16).padStart(4, '0')
  }

  /** Writes the font with all that was set in it. */
  write(file: PdfFile): void {
    const { font } = this.#subset
    const program = this.#subset.write()
    const toEm = (value: number) => toPdfNumber((value * 1000) / font.unitsPerEm, 0)
    // Six letters say that it is a subset (section 9.6.4).
    const name = `/ATLAS${String.fromCharCode(65 + (this.reference % 26))}+${this.#name}`
    const data = file.stream(program, `/Length1 ${program.length}`)
    const isItalic = font.italicAngle !== 0
    const descriptor = file.object(
      `<</Type/FontDescriptor/FontName${name}/Flags ${isItalic ? 68 : 4}` +
        `/FontBBox[${font.bbox.map(toEm).join(' ')}]/ItalicAngle ${toPdfNumber(font.italicAngle)}` +
        `/Ascent ${toEm(font.ascent)}/Descent ${toEm(font.descent)}/CapHeight ${toEm(font.capHeight)}` +
        `/StemV 80/FontFile2 ${data} 0 R>>`,
    )
    const widths = this.#subset.glyphs.map((glyph) => toEm(font.advanceOf(glyph)))
    const descendant = file.object(
      `<</Type/Font/Subtype/CIDFontType2/BaseFont${name}` +
        '/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>' +
        `/FontDescriptor ${descriptor} 0 R/DW 1000/W[0[${widths.join(' ')}]]/CIDToGIDMap/Identity>>`,
    )
    const toUnicode = file.stream(new TextEncoder().encode(this.#toUnicode()))
    file.object(
      `<</Type/Font/Subtype/Type0/BaseFont${name}/Encoding/Identity-H` +
        `/DescendantFonts[${descendant} 0 R]/ToUnicode ${toUnicode} 0 R>>`,
      this.reference,
    )
  }

  #toUnicode(): string {
    const lines = [...this.#codePoints]
      .filter(([number]) => number > 0)
      .map(([number, codePoint]) => {
        const text = String.fromCodePoint(codePoint)
        const hex = [...text.split('')].map((unit) => toHex(unit.charCodeAt(0))).join('')
        return `<${toHex(number)}><${hex}>`
      })
    const blocks: string[] = []
    // A block holds a hundred at most (Adobe Technical Note 5014, section 1.4.1).
    for (let at = 0; at < lines.length; at += 100) {
      const block = lines.slice(at, at + 100)
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
    }
    return [
      '/CIDInit/ProcSet findresource begin',
      '12 dict begin',
      'begincmap',
      '/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def',
      '/CMapName/Adobe-Identity-UCS def',
      '/CMapType 2 def',
      '1 begincodespacerange',
      '<0000><ffff>',
      'endcodespacerange',
      ...blocks,
      'endcmap',
      'CMapName currentdict/CMap defineresource pop',
      'end',
      'end',
    ].join('\n')
  }
}

const toHex = (value: number) => value.toString(16).padStart(4, '0')
