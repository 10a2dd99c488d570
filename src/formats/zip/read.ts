import { ProblemError } from '../../model/problem.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import { crc32 } from '../bytes/crc32.ts'
import { nodeZlib } from '../bytes/node-zlib.ts'
import type { ReadContext, WarningList } from '../contract/read-context.ts'
import { isUtf8, requireDecoder } from '../text/decoder.ts'

/**
 * Zip archives (PKWARE APPNOTE 6.3.10) from hostile hands. Only the central directory is believed, and
 * that only as far as it agrees with itself: names stay inside the archive, entries do not overlap, sizes
 * are what they were said to be, and there is a limit to how much comes out of how little.
 */

/** More entries than any archive of layers has; each costs memory before anything is read. */
const MOST_ENTRIES = 20_000
/** Deflate reaches 1032 to 1 on zeros; real shapefiles and KML stay below 100. */
const MOST_RATIO = 200
/** Larger entries are not kept. */
const LARGE_BYTES = 32 << 20
/** So much of the beginning of a large entry is kept, by which its format is told. */
const HEAD_BYTES = 1 << 14
/** Small entries may be as empty as they like. */
const RATIO_FREE_BYTES = 1 << 20

const END_SIGNATURE = 0x06054b50
const END_64_SIGNATURE = 0x06064b50
const END_64_LOCATOR_SIGNATURE = 0x07064b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_BYTES = 22
const LOCATOR_BYTES = 20
const MOST_COMMENT_BYTES = 65_535

interface Entry {
  readonly path: string
  readonly method: number
  readonly flags: number
  readonly crc: number
  readonly compressedSize: number
  readonly size: number
  readonly headerOffset: number
}

const ENCRYPTED = 1
const NAME_IS_UTF8 = 1 << 11
const STORED = 0
const DEFLATED = 8

function invalid(name: string, detail: string): ProblemError {
  return new ProblemError({
    code: 'zip-invalid',
    message: `The archive ${name} is damaged: ${detail}.`,
    values: { name, detail },
  })
}

/** Where the packed bytes of a file in an archive are, and what they unpack to. */
export interface PackedBytes {
  readonly start: number
  readonly end: number
  readonly isDeflated: boolean
  readonly size: number
  readonly crc: number
}

/** A file in an archive. */
export interface ZipEntry extends ByteSource {
  /** For whoever unpacks it elsewhere than in memory. */
  findPacked(): Promise<PackedBytes>
}

/** The files in an archive, each read (and unpacked) when it is asked for. Folders are left out. */
export async function readZip(
  source: ByteSource,
  context: ReadContext,
  warnings: WarningList,
): Promise<ZipEntry[]> {
  const entries = await readDirectory(source, context, warnings)
  checkOverlaps(entries, source)
  return entries.map((entry) => entrySource(source, entry, context))
}

async function readDirectory(
  source: ByteSource,
  context: ReadContext,
  warnings: WarningList,
): Promise<Entry[]> {
  const { offset, size, count, shift } = await findDirectory(source)
  if (count > MOST_ENTRIES) throw invalid(source.name, `it claims ${count} entries`)
  if (offset + size > source.size) throw invalid(source.name, 'its directory lies outside the file')
  context.budget.take(size, source.name)
  const bytes = await source.read(offset, offset + size)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const raw: { entry: Omit<Entry, 'path'>; name: Uint8Array; unicodeName: string | null }[] = []
  for (let at = 0; at + 46 <= bytes.length && view.getUint32(at, true) === ENTRY_SIGNATURE; ) {
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const commentLength = view.getUint16(at + 32, true)
    const end = at + 46 + nameLength + extraLength + commentLength
    if (end > bytes.length) throw invalid(source.name, 'its directory is cut off')
    const name = bytes.subarray(at + 46, at + 46 + nameLength)
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const sizes = readSizes(view, at, extra)
    raw.push({
      entry: {
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        ...sizes,
        headerOffset: sizes.headerOffset + shift,
      },
      name,
      unicodeName: readUnicodeName(extra),
    })
    if (raw.length > MOST_ENTRIES) throw invalid(source.name, 'it has too many entries')
    at = end
  }
  if (raw.length !== count) {
    if (raw.length === 0) throw invalid(source.name, 'its directory cannot be read')
    warnings.add({
      code: 'zip-count-wrong',
      message: `${source.name} says it has ${count} entries, but lists ${raw.length}.`,
      values: { name: source.name },
      count: Math.abs(count - raw.length),
    })
  }
  const names = decodeNames(raw)
  return raw
    .map(({ entry }, index) => ({ ...entry, path: names[index]!.replaceAll('\\', '/') }))
    .filter((entry) => keepEntry(entry, source, warnings))
}

