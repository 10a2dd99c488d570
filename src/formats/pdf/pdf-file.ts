import { Zlib } from 'fflate'

/** Takes the bytes of a file as they are written. */
export type PdfSink = (bytes: Uint8Array) => void

/** The number of an object of a file. */
export type PdfReference = number

const encoder = new TextEncoder()

/** What is put together before it is packed. */
const CHUNK_CHARACTERS = 64 * 1024

/**
 * Writes a PDF 1.7 file (ISO 32000-1) object by object: nothing of it is kept but where each object begins. Streams
 * are packed (FlateDecode) as they are written.
 */
export class PdfFile {
  readonly #sink: PdfSink
  readonly #offsets: number[] = [0]
  #length = 0

  constructor(sink: PdfSink) {
    this.#sink = sink
    this.#writeText('%PDF-1.7\n')
    // Four bytes above 127, by which programs see that the file is not text (section 7.5.2).
    this.#write(Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a))
  }

  /** A number for an object that is written later. */
  reserve(): PdfReference {
    this.#offsets.push(0)
    return this.#offsets.length - 1
  }

  /** Writes an object; `body` is its value, as `toPdf` gives it. */
  object(body: string, reference: PdfReference = this.reserve()): PdfReference {
    this.#begin(reference)
    this.#writeText(`${reference} 0 obj\n${body}\nendobj\n`)
    return reference
  }

  /** Writes a stream of what is known whole. */
  stream(bytes: Uint8Array, entries = '', reference: PdfReference = this.reserve()): PdfReference {
    const packed = new PackedText()
    packed.bytes(bytes)
    return this.packed(packed.end(), entries, reference)
  }

  /** Writes a stream that is packed already. */
  packed(chunks: readonly Uint8Array[], entries = '', reference: PdfReference = this.reserve()) {
    const length = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0)
    this.#begin(reference)
    this.#writeText(
      `${reference} 0 obj\n<</Length ${length}/Filter/FlateDecode${entries}>>\nstream\n`,
    )
    for (const chunk of chunks) this.#write(chunk)
    this.#writeText('\nendstream\nendobj\n')
    return reference
  }

  /**
   * Opens a stream whose length is not known yet: all that the returned function is given is packed and written at
   * once. No other object may be begun before `close`.
   */
  open(): {
    readonly reference: PdfReference
    write(text: string): void
    close(): void
  } {
    const reference = this.reserve()
    const length = this.reserve()
    this.#begin(reference)
    this.#writeText(`${reference} 0 obj\n<</Length ${length} 0 R/Filter/FlateDecode>>\nstream\n`)
    const start = this.#length
    const packed = new PackedText((chunk) => this.#write(chunk))
    return {
      reference,
      write: (text) => packed.text(text),
      close: () => {
        packed.end()
        const byteLength = this.#length - start
        this.#writeText('\nendstream\nendobj\n')
        this.object(String(byteLength), length)
      },
    }
  }

  /** Ends the file with its table of objects (section 7.5.4) and its trailer. */
  end(root: PdfReference, info: PdfReference, id: string): void {
    const start = this.#length
    const count = this.#offsets.length
    const entries = this.#offsets
      .slice(1)
      .map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
    this.#writeText(`xref\n0 ${count}\n0000000000 65535 f \n${entries.join('')}`)
    this.#writeText(
      `trailer\n<</Size ${count}/Root ${root} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]>>\n` +
        `startxref\n${start}\n%%EOF\n`,
    )
  }

  /** The bytes written so far. */
  get byteLength(): number {
    return this.#length
  }

  #begin(reference: PdfReference): void {
    this.#offsets[reference] = this.#length
  }

  #writeText(text: string): void {
    this.#write(encoder.encode(text))
  }

  #write(bytes: Uint8Array): void {
    this.#length += bytes.byteLength
    this.#sink(bytes)
  }
}

/** Text that is packed while it comes: held packed, or given on. */
export class PackedText {
  readonly #chunks: Uint8Array[] = []
  readonly #zlib: Zlib
  #text = ''

  constructor(onChunk?: (chunk: Uint8Array) => void) {
    this.#zlib = new Zlib({ level: 6 }, (chunk) => {
      if (onChunk) onChunk(chunk)
      else this.#chunks.push(chunk)
    })
  }

  text(text: string): void {
    this.#text += text
    if (this.#text.length >= CHUNK_CHARACTERS) this.#flush(false)
  }

  bytes(bytes: Uint8Array): void {
    this.#zlib.push(bytes)
  }

  /** What is held, packed. */
  end(): readonly Uint8Array[] {
    this.#flush(true)
    return this.#chunks
  }

  #flush(isLast: boolean): void {
    this.#zlib.push(encoder.encode(this.#text), isLast)
    this.#text = ''
  }
}

/** A number of a page's coordinates, with `digits` after the point at most. */
export function toPdfNumber(value: number, digits = 2): string {
  if (!Number.isFinite(value)) throw new Error(`A page has no place for ${value}`)
  const text = value.toFixed(digits)
  if (digits === 0) return text
  const short = text.replace(/\.?0+$/, '')
  return short === '-0' || short === '' ? '0' : short
}

/** A text as a hexadecimal string of UTF-16 (section 7.9.2.2). */
export function toPdfText(text: string): string {
  let hex = 'FEFF'
  for (let index = 0; index < text.length; index++) {
    hex += text.charCodeAt(index).toString(16).padStart(4, '0')
  }
  return `<${hex}>`
}

/** An ASCII text as a literal string. */
export function toPdfAscii(text: string): string {
  return `(${text.replaceAll(/[\\()]/g, '\\$&')})`
}

/** A time as a date (section 7.9.4), in universal time. */
export function toPdfDate(date: Date): string {
  const digits = date.toISOString().replaceAll(/\D/g, '').slice(0, 14)
  return `(D:${digits}Z)`
}
