/**
 * What a feature is called in its layer: the same in the layer's overviews, in its tiles, and, where the
 * source has ids, from one edition to the next. It is the source's own id as text, or what the Atlas gave.
 */
export type FeatureKey = string

/**
 * The key of a feature as a safe integer, for vector tiles, whose ids are integers (Mapbox Vector Tile 2.1,
 * section 4.2): the key itself where it is one in decimal notation, else its hash. Two keys of a layer do
 * not have one id: who writes the layer sees to it.
 */
export function toFeatureId(key: FeatureKey): number {
  if (DECIMAL.test(key)) {
    const number = Number(key)
    if (Number.isSafeInteger(number)) return number
  }
  return hashOfKey(key)
}

/** A number in decimal notation that no other text stands for. */
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/

/** One more than the greatest hash. */
export const HASHES = 2 ** 53

const encoder = new TextEncoder()

/** Where the bytes of short keys are put: most are, and there are as many as features. */
const shortKey = new Uint8Array(64)

/** An evenly distributed integer of 53 bits: two 32-bit MurmurHash3 of the key's UTF-8 bytes. */
export function hashOfKey(key: FeatureKey): number {
  let bytes = shortKey
  let length = 0
  if (key.length <= shortKey.length) {
    for (; length < key.length; length++) {
      const code = key.charCodeAt(length)
      if (code > 0x7f) break
      shortKey[length] = code
    }
  }
  if (length < key.length) {
    bytes = encoder.encode(key)
    length = bytes.length
  }
  return (murmur3(bytes, 1, length) >>> 11) * 2 ** 32 + murmur3(bytes, 0, length)
}

/**
 * MurmurHash3_x86_32 by Austin Appleby (https://github.com/aappleby/smhasher), as an unsigned integer.
 *
 * @param length how many of the bytes are meant
 */
export function murmur3(bytes: Uint8Array, seed: number, length = bytes.length): number {
  const blocksEnd = length - (length % 4)
  let hash = seed
  for (let at = 0; at < blocksEnd; at += 4) {
    const block =
      bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    hash ^= mix(block)
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  let tail = 0
  for (let at = length - 1; at >= blocksEnd; at--) tail = (tail << 8) | bytes[at]!
  hash ^= mix(tail)
  hash ^= length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function mix(block: number): number {
  const scaled = Math.imul(block, 0xcc9e2d51)
  return Math.imul((scaled << 15) | (scaled >>> 17), 0x1b873593)
}

/** What a feature is called that has no key: its place in its file, counted from 0. */
export function keyOfPlace(place: number): { readonly key: FeatureKey; readonly id: number } {
  return { key: toDigits(place), id: place }
}

/** Texts of 0 to 999, and of the same with the zeros before them that a longer number has there. */
const THREE = Array.from({ length: 1000 }, (_, number) => String(number))
const THREE_OF_MORE = THREE.map((digits) => digits.padStart(3, '0'))
let thousands = 0
let thousandsDigits = '0'

/**
 * As `String` does of a whole number of 0 or more: by it each text is kept for the next time, which for a million
 * features costs twice as much as their texts.
 */
function toDigits(number: number): string {
  if (number < 1000) return THREE[number] ?? String(number)
  const rest = number % 1000
  const more = (number - rest) / 1000
  if (more !== thousands) {
    thousands = more
    thousandsDigits = String(more)
  }
  return thousandsDigits + (THREE_OF_MORE[rest] ?? '')
}
