import { HASHES } from '../../model/feature-key.ts'

/**
 * The index of a file's keys, which lies beside the file: for each feature the hash of its key
 * (`hashOfKey`) and its place in the file, in the order of the hashes. Hashes lie evenly, so that
 * arithmetic tells about where in the index one is: a look-up costs one small range, however large the file.
 *
 * All little-endian: eight bytes `atlaskey`, the count of features (uint32), the version 1 (uint32), the
 * byte length of the file that it belongs to (float64), and for each feature its hash as two uint32, the
 * lower 32 bits first, and its place (uint32).
 */
/** Smaller files are read whole to look a key up. */
export const MIN_INDEXED_BYTES = 1024 * 1024

export const KEY_INDEX_HEADER_BYTES = 24
const ENTRY_BYTES = 12
const MAGIC = new TextEncoder().encode('atlaskey')
const VERSION = 1
const TWO_32 = 2 ** 32

/**
 * The index of a file of some length, from the hashes of its features' keys in the order of the file
 * (`WrittenFlatGeobuf.keyHashes`).
 */
export function writeKeyIndex(hashes: Float64Array, fileBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(KEY_INDEX_HEADER_BYTES + hashes.length * ENTRY_BYTES)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  view.setUint32(8, hashes.length, true)
  view.setUint32(12, VERSION, true)
  view.setFloat64(16, fileBytes, true)
  const count = hashes.length
  const lows = new Uint32Array(count)
  const highs = new Uint32Array(count)
  for (let place = 0; place < count; place++) {
    highs[place] = Math.floor(hashes[place]! / TWO_32)
    lows[place] = hashes[place]! % TWO_32
  }
  const order = sortByHash(lows, highs)
  for (let nth = 0; nth < count; nth++) {
    const at = KEY_INDEX_HEADER_BYTES + nth * ENTRY_BYTES
    const place = order[nth]!
    view.setUint32(at, lows[place]!, true)
    view.setUint32(at + 4, highs[place]!, true)
    view.setUint32(at + 8, place, true)
  }
  return bytes
}

const DIGIT_BITS = 11
const DIGITS = 2 ** DIGIT_BITS

/**
 * The places in the order of their hashes, those of one hash in their own: a radix sort from the lowest digit up,
 * which comparing takes ten times as long for.
 */
function sortByHash(lows: Uint32Array, highs: Uint32Array): Uint32Array {
  let order = Uint32Array.from(lows, (_, place) => place)
  let sorted = new Uint32Array(order.length)
  const starts = new Uint32Array(DIGITS + 1)
  for (const words of [lows, highs]) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      starts.fill(0)
      for (const word of words) starts[((word >>> shift) & (DIGITS - 1)) + 1]!++
      for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1]! += starts[digit]!
      for (const place of order) {
        const digit = (words[place]! >>> shift) & (DIGITS - 1)
        sorted[starts[digit]!++] = place
      }
      ;[order, sorted] = [sorted, order]
    }
  }
  return order
}

/** Whether these are the first bytes of the index of a file of this length and so many features. */
export function isKeyIndexOf(head: Uint8Array, fileBytes: number, featureCount: number): boolean {
  if (head.length < KEY_INDEX_HEADER_BYTES) return false
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  return (
    MAGIC.every((byte, i) => head[i] === byte) &&
    view.getUint32(8, true) === featureCount &&
    view.getUint32(12, true) === VERSION &&
    view.getFloat64(16, true) === fileBytes
  )
}

/** Entries of an index, `[first, end)`. */
export interface EntryRange {
  readonly first: number
  readonly end: number
}

export const toEntryBytes = ({ first, end }: EntryRange) => ({
  start: KEY_INDEX_HEADER_BYTES + first * ENTRY_BYTES,
  end: KEY_INDEX_HEADER_BYTES + end * ENTRY_BYTES,
})

/** Deviations of a hash's place from where it would be if hashes lay quite evenly: 997 of 1,000 are within. */
const DEVIATIONS = 3

/**
 * Looks for one hash in an index of `count` entries: `range` says which entries must be had next, `step`
 * takes their bytes. Once `range` is `null`, `places` has the places of the features with that hash.
 */
export class KeySearch {
  range: EntryRange | null
  places: readonly number[] = []
  readonly #hash: number
  readonly #count: number

  constructor(hash: number, count: number) {
    this.#hash = hash
    this.#count = count
    const share = hash / HASHES
    const middle = Math.floor(share * count)
    const reach = Math.ceil(DEVIATIONS * Math.sqrt(count * share * (1 - share))) + 2
    this.range = count === 0 ? null : this.#within(middle - reach, middle + reach)
  }

  /** Takes the bytes of `range`. */
  step(bytes: Uint8Array): void {
    const range = this.range!
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const hashAt = (entry: number) => {
      const at = (entry - range.first) * ENTRY_BYTES
      return view.getUint32(at + 4, true) * TWO_32 + view.getUint32(at, true)
    }
    const { first, end } = range
    // Of several with one hash the first or the last may lie beyond the range's edge: it must be passed.
    const beginsBefore = first > 0 && hashAt(first) >= this.#hash
    const endsAfter = end < this.#count && hashAt(end - 1) <= this.#hash
    if (beginsBefore || endsAfter) {
      const more = end - first
      this.range = this.#within(beginsBefore ? first - more : first, endsAfter ? end + more : end)
      return
    }
    const places: number[] = []
    for (let entry = first; entry < end; entry++) {
      if (hashAt(entry) !== this.#hash) continue
      places.push(view.getUint32((entry - first) * ENTRY_BYTES + 8, true))
    }
    this.places = places
    this.range = null
  }

  #within(first: number, end: number): EntryRange {
    const start = Math.max(0, Math.min(first, this.#count - 1))
    return { first: start, end: Math.max(start + 1, Math.min(end, this.#count)) }
  }
}
