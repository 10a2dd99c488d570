import { looksOf } from '../model/classes.ts'
import type { LayerEntry } from './device-layer.ts'
import { markerPath } from './marker-shape.ts'
import { toShape } from './record.ts'
import type { LayerLabels, LayerSymbol, Symbology, ThemedColor } from './symbology.ts'

/** The size of a picture in CSS pixels, as its `viewBox` states it. */
export const PICTURE_WIDTH = 24
export const PICTURE_HEIGHT = 16

/**
 * A part of a small picture of a symbol, as an element of SVG: what draws it (the legend of the page,
 * the static pages) makes the element. Colours are `light-dark()` pairs, of which the style sheet's
 * `color-scheme` takes one.
 */
export interface PicturePart {
  readonly tag: 'rect' | 'path' | 'text' | 'image'
  /** By the names of SVG: `stroke-width`. */
  readonly attributes: Readonly<Record<string, string>>
  /** What a `text` says. */
  readonly text?: string
}

type Drawn = 'point' | 'line' | 'polygon'

/** The symbol of one class of a layer. */
export function toSymbolPicture(
  symbol: LayerSymbol,
  layer: Pick<LayerEntry, 'geometryType'>,
): readonly PicturePart[] {
  return symbol.icon === undefined ? PICTURES[toDrawn(layer)](symbol) : [toIcon(symbol.icon)]
}

/** A layer in small: its symbol, those of some of its classes, or a letter of its labels. */
export function toLayerPicture(
  layer: Pick<LayerEntry, 'geometryType' | 'symbology'>,
): readonly PicturePart[] {
  const { symbology } = layer
  if (!symbology) return []
  const symbols = toSymbols(symbology).filter(isSeen)
  const [first] = symbols
  if (!first) return symbology.labels ? [toLetters(symbology.labels)] : []
  const drawn = toDrawn(layer)
  const isBySymbol = symbols.length === 1 || symbols.some(({ icon }) => icon !== undefined)
  if (isBySymbol) return toSymbolPicture(first, layer)
  const some = toSome(symbols, MOST_SYMBOLS[drawn])
  return some.flatMap((symbol, index) => IN_ONE[drawn](symbol, index, some.length))
}

/** How many symbols stand for a layer of many classes. */
const MOST_SYMBOLS: Record<Drawn, number> = { polygon: 4, line: 3, point: 3 }

/** At most so many, from the first to the last. */
function toSome(symbols: readonly LayerSymbol[], most: number): readonly LayerSymbol[] {
  if (symbols.length <= most) return symbols
  const step = (symbols.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, index) => symbols[Math.round(index * step)]!)
}

/** The symbol of one class of several in one picture. */
const IN_ONE: Record<
  Drawn,
  (symbol: LayerSymbol, index: number, count: number) => readonly PicturePart[]
> = {
  polygon: ({ fill }, index, count) => {
    const width = PICTURE_WIDTH / count
    const height = String(PICTURE_HEIGHT)
    const attributes = { x: String(index * width), width: String(width), height }
    return [{ tag: 'rect', attributes: { ...attributes, fill: toPaint(fill) } }]
  },
  line: ({ line, lineDash }, index, count) => {
    const y = ((index + 0.5) * PICTURE_HEIGHT) / count
    return [toStroke(line, { d: `M1 ${y}h${PICTURE_WIDTH - 2}`, ...toLineAttributes(lineDash) })]
  },
  point: (symbol, index, count) => [toMarker(symbol, ((index + 0.5) * PICTURE_WIDTH) / count, 3.2)],
}

function toSymbols(symbology: Symbology): LayerSymbol[] {
  return symbology.kind === 'simple'
    ? [symbology.symbol]
    : looksOf(symbology).map(({ symbol }) => symbol)
}

function isSeen({ fill, fillOpacity = 1, line, casing, icon }: LayerSymbol): boolean {
  const isFilled = fill !== undefined && fillOpacity > 0
  return isFilled || line !== undefined || casing !== undefined || icon !== undefined
}

function toIcon(href: string): PicturePart {
  const side = String(PICTURE_HEIGHT)
  const x = String((PICTURE_WIDTH - PICTURE_HEIGHT) / 2)
  return { tag: 'image', attributes: { href, x, y: '0', width: side, height: side } }
}

/** Layers whose geometry is mixed or not known yet are pictured as areas. */
function toDrawn(layer: Pick<LayerEntry, 'geometryType'>): Drawn {
  const shape = toShape(layer)
  return shape === 'point' || shape === 'line' ? shape : 'polygon'
}

function toPaint(color: ThemedColor | undefined): string {
  return color ? `light-dark(${color.light}, ${color.dark})` : 'none'
}

function toStroke(
  color: ThemedColor | undefined,
  attributes: PicturePart['attributes'],
): PicturePart {
  const zigzag = { d: 'M1 11 9 5l6 5 8-6', fill: 'none', stroke: toPaint(color) }
  return { tag: 'path', attributes: { ...zigzag, ...attributes } }
}

const PICTURES: Record<Drawn, (symbol: LayerSymbol) => readonly PicturePart[]> = {
  polygon: ({ fill, fillOpacity, line }) => [
    {
      tag: 'rect',
      attributes: {
        x: '1',
        y: '1',
        width: '22',
        height: '14',
        rx: '2',
        fill: toPaint(fill),
        ...(fillOpacity === undefined ? {} : { 'fill-opacity': String(fillOpacity) }),
        stroke: toPaint(line),
      },
    },
  ],
  line: ({ line, lineDash, casing }) => [
    ...(casing ? [toStroke(casing, { 'stroke-width': '4', 'stroke-opacity': '0.5' })] : []),
    toStroke(line, toLineAttributes(lineDash)),
  ],
  point: (symbol) => [toMarker(symbol, PICTURE_WIDTH / 2, 5)],
}

function toLineAttributes(lineDash: LayerSymbol['lineDash']): PicturePart['attributes'] {
  const dashes = lineDash?.map((length) => length * 1.4).join(' ')
  return { 'stroke-width': '1.6', ...(dashes && { 'stroke-dasharray': dashes }) }
}

function toMarker(
  { marker, fill, fillOpacity, line }: LayerSymbol,
  x: number,
  radius: number,
): PicturePart {
  return {
    tag: 'path',
    attributes: {
      d: markerPath(marker ?? 'circle', x, PICTURE_HEIGHT / 2, radius),
      fill: toPaint(fill),
      ...(fillOpacity === undefined ? {} : { 'fill-opacity': String(fillOpacity) }),
      stroke: toPaint(line),
      'stroke-width': '1.2',
    },
  }
}

/** Two letters set as the layer's labels are, for a layer of which only labels are seen. */
function toLetters({ color, halo, style }: LayerLabels): PicturePart {
  return {
    tag: 'text',
    text: style === 'spaced' ? 'AA' : 'Aa',
    attributes: {
      x: String(PICTURE_WIDTH / 2),
      y: '13',
      'text-anchor': 'middle',
      'font-size': '14',
      fill: toPaint(color),
      stroke: toPaint(halo),
      'stroke-width': '2',
      'paint-order': 'stroke',
      ...(style === 'italic' ? { 'font-style': 'italic' } : {}),
      ...(style === 'bold' || style === 'spaced' ? { 'font-weight': '600' } : {}),
    },
  }
}
