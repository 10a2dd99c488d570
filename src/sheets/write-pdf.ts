import type { PdfSink } from '../formats/pdf/pdf-file.ts'
import { AttachmentMaker } from './attachments.ts'
import type { SheetFonts } from './fonts.ts'
import { PdfPainter } from './pdf-painter.ts'
import type { SheetSpec } from './sheet-spec.ts'
import {
  type DrawnSheet,
  type DrawOptions,
  drawSheet,
  toCounter,
  toDocumentFacts,
} from './write-sheet.ts'

type PdfOptions = Omit<DrawOptions, 'taker' | 'order'>

/**
 * Writes a sheet as a PDF of vectors, georeferenced and tagged (ISO 32000), while its layers are read: `sink` is given
 * its bytes as they come. Rejects as the layers' sources do, and with the signal's reason.
 */
export async function writePdfSheet(
  spec: SheetSpec,
  fonts: SheetFonts,
  sink: PdfSink,
  options: PdfOptions,
): Promise<DrawnSheet> {
  const [drawn] = await writePdfBook([spec], spec, fonts, sink, options)
  return drawn!
}

/**
 * Writes sheets one after another as one PDF, in which each is found by its title. Of several sheets the data do not
 * come along: neighbours show the same.
 *
 * @param pattern what all have in common, and what the file says of itself
 */
export async function writePdfBook(
  specs: readonly SheetSpec[],
  pattern: SheetSpec,
  fonts: SheetFonts,
  sink: PdfSink,
  { onProgress, ...options }: PdfOptions,
): Promise<DrawnSheet[]> {
  const painter = new PdfPainter(sink, fonts)
  const maker = pattern.attachments ? new AttachmentMaker(specs) : null
  const order = toCounter()
  const drawn: DrawnSheet[] = []
  for (const spec of specs) {
    const done = (share: number) => onProgress?.((drawn.length + share) / specs.length)
    const taker = specs.length === 1 ? maker : null
    const sheet = { ...options, order, onProgress: done, ...(taker && { taker }) }
    drawn.push(await drawSheet(spec, painter, fonts, sheet))
  }
  painter.end(toDocumentFacts(pattern), maker?.attachments(drawn.flatMap(({ tallies }) => tallies)))
  return drawn
}
