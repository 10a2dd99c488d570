/**
 * Bytes that grow, written from front to back, with what a FlatBuffer is made of: little-endian
 * scalars, alignment, and offsets that are filled in once their target is known
 * (https://flatbuffers.dev/internals). Writing forwards into one buffer, without an object for every
 * table, is what makes our writer quick; padding is always zero, so equal input gives equal bytes.
 */
export class FlatBufferWriter {
  bytes: Uint8Array<ArrayBuffer>
  /** Where the next byte goes. */
  position = 0
  /** Texts with half of a surrogate pair, which UTF-8 cannot hold: it was replaced by U+FFFD. */
  illFormedTexts = 0
  #view: DataView
  #doubles: Float64Array
  readonly #encoder = new TextEncoder()

  constructor(capacity = 1 << 16) {
    this.bytes = new Uint8Array(capacity)
    this.#view = new DataView(this.bytes.buffer)
    this.#doubles = new Float64Array(this.bytes.buffer)
  }

  /** Makes room for `byteLength` more bytes. */
  reserve(byteLength: number): void {
    const needed = this.position + byteLength
    if (needed <= this.bytes.length) return
    const grown = new Uint8Array(Math.ceil(Math.max(needed, this.bytes.length * 2) / 8) * 8)
    grown.set(this.bytes.subarray(0, this.position))
    this.bytes = grown
    this.#view = new DataView(grown.buffer)
    this.#doubles = new Float64Array(grown.buffer)
  }

  /** Pads with zeros until `position + ahead` is a multiple of `alignment`, a power of two. */
  align(alignment: number, ahead = 0): void {
    this.reserve(alignment)
    while ((this.position + ahead) & (alignment - 1)) this.bytes[this.position++] = 0
  }

  uint8(value: number): void {
    this.reserve(1)
    this.bytes[this.position++] = value
  }

  uint16(value: number): void {
    this.reserve(2)
    this.#view.setUint16(this.position, value, true)
    this.position += 2
  }

  int32(value: number): void {
    this.reserve(4)
    this.#view.setInt32(this.position, value, true)
    this.position += 4
  }

  uint32(value: number): void {
    this.reserve(4)
    this.#view.setUint32(this.position, value, true)
    this.position += 4
  }

  float64(value: number): void {
    this.reserve(8)
    this.#view.setFloat64(this.position, value, true)
    this.position += 8
  }

  /** A safe integer as 64 bits, in two halves: several times quicker than through a bigint. */
  long(value: number): void {
    this.reserve(8)
    this.#view.setUint32(this.position, value >>> 0, true)
    this.#view.setInt32(this.position + 4, Math.floor(value / 0x1_0000_0000), true)
    this.position += 8
  }

  bigint64(value: bigint): void {
    this.reserve(8)
    this.#view.setBigInt64(this.position, value, true)
    this.position += 8
  }

  /** Overwrites 32 bits at an earlier position. */
  patchUint32(position: number, value: number): void {
    this.#view.setUint32(position, value, true)
  }

  /**
   * Room for doubles at a position that is aligned to eight bytes: the caller fills all of them, from
   * `at` on, before it writes anything else.
   */
  claimDoubles(count: number): { readonly doubles: Float64Array; readonly at: number } {
    this.reserve(count * 8)
    const at = this.position / 8
    this.position += count * 8
    return { doubles: this.#doubles, at }
  }

  /** Lets go of what was written, and of the memory that it took. */
  release(): void {
    this.bytes = new Uint8Array(1 << 16)
    this.#view = new DataView(this.bytes.buffer)
    this.#doubles = new Float64Array(this.bytes.buffer)
    this.position = 0
  }

  /** A 32-bit size and that many bytes. */
  sizedBytes(value: Uint8Array): void {
    this.uint32(value.length)
    this.reserve(value.length)
    this.bytes.set(value, this.position)
    this.position += value.length
  }

  /** A 32-bit size and a text in UTF-8. */
  sizedText(text: string): void {
    this.reserve(4 + text.length * 3)
    const start = this.position + 4
    // Most attribute text is short ASCII, for which the encoder's own call costs more than a loop.
    let length = 0
    if (text.length < 64) {
      for (; length < text.length; length++) {
        const code = text.charCodeAt(length)
        if (code > 0x7f) break
        this.bytes[start + length] = code
      }
    }
    if (length < text.length) {
      length = this.#encoder.encodeInto(text, this.bytes.subarray(start)).written
      if (/\p{Surrogate}/u.test(text)) this.illFormedTexts++
    }
    this.#view.setUint32(this.position, length, true)
    this.position = start + length
  }
}
