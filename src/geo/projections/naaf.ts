import { fromNaaf, NAAF_CENTER, NAAF_CRS_NAME, NAAF_EXTENT, NAAF_PROJ, toNaaf } from '../naaf.ts'
import {
  type Camera,
  frameworkPixelMeters,
  type Projection,
  type TileGrid,
  type ViewportSize,
} from './projection.ts'

const [LEFT, , , TOP] = NAAF_EXTENT
const SIDE_METERS = NAAF_EXTENT[2] - NAAF_EXTENT[0]

/** The Framework's own grid. */
export const naafGrid: TileGrid = {
  name: 'naaf',
  wraps: false,
  tileZoomShift: 0,
  isSheet: true,
  toUnit(lon, lat) {
    const [x, y] = toNaaf(lon, lat)
    return [(x - LEFT) / SIDE_METERS, (TOP - y) / SIDE_METERS]
  },
  fromUnit(u, v) {
    return fromNaaf(LEFT + u * SIDE_METERS, TOP - v * SIDE_METERS)
  },
}

/**
 * The part of the Framework's plane that shows North America: from the western Aleutians to
 * Newfoundland and from Panama to the north of Ellesmere Island; metres.
 */
const CONTINENT = { minX: -4_350_000, minY: -3_850_000, maxX: 3_500_000, maxY: 4_350_000 }

/** The view of the whole continent, with the zoom of the Framework. */
export function frameworkHome({ width, height }: ViewportSize): Camera {
  const meters = Math.max(
    (CONTINENT.maxX - CONTINENT.minX) / width,
    (CONTINENT.maxY - CONTINENT.minY) / height,
  )
  const x = (CONTINENT.minX + CONTINENT.maxX) / 2
  // A tall screen shows more than the continent: as little as can be of what lies past the plane.
  const room = Math.max(0, TOP - (height * meters) / 2)
  const y = Math.max(-room, Math.min(room, (CONTINENT.minY + CONTINENT.maxY) / 2))
  const center = fromNaaf(x, y) ?? ([NAAF_CENTER.lon, NAAF_CENTER.lat] as const)
  return { center, zoom: Math.log2(frameworkPixelMeters(0) / meters) }
}

/** The Lambert azimuthal equal-area projection of the North American Atlas Framework. */
export const projection: Projection = {
  id: 'naaf',
  place: 1,
  grid: naafGrid,
  mapType: NAAF_CRS_NAME,
  plane: {
    definition: NAAF_PROJ,
    origin: [LEFT, TOP],
    side: SIDE_METERS,
    toPlane: toNaaf,
    fromPlane: fromNaaf,
  },
  pixelMeters: frameworkPixelMeters,
  homeCamera: frameworkHome,
  isSphere: false,
  sea: 'sheet',
  beyond: 'page',
  neatLinePixels: 1.5,
}
