import { booleanIntersects, pointOnFeature } from '@turf/turf'
import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson'
import { PreparedArea } from '../geo/area.ts'
import { intersects, isEmpty } from '../geo/bbox.ts'
import { eachPosition, geometryBbox } from '../geo/positions.ts'
import { inAllTurns, inTurns, isPlain } from '../geo/turns.ts'

type Area = Polygon | MultiPolygon

/** Areas that many geometries are held against are made ready once. */
const prepared = new WeakMap<Area, PreparedArea>()

export function prepareArea(area: Area): PreparedArea {
  let ready = prepared.get(area)
  if (!ready) {
    ready = new PreparedArea(area)
    prepared.set(area, ready)
  }
  return ready
}

export function isArea(geometry: Geometry): geometry is Area {
  return geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
}

/**
 * Whether two geometries share at least a point, in the plane of longitudes and latitudes, in whichever turn of
 * longitudes they are stored.
 */
export function meets(a: Geometry, b: Geometry): boolean {
  const boxA = geometryBbox(a)
  const boxB = isArea(b) ? prepareArea(b).bbox : geometryBbox(b)
  if (isEmpty(boxA) || isEmpty(boxB)) return false
  if (isArea(b)) return prepareArea(b).meets(a)
  if (isArea(a)) return prepareArea(a).meets(b)
  return inTurns(a, boxA, boxB).some((one) => booleanIntersects(one, b))
}

/** Of areas that are stored past ±180, or that hold something that is. */
const turned = new WeakMap<Area, MultiPolygon>()

function turnedArea(area: Area): MultiPolygon {
  const known = turned.get(area) ?? inAllTurns(area)
  turned.set(area, known)
  return known
}

/** Whether all of a geometry lies in an area, its edge included. */
export function isContained(geometry: Geometry, area: Area): boolean {
  const isStoredPlainly = isPlain(geometryBbox(geometry)) && isPlain(prepareArea(area).bbox)
  return isContainedAsStored(geometry, isStoredPlainly ? area : turnedArea(area))
}

function isContainedAsStored(geometry: Geometry, area: Area): boolean {
  const box = geometryBbox(geometry)
  const boxOfArea = prepareArea(area).bbox
  if (isEmpty(box) || !intersects(box, boxOfArea)) return false
  if (box[0] < boxOfArea[0] || box[1] < boxOfArea[1]) return false
  if (box[2] > boxOfArea[2] || box[3] > boxOfArea[3]) return false
  const holds = (position: Position) =>
    prepareArea(area).meets({ type: 'Point', coordinates: position })
  switch (geometry.type) {
    case 'GeometryCollection':
      return geometry.geometries.every((part) => isContainedAsStored(part, area))
    case 'Point':
    case 'MultiPoint': {
      let all = true
      eachPosition(geometry, (position) => {
        all &&= holds(position)
      })
      return all
    }
    case 'LineString':
      return isLineContained(geometry.coordinates, area, holds)
    case 'MultiLineString':
      return geometry.coordinates.every((line) => isLineContained(line, area, holds))
    case 'Polygon':
      return isPolygonContained(geometry, area, holds)
    case 'MultiPolygon':
      return geometry.coordinates.every((coordinates) =>
        isPolygonContained({ type: 'Polygon', coordinates }, area, holds),
      )
  }
}

/**
 * A polygon is in an area if its rings are, a place within it is, and no hole of the area begins within it. (Turf's
 * `booleanWithin` looks at the corners alone, and takes a polygon over a bay or a hole for contained.)
 */
function isPolygonContained(
  polygon: Polygon,
  area: Area,
  holds: (position: Position) => boolean,
): boolean {
  if (!polygon.coordinates.every((ring) => isLineContained(ring, area, holds))) return false
  if (!holds(pointOnFeature(polygon).geometry.coordinates)) return false
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  const holes = polygons.flatMap((rings) => rings.slice(1))
  return !holes.some((hole) => isStrictlyWithin(hole, polygon))
}

