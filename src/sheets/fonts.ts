import type { TrueTypeFont } from '../formats/font/true-type.ts'
import type { FontStyle, TextStyle } from './painter.ts'

/** What of a style says how long a text is. */
type SetIn = Pick<TextStyle, 'font' | 'size' | 'spacing'>

/** A break may stand at a space, and not at one that holds together: « 10 ». */
const wordsOf = (text: string) => text.split(/[ \t\r\n]+/).filter((word) => word !== '')

/** The fonts of a sheet, and what is known of texts before they are drawn. */
export class SheetFonts {
  readonly fonts: Readonly<Record<FontStyle, TrueTypeFont>>
  /** Letters that were measured and that the fonts lack. */
  readonly missing = new Set<string>()

  constructor(fonts: Readonly<Record<FontStyle, TrueTypeFont>>) {
    this.fonts = fonts
  }

  /** How long a text is, in points. */
  measure(text: string, { font, size, spacing = 0 }: SetIn): number {
    const { unitsPerEm } = this.fonts[font]
    let advance = 0
    let letters = 0
    for (const letter of text) {
      advance += this.#advance(letter, font)
      letters++
    }
    return (advance * size) / unitsPerEm + letters * spacing
  }

  /** The lines of a text that is no wider than `width` points; of words that are wider by themselves, pieces. */
  wrap(text: string, style: SetIn, width: number): string[] {
    return this.#fill(
      wordsOf(text).flatMap((word) => this.#pieces(word, style, width)),
      style,
      width,
    )
  }

  /** As `wrap`, with all words whole: for names on a map. */
  wrapWords(text: string, style: SetIn, width: number): string[] {
    return this.#fill(wordsOf(text), style, width)
  }

  #fill(words: readonly string[], style: SetIn, width: number): string[] {
    const lines: string[] = []
    let line = ''
    for (const word of words) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && this.measure(longer, style) > width) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return line === '' ? lines : [...lines, line]
  }

  /** An address is wider than any column: it is broken where its parts end. */
  #pieces(word: string, style: SetIn, width: number): string[] {
    if (this.measure(word, style) <= width) return [word]
    const pieces: string[] = []
    let piece = ''
    for (const letter of word) {
      if (piece !== '' && this.measure(piece + letter, style) > width) {
        const end = Math.max(
          ...['/', '-', '&', '?', ',', '.'].map((sign) => piece.lastIndexOf(sign)),
        )
        const cut = end > piece.length / 2 ? end + 1 : piece.length
        pieces.push(piece.slice(0, cut))
        piece = piece.slice(cut)
      }
      piece += letter
    }
    return [...pieces, piece]
  }

  #advance(letter: string, style: FontStyle): number {
    const font = this.fonts[style]
    const glyph = font.glyphOf(letter.codePointAt(0)!)
    if (glyph === 0) this.missing.add(letter)
    return font.advanceOf(glyph)
  }
}
