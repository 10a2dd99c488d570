import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import { GROUP_GROWTH } from '../../catalog/size-samples.ts'
import type { LayerLabels, LayerSymbol, Symbology, Zoomed } from '../../catalog/symbology.ts'
import { largestOf } from '../../catalog/zoomed.ts'
import { COUNT_COLUMN } from '../../model/own-columns.ts'
import type { Language } from '../../model/schema.ts'
import { textIn } from '../../words/text-in.ts'
import { type TilePart, toTileLayerName } from '../../workers/tile-protocol.ts'
import { byClass, byZoom, byZoomAndClass, type DrawnClass, toDrawnClasses } from './expressions.ts'
import { type FontStyle, fontStack } from './fonts.ts'
import {
  MARKER_IMAGE_RADIUS,
  OBSTACLE_IMAGE,
  OBSTACLE_IMAGE_RADIUS,
  toMarkerImageName,
} from './markers.ts'

/** How a layer is to be drawn now. */
export interface DrawnLayer {
  readonly id: string
  readonly geometry: 'point' | 'line' | 'polygon' | 'mixed'
  readonly symbology: Symbology
  readonly opacity: number
  /** The classes of the legend that are switched off. */
  readonly hiddenClasses?: readonly string[]
  /** Whether some of its overviews have groups of points, which are drawn larger the more they stand for. */
  readonly hasGroups?: boolean
  /** What the features that are drawn meet beside. */
  readonly filter?: ExpressionSpecification
}

export interface DrawnContext {
  /** The sources of its shapes and of its names. */
  readonly source: string
  readonly namesSource: string
  readonly theme: 'light' | 'dark'
  readonly language: Language
  /** What to add to a zoom of the Framework's grid to have the map's zoom of the same scale. */
  readonly zoomShift: number
  /** The same for the zooms of tiles. */
  readonly tileZoomShift: number
  /** Whether all markers are round, where the map can draw no others. */
  readonly hasRoundMarkers?: boolean
}

const TRANSPARENT = 'rgba(0,0,0,0)'

/**
 * The style layers of one layer of the Atlas: its shapes, and its labels, which the map draws above
 * the shapes of every layer.
 */
export function toStyleLayers(
  layer: DrawnLayer,
  context: DrawnContext,
): { shapes: LayerSpecification[]; labels: LayerSpecification[] } {
  const all = toDrawnClasses(layer.symbology)
  const hidden = new Set(layer.hiddenClasses)
  const shown = all.filter(({ id }) => !hidden.has(id))
  const { labels } = layer.symbology
  const toDrawing = (ahead = 0): Drawing => {
    const filter = toFilter(layer, all, hidden, context, ahead)
    return { layer, context, classes: shown, filter }
  }
  if (shown.length === 0) return { shapes: [], labels: [] }
  const shapes = TO_SHAPES[layer.geometry](toDrawing())
  // Names at the frame stand in the page, over the map.
  if (!labels || labels.placement === 'frame') return { shapes, labels: [] }
  const isByMarkers = layer.geometry === 'point' && layer.symbology.kind !== 'proportional'
  const naming = {
    ...toDrawing(labels.ahead),
    context: { ...context, source: context.namesSource },
  }
  if (!isByMarkers) return { shapes, labels: [toLabelLayer(naming, labels)] }
  const [first, others] = splitClasses(naming, labels.firstClasses ?? [])
  const apart = [
    toMarkerLabels(others, labels, 'label'),
    toObstacles(naming),
    ...(first ? [toMarkerLabels(first, labels, 'first-label')] : []),
  ]
  if (labels.markersFrom === undefined) return { shapes, labels: apart }
  const zoom = labels.markersFrom + context.zoomShift
  const together = [
    toNamedMarkers(others, labels, 'named'),
    ...(first ? [toNamedMarkers(first, labels, 'first-named')] : []),
  ]
  return {
    shapes: shapes.map((shape) => ({ ...shape, minzoom: zoom })),
    labels: [
      ...apart.map((label) => ({ ...label, minzoom: Math.max(zoom, label.minzoom ?? 0) })),
      ...together.map((label) => ({ ...label, maxzoom: zoom })),
    ],
  }
}

interface Drawing {
  readonly layer: DrawnLayer
  readonly context: DrawnContext
  readonly classes: readonly DrawnClass[]
  readonly filter: FilterSpecification | undefined
}

