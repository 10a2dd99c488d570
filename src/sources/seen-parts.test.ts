import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RangeServer } from '../../tests/support/range-server.ts'
import { BlockCache, BlockStore } from './block-cache.ts'
import type { FileVersion } from './file-version.ts'
import { HttpFile } from './http-file.ts'
import type { Piece, SeenParts } from './seen-parts.ts'

/** The same as what a browser keeps, in memory. */
class RememberedParts implements SeenParts {
  readonly kept: { readonly url: string; readonly version: FileVersion; readonly piece: Piece }[] =
    []
  keep(url: string, version: FileVersion, start: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.kept.push({ url, version, piece: { start, bytes } })
  }
  async find(url: string) {
    const of = this.kept.filter((part) => part.url === url)
    if (of.length === 0) return null
    return {
      version: of.at(-1)!.version,
      read: async (start: number, end: number) =>
        of
          .map(({ piece }) => piece)
          .filter((piece) => piece.start < end && piece.start + piece.bytes.length > start)
          .sort((a, b) => a.start - b.start)
          .map((piece) => {
            const from = Math.max(start, piece.start)
            const bytes = piece.bytes.slice(from - piece.start, end - piece.start)
            return { start: from, bytes }
          }),
    }
  }
}

const bytes = new Uint8Array(readFileSync(resolve('public/layers/rivers.fgb'))).slice(0, 100_000)
const signal = new AbortController().signal

let server: RangeServer
let url: string
beforeAll(async () => {
  server = await RangeServer.start()
})
beforeEach(() => {
  url = server.serve('rivers.fgb', bytes)
})
afterAll(() => server.stop())

async function read(cache: BlockCache, start: number, end: number): Promise<Uint8Array> {
  return cache.read([{ start, end }], signal)[0]!
}

function toCache(file: HttpFile): BlockCache {
  return new BlockCache(
    async (start, end, ended) => {
      const answer = await file.readRange(start, end, ended)
      if (answer.kind === 'whole') throw new Error('no range')
      return answer.kind === 'part' ? answer.bytes : answer
    },
    { store: new BlockStore() },
  )
}

describe('what is read of a host', () => {
  it('is kept unless it is passed by', async () => {
    const seen = new RememberedParts()
    const file = new HttpFile(url, seen)
    await file.readRange(0, 1024, signal, { isKept: false })
    expect(seen.kept).toEqual([])
    await file.readRange(0, 1024, signal)
    expect(seen.kept).toHaveLength(1)
  })
})

describe('a host that fell silent', () => {
  it('is answered for with the parts that were read before, whichever way they are put together', async () => {
    const seen = new RememberedParts()
    const before = new HttpFile(url, seen)
    await before.readRange(0, 1024, signal)
    await before.readRange(1024, 2048, signal)
    await before.readRange(8192, 10_240, signal)
    server.behave('rivers.fgb', 'broken')
    const cache = toCache(new HttpFile(url, seen))
    const [first, second] = await Promise.all([
      read(cache, 100, 2000),
      // A reading joins what lies near: the gap between was never read, and is not needed.
      read(cache, 8200, 10_000),
    ])
    expect(first).toEqual(bytes.subarray(100, 2000))
    expect(second).toEqual(bytes.subarray(8200, 10_000))
    await expect(read(cache, 4000, 5000)).rejects.toMatchObject({
      problem: { code: 'http-server' },
    })
    // It was not taken for read.
    await expect(read(cache, 4000, 5000)).rejects.toMatchObject({
      problem: { code: 'http-server' },
    })
  })

  it('is answered for with the whole file, and with its end', async () => {
    const seen = new RememberedParts()
    await new HttpFile(url, seen).readWhole({ maxBytes: 1e9 }, signal)
    server.behave('rivers.fgb', 'broken')
    const file = new HttpFile(url, seen)
    expect((await file.readWhole({ maxBytes: 1e9 }, signal)).bytes).toEqual(bytes)
    expect(await file.readRange(99_000, 120_000, signal)).toEqual({
      kind: 'part',
      bytes: bytes.slice(99_000),
      isHtml: false,
    })
  })

  it('gets no part of another version than the one that is read', async () => {
    const seen = new RememberedParts()
    await new HttpFile(url, seen).readRange(0, 1024, signal)
    server.serve(
      'rivers.fgb',
      bytes.map((byte) => byte ^ 1),
    )
    const file = new HttpFile(url, null)
    await file.readRange(2048, 4096, signal)
    const reading = new HttpFile(url, { keep() {}, find: (address) => seen.find(address) })
    await reading.readRange(2048, 4096, signal)
    server.behave('rivers.fgb', 'broken')
    await expect(reading.readRange(0, 1024, signal)).rejects.toMatchObject({
      problem: { code: 'http-server' },
    })
  })

  it('that says nothing of its files’ versions has nothing kept of them', async () => {
    const seen = new RememberedParts()
    const bare = new HttpFile(server.serve('bare.fgb', bytes, 'correct'), seen)
    await bare.readRange(0, 1024, signal)
    expect(seen.kept).toHaveLength(1)
    server.behave('bare.fgb', 'web-page')
    await new HttpFile(`${server.origin}/bare.fgb`, seen).readWhole({ maxBytes: 1e9 }, signal)
    expect(seen.kept).toHaveLength(1)
  })
})
