import type { Language } from '../model/schema.ts'
import { formatNumber } from '../words/format.ts'
import { wordsOf } from '../words/words.ts'
import { type Frame, isWithinRim, mappedBox, toPage, toPlace, worldShifts } from './frame.ts'
import { clipLine, generalise, limitsOf } from './lines.ts'
import type { Line } from './painter.ts'
import { type Box, POINTS_PER_MILLIMETER } from './paper.ts'

/** Degrees between meridians and parallels, of which the finest is taken that leaves room between them. */
const STEPS = [1, 2, 5, 10, 15, 20, 30]

/** A label of a line where it meets the frame: centred there, outside of it. */
export interface EdgeLabel {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly side: 'left' | 'right' | 'top' | 'bottom'
}

export interface Graticule {
  readonly lines: readonly Line[]
  readonly labels: readonly EdgeLabel[]
}

/** Meridians and parallels of a frame as its projection bends them, with labels where they meet its edge. */
export function toGraticule(frame: Frame, language: Language, labelRoom: number): Graticule {
  const box = mappedBox(frame)
  const step = toStep(frame, box)
  const lines: Line[] = []
  const labels: EdgeLabel[] = []
  for (const { kind, degrees, positions } of toCourses(step, frame.rim ? -90 : -60)) {
    for (const shift of worldShifts(frame)) {
      const text = toLabel(kind, degrees, language)
      for (const line of toRuns(positions, frame, shift)) {
        for (const piece of clipLine(line, limitsOf(box))) {
          lines.push(generalise(piece, 0.02 * POINTS_PER_MILLIMETER))
          labels.push(...edgeLabels(piece, box, text))
        }
      }
    }
  }
  const own = frame.rim ? labels.filter((label) => isAtEdge(label, frame.box)) : labels
  return { lines, labels: withRoom(own, labelRoom) }
}

/** A course on the page, in as many pieces as the plane has of it: the antipode of its centre has no place there. */
function toRuns(
  positions: readonly (readonly [lon: number, lat: number])[],
  frame: Frame,
  shift: number,
): number[][] {
  const runs: number[][] = [[]]
  for (const [lon, lat] of positions) {
    const [u, v] = frame.grid.toUnit(lon, lat)
    const [x, y] = toPage(frame, u + shift, v)
    if (Number.isFinite(x) && Number.isFinite(y) && isWithinRim(frame, x, y))
      runs.at(-1)!.push(x, y)
    else runs.push([])
  }
  return runs.filter((run) => run.length > 2)
}

function toCourses(step: number, south: number) {
  const courses: {
    kind: 'lat' | 'lon'
    degrees: number
    positions: (readonly [lon: number, lat: number])[]
  }[] = []
  const many = (from: number, to: number, by: number) =>
    Array.from({ length: Math.round((to - from) / by) + 1 }, (_, index) => from + index * by)
  // Meridians end short of the pole, where they would run into one another.
  const end = 90 - Math.min(10, step)
  for (const lon of many(-180 + step, 180, step)) {
    const isMain = lon % 90 === 0
    const top = isMain ? 90 : end
    courses.push({
      kind: 'lon',
      degrees: lon,
      positions: many(isMain ? south : Math.max(south, -end), top, 0.5).map(
        (lat) => [lon, lat] as const,
      ),
    })
  }
  for (const lat of many(south + (-south % step || (south === -90 ? step : 0)), 90 - step, step)) {
    courses.push({
      kind: 'lat',
      degrees: lat,
      positions: many(-180, 180, 0.5).map((lon) => [lon, lat] as const),
    })
  }
  return courses
}

/** How far from one another parallels are at the least, in points. */
const LEAST_DISTANCE = 26 * POINTS_PER_MILLIMETER

