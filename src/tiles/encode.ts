import type { GeoJSONVTFeature, GeoJSONVTTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { TILE_PARTS, type TilePart } from './joined-tile.ts'

type Point = [number, number]

/** Tile coordinates run from 0 to this, as in the examples of the specification. */
export const TILE_EXTENT = 4096

/**
 * Encodes cut tiles as one Mapbox Vector Tile, specification version 2.1. Rounding to the tile's
 * integers can leave repeated vertices, rings without an area and lines of one point: sections 4.3.3
 * and 4.3.4 forbid them, so they are taken out, a hole with its exterior ring. `toName` names the tile's
 * layers: one name for each part; `extent` is in how many units a side of theirs is.
 */
export function writeVectorTile(
  parts: Partial<Record<TilePart, GeoJSONVTTile>>,
  toName: (part: TilePart) => string,
  extent = TILE_EXTENT,
): Uint8Array {
  const layers: Record<string, GeoJSONVTTile> = {}
  for (const part of TILE_PARTS) {
    const tile = parts[part]
    const features = tile?.features.flatMap(cleanFeature) ?? []
    if (!tile || features.length === 0) continue
    layers[toName(part)] = { ...tile, features: features as GeoJSONVTTile['features'] }
  }
  return fromGeojsonVt(layers, { version: 2, extent })
}

function cleanFeature(feature: GeoJSONVTFeature): GeoJSONVTFeature[] {
  if (feature.type === 1) return feature.geometry.length > 0 ? [feature] : []
  const lines = feature.geometry as Point[][]
  const geometry = feature.type === 2 ? cleanLines(lines) : cleanRings(lines)
  return geometry.length > 0 ? [{ ...feature, geometry }] : []
}

function cleanLines(lines: readonly Point[][]): Point[][] {
  return lines.map(withoutRepeats).filter((line) => line.length > 1)
}

function cleanRings(rings: readonly Point[][]): Point[][] {
  const cleaned: Point[][] = []
  let exteriorKept = false
  for (const ring of rings) {
    const distinct = withoutRepeats(ring)
    const area = distinct.length < 4 ? 0 : signedArea(distinct)
    // Exterior rings have a positive area in tile coordinates (y down), holes a negative one.
    const isExterior = signedArea(ring) > 0 || !exteriorKept
    if (isExterior) exteriorKept = area > 0
    if (area !== 0 && exteriorKept) cleaned.push(distinct)
  }
  return cleaned
}

function withoutRepeats(line: readonly Point[]): Point[] {
  return line.filter((point, index) => {
    const previous = line[index - 1]
    return !previous || previous[0] !== point[0] || previous[1] !== point[1]
  })
}

function signedArea(ring: readonly Point[]): number {
  let doubled = 0
  for (let index = 1; index < ring.length; index++) {
    const [x0, y0] = ring[index - 1]!
    const [x1, y1] = ring[index]!
    doubled += x0 * y1 - x1 * y0
  }
  return doubled / 2
}