/**
 * The end record stands at the very end, before a comment of any length; the last one that fits the file
 * is it. `shift` is what was put before the archive, as self-extracting ones have it.
 */
async function findDirectory(
  source: ByteSource,
): Promise<{ offset: number; size: number; count: number; shift: number }> {
  const tailStart = Math.max(0, source.size - END_BYTES - MOST_COMMENT_BYTES - LOCATOR_BYTES)
  const tail = await source.read(tailStart, source.size)
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue
    if (view.getUint16(at + 20, true) > tail.length - at - END_BYTES) continue
    const isSplit = view.getUint16(at + 4, true) !== 0 && view.getUint16(at + 4, true) !== 0xffff
    if (isSplit) throw invalid(source.name, 'it is one part of several')
    const count = view.getUint16(at + 10, true)
    const size = view.getUint32(at + 12, true)
    const offset = view.getUint32(at + 16, true)
    const isLong = count === 0xffff || size === 0xffffffff || offset === 0xffffffff
    if (isLong && at >= LOCATOR_BYTES) {
      const locator = at - LOCATOR_BYTES
      if (view.getUint32(locator, true) === END_64_LOCATOR_SIGNATURE) {
        return readLongEnd(source, Number(view.getBigUint64(locator + 8, true)))
      }
    }
    const shift = tailStart + at - size - offset
    if (shift < 0) throw invalid(source.name, 'its directory lies outside the file')
    return { offset: offset + shift, size, count, shift }
  }
  throw invalid(source.name, 'it has no directory; it may be cut off')
}

async function readLongEnd(
  source: ByteSource,
  position: number,
): Promise<{ offset: number; size: number; count: number; shift: number }> {
  const bytes = await source.read(position, Math.min(position + 56, source.size))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 56 || view.getUint32(0, true) !== END_64_SIGNATURE) {
    throw invalid(source.name, 'its zip64 directory cannot be found')
  }
  return {
    count: Number(view.getBigUint64(32, true)),
    size: Number(view.getBigUint64(40, true)),
    offset: Number(view.getBigUint64(48, true)),
    shift: 0,
  }
}

/** Sizes and offset, from the zip64 extra field (section 4.5.3) where the usual ones are full. */
function readSizes(
  view: DataView,
  at: number,
  extra: Uint8Array,
): Pick<Entry, 'compressedSize' | 'size' | 'headerOffset'> {
  let compressedSize = view.getUint32(at + 20, true)
  let size = view.getUint32(at + 24, true)
  let headerOffset = view.getUint32(at + 42, true)
  const field = findExtra(extra, 0x0001)
  if (field) {
    const long = new DataView(field.buffer, field.byteOffset, field.byteLength)
    let next = 0
    const take = (short: number): number => {
      if (short !== 0xffffffff || next + 8 > field.length) return short
      const value = Number(long.getBigUint64(next, true))
      next += 8
      return value
    }
    size = take(size)
    compressedSize = take(compressedSize)
    headerOffset = take(headerOffset)
  }
  return { compressedSize, size, headerOffset }
}

function findExtra(extra: Uint8Array, id: number): Uint8Array | null {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra[at + 2]! | (extra[at + 3]! << 8)
    if ((extra[at]! | (extra[at + 1]! << 8)) === id) return extra.subarray(at + 4, at + 4 + length)
    at += 4 + length
  }
  return null
}

/** The Info-ZIP Unicode Path extra field (section 4.6.9). */
function readUnicodeName(extra: Uint8Array): string | null {
  const field = findExtra(extra, 0x7075)
  return field && field.length > 5 ? new TextDecoder().decode(field.subarray(5)) : null
}

/**
 * Names without the UTF-8 flag are by the specification in code page 437, and in practice in whatever
 * the archiver's system used: UTF-8 where all of them are that, else the code page.
 */
