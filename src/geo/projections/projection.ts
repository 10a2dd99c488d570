import { NAAF_CENTER, NAAF_EXTENT } from '../naaf.ts'

/**
 * A quad tree of tiles over a plane (OGC Two Dimensional Tile Matrix Set, quad tree): tile 0/0/0 is
 * the unit square, u grows east, v grows south.
 */
export interface TileGrid {
  /** As it stands in the addresses of tiles: letters alone. */
  readonly name: string
  /** Whether the plane's left and right edges are the same meridian. */
  readonly wraps: boolean
  /**
   * How many zooms its tiles are finer than the Framework's of about the same scale. What is chosen by the
   * tile needs a whole number, or all would come a zoom late.
   */
  readonly tileZoomShift: number
  /** Whether tile 0/0/0 is the sheet on which the Framework is drawn. */
  readonly isSheet: boolean
  /** Between which v its tiles hold what there is; what lies beyond is cut off. All, where it is left out. */
  readonly rows?: readonly [from: number, to: number]
  /** What lies between its square and the north pole, of which a sphere shows all. */
  readonly cap?: PolarCap
  /** Longitude, latitude in degrees to the unit square. */
  toUnit(lon: number, lat: number): [u: number, v: number]
  /** The inverse, or `null` where there is no place on Earth. Longitudes are not wrapped. */
  fromUnit(u: number, v: number): [lon: number, lat: number] | null
}

/**
 * The rest of the northern hemisphere beyond a grid's square, in a grid of its own. The map has its tiles lie where those
 * of the square's top row lie, of whose plane they hold what is above: so one sphere shows both.
 */
export interface PolarCap extends TileGrid {
  readonly isCap: true
  /** The latitude at which it begins. */
  readonly south: number
  /** The finest of its tiles. */
  readonly maxZoom: number
}

export interface Camera {
  /** Longitude, latitude. */
  readonly center: readonly [lon: number, lat: number]
  /** The map's own zoom in its projection. */
  readonly zoom: number
}

/** CSS pixels. */
export interface ViewportSize {
  readonly width: number
  readonly height: number
}

/** A plane that the map library does not know of its own accord. */
export interface PlanarCrs {
  /** A PROJ string. */
  readonly definition: string
  /** The square of tile 0/0/0 in the plane's own unit. */
  readonly origin: readonly [left: number, top: number]
  readonly side: number
  toPlane(lon: number, lat: number): [x: number, y: number]
  /** `null` where there is no place on Earth. */
  fromPlane(x: number, y: number): [lon: number, lat: number] | null
}

/**
 * All that the Atlas knows of one of its projections: pure, so that the page, its address and the workers that
 * cut tiles read the same. A new one is a file beside this one, its line in `all.ts`, and its words:
 * `projection.<id>` and `projection.<id>Hint`.
 */
export interface Projection {
  /** As it stands in the address of the page. */
  readonly id: string
  /** Where it stands among the others, lower first: the Atlas opens in the first. */
  readonly place: number
  readonly grid: TileGrid
  /** How the map library calls it: with a colon where `plane` is to be made known to it. */
  readonly mapType: string
  readonly plane?: PlanarCrs
  /** Metres on the ground for one CSS pixel of the map's centre at a zoom of its own. */
  pixelMeters(zoom: number, lat: number): number
  /** The view that opens the Atlas and that "home" returns to: all of North America, as large as fits. */
  homeCamera(viewport: ViewportSize): Camera
  /** Whether it is seen from outside, as a sphere, which ends at its rim and goes on over the pole. */
  readonly isSphere: boolean
  /** Where sea is drawn: on the sheet alone, as on a map on paper, or everywhere. */
  readonly sea: 'sheet' | 'everywhere'
  /** What is seen past the map's edge on a screen that shows more than the map. */
  readonly beyond: 'page' | 'sea'
  /** The width of the line around the Framework's sheet, CSS pixels. */
  readonly neatLinePixels: number
}

/** The width of the tiles that the map draws, in CSS pixels. */
export const TILE_PIXELS = 512

const FRAMEWORK_PIXEL_METERS = (NAAF_EXTENT[2] - NAAF_EXTENT[0]) / TILE_PIXELS

/**
 * Metres on the ground for one CSS pixel of the Framework's plane at a zoom. The projection keeps areas,
 * so this holds on average over all directions everywhere.
 */
export function frameworkPixelMeters(zoom: number): number {
  return FRAMEWORK_PIXEL_METERS / 2 ** zoom
}

/** What to add to a zoom of the Framework to show the ground at a latitude as large in another projection. */
export function frameworkZoomShift(
  { pixelMeters }: Pick<Projection, 'pixelMeters'>,
  lat: number = NAAF_CENTER.lat,
): number {
  return Math.log2(pixelMeters(0, lat) / FRAMEWORK_PIXEL_METERS)
}

/** The zoom that shows the ground at the centre in another projection as large as before. */
export function zoomOfSameScale(
  { center, zoom }: Camera,
  from: Projection,
  to: Projection,
): number {
  const [, lat] = center
  return zoom + frameworkZoomShift(to, lat) - frameworkZoomShift(from, lat)
}

/**
 * The finest tiles of the Framework's grid; past them the map enlarges. Base layers are generalised for
 * 1:10,000,000, and a tile's coordinates are whole numbers of 11 m here: finer tiles would hold no more.
 */
const MAX_FRAMEWORK_TILE_ZOOM = 8

/**
 * How many zooms finer the tiles of a flat map are: what readers bring may be exact to metres. A sphere does without,
 * whose square and cap would no longer meet.
 */
export const FINER_TILE_ZOOMS = 3

/** The finest tiles of a grid for what the Atlas publishes. */
export function maxTileZoom(grid: TileGrid): number {
  return isCap(grid) ? grid.maxZoom : MAX_FRAMEWORK_TILE_ZOOM + grid.tileZoomShift
}

/** Whether a grid is that of a polar cap. */
export function isCap(grid: TileGrid): grid is PolarCap {
  return 'isCap' in grid
}

/** The zoom of the Framework's grid whose data a tile of a grid holds: from 0 on, as the data are. */
export function frameworkTileZoom({ tileZoomShift }: TileGrid, z: number): number {
  return Math.max(0, z - tileZoomShift)
}
