/**
 * Makes `src/formats/legend/legend-font.json`: the glyphs with which legends are drawn where there is no
 * canvas. Rendered in Chromium from Noto Sans (SIL Open Font License 1.1; Debian's fonts-noto-core
 * installs it), at twice the size of 13 CSS pixels, four bits of grey a pixel.
 *
 *     npx tsx scripts/legend-font.ts
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { zlibSync } from 'fflate'
import { launchBrowser } from '../tests/support/browser.ts'

const OUTPUT = resolve(import.meta.dirname, '../src/formats/legend/legend-font.json')
const SIZE = 26
const HEIGHT = 36
const BASELINE = 27

/** Latin 1 and what else English, French and Spanish texts and units of measure use. */
const CHARACTERS = [
  ...range(0x21, 0x7e),
  ...range(0xa1, 0xff).filter((character) => character !== '\u00ad'),
  ...'ŒœŸ–—‘’“”…•€≤≥≠−₂₃⁻⁴',
]

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))
}

interface Glyph {
  readonly advance: number
  readonly coverage: readonly number[]
}

async function render(): Promise<readonly Glyph[]> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    return await page.evaluate(
      ({ characters, size, height, baseline }) => {
        const canvas = document.createElement('canvas')
        canvas.height = height
        canvas.width = size * 2
        const context = canvas.getContext('2d', { willReadFrequently: true })!
        return characters.map((character) => {
          context.font = `${size}px "Noto Sans"`
          const advance = Math.round(context.measureText(character).width)
          context.clearRect(0, 0, canvas.width, height)
          context.fillText(character, 0, baseline)
          const { data } = context.getImageData(0, 0, advance, height)
          const coverage = Array.from({ length: advance * height }, (_, pixel) =>
            Math.round(data[4 * pixel + 3]! / 17),
          )
          return { advance, coverage }
        })
      },
      { characters: CHARACTERS, size: SIZE, height: HEIGHT, baseline: BASELINE },
    )
  } finally {
    await browser.close()
  }
}

const glyphs = await render()
const nibbles = glyphs.flatMap(({ coverage }) => coverage)
const bytes = Uint8Array.from(
  { length: Math.ceil(nibbles.length / 2) },
  (_, index) => (nibbles[2 * index]! << 4) | (nibbles[2 * index + 1] ?? 0),
)
const font = {
  source: 'Noto Sans, SIL Open Font License 1.1, Copyright 2015-2021 Google LLC',
  height: HEIGHT,
  spaceAdvance: 7,
  characters: CHARACTERS.join(''),
  advances: glyphs.map(({ advance }) => advance),
  glyphs: Buffer.from(zlibSync(bytes, { level: 9 })).toString('base64'),
}
writeFileSync(OUTPUT, `${JSON.stringify(font)}\n`)
