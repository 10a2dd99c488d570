import { collect } from '../formats/contract/collect.ts'
import { toFileStem } from '../formats/contract/file-stem.ts'
import type { ExportFormat, WriteOptions } from '../formats/contract/writer.ts'
import {
  compareLayer,
  problemOfReceipt,
  type Receipt,
  type RereadFile,
} from '../formats/receipt/receipt.ts'
import { type ExportLayer, writeLayer } from '../formats/registry/write-layer.ts'
import { WRITERS } from '../formats/registry/writers.ts'
import { appendToZip } from '../formats/zip/write.ts'
import type { Crs } from '../geo/crs.ts'
import { type Problem, toProblem } from '../model/problem.ts'

export interface ExportedFile {
  readonly name: string
  readonly mediaType: string
  /** The file's bytes in order, for a `Blob` or a stream. */
  readonly chunks: readonly Uint8Array[]
  readonly byteLength: number
}

export type ExportResult =
  | { readonly ok: true; readonly file: ExportedFile; readonly receipt: Receipt }
  | { readonly ok: false; readonly problem: Problem; readonly receipt: Receipt | null }

/** Formats that are archives: the receipt travels in them. */
export const ARCHIVES: ReadonlySet<ExportFormat> = new Set(['shapefile', 'kmz'])
export const RECEIPT_PATH = 'receipt.json'
/** Writing takes about this share of the time; the rest goes into reading again. */
const WRITING_SHARE = 0.6

/**
 * Writes a layer, reads the file again (`rereadFile` of `reread.ts`) and compares everything. Gives
 * the file with its receipt, or a problem where something differs that the format does not explain:
 * no such file is handed over. Rejects only with the signal's reason, once it is aborted.
 */
export async function exportLayer(
  layer: ExportLayer,
  format: ExportFormat,
  crs: Crs,
  rereadFile: RereadFile,
  options: WriteOptions = {},
): Promise<ExportResult> {
  const { signal, onProgress, date = new Date() } = options
  try {
    const written = await collect(
      writeLayer(layer, format, crs, {
        ...options,
        date,
        onProgress: (share) => onProgress?.(WRITING_SHARE * share),
      }),
    )
    const { extension, mediaType } = await WRITERS[format]()
    const name = `${toFileStem(layer.name)}.${extension}`
    // Lines of no features are no bytes, which is nothing to read.
    const reread =
      written.byteLength === 0 ? [] : await rereadFile(written.chunks, name, format, crs, signal)
    const receipt = await compareLayer(layer, format, crs, written, reread, {
      date,
      ...(signal && { signal }),
    })
    const problem = problemOfReceipt(receipt)
    if (problem) return { ok: false, problem, receipt }
    const chunks = ARCHIVES.has(format)
      ? await appendToZip(written.chunks, RECEIPT_PATH, toReceiptBytes(receipt), date)
      : written.chunks
    onProgress?.(1)
    const byteLength = chunks.reduce((length, chunk) => length + chunk.byteLength, 0)
    return { ok: true, file: { name, mediaType, chunks, byteLength }, receipt }
  } catch (error) {
    signal?.throwIfAborted()
    return { ok: false, problem: toProblem(error), receipt: null }
  }
}

export function toReceiptBytes(receipt: Receipt): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(receipt, null, 2)}\n`)
}
