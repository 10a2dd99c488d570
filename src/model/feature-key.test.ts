import { describe, expect, it } from 'vitest'
import { HASHES, hashOfKey, keyOfPlace, murmur3, toFeatureId } from './feature-key.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('the number of a key', () => {
  it('is the key itself where that is a safe integer in decimal notation', () => {
    for (const number of [0, 7, 4_294_967_296, Number.MAX_SAFE_INTEGER]) {
      expect(toFeatureId(String(number))).toBe(number)
    }
  })

  it('is a hash for all other texts, so that no two ways of writing a number are one feature', () => {
    const texts = ['007', '+7', '7.0', ' 7', '-7', '9007199254740992', '', 'CA-QC', 'Île']
    for (const text of texts) expect(toFeatureId(text)).toBe(hashOfKey(text))
    expect(new Set(texts.map(toFeatureId)).size).toBe(texts.length)
  })

  it('is a safe integer that does not change from one release to the next', () => {
    expect(hashOfKey('CA-QC')).toBe(869047370621408)
    for (let i = 0; i < 1000; i++) expect(Number.isSafeInteger(hashOfKey(`k${i}`))).toBe(true)
  })

  it('lies evenly, so that an index finds its place by arithmetic', () => {
    const buckets = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) buckets[Math.floor((hashOfKey(String(i)) / HASHES) * 10)]!++
    for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })

  it('comes of MurmurHash3 as its author verifies it', () => {
    expect(murmur3(bytes(''), 1)).toBe(0x514e28b7)
    expect(murmur3(bytes('test'), 0)).toBe(0xba6bd213)
    expect(murmur3(bytes('Hello, world!'), 0x9747b28c)).toBe(0x24884cba)
    expect(murmur3(bytes('The quick brown fox jumps over the lazy dog'), 0)).toBe(0x2e4ff723)
  })
})

describe('the key of a feature by its place', () => {
  it('is the place in decimal notation, whichever was asked for before', () => {
    const places = [
      0,
      7,
      999,
      1000,
      1001,
      12_000,
      7,
      12_999,
      13_000,
      999_999,
      1_000_000,
      2 ** 32 + 5,
    ]
    expect(places.map((place) => keyOfPlace(place).key)).toEqual(places.map(String))
  })
})
