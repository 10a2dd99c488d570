import type { LayerLabels } from '../catalog/symbology.ts'
import type { SheetFonts } from './fonts.ts'
import type { Frame } from './frame.ts'
import type { Limits } from './lines.ts'
import type { FontStyle, Line, Painter, PlacedLetter, TextStyle } from './painter.ts'
import { type Box, POINTS_PER_PIXEL } from './paper.ts'

/** The space that names keep to others, in points; the map keeps four CSS pixels. */
const PADDING = 4 * POINTS_PER_PIXEL

/** And to the markers of others where it can, so that it is plainly read to its own. */
const WIDE_PADDING = 3 * PADDING

/** The width of a name's lines, in ems, and their distance. */
const MOST_EMS = 7
const LINE_HEIGHT = 1.1

/** How far from one another the names of a line stand, in points. */
const SPACING = 420 * POINTS_PER_PIXEL

/** How much a name that follows a line may turn within itself. */
const MOST_TURN = (50 * Math.PI) / 180

/** A marker that is drawn if its name stands. */
export interface Marker {
  readonly classId: string
  /** How far it reaches from its middle, in points. */
  readonly reach: number
  draw(painter: Painter): void
}

/** A name that would stand on a sheet. */
export type Candidate =
  | {
      readonly kind: 'point'
      readonly text: string
      readonly x: number
      readonly y: number
      /** From the middle of the marker to the name, in points. */
      readonly offset: number
      readonly priority: number
      readonly marker?: Marker
    }
  | {
      readonly kind: 'area'
      readonly text: string
      readonly x: number
      readonly y: number
      /** How far it is to the nearest edge of the area, in points; `null` where that is not known. */
      readonly room: number | null
      /** Whether it stands in the middle of the area or nowhere. */
      readonly staysWithin: boolean
      readonly priority: number
    }
  | { readonly kind: 'line'; readonly text: string; readonly line: Line; readonly priority: number }

/** What keeps names away. */
export interface Obstacle {
  readonly x: number
  readonly y: number
  readonly reach: number
}

/** A name that stands. */
export type Placed =
  | {
      readonly kind: 'lines'
      readonly lines: readonly { readonly text: string; readonly x: number; readonly y: number }[]
    }
  | { readonly kind: 'along'; readonly text: string; readonly letters: readonly PlacedLetter[] }

const FONT_OF_STYLE: Record<NonNullable<LayerLabels['style']>, FontStyle> = {
  regular: 'regular',
  italic: 'italic',
  bold: 'semibold',
  spaced: 'semibold',
}

/** How the names of a layer are set. */
export function toTextStyle(labels: LayerLabels, size: number, opacity: number): TextStyle {
  const style = labels.style ?? 'regular'
  const ems = style === 'spaced' ? 0.16 : labels.placement === 'line' ? 0.06 : 0
  return {
    font: FONT_OF_STYLE[style],
    size,
    color: labels.color.light,
    opacity,
    halo: { color: labels.halo.light, width: 1.2 * POINTS_PER_PIXEL },
    spacing: ems * size,
  }
}

/** Places names so that none covers another: what is placed first stays. */
export class LabelPlacer {
  readonly #fonts: SheetFonts
  readonly #limits: Limits
  readonly #rim: Frame['rim']
  readonly #names = new Map<number, Limits[]>()
  readonly #markers = new Map<number, Limits[]>()

  /**
   * @param limits within which all names stand whole
   * @param rim of a globe, within which they do, too
   */
  constructor(fonts: SheetFonts, limits: Limits, rim: Frame['rim'] = null) {
    this.#fonts = fonts
    this.#limits = limits
    this.#rim = rim
  }

  /** How wide a name is, in the lines into which it is broken. */
  widthOf(text: string, style: TextStyle): number {
    return Math.max(...this.#linesOf(text, style).map((line) => this.#fonts.measure(line, style)))
  }

  #linesOf(text: string, style: TextStyle): string[] {
    return this.#fonts.wrapWords(text, style, MOST_EMS * style.size)
  }

