import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson'
import { type Bbox, intersects } from './bbox.ts'
import { mapPositions } from './positions.ts'

const TURNS = [0, 360, -360]

/** Whether the longitudes of a box are from −180 to 180, as most layers store them. */
export function isPlain([west, , east]: Bbox): boolean {
  return west >= -180 && east <= 180
}

/**
 * A geometry as it may meet what lies in a box: as it is stored, and where it or what is in the box is stored past ±180,
 * moved by a turn, too. None where the boxes share no point.
 *
 * @param bbox the geometry's own
 */
export function inTurns<Shape extends Geometry>(
  geometry: Shape,
  bbox: Bbox,
  other: Bbox,
): readonly Shape[] {
  if (isPlain(bbox) && isPlain(other)) return intersects(bbox, other) ? [geometry] : []
  const [west, south, east, north] = bbox
  return TURNS.filter((turn) => intersects([west + turn, south, east + turn, north], other)).map(
    (turn) => move(geometry, turn),
  )
}

/** An area at all longitudes by which its ground may be called, from −540 to 540. */
export function inAllTurns(area: Polygon | MultiPolygon): MultiPolygon {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  const one: MultiPolygon = { type: 'MultiPolygon', coordinates: polygons }
  return { ...one, coordinates: TURNS.flatMap((turn) => move(one, turn).coordinates) }
}

function move<Shape extends Geometry>(geometry: Shape, turn: number): Shape {
  if (turn === 0) return geometry
  return mapPositions(geometry, ([lon, ...rest]): Position => [lon! + turn, ...rest])
}
