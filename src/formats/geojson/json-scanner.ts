import { requireDecoder } from '../text/decoder.ts'

/**
 * Cuts a stream of JSON into pieces that are small enough to parse: the elements of a top-level
 * object's `features` or `arcs` array one by one, and each top-level value without them. So a
 * FeatureCollection of any length, newline-delimited JSON and RFC 8142 sequences are read in the memory
 * of one feature, and the arcs of a topology without an array for each position.
 * Only brackets and quotation marks are looked at; `JSON.parse` judges the pieces. Who reads elements from their bytes may
 * take them where they begin.
 */

export interface JsonPiece {
  /**
   * `feature`, `arc`: an element of the `features` or `arcs` array of the current top-level value;
   * `value`: a whole top-level value, these arrays emptied if their elements were given before.
   */
  readonly kind: ElementKind | 'value'
  /** In UTF-8, and only until the next piece is asked for. */
  readonly bytes: Uint8Array
  readonly byteOffset: number
  /** Whether it came in several chunks, so that it could not be taken where it began. */
  readonly isCut: boolean
}

type ElementKind = 'feature' | 'arc'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const COMMA = 0x2c
const COLON = 0x3a
const RECORD_SEPARATOR = 0x1e

/** What may stand between the tokens of JSON (RFC 8259 section 2). */
export const isBlank = (byte: number): boolean =>
  byte <= 0x20 && (byte === 32 || byte === 10 || byte === 13 || byte === 9)

/** The arrays of a top-level object whose elements are given one by one. */
const STREAMED_KEYS: ReadonlyMap<string, ElementKind> = new Map([
  ['"features"', 'feature'],
  ['"arcs"', 'arc'],
])

const LONGEST_KEY = Math.max(...[...STREAMED_KEYS.keys()].map(({ length }) => length))

/** Bytes that are kept from chunk to chunk until their piece is whole. */
class Pending {
  #chunks: Uint8Array[] = []
  length = 0

  /** What there is of it so far, which is kept. */
  peek(): Uint8Array {
    const whole = this.take()
    this.add(whole)
    return whole
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#chunks.push(bytes)
    this.length += bytes.length
  }

  take(): Uint8Array {
    const chunks = this.#chunks
    this.#chunks = []
    const { length } = this
    this.length = 0
    if (chunks.length === 1) return chunks[0]!
    const whole = new Uint8Array(length)
    let at = 0
    for (const chunk of chunks) {
      whole.set(chunk, at)
      at += chunk.length
    }
    return whole
  }
}

/**
 * Is shown where an element of an array begins, and gives where it ends if it has taken all of it; else -1, and the
 * element is given as a piece.
 */
export type TakeElement = (kind: ElementKind, chunk: Uint8Array, at: number) => number

/** Deeper nesting than any geometry or property has, and less than breaks a parser's stack. */
const MOST_DEPTH = 512

export class JsonScanner {
  /** Where the chunk at hand begins in the stream. */
  #chunkStart = 0
  #depth = 0
  #isInString = false
  #isEscaped = false
  /** Whether the top-level value is an object, so that strings at depth 1 may be keys. */
  #isKeyNext = false
  #key = ''
  /** What the elements of the array are that is gone through, if it is such a one. */
  #streamed: ElementKind | null = null
  /** Whether an element has begun, and where. */
  #isInElement = false
  #elementStart = 0
  /** Whether the element was taken where it began. */
  #isTaken = false
  #valueStart = -1
  #isScalar = false
  readonly #value = new Pending()
  readonly #element = new Pending()

  readonly #take: TakeElement

  constructor(take: TakeElement = () => -1) {
    this.#take = take
  }

  /** The bytes that are held back until their piece is whole. */
  get pendingBytes(): number {
    return this.#value.length + this.#element.length
  }

  /** While its elements are given: the top-level value up to the bracket that opens their array. */
  get head(): Uint8Array {
    return this.#value.peek()
  }

