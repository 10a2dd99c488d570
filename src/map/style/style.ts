import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import { isDeviceLayer, type LayerEntry } from '../../catalog/device-layer.ts'
import { hasGroups } from '../../catalog/layer-files.ts'
import { SEA_COLOR } from '../../catalog/sea-color.ts'
import { splitsGroups } from '../../catalog/split-groups.ts'
import type { Symbology } from '../../catalog/symbology.ts'
import { type ProjectionName, projectionOf } from '../../geo/projections/all.ts'
import {
  FINER_TILE_ZOOMS,
  frameworkZoomShift,
  maxTileZoom,
  type PolarCap,
  type Projection,
  TILE_PIXELS,
  type TileGrid,
} from '../../geo/projections/projection.ts'
import type { Condition } from '../../model/condition.ts'
import { toFilterMark } from '../../model/condition-text.ts'
import { COUNT_COLUMN, FILTER_COLUMN, toMeetsColumn } from '../../model/own-columns.ts'
import type { Field, Language } from '../../model/schema.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { wordsOf } from '../../words/words.ts'
import {
  BEYOND_ID,
  RESIDENT_BYTES,
  SHEET_ID,
  type TilePart,
  toTileLayerName,
} from '../../workers/tile-protocol.ts'
import type { SharedSources } from '../serve-tiles.ts'
import type { SharedLayer } from '../shared-tile.ts'
import {
  HIGHLIGHTS_ID,
  NAMES_ID,
  parseSourceId,
  SHAPES_ID,
  toPictureAddress,
  toSourceId,
  toTileAddress,
} from '../tile-address.ts'
import { fontFaces, fontStack } from './fonts.ts'
import {
  type HighlightedLayer,
  type Highlights,
  toHighlightedLayers,
  toHighlightStyle,
} from './highlight-style.ts'
import { type DrawnLayer, scaled, toLabelPart, toStyleLayers } from './layer-style.ts'
import { toMapFilter } from './map-filter.ts'
import { inCap, toCapStyle } from './polar-cap.ts'

export interface StyleInput {
  /** From the topmost down. */
  readonly layers: readonly LayerView[]
  readonly catalog: ReadonlyMap<string, LayerEntry>
  readonly projection: ProjectionName
  readonly theme: 'light' | 'dark'
  readonly language: Language
  /** Raised for a layer to have its tiles asked for again. */
  readonly revisions: ReadonlyMap<string, number>
  /** What is to stand out. */
  readonly highlights?: Highlights
  /** By how much names, markers and lines are larger than usual. */
  readonly scale?: number
}

/** The line around the Framework's sheet. */
const NEAT_LINE_COLOR = { light: '#5f7f92', dark: '#3c5666' } as const

/**
 * What layers share, under the names by which it is asked for: the sheet, and those layers on the map that are
 * read whole, in the order in which they are wanted.
 */
export function toSharedSources(input: StyleInput): SharedSources {
  const sheet = { revision: 0, parts: SHAPE_PARTS, north: SHEET_NORTH }
  const shapes = new Map<string, SharedLayer>([[SHEET_ID, sheet]])
  const names = new Map<string, SharedLayer>()
  for (const { layer, entry, drawn } of inOrderOfWant(shownLayers(input))) {
    if (!isShared(entry)) continue
    const revision = input.revisions.get(layer.id) ?? 0
    const north = northOf(entry)
    shapes.set(layer.id, { revision, parts: SHAPE_PARTS, north })
    const { labels } = drawn.symbology
    if (labels) names.set(layer.id, { revision, parts: [toLabelPart(labels)] })
  }
  const { revision = 0 } = input.highlights ?? {}
  const highlights = shownHighlights(input).map(
    ({ id, ids }) => [id, { revision, parts: SHAPE_PARTS, ...(ids && { ids }) }] as const,
  )
  return new Map([
    [SHAPES_ID, shapes],
    [NAMES_ID, names],
    [HIGHLIGHTS_ID, new Map<string, SharedLayer>(highlights)],
  ])
}

/** The edge of the sheet goes around the pole, and beyond it is farther away. */
const SHEET_NORTH = 84

/** The latitude north of which a layer has nothing. */
function northOf({ bbox }: LayerEntry): number {
  return bbox?.[3] ?? 90
}

