import { NAAF_CENTER } from '../geo/naaf.ts'
import type { Language } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { localeOf } from '../words/languages.ts'
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
  /** Which of the sheet's layers it shows. */
  layers(layers: readonly SheetLayer[]): readonly SheetLayer[]
  /** Draws what stands over it: its edge, its title, where the sheet is. */
  finish(painter: PagePainter, title: string, fonts: SheetFonts): void
}

/** The middle of Hawaii, and how wide what is seen of it is, in metres. */
const HAWAII = { center: [-157.4, 20.6], meters: 760_000 } as const

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
    const width = side * 1.25
    const own: Box = { x: box.x + room, y: bottom - side, width, height: side }
    const view = { ...spec.view, center: HAWAII.center, scale: toScale(HAWAII.meters, width) }
    const islands = toFrame(view, own)
    insets.push({
      name: 'hawaii',
      frame: islands,
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

/** The scale of two digits at which so many points show so many metres, or a little more. */
function toScale(meters: number, points: number): number {
  const scale = (meters * 72) / 0.0254 / points
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
  const number = new Intl.NumberFormat(localeOf(language)).format(scale)
  const own = fill(wordsOf('sheet-text', language).scale, { scale: number })
  const small: TextStyle = { ...style, font: 'regular', size: base * 0.7 }
  painter.text(own, x + (width - fonts.measure(own, small)) / 2, y + height - base * 0.4, small)
}
