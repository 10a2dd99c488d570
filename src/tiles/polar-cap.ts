import type { GeoJSONVTFeature, GeoJSONVTTile } from '@maplibre/geojson-vt'
import { isCap, type TileGrid } from '../geo/projections/projection.ts'
import { TILE_EXTENT } from './encode.ts'

type Point = [number, number]

/** A cap's tiles are cut with so many units a side: those of the map's plane, which is twice as high. */
const CUT_EXTENT = 16_384

/** And written with the finest units that the map reads. */
const CAP_EXTENT = 8192

/**
 * Where a square and its cap meet, both have corners at so many places around the world: a sphere's areas have straight
 * edges between their corners, which would stand apart from one another. Every second corner lies at the square's own
 * edge, some metres off: of corners on a line the map library takes no notice.
 */
const CORNERS_AROUND = 1024

/** In how many units a tile's side is cut. */
export function cutExtent(grid: TileGrid): number {
  return isCap(grid) ? CUT_EXTENT : TILE_EXTENT
}

/** In how many units a tile's side is written. */
export function writtenExtent(grid: TileGrid): number {
  return isCap(grid) ? CAP_EXTENT : TILE_EXTENT
}

/**
 * A tile as the map places it: where its grid has a cap or is one, with corners along the seam, and a cap's lies above
 * the tile of the square's top row. Of the points up there the map draws none, but lines: so each is one as short as can be.
 */
export function placeTile(
  tile: GeoJSONVTTile,
  grid: TileGrid,
  { z, y }: { readonly z: number; readonly y: number },
): GeoJSONVTTile {
  if (isCap(grid)) {
    const place = ([x, v]: Point): Point => [Math.round(x / 2), v - CAP_EXTENT * 2 ** z]
    // The coarsest tile has no unit as small as the seam.
    return mapFeatures(tile, (feature) => ({
      ...toLineOrArea(feature, place),
      ...(z > 0 && feature.type === 3 && { geometry: toRings(feature, place, -1, CAP_EXTENT, z) }),
    }))
  }
  const [seam] = grid.rows ?? []
  if (!grid.cap || y > 0 || seam === undefined) return tile
  const row = Math.round(seam * 2 ** z * TILE_EXTENT)
  if (row === 0) return tile
  return mapFeatures(tile, (feature) =>
    feature.type === 3
      ? { ...feature, geometry: toRings(feature, (point) => point, row, TILE_EXTENT, z) }
      : feature,
  )
}

function mapFeatures(
  tile: GeoJSONVTTile,
  change: (feature: GeoJSONVTFeature) => unknown,
): GeoJSONVTTile {
  return { ...tile, features: tile.features.map(change) as GeoJSONVTTile['features'] }
}

function toLineOrArea(feature: GeoJSONVTFeature, place: (point: Point) => Point): object {
  if (feature.type === 1) {
    const points = (feature.geometry as Point[]).map(place)
    return {
      ...feature,
      type: 2,
      geometry: points.map(([x, y]) => [
        [x, y],
        [x + 1, y],
      ]),
    }
  }
  const lines = feature.geometry as Point[][]
  return { ...feature, geometry: lines.map((line) => line.map(place)) }
}

function toRings(
  feature: GeoJSONVTFeature,
  place: (point: Point) => Point,
  row: number,
  extent: number,
  z: number,
): Point[][] {
  const step = (extent * 2 ** z) / CORNERS_AROUND
  return (feature.geometry as Point[][]).map((ring) => withCorners(ring.map(place), row, step))
}

function withCorners(ring: readonly Point[], row: number, step: number): Point[] {
  return ring.flatMap((point, index) => {
    const before = ring[index - 1]
    if (before?.[1] !== row || point[1] !== row) return [point]
    const [from, to] = [before[0], point[0]]
    const isEastward = from < to
    const [west, east] = isEastward ? [from, to] : [to, from]
    const corners: Point[] = []
    for (let place = Math.floor(west / step) + 1; place * step < east; place++) {
      corners.push([place * step, place % 2 === 0 ? row : 0])
    }
    return [...(isEastward ? corners : corners.toReversed()), point]
  })
}
