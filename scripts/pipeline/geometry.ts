import type { Geometry, Position } from 'geojson'

export type Line = readonly Position[]
/** Closed rings, the exterior first. */
export type Rings = readonly Line[]

/** The polygons of a geometry; of any other kind than polygons, none. */
export function polygonsOf(geometry: Geometry | null): readonly Rings[] {
  if (geometry?.type === 'Polygon') return [geometry.coordinates]
  if (geometry?.type === 'MultiPolygon') return geometry.coordinates
  return []
}

/** The lines of a geometry; of any other kind than lines, none. */
export function linesOf(geometry: Geometry | null): readonly Line[] {
  if (geometry?.type === 'LineString') return [geometry.coordinates]
  if (geometry?.type === 'MultiLineString') return geometry.coordinates
  return []
}

export function toMultiPolygon(polygons: readonly Rings[]): Geometry {
  return { type: 'MultiPolygon', coordinates: polygons as Position[][][] }
}

export function toPolygon(rings: Rings): Geometry {
  return { type: 'Polygon', coordinates: rings as Position[][] }
}

export function toMultiLineString(lines: readonly Line[]): Geometry {
  return { type: 'MultiLineString', coordinates: lines as Position[][] }
}

export function toLineString(line: Line): Geometry {
  return { type: 'LineString', coordinates: line as Position[] }
}

/** What steps changed or dropped, by name, for the processing notes. */
export class Tally {
  readonly #counts = new Map<string, number>()

  add(name: string, count = 1): void {
    this.#counts.set(name, this.get(name) + count)
  }

  get(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  /** The names that were counted, in the order of their first count. */
  names(): readonly string[] {
    return [...this.#counts.keys()]
  }
}
