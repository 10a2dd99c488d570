import { type FeatureTable, GEOMETRY_CODES } from '../contract/feature-table.ts'
import type { WarningList } from '../contract/read-context.ts'
import type { PositionList } from './coordinates.ts'

/** A run of positions of the placemark's list. */
export interface Run {
  readonly start: number
  readonly end: number
}

/** A geometry of a placemark as the file nests it. */
export type KmlGeometry =
  | { readonly kind: 'point'; readonly run: Run }
  | { readonly kind: 'line'; readonly run: Run }
  | { readonly kind: 'polygon'; readonly rings: readonly Run[] }
  | { readonly kind: 'collection'; readonly parts: readonly KmlGeometry[] }

type Simple = Exclude<KmlGeometry, { kind: 'collection' }>

/**
 * Puts a placemark's geometry into the feature that is being built. Collections of one kind become the
 * multiple of that kind, nested ones are made flat where they are; what has too few positions is
 * left out and counted.
 */
export function addKmlGeometry(
  geometries: readonly KmlGeometry[],
  positions: PositionList,
  table: FeatureTable,
  warnings: WarningList,
): void {
  if (geometries.length === 0) return
  const only = geometries.length === 1 ? geometries[0]! : null
  if (only?.kind === 'point') {
    if (checked(only, positions, warnings)) new Writer(positions, table).single(only)
    return
  }
  const isCollection = geometries.length > 1 || geometries[0]?.kind === 'collection'
  const parts = flatten(geometries)
    .map((part) => checked(part, positions, warnings))
    .filter((part) => part !== null)
  if (parts.length === 0) return
  const writer = new Writer(positions, table)
  const kinds = new Set(parts.map(({ kind }) => kind))
  if (!isCollection || parts.length === 1) writer.single(parts[0]!)
  else if (kinds.size === 1) writer.multiple(parts)
  else {
    table.begin(GEOMETRY_CODES.GeometryCollection, false)
    table.count(parts.length)
    for (const part of parts) writer.single(part)
  }
}

function flatten(geometries: readonly KmlGeometry[]): Simple[] {
  return geometries.flatMap((geometry) =>
    geometry.kind === 'collection' ? flatten(geometry.parts) : [geometry],
  )
}

function checked(part: Simple, positions: PositionList, warnings: WarningList): Simple | null {
  if (part.kind === 'point') {
    if (part.run.end > part.run.start) return part
    return tooShort(warnings)
  }
  if (part.kind === 'line') return part.run.end - part.run.start >= 2 ? part : tooShort(warnings)
  const rings = part.rings.filter(({ start, end }) => {
    const isRing = end - start >= 3
    if (!isRing) tooShort(warnings)
    return isRing
  })
  for (const ring of rings) {
    if (isOpen(ring, positions)) {
      warnings.add({
        code: 'rings-closed',
        message: 'Rings that did not end where they begin were closed.',
      })
    }
  }
  return rings.length > 0 ? { kind: 'polygon', rings } : null
}

function tooShort(warnings: WarningList): null {
  warnings.add({
    code: 'geometry-too-short',
    message: 'Geometries with too few positions for their kind were left out.',
  })
  return null
}

function isOpen({ start, end }: Run, positions: PositionList): boolean {
  return (
    positions.lon(start) !== positions.lon(end - 1) ||
    positions.lat(start) !== positions.lat(end - 1)
  )
}

class Writer {
  readonly #positions: PositionList
  readonly #table: FeatureTable

  constructor(positions: PositionList, table: FeatureTable) {
    this.#positions = positions
    this.#table = table
  }

  single(part: Simple): void {
    const hasHeight = this.#hasHeight([part])
    if (part.kind === 'point') {
      this.#table.begin(GEOMETRY_CODES.Point, hasHeight)
      this.#position(part.run.start, hasHeight)
    } else if (part.kind === 'line') {
      this.#table.begin(GEOMETRY_CODES.LineString, hasHeight)
      this.#line(part.run, hasHeight)
    } else {
      this.#table.begin(GEOMETRY_CODES.Polygon, hasHeight)
      this.#rings(part.rings, hasHeight)
    }
  }

  multiple(parts: readonly Simple[]): void {
    const hasHeight = this.#hasHeight(parts)
    const code = MULTIPLE_CODES[parts[0]!.kind]
    this.#table.begin(code, hasHeight)
    this.#table.count(parts.length)
    for (const part of parts) {
      if (part.kind === 'point') this.#position(part.run.start, hasHeight)
      else if (part.kind === 'line') this.#line(part.run, hasHeight)
      else this.#rings(part.rings, hasHeight)
    }
  }

  #rings(rings: readonly Run[], hasHeight: boolean): void {
    this.#table.count(rings.length)
    for (const ring of rings) {
      const isUnclosed = isOpen(ring, this.#positions)
      this.#table.count(ring.end - ring.start + (isUnclosed ? 1 : 0))
      for (let at = ring.start; at < ring.end; at++) this.#position(at, hasHeight)
      if (isUnclosed) this.#position(ring.start, hasHeight)
    }
  }

  #line({ start, end }: Run, hasHeight: boolean): void {
    this.#table.count(end - start)
    for (let at = start; at < end; at++) this.#position(at, hasHeight)
  }

  #position(at: number, hasHeight: boolean): void {
    const positions = this.#positions
    if (hasHeight) {
      this.#table.positionWithHeight(positions.lon(at), positions.lat(at), positions.height(at))
    } else {
      this.#table.position(positions.lon(at), positions.lat(at))
    }
  }

  #hasHeight(parts: readonly Simple[]): boolean {
    return parts.some((part) => {
      const runs = part.kind === 'polygon' ? part.rings : [part.run]
      return runs.some(({ start, end }) => {
        for (let at = start; at < end; at++) {
          if (!Number.isNaN(this.#positions.height(at))) return true
        }
        return false
      })
    })
  }
}

const MULTIPLE_CODES = {
  point: GEOMETRY_CODES.MultiPoint,
  line: GEOMETRY_CODES.MultiLineString,
  polygon: GEOMETRY_CODES.MultiPolygon,
} as const
