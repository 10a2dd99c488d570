const CHUNK_BYTES = 256 * 1024

/**
 * Bytes and numbers one after another, handed on in chunks. `reserve` room for a record first; then
 * write it without further checks.
 */
export class ByteWriter {
  bytes: Uint8Array
  view: DataView
  at = 0
  readonly #chunkBytes: number

  constructor(chunkBytes = CHUNK_BYTES) {
    this.#chunkBytes = chunkBytes
    this.bytes = new Uint8Array(chunkBytes + 64 * 1024)
    this.view = new DataView(this.bytes.buffer)
  }

  /** Makes sure that `byteLength` more bytes fit. */
  reserve(byteLength: number): void {
    if (this.at + byteLength <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + byteLength))
    grown.set(this.bytes.subarray(0, this.at))
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }

  /** Whether enough has been written to be worth handing on. */
  get full(): boolean {
    return this.at >= this.#chunkBytes
  }

  /** What was written since the last call, the caller's to keep. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.at)
    this.at = 0
    return taken
  }
}
