import { readFontTables } from './woff.ts'

/** A point of a glyph's outline in the font's units, y up. */
interface OutlinePoint {
  readonly x: number
  readonly y: number
  readonly isOnCurve: boolean
}

/** A font with quadratic outlines (OpenType 1.9: `glyf`, `loca`, `cmap` formats 4 and 12, `hmtx`). */
export interface TrueTypeFont {
  readonly unitsPerEm: number
  /** Above and below the base line, in the font's units; the descent is negative. */
  readonly ascent: number
  readonly descent: number
  readonly capHeight: number
  readonly italicAngle: number
  readonly bbox: readonly [xMin: number, yMin: number, xMax: number, yMax: number]
  readonly tables: ReadonlyMap<string, Uint8Array>
  /** The number of the glyph of a Unicode code point; 0 where the font has none. */
  glyphOf(codePoint: number): number
  /** How far a glyph moves the pen, in the font's units. */
  advanceOf(glyph: number): number
  /** The record of a glyph in `glyf`; empty for those without outline. */
  recordOf(glyph: number): Uint8Array
}

/**
 * Reads a font; see `readFontTables` for what it may be.
 *
 * @throws Error where it has no quadratic outlines
 */
export function readTrueType(bytes: Uint8Array): TrueTypeFont {
  const tables = readFontTables(bytes)
  const table = (tag: string): DataView => {
    const found = tables.get(tag)
    if (!found) throw new Error(`The font has no table ${tag}`)
    return new DataView(found.buffer, found.byteOffset, found.byteLength)
  }
  const head = table('head')
  const hhea = table('hhea')
  const hmtx = table('hmtx')
  const loca = table('loca')
  const os2 = table('OS/2')
  const isLong = head.getInt16(50) === 1
  const lastMetric = hhea.getUint16(34) - 1
  const glyphs = tables.get('glyf')!
  const offsetOf = (glyph: number) =>
    isLong ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2
  const glyphOf = readCharacterMap(table('cmap'))
  return {
    tables,
    unitsPerEm: head.getUint16(18),
    bbox: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    capHeight: os2.getInt16(88),
    italicAngle: table('post').getInt32(4) / 65536,
    glyphOf,
    advanceOf: (glyph) => hmtx.getUint16(Math.min(glyph, lastMetric) * 4),
    recordOf: (glyph) => glyphs.subarray(offsetOf(glyph), offsetOf(glyph + 1)),
  }
}

function readCharacterMap(cmap: DataView): (codePoint: number) => number {
  const count = cmap.getUint16(2)
  const tables = Array.from({ length: count }, (_, index) => cmap.getUint32(8 + index * 8))
  const full = tables.find((at) => cmap.getUint16(at) === 12)
  if (full !== undefined) return (codePoint) => lookUpGroup(cmap, full, codePoint)
  const basic = tables.find((at) => cmap.getUint16(at) === 4)
  if (basic === undefined) throw new Error('The font has no Unicode character map')
  return (codePoint) => lookUpSegment(cmap, basic, codePoint)
}

function lookUpGroup(cmap: DataView, at: number, codePoint: number): number {
  const count = cmap.getUint32(at + 12)
  for (let index = 0; index < count; index++) {
    const group = at + 16 + index * 12
    const start = cmap.getUint32(group)
    if (codePoint < start) return 0
    if (codePoint <= cmap.getUint32(group + 4)) return cmap.getUint32(group + 8) + codePoint - start
  }
  return 0
}