  /** Keeps names away from what is drawn at a place. */
  block({ x, y, reach }: Obstacle): void {
    take(this.#markers, { minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach })
  }

  /** Keeps names away from what will lie over the map. */
  cover({ x, y, width, height }: Box): void {
    take(this.#names, { minX: x, minY: y, maxX: x + width, maxY: y + height })
  }

  /**
   * Where a name stands; none where there is no room for it. One that matters stands over markers where no side of it
   * is free of them.
   */
  place(candidate: Candidate, style: TextStyle, isOverMarkers = false): Placed[] {
    if (candidate.kind === 'line') return this.#placeAlong(candidate, style)
    if (candidate.kind === 'point' && candidate.marker) {
      return this.#placeWithMarker(candidate, candidate.marker, style)
    }
    const placed =
      (candidate.kind === 'point' ? this.#placeLines(candidate, style, WIDE_PADDING) : null) ??
      this.#placeLines(candidate, style, PADDING) ??
      (isOverMarkers ? this.#placeLines(candidate, style, null) : null)
    return placed ? [placed] : []
  }

  /** A name and its marker, if there is room for both. */
  #placeWithMarker(
    candidate: Extract<Candidate, { kind: 'point' }>,
    { reach }: Marker,
    style: TextStyle,
  ): Placed[] {
    const { x, y } = candidate
    const own = { minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach }
    if (!this.#isFree(own, this.#names, 0) || !this.#isFree(own, this.#markers, 0)) return []
    const placed =
      this.#placeLines(candidate, style, WIDE_PADDING) ??
      this.#placeLines(candidate, style, PADDING)
    if (placed) this.block({ x, y, reach })
    return placed ? [placed] : []
  }

  #placeLines(
    candidate: Exclude<Candidate, { kind: 'line' }>,
    style: TextStyle,
    /** To the markers of others; `null` to stand over them. */
    padding: number | null,
  ): Placed | null {
    const { size } = style
    const lines = this.#linesOf(candidate.text, style)
    const widths = lines.map((line) => this.#fonts.measure(line, style))
    const width = Math.max(...widths)
    const height = size * LINE_HEIGHT * lines.length
    const { x, y } = candidate
    const anchors =
      candidate.kind === 'point'
        ? POINT_ANCHORS
        : AREA_ANCHORS.slice(0, candidate.staysWithin ? 1 : 3)
    for (const [right, down] of anchors) {
      const away = candidate.kind === 'area' ? size : candidate.offset
      // Diagonals are as far away as sides.
      const share = right !== 0 && down !== 0 ? Math.SQRT1_2 : 1
      const left = x + right * away * share + (width * (right - 1)) / 2
      const top = y + down * away * share + (height * (down - 1)) / 2
      const box = { minX: left, minY: top, maxX: left + width, maxY: top + height }
      const isFree =
        this.#isFree(box, this.#names) &&
        (padding === null || this.#isFree(box, this.#markers, padding, candidate))
      if (!isFree) continue
      take(this.#names, box)
      return {
        kind: 'lines',
        lines: lines.map((text, index) => ({
          text,
          x: left + ((width - widths[index]!) * (1 - right)) / 2,
          // The base line stands where capital letters have as much room above as below.
          y: top + size * LINE_HEIGHT * (index + 0.5) + size * 0.33,
        })),
      }
    }
    return null
  }

  #placeAlong({ text, line }: Extract<Candidate, { kind: 'line' }>, style: TextStyle): Placed[] {
    const length = this.#fonts.measure(text, style)
    const lengths = lengthsOf(line)
    const total = lengths.at(-1)!
    if (total < length * 1.05) return []
    const placed: Placed[] = []
    const count = Math.max(1, Math.floor(total / SPACING))
    for (let index = 0; index < count; index++) {
      const middle = (total * (index + 0.5)) / count
      // A name that has no room in the middle of its part may have some beside it.
      for (const shift of [0, -0.5, 0.5, -1, 1]) {
        const start = middle + shift * length - length / 2
        if (start < 0 || start + length > total) continue
        const letters = this.#lettersAlong(text, line, lengths, start, style)
        if (!letters) continue
        placed.push({ kind: 'along', text, letters })
        break
      }
    }
    return placed
  }

  #lettersAlong(
    text: string,
    line: Line,
    lengths: readonly number[],
    start: number,
    style: TextStyle,
  ): PlacedLetter[] | null {
    const { size } = style
    const [fromX] = pointAt(line, lengths, start)
    const length = this.#fonts.measure(text, style)
    const [toX] = pointAt(line, lengths, start + length)
    const isBackward = toX < fromX
    const letters: PlacedLetter[] = []
    const boxes: Limits[] = []
    let at = 0
    let first: number | null = null
    let before: number | null = null
    for (const letter of text) {
      const advance = this.#fonts.measure(letter, style)
      const middle = at + advance / 2
      const on = isBackward ? start + length - middle : start + middle
      // The direction is that of the ground that the letter and its neighbours cover.
      const [ax, ay] = pointAt(line, lengths, on - size * 0.6)
      const [bx, by] = pointAt(line, lengths, on + size * 0.6)
      const radians = isBackward ? Math.atan2(ay - by, ax - bx) : Math.atan2(by - ay, bx - ax)
      first ??= radians
      if (Math.abs(turnOf(radians - first)) > MOST_TURN) return null
      if (before !== null && Math.abs(turnOf(radians - before)) > MOST_TURN / 2) return null
      before = radians
      const [x, y] = pointAt(line, lengths, on)
      const cos = Math.cos(radians)
      const sin = Math.sin(radians)
      const down = size * 0.33
      letters.push({
        letter,
        x: x - (advance / 2) * cos - down * sin,
        y: y - (advance / 2) * sin + down * cos,
        radians,
      })
      const reach = size * 0.6
      const box = { minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach }
      if (!this.#isFree(box, this.#names) || !this.#isFree(box, this.#markers)) return null
      boxes.push(box)
      at += advance
    }
    for (const box of boxes) take(this.#names, box)
    return letters
  }

  #isOnGlobe({ minX, minY, maxX, maxY }: Limits): boolean {
    if (!this.#rim) return true
    const { x, y, radius } = this.#rim
    const across = Math.max(Math.abs(minX - x), Math.abs(maxX - x))
    const down = Math.max(Math.abs(minY - y), Math.abs(maxY - y))
    return Math.hypot(across, down) <= radius
  }

  /** Whether nothing that is taken is nearer than the padding, but for the marker that the name is of. */
  #isFree(
    box: Limits,
    taken: Taken,
    padding = PADDING,
    own?: { readonly x: number; readonly y: number },
  ): boolean {
    const { minX, minY, maxX, maxY } = this.#limits
    if (box.minX < minX || box.minY < minY || box.maxX > maxX || box.maxY > maxY) return false
    if (!this.#isOnGlobe(box)) return false
    for (const cell of cellsOf(box, padding)) {
      for (const other of taken.get(cell) ?? []) {
        // How far a name is from its own marker is decided already.
        if (own && isAround(other, own)) continue
        const isApart =
          box.maxX + padding <= other.minX ||
          box.minX - padding >= other.maxX ||
          box.maxY + padding <= other.minY ||
          box.minY - padding >= other.maxY
        if (!isApart) return false
      }
    }
    return true
  }
}

function isAround(
  { minX, minY, maxX, maxY }: Limits,
  at: { readonly x: number; readonly y: number },
) {
  return Math.abs((minX + maxX) / 2 - at.x) < 0.01 && Math.abs((minY + maxY) / 2 - at.y) < 0.01
}

/** What has a place, by the cells of the page in which it lies. */
type Taken = ReadonlyMap<number, readonly Limits[]>

function take(cells: Map<number, Limits[]>, box: Limits): void {
  for (const cell of cellsOf(box)) {
    const others = cells.get(cell)
    if (others) others.push(box)
    else cells.set(cell, [box])
  }
}

/** Which way names step aside, in the order in which the map tries it: right, down of −1, 0, 1. */
const POINT_ANCHORS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [1, -1],
] as const
const AREA_ANCHORS = [
  [0, 0],
  [0, 1],
  [0, -1],
] as const

const CELL = 24

function* cellsOf({ minX, minY, maxX, maxY }: Limits, padding = PADDING): Generator<number> {
  const from = Math.floor((minX - padding) / CELL)
  const to = Math.floor((maxX + padding) / CELL)
  for (let row = Math.floor((minY - padding) / CELL); row <= (maxY + padding) / CELL; row++) {
    for (let column = from; column <= to; column++) yield row * 4096 + column
  }
}

const turnOf = (radians: number) => Math.atan2(Math.sin(radians), Math.cos(radians))

function lengthsOf(line: Line): number[] {
  const lengths = [0]
  for (let index = 2; index < line.length; index += 2) {
    const dx = line[index]! - line[index - 2]!
    const dy = line[index + 1]! - line[index - 1]!
    lengths.push(lengths.at(-1)! + Math.hypot(dx, dy))
  }
  return lengths
}

function pointAt(line: Line, lengths: readonly number[], along: number): [x: number, y: number] {
  const wanted = Math.max(0, Math.min(lengths.at(-1)!, along))
  let low = 0
  let high = lengths.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (lengths[middle]! <= wanted) low = middle
    else high = middle
  }
  const span = lengths[high]! - lengths[low]!
  const share = span > 0 ? (wanted - lengths[low]!) / span : 0
  const x = line[low * 2]!
  const y = line[low * 2 + 1]!
  return [x + (line[high * 2]! - x) * share, y + (line[high * 2 + 1]! - y) * share]
}

/** Draws a name where it stands. */
export function drawPlaced(painter: Painter, placed: Placed, style: TextStyle): void {
  if (placed.kind === 'along') painter.textAlong(placed.text, placed.letters, style)
  else for (const { text, x, y } of placed.lines) painter.text(text, x, y, style)
}
