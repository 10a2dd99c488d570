import { encode } from 'uqr'
import { WEB_MERCATOR } from '../geo/crs.ts'
import { NAAF_ESRI_WKT } from '../geo/naaf.ts'
import { fill } from '../words/fill.ts'
import { formatNumber } from '../words/format.ts'
import { textIn } from '../words/text-in.ts'
import { loadWords, wordsOf } from '../words/words.ts'
import { drawMap, type FeatureTaker, type LayerTally } from './draw-map.ts'
import { figureBlocks } from './figure-blocks.ts'
import { type Block, flow, leastHeight, textBlock } from './flow.ts'
import type { SheetFonts } from './fonts.ts'
import { type Frame, frameworkZoomOf, mappedBox, toPlace } from './frame.ts'
import { northOf, toGraticule } from './graticule.ts'
import type { ReadImage } from './ground-images.ts'
import { INK, SOFT_INK } from './ink.ts'
import { insetFrames } from './insets.ts'
import { layOut, type SheetLayout } from './layout.ts'
import { type BlockContext, legendBlocks } from './legend-blocks.ts'
import { drawLogo } from './logos.ts'
import { NOTE_SHARE, noteBlocks } from './note-blocks.ts'
import type { DocumentFacts, GeoViewport, PagePainter, TextStyle } from './painter.ts'
import type { Box } from './paper.ts'
import { type BarLength, METERS_PER_MILE, toBarLength } from './scale-bar.ts'
import type { OpenFile } from './sheet-layer.ts'
import type { SheetSpec } from './sheet-spec.ts'

export interface DrawOptions {
  readonly taker?: FeatureTaker | undefined
  readonly open: OpenFile
  /** Without it no image of the ground is drawn, and it is told that they are missing. */
  readonly readImage?: ReadImage
  readonly signal?: AbortSignal
  /** Counts what is read, for a sheet that others come before in the file. */
  readonly order?: () => number
  /** Called with the share that is done. */
  readonly onProgress?: (share: number) => void
}

/** What was drawn, for the receipt and for who made the sheet. */
export interface DrawnSheet {
  readonly layout: SheetLayout
  readonly tallies: readonly LayerTally[]
  /** The bar of the scale: kilometres, and its length in points. */
  readonly bar: BarLength
  readonly pages: number
  readonly viewport: GeoViewport | null
}

/** The words that a sheet is made with. */
const DOMAINS = ['page', 'sheet-text', 'vocabulary'] as const

/** Fetches the words of a sheet. */
export async function loadSheetWords({ language }: SheetSpec): Promise<void> {
  await Promise.all(DOMAINS.map((domain) => loadWords(domain, language)))
}

