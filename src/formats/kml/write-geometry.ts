import type { Geometry, Position } from 'geojson'
import { toRightHanded } from '../ring.ts'

/**
 * A geometry in KML 2.2 (OGC 07-147r2 section 10): positions as they are. Those with a height say that
 * it is above sea level; those without lie on the ground and follow it.
 */
export function toKmlGeometry(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `<Point>${altitudeMode(geometry.coordinates)}${coordinates([geometry.coordinates])}</Point>`
    case 'LineString':
      return toLine(geometry.coordinates)
    case 'Polygon':
      return toPolygon(geometry.coordinates)
    case 'MultiPoint':
      return multi(
        geometry.coordinates.map((position) =>
          toKmlGeometry({ type: 'Point', coordinates: position }),
        ),
      )
    case 'MultiLineString':
      return multi(geometry.coordinates.map(toLine))
    case 'MultiPolygon':
      return multi(geometry.coordinates.map(toPolygon))
    case 'GeometryCollection':
      return multi(geometry.geometries.map(toKmlGeometry))
  }
}

function multi(parts: readonly string[]): string {
  return `<MultiGeometry>${parts.join('')}</MultiGeometry>`
}

function toLine(line: Position[]): string {
  return `<LineString>${surface(line[0])}${coordinates(line)}</LineString>`
}

/** Counterclockwise outside, as the reference asks for, so that extruded faces show. */
function toPolygon(polygon: Position[][]): string {
  const rings = toRightHanded(polygon).map((ring, index) => {
    const boundary = index === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs'
    return `<${boundary}><LinearRing>${coordinates(ring)}</LinearRing></${boundary}>`
  })
  return `<Polygon>${surface(polygon[0]?.[0])}${rings.join('')}</Polygon>`
}

function surface(position: Position | undefined): string {
  return position && position.length > 2 ? altitudeMode(position) : '<tessellate>1</tessellate>'
}

function altitudeMode(position: Position): string {
  return position.length > 2 ? '<altitudeMode>absolute</altitudeMode>' : ''
}

function coordinates(positions: readonly Position[]): string {
  let text = '<coordinates>'
  for (let index = 0; index < positions.length; index++) {
    const position = positions[index]!
    if (index > 0) text += ' '
    text += `${position[0]},${position[1]}`
    if (position.length > 2) text += `,${position[2]}`
  }
  return `${text}</coordinates>`
}
