import { toLookupTable } from '../../geo/lookup-table.ts'

/** Whether a value is a geometry by RFC 7946 section 3.1, as far as it can be stored. */
export type GeometryCheck =
  | { readonly ok: true; readonly extraNumbers: number }
  | { readonly ok: false; readonly detail: string }

const NESTING = toLookupTable<number>({
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
})

/** Collections within collections are discouraged; some levels are let pass, endless ones are not. */
const MOST_COLLECTION_DEPTH = 16

class Check {
  extraNumbers = 0

  geometry(value: unknown, depth: number): string | null {
    if (typeof value !== 'object' || value === null) return 'not an object'
    const { type, coordinates, geometries } = value as Readonly<Record<string, unknown>>
    if (type === 'GeometryCollection') {
      if (depth >= MOST_COLLECTION_DEPTH) return 'collections nested too deeply'
      if (!Array.isArray(geometries)) return 'no geometries'
      for (const part of geometries) {
        const fault = this.geometry(part, depth + 1)
        if (fault) return fault
      }
      return null
    }
    const nesting =
      typeof type === 'string' && Object.hasOwn(NESTING, type) ? NESTING[type] : undefined
    if (nesting === undefined) return 'type unknown'
    if (!Array.isArray(coordinates)) return 'no coordinates'
    // An empty point is an empty array, as an empty line is.
    if (nesting === 0 && coordinates.length === 0) return null
    return this.nested(coordinates, nesting) ? null : 'coordinates of another shape'
  }

  nested(value: readonly unknown[], nesting: number): boolean {
    if (nesting === 0) {
      if (value.length > 4) this.extraNumbers++
      return (
        typeof value[0] === 'number' &&
        typeof value[1] === 'number' &&
        (value.length < 3 || typeof value[2] === 'number' || value[2] === null) &&
        (value.length < 4 || typeof value[3] === 'number' || value[3] === null)
      )
    }
    for (const part of value) {
      if (!Array.isArray(part) || !this.nested(part, nesting - 1)) return false
    }
    return true
  }
}

export function checkGeometry(value: unknown): GeometryCheck {
  const check = new Check()
  const detail = check.geometry(value, 0)
  return detail === null ? { ok: true, extraNumbers: check.extraNumbers } : { ok: false, detail }
}
