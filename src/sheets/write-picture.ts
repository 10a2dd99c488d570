import { PngWriter } from '../formats/bytes/write-png.ts'
import { CanvasPainter } from './canvas-painter.ts'
import type { SheetFonts } from './fonts.ts'
import { POINTS_PER_MILLIMETER, pageSize } from './paper.ts'
import type { SheetSpec } from './sheet-spec.ts'
import { SvgPainter } from './svg-painter.ts'
import { type DrawOptions, drawSheet, loadSheetWords, toDocumentFacts } from './write-sheet.ts'

/** What of a picture is drawn at once: a canvas of 96 MB. */
const BAND_PIXELS = 24_000_000

/** Rows that are packed at once. */
const STRIP_ROWS = 128

type Sink = (bytes: Uint8Array) => void

/** Writes a sheet as SVG; gives its size in millimetres. */
export async function writeSvgSheet(
  spec: SheetSpec,
  fonts: SheetFonts,
  sink: Sink,
  options: DrawOptions,
): Promise<readonly [width: number, height: number]> {
  const painter = new SvgPainter(fonts)
  await drawSheet(spec, painter, fonts, options)
  for (const chunk of painter.end(toDocumentFacts(spec))) sink(chunk)
  const { width, height } = painter.size
  return [width / POINTS_PER_MILLIMETER, height / POINTS_PER_MILLIMETER]
}

/**
 * Writes a sheet as PNG of so many dots an inch; gives its size in pixels. One that is larger than a canvas should be is
 * drawn in bands from the top down, each from the data anew, so that memory holds one band.
 */
export async function writePngSheet(
  spec: SheetSpec,
  dpi: number,
  fonts: SheetFonts,
  sink: Sink,
  { onProgress, ...options }: DrawOptions,
): Promise<readonly [width: number, height: number]> {
  const pixelsPerPoint = dpi / 72
  const page = pageSize(spec.paper, spec.orientation)
  const width = Math.round(page.width * pixelsPerPoint)
  const mostRows = Math.max(1, Math.floor(BAND_PIXELS / width))
  await loadSheetWords(spec)
  const { title, subject, author, date } = toDocumentFacts(spec)
  const writer = new PngWriter({
    width,
    channels: 3,
    dotsPerMeter: (dpi / 25.4) * 1000,
    texts: [
      ['Title', title],
      ['Author', author],
      ['Description', subject],
      ['Creation Time', date.toISOString()],
      ...(spec.address ? ([['Source', spec.address]] as const) : []),
    ],
  })
  let rows = Math.round(page.height * pixelsPerPoint)
  for (let top = 0; top < rows; top += mostRows) {
    const painter = new CanvasPainter(fonts, { top, mostRows, pixelsPerPoint })
    const done = (share: number) =>
      onProgress?.((top + share * Math.min(mostRows, rows - top)) / rows)
    await drawSheet(spec, painter, fonts, { ...options, onProgress: done })
    rows = painter.rows
    pack(painter.canvas, writer)
  }
  for (const chunk of writer.end()) sink(chunk)
  return [width, rows]
}

function pack(canvas: OffscreenCanvas, writer: PngWriter): void {
  const context = canvas.getContext('2d')!
  for (let row = 0; row < canvas.height; row += STRIP_ROWS) {
    const height = Math.min(STRIP_ROWS, canvas.height - row)
    writer.push(context.getImageData(0, row, canvas.width, height).data)
  }
}
