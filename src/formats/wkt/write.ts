import type { Geometry, Position } from 'geojson'
import { eachPosition } from '../../geo/positions.ts'
import { dimensionOf } from '../geometry/dimension-of.ts'
import { TextWriter } from '../text/text-writer.ts'

/**
 * Writes a geometry as well-known text (OGC 06-103r4 section 7), heights and measures kept:
 * `POINT Z (1 2 3)`. Numbers are the shortest that read as the same. A height or measure that a position
 * lacks and others of the geometry have is 0; gives the number of these.
 */
export function writeWkt(out: TextWriter, geometry: Geometry): number {
  const size = dimensionOf(geometry)
  writeTagged(out, geometry, size, ['', '', '', ' Z', ' ZM'][size]!)
  let filled = 0
  if (size > 2) {
    eachPosition(geometry, (position) => {
      for (let index = 2; index < size; index++) if (isMissing(position[index])) filled++
    })
  }
  return filled
}

/** One geometry as a text, where it stands for itself. */
export function toWkt(geometry: Geometry): string {
  const out = new TextWriter()
  writeWkt(out, geometry)
  return new TextDecoder().decode(out.drop())
}

function writeTagged(out: TextWriter, geometry: Geometry, size: number, tag: string): void {
  out.write(`${geometry.type.toUpperCase()}${tag} `)
  if (geometry.type === 'GeometryCollection') {
    writeList(out, geometry.geometries, (part) => writeTagged(out, part, size, tag))
  } else if (geometry.type === 'Point') {
    const { coordinates } = geometry
    writeList(out, coordinates.length > 0 ? [coordinates] : [], (position) =>
      writePosition(out, position, size),
    )
  } else if (geometry.type === 'MultiPoint') {
    // Each position of a multipoint stands in brackets of its own.
    writeList(out, geometry.coordinates, (position) => writeLine(out, [position], size))
  } else {
    writeNested(out, geometry.coordinates, size)
  }
}

type Nested = Position[] | Position[][] | Position[][][]

function writeNested(out: TextWriter, nested: Nested, size: number): void {
  if (typeof nested[0]?.[0] === 'number') writeLine(out, nested as Position[], size)
  else writeList(out, nested as Position[][], (part) => writeNested(out, part, size))
}

function writeLine(out: TextWriter, line: readonly Position[], size: number): void {
  out.write('(')
  for (let index = 0; index < line.length; index++) {
    if (index > 0) out.write(', ')
    writePosition(out, line[index]!, size)
  }
  out.write(')')
}

function writeList<Part>(
  out: TextWriter,
  parts: readonly Part[],
  write: (part: Part) => void,
): void {
  if (parts.length === 0) {
    out.write('EMPTY')
    return
  }
  out.write('(')
  parts.forEach((part, index) => {
    if (index > 0) out.write(', ')
    write(part)
  })
  out.write(')')
}

function writePosition(out: TextWriter, position: Position, size: number): void {
  out.number(position[0]!)
  out.write(' ')
  out.number(position[1]!)
  for (let index = 2; index < size; index++) {
    const ordinate = position[index]
    out.write(' ')
    out.number(isMissing(ordinate) ? 0 : ordinate!)
  }
}

function isMissing(ordinate: number | undefined): boolean {
  return ordinate === undefined || Number.isNaN(ordinate)
}