  /** The pieces that end in the next chunk. Throws a `SyntaxError` where brackets do not match. */
  *push(chunk: Uint8Array): Generator<JsonPiece> {
    // What belongs to the top-level value begins here, unless an element is under way.
    let kept = 0
    let at = 0
    const length = chunk.length
    while (at < length) {
      if (this.#isInString) {
        at = this.#skipString(chunk, at)
        continue
      }
      if (this.#depth > (this.#streamed ? 2 : 1)) {
        at = this.#skipNested(chunk, at)
        if (at === length || this.#isInString) continue
      }
      const byte = chunk[at]!
      if (this.#depth === 0) {
        if (isBlank(byte) || byte === RECORD_SEPARATOR) {
          if (this.#isScalar) {
            this.#isScalar = false
            this.#value.add(chunk.subarray(kept, at))
            yield this.#endValue()
          }
          at++
          kept = at
          continue
        }
        if (this.#valueStart < 0) {
          this.#valueStart = this.#chunkStart + at
          kept = at
        }
        if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
          if (this.#isScalar) throw this.#error('a bracket within a value', at)
          this.#depth = 1
          this.#isKeyNext = byte === OPEN_OBJECT
          this.#key = ''
        } else {
          this.#isScalar = true
          if (byte === QUOTE) this.#isInString = true
        }
        at++
        continue
      }
      if (this.#streamed && this.#depth === 2) {
        if (byte === CLOSE_ARRAY) {
          if (this.#isInElement && !this.#isTaken) yield this.#endElement(chunk, at)
          this.#isInElement = false
          this.#isTaken = false
          this.#streamed = null
          this.#depth = 1
          kept = at
          at++
          continue
        }
        if (byte === COMMA) {
          if (!this.#isInElement) throw this.#error('a comma without an element before it', at)
          if (!this.#isTaken) yield this.#endElement(chunk, at)
          this.#isInElement = false
          this.#isTaken = false
          at++
          kept = at
          continue
        }
        if (!this.#isInElement && !isBlank(byte)) {
          this.#isInElement = true
          const end = this.#take(this.#streamed, chunk, at)
          if (end > at) {
            this.#isTaken = true
            at = end
            continue
          }
          this.#elementStart = this.#chunkStart + at
          kept = at
        }
      }
      if (byte === QUOTE) {
        this.#isInString = true
        if (this.#depth === 1 && this.#isKeyNext) this.#key = '"'
        at++
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        const streamed =
          this.#depth === 1 && byte === OPEN_ARRAY ? STREAMED_KEYS.get(this.#key) : undefined
        if (streamed) {
          this.#streamed = streamed
          this.#value.add(chunk.subarray(kept, at + 1))
          kept = at + 1
        }
        if (++this.#depth > MOST_DEPTH) throw this.#error('brackets are nested too deeply', at)
        at++
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        at++
        if (--this.#depth === 0) {
          this.#value.add(chunk.subarray(kept, at))
          kept = at
          yield this.#endValue()
        }
      } else {
        if (this.#depth === 1) {
          if (byte === COMMA) {
            this.#isKeyNext = true
            this.#key = ''
          } else if (byte === COLON) this.#isKeyNext = false
        }
        at++
      }
    }
    if (this.#streamed) {
      if (this.#isInElement && !this.#isTaken) this.#element.add(chunk.slice(kept))
    } else if (this.#valueStart >= 0) {
      this.#value.add(chunk.slice(kept))
    }
    this.#chunkStart += length
  }

  /** What is left at the end. Throws where the text breaks off. */
  *end(): Generator<JsonPiece> {
    if (this.#isScalar && !this.#isInString) yield this.#endValue()
    else if (this.#valueStart >= 0) throw this.#error('the text breaks off', 0)
  }

  /**
   * Goes on to where something may begin or end: to a string, or out of the brackets of which nothing
   * need be known. Most bytes of a file are gone through here.
   */
  #skipNested(chunk: Uint8Array, from: number): number {
    const outer = this.#streamed ? 2 : 1
    const { length } = chunk
    let depth = this.#depth
    let at = from
    while (at < length && depth > outer) {
      const byte = chunk[at++]!
      // Digits, commas, blanks and letters.
      if (byte < OPEN_ARRAY && byte !== QUOTE) continue
      if (byte === QUOTE) {
        this.#isInString = true
        break
      }
      if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
        if (++depth > MOST_DEPTH) throw this.#error('brackets are nested too deeply', at - 1)
      } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
        depth--
      }
    }
    this.#depth = depth
    return at
  }

  #skipString(chunk: Uint8Array, from: number): number {
    let at = from
    if (this.#isEscaped) {
      this.#isEscaped = false
      at++
    }
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (byte === QUOTE) {
        this.#isInString = false
        at++
        break
      }
      if (byte === BACKSLASH) {
        if (at + 1 === chunk.length) {
          this.#isEscaped = true
          return chunk.length
        }
        at++
      }
    }
    const isKey = this.#depth === 1 && this.#isKeyNext && this.#key !== ''
    if (isKey && this.#key.length < LONGEST_KEY) {
      this.#key += latin1.decode(chunk.subarray(from, Math.min(at, from + LONGEST_KEY)))
    } else if (isKey && at > from) {
      this.#key = ''
    }
    return at
  }

  #endElement(chunk: Uint8Array, at: number): JsonPiece {
    const from = Math.max(0, this.#elementStart - this.#chunkStart)
    const isCut = this.#element.length > 0
    this.#element.add(chunk.subarray(from, at))
    return {
      kind: this.#streamed!,
      bytes: this.#element.take(),
      byteOffset: this.#elementStart,
      isCut,
    }
  }

  #endValue(): JsonPiece {
    const byteOffset = this.#valueStart
    this.#valueStart = -1
    this.#isScalar = false
    return { kind: 'value', bytes: this.#value.take(), byteOffset, isCut: true }
  }

  #error(what: string, at: number): SyntaxError {
    return new SyntaxError(`${what} at byte ${this.#chunkStart + at + 1}`)
  }
}

const latin1 = requireDecoder('latin1')
