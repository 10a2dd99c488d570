import type { FieldType } from '../../model/schema.ts'
import { DECIMAL_BYTES, writeDecimal } from './write-decimal.ts'

const encoder = new TextEncoder()
/** Numbers from here on are written with an exponent. */
const LEAST_WITH_EXPONENT = 1e21
const CHUNK_BYTES = 128 * 1024
/** Texts shorter than this are quicker copied letter by letter than handed to the encoder. */
const SHORT_TEXT = 64

/** Text and numbers one after another, handed on as UTF-8 in chunks. */
export class TextWriter {
  #bytes = new Uint8Array(1024)
  #at = 0
  readonly #chunkBytes: number

  constructor(chunkBytes = CHUNK_BYTES) {
    this.#chunkBytes = chunkBytes
  }

  write(text: string): void {
    const { length } = text
    // A character of UTF-16 takes three bytes at most, a pair of them four.
    this.#reserve(3 * length)
    const start = this.#at
    if (length < SHORT_TEXT) {
      const bytes = this.#bytes
      let index = 0
      for (; index < length; index++) {
        const code = text.charCodeAt(index)
        if (code > 0x7f) break
        bytes[start + index] = code
      }
      if (index === length) {
        this.#at = start + length
        return
      }
    }
    this.#at += encoder.encodeInto(text, this.#bytes.subarray(start)).written
  }

  /** A number as `String` gives it. */
  number(value: number): void {
    this.#reserve(DECIMAL_BYTES)
    this.#at = writeDecimal(value, this.#bytes, this.#at)
  }

  /**
   * A number of a field of type `type`. Doubles beyond 2⁵³ without a fraction have one written: to
   * readers who find the type from the values they would be 64-bit integers among doubles.
   */
  fieldNumber(value: number, type: FieldType): void {
    this.number(value)
    const looksLong = Number.isInteger(value) && !Number.isSafeInteger(value)
    if (type === 'double' && looksLong && Math.abs(value) < LEAST_WITH_EXPONENT) this.write('.0')
  }

  /** Bytes that are UTF-8 already. */
  copy(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#at)
    this.#at += bytes.length
  }

  /** Whether enough has been written to be worth handing on. */
  get full(): boolean {
    return this.#at >= this.#chunkBytes
  }

  /** What was written since the last call, the caller's to keep. */
  take(): Uint8Array {
    return this.drop().slice()
  }

  /** What was written since the last call, good until something more is. */
  drop(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#at)
    this.#at = 0
    return taken
  }

  #reserve(byteLength: number): void {
    if (this.#at + byteLength <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#at + byteLength))
    grown.set(this.#bytes.subarray(0, this.#at))
    this.#bytes = grown
  }
}
