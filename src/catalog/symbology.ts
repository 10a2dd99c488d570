import { z } from '../model/zod.ts'
import { localized } from './localized.ts'

/**
 * How a layer is drawn, declared once: the map style (`src/map`), the legend, thumbnails and exports
 * all come from it. Colours come in pairs, one for each theme.
 */

const hexColor = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, 'a colour is six lower-case hex digits: #2b6cb0')

/** A colour on the light and on the dark map. */
const color = z.strictObject({ light: hexColor, dark: hexColor })

/**
 * A number that may grow with the map's scale: one value, or `[zoom, value]` stops between which the
 * map interpolates. Zoom is that of the Framework's grid, whatever the projection (zoom 0 is 12,000 km
 * over 512 pixels; Web Mercator uses the zoom of the same scale at 45° N). Sizes are CSS pixels.
 */
const zoomed = z.union([
  z.number().nonnegative(),
  z.array(z.tuple([z.number(), z.number().nonnegative()])).min(2),
])

/** Marker shapes drawn by the Atlas itself, told apart without colour. */
export const MARKER_SHAPES = ['circle', 'square', 'diamond', 'triangle', 'star', 'cross'] as const

/** Icons are as small as they are drawn: what is longer is a picture. */
export const MOST_ICON_LENGTH = 60_000

const symbol = z.strictObject({
  fill: color.optional(),
  fillOpacity: z.number().min(0).max(1).optional(),
  line: color.optional(),
  lineWidth: zoomed.optional(),
  /** Lengths of dashes and gaps in line widths. */
  lineDash: z.array(z.number().positive()).optional(),
  /** A wider line beneath the line, as for a boundary's tint band. */
  casing: color.optional(),
  casingWidth: zoomed.optional(),
  casingOpacity: z.number().min(0).max(1).optional(),
  marker: z.enum(MARKER_SHAPES).optional(),
  /** Radius of the marker, or half the width of the icon. */
  markerRadius: zoomed.optional(),
  /** A square image in place of a marker, for layers whose file brings icons along. */
  icon: z
    .string()
    .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/)
    .max(MOST_ICON_LENGTH)
    .optional(),
})

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()])

const symbolClass = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  label: localized,
  symbol,
  /** The smallest zoom at which features of the class are drawn. */
  minZoom: z.number().optional(),
})

const labels = z.strictObject({
  /** The field that holds the text in each language; one that is empty falls back to `fallback`. */
  fields: z.strictObject({ en: z.string(), fr: z.string(), es: z.string() }),
  fallback: z.string().optional(),
  color,
  halo: color,
  size: zoomed,
  /** `line` runs along lines, `area` stands inside polygons, `point` beside points; `frame` is where lines meet the map's. */
  placement: z.enum(['point', 'line', 'area', 'frame']),
  style: z.enum(['regular', 'italic', 'bold', 'spaced']).optional(),
  minZoom: z.number().optional(),
  /** A numeric field: labels with the lowest value win where labels collide. */
  priorityField: z.string().optional(),
  /** Classes of points whose names matter more than that other markers of the layer stay clear of them. */
  firstClasses: z.array(z.string()).optional(),
  /** Whether names stand over the markers of other layers where no place beside them is free: those that orient. */
  overMarkers: z.boolean().optional(),
  /** The zoom from which markers of points stand without their names, too; before it each has its name. */
  markersFrom: z.number().optional(),
  /** Names whose priority is `from` or more are drawn at this share of the size, and in this colour; ascending. */
  minor: z
    .array(
      z.strictObject({
        from: z.number(),
        share: z.number().positive().max(1),
        color: color.optional(),
      }),
    )
    .min(1)
    .optional(),
  /** How many zooms before `minZoomField` names are drawn: there are no more of them than find room. */
  ahead: z.number().positive().optional(),
})

const common = {
  labels: labels.optional(),
  /** A numeric field with the smallest zoom at which the feature is drawn, so that layers thin out. */
  minZoomField: z.string().optional(),
  /**
   * In layers of areas that have to do with the land as a whole: a `cover` spreads over it, and lets the waters and
   * lines of the base map be seen above it, which are the `detail` that orients.
   */
  ground: z.enum(['cover', 'detail']).optional(),
}

/** Whether each interval has a limit, is not empty, and begins where the one before it ends. */
function areIntervals(
  classes: readonly { readonly from?: number | undefined; readonly to?: number | undefined }[],
): boolean {
  return classes.every(({ from, to }, index) => {
    const hasLimit = from !== undefined || to !== undefined
    const isFilled = from === undefined || to === undefined || from < to
    const before = classes[index - 1]
    return hasLimit && isFilled && (!before || (from !== undefined && before.to === from))
  })
}

export const symbologySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('simple'), symbol, ...common }),
  z.strictObject({
    kind: z.literal('categories'),
    field: z.string(),
    classes: z.array(symbolClass.extend({ values: z.array(fieldValue).min(1) })).min(1),
    /** The class of every value that no other class names; without it such features are not drawn. */
    other: symbolClass.optional(),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('graduated'),
    field: z.string(),
    unit: z.string().optional(),
    /** Half-open intervals `from ≤ value < to`, ascending, without gaps; one of the ends may be open, or both. */
    classes: z
      .array(symbolClass.extend({ from: z.number().optional(), to: z.number().optional() }))
      .min(1)
      .refine(areIntervals, 'intervals ascend, and each begins where the one before it ends'),
    noData: symbolClass.optional(),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('proportional'),
    /** The area of the marker is proportional to this field's value. */
    field: z.string(),
    unit: z.string().optional(),
    /** The value that is drawn with `maxRadius`. */
    maxValue: z.number().positive(),
    maxRadius: zoomed,
    minRadius: z.number().nonnegative(),
    /**
     * `[zoom, value]` steps: from a zoom on, only features of at least so much are drawn, so that on small maps the
     * pattern of the largest is seen. A layer that is filtered is drawn whole.
     */
    least: z
      .array(z.tuple([z.number(), z.number().nonnegative()]))
      .min(1)
      .optional(),
    /** Colours by a second field. */
    categoryField: z.string().optional(),
    classes: z.array(symbolClass.extend({ values: z.array(fieldValue).min(1) })).min(1),
    other: symbolClass.optional(),
    ...common,
  }),
])

export type Symbology = z.infer<typeof symbologySchema>
export type LayerSymbol = z.infer<typeof symbol>
export type SymbolClass = z.infer<typeof symbolClass>
export type LayerLabels = z.infer<typeof labels>
export type ThemedColor = z.infer<typeof color>
export type Zoomed = z.infer<typeof zoomed>
