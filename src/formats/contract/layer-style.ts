import type { FieldValue, FieldValues } from '../../model/feature.ts'

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

export const MARKER_SHAPES = ['circle', 'square', 'diamond', 'triangle', 'star', 'cross'] as const
export type MarkerShape = (typeof MARKER_SHAPES)[number]

export interface StyleClass {
  readonly id: string
  readonly label: string
  readonly symbol: StyleSymbol
}

type Categories = readonly (StyleClass & { readonly values: readonly FieldValue[] })[]

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

/** The classes of a style in the order of the legend, those of last resort at the end. */
export function legendClasses(style: LayerStyle): readonly StyleClass[] {
  if (style.kind === 'simple') return []
  const last = style.kind === 'graduated' ? style.noData : style.other
  return last ? [...style.classes, last] : style.classes
}

/** What of a style sorts features into its classes; a symbology of the catalogue has it, too. */
export type ClassRules =
  | { readonly kind: 'simple' }
  | {
      readonly kind: 'categories'
      readonly field: string
      readonly classes: readonly { readonly values: readonly FieldValue[] }[]
      readonly other?: unknown
    }
  | {
      readonly kind: 'graduated'
      readonly field: string
      readonly classes: readonly { readonly from?: number; readonly to?: number }[]
      readonly noData?: unknown
    }
  | {
      readonly kind: 'proportional'
      readonly categoryField?: string
      readonly classes: readonly { readonly values: readonly FieldValue[] }[]
      readonly other?: unknown
    }

/**
 * The place of a feature's class in `legendClasses`, −1 where no class takes it (such features are
 * not drawn on the map) or where the style has none.
 */
export function classifier(style: ClassRules): (properties: FieldValues) => number {
  if (style.kind === 'simple') return () => -1
  if (style.kind === 'graduated') {
    const { field, classes } = style
    const noData = style.noData ? classes.length : -1
    return (properties) => {
      const value = properties[field]
      if (typeof value !== 'number' && typeof value !== 'bigint') return noData
      const index = classes.findIndex(
        ({ from, to }) => (from === undefined || value >= from) && (to === undefined || value < to),
      )
      return index < 0 ? noData : index
    }
  }
  const field = style.kind === 'proportional' ? style.categoryField : style.field
  const indexOfValue = new Map<FieldValue, number>()
  style.classes.forEach(({ values }, index) => {
    for (const value of values) if (!indexOfValue.has(value)) indexOfValue.set(value, index)
  })
  const other = style.other ? style.classes.length : -1
  return (properties) =>
    field === undefined ? 0 : (indexOfValue.get(properties[field] ?? null) ?? other)
}

/** The symbol of a feature of a class, its marker sized by its value where the style says so. */
export function symbolRadius(style: LayerStyle, properties: FieldValues): number | null {
  if (style.kind !== 'proportional') return null
  const value = Number(properties[style.field] ?? Number.NaN)
  if (!(value > 0)) return style.minRadius
  return Math.max(style.minRadius, style.maxRadius * Math.sqrt(value / style.maxValue))
}