const TO_SHAPES: Record<DrawnLayer['geometry'], (drawing: Drawing) => LayerSpecification[]> = {
  polygon: (drawing) => [...toFills(drawing), ...toLines(drawing, 'outlines')],
  line: (drawing) => toLines(drawing, 'features'),
  point: toMarkers,
  mixed: (drawing) => [
    ...toFills(ofType(drawing, 'Polygon')),
    ...toLines(drawing, 'outlines'),
    ...toLines(ofType(drawing, 'LineString'), 'features'),
    ...toMarkers(ofType(drawing, 'Point')),
  ],
}

/** In a layer of several geometry types each is drawn in its own way. */
function ofType(drawing: Drawing, type: 'Point' | 'LineString' | 'Polygon'): Drawing {
  return onlyWhere(drawing, ['==', ['geometry-type'], type])
}

function onlyWhere(drawing: Drawing, test: unknown): Drawing {
  const filter = (drawing.filter ? ['all', drawing.filter, test] : test) as FilterSpecification
  return { ...drawing, filter }
}

/**
 * Features of hidden classes, of no class, and those kept for larger scales are left out, these until so many
 * zooms before. A filter sees the zoom of the tile, as `frameworkTileZoom` does.
 */
function toFilter(
  { symbology, filter }: DrawnLayer,
  classes: readonly DrawnClass[],
  hidden: ReadonlySet<string>,
  { tileZoomShift }: DrawnContext,
  ahead: number,
): FilterSpecification | undefined {
  const tests: unknown[] = filter ? [filter] : []
  const zoom = ['max', 0, ['-', ['zoom'], tileZoomShift]]
  if (symbology.minZoomField) {
    const reached = ahead === 0 ? zoom : ['+', zoom, ahead]
    tests.push(['<=', ['to-number', ['get', symbology.minZoomField], 0], reached])
  }
  // What is filtered are few, of which the small ones are looked for, too.
  if (symbology.kind === 'proportional' && symbology.least && !filter) {
    const steps = symbology.least.flat()
    tests.push(['>=', toAmount(symbology), ['step', zoom, 0, ...steps]])
  }
  const catchAll = classes.some(({ when }) => when === null)
  const plain = hidden.size === 0 && classes.every(({ minZoom }) => minZoom === undefined)
  if (!plain || !catchAll) {
    const cases = classes.flatMap(({ id, when, minZoom }) => [
      when ?? true,
      hidden.has(id) ? false : minZoom === undefined ? true : ['>=', zoom, minZoom],
    ])
    tests.push(['case', ...cases, false])
  }
  return tests.length === 0 ? undefined : (['all', ...tests] as unknown as FilterSpecification)
}

function base(drawing: Drawing, part: TilePart, name: string) {
  const { layer, context, filter } = drawing
  return {
    id: `${layer.id}/${part === 'outlines' ? `outline-${name}` : name}`,
    source: context.source,
    'source-layer': toTileLayerName(layer.id, part),
    ...(filter && { filter }),
  }
}

function toFills(drawing: Drawing): LayerSpecification[] {
  const { classes, context, layer } = drawing
  if (!classes.some(({ symbol }) => symbol.fill)) return []
  return [
    {
      ...base(drawing, 'features', 'fill'),
      type: 'fill',
      paint: {
        'fill-color': byClass(
          classes,
          ({ fill }) => fill?.[context.theme] ?? TRANSPARENT,
          TRANSPARENT,
        ),
        'fill-opacity': byClass(
          classes,
          ({ fill, fillOpacity }) => (fill ? (fillOpacity ?? 1) * layer.opacity : 0),
          0,
        ),
        // Neighbours share their edges: smoothing each one lets the ground shine through between.
        'fill-antialias': false,
      },
    },
  ]
}

function toLines(drawing: Drawing, part: 'features' | 'outlines'): LayerSpecification[] {
  const { classes, context, layer } = drawing
  const lines: LayerSpecification[] = []
  if (classes.some(({ symbol }) => symbol.casing)) {
    lines.push({
      ...base(drawing, part, 'casing'),
      type: 'line',
      layout: toLineLayout(classes, ({ casing, casingWidth }) => (casing ? (casingWidth ?? 3) : 0)),
      paint: {
        'line-color': byClass(
          classes,
          ({ casing }) => casing?.[context.theme] ?? TRANSPARENT,
          TRANSPARENT,
        ),
        'line-width': byZoomAndClass(
          classes,
          ({ casing, casingWidth }) => (casing ? (casingWidth ?? 3) : 0),
          context.zoomShift,
        ),
        'line-opacity': byClass(
          classes,
          ({ casingOpacity }) => (casingOpacity ?? 1) * layer.opacity,
          0,
        ),
      },
    })
  }
  if (classes.some(({ symbol }) => symbol.line)) {
    const dashed = classes.some(({ symbol }) => symbol.lineDash)
    lines.push({
      ...base(drawing, part, 'line'),
      type: 'line',
      layout: {
        ...toLineLayout(classes, ({ line, lineWidth }) => (line ? (lineWidth ?? 1) : 0)),
        ...(dashed && { 'line-cap': 'butt' }),
      },
      paint: {
        'line-color': byClass(
          classes,
          ({ line }) => line?.[context.theme] ?? TRANSPARENT,
          TRANSPARENT,
        ),
        'line-width': byZoomAndClass(
          classes,
          ({ line, lineWidth }) => (line ? (lineWidth ?? 1) : 0),
          context.zoomShift,
        ),
        'line-opacity': layer.opacity,
        ...(dashed && { 'line-dasharray': toDashes(classes) }),
      },
    })
  }
  return lines
}