function decodeNames(
  raw: readonly {
    entry: Omit<Entry, 'path'>
    name: Uint8Array
    unicodeName: string | null
  }[],
): string[] {
  const utf8 = new TextDecoder()
  const areUtf8 = raw.every(({ name }) => isUtf8(name))
  const old = requireDecoder('cp437')
  return raw.map(
    ({ entry, name, unicodeName }) =>
      unicodeName ?? (entry.flags & NAME_IS_UTF8 || areUtf8 ? utf8.decode(name) : old.decode(name)),
  )
}

/** Leaves out folders, the Macintosh's shadow files, and names that would lead out of the archive. */
function keepEntry({ path }: Entry, source: ByteSource, warnings: WarningList): boolean {
  if (path.endsWith('/') || path === '') return false
  if (/(^|\/)__MACOSX\/|(^|\/)\._|(^|\/)\.DS_Store$/.test(path)) return false
  const leadsOut =
    path.startsWith('/') ||
    /^[A-Za-z]:/.test(path) ||
    path.split('/').includes('..') ||
    path.includes('\0')
  if (leadsOut) {
    warnings.add({
      code: 'zip-path-unsafe',
      message: `Entries of ${source.name} have names that lead out of the archive; they were not read.`,
      values: { name: source.name },
    })
  }
  return !leadsOut
}

/** Overlapping entries are how a few kilobytes become petabytes (Fifield, A better zip bomb, 2019). */
function checkOverlaps(entries: readonly Entry[], source: ByteSource): void {
  const sorted = entries.toSorted((a, b) => a.headerOffset - b.headerOffset)
  sorted.forEach((entry, index) => {
    const end = entry.headerOffset + 30 + entry.compressedSize
    const next = sorted[index + 1]?.headerOffset ?? source.size
    if (entry.headerOffset < 0 || end > next) {
      throw invalid(
        source.name,
        `the entry “${entry.path.slice(0, 80)}” overlaps another or the end`,
      )
    }
    if (entry.size > RATIO_FREE_BYTES && entry.size > entry.compressedSize * MOST_RATIO) {
      throw new ProblemError({
        code: 'zip-bomb',
        message:
          `The entry “${entry.path.slice(0, 80)}” of ${source.name} would unpack to ${entry.size} bytes ` +
          `from ${entry.compressedSize}; that is no honest file.`,
        values: { name: source.name, entry: entry.path.slice(0, 80), bytes: entry.size },
      })
    }
  })
}

/**
 * An entry as a source; what was unpacked is kept until it is let go of. A large one is unpacked as it is gone through, and
 * kept only where a part of it is asked for that is not its beginning.
 */
function entrySource(source: ByteSource, entry: Entry, context: ReadContext): ZipEntry {
  const name = `${source.name}/${entry.path}`
  let unpacked: Promise<Uint8Array> | null = null
  let head: Promise<Uint8Array> | null = null
  const isLarge = entry.size > LARGE_BYTES
  const release = () => {
    if (unpacked) context.budget.give(entry.size)
    unpacked = null
  }
  return {
    name,
    size: entry.size,
    ...(isLarge && { stream: () => unpackInPieces(source, entry, context) }),
    async read(start, end) {
      if (isLarge && !unpacked && end <= HEAD_BYTES) {
        head ??= readHead(source, entry, context)
        head.catch(() => {
          head = null
        })
        return (await head).subarray(start, end)
      }
      if (!unpacked) {
        context.budget.take(entry.size, name)
        unpacked = unpack(source, entry, context)
        unpacked.catch(release)
      }
      return (await unpacked).subarray(start, end)
    },
    release,
    findPacked: () => findPacked(source, entry),
  }
}

/** An entry's local header stands before its bytes; how long it is only it says itself. */
async function findPacked(source: ByteSource, entry: Entry): Promise<PackedBytes> {
  const name = `${source.name}/${entry.path}`
  if (entry.flags & ENCRYPTED) {
    throw new ProblemError({
      code: 'zip-encrypted',
      message: `${name} is encrypted. Unpack the archive with its password first.`,
      values: { name },
    })
  }
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new ProblemError({
      code: 'zip-method-unsupported',
      message: `${name} is packed with method ${entry.method}; only deflate and store are read.`,
      values: { name, method: entry.method },
    })
  }
  const header = await source.read(entry.headerOffset, entry.headerOffset + 30)
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  if (header.length < 30 || view.getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw invalid(source.name, `the entry “${entry.path}” is not where the directory says`)
  }
  const start = entry.headerOffset + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  const end = start + entry.compressedSize
  if (end > source.size) throw invalid(source.name, `the entry “${entry.path}” is cut off`)
  return { start, end, isDeflated: entry.method === DEFLATED, size: entry.size, crc: entry.crc }
}

