import { localized } from '../catalog/localized.ts'
import { ProblemError } from '../model/problem.ts'
import type { Language } from '../model/schema.ts'
import { z } from '../model/zod.ts'
import { textIn } from '../words/text-in.ts'
import type { SheetFonts } from './fonts.ts'
import { INK } from './ink.ts'
import type { PagePainter, Paint, TextStyle } from './painter.ts'
import type { Box } from './paper.ts'
import { type Drawing, readSvgDrawing } from './svg-drawing.ts'

/** The logo of who publishes a sheet: a drawing, or a name in letters. */
export type Logo =
  | { readonly kind: 'drawing'; readonly alt: string; readonly drawing: Drawing }
  | { readonly kind: 'name'; readonly text: string }

/**
 * Which logos all sheets of an Atlas bear: `public/sheets/logos.json`. A drawing is an SVG file of the folder `logos`
 * beside it, with a text that says what it is to who does not see it.
 */
export const logosSchema = z
  .array(
    z.union([
      z.strictObject({ file: z.string().regex(/^[\w-]+\.\w+$/), alt: localized }),
      z.strictObject({ name: localized }),
    ]),
  )
  .max(6)

/**
 * The logos of a list in a language. Rejects with the problem of the first drawing that cannot be drawn as it is made.
 *
 * @param readFile gives the text of a file of the folder of logos
 */
export function toLogos(
  list: z.infer<typeof logosSchema>,
  language: Language,
  readFile: (name: string) => Promise<string>,
): Promise<Logo[]> {
  return Promise.all(
    list.map(async (one): Promise<Logo> => {
      if ('name' in one) return { kind: 'name', text: textIn(one.name, language) }
      if (!/\.svg$/i.test(one.file)) throw notSvg(one.file)
      const read = readSvgDrawing(await readFile(one.file))
      if (!read.ok) throw new ProblemError(read.problem)
      return { kind: 'drawing', alt: textIn(one.alt, language), drawing: read.drawing }
    }),
  )
}

const notSvg = (file: string): ProblemError =>
  new ProblemError({
    code: 'logo-not-svg',
    message: `The logo ${file} is not an SVG file: sheets are drawn in lines, sharp at every size, and take no pictures of pixels.`,
    values: { file },
  })

/** A logo where it stands on a page, in points. */
export interface PlacedLogo {
  readonly logo: Logo
  readonly box: Box
  /** The lines of a name. */
  readonly lines: readonly string[]
  readonly style: TextStyle
}

/** How high logos are, how far apart, and how much of the page's width all of them may take. */
const HEIGHT = 4.2
const GAP = 1.6
const MOST_SHARE = 0.42

/** Stands logos at the right end of a box, in the order of their list, none higher than the type's size allows. */
export function placeLogos(
  logos: readonly Logo[],
  { x, y, width }: Pick<Box, 'x' | 'y' | 'width'>,
  base: number,
  fonts: SheetFonts,
): PlacedLogo[] {
  const most = width * MOST_SHARE
  const style: TextStyle = { font: 'semibold', size: base, color: INK }
  const measured = logos.map((logo) => {
    if (logo.kind === 'name') {
      const lines = fonts.wrap(logo.text, style, Math.min(most, base * 13))
      const longest = Math.max(...lines.map((line) => fonts.measure(line, style)))
      return { logo, lines, width: longest, height: lines.length * base * LINE_HEIGHT }
    }
    const { drawing } = logo
    const height = Math.min(base * HEIGHT, (most * drawing.height) / drawing.width)
    return { logo, lines: [], width: (height * drawing.width) / drawing.height, height }
  })
  const gap = base * GAP
  const total = measured.reduce((sum, one) => sum + one.width, gap * (logos.length - 1))
  // Where all together are too wide, all are drawn smaller alike.
  const share = Math.min(1, most / total)
  let left = x + width - total * share
  const tallest = Math.max(...measured.map(({ height }) => height)) * share
  return measured.map(({ logo, lines, ...size }) => {
    const box = {
      x: left,
      y: y + (tallest - size.height * share) / 2,
      width: size.width * share,
      height: size.height * share,
    }
    left += box.width + gap * share
    return { logo, lines, box, style: { ...style, size: style.size * share } }
  })
}

const LINE_HEIGHT = 1.22

/** Draws a logo as a figure with its text, or as a text. */
export function drawLogo(
  painter: PagePainter,
  { logo, box, lines, style }: PlacedLogo,
  order: () => number,
): void {
  if (logo.kind === 'name') {
    painter.openPart({ role: 'P', order: order() })
    for (const [index, line] of lines.entries()) {
      const end = index + 1 < lines.length ? ' ' : ''
      const baseLine = box.y + index * style.size * LINE_HEIGHT + style.size * 0.95
      painter.text(line + end, box.x, baseLine, style)
    }
    painter.closePart()
    return
  }
  const { alt, drawing } = logo
  const scale = box.width / drawing.width
  painter.openPart({ role: 'Figure', alt, order: order() })
  painter.openClip(box)
  for (const { lines: shape, isClosed, paint } of drawing.shapes) {
    const placed = shape.map((line) =>
      line.map((value, index) => value * scale + (index % 2 === 0 ? box.x : box.y)),
    )
    painter.shape(placed, isClosed, toScale(paint, scale))
  }
  painter.closeClip()
  painter.closePart()
}

function toScale(paint: Paint, scale: number): Paint {
  const { stroke } = paint
  return stroke ? { ...paint, stroke: { ...stroke, width: stroke.width * scale } } : paint
}
