import { corrupt } from './corrupt.ts'

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** A vector's elements: where they start and how many there are. */
export interface Vector {
  readonly start: number
  readonly length: number
}

/**
 * Reads tables and vectors of one FlatBuffer (https://flatbuffers.dev/internals) that lies in
 * `[start, end)` of a view. The bytes are hostile until proven otherwise: every offset, count and size
 * is held to the buffer before anything is read or made from it, and what leaves it throws
 * `flatgeobuf-corrupt`.
 */
export class FlatBufferReader {
  view: DataView
  bytes: Uint8Array
  start = 0
  end = 0
  /** Texts that were not UTF-8: what could not be read became U+FFFD. */
  illFormedTexts = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Turns to the buffer in `[start, end)` of the bytes, without its size prefix, and to its root. */
  root(start: number, end: number): number {
    this.start = start
    this.end = end
    if (end > this.bytes.length) throw corrupt('a buffer ends past the bytes')
    this.#check(start, 4)
    return this.#table(start + this.view.getUint32(start, true))
  }

  /** Where field number `id` of a table stands, 0 if the table does not have it. */
  field(table: number, id: number, byteLength: number): number {
    const vtable = table - this.view.getInt32(table, true)
    const slot = 4 + 2 * id
    if (slot + 2 > this.view.getUint16(vtable, true)) return 0
    const offset = this.view.getUint16(vtable + slot, true)
    if (offset === 0) return 0
    this.#check(table + offset, byteLength)
    return table + offset
  }

  /** The table that a field of a table refers to, 0 if there is none. */
  table(table: number, id: number): number {
    const position = this.field(table, id, 4)
    return position && this.tableAt(position)
  }

  /** The table that the offset at a position leads to. */
  tableAt(position: number): number {
    return this.#table(position + this.view.getUint32(position, true))
  }

  /** The vector that a field of a table refers to, null if there is none. */
  vector(table: number, id: number, elementBytes: number): Vector | null {
    const position = this.field(table, id, 4)
    if (!position) return null
    const head = position + this.view.getUint32(position, true)
    this.#check(head, 4)
    const length = this.view.getUint32(head, true)
    this.#check(head + 4, length * elementBytes)
    return { start: head + 4, length }
  }

  uint8(table: number, id: number, otherwise: number): number {
    const position = this.field(table, id, 1)
    return position ? this.view.getUint8(position) : otherwise
  }

  uint16(table: number, id: number, otherwise: number): number {
    const position = this.field(table, id, 2)
    return position ? this.view.getUint16(position, true) : otherwise
  }

  int32(table: number, id: number, otherwise: number): number {
    const position = this.field(table, id, 4)
    return position ? this.view.getInt32(position, true) : otherwise
  }

  /** A 64-bit count; one that no file can hold is corrupt. */
  count64(table: number, id: number): number {
    const position = this.field(table, id, 8)
    if (!position) return 0
    const count = Number(this.view.getBigUint64(position, true))
    if (!Number.isSafeInteger(count)) throw corrupt('a count is beyond all bounds')
    return count
  }

  string(table: number, id: number): string | null {
    const vector = this.vector(table, id, 1)
    return vector && this.text(vector.start, vector.length)
  }

  /** UTF-8 of `length` bytes, which the caller has held to the buffer. */
  text(start: number, length: number): string {
    const { bytes } = this
    const end = start + length
    // Most attribute text is short ASCII, for which the decoder's own call costs more than loops.
    if (length <= 32 && isAscii(bytes, start, end)) return asciiText(bytes, start, end)
    const text = decoder.decode(bytes.subarray(start, end))
    // A file may hold U+FFFD itself, as EF BF BD; only one more than those came from broken bytes.
    if (text.includes('\ufffd') && new TextEncoder().encode(text).length !== length) {
      this.illFormedTexts++
    }
    return text
  }

  #table(position: number): number {
    this.#check(position, 4)
    const vtable = position - this.view.getInt32(position, true)
    this.#check(vtable, 4)
    const vtableBytes = this.view.getUint16(vtable, true)
    if (vtableBytes < 4) throw corrupt('a table has no layout')
    this.#check(vtable, vtableBytes)
    return position
  }

  #check(position: number, byteLength: number): void {
    if (position < this.start || position + byteLength > this.end) {
      throw corrupt('an offset leads out of its buffer')
    }
  }
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  let bits = 0
  for (let position = start; position < end; position++) bits |= bytes[position]!
  return bits < 0x80
}

/** Four characters at a time: most of what a text costs is that it is made anew with each piece added to it. */
function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  let at = start
  for (; at + 4 <= end; at += 4) {
    text += String.fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!)
  }
  for (; at < end; at++) text += String.fromCharCode(bytes[at]!)
  return text
}
