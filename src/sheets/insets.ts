import { NAAF_CENTER } from '../geo/naaf.ts'
import type { Language } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { formatNumber } from '../words/format.ts'
import { wordsOf } from '../words/words.ts'
import { PLACE_COLOR } from './draw-map.ts'
import type { SheetFonts } from './fonts.ts'
import { type Frame, isWithinRim, mappedBox, toFrame, toPage, toPlace } from './frame.ts'
import { INK } from './ink.ts'
import type { SheetLayout } from './layout.ts'
import type { PagePainter, TextStyle } from './painter.ts'
import type { Box } from './paper.ts'
import type { SheetLayer } from './sheet-layer.ts'
import type { InsetName, SheetSpec } from './sheet-spec.ts'

/** A small map in a corner of the large one. */
export interface Inset {
  readonly name: InsetName
  readonly frame: Frame
  /** Where its title and its scale stand, of which names keep clear. */
  readonly captions: readonly Box[]
  /** Whether it is a part of what the sheet shows, and not only of where that is. */
  readonly isContent: boolean
  /** Which of the sheet's layers it shows. */
  layers(layers: readonly SheetLayer[]): readonly SheetLayer[]
  /** Draws what stands over it: its edge, its title, where the sheet is. */
  finish(painter: PagePainter, title: string, fonts: SheetFonts): void
}

/** The middle of Hawaii, and places of its outermost coasts, from the north-west around. */
const HAWAII = {
  center: [-157.4, 20.6],
  coasts: [
    [-160.25, 21.9],
    [-159.4, 22.25],
    [-157.95, 21.72],
    [-156.25, 20.95],
    [-155.85, 20.27],
    [-154.8, 19.52],
    [-155.68, 18.9],
    [-156.07, 19.73],
    [-157.3, 20.85],
    [-159.45, 21.85],
  ],
} as const

/** How wide the continent is, in metres of the Framework's plane. */
const CONTINENT_METERS = 9_000_000

/** Layers that a map of a few centimetres is drawn of. */
const GROUND = new Set(['land', 'context-land', 'coastline', 'international-boundaries'])

/** The insets that a sheet asks for and has a use for: none of what the sheet shows itself. */
export function insetFrames(spec: SheetSpec, { frame, base }: SheetLayout): Inset[] {
  const box = mappedBox(frame)
  const side = Math.min(box.width, box.height) * 0.17
  const room = base * 0.9
  const bottom = box.y + box.height - room
  const insets: Inset[] = []
  const wanted = (name: InsetName) => spec.insets.includes(name)
  if (wanted('hawaii') && !isWithin(frame, HAWAII.center)) {
    const islands = toIslandsFrame(spec, side * 1.3, base, { x: box.x + room, y: bottom })
    insets.push({
      name: 'hawaii',
      frame: islands,
      captions: captionsOf(islands.box, base),
      isContent: true,
      layers: (layers) => layers,
      finish: (painter, title, fonts) =>
        drawEdge(painter, islands, title, fonts, base, spec.language),
    })
  }
  if (wanted('continent') && !isWithin(frame, [-100, 70])) {
    const own: Box = {
      x: box.x + box.width - room - side,
      y: bottom - side,
      width: side,
      height: side,
    }
    const view = { projection: 'naaf', center: [NAAF_CENTER.lon, NAAF_CENTER.lat + 3] as const }
    const small = toFrame({ ...view, scale: toScale(CONTINENT_METERS, side) }, own)
    insets.push({
      name: 'continent',
      frame: small,
      captions: captionsOf(own, base),
      isContent: false,
      layers: (layers) => layers.filter(({ entry }) => GROUND.has(entry.id)),
      finish(painter, title, fonts) {
        painter.openClip(own)
        painter.shape([outlineOf(frame, small)], true, {
          stroke: { color: PLACE_COLOR, width: base * 0.14, join: 'round' },
        })
        painter.closeClip()
        drawEdge(painter, small, title, fonts, base, spec.language)
      },
    })
  }
  return insets
}

/** How much of the height of an inset its title takes, and its scale, in sizes of the type. */
const TITLE_EMS = 1.5
const SCALE_EMS = 1.2

function captionsOf({ x, y, width, height }: Box, base: number): Box[] {
  const scaleHeight = base * SCALE_EMS
  return [
    { x, y, width, height: base * TITLE_EMS },
    { x, y: y + height - scaleHeight, width, height: scaleHeight },
  ]
}

