import type { Geometry, Position } from 'geojson'

/**
 * A geometry without its parts that have no position, `null` where none has any (RFC 7946 section 3.1: a
 * geometry with empty coordinates is like none). The same object where it has no such part.
 */
export function withoutEmptyParts(geometry: Geometry): Geometry | null {
  switch (geometry.type) {
    case 'Point':
    case 'LineString':
      return geometry.coordinates.length > 0 ? geometry : null
    case 'MultiPoint':
    case 'MultiLineString': {
      const coordinates = keepFilled(geometry.coordinates as Position[][], isFilled)
      if (coordinates === geometry.coordinates) return geometry
      return coordinates.length > 0 ? ({ ...geometry, coordinates } as Geometry) : null
    }
    case 'Polygon': {
      const coordinates = withoutEmptyRings(geometry.coordinates)
      if (coordinates === geometry.coordinates) return geometry
      return coordinates.length > 0 ? { ...geometry, coordinates } : null
    }
    case 'MultiPolygon': {
      const polygons = mapSame(geometry.coordinates, withoutEmptyRings)
      const coordinates = keepFilled(polygons, isFilled)
      if (coordinates === geometry.coordinates) return geometry
      return coordinates.length > 0 ? { ...geometry, coordinates } : null
    }
    case 'GeometryCollection': {
      const held = mapSame<Geometry | null>(
        geometry.geometries,
        (part) => part && withoutEmptyParts(part),
      )
      const geometries = keepFilled(held, (part) => part !== null) as Geometry[]
      if (geometries === geometry.geometries) return geometry
      return geometries.length > 0 ? { ...geometry, geometries } : null
    }
  }
}

const isFilled = (part: readonly unknown[]): boolean => part.length > 0

/** Without its outer ring a polygon has no place; its holes are of nothing. */
function withoutEmptyRings(rings: Position[][]): Position[][] {
  if (rings.length > 0 && !isFilled(rings[0]!)) return []
  return keepFilled(rings, isFilled)
}

/** The parts that pass; the same array where all do, an empty one for an empty one. */
function keepFilled<Part>(parts: Part[], isKept: (part: Part) => boolean): Part[] {
  if (parts.length === 0) return []
  return parts.every(isKept) ? parts : parts.filter(isKept)
}

/** As `map`; the same array where nothing changes. */
function mapSame<Part>(parts: Part[], change: (part: Part) => Part): Part[] {
  const changed = parts.map(change)
  return changed.every((part, index) => part === parts[index]) ? parts : changed
}