async function unpack(source: ByteSource, entry: Entry, context: ReadContext): Promise<Uint8Array> {
  if (nodeZlib && entry.size <= LARGE_BYTES) return unpackAtOnce(source, entry, context, nodeZlib)
  const bytes = new Uint8Array(entry.size)
  let length = 0
  for await (const piece of unpackInPieces(source, entry, context)) {
    bytes.set(piece, length)
    length += piece.length
  }
  return bytes
}

/** Unpacks an entry in one go, no further than to the size that the directory says. */
async function unpackAtOnce(
  source: ByteSource,
  entry: Entry,
  context: ReadContext,
  zlib: NonNullable<typeof nodeZlib>,
): Promise<Uint8Array> {
  const name = `${source.name}/${entry.path}`
  const { start, end, isDeflated } = await findPacked(source, entry)
  const packed = await source.read(start, end)
  context.signal?.throwIfAborted()
  context.advance(packed.length, 0)
  let bytes: Uint8Array = packed
  if (isDeflated) {
    try {
      bytes = zlib.inflateRawSync(packed, {
        // One byte more than there is to come: what fills its buffer whole is asked for more.
        chunkSize: Math.max(entry.size + 1, LEAST_CHUNK_BYTES),
        maxOutputLength: Math.max(entry.size, 1),
      })
    } catch (error) {
      throw isTooLarge(error) ? unpacksToMore(name) : cannotBeUnpacked(name)
    }
  }
  checkUnpacked(name, entry, bytes.length, crc32(bytes))
  await context.breathe()
  return bytes
}

/** What zlib takes at least. */
const LEAST_CHUNK_BYTES = 64

const isTooLarge = (error: unknown): boolean =>
  error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

const unpacksToMore = (name: string): ProblemError =>
  invalid(name, 'it unpacks to more than the directory says')

const cannotBeUnpacked = (name: string): ProblemError => invalid(name, 'it cannot be unpacked')

/** Holds what an entry was unpacked to against what the directory says. */
function checkUnpacked(name: string, entry: Entry, size: number, crc: number): void {
  if (size > entry.size) throw unpacksToMore(name)
  if (size !== entry.size) throw invalid(name, 'its size is not what the directory says')
  if (crc !== entry.crc) throw invalid(name, 'its checksum is wrong')
}

/** The beginning of an entry, whose checksum is not known there. */
async function readHead(
  source: ByteSource,
  entry: Entry,
  context: ReadContext,
): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES)
  let length = 0
  for await (const piece of unpackInPieces(source, entry, context)) {
    head.set(piece.subarray(0, HEAD_BYTES - length), length)
    length += piece.length
    if (length >= HEAD_BYTES) break
  }
  return head
}

/** The bytes of an entry in order; its size and its checksum are compared with what the directory says at the end. */
async function* unpackInPieces(
  source: ByteSource,
  entry: Entry,
  context: ReadContext,
): AsyncGenerator<Uint8Array> {
  const name = `${source.name}/${entry.path}`
  const { start, end, isDeflated } = await findPacked(source, entry)
  const packed = context.chunks(source, start, end)
  let size = 0
  let crc = 0
  for await (const piece of isDeflated ? inflate(packed, name, context) : packed) {
    size += piece.length
    if (size > entry.size) throw unpacksToMore(name)
    crc = crc32(piece, crc)
    yield piece
  }
  checkUnpacked(name, entry, size, crc)
}

/** Unpacks with what the platform has, several times as fast as any JavaScript, no further than it is asked. */
function inflate(
  packed: AsyncIterable<Uint8Array>,
  name: string,
  context: ReadContext,
): AsyncGenerator<Uint8Array> {
  return nodeZlib
    ? inflateInNode(packed, name, context, nodeZlib)
    : inflateByStreams(packed, name, context)
}

/** So much is unpacked at a time, and so much waits to be gone through while more is unpacked by another thread. */
const UNPACKED_BYTES = 1 << 18

