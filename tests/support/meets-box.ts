import type { Geometry, Position } from 'geojson'
import type { Bbox } from '../../src/geo/bbox.ts'

/** Whether a geometry has a point in common with a box, exactly: what a query by GDAL's `-spat` asks. */
export function meetsBox(geometry: Geometry | null, box: Bbox): boolean {
  switch (geometry?.type) {
    case 'Point':
      return isInBox(geometry.coordinates, box)
    case 'MultiPoint':
      return geometry.coordinates.some((position) => isInBox(position, box))
    case 'LineString':
      return lineMeets(geometry.coordinates, box)
    case 'MultiLineString':
      return geometry.coordinates.some((line) => lineMeets(line, box))
    case 'Polygon':
      return polygonMeets(geometry.coordinates, box)
    case 'MultiPolygon':
      return geometry.coordinates.some((rings) => polygonMeets(rings, box))
    case 'GeometryCollection':
      return geometry.geometries.some((part) => meetsBox(part, box))
    default:
      return false
  }
}

function isInBox([x, y]: Position, [west, south, east, north]: Bbox): boolean {
  return x! >= west && x! <= east && y! >= south && y! <= north
}

function lineMeets(line: readonly Position[], box: Bbox): boolean {
  return line.some((end, i) => (i === 0 ? isInBox(end, box) : segmentMeets(line[i - 1]!, end, box)))
}

/** Liang and Barsky: what is left of the segment once each side of the box has cut it. */
function segmentMeets(start: Position, end: Position, box: Bbox): boolean {
  let from = 0
  let to = 1
  for (const axis of [0, 1] as const) {
    const length = end[axis]! - start[axis]!
    const [near, far] = [box[axis] - start[axis]!, box[axis + 2]! - start[axis]!]
    if (length === 0) {
      if (near > 0 || far < 0) return false
    } else {
      from = Math.max(from, Math.min(near / length, far / length))
      to = Math.min(to, Math.max(near / length, far / length))
    }
  }
  return from <= to
}

function polygonMeets(rings: readonly (readonly Position[])[], box: Bbox): boolean {
  if (rings.some((ring) => lineMeets(ring, box))) return true
  // No edge comes near: the box lies inside the polygon, in a hole or outside, with all of its corners.
  const [x, y] = box
  let isInside = false
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = ring[i - 1] as [number, number]
      const [x2, y2] = ring[i] as [number, number]
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside
    }
  }
  return isInside
}