/** Pictures may be finer than the Atlas's own data: down to a metre and a half. */
const FINER_PICTURE_ZOOMS = 6

/** What the pictures of a layer are called in the style; no layer has such an id. */
const toPicturesId = (layerId: string): string => `${layerId}/pictures`

const SHAPE_PARTS = ['features', 'outlines'] as const

/** Those that have to be read by the tile have tiles of their own. */
function isShared({ files }: LayerEntry): boolean {
  return files.every(({ bytes }) => bytes <= RESIDENT_BYTES)
}

/** Whether a source of the map's style is one of what layers share. */
export function isSharedSource(sourceId: string): boolean {
  return [SHAPES_ID, NAMES_ID, HIGHLIGHTS_ID].includes(parseSourceId(sourceId).id)
}

/** The features of a layer can stand out while it is on the map: before it has not been opened. */
function shownHighlights({ layers, highlights }: StyleInput): HighlightedLayer[] {
  if (!highlights) return []
  return toHighlightedLayers(highlights.byName).filter(
    ({ id, ids }) => ids === undefined || layers.some((layer) => layer.id === id),
  )
}

/**
 * Layers as they are wanted, from the lowest up as they are given: the ground on which all else is found, and then,
 * of themes, what lies on top first.
 */
function inOrderOfWant(layers: ReturnType<typeof shownLayers>): ReturnType<typeof shownLayers> {
  const isGround = ({ entry }: (typeof layers)[number]) => entry.group === 'reference'
  return [...layers.filter(isGround), ...layers.filter((layer) => !isGround(layer)).reverse()]
}

/** From the lowest up. */
function shownLayers({ layers, catalog }: StyleInput) {
  return layers.toReversed().flatMap((layer) => {
    const entry = catalog.get(layer.id)
    const drawn = entry && toDrawnLayer(entry, layer)
    return drawn && layer.visible ? [{ layer, entry, drawn }] : []
  })
}

/**
 * The map's whole style, a pure function of what is to be seen. `sharedRevision` goes into the address of the
 * tiles that layers share.
 */
