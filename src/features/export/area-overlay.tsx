import type { MultiPolygon, Polygon } from 'geojson'
import type { MapCommands } from '../../state/store.ts'
import { useAtlas } from '../../state/store.ts'
import styles from './draw-overlay.module.css'
import { useMoves } from './use-moves.ts'

/** The chosen area on the map, true in every projection. */
export function AreaOverlay({
  map,
  polygon,
  line,
}: {
  readonly map: MapCommands
  readonly polygon: Polygon | MultiPolygon | null
  readonly line: readonly (readonly [number, number])[] | null
}) {
  useMoves(map)
  useAtlas((state) => state.projection)
  if (!polygon && !line) return null
  const rings = polygon ? ringsOf(polygon) : [line!]
  return (
    <svg className={styles.picture} aria-hidden="true">
      <path className={styles.area} d={rings.map((ring) => toPath(map, ring)).join('')} />
    </svg>
  )
}

function ringsOf(area: Polygon | MultiPolygon): (readonly [number, number])[][] {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  return polygons.flat() as unknown as (readonly [number, number])[][]
}

/** A line of places as the data of an SVG path; what lies behind the globe is left out. */
export function toPath(
  map: Pick<MapCommands, 'project'>,
  places: readonly (readonly [number, number])[],
): string {
  let path = ''
  let isDown = false
  for (const place of places) {
    const pixel = map.project(place)
    if (pixel) path += `${isDown ? 'L' : 'M'}${pixel[0].toFixed(1)} ${pixel[1].toFixed(1)}`
    isDown = pixel !== null
  }
  return path
}
