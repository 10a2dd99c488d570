import type { DataDrivenPropertyValueSpecification, ExpressionSpecification } from 'maplibre-gl'
import type { LayerSymbol, Symbology, Zoomed } from '../../catalog/symbology.ts'
import { valueAt } from '../../catalog/zoomed.ts'
import { classesOf, toRuleCondition } from '../../model/classes.ts'
import { toNormal } from '../../model/condition.ts'
import { toMapTest } from './map-filter.ts'

/** A class of a layer as the map draws it: its symbol, and the condition that its features meet. */
export interface DrawnClass {
  readonly id: string
  readonly symbol: LayerSymbol
  /** `null` where every feature belongs to it. */
  readonly when: ExpressionSpecification | null
  readonly minZoom?: number
}

/** The classes of a symbology in the order in which they are tried; the first that holds wins. */
export function toDrawnClasses(symbology: Symbology): DrawnClass[] {
  if (symbology.kind === 'simple') return [{ id: 'all', symbol: symbology.symbol, when: null }]
  const { field, classes } = classesOf(symbology)
  return classes.map(({ rule, look: { id, symbol, minZoom } }) => {
    const condition = toRuleCondition(field, rule)
    const when = condition && toMapTest(toNormal(condition))
    return { id, symbol, when, ...(minZoom === undefined ? {} : { minZoom }) }
  })
}

/** A value that depends on the class of the feature; `fallback` where no class holds. */
export function byClass<Value extends string | number>(
  classes: readonly DrawnClass[],
  toValue: (symbol: LayerSymbol) => Value,
  fallback: Value,
): DataDrivenPropertyValueSpecification<Value> {
  const values = classes.map(({ symbol }) => toValue(symbol))
  const [first] = values
  const catchAll = classes.some(({ when }) => when === null)
  if (first !== undefined && catchAll && values.every((value) => value === first)) return first
  const cases = classes.flatMap(({ when }, index) => [when ?? true, values[index]!])
  return ['case', ...cases, fallback] as unknown as ExpressionSpecification
}

/** A size that depends on the map's zoom and on the class of the feature. */
export function byZoomAndClass(
  classes: readonly DrawnClass[],
  toZoomed: (symbol: LayerSymbol) => Zoomed,
  zoomShift: number,
): DataDrivenPropertyValueSpecification<number> {
  const stops = [
    ...new Set(
      classes.flatMap(({ symbol }) => {
        const zoomed = toZoomed(symbol)
        return typeof zoomed === 'number' ? [] : zoomed.map(([zoom]) => zoom)
      }),
    ),
  ].sort((a, b) => a - b)
  if (stops.length === 0) return byClass(classes, (symbol) => toZoomed(symbol) as number, 0)
  return interpolateByZoom(
    stops.map((zoom) => [zoom, byClass(classes, (symbol) => valueAt(toZoomed(symbol), zoom), 0)]),
    zoomShift,
  )
}

/** A size that depends on the map's zoom alone. */
export function byZoom(zoomed: Zoomed, zoomShift: number): number | ExpressionSpecification {
  return typeof zoomed === 'number' ? zoomed : interpolateByZoom(zoomed, zoomShift)
}

function interpolateByZoom(
  stops: readonly (readonly [zoom: number, value: unknown])[],
  zoomShift: number,
): ExpressionSpecification {
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    ...stops.flatMap(([zoom, value]) => [zoom + zoomShift, value]),
  ] as unknown as ExpressionSpecification
}
