/**
 * Puts a Brotli and a gzip copy beside every file of the built page that compresses well, as the static
 * hosts do on their own. Files that are read in ranges are asked for without compression and come as
 * they are; those that are read whole come compressed.
 */
import { readdirSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const FOLDER = resolve(import.meta.dirname, '../dist')
const COMPRESSIBLE = /\.(html|css|m?js|json|svg|xml|txt|csv|rss|fgb)$/
const SMALLEST_BYTES = 1024
const LARGEST_BYTES = 8_000_000
/** Above this, the best quality takes many times as long for a hundredth of the bytes. */
const BEST_QUALITY_BYTES = 200_000

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

interface Sizes {
  readonly before: number
  readonly after: number
}

async function compress(path: string): Promise<Sizes> {
  const bytes = await readFile(path)
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length > BEST_QUALITY_BYTES ? 9 : 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  }
  const brotli = await toBrotli(bytes, { params })
  if (brotli.length > bytes.length * 0.9) return { before: 0, after: 0 }
  await writeFile(`${path}.br`, brotli)
  await writeFile(`${path}.gz`, await toGzip(bytes, { level: 9 }))
  return { before: bytes.length, after: brotli.length }
}

const paths = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => {
    const { size } = statSync(path)
    return size >= SMALLEST_BYTES && size <= LARGEST_BYTES
  })

let before = 0
let after = 0
const queue = paths.values()
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (const path of queue) {
      const sizes = await compress(path)
      before += sizes.before
      after += sizes.after
    }
  }),
)
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`
console.log(`Compressed ${megabytes(before)} to ${megabytes(after)}.`)
