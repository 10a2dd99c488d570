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

/** A layer in small: its symbol, the colours of its first classes, or a letter of its labels. */
export function toLayerPicture(
  layer: Pick<LayerEntry, 'geometryType' | 'symbology'>,
): readonly PicturePart[] {
  const { symbology } = layer
  if (!symbology) return []
  const symbols = toSymbols(symbology).filter(isSeen)
  const [first] = symbols
  if (!first) return symbology.labels ? [toLetters(symbology.labels)] : []
  if (symbols.length === 1 || toDrawn(layer) !== 'polygon') return toSymbolPicture(first, layer)
  const step = Math.max(1, (symbols.length - 1) / (STRIPES - 1))
  return Array.from({ length: Math.min(STRIPES, symbols.length) }, (_, index) => {
    const width = PICTURE_WIDTH / Math.min(STRIPES, symbols.length)
    const symbol = symbols[Math.min(symbols.length - 1, Math.round(index * step))]!
    return {
      tag: 'rect',
      attributes: {
        x: String(index * width),
        width: String(width),
        height: String(PICTURE_HEIGHT),
        fill: toPaint(symbol.fill),
      },
    } as const
  })
}

/** How many colours stand for a layer of many classes. */
const STRIPES = 4

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
    toStroke(line, {
      'stroke-width': '1.6',
      ...(lineDash ? { 'stroke-dasharray': lineDash.map((length) => length * 1.4).join(' ') } : {}),
    }),
  ],
  point: ({ marker, fill, fillOpacity, line }) => [
    {
      tag: 'path',
      attributes: {
        d: markerPath(marker ?? 'circle', PICTURE_WIDTH / 2, PICTURE_HEIGHT / 2, 5),
        fill: toPaint(fill),
        ...(fillOpacity === undefined ? {} : { 'fill-opacity': String(fillOpacity) }),
        stroke: toPaint(line),
        'stroke-width': '1.2',
      },
    },
  ],
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
