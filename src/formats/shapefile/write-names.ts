/** Field names of dBASE end with a zero byte in the eleventh. */
const MAX_NAME_BYTES = 10

/** Columns that ArcGIS shows beside a shapefile's own. */
const RESERVED = new Set(['fid', 'shape', 'oid'])

const encoder = new TextEncoder()

/**
 * Field names for a dBASE table: letters (accents kept), digits and underscores, a letter first, at
 * most ten bytes of UTF-8, no two the same whatever their case. A name that fits stays as it is,
 * wherever it stands in the list; the others are shortened and numbered around it.
 */
export function toFieldNames(names: readonly string[]): string[] {
  const plain = names.map(toPlainName)
  const taken = new Set<string>()
  const result = new Array<string>(names.length)
  plain.forEach((name, index) => {
    if (name !== names[index] || RESERVED.has(name.toLowerCase())) return
    if (byteLength(name) > MAX_NAME_BYTES || taken.has(name.toLowerCase())) return
    taken.add(name.toLowerCase())
    result[index] = name
  })
  plain.forEach((name, index) => {
    if (result[index] === undefined) result[index] = toUniqueName(name, taken)
  })
  return result
}

function toPlainName(name: string): string {
  const plain = name.normalize('NFC').replaceAll(/[^\p{L}\p{N}_]/gu, '_')
  return /^\p{L}/u.test(plain) ? plain : `F${plain}`
}

function toUniqueName(name: string, taken: Set<string>): string {
  for (let number = 0; ; number++) {
    const suffix = number === 0 ? '' : `_${number}`
    const unique = cutBytes(name, MAX_NAME_BYTES - suffix.length) + suffix
    const key = unique.toLowerCase()
    if (taken.has(key) || RESERVED.has(key)) continue
    taken.add(key)
    return unique
  }
}

/** The longest start of a text that takes at most `byteLength` bytes of UTF-8, characters whole. */
function cutBytes(text: string, byteLength: number): string {
  const { read } = encoder.encodeInto(text, new Uint8Array(byteLength))
  return text.slice(0, read)
}

function byteLength(text: string): number {
  return encoder.encode(text).length
}
