import { toBase64 } from '../bytes/base64.ts'

/**
 * A pack is the features below one of the lowest inner nodes of the index, `index_node_size` of them,
 * side by side in the file. The format says where a feature lies in its leaf alone, 40 bytes each and a
 * round trip away; with the byte lengths of the packs in the header, a query knows from the inner nodes
 * where to read.
 *
 * The lengths stand under this key of the header's `metadata`, which `header.fbs` leaves to the
 * application, as LEB128 numbers in base64: two to three bytes a pack. Other readers pass them by.
 * Who copies the metadata to another file leaves lengths that do not fit: `readPacks` refuses those
 * whose sum is wrong, and who reads by them must check that features end where their pack does.
 */
export const PACKS_KEY = 'featurePacks'

/** Of smaller files the leaves cost less than the longer header, and most are read whole. */
const MIN_FEATURES_BYTES = 8 * 1024 * 1024

/** Of larger files the lengths would make the header a burden. */
const MAX_PACKS = 40_000

/** Where each pack begins, counted from the first feature's first byte, and where the last one ends. */
export type PackOffsets = Float64Array

/** The lengths of the packs as text, or null where a file does better without. */
export function writePacks(
  order: Uint32Array,
  byteLengths: Float64Array,
  packSize: number,
): string | null {
  if (order.length > MAX_PACKS * packSize) return null
  const bytes: number[] = []
  let featuresBytes = 0
  for (let first = 0; first < order.length; first += packSize) {
    let length = 0
    for (const i of order.subarray(first, first + packSize)) length += byteLengths[i]!
    featuresBytes += length
    for (; length >= 0x80; length = Math.floor(length / 0x80)) bytes.push((length % 0x80) | 0x80)
    bytes.push(length)
  }
  return featuresBytes < MIN_FEATURES_BYTES ? null : toBase64(Uint8Array.from(bytes))
}

/** The offsets of the packs from the text of their lengths; null where there are not so many. */
export function readPacks(text: string, packCount: number): PackOffsets | null {
  if (packCount > MAX_PACKS) return null
  let binary: string
  try {
    binary = atob(text)
  } catch {
    return null
  }
  const offsets = new Float64Array(packCount + 1)
  let position = 0
  for (let pack = 0; pack < packCount; pack++) {
    let length = 0
    let byte = 0x80
    for (let scale = 1; byte >= 0x80; scale *= 0x80) {
      if (position === binary.length || scale > Number.MAX_SAFE_INTEGER) return null
      byte = binary.charCodeAt(position++)
      length += (byte % 0x80) * scale
    }
    offsets[pack + 1] = offsets[pack]! + length
  }
  return position === binary.length && Number.isSafeInteger(offsets[packCount]) ? offsets : null
}
