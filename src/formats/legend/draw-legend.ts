import { looksOf } from '../../model/classes.ts'
import type { GeometryType } from '../../model/schema.ts'
import type { Raster } from '../bytes/write-png.ts'
import type { LayerStyle, StyleSymbol } from '../contract/layer-style.ts'
import { drawSwatch } from './draw-symbol.ts'
import { drawText, LINE_HEIGHT, measureText, wrapText } from './draw-text.ts'

/** All lengths are pixels of the picture, two to a CSS pixel. */
const PADDING = 16
const SWATCH_WIDTH = 48
const SWATCH_HEIGHT = 28
const GAP = 12
const TEXT_WIDTH = 440
/** More classes than this fill a screen. */
const MAX_CLASSES = 24
const SURFACE = [255, 255, 255, 235] as const

type SwatchKind = 'marker' | 'line' | 'area'

const SWATCHES: Readonly<Record<GeometryType, SwatchKind>> = {
  Unknown: 'area',
  Point: 'marker',
  MultiPoint: 'marker',
  LineString: 'line',
  MultiLineString: 'line',
  Polygon: 'area',
  MultiPolygon: 'area',
  GeometryCollection: 'area',
}

/** What the legend of a layer says, and of which geometries. */
export interface LegendText {
  readonly title: string
  readonly geometryType: GeometryType
}

/** The legend of a layer as a picture: its title over a swatch and a label for each class. */
export function drawLegend(style: LayerStyle, { title, geometryType }: LegendText): Raster {
  const kind = SWATCHES[geometryType]
  const heading = wrapText(title, TEXT_WIDTH)
  if (style.legendTitle) heading.push(...wrapText(style.legendTitle, TEXT_WIDTH))
  const classes = looksOf(style)
  const shown: readonly { label: string; symbol: StyleSymbol | null }[] =
    classes.length <= MAX_CLASSES
      ? classes
      : [
          ...classes.slice(0, MAX_CLASSES),
          { label: `+ ${classes.length - MAX_CLASSES}`, symbol: null },
        ]
  const entries = style.kind === 'simple' ? [{ label: '', symbol: style.symbol }] : shown
  const rows = entries.map(({ label, symbol }) => ({ symbol, lines: wrapText(label, TEXT_WIDTH) }))

  const widths = [
    ...heading.map((line) => measureText(line) + 1),
    ...rows.flatMap(({ lines }) => lines.map((line) => SWATCH_WIDTH + GAP + measureText(line))),
    SWATCH_WIDTH,
  ]
  const rowHeights = rows.map(({ lines }) => Math.max(1, lines.length) * LINE_HEIGHT + 4)
  const width = Math.max(...widths) + 2 * PADDING
  const height =
    2 * PADDING + heading.length * LINE_HEIGHT + rowHeights.reduce((sum, row) => sum + row, 0)
  const picture: Raster = { width, height, pixels: new Uint8Array(width * height * 4) }
  for (let at = 0; at < picture.pixels.length; at += 4) picture.pixels.set(SURFACE, at)

  let top = PADDING
  for (const line of heading) {
    drawText(picture, line, PADDING, top, true)
    top += LINE_HEIGHT
  }
  rows.forEach(({ symbol, lines }, index) => {
    if (symbol) {
      const swatch = drawSwatch(doubled(symbol), kind, SWATCH_WIDTH, SWATCH_HEIGHT)
      lay(picture, swatch, PADDING, top + (LINE_HEIGHT - SWATCH_HEIGHT) / 2)
    }
    lines.forEach((line, lineIndex) => {
      drawText(picture, line, PADDING + SWATCH_WIDTH + GAP, top + lineIndex * LINE_HEIGHT, false)
    })
    top += rowHeights[index]!
  })
  return picture
}

const doubled = (symbol: StyleSymbol): StyleSymbol => ({
  ...symbol,
  lineWidth: 2 * (symbol.lineWidth ?? 1),
})

/** Lays one picture over another that is nearly opaque. */
function lay(onto: Raster, { width, height, pixels }: Raster, left: number, top: number): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = 4 * (row * width + column)
      const to = 4 * ((top + row) * onto.width + left + column)
      const share = pixels[from + 3]! / 255
      for (let channel = 0; channel < 3; channel++) {
        onto.pixels[to + channel] = Math.round(
          onto.pixels[to + channel]! * (1 - share) + pixels[from + channel]! * share,
        )
      }
    }
  }
}
