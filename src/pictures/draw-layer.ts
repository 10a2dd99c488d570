import { markerPath } from '../catalog/marker-shape.ts'
import { isLabelsOnly } from '../catalog/pictures.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import type { LayerSymbol, Symbology } from '../catalog/symbology.ts'
import { valueAt } from '../catalog/zoomed.ts'
import { classesOf, looksOf, toClassifier } from '../model/classes.ts'
import type { FieldValues } from '../model/feature.ts'
import { drawLabels } from './draw-labels.ts'
import type { Drawing } from './drawing.ts'
import { LATTICE } from './frame.ts'
import type { LayerLook } from './look.ts'
import { toPathData, toPoints } from './path-data.ts'
import type { ProjectedFeature } from './projected-feature.ts'

/** Draws the features of a layer with its own symbology. */
export function drawLayer(
  drawing: Drawing,
  layer: CatalogLayer,
  features: readonly ProjectedFeature[],
  look: LayerLook,
): void {
  const { symbology } = layer
  if (!symbology) return
  const labelsOnly = isLabelsOnly(symbology)
  const zoom = labelsOnly ? Math.max(look.zoom, LABELS_ZOOM) : look.zoom
  const seen = features.filter(({ values }) => isSeenAt(zoom, symbology, values))
  const symbols =
    symbology.kind === 'simple'
      ? [symbology.symbol]
      : looksOf(symbology).map(({ symbol }) => symbol)
  const classOf = toClassifier(classesOf(symbology))
  const toClass = (values: FieldValues) => (symbology.kind === 'simple' ? 0 : classOf(values))
  if (layer.geometryType?.includes('Point')) {
    drawMarkers(drawing, symbology, symbols, seen, toClass, look)
  } else {
    const isArea = layer.geometryType?.includes('Polygon') ?? false
    drawShapes(drawing, symbols, seen, toClass, look, isArea)
  }
  if (labelsOnly) drawLabels(drawing, symbology.labels!, seen, look)
}

/** Names that the map shows only near by are what there is to see of a layer of names. */
const LABELS_ZOOM = 3.5

function isSeenAt(zoom: number, { minZoomField }: Symbology, values: FieldValues): boolean {
  if (!minZoomField) return true
  return Number(values[minZoomField] ?? 0) <= zoom
}

function drawShapes(
  drawing: Drawing,
  symbols: readonly LayerSymbol[],
  features: readonly ProjectedFeature[],
  toClass: (values: FieldValues) => number,
  look: LayerLook,
  isArea: boolean,
): void {
  const data = symbols.map(() => '')
  for (const { geometry, values } of features) {
    const index = toClass(values)
    if (data[index] !== undefined) data[index] += toPathData(geometry, drawing.frame)
  }
  for (const [
    index,
    { fill, fillOpacity, line, lineWidth, lineDash, casing },
  ] of symbols.entries()) {
    const path = data[index]!
    if (path === '') continue
    const width = LATTICE * look.sizeScale * valueAt(lineWidth ?? 1, look.zoom)
    const stroke = line ?? casing
    drawing.path(path, {
      ...(isArea && fill ? { fill } : {}),
      ...(isArea && fill && fillOpacity !== undefined ? { fillOpacity } : {}),
      // Neighbours share their edges: a hair of their own colour closes the gap that smoothing leaves.
      ...(stroke
        ? { stroke, strokeWidth: width }
        : isArea && fill
          ? { stroke: fill, strokeWidth: 0.6 }
          : {}),
      ...(lineDash ? { dash: lineDash.map((length) => length * width) } : {}),
    })
  }
}

function drawMarkers(
  drawing: Drawing,
  symbology: Symbology,
  symbols: readonly LayerSymbol[],
  features: readonly ProjectedFeature[],
  toClass: (values: FieldValues) => number,
  look: LayerLook,
): void {
  /** The places by class and radius in half steps of the lattice; each place of them once. */
  const places = new Map<string, Map<string, readonly [number, number]>>()
  for (const { geometry, values } of features) {
    const index = toClass(values)
    const symbol = symbols[index]
    if (!symbol) continue
    const size = Math.round(
      2 * LATTICE * look.sizeScale * toRadius(symbology, symbol, values, look),
    )
    const key = `${String(size).padStart(4, '0')}/${index}`
    const own = places.get(key) ?? new Map<string, readonly [number, number]>()
    places.set(key, own)
    for (const place of toPoints(geometry, drawing.frame)) own.set(place.join(), place)
  }
  // The largest first, so that small ones lie on them and are seen.
  for (const key of [...places.keys()].sort().reverse()) {
    const [size, index] = key.split('/').map(Number) as [number, number]
    const { fill, fillOpacity, line, lineWidth, marker } = symbols[index]!
    drawing.markers([...places.get(key)!.values()], {
      path: markerPath(marker ?? 'circle', 0, 0, size / 2),
      style: {
        ...(fill ? { fill } : {}),
        ...(fillOpacity === undefined ? {} : { fillOpacity }),
        ...(line
          ? {
              stroke: line,
              strokeWidth: LATTICE * look.sizeScale * valueAt(lineWidth ?? 1, look.zoom),
            }
          : {}),
      },
    })
  }
}

function toRadius(
  symbology: Symbology,
  { markerRadius }: LayerSymbol,
  values: FieldValues,
  { zoom }: LayerLook,
): number {
  if (symbology.kind !== 'proportional') return valueAt(markerRadius ?? 4, zoom)
  const { field, maxValue, maxRadius, minRadius } = symbology
  const share = Math.sqrt(Math.max(0, Number(values[field] ?? 0)) / maxValue)
  return Math.max(minRadius, valueAt(maxRadius, zoom) * share)
}