/** Draws a sheet: its map, and all that is to be known of it, on as many pages as that takes. */
export async function drawSheet(
  spec: SheetSpec,
  painter: PagePainter,
  fonts: SheetFonts,
  { open, readImage, signal, onProgress, taker, order = toCounter() }: DrawOptions,
): Promise<DrawnSheet> {
  await loadSheetWords(spec)
  const layout = layOut(spec, fonts)
  const { frame } = layout
  painter.openPage({ ...layout.page, title: spec.title })
  drawHead(painter, layout, order)
  painter.openPart({ role: 'Figure', alt: toMapAlt(spec, frame), order: order() })
  const drawing = {
    painter,
    fonts,
    open,
    readImage,
    language: spec.language,
    enlarge: spec.enlarge,
    signal,
  }
  const insets = insetFrames(spec, layout)
  const tallies = await drawMap({
    ...drawing,
    frame,
    layers: spec.layers,
    names: spec.names,
    place: spec.place && { geometry: spec.place.geometry, edgeWidth: layout.base * 0.12 },
    covered: insets.map((inset) => inset.frame.box),
    onProgress,
    taker,
  })
  drawGraticule(painter, frame, layout, spec)
  painter.closePart()
  for (const inset of insets) {
    const title = wordsOf('sheet-text', spec.language).insets[inset.name]
    const alt = fill(wordsOf('sheet-text', spec.language).insetAlt, { title })
    painter.openPart({ role: 'Figure', alt, order: order() })
    paper(painter, inset.frame.box)
    const drawn = await drawMap({
      ...drawing,
      frame: inset.frame,
      layers: inset.layers(spec.layers),
      names: spec.names && inset.isContent,
      isOfPoints: true,
      covered: inset.captions,
      taker: inset.isContent ? taker : undefined,
    })
    if (inset.isContent) addSeen(tallies, drawn)
    inset.finish(painter, title, fonts)
    painter.closePart()
  }
  const viewport = toViewport(spec, frame)
  if (viewport) painter.georeference(viewport)
  painter.openPart({ role: 'Artifact' })
  const mapped = mappedBox(frame)
  // A globe that is seen whole has its own rim.
  if (!frame.rim || frame.rim.radius * 2 > Math.min(frame.box.width, frame.box.height)) {
    painter.shape([ringOf(mapped)], true, { stroke: { color: INK, width: layout.base * 0.1 } })
  }
  painter.closePart()
  const bar = drawStrip(painter, spec, layout, order)
  const pages = drawColumns(painter, spec, layout, tallies, fonts, order)
  return { layout, tallies, bar, pages, viewport }
}

/** What only an inset shows of a layer is in the legend, too. */
function addSeen(tallies: readonly LayerTally[], others: readonly LayerTally[]): void {
  for (const tally of tallies) {
    const other = others.find(({ id }) => id === tally.id)
    if (!other) continue
    tally.drawnFeatures += other.drawnFeatures
    for (const id of other.seen) tally.seen.add(id)
  }
}

/** Counts from one. */
export function toCounter(): () => number {
  let count = 0
  return () => ++count
}

/** What a file of a sheet says of itself; its words are those that the sheet was drawn with. */
export function toDocumentFacts({ language, title, subtitle, date }: SheetSpec): DocumentFacts {
  const author = wordsOf('sheet-text', language).publisher
  const subject = subtitle || wordsOf('vocabulary', language).atlas
  return { title, subject, author, language, date }
}

const ringOf = ({ x, y, width, height }: Box) => [
  x,
  y,
  x + width,
  y,
  x + width,
  y + height,
  x,
  y + height,
]

function paper(painter: PagePainter, box: Box): void {
  painter.shape([ringOf(box)], true, { fill: { color: '#ffffff' } })
}

function drawHead(painter: PagePainter, layout: SheetLayout, order: () => number): void {
  const { head, titleLines, titleStyle, subtitleLines, subtitleStyle } = layout
  let { y } = head
  painter.openPart({ role: 'H1', order: order() })
  for (const line of titleLines) {
    painter.text(line, head.x, y + titleStyle.size * 0.86, titleStyle)
    y += titleStyle.size * 1.12
  }
  painter.closePart()
  if (subtitleLines.length > 0) {
    painter.openPart({ role: 'P', order: order() })
    for (const line of subtitleLines) {
      painter.text(line, head.x, y + subtitleStyle.size, subtitleStyle)
      y += subtitleStyle.size * 1.3
    }
    painter.closePart()
  }
  for (const logo of layout.logos) drawLogo(painter, logo, order)
}

function toMapAlt({ layers, language, view }: SheetSpec, frame: Frame): string {
  const words = wordsOf('sheet-text', language)
  const format = (value: number) => formatNumber(value, language, { maximumFractionDigits: 1 })
  const [lon, lat] = frame.center
  const { n, s, e, w } = wordsOf('page', language).map.directions
  const center = `${format(Math.abs(lat))}° ${lat < 0 ? s : n}, ${format(Math.abs(lon))}° ${lon < 0 ? w : e}`
  const titles = layers.map(({ entry }) => textIn(entry.title, language)).join(', ')
  return fill(words.mapAlt, { scale: format(view.scale), center, layers: titles })
}