function toStep(frame: Frame, box: Box): number {
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  const upper = toPlace(frame, x, y - 5)
  const lower = toPlace(frame, x, y + 5)
  if (!upper || !lower) return STEPS.at(-1)!
  const degreesPerPoint = Math.abs(upper[1] - lower[1]) / 10
  const share = Math.max(1, Math.sqrt((box.width * box.height) / (560 * 400)))
  const wanted = degreesPerPoint * LEAST_DISTANCE * Math.sqrt(share)
  return STEPS.find((step) => step >= wanted) ?? STEPS.at(-1)!
}

function toLabel(kind: 'lat' | 'lon', degrees: number, language: Language): string {
  const { n, s, e, w } = wordsOf('page', language).map.directions
  const number = formatNumber(Math.abs(degrees), language)
  const letter = kind === 'lat' ? (degrees < 0 ? s : n) : degrees < 0 ? w : e
  const isNeither = degrees === 0 || Math.abs(degrees) === 180
  return isNeither ? `${number}°` : `${number}°\u00a0${letter}`
}

const NEAR = 0.01

function edgeLabels(piece: Line, box: Box, text: string): EdgeLabel[] {
  const ends = [
    [piece[0]!, piece[1]!],
    [piece.at(-2)!, piece.at(-1)!],
  ] as const
  return ends.flatMap(([x, y]): EdgeLabel[] => {
    if (Math.abs(y - box.y) < NEAR) return [{ text, x, y, side: 'top' }]
    if (Math.abs(y - box.y - box.height) < NEAR) return [{ text, x, y, side: 'bottom' }]
    if (Math.abs(x - box.x) < NEAR) return [{ text, x, y, side: 'left' }]
    return Math.abs(x - box.x - box.width) < NEAR ? [{ text, x, y, side: 'right' }] : []
  })
}

/** Whether a line is cut there by the frame, and not by the square around a globe. */
function isAtEdge({ side, x, y }: EdgeLabel, box: Box): boolean {
  if (side === 'top') return Math.abs(y - box.y) < NEAR
  if (side === 'bottom') return Math.abs(y - box.y - box.height) < NEAR
  if (side === 'left') return Math.abs(x - box.x) < NEAR
  return Math.abs(x - box.x - box.width) < NEAR
}

/** Labels of a side that do not run into one another. */
function withRoom(labels: readonly EdgeLabel[], room: number): EdgeLabel[] {
  const placeOf = ({ side, x, y }: EdgeLabel) => (side === 'left' || side === 'right' ? y : x)
  const kept: EdgeLabel[] = []
  for (const label of labels.toSorted((a, b) => placeOf(a) - placeOf(b))) {
    const isNear = kept.some(
      (other) => other.side === label.side && Math.abs(placeOf(other) - placeOf(label)) < room,
    )
    if (!isNear) kept.push(label)
  }
  return kept
}

/** How far north turns from up, in radians clockwise, at a point of the page; `null` where there is no ground. */
function northAt(frame: Frame, x: number, y: number): number | null {
  const place = toPlace(frame, x, y)
  if (!place) return null
  const [lon, lat] = place
  const [u0, v0] = frame.grid.toUnit(lon, lat - 0.01)
  const [u1, v1] = frame.grid.toUnit(lon, Math.min(89.9999, lat + 0.01))
  return Math.atan2(u1 - u0, v0 - v1)
}

/** How much north may turn within a frame for one arrow to be true for all of it. */
const MOST_TURN = (5 * Math.PI) / 180

/** The direction of one arrow of north, in radians clockwise from up; `null` where it would be wrong at the edges. */
export function northOf(frame: Frame): number | null {
  const { x, y, width, height } = mappedBox(frame)
  const middle = northAt(frame, x + width / 2, y + height / 2)
  if (middle === null) return null
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ] as const
  const isTrue = corners.every(([cornerX, cornerY]) => {
    const north = northAt(frame, cornerX, cornerY)
    if (north === null) return false
    const turn = Math.atan2(Math.sin(north - middle), Math.cos(north - middle))
    return Math.abs(turn) <= MOST_TURN
  })
  return isTrue ? middle : null
}
