import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'

const HEADER_BYTES = 127
/** A client asks for so much first, and expects the root directory in it. */
const FIRST_BYTES = 16_384
const GZIP = 2
const MVT = 1
/** So many tiles a leaf, where the root has no room for all. */
const LEAF_ENTRIES = 4096

interface Entry {
  readonly id: number
  readonly offset: number
  readonly length: number
  /** How many tiles it stands for; none where it leads to a leaf. */
  readonly run: number
}

/**
 * A folder of vector tiles `{z}/{x}/{y}.pbf`, not compressed, as one archive (PMTiles specification, version 3), its tiles
 * compressed and in the order of their numbers, as archives are published.
 */
export function writePmtiles(folder: string): Buffer {
  const places = readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const [z, x, y] = (/^(\d+)\/(\d+)\/(\d+)\.pbf$/.exec(name) ?? []).slice(1).map(Number)
    return z === undefined ? [] : [{ name, z, id: zxyToTileId(z, x!, y!) }]
  })
  places.sort((a, b) => a.id - b.id)
  const tiles = places.map(({ name }) => gzipSync(readFileSync(join(folder, name))))
  const entries: Entry[] = []
  let offset = 0
  for (const [at, { length }] of tiles.entries()) {
    entries.push({ id: places[at]!.id, offset, length, run: 1 })
    offset += length
  }
  const { root, leaves } = toDirectories(entries)
  const metadata = gzipSync(JSON.stringify({ vector_layers: [{ id: 'made', fields: {} }] }))
  const parts = [root, metadata, leaves, ...tiles]
  const zooms = places.map(({ z }) => z)
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles')
  header[7] = 3
  const lengths = [root.length, metadata.length, leaves.length, offset]
  let start = HEADER_BYTES
  for (const [at, length] of lengths.entries()) {
    header.writeBigUInt64LE(BigInt(start), 8 + 16 * at)
    header.writeBigUInt64LE(BigInt(length), 16 + 16 * at)
    start += length
  }
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(BigInt(entries.length), at)
  header.set([1, GZIP, GZIP, MVT, Math.min(...zooms), Math.max(...zooms)], 96)
  for (const [at, degrees] of [-180, -85, 180, 85].entries()) {
    header.writeInt32LE(degrees * 1e7, 102 + 4 * at)
  }
  return Buffer.concat([header, ...parts])
}

function toDirectories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = toDirectory(entries)
  if (HEADER_BYTES + whole.length <= FIRST_BYTES) return { root: whole, leaves: Buffer.alloc(0) }
  const leaves: Buffer[] = []
  const toLeaves: Entry[] = []
  let offset = 0
  for (let first = 0; first < entries.length; first += LEAF_ENTRIES) {
    const leaf = toDirectory(entries.slice(first, first + LEAF_ENTRIES))
    leaves.push(leaf)
    toLeaves.push({ id: entries[first]!.id, offset, length: leaf.length, run: 0 })
    offset += leaf.length
  }
  return { root: toDirectory(toLeaves), leaves: Buffer.concat(leaves) }
}

/** Section 4.2: the numbers as differences, then runs, lengths and offsets, each column by itself. */
function toDirectory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = []
  const write = (value: number) => {
    let left = value
    while (left > 127) {
      bytes.push((left % 128) | 128)
      left = Math.floor(left / 128)
    }
    bytes.push(left)
  }
  write(entries.length)
  for (const [at, { id }] of entries.entries()) write(id - (entries[at - 1]?.id ?? 0))
  for (const { run } of entries) write(run)
  for (const { length } of entries) write(length)
  for (const [at, { offset }] of entries.entries()) {
    const before = entries[at - 1]
    write(before && before.offset + before.length === offset ? 0 : offset + 1)
  }
  return gzipSync(Buffer.from(bytes))
}