/** Of a line up to so many pixels wide nobody sees whether its joins are round. */
const THIN_LINE_PIXELS = 2.5

/** Round joins take two to three times the triangles of mitred ones: they are for lines that show them. */
function toLineLayout(
  classes: readonly DrawnClass[],
  toWidth: (symbol: LayerSymbol) => Zoomed,
): NonNullable<LineLayerSpecification['layout']> {
  const isThin = classes.every(({ symbol }) => largestOf(toWidth(symbol)) <= THIN_LINE_PIXELS)
  return { 'line-join': isThin ? 'miter' : 'round', 'line-cap': 'round' }
}

function toDashes(classes: readonly DrawnClass[]): ExpressionSpecification {
  const solid = ['literal', [1, 0]]
  const cases = classes.flatMap(({ when, symbol }) => [
    when ?? true,
    symbol.lineDash ? ['literal', symbol.lineDash] : solid,
  ])
  return ['case', ...cases, solid] as unknown as ExpressionSpecification
}

/** Circles are drawn as such; other shapes are images, drawn by `markers.ts` when first asked for. */
function toMarkers(drawing: Drawing): LayerSpecification[] {
  const { classes, context, layer } = drawing
  const { theme, zoomShift } = context
  const isRound = (symbol: LayerSymbol) => context.hasRoundMarkers || isCircle(symbol)
  const radius = toRadius(drawing)
  const markers: LayerSpecification[] = []
  if (classes.some(({ symbol }) => isRound(symbol))) {
    markers.push({
      ...base(drawing, 'features', 'circle'),
      type: 'circle',
      ...toOrder(layer),
      paint: {
        'circle-color': byClass(
          classes,
          (symbol) => (isRound(symbol) && symbol.fill?.[theme]) || TRANSPARENT,
          TRANSPARENT,
        ),
        'circle-radius': radius,
        'circle-stroke-color': byClass(
          classes,
          (symbol) => (isRound(symbol) && symbol.line?.[theme]) || TRANSPARENT,
          TRANSPARENT,
        ),
        'circle-stroke-width': byZoomAndClass(
          classes,
          (symbol) => (isRound(symbol) && symbol.line ? (symbol.lineWidth ?? 1) : 0),
          zoomShift,
        ),
        'circle-opacity': byClass(
          classes,
          ({ fillOpacity }) => (fillOpacity ?? 1) * layer.opacity,
          0,
        ),
        'circle-stroke-opacity': layer.opacity,
      },
    })
  }
  if (classes.some(({ symbol }) => !isRound(symbol))) {
    markers.push({
      ...base(drawing, 'features', 'icon'),
      type: 'symbol',
      layout: {
        ...toImages(drawing, (symbol) => (isRound(symbol) ? '' : toMarkerImageName(symbol, theme))),
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': layer.opacity },
    })
  }
  return markers
}

/** Into so many steps the largest marker is divided, or a group ten times as large as another one. */
const ORDER_STEPS = { proportional: 64, groups: 8 } as const

/**
 * What is small lies above what is large, where they differ by a visible step: what has a place in the order to itself the
 * library draws by itself, which takes longer than the drawing.
 */
function toOrder({ hasGroups, symbology }: DrawnLayer) {
  const steps = hasGroups
    ? ['*', ORDER_STEPS.groups, ['log10', GROUP_SIZE]]
    : symbology.kind === 'proportional'
      ? ['*', ORDER_STEPS.proportional, toShare(symbology)]
      : null
  if (steps === null) return {}
  const key = ['-', 0, ['round', steps]] as unknown as ExpressionSpecification
  return { layout: { 'circle-sort-key': key } }
}

function toAmount({ field }: { readonly field: string }) {
  return ['max', 0, ['to-number', ['get', field], 0]]
}

/** The radius of a marker as a share of the largest. */
function toShare(symbology: { readonly field: string; readonly maxValue: number }) {
  return ['sqrt', ['/', toAmount(symbology), symbology.maxValue]]
}

function toImages(drawing: Drawing, toName: (symbol: LayerSymbol) => string) {
  const { classes, context } = drawing
  return {
    'icon-image': byClass(classes, toName, ''),
    'icon-size': scaled(
      growing(drawing, byZoomAndClass(classes, radiusOf, context.zoomShift)),
      1 / MARKER_IMAGE_RADIUS,
    ),
  }
}

/** Markers and names that are drawn together, or not at all. */
function toNamedMarkers(
  drawing: Drawing,
  labels: LayerLabels,
  id: string,
): SymbolLayerSpecification {
  const names = toMarkerLabels(drawing, labels, id)
  return {
    ...names,
    layout: {
      ...names.layout,
      ...toImages(drawing, (symbol) => toMarkerImageName(symbol, drawing.context.theme)),
      'icon-overlap': 'cooperative',
      'icon-padding': 0,
    },
    paint: { ...names.paint, 'icon-opacity': drawing.layer.opacity },
  }
}

/** How far from its centre a marker keeps names away, to its radius. */
const OBSTACLE_REACH = 1.15

/**
 * Where the markers of a layer are, for names: these step aside for what was placed before them, which are
 * the layers above. So it lies above the layer's own names, and is not seen.
 */
function toObstacles(drawing: Drawing): SymbolLayerSpecification {
  const { classes, context } = drawing
  const size = byZoomAndClass(classes, radiusOf, context.zoomShift)
  return {
    ...base(drawing, 'features', 'obstacle'),
    type: 'symbol',
    layout: {
      'icon-image': OBSTACLE_IMAGE,
      'icon-size': scaled(size, OBSTACLE_REACH / OBSTACLE_IMAGE_RADIUS),
      'icon-allow-overlap': true,
      'icon-padding': 0,
    },
    paint: { 'icon-opacity': 0 },
  }
}

function radiusOf({ markerRadius }: LayerSymbol): Zoomed {
  return markerRadius ?? 4
}

/** How far from the middle of its marker a name stands, in ems: clear of it with the space around the name. */
function offsetOf(symbol: LayerSymbol): Zoomed {
  const toEms = (radius: number) => (radius * OBSTACLE_REACH + LABEL_PADDING + 0.5) / 12
  const radius = radiusOf(symbol)
  return typeof radius === 'number'
    ? toEms(radius)
    : radius.map(([zoom, value]): [number, number] => [zoom, toEms(value)])
}

function isCircle({ marker, icon }: LayerSymbol): boolean {
  return icon === undefined && (marker === undefined || marker === 'circle')
}

function toRadius({ layer, classes, context }: Drawing) {
  const { symbology } = layer
  if (symbology.kind !== 'proportional') {
    return growing({ layer }, byZoomAndClass(classes, radiusOf, context.zoomShift))
  }
  const { maxRadius, minRadius } = symbology
  const at = (largest: number) => ['max', minRadius, ['*', largest, toShare(symbology)]]
  if (typeof maxRadius === 'number') return at(maxRadius) as unknown as ExpressionSpecification
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    ...maxRadius.flatMap(([zoom, radius]) => [zoom + context.zoomShift, at(radius)]),
  ] as unknown as ExpressionSpecification
}