function lookUpSegment(cmap: DataView, at: number, codePoint: number): number {
  if (codePoint > 0xffff) return 0
  const count = cmap.getUint16(at + 6) / 2
  for (let index = 0; index < count; index++) {
    if (codePoint > cmap.getUint16(at + 14 + index * 2)) continue
    const start = cmap.getUint16(at + 16 + (count + index) * 2)
    if (codePoint < start) return 0
    const delta = cmap.getUint16(at + 16 + (2 * count + index) * 2)
    const rangeAt = at + 16 + (3 * count + index) * 2
    const range = cmap.getUint16(rangeAt)
    if (range === 0) return (codePoint + delta) & 0xffff
    const glyph = cmap.getUint16(rangeAt + range + (codePoint - start) * 2)
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return 0
}

/** Flags of a part of a composite glyph (OpenType 1.9, `glyf`, "Composite glyph description"). */
const WORDS = 0x1
const OFFSETS = 0x2
const ONE_SCALE = 0x8
const MORE = 0x20
const TWO_SCALES = 0x40
const MATRIX = 0x80

/** A part of a composite glyph: which glyph, and where its number stands in the record. */
export interface GlyphPart {
  readonly glyph: number
  readonly numberAt: number
  /** `[xx, yx, xy, yy, dx, dy]`. */
  readonly matrix: readonly [number, number, number, number, number, number]
}

/** The parts of a composite glyph; none of one that has an outline of its own. */
export function partsOf(record: Uint8Array): readonly GlyphPart[] {
  if (record.length === 0) return []
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  if (view.getInt16(0) >= 0) return []
  const parts: GlyphPart[] = []
  let at = 10
  let flags = MORE
  while (flags & MORE) {
    flags = view.getUint16(at)
    const numberAt = at + 2
    at += 4
    const isOffset = (flags & OFFSETS) !== 0
    const dx = flags & WORDS ? view.getInt16(at) : view.getInt8(at)
    const dy = flags & WORDS ? view.getInt16(at + 2) : view.getInt8(at + 1)
    at += flags & WORDS ? 4 : 2
    const scale = (offset: number) => view.getInt16(at + offset) / 16384
    let linear: [number, number, number, number] = [1, 0, 0, 1]
    if (flags & ONE_SCALE) {
      linear = [scale(0), 0, 0, scale(0)]
      at += 2
    } else if (flags & TWO_SCALES) {
      linear = [scale(0), 0, 0, scale(2)]
      at += 4
    } else if (flags & MATRIX) {
      linear = [scale(0), scale(2), scale(4), scale(6)]
      at += 8
    }
    const glyph = view.getUint16(numberAt)
    parts.push({ glyph, numberAt, matrix: [...linear, isOffset ? dx : 0, isOffset ? dy : 0] })
  }
  return parts
}

/**
 * The outline of a glyph as the data of an SVG path in the font's units, y down, from the pen's place on the base
 * line; an empty text for glyphs without outline.
 */
export function toGlyphPath(font: TrueTypeFont, glyph: number, depth = 0): string {
  return contoursOf(font, glyph, depth).map(toContourPath).join('')
}

/** Parts of parts go no deeper than this. */
const MOST_DEPTH = 6

function contoursOf(font: TrueTypeFont, glyph: number, depth: number): OutlinePoint[][] {
  const record = font.recordOf(glyph)
  if (record.length === 0 || depth > MOST_DEPTH) return []
  const parts = partsOf(record)
  if (parts.length === 0) return readContours(record)
  return parts.flatMap(({ glyph: part, matrix: [xx, yx, xy, yy, dx, dy] }) =>
    contoursOf(font, part, depth + 1).map((contour) =>
      contour.map(({ x, y, isOnCurve }) => ({
        x: x * xx + y * xy + dx,
        y: x * yx + y * yy + dy,
        isOnCurve,
      })),
    ),
  )
}

function readContours(record: Uint8Array): OutlinePoint[][] {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  const count = view.getInt16(0)
  const ends = Array.from({ length: count }, (_, index) => view.getUint16(10 + index * 2))
  const pointCount = (ends.at(-1) ?? -1) + 1
  let at = 10 + count * 2
  at += 2 + view.getUint16(at)
  const flags: number[] = []
  while (flags.length < pointCount) {
    const flag = view.getUint8(at++)
    const repeats = flag & 8 ? view.getUint8(at++) : 0
    for (let time = 0; time <= repeats; time++) flags.push(flag)
  }
  const readAxis = (short: number, same: number) => {
    let value = 0
    return flags.map((flag) => {
      if (flag & short) value += (flag & same ? 1 : -1) * view.getUint8(at++)
      else if (!(flag & same)) {
        value += view.getInt16(at)
        at += 2
      }
      return value
    })
  }
  const xs = readAxis(2, 16)
  const ys = readAxis(4, 32)
  const points = flags.map((flag, index) => ({
    x: xs[index]!,
    y: ys[index]!,
    isOnCurve: (flag & 1) !== 0,
  }))
  return ends.map((end, index) => points.slice(index === 0 ? 0 : ends[index - 1]! + 1, end + 1))
}

function toContourPath(points: readonly OutlinePoint[]): string {
  if (points.length < 2) return ''
  const middle = (a: OutlinePoint, b: OutlinePoint): OutlinePoint => ({
    x: (a.x + b.x) / 2,
    y: (a.y + b.y) / 2,
    isOnCurve: true,
  })
  const first = points.findIndex(({ isOnCurve }) => isOnCurve)
  const start = first < 0 ? middle(points[0]!, points.at(-1)!) : points[first]!
  const rest = [...points.slice(first + 1), ...points.slice(0, first + 1)]
  let path = `M${start.x} ${-start.y}`
  for (const [index, point] of rest.entries()) {
    if (point.isOnCurve) {
      path += `L${point.x} ${-point.y}`
      continue
    }
    const next = rest[index + 1] ?? start
    const end = next.isOnCurve ? next : middle(point, next)
    path += `Q${point.x} ${-point.y} ${end.x} ${-end.y}`
  }
  return `${path}Z`
}
