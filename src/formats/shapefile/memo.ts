import { type ByteSource, bytesSource, extensionOf } from '../bytes/byte-source.ts'
import { ByteWindow } from '../bytes/window.ts'
import type { ReadContext } from '../contract/read-context.ts'

/**
 * The file beside a dBase table that holds its long texts in blocks: `.dbt` of dBase III and IV, `.fpt` of
 * FoxPro. The table has the number of a text's first block.
 */
export class MemoReader {
  readonly #window: ByteWindow
  readonly #kind: MemoKind
  readonly #blockBytes: number

  private constructor(window: ByteWindow, kind: MemoKind, blockBytes: number) {
    this.#window = window
    this.#kind = kind
    this.#blockBytes = blockBytes
  }

  static async open(source: ByteSource, context: ReadContext): Promise<MemoReader> {
    const head = await source.read(0, Math.min(source.size, HEADER_BYTES))
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
    context.expect(source.size)
    // Texts stand in any order: all but the largest files are read at once.
    const isSmall = source.size <= MOST_WHOLE_BYTES
    const held = isSmall ? bytesSource(await context.readAll(source), source.name) : source
    const window = new ByteWindow(held, context)
    if (extensionOf(source.name) === 'fpt') {
      // Visual FoxPro 9, "Memo File Structure": the block size stands at 6, its high byte first.
      const blockBytes = head.length >= 8 ? view.getUint16(6, false) : 0
      return new MemoReader(window, 'foxpro', blockBytes || 64)
    }
    // dBase III writes 3 at byte 16, and its blocks are always of 512 bytes; dBase IV has their size at 20.
    const blockBytes = head.length >= 22 ? view.getUint16(20, true) : 0
    const isOld = head[16] === 3 || blockBytes === 0 || blockBytes % 64 !== 0
    return isOld
      ? new MemoReader(window, 'dbase3', OLD_BLOCK_BYTES)
      : new MemoReader(window, 'dbase4', blockBytes)
  }

  /** The bytes of the text that begins in the block; `null` where there is none. */
  async read(block: number): Promise<Uint8Array | null> {
    const start = block * this.#blockBytes
    // The first block is the header: no text begins there.
    if (block <= 0 || start + 8 > this.#window.size) return null
    await this.#need(start, start + 8)
    return READERS[this.#kind](this.#window, start, (end) => this.#need(start, end))
  }

  async #need(start: number, end: number): Promise<void> {
    if (!this.#window.has(start, end)) await this.#window.move(start, end)
  }
}

type MemoKind = 'dbase3' | 'dbase4' | 'foxpro'

const HEADER_BYTES = 512
const MOST_WHOLE_BYTES = 64 << 20
const OLD_BLOCK_BYTES = 512
const END_OF_TEXT = 0x1a
/** Longer than any text that a person wrote; a length beyond it is damage. */
const MOST_TEXT_BYTES = 16 << 20

type ReadMemo = (
  window: ByteWindow,
  start: number,
  need: (end: number) => Promise<void>,
) => Promise<Uint8Array | null>

const READERS: Readonly<Record<MemoKind, ReadMemo>> = {
  /** A text runs to its end mark, over as many blocks as it needs. */
  async dbase3(window, start, need) {
    for (let length = OLD_BLOCK_BYTES; ; length *= 2) {
      const end = Math.min(start + length, window.size)
      await need(end)
      const bytes = window.bytes.subarray(start - window.start, end - window.start)
      const mark = bytes.indexOf(END_OF_TEXT)
      if (mark >= 0) return bytes.slice(0, mark)
      if (end === window.size || length > MOST_TEXT_BYTES) return bytes.slice()
    }
  },
  /** `FF FF 08 00`, then the length with these eight bytes. */
  async dbase4(window, start, need) {
    const { view } = window
    const at = start - window.start
    if (view.getUint32(at, false) !== 0xffff0800) return READERS.dbase3(window, start, need)
    return take(window, start + 8, view.getUint32(at + 4, true) - 8, need)
  },
  /** The kind (0 a picture, 1 a text), then the length, high bytes first. */
  async foxpro(window, start, need) {
    return take(window, start + 8, window.view.getUint32(start - window.start + 4, false), need)
  },
}

async function take(
  window: ByteWindow,
  start: number,
  length: number,
  need: (end: number) => Promise<void>,
): Promise<Uint8Array | null> {
  if (length < 0 || length > MOST_TEXT_BYTES || start + length > window.size) return null
  await need(start + length)
  return window.bytes.slice(start - window.start, start - window.start + length)
}
