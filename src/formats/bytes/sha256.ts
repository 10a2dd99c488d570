/**
 * SHA-256 (FIPS 180-4) of bytes that come in pieces: what the platform has wants all of them at once, and is not there
 * on pages that are not secure.
 */

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2). */
const ROUND_CONSTANTS = new Int32Array(64)
/** The same of the square roots of the first eight (section 5.3.3). */
const INITIAL = new Int32Array(8)
const toBits = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0
for (let number = 2, count = 0; count < 64; number++) {
  let isPrime = true
  for (let by = 2; by * by <= number; by++) if (number % by === 0) isPrime = false
  if (!isPrime) continue
  if (count < 8) INITIAL[count] = toBits(Math.sqrt(number))
  ROUND_CONSTANTS[count++] = toBits(Math.cbrt(number))
}

const BLOCK_BYTES = 64

export class Sha256 {
  readonly #state = INITIAL.slice()
  readonly #words = new Int32Array(64)
  readonly #rest = new Uint8Array(BLOCK_BYTES)
  #restLength = 0
  #byteLength = 0

  update(bytes: Uint8Array): this {
    this.#byteLength += bytes.length
    let at = 0
    if (this.#restLength > 0) {
      at = Math.min(BLOCK_BYTES - this.#restLength, bytes.length)
      this.#rest.set(bytes.subarray(0, at), this.#restLength)
      this.#restLength += at
      if (this.#restLength < BLOCK_BYTES) return this
      this.#block(this.#rest, 0)
      this.#restLength = 0
    }
    for (; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) this.#block(bytes, at)
    this.#rest.set(bytes.subarray(at))
    this.#restLength = bytes.length - at
    return this
  }

  /** The digest in hexadecimal digits; nothing may be added after it. */
  toHex(): string {
    const length = this.#byteLength
    const padding = new Uint8Array((this.#restLength < 56 ? 56 : 120) - this.#restLength + 8)
    padding[0] = 0x80
    const view = new DataView(padding.buffer)
    view.setUint32(padding.length - 8, Math.floor(length / 2 ** 29))
    view.setUint32(padding.length - 4, (length * 8) >>> 0)
    this.update(padding)
    return [...this.#state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  #block(bytes: Uint8Array, at: number): void {
    const words = this.#words
    for (let i = 0; i < 16; i++, at += 4) {
      words[i] =
        (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
    }
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15]!
      const y = words[i - 2]!
      const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      words[i] = (words[i - 16]! + low + words[i - 7]! + high) | 0
    }
    const state = this.#state
    const constants = ROUND_CONSTANTS
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let d = state[3]!
    let e = state[4]!
    let f = state[5]!
    let g = state[6]!
    let h = state[7]!
    for (let i = 0; i < 64; i++) {
      const big = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const first = (h + big + ((e & f) ^ (~e & g)) + constants[i]! + words[i]!) | 0
      const small = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const second = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + first) | 0
      d = c
      c = b
      b = a
      a = (first + second) | 0
    }
    state[0] = state[0]! + a
    state[1] = state[1]! + b
    state[2] = state[2]! + c
    state[3] = state[3]! + d
    state[4] = state[4]! + e
    state[5] = state[5]! + f
    state[6] = state[6]! + g
    state[7] = state[7]! + h
  }
}

/** The SHA-256 of bytes, or of a text in UTF-8, in hexadecimal digits. */
export function sha256Of(content: Uint8Array | string): string {
  return new Sha256()
    .update(typeof content === 'string' ? new TextEncoder().encode(content) : content)
    .toHex()
}
