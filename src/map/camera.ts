import { type Bbox, EMPTY_BBOX, isEmpty, union } from '../geo/bbox.ts'
import { fromNaaf, NAAF_CENTER, NAAF_EXTENT, toNaaf } from '../geo/naaf.ts'
import {
  mercatorPixelMeters,
  mercatorToNaafZoom,
  naafPixelMeters,
  naafToMercatorZoom,
  TILE_PIXELS,
} from '../geo/scale.ts'
import type { ProjectionName } from '../state/choices.ts'

export interface Camera {
  /** Longitude, latitude. */
  readonly center: readonly [lon: number, lat: number]
  /** The map's own zoom in its projection. */
  readonly zoom: number
}

export interface ViewportSize {
  readonly width: number
  readonly height: number
}

/**
 * The part of the Framework's plane that shows North America: from the western Aleutians to
 * Newfoundland and from Panama to the north of Ellesmere Island; metres.
 */
const CONTINENT = { minX: -4_350_000, minY: -3_850_000, maxX: 3_500_000, maxY: 4_350_000 }

/** The map's centre cannot leave this part of the plane, whatever the projection; metres. */
const CENTER_RANGE = { minX: -4_600_000, minY: -4_300_000, maxX: 4_400_000, maxY: 4_600_000 }

/** The largest scale: the layers are generalised for 1:10,000,000, and no detail follows beyond. */
const MAX_NAAF_ZOOM = 10

/** The same land as a box of longitudes and latitudes, for Web Mercator. */
const CONTINENT_BBOX: Bbox = [-189, 11, -51, 83.3]

/** The view that opens the Atlas and that "home" returns to: all of North America, as large as fits. */
export function homeCamera(projection: ProjectionName, { width, height }: ViewportSize): Camera {
  if (projection === 'mercator') return mercatorHome(width, height)
  const meters = Math.max(
    (CONTINENT.maxX - CONTINENT.minX) / width,
    (CONTINENT.maxY - CONTINENT.minY) / height,
  )
  const zoom = Math.log2(naafPixelMeters(0) / meters)
  const x = (CONTINENT.minX + CONTINENT.maxX) / 2
  // A tall screen shows more than the continent: as little as can be of what lies past the plane.
  const room = Math.max(0, NAAF_EXTENT[3] - (height * meters) / 2)
  const y = clamp((CONTINENT.minY + CONTINENT.maxY) / 2, -room, room)
  const center = fromNaaf(x, y) ?? [NAAF_CENTER.lon, NAAF_CENTER.lat]
  // The globe is seen from outside: the rim needs some air around it.
  return projection === 'naaf'
    ? { center, zoom }
    : { center, zoom: naafToMercatorZoom(zoom, center[1]) - 0.15 }
}

/** What scale, coordinates and sources take of the bottom of the map. */
const READOUT_PIXELS = 40

function mercatorHome(width: number, height: number): Camera {
  const [west, south, east, north] = CONTINENT_BBOX
  const toV = (lat: number) => Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)
  const free = Math.max(1, height - READOUT_PIXELS)
  const world = Math.min((width * 360) / (east - west), free / (toV(north) - toV(south)))
  // A tall screen shows more than the continent, but nothing of what lies past the square of the world.
  const room = Math.max(0, 0.5 - height / world / 2)
  const middle = clamp((toV(north) + toV(south) - READOUT_PIXELS / world) / 2, -room, room)
  const lat = (Math.atan(Math.sinh(middle * 2 * Math.PI)) * 180) / Math.PI
  return { center: [(west + east) / 2, lat], zoom: Math.log2(world / TILE_PIXELS) }
}

/** The zoom that shows the ground at the centre in another projection as large as before. */
export function zoomOfSameScale(
  { center, zoom }: Camera,
  from: ProjectionName,
  to: ProjectionName,
): number {
  const isNaaf = (projection: ProjectionName) => projection === 'naaf'
  if (isNaaf(from) === isNaaf(to)) return zoom
  return isNaaf(from) ? naafToMercatorZoom(zoom, center[1]) : mercatorToNaafZoom(zoom, center[1])
}

/** Metres on the ground for a CSS pixel at the centre. */
export function pixelMeters(projection: ProjectionName, { center, zoom }: Camera): number {
  return projection === 'naaf' ? naafPixelMeters(zoom) : mercatorPixelMeters(zoom, center[1])
}

/**
 * Keeps the map from being lost: its centre stays over the Framework's part of the world, and its
 * zoom between the whole of it in view and the largest scale that the data bear.
 */
export function constrainCamera(
  projection: ProjectionName,
  { center, zoom }: Camera,
  viewport: ViewportSize,
): Camera {
  const [x, y] = toNaaf(center[0], center[1])
  const kept = [
    clamp(x, CENTER_RANGE.minX, CENTER_RANGE.maxX),
    clamp(y, CENTER_RANGE.minY, CENTER_RANGE.maxY),
  ] as const
  const moved = kept[0] !== x || kept[1] !== y
  const keptCenter = moved ? (fromNaaf(kept[0], kept[1]) ?? center) : center
  const home = homeCamera(projection, viewport)
  const maxZoom =
    projection === 'naaf' ? MAX_NAAF_ZOOM : naafToMercatorZoom(MAX_NAAF_ZOOM, NAAF_CENTER.lat)
  return { center: keptCenter, zoom: clamp(zoom, home.zoom - 0.6, maxZoom) }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}

const BBOX_SAMPLES = 24

/** The camera that shows a WGS 84 box, as large as fits with a margin around it. */
export function cameraForBbox(
  projection: ProjectionName,
  bbox: Bbox,
  viewport: ViewportSize,
): Camera {
  const east = bbox[2] < bbox[0] ? bbox[2] + 360 : bbox[2]
  let extent = EMPTY_BBOX
  for (let i = 0; i <= BBOX_SAMPLES; i++) {
    for (let j = 0; j <= BBOX_SAMPLES; j++) {
      const lon = bbox[0] + ((east - bbox[0]) * i) / BBOX_SAMPLES
      const lat = bbox[1] + ((bbox[3] - bbox[1]) * j) / BBOX_SAMPLES
      const [x, y] = toNaaf(lon, lat)
      const inside = Math.max(Math.abs(x), Math.abs(y)) <= NAAF_EXTENT[2]
      if (inside) extent = union(extent, [x, y, x, y])
    }
  }
  const home = homeCamera(projection, viewport)
  if (isEmpty(extent)) return home
  const meters = Math.max(
    (extent[2] - extent[0]) / (viewport.width * FIT_SHARE),
    (extent[3] - extent[1]) / (viewport.height * FIT_SHARE),
    naafPixelMeters(MAX_NAAF_ZOOM - 1),
  )
  const center = fromNaaf((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2) ?? home.center
  const camera = { center, zoom: Math.log2(naafPixelMeters(0) / meters) }
  const zoom = zoomOfSameScale(camera, 'naaf', projection)
  // What fills the Framework is best seen as the whole of it is.
  return zoom < home.zoom ? home : { center, zoom }
}

const FIT_SHARE = 0.85
