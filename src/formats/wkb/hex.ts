/**
 * Well-known binary as digits, as databases put geometries into tables: the byte order, then a type of
 * Simple Features with the flags of PostGIS or the thousands of ISO (06-103r4 section 8.2.4).
 */
const HEX_WKB =
  /^(?:01[0-9a-f]{2}[0-9a-f]{2}0000|01[0-9a-f]{2}0000[0-9a-f]{2}|00[0-9a-f]{8})(?:[0-9a-f]{2}){4,}$/i

export function isHexWkb(text: string): boolean {
  const trimmed = text.trim()
  return trimmed.length >= 18 && trimmed.length % 2 === 0 && HEX_WKB.test(trimmed)
}

/** The bytes of a text of hexadecimal digits, which `isHexWkb` has looked at. */
export function parseHex(text: string): Uint8Array {
  const trimmed = text.trim()
  return Uint8Array.from({ length: trimmed.length / 2 }, (_, index) =>
    Number.parseInt(trimmed.slice(index * 2, index * 2 + 2), 16),
  )
}
