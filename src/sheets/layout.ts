import type { SheetFonts } from './fonts.ts'
import { type Frame, toFrame } from './frame.ts'
import { INK, SOFT_INK } from './ink.ts'
import { type PlacedLogo, placeLogos } from './logos.ts'
import type { TextStyle } from './painter.ts'
import { type Box, POINTS_PER_MILLIMETER, pageSize } from './paper.ts'
import type { SheetSpec } from './sheet-spec.ts'

/** Where things stand on a sheet, in points. */
export interface SheetLayout {
  readonly page: { readonly width: number; readonly height: number }
  /** The size of the type, from which all sizes follow. */
  readonly base: number
  readonly titleLines: readonly string[]
  readonly titleStyle: TextStyle
  readonly subtitleLines: readonly string[]
  readonly subtitleStyle: TextStyle
  readonly head: Box
  readonly logos: readonly PlacedLogo[]
  readonly frame: Frame
  /** The strip under the map: its scale, its projection, north. */
  readonly strip: Box
  /** Columns for the legend and the notes, on the first page and on those that follow. */
  readonly columns: readonly Box[]
  readonly moreColumns: readonly Box[]
}

/** Room around the map for the labels of the graticule, in sizes of the type. */
const GUTTER = 1.5

/** Lays out a sheet: where everything stands follows from its paper and its texts alone, before any data are read. */
export function layOut(spec: SheetSpec, fonts: SheetFonts): SheetLayout {
  const page = pageSize(spec.paper, spec.orientation)
  const short = Math.min(page.width, page.height)
  const shortMillimeters = short / POINTS_PER_MILLIMETER
  // Larger paper is read from farther away, though not in proportion.
  const base = 7.4 * (shortMillimeters / 210) ** 0.62
  const margin = Math.max(8, Math.min(28, shortMillimeters * 0.045)) * POINTS_PER_MILLIMETER
  const inner: Box = {
    x: margin,
    y: margin,
    width: page.width - 2 * margin,
    height: page.height - 2 * margin,
  }
  // A title is read from farther away than all else.
  const titleSize = base * 2.5 * Math.max(1, (shortMillimeters / 297) ** 0.35)
  const titleStyle: TextStyle = { font: 'semibold', size: titleSize, color: INK }
  const subtitleStyle: TextStyle = { font: 'regular', size: base * 1.35, color: SOFT_INK }
  const logos = placeLogos(spec.logos, inner, base, fonts)
  const titleWidth = (logos[0] ? logos[0].box.x - base * 2 : inner.x + inner.width) - inner.x
  const titleLines = fonts.wrap(spec.title, titleStyle, titleWidth)
  const subtitleLines = fonts.wrap(spec.subtitle, subtitleStyle, titleWidth)
  const textHeight =
    titleLines.length * titleStyle.size * 1.12 + subtitleLines.length * subtitleStyle.size * 1.3
  const logoBottom = Math.max(inner.y, ...logos.map(({ box }) => box.y + box.height))
  const headHeight = Math.max(textHeight, logoBottom - inner.y) + base * 0.6
  const head: Box = { ...inner, height: headHeight }
  const stripHeight = base * 4.4
  const gap = base * 2
  const body: Box = {
    ...inner,
    y: inner.y + headHeight,
    height: inner.height - headHeight,
  }
  const isLandscape = page.width > page.height
  // Of a place there is more to say: what is said of it is to stand on one page with its map.
  const sideShare = spec.place ? 0.41 : 0.25
  const sideWidth = isLandscape ? body.width * sideShare : body.width
  // Type grows less than paper: on large paper notes take a smaller share of it.
  const bandShare = 0.27 * Math.min(1, (210 / shortMillimeters) ** 0.05)
  const bandHeight = isLandscape ? 0 : body.height * (spec.place ? 0.38 : bandShare)
  const map: Box = isLandscape
    ? { ...body, width: body.width - sideWidth - gap, height: body.height - stripHeight }
    : { ...body, height: body.height - stripHeight - bandHeight }
  const gutter = spec.graticule ? base * GUTTER : 0
  const framed: Box = {
    x: map.x + gutter,
    y: map.y + gutter,
    width: map.width - 2 * gutter,
    height: map.height - 2 * gutter,
  }
  const strip: Box = {
    x: framed.x,
    y: map.y + map.height,
    width: framed.width,
    height: stripHeight,
  }
  const side: Box = {
    x: body.x + body.width - sideWidth,
    y: framed.y,
    width: sideWidth,
    height: body.y + body.height - framed.y,
  }
  const columns = isLandscape
    ? toColumns(side, spec.place ? 2 : 1, gap)
    : toColumns({ ...body, y: strip.y + stripHeight, height: bandHeight }, 3, gap)
  const moreHead = base * 3
  const more: Box = { ...inner, y: inner.y + moreHead, height: inner.height - moreHead }
  return {
    page,
    base,
    titleLines,
    titleStyle,
    subtitleLines,
    subtitleStyle,
    head,
    logos,
    frame: toFrame(spec.view, framed),
    strip,
    columns,
    moreColumns: toColumns(more, isLandscape ? 4 : 3, gap),
  }
}

function toColumns(box: Box, count: number, gap: number): Box[] {
  const width = (box.width - gap * (count - 1)) / count
  return Array.from({ length: count }, (_, index) => ({
    ...box,
    x: box.x + index * (width + gap),
    width,
  }))
}
