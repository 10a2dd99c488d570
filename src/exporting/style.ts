import type { LayerEntry } from '../catalog/device-layer.ts'
import type { LayerSymbol, SymbolClass, Symbology } from '../catalog/symbology.ts'
import { valueAt } from '../catalog/zoomed.ts'
import type { LayerStyle, StyleClass, StyleSymbol } from '../formats/contract/layer-style.ts'
import type { Language } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'

/** How a layer is seen on the map when it is exported. */
export interface ExportLook {
  readonly theme: 'light' | 'dark'
  /** Of the Framework's grid. */
  readonly zoom: number
  /** 0 to 1. */
  readonly opacity: number
}

/** The look of a layer that nobody sees: as it is on the light map of the whole continent. */
export const PLAIN_LOOK: ExportLook = { theme: 'light', zoom: 3, opacity: 1 }

/**
 * The catalogue's symbology for one theme, scale and language, as the writers of styled formats take
 * it. `undefined` for a layer without symbology.
 */
export function toLayerStyle(
  entry: Pick<LayerEntry, 'symbology' | 'fields'>,
  language: Language,
  look: ExportLook,
): LayerStyle | undefined {
  const { symbology, fields } = entry
  if (!symbology) return undefined
  const labelField = symbology.labels && textIn(symbology.labels.fields, language)
  const legendField = fields.find(({ name }) => name === toLegendField(symbology))
  const common = {
    ...(labelField && { labelField }),
    ...(legendField && { legendTitle: withUnit(legendField, language) }),
  }
  const toSymbol = (symbol: LayerSymbol) => toStyleSymbol(symbol, look)
  const toClass = ({ id, label, symbol }: SymbolClass): StyleClass => ({
    id,
    label: textIn(label, language),
    symbol: toSymbol(symbol),
  })
  switch (symbology.kind) {
    case 'simple':
      return { ...common, kind: 'simple', symbol: toSymbol(symbology.symbol) }
    case 'categories':
      return {
        ...common,
        kind: 'categories',
        field: symbology.field,
        classes: symbology.classes.map((one) => ({ ...toClass(one), values: one.values })),
        ...(symbology.other && { other: toClass(symbology.other) }),
      }
    case 'graduated':
      return {
        ...common,
        kind: 'graduated',
        field: symbology.field,
        classes: symbology.classes.map((one) => ({
          ...toClass(one),
          ...(one.from !== undefined && { from: one.from }),
          ...(one.to !== undefined && { to: one.to }),
        })),
        ...(symbology.noData && { noData: toClass(symbology.noData) }),
      }
    case 'proportional':
      return {
        ...common,
        kind: 'proportional',
        field: symbology.field,
        maxValue: symbology.maxValue,
        maxRadius: valueAt(symbology.maxRadius, look.zoom),
        minRadius: symbology.minRadius,
        ...(symbology.categoryField && { categoryField: symbology.categoryField }),
        classes: symbology.classes.map((one) => ({ ...toClass(one), values: one.values })),
        ...(symbology.other && { other: toClass(symbology.other) }),
      }
  }
}

/** The field that the legend's classes are about. */
function toLegendField(symbology: Symbology): string | undefined {
  if (symbology.kind === 'simple') return undefined
  return symbology.kind === 'proportional' ? symbology.categoryField : symbology.field
}

function withUnit({ title, unit }: LayerEntry['fields'][number], language: Language): string {
  return unit ? `${textIn(title, language)} (${unit})` : textIn(title, language)
}

/** Sizes that the map takes where a symbol names none (`src/map/style/layer-style.ts`). */
const LINE_WIDTH = 1
const MARKER_RADIUS = 4

function toStyleSymbol(symbol: LayerSymbol, { theme, zoom, opacity }: ExportLook): StyleSymbol {
  const { fill, fillOpacity, line, casing, lineWidth, marker, markerRadius } = symbol
  // A boundary that is but a tint band has its colour in the casing.
  const stroke = line ?? casing
  return {
    ...(fill && { fill: fill[theme], fillOpacity: (fillOpacity ?? 1) * opacity }),
    ...(stroke && {
      line: stroke[theme],
      lineWidth: round(valueAt(lineWidth ?? LINE_WIDTH, zoom)),
    }),
    marker: marker ?? 'circle',
    markerRadius: round(valueAt(markerRadius ?? MARKER_RADIUS, zoom)),
  }
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100
