import { type AsyncFlateStreamHandler, Zip, type ZipInputFile } from 'fflate'
import { ProblemError } from '../../model/problem.ts'
import { crc32 } from '../bytes/crc32.ts'
import { type Deflater, startDeflating } from '../bytes/deflate.ts'

/** Sizes and offsets of a zip without the Zip64 extension are 32-bit (APPNOTE 4.4.8 to 4.4.16). */
const MAX_ZIP_BYTES = 0xffffffff

/**
 * A zip written as a stream. Entries may be written side by side: the first goes out as it comes,
 * those after it wait, compressed, for their turn. Deflating is the platform's own, which is many
 * times faster than a script's and off the thread.
 */
export class ZipWriter {
  readonly #zip: Zip
  readonly #ready: Uint8Array[] = []
  readonly #date: Date
  #byteLength = 0

  constructor(date: Date) {
    this.#date = date
    this.#zip = new Zip((error, chunk) => {
      if (error) throw error
      this.#byteLength += chunk.byteLength
      this.#ready.push(chunk)
    })
  }

  /** Opens an entry; `path` is relative, with forward slashes. */
  entry(path: string): ZipEntry {
    const entry = new ZipEntry(path, this.#date)
    this.#zip.add(entry)
    return entry
  }

  async add(path: string, content: Uint8Array | string): Promise<void> {
    const entry = this.entry(path)
    await entry.write(typeof content === 'string' ? new TextEncoder().encode(content) : content)
    await entry.end()
  }

  /** The bytes that are ready to go out. */
  *drain(): Generator<Uint8Array, void> {
    if (this.#byteLength > MAX_ZIP_BYTES) {
      throw new ProblemError({
        code: 'zip-too-large',
        message: 'The archive would pass 4 GB, which a zip cannot hold; select less or split it',
      })
    }
    yield* this.#ready.splice(0)
  }

  /** Ends the archive once every entry has ended. */
  *end(): Generator<Uint8Array, void> {
    this.#zip.end()
    yield* this.drain()
  }
}

/** One file in a `ZipWriter`'s archive. */
export class ZipEntry implements ZipInputFile {
  readonly filename: string
  readonly compression = 8
  readonly mtime: Date
  /** Set by the archive when the entry is added to it. */
  ondata!: AsyncFlateStreamHandler
  crc = 0
  size = 0
  readonly #deflater: Deflater

  constructor(path: string, date: Date) {
    this.filename = path
    this.mtime = date
    this.#deflater = startDeflating((bytes) =>
      this.ondata(null, bytes as Uint8Array<ArrayBuffer>, false),
    )
  }

  /** The bytes are compressed later: they must not change any more. */
  async write(bytes: Uint8Array): Promise<void> {
    this.crc = crc32(bytes, this.crc)
    this.size += bytes.byteLength
    await this.#deflater.write(bytes)
  }

  async end(): Promise<void> {
    await this.#deflater.end()
    this.ondata(null, new Uint8Array(0), true)
  }

  terminate(): void {
    this.#deflater.abort()
  }
}

const END_OF_CENTRAL_DIRECTORY = 0x06054b50
export const END_BYTES = 22

/**
 * A finished zip with one more file, `content`, in it: for what can only be known of the archive
 * itself, as the receipt of reading it again. Only the end is written anew; the other chunks are
 * handed on as they are. The archive must be one of ours: without comment and Zip64.
 */
export async function appendToZip(
  chunks: readonly Uint8Array[],
  path: string,
  content: Uint8Array,
  date: Date,
): Promise<Uint8Array[]> {
  const archive = splitDirectory(chunks)
  const tail = await zipTail(archive.directory, archive.entriesByteLength, path, content, date)
  return [...archive.entries, ...tail]
}

/**
 * What stands in a zip with one more file from `offset` on, where the central directory, `directory`,
 * stood before. For archives of our own, as `appendToZip` says, that are not in memory.
 */
export async function zipTail(
  directory: Uint8Array,
  offset: number,
  path: string,
  content: Uint8Array,
  date: Date,
): Promise<Uint8Array[]> {
  const writer = new ZipWriter(date)
  await writer.add(path, content)
  const addition = splitDirectory([...writer.end()])
  const record = addition.directory.slice(0, -END_BYTES)
  // The local header's offset (APPNOTE 4.3.12) of an archive's only entry is 0: move it.
  new DataView(record.buffer, record.byteOffset).setUint32(42, offset, true)
  const records = directory.subarray(0, -END_BYTES)
  const end = directory.slice(-END_BYTES)
  const view = new DataView(end.buffer, end.byteOffset)
  const count = view.getUint16(10, true) + 1
  view.setUint16(8, count, true)
  view.setUint16(10, count, true)
  view.setUint32(12, records.byteLength + record.byteLength, true)
  view.setUint32(16, offset + addition.entriesByteLength, true)
  return [...addition.entries, records, record, end]
}

/** Where the central directory begins, from the last `END_BYTES` of an archive. */
export function zipDirectoryOffset(end: Uint8Array): number {
  const view = new DataView(end.buffer, end.byteOffset)
  if (view.getUint32(0, true) !== END_OF_CENTRAL_DIRECTORY) {
    throw new Error('the archive does not end as the ones written here do')
  }
  return view.getUint32(16, true)
}

/** An archive's entries as they are, and its central directory with the record that ends it. */
function splitDirectory(chunks: readonly Uint8Array[]): {
  entries: Uint8Array[]
  entriesByteLength: number
  directory: Uint8Array
} {
  let byteLength = 0
  for (const chunk of chunks) byteLength += chunk.byteLength
  const end = sliceChunks(chunks, byteLength - END_BYTES, byteLength)
  const directoryOffset = zipDirectoryOffset(end)
  return {
    entries: cutChunks(chunks, directoryOffset),
    entriesByteLength: directoryOffset,
    directory: sliceChunks(chunks, directoryOffset, byteLength),
  }
}

/** The first `byteLength` bytes of chunks. */
function cutChunks(chunks: readonly Uint8Array[], byteLength: number): Uint8Array[] {
  const cut: Uint8Array[] = []
  let at = 0
  for (const chunk of chunks) {
    if (at >= byteLength) break
    cut.push(chunk.subarray(0, byteLength - at))
    at += chunk.byteLength
  }
  return cut
}

function sliceChunks(chunks: readonly Uint8Array[], from: number, to: number): Uint8Array {
  const slice = new Uint8Array(to - from)
  let at = 0
  for (const chunk of chunks) {
    const start = Math.max(from, at)
    const end = Math.min(to, at + chunk.byteLength)
    if (start < end) slice.set(chunk.subarray(start - at, end - at), start - from)
    at += chunk.byteLength
  }
  return slice
}
