import { unzlibSync } from 'fflate'

/**
 * The tables of a font file by their tags: WOFF 1.0 (W3C Recommendation 2012, sections 3 to 5) or the plain sfnt
 * that it wraps (OpenType 1.9, "Organization of an OpenType font").
 *
 * @throws Error where the bytes are neither: fonts come with the Atlas, so that is a fault of its own
 */
export function readFontTables(file: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  // Of Node's own kind of bytes a slice would be no copy.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength)
  const signature = view.getUint32(0)
  const isWoff = signature === 0x774f4646
  if (!isWoff && signature !== 0x00010000) throw new Error('The file is no TrueType font')
  const count = view.getUint16(isWoff ? 12 : 4)
  const tables = new Map<string, Uint8Array>()
  for (let index = 0; index < count; index++) {
    const at = isWoff ? 44 + index * 20 : 12 + index * 16
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4))
    if (!isWoff) {
      const offset = view.getUint32(at + 8)
      tables.set(tag, bytes.subarray(offset, offset + view.getUint32(at + 12)))
      continue
    }
    const offset = view.getUint32(at + 4)
    const packed = bytes.subarray(offset, offset + view.getUint32(at + 8))
    const length = view.getUint32(at + 12)
    tables.set(tag, packed.length < length ? unzlibSync(packed) : packed)
  }
  return tables
}
