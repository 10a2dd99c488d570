import type { MultiPolygon, Polygon } from 'geojson'
import { toArea } from '../geo/area.ts'
import type { MapCommands, Pixel, Place } from './map-commands.ts'

/** Straight lines of the map are followed in steps of so many pixels. */
const STEP_PIXELS = 12

/**
 * The ground within straight lines of the map between pixels, whatever its projection; `null` where
 * they enclose none.
 */
function toDrawnArea(
  map: Pick<MapCommands, 'unproject'>,
  corners: readonly Pixel[],
): Polygon | MultiPolygon | null {
  return toArea(
    alongEdges(corners).flatMap((pixel) => {
      const place = map.unproject(pixel)
      return place ? [place] : []
    }),
  )
}

/** The same between places: their straight lines are those of the map as it is now. */
export function toAreaOfPlaces(
  map: Pick<MapCommands, 'project' | 'unproject'>,
  places: readonly Place[],
): Polygon | MultiPolygon | null {
  const corners = places.flatMap((place) => {
    const pixel = map.project(place)
    return pixel ? [pixel] : []
  })
  return toDrawnArea(map, corners)
}

/** The ground that is seen: the map's frame, or as far from its middle as there is any ground. */
export function toViewArea(
  map: Pick<MapCommands, 'unproject' | 'container'>,
): Polygon | MultiPolygon | null {
  const { clientWidth: width, clientHeight: height } = map.container
  const middle: Pixel = [width / 2, height / 2]
  const frame: Pixel[] = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ]
  const edge = alongEdges(frame).map((pixel) => furthestGround(map, middle, pixel))
  return toArea(edge.flatMap((pixel) => (pixel ? [map.unproject(pixel)!] : [])))
}

function alongEdges(corners: readonly Pixel[]): Pixel[] {
  return corners.flatMap(([x, y], index) => {
    const [toX, toY] = corners[(index + 1) % corners.length]!
    const steps = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / STEP_PIXELS))
    return Array.from({ length: steps }, (_, step): Pixel => {
      const share = step / steps
      return [x + (toX - x) * share, y + (toY - y) * share]
    })
  })
}

/** The pixel on the way from the middle that is the last to show ground, found by halving. */
function furthestGround(
  map: Pick<MapCommands, 'unproject'>,
  middle: Pixel,
  pixel: Pixel,
): Pixel | null {
  if (map.unproject(pixel)) return pixel
  if (!map.unproject(middle)) return null
  const at = (share: number): Pixel => [
    middle[0] + (pixel[0] - middle[0]) * share,
    middle[1] + (pixel[1] - middle[1]) * share,
  ]
  let [ground, none] = [0, 1]
  for (let step = 0; step < 12; step++) {
    const half = (ground + none) / 2
    if (map.unproject(at(half))) ground = half
    else none = half
  }
  return at(ground)
}
