import { describe, expect, it } from 'vitest'
import { hashOfKey } from '../../model/feature-key.ts'
import { isKeyIndexOf, KeySearch, toEntryBytes, writeKeyIndex } from './key-index.ts'

/** Looks a hash up, and tells how many ranges and bytes that took. */
function search(index: Uint8Array, count: number, hash: number) {
  const look = new KeySearch(hash, count)
  let rounds = 0
  let bytes = 0
  while (look.range) {
    const { start, end } = toEntryBytes(look.range)
    rounds++
    bytes += end - start
    look.step(index.subarray(start, end))
  }
  return { places: look.places, rounds, bytes }
}

describe('the index of keys', () => {
  it('finds each of 50,000 keys, nearly always with one range of a few kilobytes', () => {
    const count = 50_000
    const hashes = Float64Array.from({ length: count }, (_, i) => hashOfKey(`id-${i}`))
    const index = writeKeyIndex(hashes, 1)
    let once = 0
    let most = 0
    for (let place = 0; place < count; place += 7) {
      const found = search(index, count, hashes[place]!)
      expect(found.places).toEqual([place])
      if (found.rounds === 1) once++
      most = Math.max(most, found.bytes)
    }
    expect(once / Math.ceil(count / 7)).toBeGreaterThan(0.99)
    expect(most).toBeLessThan(64 * 1024)
  })

  it('finds nothing for a key that no feature has', () => {
    const hashes = Float64Array.from({ length: 500 }, (_, i) => hashOfKey(`id-${i}`))
    const index = writeKeyIndex(hashes, 1)
    for (const key of ['', 'id-500', 'Île']) {
      expect(search(index, 500, hashOfKey(key)).places).toEqual([])
    }
  })

  it('finds all features of one key, however many, and keys whose hashes do not lie evenly', () => {
    const hashes = Float64Array.from({ length: 900 }, (_, i) => (i < 400 ? 3 : 2 ** 53 - 1 - i))
    const index = writeKeyIndex(hashes, 1)
    expect(search(index, 900, 3).places).toHaveLength(400)
    expect(search(index, 900, 2 ** 53 - 1 - 899).places).toEqual([899])
    expect(search(index, 900, 2 ** 53 - 1 - 400).places).toEqual([400])
    expect(search(index, 900, 2 ** 52).places).toEqual([])
  })

  it('knows the file that it belongs to', () => {
    const index = writeKeyIndex(Float64Array.of(1, 2, 3), 4096)
    expect(isKeyIndexOf(index, 4096, 3)).toBe(true)
    expect(isKeyIndexOf(index, 4097, 3)).toBe(false)
    expect(isKeyIndexOf(index, 4096, 4)).toBe(false)
    expect(isKeyIndexOf(index.subarray(0, 20), 4096, 3)).toBe(false)
    expect(isKeyIndexOf(new TextEncoder().encode('<!doctype html><html lang="en">'), 4096, 3)).toBe(
      false,
    )
  })
})