function drawGraticule(
  painter: PagePainter,
  frame: Frame,
  { base }: SheetLayout,
  { graticule, language }: SheetSpec,
): void {
  if (!graticule) return
  const { lines, labels } = toGraticule(frame, language, base * 5)
  painter.openClip(mappedBox(frame))
  painter.openLayer('sheet-graticule', wordsOf('sheet-text', language).graticule)
  painter.shape(lines, false, { stroke: { color: '#5b6b76', width: 0.35, opacity: 0.55 } })
  painter.closeLayer()
  painter.closeClip()
  const style: TextStyle = { font: 'regular', size: base * 0.8, color: SOFT_INK }
  for (const { text, x, y, side } of labels) {
    // Where letters are centred on the line, they stand half their length before it.
    const half = text.length * base * 0.2
    if (side === 'top') painter.text(text, x - half, y - base * 0.5, style)
    if (side === 'bottom') painter.text(text, x - half, y + base * 1.05, style)
    if (side === 'left') painter.text(text, x - base * 0.5, y + half, style, -Math.PI / 2)
    if (side === 'right') painter.text(text, x + base * 0.5, y - half, style, Math.PI / 2)
  }
}

/** The strip under the map: the bar of its scale in kilometres and miles, the scale, north. */
function drawStrip(
  painter: PagePainter,
  spec: SheetSpec,
  { strip, base, frame }: SheetLayout,
  order: () => number,
): BarLength {
  const words = wordsOf('sheet-text', spec.language)
  const format = (value: number) => formatNumber(value, spec.language)
  const bar = toBarLength(spec.view.scale, 1000, strip.width * 0.55)
  const miles = toBarLength(spec.view.scale, METERS_PER_MILE, bar.points)
  const style: TextStyle = { font: 'regular', size: base * 0.9, color: INK }
  const { x } = strip
  const top = strip.y + base * 1.5
  const height = base * 0.5
  const length = `${format(bar.value)} ${words.kilometers}`
  painter.openPart({ role: 'Figure', alt: fill(words.scaleAlt, { length }), order: order() })
  const parts = 4
  for (let part = 0; part < parts; part++) {
    const from = x + (bar.points * part) / parts
    const box = { x: from, y: top, width: bar.points / parts, height }
    painter.shape([ringOf(box)], true, {
      fill: { color: part % 2 === 0 ? INK : '#ffffff' },
    })
  }
  const whole = { x, y: top, width: bar.points, height }
  painter.shape([ringOf(whole)], true, { stroke: { color: INK, width: 0.5 } })
  for (const share of [0, 0.5, 1]) {
    const value = format(bar.value * share)
    const text = share === 1 ? length : value
    painter.text(
      text,
      x + bar.points * share - (share === 0 ? 0 : value.length * base * 0.22),
      top - base * 0.35,
      style,
    )
  }
  const line = top + height + base * 0.35
  painter.shape([[x, line, x + miles.points, line]], false, { stroke: { color: INK, width: 0.5 } })
  for (const share of [0, 1]) {
    const at = x + miles.points * share
    painter.shape([[at, line, at, line + base * 0.35]], false, {
      stroke: { color: INK, width: 0.5 },
    })
  }
  const milesText = `${format(miles.value)} ${words.miles}`
  painter.text('0', x, line + base * 1.25, style)
  painter.text(milesText, x + miles.points - base * 0.6, line + base * 1.25, style)
  painter.closePart()
  painter.openPart({ role: 'P', order: order() })
  const scale = fill(words.scale, { scale: format(spec.view.scale) })
  const bold: TextStyle = { font: 'semibold', size: base * 1.3, color: INK }
  const right = x + bar.points + base * 4
  painter.text(scale, right, top + base * 0.6, bold)
  const north = northOf(frame)
  if (north === null) painter.text(words.northVaries, right, top + base * 2, style)
  painter.closePart()
  if (north !== null)
    drawNorth(
      painter,
      strip.x + strip.width - base * 1.5,
      top + base * 0.9,
      north,
      base,
      words.north,
    )
  return bar
}