export function toStyle(input: StyleInput, sharedRevision = 0): StyleSpecification {
  const { theme, language } = input
  const projection = projectionOf(input.projection)
  const { grid } = projection
  const zoomShift = frameworkZoomShift(projection)
  const { tileZoomShift } = grid
  const sources: Record<string, SourceSpecification> = {}
  const finerZooms = projection.isSphere ? 0 : FINER_TILE_ZOOMS
  const addSource = (id: string, revision: number) => {
    const source = toSourceId(id, grid.name)
    const tiles = [toTileAddress(id, grid.name, revision)]
    sources[source] = { type: 'vector', tiles, maxzoom: maxTileZoom(grid) + finerZooms }
    return source
  }
  const cap = projection.isSphere ? grid.cap : undefined
  const addCapSource = (id: string, revision: number, { south, name, maxZoom }: PolarCap) => {
    const source = toSourceId(id, name)
    sources[source] = {
      type: 'vector',
      tiles: [toTileAddress(id, name, revision)],
      maxzoom: maxZoom,
      // The tiles of the square's top row alone: a box that meets it.
      bounds: [-180, Math.floor(south), 180, 90],
    }
    return source
  }
  const shared = addSource(SHAPES_ID, sharedRevision)
  const sharedNames = addSource(NAMES_ID, sharedRevision)
  const shapes: LayerSpecification[] = []
  const labels: LayerSpecification[] = []
  // Where the waters and lines of the base map begin, which stay above whatever covers the land.
  let firstDetail: number | undefined
  for (const { layer, entry, drawn } of shownLayers(input)) {
    // Tiles that are shared are asked for again by the map, which goes on drawing them meanwhile.
    const [source, namesSource] = isShared(entry)
      ? [shared, sharedNames]
      : Array(2).fill(addSource(layer.id, input.revisions.get(layer.id) ?? 0))
    if (isDeviceLayer(entry) && entry.overlays) {
      const pictures = toSourceId(toPicturesId(layer.id), grid.name)
      sources[pictures] = {
        type: 'raster',
        tiles: [toPictureAddress(layer.id, grid.name, input.revisions.get(layer.id) ?? 0)],
        tileSize: TILE_PIXELS,
        maxzoom: maxTileZoom(grid) + FINER_PICTURE_ZOOMS,
      }
      shapes.push({
        id: toPicturesId(layer.id),
        type: 'raster',
        source: pictures,
        paint: { 'raster-opacity': layer.opacity, 'raster-fade-duration': 0 },
      })
    }
    const sizes = { zoomShift, tileZoomShift }
    const context = { theme, language, ...sizes }
    const styled = toStyleLayers(drawn, { source, namesSource, ...context })
    if (cap && northOf(entry) > cap.south) {
      const [id, revision] = isShared(entry)
        ? [SHAPES_ID, sharedRevision]
        : [layer.id, input.revisions.get(layer.id) ?? 0]
      const capSource = addCapSource(id, revision, cap)
      styled.shapes.push(...toCapStyle(drawn, { ...context, source: capSource }))
    }
    const { ground } = drawn.symbology
    if (ground === 'detail') firstDetail ??= shapes.length
    if (ground === 'cover' && firstDetail !== undefined) {
      shapes.splice(firstDetail, 0, ...styled.shapes)
      firstDetail += styled.shapes.length
    } else shapes.push(...styled.shapes)
    labels.push(...styled.labels)
  }
  const highlighted = shownHighlights(input)
  const highlights =
    highlighted.length === 0 ? null : { source: addSource(HIGHLIGHTS_ID, sharedRevision), theme }
  const capHighlights = highlights &&
    cap && { source: addCapSource(HIGHLIGHTS_ID, sharedRevision, cap), theme }
  const { scale = 1 } = input
  const style: StyleSpecification = {
    version: 8,
    projection: { type: projection.mapType as 'mercator' },
    'font-faces': fontFaces(),
    sources,
    layers: [
      toSea(projection, theme),
      ...shapes,
      ...(grid.isSheet ? [] : [toBeyond(grid, theme)]),
      toNeatLine(projection, theme),
      ...(highlights ? highlighted.flatMap((layer) => toHighlightStyle(layer, highlights)) : []),
      ...(capHighlights
        ? highlighted.flatMap((layer) => inCap(toHighlightStyle(layer, capHighlights)))
        : []),
      ...labels,
      ...(grid.isSheet ? [] : [toEdgeName(grid, theme, language)]),
    ],
    // A sphere floats in the page's own background, without an atmosphere.
    ...(projection.isSphere && { sky: { 'atmosphere-blend': 0 } }),
  }
  return scale === 1
    ? style
    : { ...style, layers: style.layers.map((layer) => enlarge(layer, scale)) }
}

/** The sizes of what is drawn, in CSS pixels or as shares of an image. */
const SIZES = ['text-size', 'icon-size', 'circle-radius', 'circle-stroke-width', 'line-width']

/** A layer whose sizes are all so many times what they were. */
function enlarge(layer: LayerSpecification, scale: number): LayerSpecification {
  const grow = (part: object | undefined) =>
    part &&
    Object.fromEntries(
      Object.entries(part).map(([name, value]) => [
        name,
        SIZES.includes(name) ? scaled(value, scale) : value,
      ]),
    )
  const { layout, paint } = layer as { readonly layout?: object; readonly paint?: object }
  return {
    ...layer,
    ...(layout && { layout: grow(layout) }),
    ...(paint && { paint: grow(paint) }),
  } as LayerSpecification
}

/**
 * The Framework's plane ends within a wide screen: past its edge the page shows, as around a map on
 * paper. Web Mercator and the globe have sea everywhere.
 */
function toSea({ sea, grid }: Projection, theme: StyleInput['theme']): LayerSpecification {
  const color = SEA_COLOR[theme]
  if (sea === 'everywhere') {
    return { id: 'sea', type: 'background', paint: { 'background-color': color } }
  }
  return {
    id: 'sea',
    type: 'fill',
    ...fromSheet(grid, 'features'),
    paint: { 'fill-color': color, 'fill-antialias': false },
  }
}

function fromSheet(grid: TileGrid, part: TilePart) {
  return {
    source: toSourceId(SHAPES_ID, grid.name),
    'source-layer': toTileLayerName(SHEET_ID, part),
  }
}

