import { type Bbox, EMPTY_BBOX, isEmpty, union } from '../geo/bbox.ts'
import { fromNaaf, NAAF_CENTER, NAAF_EXTENT, toNaaf } from '../geo/naaf.ts'
import {
  mercatorPixelMeters,
  mercatorToNaafZoom,
  naafPixelMeters,
  naafToMercatorZoom,
} from '../geo/scale.ts'
import type { ProjectionName } from '../state/url.ts'

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

/** The view that opens the Atlas and that "home" returns to: all of North America, as large as fits. */
export function homeCamera(
  projection: ProjectionName,
  { width, height }: ViewportSize,
  padding = { top: 0, right: 0, bottom: 0, left: 0 },
): Camera {
  const meters = Math.max(
    (CONTINENT.maxX - CONTINENT.minX) / Math.max(100, width - padding.left - padding.right),
    (CONTINENT.maxY - CONTINENT.minY) / Math.max(100, height - padding.top - padding.bottom),
  )
  const naafZoom = Math.log2(naafPixelMeters(0) / meters)
  const x = (CONTINENT.minX + CONTINENT.maxX) / 2 + ((padding.right - padding.left) / 2) * meters
  const y = (CONTINENT.minY + CONTINENT.maxY) / 2 + ((padding.top - padding.bottom) / 2) * meters
  const center = fromNaaf(x, y) ?? [NAAF_CENTER.lon, NAAF_CENTER.lat]
  if (projection === 'naaf') return { center, zoom: naafZoom }
  if (projection === 'globe') {
    return { center, zoom: naafToMercatorZoom(naafZoom, center[1]) - GLOBE_HOME_MARGIN }
  }
  // Web Mercator stretches the north: the same land needs a smaller scale to fit.
  const mercatorCenter: [number, number] = [center[0] + 3, 52]
  return { center: mercatorCenter, zoom: naafToMercatorZoom(naafZoom, 52) - MERCATOR_HOME_MARGIN }
}

const GLOBE_HOME_MARGIN = 0.15
const MERCATOR_HOME_MARGIN = 0.85

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
