import type { DataDrivenPropertyValueSpecification, ExpressionSpecification } from 'maplibre-gl'
import type { LayerSymbol, SymbolClass, Symbology, Zoomed } from '../../catalog/symbology.ts'
import { valueAt } from '../../catalog/zoomed.ts'

/** A class of a layer as the map draws it: its symbol, and the condition that its features meet. */
export interface DrawnClass {
  readonly id: string
  readonly symbol: LayerSymbol
  /** `null` where every feature belongs to it. */
  readonly when: ExpressionSpecification | null
  readonly minZoom?: number
}

/** The classes of a symbology in the order in which they are tried; the first that holds wins. */
export function toClasses(symbology: Symbology): DrawnClass[] {
  switch (symbology.kind) {
    case 'simple':
      return [{ id: 'all', symbol: symbology.symbol, when: null }]
    case 'categories':
      return [
        ...symbology.classes.map((symbolClass) =>
          toClass(symbolClass, isOneOf(symbology.field, symbolClass.values)),
        ),
        ...(symbology.other ? [toClass(symbology.other, null)] : []),
      ]
    case 'graduated':
      return [
        ...symbology.classes.map((symbolClass) =>
          toClass(symbolClass, isBetween(symbology.field, symbolClass.from, symbolClass.to)),
        ),
        ...(symbology.noData ? [toClass(symbology.noData, null)] : []),
      ]
    case 'proportional': {
      const { categoryField } = symbology
      return [
        ...symbology.classes.map((symbolClass) =>
          toClass(symbolClass, categoryField ? isOneOf(categoryField, symbolClass.values) : null),
        ),
        ...(symbology.other ? [toClass(symbology.other, null)] : []),
      ]
    }
  }
}

function toClass(symbolClass: SymbolClass, when: ExpressionSpecification | null): DrawnClass {
  const { id, symbol, minZoom } = symbolClass
  return { id, symbol, when, ...(minZoom === undefined ? {} : { minZoom }) }
}

function isOneOf(
  field: string,
  values: readonly (string | number | boolean | null)[],
): ExpressionSpecification {
  const tests = values.map((value) =>
    value === null
      ? (['!', ['has', field]] as ExpressionSpecification)
      : (['==', ['get', field], value] as ExpressionSpecification),
  )
  return tests.length === 1 ? tests[0]! : (['any', ...tests] as ExpressionSpecification)
}

function isBetween(field: string, from?: number, to?: number): ExpressionSpecification {
  const value: ExpressionSpecification = ['to-number', ['get', field], 0]
  return [
    'all',
    ['has', field],
    ...(from === undefined ? [] : [['>=', value, from]]),
    ...(to === undefined ? [] : [['<', value, to]]),
  ] as unknown as ExpressionSpecification
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