/** How many features one on the map stands for. */
const GROUP_SIZE = [
  'max',
  1,
  ['to-number', ['get', COUNT_COLUMN], 1],
] as unknown as ExpressionSpecification

/** A size that grows with what a group stands for, in layers that have groups. */
function growing<Size>(
  { layer }: Pick<Drawing, 'layer'>,
  size: Size,
): Size | ExpressionSpecification {
  return layer.hasGroups ? scaled(size, ['+', 1, ['*', GROUP_GROWTH, ['log10', GROUP_SIZE]]]) : size
}

/** Multiplies a size, inside its interpolation over zoom where there is one. */
export function scaled(value: unknown, factor: unknown): ExpressionSpecification {
  if (Array.isArray(value) && value[0] === 'interpolate') {
    const [name, type, input, ...stops] = value
    const scaledStops = stops.map((stop, index) => (index % 2 ? ['*', stop, factor] : stop))
    return [name, type, input, ...scaledStops] as unknown as ExpressionSpecification
  }
  return ['*', value, factor] as unknown as ExpressionSpecification
}

const FONT_OF_LABEL: Record<NonNullable<LayerLabels['style']>, FontStyle> = {
  regular: 'regular',
  italic: 'italic',
  bold: 'semibold',
  spaced: 'semibold',
}

