import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { crc32 } from '../../src/formats/bytes/crc32.ts'
import { ReadContext, WarningList } from '../../src/formats/contract/read-context.ts'
import { type PackedBytes, readZip } from '../../src/formats/zip/read.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { fileSource } from '../file-source.ts'

/** A file inside an archive may be as large as a grid of a continent in cells of 30 metres. */
const MAX_BYTES = 64 * 2 ** 30

const ZIP_SIGNATURE = [0x50, 0x4b, 3, 4]

/**
 * The path of the one file of an archive on disk whose name fits, unpacked into a folder by a stream, or
 * the path itself where it is no archive. Unpacked once: the archive is verified before.
 *
 * @throws ProblemError `source-entry-missing` and those of `readZip`
 */
export async function unpackOne(path: string, pattern: RegExp, folder: string): Promise<string> {
  const archive = await fileSource(path)
  const head = await archive.read(0, 4)
  if (!ZIP_SIGNATURE.every((byte, i) => head[i] === byte)) return path
  const entries = await readZip(
    archive,
    new ReadContext({ maxBytes: MAX_BYTES }),
    new WarningList(),
  )
  const [entry, another] = entries.filter(({ name }) => pattern.test(name))
  if (!entry || another) {
    const names = entries.map(({ name }) => name).join(', ')
    throw new ProblemError({
      code: 'source-entry-missing',
      message: `${path} holds ${entry ? 'several files' : 'no file'} like ${pattern}: ${names}; the publisher may have changed it, look into the archive and correct the recipe.`,
      values: { source: path, entry: String(pattern) },
    })
  }
  const packed = await entry.findPacked()
  const name = `${packed.crc.toString(16).padStart(8, '0')}-${basename(entry.name)}`
  const unpackedPath = join(folder, name)
  const isThere = await stat(unpackedPath).then(
    ({ size }) => size === packed.size,
    () => false,
  )
  if (!isThere) {
    await mkdir(folder, { recursive: true })
    await unpackTo(path, packed, unpackedPath)
  }
  return unpackedPath
}

async function unpackTo(
  path: string,
  { start, end, isDeflated, size, crc }: PackedBytes,
  unpackedPath: string,
): Promise<void> {
  let length = 0
  let found = 0
  const fault = (detail: string) =>
    new ProblemError({
      code: 'zip-invalid',
      message: `The archive ${path} is damaged: ${detail}.`,
      values: { name: path, detail },
    })
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      length += chunk.length
      found = crc32(chunk, found)
      done(length > size ? fault('it unpacks to more than the directory says') : null, chunk)
    },
  })
  await pipeline(
    createReadStream(path, { start, end: end - 1 }),
    isDeflated ? createInflateRaw() : new PassThrough(),
    count,
    createWriteStream(`${unpackedPath}.part`),
  )
  if (length !== size) throw fault('a size is not what the directory says')
  if (found !== crc) throw fault('a checksum is wrong')
  await rename(`${unpackedPath}.part`, unpackedPath)
}
