import type { Geometry, Position } from 'geojson'
import type { Bbox } from './bbox.ts'

/**
 * A value of a feature's field. Dates and times are ISO 8601 text (their field says so); 64-bit
 * integers beyond `Number.MAX_SAFE_INTEGER` are `bigint`; what a source leaves empty is `null`, never
 * a zero or an empty text.
 */
export type FieldValue = string | number | bigint | boolean | null | Uint8Array

/** The fields of one feature by name. A field that is missing reads as `null`. */
export type FieldValues = Readonly<Record<string, FieldValue>>

/**
 * A feature of a layer, as in RFC 7946 section 3.2: positions are longitude, latitude in degrees of
 * WGS 84 and an optional third coordinate, height in metres.
 */
export interface Feature {
  /** Stable in its layer: the same feature has the same id in every tile, query and export. */
  readonly id: number
  readonly geometry: Geometry | null
  readonly properties: FieldValues
}

/** Calls `visit` with every position of a geometry, collections included, in the file's order. */
export function eachPosition(geometry: Geometry, visit: (position: Position) => void): void {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) eachPosition(part, visit)
  } else {
    eachNested(geometry.coordinates, visit)
  }
}

type Nested = Position | Position[] | Position[][] | Position[][][]

function eachNested(coordinates: Nested, visit: (position: Position) => void): void {
  if (typeof coordinates[0] === 'number') {
    visit(coordinates as Position)
  } else {
    for (const part of coordinates as Position[][]) eachNested(part, visit)
  }
}

/** The box of a geometry's positions; the empty box without any. */
export function geometryBbox(geometry: Geometry | null): Bbox {
  let west = Number.POSITIVE_INFINITY
  let south = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  let north = Number.NEGATIVE_INFINITY
  if (geometry) {
    eachPosition(geometry, (position) => {
      const lon = position[0]!
      const lat = position[1]!
      if (lon < west) west = lon
      if (lon > east) east = lon
      if (lat < south) south = lat
      if (lat > north) north = lat
    })
  }
  return [west, south, east, north]
}
