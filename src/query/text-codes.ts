import type { EncodedText } from '../model/row-sink.ts'

const BYTES_OF_TEXT = 24
const FIRST_SLOTS = 256
const FIRST_BYTES = 4096
/** Texts are made of so many bytes at a time. */
const BYTES_A_DECODING = 65_536

/**
 * Numbers different texts, from 1 in the order in which they are met. Texts that are met as bytes are known by these, and
 * made at the end, each different one once. Tells what it takes of memory by `take`, which throws where that is too much.
 */
export class TextCodes {
  readonly #take: (bytes: number) => void
  /** The texts by their codes; those that are bytes as yet are empty. */
  readonly #dictionary: string[] = []
  /** The codes of texts that were not met as bytes, or are not UTF-8 there; of all, once there is one. */
  readonly #codeOf = new Map<string, number>()
  /** What was met as bytes, side by side. */
  #bytes = new DataView(new ArrayBuffer(0))
  /** Of each of them where it ends, its hash and its code. */
  readonly #ends: number[] = [0]
  readonly #hashes: number[] = []
  readonly #codes: number[] = []
  /** By hash, open addressing: the number of one of them, from 1; 0 where there is none. */
  #slots = new Uint32Array()
  /** How many of them are made. */
  #made = 0
  /** What is given back when all texts are there. */
  #lent = 0

  constructor(take: (bytes: number) => void) {
    this.#take = take
  }

