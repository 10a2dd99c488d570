import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { SEA_COLOR } from '../../catalog/sea-color.ts'
import type { Language } from '../../geo/layer-schema.ts'
import { NAAF_CENTER, NAAF_CRS_NAME } from '../../geo/naaf.ts'
import { naafToMercatorZoom } from '../../geo/scale.ts'
import type { LayerOnMap, ProjectionName } from '../../state/url.ts'
import { SHEET_ID, type TileGridName } from '../../workers/tile-protocol.ts'
import { fontFaces } from './fonts.ts'
import { type DrawnLayer, toStyleLayers } from './layer-style.ts'

export interface StyleInput {
  /** From the topmost down. */
  readonly layers: readonly LayerOnMap[]
  readonly catalog: ReadonlyMap<string, LayerEntry>
  readonly projection: ProjectionName
  readonly theme: 'light' | 'dark'
  readonly language: Language
  /** Raised for a layer to have its tiles asked for again. */
  readonly revisions: Readonly<Record<string, number>>
}

export const TILE_PROTOCOL = 'atlas'

/**
 * The finest tiles. Base layers are generalised for 1:10,000,000, and a tile's coordinates are whole
 * numbers of 11 m here: finer tiles would hold no more.
 */
const MAX_TILE_ZOOM: Record<TileGridName, number> = { naaf: 8, mercator: 9 }

/** The line around the Framework's sheet. */
const NEAT_LINE_COLOR = { light: '#5f7f92', dark: '#3c5666' } as const

const PROJECTION_TYPES: Record<ProjectionName, string> = {
  naaf: NAAF_CRS_NAME,
  mercator: 'mercator',
  globe: 'globe',
}

/** The map's whole style, a pure function of what is to be seen. */
export function toStyle(input: StyleInput): StyleSpecification {
  const { projection, theme, language } = input
  const grid: TileGridName = projection === 'naaf' ? 'naaf' : 'mercator'
  const zoomShift = projection === 'naaf' ? 0 : naafToMercatorZoom(0, NAAF_CENTER.lat)
  const sources: Record<string, SourceSpecification> = {}
  sources[`${SHEET_ID}@${grid}`] = {
    type: 'vector',
    tiles: [`${TILE_PROTOCOL}://${SHEET_ID}/${grid}/{z}/{x}/{y}?revision=0`],
    maxzoom: SHEET_MAX_ZOOM[grid],
  }
  const shapes: LayerSpecification[] = []
  const labels: LayerSpecification[] = []
  for (const layer of input.layers.toReversed()) {
    const entry = input.catalog.get(layer.id)
    const drawn = entry && toDrawnLayer(entry, layer)
    if (!drawn || !layer.visible) continue
    const source = `${layer.id}@${grid}`
    const revision = input.revisions[layer.id] ?? 0
    sources[source] = {
      type: 'vector',
      tiles: [`${TILE_PROTOCOL}://${layer.id}/${grid}/{z}/{x}/{y}?revision=${revision}`],
      maxzoom: MAX_TILE_ZOOM[grid],
    }
    const styled = toStyleLayers(drawn, { source, theme, language, zoomShift })
    shapes.push(...styled.shapes)
    labels.push(...styled.labels)
  }
  return {
    version: 8,
    projection: { type: PROJECTION_TYPES[projection] as 'mercator' },
    'font-faces': fontFaces(),
    sources,
    layers: [toSea(grid, theme), ...shapes, toNeatLine(grid, theme), ...labels],
    // The globe floats in the page's own background, without an atmosphere.
    ...(projection === 'globe' && { sky: { 'atmosphere-blend': 0 } }),
  }
}

/** In the Framework's grid one tile is the whole sheet at every zoom. */
const SHEET_MAX_ZOOM: Record<TileGridName, number> = { naaf: 0, mercator: 4 }

/**
 * The Framework's plane ends within a wide screen: past its edge the page shows, as around a map on
 * paper. Web Mercator and the globe have sea everywhere.
 */
function toSea(grid: TileGridName, theme: StyleInput['theme']): LayerSpecification {
  const color = SEA_COLOR[theme]
  if (grid === 'mercator') {
    return { id: 'sea', type: 'background', paint: { 'background-color': color } }
  }
  return {
    id: 'sea',
    type: 'fill',
    source: `${SHEET_ID}@${grid}`,
    'source-layer': 'features',
    paint: { 'fill-color': color, 'fill-antialias': false },
  }
}

/** The line around the sheet: what lies outside of it is drawn in less detail or not at all. */
function toNeatLine(grid: TileGridName, theme: StyleInput['theme']): LayerSpecification {
  return {
    id: 'neat-line',
    type: 'line',
    source: `${SHEET_ID}@${grid}`,
    'source-layer': 'outlines',
    layout: { 'line-join': 'miter' },
    paint: { 'line-color': NEAT_LINE_COLOR[theme], 'line-width': grid === 'naaf' ? 1.5 : 1 },
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

/** What is needed to draw a catalogue entry; `null` where it has no data or no symbology. */
export function toDrawnLayer(
  entry: LayerEntry,
  { opacity, hiddenClasses = [] }: Pick<LayerOnMap, 'opacity' | 'hiddenClasses'>,
): DrawnLayer | null {
  const geometry = GEOMETRIES[entry.geometryType ?? '']
  if (!geometry || !entry.symbology || entry.files.length === 0) return null
  return { id: entry.id, geometry, symbology: entry.symbology, opacity, hiddenClasses }
}
