import { unzlibSync } from 'fflate'
import type { ByteSource } from '../bytes/byte-source.ts'

/** A value of a PDF (ISO 32000-1, section 7.3): names begin with `/`, references are `{ reference }`. */
export type PdfValue =
  | number
  | string
  | boolean
  | null
  | { readonly reference: number }
  | { readonly text: string }
  | readonly PdfValue[]
  | ReadonlyMap<string, PdfValue>

/** No object that is read here is longer, but for its stream. */
const MOST_OBJECT_BYTES = 4_000_000

/**
 * Reads the objects of a PDF file with one table of objects, as the Atlas writes it, by their numbers. It is the
 * reader of receipts: a file that is anything else is refused.
 */
export class PdfReader {
  readonly #source: ByteSource
  readonly #offsets: readonly number[]
  readonly trailer: ReadonlyMap<string, PdfValue>

  private constructor(
    source: ByteSource,
    offsets: readonly number[],
    trailer: ReadonlyMap<string, PdfValue>,
  ) {
    this.#source = source
    this.#offsets = offsets
    this.trailer = trailer
  }

  /** @throws SyntaxError where the file has no table of objects that can be read */
  static async open(source: ByteSource): Promise<PdfReader> {
    const end = toLatin(await source.read(Math.max(0, source.size - 1024), source.size))
    const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(end)?.[1])
    if (!Number.isSafeInteger(start)) throw new SyntaxError('The file has no end')
    const table = toLatin(await source.read(start, source.size))
    const head = /^xref\n0 (\d+)\n/.exec(table)
    if (!head) throw new SyntaxError('The file has no table of objects')
    const count = Number(head[1])
    const offsets = Array.from({ length: count }, (_, index) =>
      Number(table.slice(head[0].length + index * 20, head[0].length + index * 20 + 10)),
    )
    const after = table.slice(head[0].length + count * 20)
    const trailer = new Scanner(after.slice(after.indexOf('<<'))).value()
    if (!(trailer instanceof Map)) throw new SyntaxError('The file has no trailer')
    return new PdfReader(source, offsets, trailer)
  }

  /** The object of a reference, or the value itself. */
  async resolve(value: PdfValue | undefined): Promise<PdfValue> {
    if (!isReference(value)) return value ?? null
    return (await this.#read(value.reference)).value
  }

  /** As `resolve`, for what must be a dictionary. */
  async dictionary(value: PdfValue | undefined): Promise<ReadonlyMap<string, PdfValue>> {
    const resolved = await this.resolve(value)
    if (!(resolved instanceof Map)) throw new SyntaxError('A dictionary is missing')
    return resolved as ReadonlyMap<string, PdfValue>
  }

  /** What a stream holds, unpacked. */
  async stream(value: PdfValue | undefined): Promise<string> {
    if (!isReference(value)) throw new SyntaxError('A stream is missing')
    const { value: entries, streamAt } = await this.#read(value.reference)
    if (!(entries instanceof Map) || streamAt === null) throw new SyntaxError('A stream is missing')
    const length = Number(await this.resolve(entries.get('/Length')))
    return toLatin(unzlibSync(await this.#source.read(streamAt, streamAt + length)))
  }

  async #read(number: number) {
    const offset = this.#offsets[number]
    if (!offset) throw new SyntaxError(`There is no object ${number}`)
    let length = 4096
    for (;;) {
      const text = toLatin(await this.#source.read(offset, offset + length))
      const head = new RegExp(`^${number} 0 obj\\n`).exec(text)
      if (!head) throw new SyntaxError(`Object ${number} is not where it should be`)
      const end = /\nendobj\n|>>\nstream\n/.exec(text)
      if (end) {
        const scanner = new Scanner(text.slice(head[0].length, end.index + 2))
        const isStream = end[0].endsWith('stream\n')
        const streamAt = isStream ? offset + end.index + end[0].length : null
        return { value: scanner.value(), streamAt }
      }
      if (length > MOST_OBJECT_BYTES) throw new SyntaxError(`Object ${number} has no end`)
      length *= 8
    }
  }
}

export function isReference(value: PdfValue | undefined): value is { readonly reference: number } {
  return typeof value === 'object' && value !== null && 'reference' in value
}

/** The numbers of an array. */
export function toNumbers(value: PdfValue | undefined): number[] {
  return Array.isArray(value) ? value.map(Number) : []
}

/** The text of a string. */
export function toText(value: PdfValue | undefined): string {
  return typeof value === 'object' && value !== null && 'text' in value ? value.text : ''
}

const CHUNK_BYTES = 8192

/** A letter for each byte: what platforms call Latin 1 is windows-1252, which is no such thing. */
function toLatin(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES))
  }
  return text
}

class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(): PdfValue {
    this.#skip()
    const rest = this.#text.slice(this.#at, this.#at + 40)
    if (rest.startsWith('<<')) return this.#dictionary()
    if (rest.startsWith('[')) return this.#array()
    if (rest.startsWith('<')) return { text: this.#hex() }
    if (rest.startsWith('(')) return { text: this.#literal() }
    const reference = /^(\d+) 0 R/.exec(rest)
    if (reference) {
      this.#at += reference[0].length
      return { reference: Number(reference[1]) }
    }
    const [token = ''] = /^\/?[^\s[\]<>()/]+/.exec(this.#text.slice(this.#at)) ?? []
    if (token === '') throw new SyntaxError('A value is missing')
    this.#at += token.length
    if (/^[+-]?[\d.]+$/.test(token)) return Number(token)
    return token === 'true' ? true : token === 'false' ? false : token === 'null' ? null : token
  }

  #dictionary(): ReadonlyMap<string, PdfValue> {
    const entries = new Map<string, PdfValue>()
    this.#at += 2
    for (this.#skip(); !this.#text.startsWith('>>', this.#at); this.#skip()) {
      const key = this.value()
      if (typeof key !== 'string') throw new SyntaxError('A name is missing')
      entries.set(key, this.value())
    }
    this.#at += 2
    return entries
  }

  #array(): PdfValue[] {
    const items: PdfValue[] = []
    this.#at++
    for (this.#skip(); this.#text[this.#at] !== ']'; this.#skip()) items.push(this.value())
    this.#at++
    return items
  }

  #hex(): string {
    const end = this.#text.indexOf('>', this.#at)
    const digits = this.#text.slice(this.#at + 1, end)
    this.#at = end + 1
    if (!/^feff/i.test(digits)) return digits
    const units = digits.slice(4).match(/.{4}/g) ?? []
    return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)))
  }

  #literal(): string {
    let text = ''
    let depth = 0
    for (;;) {
      const letter = this.#text[this.#at++]
      if (letter === undefined) throw new SyntaxError('A string has no end')
      if (letter === '\\') text += this.#text[this.#at++] ?? ''
      else if (letter === '(' && depth++ === 0) continue
      else if (letter === ')' && --depth === 0) return text
      else text += letter
    }
  }

  #skip(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
    if (this.#at >= this.#text.length) throw new SyntaxError('The object ends too early')
  }
}
