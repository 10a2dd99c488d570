/**
 * Puts a Brotli and a gzip copy beside every file of the built page that compresses well, as the static
 * hosts do on their own. Files that are read in ranges are asked for without compression and come as
 * they are; those that are read whole come compressed.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const FOLDER = resolve(import.meta.dirname, '../dist')
const COMPRESSIBLE = /\.(html|css|m?js|json|svg|xml|txt|csv|rss|fgb)$/
const LARGEST_BYTES = 8_000_000

let before = 0
let after = 0
for (const entry of readdirSync(FOLDER, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name)
  if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue
  const { size } = statSync(path)
  if (size < 1024 || size > LARGEST_BYTES) continue
  const bytes = readFileSync(path)
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: size > 500_000 ? 9 : 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  })
  if (brotli.length > size * 0.9) continue
  writeFileSync(`${path}.br`, brotli)
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  before += size
  after += brotli.length
}
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`
console.log(`Compressed ${megabytes(before)} to ${megabytes(after)}.`)