/** A frame whose longer side is given, and in which the islands stand whole, as its projection turns them. */
function toIslandsFrame(
  spec: SheetSpec,
  longest: number,
  base: number,
  lowerLeft: { readonly x: number; readonly y: number },
): Frame {
  const view = { ...spec.view, center: HAWAII.center }
  const { grid, pointsPerUnit } = toFrame(view, { x: 0, y: 0, width: 0, height: 0 })
  const coasts = HAWAII.coasts.map(([lon, lat]) => grid.toUnit(lon, lat))
  const us = coasts.map(([u]) => u)
  const vs = coasts.map(([, v]) => v)
  const [west, east] = [Math.min(...us), Math.max(...us)]
  const [north, south] = [Math.min(...vs), Math.max(...vs)]
  const around = base * 1.5
  const captions = base * (TITLE_EMS + SCALE_EMS)
  // Points for a unit at which the islands and what is around them are as high, or as wide, as may be.
  const most = Math.min(
    (longest - 2 * around) / (east - west),
    (longest - around - captions) / (south - north),
  )
  const scale = toRoundScale((view.scale * pointsPerUnit) / most)
  const exact = (view.scale * pointsPerUnit) / scale
  const width = (east - west) * exact + 2 * around
  const height = (south - north) * exact + around + captions
  const middle = grid.fromUnit(
    (west + east) / 2,
    (north + south) / 2 + ((SCALE_EMS - TITLE_EMS) * base) / 2 / exact,
  )
  return toFrame(
    { ...view, center: middle ?? HAWAII.center, scale },
    { x: lowerLeft.x, y: lowerLeft.y - height, width, height },
  )
}

/** The scale of two digits at which so many points show so many metres, or a little more. */
function toScale(meters: number, points: number): number {
  return toRoundScale((meters * 72) / 0.0254 / points)
}

/** A scale of two digits, no larger than what is wanted. */
function toRoundScale(scale: number): number {
  const step = 10 ** (Math.floor(Math.log10(scale)) - 1)
  return Math.ceil(scale / step) * step
}

function isWithin(frame: Frame, [lon, lat]: readonly [number, number]): boolean {
  const { x, y, width, height } = mappedBox(frame)
  const [u, v] = frame.grid.toUnit(lon, lat)
  return [-1, 0, 1].some((shift) => {
    if (shift !== 0 && !frame.grid.wraps) return false
    const [atX, atY] = toPage(frame, u + shift, v)
    return (
      atX >= x && atX <= x + width && atY >= y && atY <= y + height && isWithinRim(frame, atX, atY)
    )
  })
}

/** The edge of a map as it lies in another one. */
function outlineOf(frame: Frame, other: Frame): number[] {
  const { x, y, width, height } = mappedBox(frame)
  const steps = 24
  const shares = Array.from({ length: steps }, (_, index) => index / steps)
  const edge = [
    ...shares.map((share) => [x + share * width, y] as const),
    ...shares.map((share) => [x + width, y + share * height] as const),
    ...shares.map((share) => [x + width - share * width, y + height] as const),
    ...shares.map((share) => [x, y + height - share * height] as const),
  ]
  return edge.flatMap(([atX, atY]) => {
    const place = toPlace(frame, atX, atY)
    return place ? [...toPage(other, ...other.grid.toUnit(...place))] : []
  })
}

function drawEdge(
  painter: PagePainter,
  { box: { x, y, width, height }, scale }: Frame,
  title: string,
  fonts: SheetFonts,
  base: number,
  language: Language,
): void {
  const style: TextStyle = {
    font: 'semibold',
    size: base * 0.8,
    color: INK,
    halo: { color: '#ffffff', width: 1.2 },
  }
  const ring = [x, y, x + width, y, x + width, y + height, x, y + height]
  painter.shape([ring], true, { stroke: { color: INK, width: base * 0.07 } })
  const length = fonts.measure(title, style)
  painter.text(title, x + (width - length) / 2, y + base * 1.05, style)
  // Its scale is not that of the sheet.
  const number = formatNumber(scale, language)
  const own = fill(wordsOf('sheet-text', language).scale, { scale: number })
  const small: TextStyle = { ...style, font: 'regular', size: base * 0.7 }
  painter.text(own, x + (width - fonts.measure(own, small)) / 2, y + height - base * 0.4, small)
}
