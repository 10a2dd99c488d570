import type { Geometry, Position } from 'geojson'
import { toRightHanded } from '../geometry/ring.ts'
import type { TextWriter } from '../text/text-writer.ts'

/**
 * Writes a geometry in KML 2.2 (OGC 07-147r2 section 10): positions as they are. Those with a height
 * say that it is above sea level; those without lie on the ground and follow it. `onClosed` hears of
 * rings that were not closed, as the format wants them.
 */
export function writeKmlGeometry(out: TextWriter, geometry: Geometry, onClosed: () => void): void {
  switch (geometry.type) {
    case 'Point':
      writePoint(out, geometry.coordinates)
      break
    case 'LineString':
      writeLine(out, geometry.coordinates)
      break
    case 'Polygon':
      writePolygon(out, geometry.coordinates, onClosed)
      break
    case 'MultiPoint':
      writeParts(out, geometry.coordinates, writePoint)
      break
    case 'MultiLineString':
      writeParts(out, geometry.coordinates, writeLine)
      break
    case 'MultiPolygon':
      writeParts(out, geometry.coordinates, (part, polygon) =>
        writePolygon(part, polygon, onClosed),
      )
      break
    case 'GeometryCollection':
      writeParts(out, geometry.geometries, (_, part) => writeKmlGeometry(out, part, onClosed))
      break
  }
}

function writeParts<Part>(
  out: TextWriter,
  parts: readonly Part[],
  write: (out: TextWriter, part: Part) => void,
): void {
  out.write('<MultiGeometry>')
  for (const part of parts) write(out, part)
  out.write('</MultiGeometry>')
}

function writePoint(out: TextWriter, position: Position): void {
  out.write('<Point>')
  if (hasHeight(position)) out.write(ABSOLUTE)
  writeCoordinates(out, [position])
  out.write('</Point>')
}

function writeLine(out: TextWriter, line: Position[]): void {
  out.write('<LineString>')
  out.write(surface(line[0]))
  writeCoordinates(out, line)
  out.write('</LineString>')
}

/** Counterclockwise outside, as the reference asks for, so that extruded faces show. */
function writePolygon(out: TextWriter, polygon: Position[][], onClosed: () => void): void {
  out.write('<Polygon>')
  out.write(surface(polygon[0]?.[0]))
  toRightHanded(polygon, onClosed).forEach((ring, index) => {
    out.write(index === 0 ? '<outerBoundaryIs><LinearRing>' : '<innerBoundaryIs><LinearRing>')
    writeCoordinates(out, ring)
    out.write(index === 0 ? '</LinearRing></outerBoundaryIs>' : '</LinearRing></innerBoundaryIs>')
  })
  out.write('</Polygon>')
}

const ABSOLUTE = '<altitudeMode>absolute</altitudeMode>'

function hasHeight(position: Position): boolean {
  return position.length > 2 && !Number.isNaN(position[2])
}

function surface(position: Position | undefined): string {
  return position && hasHeight(position) ? ABSOLUTE : '<tessellate>1</tessellate>'
}

function writeCoordinates(out: TextWriter, positions: readonly Position[]): void {
  out.write('<coordinates>')
  for (let index = 0; index < positions.length; index++) {
    const position = positions[index]!
    if (index > 0) out.write(' ')
    if (position.length === 0) continue
    out.number(position[0]!)
    out.write(',')
    out.number(position[1]!)
    if (hasHeight(position)) {
      out.write(',')
      out.number(position[2]!)
    }
  }
  out.write('</coordinates>')
}
