import { fill } from '../words/fill.ts'
import { formatNumber } from '../words/format.ts'
import { wordsOf } from '../words/words.ts'
import { type Block, textBlock } from './flow.ts'
import { INK } from './ink.ts'
import type { BlockContext } from './legend-blocks.ts'
import type { TextStyle } from './painter.ts'
import type { SheetPlace } from './sheet-spec.ts'

/** What the themes of a sheet have in the place that it is about. */
export function figureBlocks({ name, figures }: SheetPlace, context: BlockContext): Block[] {
  if (figures.length === 0) return []
  const { fonts, base, width, order, language } = context
  const heading: TextStyle = { font: 'semibold', size: base * 1.3, color: INK }
  const title = fill(wordsOf('sheet-text', language).inPlace, { place: name })
  const gap: Block = { height: base * 0.5, draw: () => undefined }
  return [
    textBlock(title, heading, width, fonts, order, { role: 'H2', keepsNext: true }),
    ...figures.flatMap((figure) => [
      rowBlock(figure.title, figure.count, 'semibold', context),
      ...figure.classes.map(({ label, count }) => rowBlock(label, count, 'regular', context)),
      gap,
    ]),
    gap,
  ]
}

/** The width of a row, in sizes of the type: a number stands near what it counts. */
const ROW_EMS = 22

/** A label with its number at the right. */
function rowBlock(
  label: string,
  count: number,
  font: TextStyle['font'],
  { fonts, base, width, order, language }: BlockContext,
): Block {
  const style: TextStyle = { font, size: base, color: INK }
  const row = Math.min(width, base * ROW_EMS)
  const number = formatNumber(count, language)
  const numberWidth = fonts.measure(number, style)
  const lines = fonts.wrap(label, style, row - numberWidth - base)
  const lineHeight = base * 1.25
  return {
    height: lines.length * lineHeight,
    draw(painter, x, y) {
      painter.openPart({ role: 'LI', order: order() })
      // A space parts words, and label and number, where they are read.
      for (const [index, line] of lines.entries()) {
        painter.text(`${line} `, x, y + base + index * lineHeight, style)
      }
      painter.text(number, x + row - numberWidth, y + base, style)
      painter.closePart()
    },
  }
}
