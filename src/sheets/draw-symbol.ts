import { markerCorners } from '../catalog/marker-shape.ts'
import type { LayerSymbol } from '../catalog/symbology.ts'
import { valueAt } from '../catalog/zoomed.ts'
import type { Paint, Painter } from './painter.ts'
import { POINTS_PER_PIXEL } from './paper.ts'

/** Sheets are drawn in the colours of the light map: paper is white. */
const THEME = 'light'

/** How large and how opaque symbols are. */
export interface SymbolScale {
  /** Of the Framework's grid. */
  readonly zoom: number
  readonly opacity: number
  /** What sizes are multiplied by beside: for sheets that are seen from afar. */
  readonly enlarge: number
}

const toPoints = (pixels: number, { enlarge }: SymbolScale) => pixels * POINTS_PER_PIXEL * enlarge

/** How areas of a symbol are filled; nothing where it has no fill. */
export function toFill({ fill, fillOpacity = 1, line }: LayerSymbol, scale: SymbolScale): Paint {
  if (!fill) return {}
  const ink = { color: fill[THEME], opacity: fillOpacity * scale.opacity }
  // Between neighbours that are filled each by itself, programs that smooth edges show the paper: a thin line of
  // the same colour covers it. Over what is translucent it would be seen.
  const hides = ink.opacity === 1 && !line
  return hides ? { fill: ink, stroke: { ...ink, width: 0.12 } } : { fill: ink }
}

/** How lines of a symbol are drawn; nothing where it has none. */
export function toStroke(symbol: LayerSymbol, scale: SymbolScale): Paint {
  const { line, lineWidth = 1, lineDash } = symbol
  if (!line) return {}
  const width = toPoints(valueAt(lineWidth, scale.zoom), scale)
  if (width === 0) return {}
  return {
    stroke: {
      color: line[THEME],
      opacity: scale.opacity,
      width,
      join: 'round',
      cap: lineDash ? 'butt' : 'round',
      ...(lineDash && { dash: lineDash.map((length) => length * width) }),
    },
  }
}

/** How the wider line beneath a line is drawn; nothing where there is none. */
export function toCasing(symbol: LayerSymbol, scale: SymbolScale): Paint {
  const { casing, casingWidth = 3, casingOpacity = 1 } = symbol
  if (!casing) return {}
  const width = toPoints(valueAt(casingWidth, scale.zoom), scale)
  const opacity = casingOpacity * scale.opacity
  return { stroke: { color: casing[THEME], opacity, width, join: 'round', cap: 'round' } }
}

/** The radius of a marker in points. */
export function toRadius({ markerRadius = 4 }: LayerSymbol, scale: SymbolScale): number {
  return toPoints(valueAt(markerRadius, scale.zoom), scale)
}

/** Draws a marker. An icon that a file brought along is a picture, which has no place among lines: a circle stands in. */
export function drawMarker(
  painter: Painter,
  symbol: LayerSymbol,
  x: number,
  y: number,
  radius: number,
  scale: SymbolScale,
): void {
  const { fill, fillOpacity = 1, line, lineWidth = 1 } = symbol
  const shape = symbol.icon ? 'circle' : (symbol.marker ?? 'circle')
  const width = toPoints(valueAt(lineWidth, scale.zoom), scale)
  const inner: Paint = fill
    ? { fill: { color: fill[THEME], opacity: fillOpacity * scale.opacity } }
    : symbol.icon
      ? { fill: { color: '#3b4a54', opacity: scale.opacity } }
      : {}
  const stroke = (strokeWidth: number): Paint =>
    line
      ? {
          stroke: { color: line[THEME], opacity: scale.opacity, width: strokeWidth, join: 'round' },
        }
      : {}
  if (shape === 'circle') {
    painter.circle(x, y, radius, inner)
    // The line lies around the circle.
    if (line) painter.circle(x, y, radius + width / 2, stroke(width))
    return
  }
  const corners = markerCorners(shape).flatMap(([dx, dy]) => [x + dx * radius, y + dy * radius])
  // Of a line twice as wide the marker covers the inner half.
  painter.shape([corners], true, stroke(width * 2))
  painter.shape([corners], true, inner)
}

/** How far from its middle a marker may reach, in points. */
export function reachOf(symbol: LayerSymbol, radius: number, scale: SymbolScale): number {
  return radius * 1.5 + toPoints(valueAt(symbol.lineWidth ?? 1, scale.zoom), scale) * 2 + 1
}
