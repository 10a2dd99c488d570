import type { Bbox } from '../bbox.ts'
import {
  frameworkZoomShift,
  type PolarCap,
  type Projection,
  TILE_PIXELS,
  type TileGrid,
} from './projection.ts'

const RADIANS = Math.PI / 180

/** The latitude at which spherical Mercator's world is square (EPSG:3857). */
export const MERCATOR_NORTH = Math.atan(Math.sinh(Math.PI)) / RADIANS

/** Circumference of the sphere of EPSG:3857, metres. */
const CIRCUMFERENCE_METERS = 2 * Math.PI * 6378137

/** How far a latitude is north of the equator, to the side of the world's square. */
function toNorthing(lat: number): number {
  return Math.asinh(Math.tan(lat * RADIANS)) / (2 * Math.PI)
}

function fromNorthing(northing: number): number {
  return Math.atan(Math.sinh(northing * 2 * Math.PI)) / RADIANS
}

/** Metres on the ground for one CSS pixel of Web Mercator, or of the globe's centre, at a latitude. */
export function mercatorPixelMeters(zoom: number, lat: number): number {
  return (CIRCUMFERENCE_METERS * Math.cos(lat * RADIANS)) / TILE_PIXELS / 2 ** zoom
}

/**
 * Where the world's square and its cap meet: by so little above the square's edge (200 m) that the map still draws it with
 * the square's own tiles, and a whole number of units in the tiles of both.
 */
const SEAM = -(2 ** -14)

/** Beyond the square the plane goes on as far again, which leaves a kilometre around the pole. */
const END_OF_CAP = -1

/**
 * What lies beyond the square of Web Mercator: its plane from v = −1 to the square, half as high, so that two tiles hold
 * all. The map keeps a tile's coordinates between −2 and 2 of its sides: with finer tiles the pole would be beyond.
 */
const polarCap: PolarCap = {
  name: 'mercatorcap',
  wraps: true,
  // From its finest tiles on it holds what the data have.
  tileZoomShift: -2,
  isSheet: false,
  rows: [0, toCapRow(SEAM)],
  isCap: true,
  south: fromNorthing(0.5 - SEAM),
  maxZoom: 1,
  toUnit(lon, lat) {
    const [u, v] = mercatorGrid.toUnit(lon, lat)
    return [u, toCapRow(v)]
  },
  fromUnit(u, v) {
    return mercatorGrid.fromUnit(u, 2 * v + END_OF_CAP)
  },
}

function toCapRow(v: number): number {
  return (v - END_OF_CAP) / 2
}

/**
 * EPSG:3857, the grid of the Web Mercator map and of the globe. Latitudes past the square's southern edge clamp to it;
 * north of it the plane goes on.
 */
export const mercatorGrid: TileGrid = {
  name: 'mercator',
  wraps: true,
  tileZoomShift: Math.round(frameworkZoomShift({ pixelMeters: mercatorPixelMeters })),
  isSheet: false,
  rows: [SEAM, 2],
  cap: polarCap,
  toUnit(lon, lat) {
    const v = 0.5 - toNorthing(Math.max(-MERCATOR_NORTH, lat))
    return [lon / 360 + 0.5, Math.max(END_OF_CAP, v)]
  },
  fromUnit(u, v) {
    return [(u - 0.5) * 360, fromNorthing(0.5 - v)]
  },
}

/** North America as a box of longitudes and latitudes: the same land as the Framework's home view. */
const CONTINENT_BBOX: Bbox = [-189, 11, -51, 83.3]

/** What scale, coordinates and sources take of the bottom of the map. */
const READOUT_PIXELS = 40

/** Web Mercator (EPSG:3857). */
export const projection: Projection = {
  id: 'mercator',
  place: 2,
  grid: mercatorGrid,
  mapType: 'mercator',
  pixelMeters: mercatorPixelMeters,
  homeCamera({ width, height }) {
    const [west, south, east, north] = CONTINENT_BBOX
    const free = Math.max(1, height - READOUT_PIXELS)
    const world = Math.min(
      (width * 360) / (east - west),
      free / (toNorthing(north) - toNorthing(south)),
    )
    // A tall screen shows more than the continent, but nothing of what lies past the square of the world.
    const room = Math.max(0, 0.5 - height / world / 2)
    const middle = (toNorthing(north) + toNorthing(south) - READOUT_PIXELS / world) / 2
    const lat = fromNorthing(Math.max(-room, Math.min(room, middle)))
    return { center: [(west + east) / 2, lat], zoom: Math.log2(world / TILE_PIXELS) }
  },
  isSphere: false,
  sea: 'everywhere',
  // Its square ends at 85°: on a tall screen that is no edge worth showing.
  beyond: 'sea',
  neatLinePixels: 1,
}