/** The page's own ground, `--surface-sunken`, laid over what is not of the Atlas. */
const BEYOND_COLOR = { light: '#f1f5f6', dark: '#101c23' } as const

/** Beyond the Framework's sheet land and sea go on, and nothing that the Atlas tells: it is veiled. */
function toBeyond(grid: TileGrid, theme: StyleInput['theme']): LayerSpecification {
  return {
    id: 'beyond',
    type: 'fill',
    source: toSourceId(SHAPES_ID, grid.name),
    'source-layer': toTileLayerName(BEYOND_ID, 'features'),
    paint: { 'fill-color': BEYOND_COLOR[theme], 'fill-opacity': 0.62, 'fill-antialias': false },
  }
}

/** What the line around the sheet is, along it. */
function toEdgeName(
  grid: TileGrid,
  theme: StyleInput['theme'],
  language: Language,
): LayerSpecification {
  return {
    id: 'edge-name',
    type: 'symbol',
    ...fromSheet(grid, 'outlines'),
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 420,
      'text-field': wordsOf('page', language).map.sheetEdge,
      'text-font': fontStack('italic'),
      'text-size': 11,
      'text-offset': [0, 0.9],
      'text-max-angle': 25,
    },
    paint: {
      'text-color': theme === 'light' ? '#4c606b' : '#9fb2bc',
      'text-halo-color': BEYOND_COLOR[theme],
      'text-halo-width': 1.2,
    },
  }
}

/** The line around the sheet: what lies outside of it is drawn in less detail or not at all. */
function toNeatLine(
  { grid, neatLinePixels }: Projection,
  theme: StyleInput['theme'],
): LayerSpecification {
  return {
    id: 'neat-line',
    type: 'line',
    ...fromSheet(grid, 'outlines'),
    layout: { 'line-join': 'miter', 'line-cap': 'square' },
    paint: { 'line-color': NEAT_LINE_COLOR[theme], 'line-width': neatLinePixels },
  }
}

const GEOMETRIES: Partial<Record<string, DrawnLayer['geometry']>> = {
  Point: 'point',
  MultiPoint: 'point',
  LineString: 'line',
  MultiLineString: 'line',
  Polygon: 'polygon',
  MultiPolygon: 'polygon',
  Unknown: 'mixed',
}

/**
 * The test of a layer whose tiles have groups: where a filter splits these, tiles have others that are made of what it
 * leaves, with its mark, perhaps beside those of the other one of two maps.
 *
 * @param test that of the filter, for features that are drawn by themselves
 */
function ofGroups(
  filter: Condition | null,
  symbology: Symbology,
  test: ExpressionSpecification | undefined,
): ExpressionSpecification {
  if (!filter || !splitsGroups(filter, symbology)) {
    const isOfNone: ExpressionSpecification = ['!', ['has', FILTER_COLUMN]]
    return test ? ['all', isOfNone, test] : isOfNone
  }
  const isMarked: ExpressionSpecification = ['==', ['get', FILTER_COLUMN], toFilterMark(filter)]
  return ['case', ['has', COUNT_COLUMN], isMarked, test ?? true]
}

/** The test of a filter; of one that the map cannot tell by itself tiles say which features meet it. */
function toFilterTest(filter: Condition, fields: readonly Field[]): ExpressionSpecification {
  const told = toMapFilter(filter, fields)
  return told.ok ? told.filter : ['has', toMeetsColumn(toFilterMark(filter))]
}

/** What is needed to draw a catalogue entry; `null` where it has no data or no symbology. */
export function toDrawnLayer(
  entry: LayerEntry,
  { opacity, hiddenClasses, filter }: Pick<LayerView, 'opacity' | 'hiddenClasses' | 'filter'>,
): DrawnLayer | null {
  const geometry = GEOMETRIES[entry.geometryType ?? '']
  if (!geometry || !entry.symbology || entry.files.length === 0) return null
  const said = filter ? toFilterTest(filter, entry.fields) : undefined
  const test = hasGroups(entry) ? ofGroups(filter ?? null, entry.symbology, said) : said
  return {
    id: entry.id,
    geometry,
    symbology: entry.symbology,
    opacity,
    hiddenClasses,
    ...(hasGroups(entry) && { hasGroups: true }),
    ...(test && { filter: test }),
  }
}
