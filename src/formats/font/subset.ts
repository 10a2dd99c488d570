import { partsOf, type TrueTypeFont } from './true-type.ts'

/** What a subset keeps: without names and layout, which a file that sets its own glyphs does not read. */
const KEPT_TABLES = ['cvt ', 'fpgm', 'prep'] as const

/**
 * A font of some glyphs alone, numbered anew in the order in which they are asked for; 0 is what stands for a letter
 * that the font lacks. The parts of composite glyphs come along.
 */
export class FontSubset {
  readonly font: TrueTypeFont
  readonly #numbers = new Map<number, number>([[0, 0]])

  constructor(font: TrueTypeFont) {
    this.font = font
  }

  /** The number in the subset of a glyph of the font. */
  numberOf(glyph: number): number {
    let number = this.#numbers.get(glyph)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(glyph, number)
    }
    return number
  }

  /** The glyphs of the font by their numbers in the subset. */
  get glyphs(): readonly number[] {
    return [...this.#numbers.keys()]
  }

  /**
   * The subset as a TrueType file (OpenType 1.9). Given code points and the numbers of their glyphs it stands alone, as
   * a font of a page; otherwise it has no character map, and its glyphs are set by their numbers.
   */
  write(numbersByCodePoint?: ReadonlyMap<number, number>): Uint8Array {
    const { font } = this
    const records: Uint8Array[] = []
    // Numbering parts makes the list longer while it is gone through.
    for (let place = 0; place < this.#numbers.size; place++) {
      const record = font.recordOf(this.glyphs[place]!).slice()
      const view = new DataView(record.buffer)
      for (const { glyph, numberAt } of partsOf(record)) {
        view.setUint16(numberAt, this.numberOf(glyph))
      }
      records.push(record)
    }
    const count = records.length
    const loca = new DataView(new ArrayBuffer((count + 1) * 4))
    const hmtx = new DataView(new ArrayBuffer(count * 4))
    let length = 0
    for (const [index, record] of records.entries()) {
      loca.setUint32(index * 4, length)
      length += padded(record.length)
      const glyph = this.glyphs[index]!
      hmtx.setUint16(index * 4, font.advanceOf(glyph))
      const hasOutline = record.length > 0
      hmtx.setInt16(index * 4 + 2, hasOutline ? new DataView(record.buffer).getInt16(2) : 0)
    }
    loca.setUint32(count * 4, length)
    const glyf = new Uint8Array(length)
    for (const [index, record] of records.entries()) glyf.set(record, loca.getUint32(index * 4))
    const changed = (tag: string, change: (view: DataView) => void) => {
      const copy = font.tables.get(tag)!.slice()
      change(new DataView(copy.buffer))
      return [tag, copy] as const
    }
    const kept = KEPT_TABLES.flatMap((tag) => {
      const table = font.tables.get(tag)
      return table ? [[tag, table] as const] : []
    })
    return writeTables([
      ...kept,
      ['glyf', glyf],
      changed('head', (head) => {
        head.setUint32(8, 0)
        head.setInt16(50, 1)
      }),
      changed('hhea', (hhea) => hhea.setUint16(34, count)),
      ['hmtx', new Uint8Array(hmtx.buffer)],
      ['loca', new Uint8Array(loca.buffer)],
      changed('maxp', (maxp) => maxp.setUint16(4, count)),
      ...(numbersByCodePoint ? this.#aloneTables(numbersByCodePoint) : []),
    ])
  }

  /** What programs ask of a font that is in no other file: its characters, names and metrics. */
  #aloneTables(numbers: ReadonlyMap<number, number>): (readonly [string, Uint8Array])[] {
    const { tables } = this.font
    const post = tables.get('post')!.slice(0, 32)
    // Version 3 has no names of glyphs.
    new DataView(post.buffer).setUint32(0, 0x00030000)
    return [
      ['cmap', toCharacterMap(numbers)],
      ['name', tables.get('name')!],
      ['OS/2', tables.get('OS/2')!],
      ['post', post],
    ]
  }
}

/** A `cmap` of one subtable of format 12, each character a group by itself. */
function toCharacterMap(numbers: ReadonlyMap<number, number>): Uint8Array {
  const sorted = [...numbers].toSorted(([a], [b]) => a - b)
  const length = 16 + sorted.length * 12
  const view = new DataView(new ArrayBuffer(12 + length))
  view.setUint16(2, 1)
  // Windows, full Unicode.
  view.setUint16(4, 3)
  view.setUint16(6, 10)
  view.setUint32(8, 12)
  view.setUint16(12, 12)
  view.setUint32(16, length)
  view.setUint32(24, sorted.length)
  for (const [index, [codePoint, number]] of sorted.entries()) {
    const at = 28 + index * 12
    view.setUint32(at, codePoint)
    view.setUint32(at + 4, codePoint)
    view.setUint32(at + 8, number)
  }
  return new Uint8Array(view.buffer)
}

const padded = (length: number) => (length + 3) & ~3

function writeTables(tables: readonly (readonly [tag: string, bytes: Uint8Array])[]): Uint8Array {
  const sorted = tables.toSorted(([a], [b]) => (a < b ? -1 : 1))
  const start = 12 + sorted.length * 16
  const total = sorted.reduce((sum, [, bytes]) => sum + padded(bytes.length), start)
  const file = new Uint8Array(total)
  const view = new DataView(file.buffer)
  const power = 2 ** Math.floor(Math.log2(sorted.length))
  view.setUint32(0, 0x00010000)
  view.setUint16(4, sorted.length)
  view.setUint16(6, power * 16)
  view.setUint16(8, Math.log2(power))
  view.setUint16(10, (sorted.length - power) * 16)
  let at = start
  for (const [index, [tag, bytes]] of sorted.entries()) {
    const entry = 12 + index * 16
    for (let letter = 0; letter < 4; letter++) file[entry + letter] = tag.charCodeAt(letter)
    file.set(bytes, at)
    view.setUint32(entry + 4, checksum(file.subarray(at, at + padded(bytes.length))))
    view.setUint32(entry + 8, at)
    view.setUint32(entry + 12, bytes.length)
    at += padded(bytes.length)
  }
  return file
}

function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sum = 0
  for (let at = 0; at + 4 <= bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  return sum
}
