import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpackOne } from './unpack.ts'

let folder: string
const grid = new Uint8Array(300_000).map((_, i) => i % 251)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atlas-unpack-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function put(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

describe('a file in an archive on disk', () => {
  const scratch = () => join(folder, 'unpacked')

  it.each([0, 6] as const)('is unpacked by a stream, packed at level %d', async (level) => {
    const path = await put(
      `level-${level}.zip`,
      zipSync({ 'a/data.tif': grid, 'a/readme.txt': grid }, { level }),
    )
    const unpacked = await unpackOne(path, /\.tif$/, scratch())
    expect(Buffer.compare(await readFile(unpacked), grid)).toBe(0)
  })

  it('is unpacked once', async () => {
    const path = await put('once.zip', zipSync({ 'data.tif': grid }))
    const unpacked = await unpackOne(path, /\.tif$/, scratch())
    const { mtimeMs } = await stat(unpacked)
    expect(await unpackOne(path, /\.tif$/, scratch())).toBe(unpacked)
    expect((await stat(unpacked)).mtimeMs).toBe(mtimeMs)
  })

  it('is the file itself where that is no archive', async () => {
    const path = await put('plain.tif', grid)
    expect(await unpackOne(path, /\.tif$/, scratch())).toBe(path)
  })

  it('must be there, and be one', async () => {
    const none = await put('none.zip', zipSync({ 'a.txt': grid }))
    await expect(unpackOne(none, /\.tif$/, scratch())).rejects.toThrow('holds no file like')
    const two = await put('two.zip', zipSync({ 'a.tif': grid, 'b.tif': grid }))
    await expect(unpackOne(two, /\.tif$/, scratch())).rejects.toThrow('holds several files like')
  })

  it('is refused where its bytes are not what the directory says', async () => {
    const bytes = zipSync({ 'damaged.tif': grid }, { level: 0 })
    bytes[1_000]! ^= 1
    const path = await put('damaged.zip', bytes)
    await expect(unpackOne(path, /\.tif$/, scratch())).rejects.toThrow('a checksum is wrong')
    await expect(unpackOne(path, /\.tif$/, scratch())).rejects.toThrow('a checksum is wrong')
  })
})
