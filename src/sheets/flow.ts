import type { SheetFonts } from './fonts.ts'
import type { PagePainter, PartRole, TextStyle } from './painter.ts'
import type { Box } from './paper.ts'

/** A piece of what stands beside a map, as high as it is at a width; it is not cut. */
export interface Block {
  readonly height: number
  /** Kept together with the next one: a heading and what it is for. */
  readonly keepsNext?: boolean
  draw(painter: PagePainter, x: number, y: number): void
}

export interface PlacedBlock {
  readonly block: Block
  readonly x: number
  readonly y: number
}

/**
 * Sets blocks into columns, one after another; gives where each stands, and those for which there is no room. A
 * block that is higher than a whole column stands at the top of one by itself.
 */
export function flow(blocks: readonly Block[], columns: readonly Box[]) {
  const placed: PlacedBlock[] = []
  let column = 0
  let y = columns[0]?.y ?? 0
  let index = 0
  while (index < blocks.length) {
    const box = columns[column]
    if (!box) break
    const needed = heightOf(blocks, index)
    if (y + needed > box.y + box.height + 0.5 && y > box.y) {
      column++
      y = columns[column]?.y ?? 0
      continue
    }
    const block = blocks[index]!
    placed.push({ block, x: box.x, y })
    y += block.height
    index++
  }
  return { placed, left: blocks.slice(index) }
}

/** The least height, in points, of columns that hold all blocks. */
export function leastHeight(blocks: readonly Block[], columns: readonly Box[]): number {
  const fits = (height: number) =>
    flow(
      blocks,
      columns.map((column) => ({ ...column, height })),
    ).left.length === 0
  let high = blocks.reduce((sum, { height }) => sum + height, 0)
  let low = high / columns.length
  while (high - low > 1) {
    const middle = (low + high) / 2
    if (fits(middle)) high = middle
    else low = middle
  }
  return high
}

/** Of a block and those that it is kept together with. */
function heightOf(blocks: readonly Block[], index: number): number {
  const { height, keepsNext } = blocks[index]!
  return keepsNext && blocks[index + 1] ? height + heightOf(blocks, index + 1) : height
}

/** A text in lines as a block; `order` is where it is read among the others. */
export function textBlock(
  text: string,
  style: TextStyle,
  width: number,
  fonts: SheetFonts,
  order: () => number,
  {
    role = 'P',
    after = 0.45,
    keepsNext = false,
  }: { role?: PartRole; after?: number; keepsNext?: boolean } = {},
): Block {
  const lines = fonts.wrap(text, style, width)
  const lineHeight = style.size * 1.22
  return {
    height: lines.length * lineHeight + style.size * after,
    keepsNext,
    draw(painter, x, y) {
      painter.openPart({ role, order: order() })
      for (const [index, line] of lines.entries()) {
        // A space joins the words of two lines where the text is read.
        const end = index + 1 < lines.length ? ' ' : ''
        painter.text(line + end, x, y + index * lineHeight + style.size * 0.95, style)
      }
      painter.closePart()
    },
  }
}
