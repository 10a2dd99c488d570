import { readdirSync, statSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { CODINGS, type Coding } from './content-coding.ts'

const COMPRESSIBLE = /\.(html|css|m?js|json|jsonld|geojson|svg|xml|txt|csv|bib|ris|wasm|fgb)$/
const SMALLEST_BYTES = 1024
const LARGEST_BYTES = 8_000_000
/** Above this, the best quality takes longer than it is worth: such files are read in ranges mostly. */
const BEST_QUALITY_BYTES = 2_000_000
/** A copy that saves less than a tenth costs the reader more time than it spares. */
const LARGEST_SHARE = 0.9

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

const COMPRESS: Readonly<
  Record<Exclude<Coding, 'identity'>, (bytes: Buffer, isNumbers: boolean) => Promise<Uint8Array>>
> = {
  br: (bytes, isNumbers) =>
    toBrotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.length > BEST_QUALITY_BYTES ? 9 : 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        // The mode made for fonts, which are numbers too, leaves 0.5 % less of layers.
        ...(isNumbers && {
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
          [constants.BROTLI_PARAM_LGBLOCK]: 20,
        }),
      },
    }),
  gzip: (bytes) => toGzip(bytes, { level: 9 }),
}

export interface CompressedSizes {
  readonly beforeBytes: number
  readonly afterBytes: number
}

/**
 * Puts a Brotli and a gzip copy beside every file of a built site that compresses well, as the static
 * hosts do on their own. Files that are read in ranges are asked for without compression and come as
 * they are; those that are read whole come compressed. A copy is there once it is whole, so that the
 * site may be served meanwhile; the smallest files, which are what the first view loads most, come first. Copies
 * that are there and no older than their file stay.
 */
export async function compressCopies(folder: string): Promise<CompressedSizes> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, byteLength: statSync(path).size }))
    .filter(({ byteLength }) => byteLength >= SMALLEST_BYTES && byteLength <= LARGEST_BYTES)
    .filter(({ path }) => !hasCopies(path))
    .sort((one, other) => one.byteLength - other.byteLength)
  let beforeBytes = 0
  let afterBytes = 0
  const queue = files.values()
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const { path } of queue) {
        const sizes = await compress(path)
        beforeBytes += sizes.beforeBytes
        afterBytes += sizes.afterBytes
      }
    }),
  )
  return { beforeBytes, afterBytes }
}

/** Whether copies of the file as it is are there: ready-made downloads bring theirs. */
function hasCopies(path: string): boolean {
  const { mtimeMs } = statSync(path)
  return CODINGS.every(({ ending }) => {
    const copy = statSync(path + ending, { throwIfNoEntry: false })
    return copy !== undefined && copy.mtimeMs >= mtimeMs
  })
}

async function compress(path: string): Promise<CompressedSizes> {
  const bytes = await readFile(path)
  let smallest = bytes.length
  for (const { name, ending } of CODINGS) {
    const copy = await COMPRESS[name](bytes, path.endsWith('.fgb'))
    if (copy.length > bytes.length * LARGEST_SHARE) break
    smallest = Math.min(smallest, copy.length)
    const unfinished = `${path}${ending}.unfinished`
    await writeFile(unfinished, copy)
    await rename(unfinished, path + ending)
  }
  return smallest === bytes.length
    ? { beforeBytes: 0, afterBytes: 0 }
    : { beforeBytes: bytes.length, afterBytes: smallest }
}