/** Whether a corner of a ring is in a polygon and not on its edge. */
function isStrictlyWithin(ring: readonly Position[], polygon: Polygon): boolean {
  const [west, , east] = prepareArea(polygon).bbox
  return ring.some((corner) => {
    // Not in another turn, of which the area has holes of its own.
    if (corner[0]! < west || corner[0]! > east) return false
    if (!prepareArea(polygon).meets({ type: 'Point', coordinates: corner })) return false
    return !polygon.coordinates.some((own) => isOnLine(corner, own))
  })
}

function isOnLine([x, y]: Position, line: readonly Position[]): boolean {
  return line.some(([x2, y2], index) => {
    if (index === 0) return false
    const [x1, y1] = line[index - 1]! as [number, number]
    const turn = (x2! - x1) * (y! - y1) - (y2! - y1) * (x! - x1)
    if (turn !== 0) return false
    const isBetweenX = x! >= Math.min(x1, x2!) && x! <= Math.max(x1, x2!)
    return isBetweenX && y! >= Math.min(y1, y2!) && y! <= Math.max(y1, y2!)
  })
}

/** A line is in an area if its corners are, and so is each piece between the places where it meets the area's edge. */
function isLineContained(
  line: readonly Position[],
  area: Area,
  holds: (position: Position) => boolean,
): boolean {
  if (!line.every(holds)) return false
  const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()
  for (let index = 1; index < line.length; index++) {
    const [x1, y1] = line[index - 1]! as [number, number]
    const [x2, y2] = line[index]! as [number, number]
    const shares = [0, 1]
    for (const ring of rings) shares.push(...crossings([x1, y1, x2, y2], ring))
    shares.sort((a, b) => a - b)
    for (let nth = 1; nth < shares.length; nth++) {
      if (shares[nth]! - shares[nth - 1]! < LEAST_PIECE) continue
      const share = (shares[nth]! + shares[nth - 1]!) / 2
      const middle = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)]
      if (!holds(middle) && !isNearlyOn(middle, rings)) return false
    }
  }
  return true
}

/** Pieces of an edge that are shorter than this share of it are what rounding makes. */
const LEAST_PIECE = 1e-9

/** Less than a millimetre: between two corners of an edge that both have, rounding puts a place beside it. */
const NEARLY_DEGREES = 1e-9

function isNearlyOn([x, y]: Position, lines: readonly (readonly Position[])[]): boolean {
  return lines.some((line) =>
    line.some(([x2, y2], index) => {
      const [x1, y1] = line[Math.max(0, index - 1)]! as [number, number]
      const square = (x2! - x1) ** 2 + (y2! - y1) ** 2
      const along = (x! - x1) * (x2! - x1) + (y! - y1) * (y2! - y1)
      const share = square === 0 ? 0 : Math.min(1, Math.max(0, along / square))
      const [dx, dy] = [x1 + share * (x2! - x1) - x!, y1 + share * (y2! - y1) - y!]
      return Math.hypot(dx, dy) < NEARLY_DEGREES
    }),
  )
}

/** Where, as shares of a segment, a ring crosses or touches it. */
function crossings(
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  ring: readonly Position[],
): number[] {
  const [west, east] = x1 < x2 ? [x1, x2] : [x2, x1]
  const [south, north] = y1 < y2 ? [y1, y2] : [y2, y1]
  const found: number[] = []
  for (let index = 1; index < ring.length; index++) {
    const [x3, y3] = ring[index - 1]! as [number, number]
    const [x4, y4] = ring[index]! as [number, number]
    if (Math.max(x3, x4) < west || Math.min(x3, x4) > east) continue
    if (Math.max(y3, y4) < south || Math.min(y3, y4) > north) continue
    const across = (x2 - x1) * (y4 - y3) - (y2 - y1) * (x4 - x3)
    if (across === 0) {
      // Along each other: the ring's corners on the segment part it.
      const square = (x2 - x1) ** 2 + (y2 - y1) ** 2
      if (square > 0) found.push(((x3 - x1) * (x2 - x1) + (y3 - y1) * (y2 - y1)) / square)
      continue
    }
    found.push(((x3 - x1) * (y4 - y3) - (y3 - y1) * (x4 - x3)) / across)
  }
  return found.filter((share) => share > 0 && share < 1)
}
