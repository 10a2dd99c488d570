import { type ExportStore, openExportStore, removeLeftBehind } from '../exporting/store.ts'
import { ProblemError } from '../model/problem.ts'
import { layOut } from '../sheets/layout.ts'
import { listBookPlaces, toMapBook } from '../sheets/map-book.ts'
import { problemOfSheet, readBookReceipts } from '../sheets/receipt.ts'
import type { OpenFile } from '../sheets/sheet-layer.ts'
import { writePdfBook } from '../sheets/write-pdf.ts'
import { writePngSheet, writeSvgSheet } from '../sheets/write-picture.ts'
import { toStorageProblem } from '../sources/device-files.ts'
import type { FeatureSource } from '../sources/feature-source.ts'
import { openLayerFile } from '../sources/open-layer-file.ts'
import type { Handlers, Tell } from './channel.ts'
import { toLayerFileAddress } from './layer-file-address.ts'
import { readGroundPicture } from './picture-questions.ts'
import { fetchSheetFonts } from './sheet-fonts.ts'
import type {
  MeasuredSheet,
  SheetCalls,
  SheetEvents,
  SheetRequest,
  WrittenSheet,
} from './sheet-protocol.ts'
import { RESIDENT_BYTES } from './tile-protocol.ts'

/**
 * Draws sheets and measures them again. A worker of its own, so that tiles are not kept waiting; to end it is to cancel,
 * which gives back its memory at once.
 */
export function toSheetHandlers(tell: Tell<SheetEvents>): Handlers<SheetCalls> {
  void removeLeftBehind(Date.now())
  return {
    async layOut(spec) {
      const { width, height } = layOut(spec, await fetchSheetFonts()).frame.box
      return { width, height }
    },
    listPlaces({ places, language, layersUrl }) {
      return listBookPlaces(places, language, opener(layersUrl))
    },
    async write(request, signal) {
      const store = await openExportStore()
      try {
        return await write(request, store, signal, tell)
      } catch (error) {
        await store.discard()
        throw (await toStorageProblem(error)) ?? error
      }
    },
  }
}

async function write(
  { spec, book, format, dpi, layersUrl }: SheetRequest,
  store: ExportStore,
  signal: AbortSignal,
  tell: Tell<SheetEvents>,
): Promise<WrittenSheet> {
  const fonts = await fetchSheetFonts()
  const sink = (bytes: Uint8Array) => void store.append(bytes)
  const open = opener(layersUrl)
  let sheets = 1
  const options = {
    open,
    readImage: readGroundPicture,
    signal,
    onProgress: (share: number) => tell('sheetProgress', { share, sheets }),
  }
  if (format === 'svg') {
    const millimeters = await writeSvgSheet(spec, fonts, sink, options)
    return { format, file: await store.finish('image/svg+xml'), millimeters }
  }
  if (format === 'png') {
    const pixels = await writePngSheet(spec, dpi, fonts, sink, options)
    return { format, file: await store.finish('image/png'), pixels, dpi }
  }
  const specs = book
    ? (await toMapBook(spec, book.places, open, fonts, new Set(book.keys))).map((one) => one.spec)
    : [spec]
  if (specs.length === 0) {
    throw new ProblemError({
      code: 'sheet-no-places',
      message: 'The layer has none of the places of which sheets were asked for.',
    })
  }
  sheets = specs.length
  const pattern = sheets === 1 ? specs[0]! : spec
  const drawn = await writePdfBook(specs, pattern, fonts, sink, options)
  const made = drawn.map((one, index) => ({ spec: specs[index]!, drawn: one }))
  const receipts = await readBookReceipts(await store.read('written.pdf'), made)
  const measured = receipts.map((receipt, index): MeasuredSheet => {
    const { spec: own, drawn: one } = made[index]!
    const problem = problemOfSheet(receipt, own, one.layout.page)
    if (problem) throw new ProblemError(problem)
    return { title: own.title, scale: own.view.scale, receipt }
  })
  return { format, file: await store.finish('application/pdf'), sheets: measured }
}

/** Opens files of layers, each once: the insets read what the map has read. */
function opener(layersUrl: string): OpenFile {
  const opened = new Map<string, Promise<FeatureSource>>()
  return (entry, file) => {
    let source = opened.get(file.path)
    if (!source) {
      source = openLayerFile(toLayerFileAddress(entry, file, layersUrl), {
        byteLength: file.bytes,
        wholeFileBytes: RESIDENT_BYTES,
      })
      opened.set(file.path, source)
    }
    return source
  }
}
