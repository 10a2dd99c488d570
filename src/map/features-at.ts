import type { MapGeoJSONFeature, Map as MapLibreMap } from 'maplibre-gl'
import type { PickedFeature, Pixel } from '../state/map-commands.ts'
import {
  BEYOND_ID,
  fromTileLayerName,
  SHEET_ID,
  toTileLayerName,
} from '../workers/tile-protocol.ts'
import { HIGHLIGHTS_ID, parseSourceId } from './tile-address.ts'

/**
 * The features that are drawn at a pixel, the topmost first, each once: points, lines and names as far as
 * `tolerancePixels` away, areas where they lie under the pixel. An area is found by its outline only in a layer
 * that draws no more of it.
 */
export function featuresAt(
  map: MapLibreMap,
  [x, y]: Pixel,
  tolerancePixels: number,
): PickedFeature[] {
  const [left, top, right, bottom] = [-1, -1, 1, 1].map(
    (side, index) => (index % 2 === 0 ? x : y) + side * tolerancePixels,
  ) as [number, number, number, number]
  const near = map.queryRenderedFeatures([
    [left, top],
    [right, bottom],
  ])
  const under = new Set(map.queryRenderedFeatures([x, y]).map((feature) => toPicked(feature)?.key))
  const found = new Map<string, PickedFeature>()
  for (const feature of near) {
    const picked = toPicked(feature)
    if (!picked || found.has(picked.key)) continue
    const { key, part, isName, ...rest } = picked
    if (part === 'outlines' && isFilled(map, toTileLayerName(rest.layerId, 'features'))) continue
    if (rest.kind === 'area' && part === 'features' && !isName && !under.has(key)) continue
    found.set(key, rest)
  }
  return [...found.values()]
}

/** Whether the map fills the areas of a tile's layer. */
function isFilled(map: MapLibreMap, sourceLayer: string): boolean {
  return map.getLayersOrder().some((id) => {
    const layer = map.getLayer(id)
    const isShape = layer?.type === 'fill' && parseSourceId(layer.source).id !== HIGHLIGHTS_ID
    return isShape && layer.sourceLayer === sourceLayer
  })
}

function toPicked({ id, source, sourceLayer, geometry, layer, properties }: MapGeoJSONFeature) {
  if (typeof id !== 'number' || !sourceLayer || parseSourceId(source).id === HIGHLIGHTS_ID) {
    return null
  }
  const { layerId, part } = fromTileLayerName(sourceLayer)
  if (layerId === SHEET_ID || layerId === BEYOND_ID) return null
  const kind = part === 'features' ? kindOf(geometry.type) : 'area'
  const isName = layer.type === 'symbol'
  return { key: `${layerId} ${id}`, layerId, id, kind, properties, part, isName }
}

function kindOf(geometryType: string): PickedFeature['kind'] {
  if (geometryType.endsWith('Polygon')) return 'area'
  return geometryType.endsWith('LineString') ? 'line' : 'point'
}
