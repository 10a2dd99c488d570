import { unzlibSync } from 'fflate'
import type { Raster } from '../bytes/write-png.ts'
import font from './legend-font.json' with { type: 'json' }

/** Text at twice the size of 13 CSS pixels, the lines this far apart. */
export const LINE_HEIGHT = font.height

interface Glyph {
  readonly advance: number
  /** Of its first pixel, in half bytes. */
  readonly at: number
}

const GLYPHS: ReadonlyMap<string, Glyph> = (() => {
  const glyphs = new Map<string, Glyph>()
  let at = 0
  ;[...font.characters].forEach((character, index) => {
    const advance = font.advances[index]!
    glyphs.set(character, { advance, at })
    at += advance * font.height
  })
  return glyphs
})()

let unpacked: Uint8Array | undefined

function coverage(): Uint8Array {
  unpacked ??= unzlibSync(Uint8Array.from(atob(font.glyphs), (byte) => byte.charCodeAt(0)))
  return unpacked
}

/** The glyph of a character: without its accents if need be, else a question mark. */
function glyphOf(character: string): Glyph | null {
  if (/\s/.test(character)) return null
  return GLYPHS.get(character) ?? GLYPHS.get(character.normalize('NFD')[0]!) ?? GLYPHS.get('?')!
}

const advanceOf = (character: string): number => glyphOf(character)?.advance ?? font.spaceAdvance

export function measureText(text: string): number {
  let width = 0
  for (const character of text.normalize('NFC')) width += advanceOf(character)
  return width
}

/** The lines of a text that is broken between words where it would pass a width. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.normalize('NFC').split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word
    if (line && measureText(longer) > width) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return line ? [...lines, line] : lines
}

/** Draws one line of text onto an opaque picture in a shade of grey (0 is black). */
export function drawText(
  onto: Raster,
  text: string,
  left: number,
  top: number,
  bold: boolean,
): void {
  const nibbles = coverage()
  let x = left
  for (const character of text.normalize('NFC')) {
    const glyph = glyphOf(character)
    if (glyph) {
      for (let row = 0; row < font.height; row++) {
        for (let column = 0; column < glyph.advance; column++) {
          const at = glyph.at + row * glyph.advance + column
          const byte = nibbles[at >> 1]!
          const value = at % 2 === 0 ? byte >> 4 : byte & 15
          if (value > 0) {
            darken(onto, x + column, top + row, value / 15)
            if (bold) darken(onto, x + column + 1, top + row, value / 15)
          }
        }
      }
    }
    x += advanceOf(character)
  }
}

const INK = 34

function darken({ width, height, pixels }: Raster, x: number, y: number, share: number): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return
  const at = 4 * (y * width + x)
  for (let channel = 0; channel < 3; channel++) {
    pixels[at + channel] = Math.round(pixels[at + channel]! * (1 - share) + INK * share)
  }
}
