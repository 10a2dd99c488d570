import { type Bbox, EMPTY_BBOX, isEmpty, union } from '../geo/bbox.ts'
import { fromNaaf, isOnSheet, NAAF_EXTENT, toNaaf } from '../geo/naaf.ts'
import { projection as naaf } from '../geo/projections/naaf.ts'
import {
  type Camera,
  frameworkPixelMeters,
  frameworkZoomShift,
  type Projection,
  type ViewportSize,
  zoomOfSameScale,
} from '../geo/projections/projection.ts'

/**
 * The map's centre cannot leave this part of the Framework's plane, whatever the projection, but for what lies
 * within the sheet when nothing but the sheet is seen, such as Hawaii; metres.
 */
const CENTER_RANGE = { minX: -4_600_000, minY: -4_300_000, maxX: 4_400_000, maxY: 4_600_000 }

/** The largest scale, as a zoom of the Framework: the layers are generalised for 1:10,000,000. */
const MAX_FRAMEWORK_ZOOM = 10

/** And on a flat map with a layer that a reader brought, which may be as exact as it likes. */
const MAX_OWN_FRAMEWORK_ZOOM = 13

const maxFrameworkZoom = (hasOwn: boolean) => (hasOwn ? MAX_OWN_FRAMEWORK_ZOOM : MAX_FRAMEWORK_ZOOM)

/** How much farther out than home the map can be zoomed. */
const ZOOM_BEYOND_HOME = 0.6

/**
 * Keeps the map from being lost: its centre stays over the Framework's part of the world, and its
 * zoom between the whole of it in view and the largest scale that the data bear. `hasOwn` tells whether layers that a
 * reader brought are among them.
 */
export function constrainCamera(
  projection: Projection,
  { center, zoom }: Camera,
  viewport: ViewportSize,
  hasOwn = false,
): Camera {
  const keptZoom = clamp(zoom, ...zoomRange(projection, viewport, hasOwn))
  const zoomShift = frameworkZoomShift(projection)
  const halfPixelMeters = frameworkPixelMeters(keptZoom - zoomShift) / 2
  const [minX, minY, maxX, maxY] = NAAF_EXTENT
  const { minX: west, minY: south, maxX: east, maxY: north } = CENTER_RANGE
  const [right, up] = [viewport.width * halfPixelMeters, viewport.height * halfPixelMeters]
  const [x, y] = toNaaf(center[0], center[1])
  const kept = [
    clamp(x, Math.min(west, minX + right), Math.max(east, maxX - right)),
    clamp(y, Math.min(south, minY + up), Math.max(north, maxY - up)),
  ] as const
  const moved = kept[0] !== x || kept[1] !== y
  return { center: moved ? (fromNaaf(...kept) ?? center) : center, zoom: keptZoom }
}

/** The least and the largest zoom of a projection. */
export function zoomRange(
  projection: Projection,
  viewport: ViewportSize,
  hasOwn = false,
): readonly [least: number, largest: number] {
  const least = projection.homeCamera(viewport).zoom - ZOOM_BEYOND_HOME
  const finest = maxFrameworkZoom(hasOwn && !projection.isSphere)
  return [least, finest + frameworkZoomShift(projection)]
}

/** Whether what was asked to be in the middle is not even seen where the map was kept within its bounds. */
export function isElsewhere(
  projection: Projection,
  asked: Camera,
  kept: Camera,
  { width, height }: ViewportSize,
): boolean {
  const [x, y] = toNaaf(asked.center[0], asked.center[1])
  const [keptX, keptY] = toNaaf(kept.center[0], kept.center[1])
  const meters = frameworkPixelMeters(kept.zoom - frameworkZoomShift(projection))
  // Where there is no such place on the plane the comparison fails.
  const isSeen =
    Math.abs(x - keptX) < (width * meters) / 2 && Math.abs(y - keptY) < (height * meters) / 2
  return !isSeen
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}

const BBOX_SAMPLES = 24

/** The share of the map that what is to be seen whole takes, the margin around it left out. */
const FIT_SHARE = 0.85

/** The camera that shows a WGS 84 box, as large as fits with a margin around it. */
export function cameraForBbox(
  projection: Projection,
  bbox: Bbox,
  viewport: ViewportSize,
  hasOwn = false,
): Camera {
  const east = bbox[2] < bbox[0] ? bbox[2] + 360 : bbox[2]
  let extent = EMPTY_BBOX
  for (let i = 0; i <= BBOX_SAMPLES; i++) {
    for (let j = 0; j <= BBOX_SAMPLES; j++) {
      const lon = bbox[0] + ((east - bbox[0]) * i) / BBOX_SAMPLES
      const lat = bbox[1] + ((bbox[3] - bbox[1]) * j) / BBOX_SAMPLES
      const [x, y] = toNaaf(lon, lat)
      if (isOnSheet(lon, lat)) extent = union(extent, [x, y, x, y])
    }
  }
  const home = projection.homeCamera(viewport)
  if (isEmpty(extent)) return home
  const meters = Math.max(
    (extent[2] - extent[0]) / (viewport.width * FIT_SHARE),
    (extent[3] - extent[1]) / (viewport.height * FIT_SHARE),
    frameworkPixelMeters(maxFrameworkZoom(hasOwn) - 1),
  )
  const center = fromNaaf((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2) ?? home.center
  const camera = { center, zoom: Math.log2(frameworkPixelMeters(0) / meters) }
  const zoom = zoomOfSameScale(camera, naaf, projection)
  // What fills the Framework is best seen as the whole of it is.
  return zoom < home.zoom ? home : { center, zoom }
}