/** Node's own stream of zlib, whose pieces are as large as is asked; those of its web streams have 16 kB. */
async function* inflateInNode(
  packed: AsyncIterable<Uint8Array>,
  name: string,
  context: ReadContext,
  zlib: NonNullable<typeof nodeZlib>,
): AsyncGenerator<Uint8Array> {
  const stream = zlib.createInflateRaw({
    chunkSize: UNPACKED_BYTES,
    readableHighWaterMark: 2 * UNPACKED_BYTES,
  } as object)
  // What is wrong with what it is fed ends the stream, too, and is thrown by it.
  const feeding = process.getBuiltinModule('node:stream/promises').pipeline(packed, stream)
  feeding.catch(() => undefined)
  try {
    yield* stream as AsyncIterable<Uint8Array>
  } catch (error) {
    context.signal?.throwIfAborted()
    if (error instanceof ProblemError) throw error
    throw cannotBeUnpacked(name)
  } finally {
    stream.destroy()
    await feeding.catch(() => undefined)
  }
}

async function* inflateByStreams(
  packed: AsyncIterable<Uint8Array>,
  name: string,
  context: ReadContext,
): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  const reader = stream.readable.getReader()
  // Node lets hundreds of megabytes wait to be read: more is given only once nothing does.
  let giveMore = () => {}
  const more = () =>
    new Promise<void>((resolve) => {
      giveMore = resolve
    })
  const feeding = feed(writer, packed, more)
  // Seen below; a failure of the reader alone must not be one that nobody handles.
  feeding.catch(() => {})
  let isDone = false
  try {
    for (;;) {
      const reading = reader.read()
      let isWaiting = true
      const stopWaiting = () => {
        isWaiting = false
      }
      reading.then(stopWaiting, stopWaiting)
      await null
      if (isWaiting) giveMore()
      const { done, value } = await reading
      if (done) break
      yield value
    }
    await feeding
    isDone = true
  } catch (error) {
    context.signal?.throwIfAborted()
    if (error instanceof ProblemError) throw error
    throw cannotBeUnpacked(name)
  } finally {
    if (!isDone) {
      giveMore()
      await Promise.allSettled([reader.cancel(), writer.abort()])
      await feeding.catch(() => {})
    }
  }
}

/** In slices, each of which is unpacked, and wanted, before the next is given. */
async function feed(
  writer: WritableStreamDefaultWriter<BufferSource>,
  chunks: AsyncIterable<Uint8Array>,
  more: () => Promise<void>,
): Promise<void> {
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
        await writer.ready
        const wanted = more()
        await writer.write(chunk.slice(at, at + SLICE_BYTES))
        await wanted
      }
    }
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => {})
    throw error
  }
}

/** Unpacks a gzip file (RFC 1952), which holds one file, no larger than may be. */
export async function readGzip(source: ByteSource, context: ReadContext): Promise<Uint8Array> {
  const { Gunzip } = await import('fflate')
  const chunks: Uint8Array[] = []
  let length = 0
  const gunzip = new Gunzip((chunk) => {
    context.budget.take(chunk.length, source.name)
    length += chunk.length
    chunks.push(chunk)
  })
  let compressed = 0
  try {
    reading: for await (const chunk of context.chunks(source)) {
      compressed += chunk.length
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
        gunzip.push(chunk.subarray(at, at + SLICE_BYTES), false)
        // An archive within is named by its start, and not unpacked.
        if (isTar(chunks[0])) break reading
        if (length > RATIO_FREE_BYTES && length > compressed * MOST_RATIO) {
          throw new ProblemError({
            code: 'zip-bomb',
            message: `${source.name} unpacks to more than ${MOST_RATIO} times its size; that is no honest file.`,
            values: { name: source.name, entry: '', bytes: length },
          })
        }
      }
    }
    if (!isTar(chunks[0])) gunzip.push(new Uint8Array(0), true)
  } catch (error) {
    context.signal?.throwIfAborted()
    if (error instanceof ProblemError) throw error
    throw invalid(source.name, 'it cannot be unpacked')
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** The mark of a tar archive (POSIX.1-1988, "ustar Interchange Format"). */
function isTar(bytes: Uint8Array | undefined): boolean {
  return (
    bytes !== undefined && [...'ustar'].every((sign, at) => bytes[257 + at] === sign.charCodeAt(0))
  )
}

/** Deflate makes at most 64 MB of this much, so that a bomb is met before it goes off. */
const SLICE_BYTES = 1 << 16
