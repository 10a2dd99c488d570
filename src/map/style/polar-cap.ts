import type {
  CircleLayerSpecification,
  ExpressionSpecification,
  LayerSpecification,
  LineLayerSpecification,
} from 'maplibre-gl'
import { type DrawnContext, type DrawnLayer, scaled, toStyleLayers } from './layer-style.ts'

/**
 * How a layer is drawn in the polar cap of a sphere: as everywhere, but for its points. The map draws no markers outside
 * of the square of its tiles, and lines: so each is a line as short as can be, whose round ends make a disc.
 */
export function toCapStyle(
  layer: DrawnLayer,
  context: Omit<DrawnContext, 'namesSource'>,
): LayerSpecification[] {
  const { source } = context
  return inCap(
    toStyleLayers(layer, { ...context, namesSource: source, hasRoundMarkers: true }).shapes,
  )
}

/** Layers of the style as those of the cap, beside those of the same names. */
export function inCap(shapes: readonly LayerSpecification[]): LayerSpecification[] {
  return shapes
    .flatMap((shape) => (shape.type === 'circle' ? toDiscs(shape) : [shape]))
    .map((shape) => ({ ...shape, id: `${shape.id}-in-cap` }))
}

type Paint = NonNullable<CircleLayerSpecification['paint']>

/** The edge of the markers, and what is within. */
function toDiscs(circles: CircleLayerSpecification): LineLayerSpecification[] {
  const { id, source, layout, paint = {}, ...rest } = circles
  const toDisc = (name: string, what: LineLayerSpecification['paint']): LineLayerSpecification => {
    const sortKey = layout?.['circle-sort-key']
    return {
      ...rest,
      id: `${id}-${name}`,
      source,
      type: 'line',
      layout: { 'line-cap': 'round', ...(sortKey && { 'line-sort-key': sortKey }) },
      paint: what,
    }
  }
  const width = scaled(paint['circle-radius'], 2)
  return [
    toDisc('edge', {
      'line-color': paint['circle-stroke-color'],
      'line-opacity': paint['circle-stroke-opacity'] ?? 1,
      'line-width': wider(width, paint['circle-stroke-width']) as ExpressionSpecification,
    }),
    toDisc('disc', {
      'line-color': paint['circle-color'],
      'line-opacity': paint['circle-opacity'] ?? 1,
      'line-width': width,
    }),
  ] as LineLayerSpecification[]
}

/** A width with an edge on both sides, inside its interpolation over zoom where there is one. */
function wider(width: unknown, edge: Paint['circle-stroke-width']): unknown[] {
  const both = scaled(atLast(edge) ?? 0, 2)
  if (Array.isArray(width) && width[0] === 'interpolate') {
    return width.map((part, index) => (index > 2 && index % 2 === 0 ? ['+', part, both] : part))
  }
  return ['+', width, both]
}

/** What a size comes to in the end, where it grows with zoom. */
function atLast(size: unknown): unknown {
  return Array.isArray(size) && size[0] === 'interpolate' ? size.at(-1) : size
}