function drawNorth(
  painter: PagePainter,
  x: number,
  y: number,
  radians: number,
  base: number,
  letter: string,
): void {
  const cos = Math.cos(radians)
  const sin = Math.sin(radians)
  const at = (right: number, up: number) => [x + right * cos + up * sin, y + right * sin - up * cos]
  const half = (side: 1 | -1) => [
    ...at(0, base * 1.3),
    ...at(side * base * 0.65, -base * 1.1),
    ...at(0, -base * 0.6),
  ]
  painter.openPart({ role: 'Artifact' })
  painter.shape([half(1)], true, { fill: { color: '#ffffff' }, stroke: { color: INK, width: 0.5 } })
  painter.shape([half(-1)], true, { fill: { color: INK }, stroke: { color: INK, width: 0.5 } })
  const [letterX, letterY] = at(0, base * 1.9)
  painter.text(letter, letterX! - base * 0.32, letterY! + base * 0.33, {
    font: 'semibold',
    size: base,
    color: INK,
  })
  painter.closePart()
}

/** How large the type beside a map may be, of its usual size, and whether its base map is cited shortly. */
interface TypeChoice {
  readonly share: number
  readonly isShort: boolean
}

/** What is tried so that all that is said stands on one page and fills its room, in this order. */
const TYPE_CHOICES: readonly TypeChoice[] = [
  ...[1.35, 1.3, 1.25, 1.2, 1.15, 1.1, 1.05, 1, 0.95, 0.9].map((share) => ({
    share,
    isShort: false,
  })),
  ...[1, 0.95, 0.9, 0.85, 0.8].map((share) => ({ share, isShort: true })),
]

/** Of a place more is said than that type of the usual size could be larger. */
const TYPE_CHOICES_OF_PLACE = TYPE_CHOICES.filter(({ share, isShort }) => isShort && share <= 1)

/** The smallest type of notes, in points, but for those of a place. */
const LEAST_TYPE = 5

/** The legend and the notes beside the map, and on as many pages more as they take; gives how many pages there are. */
function drawColumns(
  painter: PagePainter,
  spec: SheetSpec,
  layout: SheetLayout,
  tallies: readonly LayerTally[],
  fonts: SheetFonts,
  order: () => number,
): number {
  const { columns, moreColumns, frame, page } = layout
  const words = wordsOf('sheet-text', spec.language)
  const toBlocks = (width: number, base: number, isShort: boolean): Block[] => {
    const heading: TextStyle = { font: 'semibold', size: base * 1.3, color: INK }
    const context: BlockContext = { fonts, language: spec.language, base, width, order }
    const zoom = frameworkZoomOf(spec.view.scale)
    return [
      ...(spec.place ? figureBlocks(spec.place, context) : []),
      textBlock(words.legend, heading, width, fonts, order, { role: 'H2', keepsNext: true }),
      ...legendBlocks(spec.layers, tallies, zoom, spec.enlarge, context),
      { height: base * 0.6, draw: () => undefined },
      ...(spec.address ? [qrBlock(spec.address, spec.place ? 0.8 : 1, context)] : []),
      ...noteBlocks(spec, frame, tallies, context, isShort),
    ]
  }
  // Columns of the pages that follow are of another width: what is left is laid out for it.
  const { width } = columns[0]!
  const choice = (spec.place ? TYPE_CHOICES_OF_PLACE : TYPE_CHOICES).find(({ share, isShort }) => {
    const size = layout.base * share
    if (!spec.place && share < 1 && size * NOTE_SHARE < LEAST_TYPE) return false
    return flow(toBlocks(width, size, isShort), columns).left.length === 0
  })
  const { share, isShort } = choice ?? { share: 1, isShort: spec.place !== undefined }
  const base = layout.base * share
  const heading: TextStyle = { font: 'semibold', size: base * 1.3, color: INK }
  const blocks = toBlocks(width, base, isShort)
  const first = flow(blocks, toEven(blocks, columns))
  const draw = (placed: typeof first.placed) => {
    for (const { block, x, y } of placed) block.draw(painter, x, y)
  }
  draw(first.placed)
  let left = first.left
  if (left.length > 0) left = toBlocks(moreColumns[0]!.width, base, isShort).slice(-left.length)
  if (!painter.isPaged && left.length > 0) {
    const gap = moreColumns[0]!.x
    const height = leastHeight(left, moreColumns)
    painter.openPage({ width: page.width, height: height + gap })
    draw(
      flow(
        left,
        moreColumns.map((column) => ({ ...column, y: base, height })),
      ).placed,
    )
    return 1
  }
  let pages = 1
  while (left.length > 0) {
    pages++
    painter.openPage(page)
    const { x, y } = { x: moreColumns[0]!.x, y: moreColumns[0]!.y - base * 3 }
    painter.openPart({ role: 'P', order: order() })
    painter.text(`${spec.title} · ${words.continued}`, x, y + base * 1.3, heading)
    painter.closePart()
    const next = flow(left, moreColumns)
    draw(next.placed)
    left = next.left
  }
  return pages
}

