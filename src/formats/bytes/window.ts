import type { ReadContext } from '../contract/read-context.ts'
import type { ByteSource } from './byte-source.ts'

const WINDOW_BYTES = 4 << 20

/** A part of a source in memory, moved along as a reader goes, so that large files need little. */
export class ByteWindow {
  bytes: Uint8Array = new Uint8Array(0)
  view: DataView = new DataView(new ArrayBuffer(0))
  /** Where `bytes` begins in the source. */
  start = 0
  readonly #source: ByteSource
  readonly #context: ReadContext

  constructor(source: ByteSource, context: ReadContext) {
    this.#source = source
    this.#context = context
  }

  get size(): number {
    return this.#source.size
  }

  /** Whether the bytes are here already; asking first spares a promise for each record. */
  has(start: number, end: number): boolean {
    return start >= this.start && end <= this.start + this.bytes.length
  }

  /** Brings the bytes here, as far as the source has them. */
  async move(start: number, end: number): Promise<void> {
    const until = Math.min(this.#source.size, Math.max(end, start + WINDOW_BYTES))
    const length = Math.max(0, until - start)
    if (length > WINDOW_BYTES) this.#context.budget.take(length - WINDOW_BYTES, this.#source.name)
    this.bytes = await this.#source.read(start, until)
    if (length > WINDOW_BYTES) this.#context.budget.give(length - WINDOW_BYTES)
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength)
    this.start = start
    this.#context.advance(this.bytes.length, 0)
    await this.#context.breathe()
  }
}
