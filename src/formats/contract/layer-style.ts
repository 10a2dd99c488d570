import type { ClassValue } from '../../model/classes.ts'
import type { FieldValues } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'

/**
 * How a layer looks, settled for one theme, one language and one scale, as plain data: what the
 * writers of styled formats need of the catalogue's symbology, whoever declared it.
 */
export interface StyleSymbol {
  /** Colours are `#rrggbb`. */
  readonly fill?: string
  readonly fillOpacity?: number
  readonly line?: string
  /** CSS pixels. */
  readonly lineWidth?: number
  readonly marker?: MarkerShape
  /** CSS pixels. */
  readonly markerRadius?: number
}

/** How a symbol is drawn that does not say it itself. */
export const PLAIN_COLOR = '#3b6ea5'
export const PLAIN_RADIUS = 5

export const MARKER_SHAPES = ['circle', 'square', 'diamond', 'triangle', 'star', 'cross'] as const
export type MarkerShape = (typeof MARKER_SHAPES)[number]

export interface StyleClass {
  readonly id: string
  readonly label: string
  readonly symbol: StyleSymbol
}

type Categories = readonly (StyleClass & { readonly values: readonly ClassValue[] })[]

export type LayerStyle = {
  /** The legend's heading, where it has one beside the layer's title. */
  readonly legendTitle?: string
  /** The field that names a feature; in each language where a layer has such fields. */
  readonly labelField?: string
} & (
  | { readonly kind: 'simple'; readonly symbol: StyleSymbol }
  | {
      readonly kind: 'categories'
      readonly field: string
      readonly classes: Categories
      readonly other?: StyleClass
    }
  | {
      readonly kind: 'graduated'
      readonly field: string
      readonly classes: readonly (StyleClass & { readonly from?: number; readonly to?: number })[]
      readonly noData?: StyleClass
    }
  | {
      readonly kind: 'proportional'
      readonly field: string
      /** The value that is drawn with `maxRadius`; the marker's area is proportional to the value. */
      readonly maxValue: number
      readonly maxRadius: number
      readonly minRadius: number
      readonly categoryField?: string
      readonly classes: Categories
      readonly other?: StyleClass
    }
)

/** The symbol of a feature of a class, its marker sized by its value where the style says so. */
export function symbolRadius(style: LayerStyle, properties: FieldValues): number | null {
  if (style.kind !== 'proportional') return null
  const value = Number(readValue(properties, style.field) ?? Number.NaN)
  if (!(value > 0)) return style.minRadius
  return Math.max(style.minRadius, style.maxRadius * Math.sqrt(value / style.maxValue))
}
