import { ellipsoidDistanceMeters } from '../../geo/distance.ts'
import type { MapCommands, Pixel } from '../../state/map-commands.ts'

/** What has to be known of a map. */
export type MapPlaces = Pick<MapCommands, 'unproject'>

/** What pixels beside a pixel are on the ground, by the side where they are most; metres. */
export function toToleranceMeters(map: MapPlaces, [x, y]: Pixel, tolerancePixels: number): number {
  const middle = map.unproject([x, y])
  if (!middle) return 0
  const sides: readonly Pixel[] = [
    [x - tolerancePixels, y],
    [x + tolerancePixels, y],
    [x, y - tolerancePixels],
    [x, y + tolerancePixels],
  ]
  return sides.reduce((most, side) => {
    const place = map.unproject(side)
    return place ? Math.max(most, ellipsoidDistanceMeters(...middle, ...place)) : most
  }, 0)
}
