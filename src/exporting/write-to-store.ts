import type { ByteSource } from '../formats/bytes/byte-source.ts'
import { toFileStem } from '../formats/contract/file-stem.ts'
import type { ExportFormat, FileBeside, WriteOptions } from '../formats/contract/writer.ts'
import { compareLayer, problemOfReceipt, type Receipt } from '../formats/receipt/receipt.ts'
import { rereadSource } from '../formats/receipt/reread.ts'
import { type ExportLayer, writeLayer } from '../formats/registry/write-layer.ts'
import { WRITERS } from '../formats/registry/writers.ts'
import { END_BYTES, zipDirectoryOffset, zipTail } from '../formats/zip/write.ts'
import type { Crs } from '../geo/crs.ts'
import { type Problem, toProblem } from '../model/problem.ts'
import { ARCHIVES, RECEIPT_PATH, toReceiptBytes } from './write-layer.ts'

/** Where a file is while it is written and checked: on a disk, so that it need not be in memory. */
export interface FileStore {
  append(bytes: Uint8Array): void | Promise<void>
  /** What was appended, to be read. */
  read(name: string): ByteSource | Promise<ByteSource>
  /** Writes over what is there from a byte on, and past its end. */
  writeAt(bytes: Uint8Array, byteOffset: number): void | Promise<void>
}

export type StoredResult =
  | {
      readonly ok: true
      readonly name: string
      readonly mediaType: string
      readonly receipt: Receipt
      /** What belongs beside the file. */
      readonly beside?: FileBeside
    }
  | { readonly ok: false; readonly problem: Problem; readonly receipt: Receipt | null }

export interface StoreOptions extends WriteOptions {
  /** Called when the file is written and is about to be read again. */
  readonly onWritten?: () => void
}

/**
 * As `exportLayer`, with the file in a store: written, read again and compared, and its receipt put
 * into it where it is an archive. Whoever gave the store hands its file over only if all is well.
 */
export async function exportToStore(
  layer: ExportLayer,
  format: ExportFormat,
  crs: Crs,
  store: FileStore,
  options: StoreOptions = {},
): Promise<StoredResult> {
  const { signal, date = new Date() } = options
  try {
    const writing = writeLayer(layer, format, crs, { ...options, date })
    let step = await writing.next()
    for (; !step.done; step = await writing.next()) await store.append(step.value)
    options.onWritten?.()
    const { extension, mediaType } = await WRITERS[format]()
    const name = `${toFileStem(layer.name)}.${extension}`
    const source = await store.read(name)
    // Lines of no features are no bytes, which is nothing to read.
    const reread = source.size === 0 ? [] : await rereadSource(source, format, crs, signal)
    const receipt = await compareLayer(layer, format, crs, step.value, reread, {
      date,
      ...(signal && { signal }),
    })
    const problem = problemOfReceipt(receipt)
    if (problem) return { ok: false, problem, receipt }
    if (ARCHIVES.has(format)) {
      await appendToStoredZip(source, store, RECEIPT_PATH, toReceiptBytes(receipt), date)
    }
    const { beside } = step.value
    return { ok: true, name, mediaType, receipt, ...(beside && { beside }) }
  } catch (error) {
    signal?.throwIfAborted()
    return { ok: false, problem: toProblem(error), receipt: null }
  }
}

/** Puts one more file into a zip of our own that stands in a store; only the archive's end is written anew. */
export async function appendToStoredZip(
  source: ByteSource,
  store: Pick<FileStore, 'writeAt'>,
  path: string,
  content: Uint8Array,
  date: Date,
): Promise<void> {
  const offset = zipDirectoryOffset(await source.read(source.size - END_BYTES, source.size))
  const directory = await source.read(offset, source.size)
  let byteOffset = offset
  for (const bytes of await zipTail(directory, offset, path, content, date)) {
    await store.writeAt(bytes, byteOffset)
    byteOffset += bytes.byteLength
  }
}
