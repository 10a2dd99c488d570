import type { PdfSink } from '../formats/pdf/pdf-file.ts'
import { AttachmentMaker } from './attachments.ts'
import type { SheetFonts } from './fonts.ts'
import { PdfPainter } from './pdf-painter.ts'
import type { SheetSpec } from './sheet-spec.ts'
import { type DrawnSheet, type DrawOptions, drawSheet, toDocumentFacts } from './write-sheet.ts'

/**
 * Writes a sheet as a PDF of vectors, georeferenced and tagged (ISO 32000), while its layers are read: `sink` is given
 * its bytes as they come. Rejects as the layers' sources do, and with the signal's reason.
 */
export async function writePdfSheet(
  spec: SheetSpec,
  fonts: SheetFonts,
  sink: PdfSink,
  options: Omit<DrawOptions, 'taker'>,
): Promise<DrawnSheet> {
  const painter = new PdfPainter(sink, fonts)
  const maker = spec.attachments ? new AttachmentMaker(spec) : null
  const drawn = await drawSheet(spec, painter, fonts, {
    ...options,
    ...(maker && { taker: maker }),
  })
  painter.end(toDocumentFacts(spec), maker?.attachments(drawn.tallies))
  return drawn
}
