import type { Geometry, Position } from 'geojson'

/**
 * A geometry as well-known text (OGC 06-103r4 section 7), heights and measures kept: `POINT Z (1 2 3)`.
 * Numbers are the shortest that read as the same.
 */
export function toWkt(geometry: Geometry): string {
  const size = dimensionOf(geometry)
  return writeTagged(geometry, size, ['', '', '', ' Z', ' ZM'][size]!)
}

/** 2, 3 or 4: the ordinates that every position is written with; one that is missing is `nan`. */
function dimensionOf(geometry: Geometry): number {
  let size = 2
  const visit = (nested: unknown): void => {
    if (!Array.isArray(nested)) return
    if (typeof nested[0] === 'number') size = Math.max(size, Math.min(nested.length, 4))
    else for (const part of nested) visit(part)
  }
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) size = Math.max(size, dimensionOf(part))
  } else {
    visit(geometry.coordinates)
  }
  return size
}

function writeTagged(geometry: Geometry, size: number, tag: string): string {
  const name = `${geometry.type.toUpperCase()}${tag}`
  if (geometry.type === 'GeometryCollection') {
    const parts = geometry.geometries.map((part) => writeTagged(part, size, tag))
    return parts.length > 0 ? `${name} (${parts.join(', ')})` : `${name} EMPTY`
  }
  if (geometry.coordinates.length === 0) return `${name} EMPTY`
  if (geometry.type === 'Point') return `${name} (${writePosition(geometry.coordinates, size)})`
  // Each position of a multipoint stands in brackets of its own.
  const nested =
    geometry.type === 'MultiPoint'
      ? geometry.coordinates.map((position) => [position])
      : geometry.coordinates
  return `${name} ${writeNested(nested, size)}`
}

type Nested = Position[] | Position[][] | Position[][][]

function writeNested(nested: Nested, size: number): string {
  if (nested.length === 0) return 'EMPTY'
  if (typeof nested[0]![0] === 'number') {
    let text = '('
    for (let index = 0; index < nested.length; index++) {
      text += (index > 0 ? ', ' : '') + writePosition(nested[index] as Position, size)
    }
    return `${text})`
  }
  return `(${(nested as Position[][]).map((part) => writeNested(part, size)).join(', ')})`
}

function writePosition(position: Position, size: number): string {
  let text = `${position[0]} ${position[1]}`
  for (let index = 2; index < size; index++) text += ` ${position[index] ?? 'nan'}`
  return text
}
