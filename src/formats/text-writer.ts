const encoder = new TextEncoder()
const CHUNK_CHARACTERS = 128 * 1024

/** Text in pieces, handed on as UTF-8 in chunks. */
export class TextWriter {
  #text = ''
  readonly #chunkCharacters: number

  constructor(chunkCharacters = CHUNK_CHARACTERS) {
    this.#chunkCharacters = chunkCharacters
  }

  write(text: string): void {
    this.#text += text
  }

  /** Whether enough has been written to be worth handing on. */
  get full(): boolean {
    return this.#text.length >= this.#chunkCharacters
  }

  /** What was written since the last call. */
  take(): Uint8Array {
    const bytes = encoder.encode(this.#text)
    this.#text = ''
    return bytes
  }
}