/** The features of some classes and those of all others, each to be drawn by itself. */
function splitClasses(
  drawing: Drawing,
  ids: readonly string[],
): [some: Drawing | null, others: Drawing] {
  const tests = drawing.classes.flatMap(({ id, when }) => (ids.includes(id) && when ? [when] : []))
  if (tests.length === 0) return [null, drawing]
  const test = ['any', ...tests]
  return [onlyWhere(drawing, test), onlyWhere(drawing, ['!', test])]
}

/** Names that stand beside markers, clear of them. */
function toMarkerLabels(
  drawing: Drawing,
  labels: LayerLabels,
  id: string,
): SymbolLayerSpecification {
  const layer = toLabelLayer(drawing, labels, id)
  const offset = byZoomAndClass(drawing.classes, offsetOf, drawing.context.zoomShift)
  return { ...layer, layout: { ...layer.layout, 'text-radial-offset': offset } }
}

/** The part of a layer's tiles that its names are drawn from. */
export function toLabelPart({ placement }: LayerLabels): TilePart {
  return placement === 'area' ? 'labels' : 'features'
}

/** The space around a name, in CSS pixels. */
const LABEL_PADDING = 4

function toLabelLayer(
  drawing: Drawing,
  labels: LayerLabels,
  id = 'label',
): SymbolLayerSpecification {
  const { context, layer } = drawing
  const { theme, language, zoomShift } = context
  const style = labels.style ?? 'regular'
  const name = ['get', textIn(labels.fields, language)]
  const text = labels.fallback ? ['coalesce', name, ['get', labels.fallback]] : name
  const spaced = style === 'spaced'
  return {
    ...base(drawing, toLabelPart(labels), id),
    type: 'symbol',
    ...(labels.minZoom !== undefined && { minzoom: Math.max(0, labels.minZoom + zoomShift) }),
    layout: {
      'text-field': ['to-string', text] as unknown as ExpressionSpecification,
      'text-font': fontStack(FONT_OF_LABEL[style]),
      'text-size': toNameSize(labels, byZoom(labels.size, zoomShift)),
      'text-max-width': 7,
      'text-line-height': 1.1,
      'text-padding': LABEL_PADDING,
      ...(labels.overMarkers && { 'text-overlap': 'cooperative' }),
      ...(spaced && { 'text-transform': 'uppercase', 'text-letter-spacing': 0.16 }),
      ...(labels.priorityField && { 'symbol-sort-key': priorityOf(labels.priorityField) }),
      ...PLACEMENTS[labels.placement],
    } as SymbolLayerSpecification['layout'],
    paint: {
      'text-color':
        byWeight(labels, labels.color[theme], ({ color = labels.color }) => color[theme]) ??
        labels.color[theme],
      'text-halo-color': labels.halo[theme],
      // Names that stand on other layers' markers need more of a ground of their own.
      'text-halo-width': labels.overMarkers ? 2 : 1.4,
      'text-halo-blur': 0.4,
      'text-opacity': layer.opacity,
    },
  }
}

type Minor = NonNullable<LayerLabels['minor']>[number]

function priorityOf(field: string): ExpressionSpecification {
  return ['to-number', ['get', field], 1e6] as unknown as ExpressionSpecification
}

/** A value of names that those of less weight have otherwise. */
function byWeight(
  { minor, priorityField }: LayerLabels,
  usual: unknown,
  toValue: (minor: Minor) => unknown,
): ExpressionSpecification | null {
  if (!minor || !priorityField) return null
  const priority = priorityOf(priorityField)
  const cases = minor.toReversed().flatMap((one) => [['>=', priority, one.from], toValue(one)])
  return ['case', ...cases, usual] as unknown as ExpressionSpecification
}

function toNameSize<Size>(labels: LayerLabels, size: Size): Size | ExpressionSpecification {
  const share = byWeight(labels, 1, (minor) => minor.share)
  return share ? scaled(size, share) : size
}

const PLACEMENTS: Record<LayerLabels['placement'], SymbolLayerSpecification['layout']> = {
  frame: {},
  point: {
    'text-variable-anchor': [
      'left',
      'right',
      'top',
      'bottom',
      'top-left',
      'bottom-left',
      'top-right',
      'bottom-right',
    ],
    'text-radial-offset': 0.5,
    'text-justify': 'auto',
    'text-max-width': 9,
  },
  line: {
    'symbol-placement': 'line',
    'symbol-spacing': 420,
    'text-max-angle': 28,
    'text-letter-spacing': 0.06,
  },
  // The name of a large area steps aside for a town's rather than vanish.
  area: {
    'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
    'text-radial-offset': 1,
    'text-justify': 'center',
  },
}
