import type { ByteSource } from '../formats/bytes/byte-source.ts'
import {
  isKeyIndexOf,
  KEY_INDEX_HEADER_BYTES,
  KeySearch,
  toEntryBytes,
} from '../formats/flatgeobuf/key-index.ts'
import { type FeatureKey, hashOfKey } from '../model/feature-key.ts'
import { ProblemError } from '../model/problem.ts'
import { BlockCache, type BlockStore } from './block-cache.ts'
import { FileChanged, HttpFile, type RangedFile, RangesUnusable } from './http-file.ts'
import { LocalFile } from './local-file.ts'

/** An index of so many bytes is fetched whole where its host gives no ranges. */
const MAX_WHOLE_BYTES = 64 * 1024 * 1024

/**
 * The index of a file's keys (`key-index.ts`), on a host or on this device, read by ranges. It saves
 * reading and is never needed: where it is not there, cannot be read or belongs to another edition of the
 * file, the file itself tells.
 */
export class KeyIndexFile {
  readonly #file: RangedFile
  readonly #cache: BlockCache

  constructor(at: string | ByteSource, store: BlockStore) {
    const file: RangedFile = typeof at === 'string' ? new HttpFile(at) : new LocalFile(at)
    let whole: Promise<Uint8Array> | null = null
    this.#file = file
    this.#cache = new BlockCache(
      async (start, end, signal) => {
        if (!whole) {
          const answer = await file.readRange(start, end, signal)
          if (answer.kind === 'part') return answer.bytes
          if (answer.kind === 'pieces') return answer
          const options = { maxBytes: MAX_WHOLE_BYTES, response: answer.response }
          whole = file.readWhole(options, signal).then(({ bytes }) => bytes)
          whole.catch(() => {
            whole = null
          })
        }
        return (await whole).subarray(start, end)
      },
      { store },
    )
  }

  /**
   * The places of the features that may have some keys, ascending: those whose keys have the same hashes.
   * `null` where the index is of no use for a file of this length and so many features. Rejects with the
   * signal's reason alone.
   */
  async places(
    keys: readonly FeatureKey[],
    fileBytes: number,
    featureCount: number,
    signal: AbortSignal,
  ): Promise<readonly number[] | null> {
    try {
      const searches = keys.map((key) => new KeySearch(hashOfKey(key), featureCount))
      const header = { start: 0, end: KEY_INDEX_HEADER_BYTES }
      let isOfFile = false
      for (;;) {
        const open = searches.filter(({ range }) => range !== null)
        const wanted = open.map(({ range }) => toEntryBytes(range!))
        // The header comes with the first entries, not before them.
        const ranges = isOfFile ? wanted : [header, ...wanted]
        const read = await Promise.all(this.#cache.read(ranges, signal))
        if (!isOfFile) {
          isOfFile = isKeyIndexOf(read.shift()!, fileBytes, featureCount)
          if (!isOfFile) return null
        }
        if (read.some((bytes, i) => bytes.length < wanted[i]!.end - wanted[i]!.start)) return null
        for (const [i, search] of open.entries()) search.step(read[i]!)
        if (searches.every(({ range }) => range === null)) break
      }
      return [...new Set(searches.flatMap(({ places }) => places))].sort((a, b) => a - b)
    } catch (error) {
      signal.throwIfAborted()
      const isOfNoUse =
        error instanceof ProblemError ||
        error instanceof FileChanged ||
        error instanceof RangesUnusable
      if (!isOfNoUse) throw error
      this.#file.restart()
      return null
    }
  }
}