  codeOf(text: string): number {
    this.#makeTexts()
    if (this.#codeOf.size === 0) {
      for (const [place, one] of this.#dictionary.entries()) this.#codeOf.set(one, place + 1)
    }
    let code = this.#codeOf.get(text)
    if (code === undefined) {
      code = this.#dictionary.push(text)
      this.#codeOf.set(text, code)
      this.#takeText(text.length)
    }
    return code
  }

  codeOfEncoded(text: EncodedText): number {
    const { view, start, end } = text
    if (2 * this.#codes.length >= this.#slots.length) this.#widen()
    const hash = hashOf(view, start, end)
    const mask = this.#slots.length - 1
    let slot = hash & mask
    for (let nth = this.#slots[slot]!; nth > 0; nth = this.#slots[slot]!) {
      if (this.#hashes[nth - 1] === hash && this.#isSame(nth - 1, view, start, end)) {
        return this.#codes[nth - 1]!
      }
      slot = (slot + 1) & mask
    }
    // Two that are not UTF-8 may be one text, and cannot be made with their neighbours.
    const isApart = this.#codeOf.size > 0 || !isUtf8(view, start, end)
    const code = isApart ? this.codeOf(text.decode()) : this.#dictionary.push('')
    if (!isApart) this.#takeText(end - start)
    this.#keep(view, start, end)
    this.#hashes.push(hash)
    this.#slots[slot] = this.#codes.push(code)
    if (isApart) this.#made = this.#codes.length
    return code
  }

  /** All texts by their codes, the first at 0. No more are numbered after it. */
  finish(): readonly string[] {
    this.#makeTexts()
    this.#take(-this.#lent)
    this.#lent = 0
    this.#bytes = new DataView(new ArrayBuffer(0))
    this.#slots = new Uint32Array()
    return this.#dictionary
  }

  /** Makes the texts that are bytes as yet: many at once, for each call of the decoder costs more than a text. */
  #makeTexts(): void {
    while (this.#made < this.#codes.length) {
      const first = this.#made
      const start = this.#ends[first]!
      while (
        this.#made < this.#codes.length &&
        (this.#made === first || this.#ends[this.#made + 1]! - start <= BYTES_A_DECODING)
      ) {
        this.#made++
      }
      this.#makeSome(first, this.#made)
    }
  }

  #makeSome(first: number, end: number): void {
    const start = this.#ends[first]!
    const { buffer } = this.#bytes
    const all = decoder.decode(new Uint8Array(buffer, start, this.#ends[end]! - start))
    let from = 0
    for (let nth = first; nth < end; nth++) {
      let units = 0
      for (let at = this.#ends[nth]!; at < this.#ends[nth + 1]!; at++) {
        const byte = this.#bytes.getUint8(at)
        // A character begins with another byte than 10xxxxxx; beyond U+FFFF, with 11110xxx, it is two units.
        if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1
      }
      this.#dictionary[this.#codes[nth]! - 1] = all.slice(from, from + units)
      from += units
    }
  }

  #takeText(length: number): void {
    // The text, and its place in the list and in the map.
    this.#take(BYTES_OF_TEXT + 2 * length + 40)
  }

  #isSame(nth: number, view: DataView, start: number, end: number): boolean {
    const own = this.#ends[nth]!
    const length = end - start
    if (this.#ends[nth + 1]! - own !== length) return false
    let at = 0
    for (; at + 4 <= length; at += 4) {
      if (this.#bytes.getUint32(own + at) !== view.getUint32(start + at)) return false
    }
    for (; at < length; at++) {
      if (this.#bytes.getUint8(own + at) !== view.getUint8(start + at)) return false
    }
    return true
  }

  #keep(view: DataView, start: number, end: number): void {
    const own = this.#ends.at(-1)!
    const length = end - start
    if (own + length > this.#bytes.byteLength) this.#grow(own + length)
    let at = 0
    for (; at + 4 <= length; at += 4) this.#bytes.setUint32(own + at, view.getUint32(start + at))
    for (; at < length; at++) this.#bytes.setUint8(own + at, view.getUint8(start + at))
    this.#ends.push(own + length)
  }

  #grow(atLeast: number): void {
    const { byteLength, buffer } = this.#bytes
    const grown = new Uint8Array(Math.max(atLeast, FIRST_BYTES, 2 * byteLength))
    this.#lend(grown.length - byteLength)
    grown.set(new Uint8Array(buffer))
    this.#bytes = new DataView(grown.buffer)
  }

  #widen(): void {
    const slots = new Uint32Array(Math.max(FIRST_SLOTS, 2 * this.#slots.length))
    // The slots, and of each text that they have room for its end, hash and code.
    this.#lend(16 * (slots.length - this.#slots.length))
    const mask = slots.length - 1
    for (let nth = 0; nth < this.#hashes.length; nth++) {
      let slot = this.#hashes[nth]! & mask
      while (slots[slot]! > 0) slot = (slot + 1) & mask
      slots[slot] = nth + 1
    }
    this.#slots = slots
  }

  #lend(bytes: number): void {
    this.#take(bytes)
    this.#lent += bytes
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** A number of 30 bits, four bytes a step: the steps of MurmurHash3_x86_32, with the length as its seed. */
function hashOf(view: DataView, start: number, end: number): number {
  let hash = end - start
  let at = start
  for (; at + 4 <= end; at += 4) hash = step(hash, view.getUint32(at, true))
  let rest = 0
  for (; at < end; at++) rest = (rest << 8) | view.getUint8(at)
  hash = step(hash, rest)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 2
}

function step(hash: number, word: number): number {
  const scaled = Math.imul(word, 0xcc9e2d51)
  const mixed = hash ^ Math.imul((scaled << 15) | (scaled >>> 17), 0x1b873593)
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

/** Whether bytes are UTF-8 (Unicode 16.0, table 3-7: no overlong forms, no surrogates, nothing beyond U+10FFFF). */
function isUtf8(view: DataView, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const lead = view.getUint8(at++)
    if (lead < 0x80) continue
    const more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1
    if (lead < 0xc2 || lead > 0xf4 || at + more > end) return false
    const second = view.getUint8(at)
    const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
    const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
    if (second < least || second > most) return false
    for (let nth = 1; nth < more; nth++) {
      if ((view.getUint8(at + nth) & 0xc0) !== 0x80) return false
    }
    at += more
  }
  return true
}
