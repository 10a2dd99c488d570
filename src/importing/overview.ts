import type { Bbox } from '../geo/bbox.ts'
import { toNaaf } from '../geo/naaf.ts'
import { smallMeters } from './small-shapes.ts'

/**
 * Coarser copies of a layer for small scales, so that the whole of a large one can be drawn without
 * reading all of it for each tile, and what is small in it does not vanish (`small-shapes.ts`).
 * Vertices are left out, never moved.
 */
export interface OverviewLevel {
  /** Zooms of the Framework's grid, as catalogue entries have them. */
  readonly zooms: readonly [min: number, max: number]
  /** About half a pixel at the largest of its scales. */
  readonly toleranceMeters: number
}

/** The Framework's grid: zoom 0 is 12,000 km over 512 pixels, its finest tiles are of zoom 8. */
const WIDTH_METERS = 12_000_000
const PIXELS = 512
const FINEST_ZOOM = 8

/** As much of a layer as one tile may read of its own file: the tile itself has about a quarter of it. */
const TILE_BYTES = 800_000

/** How wide a tile is at a zoom of the Framework's grid. */
export const tileMetersAt = (zoom: number): number => WIDTH_METERS / 2 ** zoom

/** About half a pixel at a zoom of the Framework's grid. */
const toleranceAt = (zoom: number): number => tileMetersAt(zoom) / PIXELS / 2

/**
 * The overviews that a layer needs, from the finest on: where a tile would have to read more than a few
 * megabytes of the layer's own file, if its features lay evenly in its box, and where its smallest
 * shape, of this width, would be too small to be seen. Small layers of large shapes need none.
 */
export function planOverviews(
  bytes: number,
  bbox: Bbox | null,
  smallestMeters = Number.POSITIVE_INFINITY,
): readonly OverviewLevel[] {
  const [widthMeters, heightMeters] = measureSides(bbox)
  const areaMeters2 = widthMeters * heightMeters
  const bytesAt = (zoom: number) =>
    bytes * Math.min(1, (WIDTH_METERS / 2 ** zoom) ** 2 / Math.max(areaMeters2, 1))
  const isEnough = (zoom: number) =>
    bytesAt(zoom) <= TILE_BYTES && smallestMeters >= smallMeters(toleranceAt(zoom))
  let fullFrom = 0
  while (fullFrom < FINEST_ZOOM && !isEnough(fullFrom)) fullFrom++
  const levels: OverviewLevel[] = []
  for (let end = fullFrom; end > 0; end--) {
    levels.push({
      // Below the smallest zoom the coarsest serves, too.
      zooms: [end === 1 ? -99 : end - 1, end - 0.01],
      toleranceMeters: toleranceAt(end),
    })
  }
  return levels
}

/** Wider than most screens. */
const SCREEN_PIXELS = 2000

/** The finest zoom of the Framework's grid at which a screen shows the whole of a box. */
export function zoomOfWhole(bbox: Bbox | null): number {
  const metersPerPixel = Math.max(1, ...measureSides(bbox)) / SCREEN_PIXELS
  return Math.floor(Math.log2(tileMetersAt(0) / PIXELS / metersPerPixel))
}

/** How wide and high a box is in the Framework's plane; what has no place there is as wide as that. */
function measureSides(bbox: Bbox | null): readonly [widthMeters: number, heightMeters: number] {
  if (!bbox) return [WIDTH_METERS, WIDTH_METERS]
  const [west, south, east, north] = bbox
  const corners = [west, (west + east) / 2, east].flatMap((lon) =>
    [south, (south + north) / 2, north].map((lat) => toNaaf(lon, lat)),
  )
  const xs = corners.map(([x]) => x).filter(Number.isFinite)
  const ys = corners.map(([, y]) => y).filter(Number.isFinite)
  if (xs.length === 0) return [WIDTH_METERS, WIDTH_METERS]
  return [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
}
