import type { Bbox } from '../bbox.ts'
import { frameworkZoomShift, type Projection, TILE_PIXELS, type TileGrid } from './projection.ts'

const RADIANS = Math.PI / 180

/** The latitude at which spherical Mercator's world is square (EPSG:3857). */
const MAX_LAT = Math.atan(Math.sinh(Math.PI)) / RADIANS

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

/** EPSG:3857, the grid of the Web Mercator map and of the globe. Latitudes past the square clamp to it. */
export const mercatorGrid: TileGrid = {
  name: 'mercator',
  wraps: true,
  tileZoomShift: Math.round(frameworkZoomShift({ pixelMeters: mercatorPixelMeters })),
  isSheet: false,
  endsBelowPole: true,
  toUnit(lon, lat) {
    return [lon / 360 + 0.5, 0.5 - toNorthing(Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)))]
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
