import type { Geometry, Position } from 'geojson'

/** 2, 3 or 4: the ordinates of a geometry's positions, as many as any of them has. */
export function dimensionOf(geometry: Geometry): number {
  let dimension = 2
  switch (geometry.type) {
    case 'Point':
      dimension = Math.max(dimension, geometry.coordinates.length)
      break
    case 'LineString':
    case 'MultiPoint':
      dimension = dimensionOfLine(geometry.coordinates, dimension)
      break
    case 'Polygon':
    case 'MultiLineString':
      for (const part of geometry.coordinates) dimension = dimensionOfLine(part, dimension)
      break
    case 'MultiPolygon':
      for (const polygon of geometry.coordinates) {
        for (const ring of polygon) dimension = dimensionOfLine(ring, dimension)
      }
      break
    case 'GeometryCollection':
      for (const part of geometry.geometries) dimension = Math.max(dimension, dimensionOf(part))
  }
  return Math.min(dimension, 4)
}

function dimensionOfLine(positions: readonly Position[], least: number): number {
  let dimension = least
  for (let index = 0; index < positions.length; index++) {
    const { length } = positions[index]!
    if (length > dimension) dimension = length
  }
  return dimension
}