/** Columns that are no higher than they must be, so that all end at about one height; as they are where not all fits. */
function toEven(blocks: readonly Block[], columns: readonly Box[]): readonly Box[] {
  if (columns.length === 1 || flow(blocks, columns).left.length > 0) return columns
  const height = Math.min(columns[0]!.height, leastHeight(blocks, columns))
  return columns.map((column) => ({ ...column, height }))
}

/** The address of the map as a QR code (ISO/IEC 18004) and in letters. */
function qrBlock(
  address: string,
  share: number,
  { base, width, fonts, order, language }: BlockContext,
): Block {
  const words = wordsOf('sheet-text', language)
  const { data, size } = encode(address, { ecc: 'M', border: 0 })
  const side = Math.min(width * 0.45, Math.max(base * 8, size * 1.1)) * share
  const style: TextStyle = { font: 'regular', size: base * 0.8, color: SOFT_INK }
  const lines = fonts.wrap(words.address, style, width - side - base)
  return {
    height: side + base * 1.2,
    draw(painter, x, y) {
      const module = side / size
      const squares = data.flatMap((row, index) =>
        row.flatMap((isDark, column) =>
          isDark
            ? [
                ringOf({
                  x: x + column * module,
                  y: y + index * module,
                  width: module,
                  height: module,
                }),
              ]
            : [],
        ),
      )
      painter.openPart({ role: 'Figure', alt: words.qrAlt, order: order() })
      painter.shape(squares, true, { fill: { color: '#000000' } })
      painter.closePart()
      painter.openPart({ role: 'P', order: order() })
      for (const [index, line] of lines.entries()) {
        painter.text(line, x + side + base, y + base + index * base, style)
      }
      painter.closePart()
    },
  }
}

/** Where the map is on the ground; `null` where it shows no ground at one of its corners. */
function toViewport({ title }: SheetSpec, frame: Frame): GeoViewport | null {
  // A picture of a globe is in no plane that programs take four corners of.
  if (frame.rim) return null
  const box = mappedBox(frame)
  const { x, y, width, height } = box
  const corners = [
    toPlace(frame, x, y + height),
    toPlace(frame, x, y),
    toPlace(frame, x + width, y),
    toPlace(frame, x + width, y + height),
  ]
  // Programs take longitudes back into one world, and would have one side of the antimeridian at the other end of it.
  if (corners.some((corner) => corner === null || Math.abs(corner[0]) > 180)) return null
  return {
    box,
    name: title,
    wkt: frame.grid.isSheet ? NAAF_ESRI_WKT : WEB_MERCATOR.ogcWkt!,
    corners: corners.map((corner) => corner!),
  }
}
