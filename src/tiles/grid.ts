import { fromNaaf, NAAF_EXTENT, toNaaf } from '../geo/naaf.ts'

/**
 * A quad tree of tiles over a plane (OGC Two Dimensional Tile Matrix Set, quad tree): tile 0/0/0 is
 * the unit square, u grows east, v grows south.
 */
export interface TileGrid {
  readonly name: TileGridName
  /** Whether the plane's left and right edges are the same meridian. */
  readonly wraps: boolean
  /** Longitude, latitude in degrees to the unit square. */
  toUnit(lon: number, lat: number): [u: number, v: number]
  /** The inverse, or `null` where there is no place on Earth. Longitudes are not wrapped. */
  fromUnit(u: number, v: number): [lon: number, lat: number] | null
}

export type TileGridName = 'naaf' | 'mercator'

/**
 * The finest tiles; past them the map enlarges. Base layers are generalised for 1:10,000,000, and a tile's
 * coordinates are whole numbers of 11 m here: finer tiles would hold no more.
 */
export const MAX_TILE_ZOOM: Readonly<Record<TileGridName, number>> = { naaf: 8, mercator: 9 }

const NAAF_SIDE_METERS = NAAF_EXTENT[2] - NAAF_EXTENT[0]

const naaf: TileGrid = {
  name: 'naaf',
  wraps: false,
  toUnit(lon, lat) {
    const [x, y] = toNaaf(lon, lat)
    return [(x - NAAF_EXTENT[0]) / NAAF_SIDE_METERS, (NAAF_EXTENT[3] - y) / NAAF_SIDE_METERS]
  },
  fromUnit(u, v) {
    return fromNaaf(NAAF_EXTENT[0] + u * NAAF_SIDE_METERS, NAAF_EXTENT[3] - v * NAAF_SIDE_METERS)
  },
}

/** The latitude at which spherical Mercator's world is square (EPSG:3857). */
export const MERCATOR_MAX_LAT = (Math.atan(Math.sinh(Math.PI)) * 180) / Math.PI

/** EPSG:3857, the grid of the Web Mercator map and of the globe. Latitudes past the square clamp to it. */
const mercator: TileGrid = {
  name: 'mercator',
  wraps: true,
  toUnit(lon, lat) {
    const phi = (Math.max(-MERCATOR_MAX_LAT, Math.min(MERCATOR_MAX_LAT, lat)) * Math.PI) / 180
    return [lon / 360 + 0.5, 0.5 - Math.asinh(Math.tan(phi)) / (2 * Math.PI)]
  },
  fromUnit(u, v) {
    return [(u - 0.5) * 360, (Math.atan(Math.sinh((0.5 - v) * 2 * Math.PI)) * 180) / Math.PI]
  },
}

export const TILE_GRIDS: Readonly<Record<TileGridName, TileGrid>> = { naaf, mercator }
