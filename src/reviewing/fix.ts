import type { Geometry, Position } from 'geojson'
import { mapPositions } from '../geo/positions.ts'
import type { FieldValue } from '../model/feature.ts'
import type { FieldType } from '../model/schema.ts'
import type { Finding } from './finding.ts'
import { editRows, type ReviewRows } from './review-rows.ts'
import { isNothing } from './rules/shapes.ts'
import { mendText } from './rules/text.ts'

/**
 * The rows with a finding's fix made to all that it concerns; the rows as they were where it proposes none. Nothing is
 * changed in place: what was before stays as it is.
 */
export function applyFix(rows: ReviewRows, { fix, field, rows: places }: Finding): ReviewRows {
  if (!fix) return rows
  const concerned = new Set(places)
  const ofField = (change: (value: FieldValue, row: number) => FieldValue) =>
    editRows(rows, {
      value: (row, name) => {
        const value = rows.value(row, name)
        return name === field && concerned.has(row) ? change(value, row) : value
      },
    })
  const ofGeometry = (change: (geometry: Geometry) => Geometry | null) =>
    editRows(rows, {
      geometry: (row, geometry) => (geometry && concerned.has(row) ? change(geometry) : geometry),
    })
  switch (fix.kind) {
    case 'remove-rows':
      return editRows(rows, { removed: concerned })
    case 'remove-geometry':
      return ofGeometry(() => null)
    case 'negate-longitude':
      return ofGeometry((geometry) =>
        mapPositions(geometry, ([lon, lat, ...rest]) => [-lon!, lat!, ...rest]),
      )
    case 'swap-coordinates':
      return ofGeometry((geometry) =>
        mapPositions(geometry, ([lon, lat, ...rest]) => [lat!, lon!, ...rest]),
      )
    case 'mend-rings':
      return ofGeometry(mendRings)
    case 'mend-text':
      return ofField((value) => (typeof value === 'string' ? mendText(value, fix.how) : value))
    case 'empty-values':
      return ofField(() => null)
    case 'scale':
      return ofField((value) => (typeof value === 'number' ? value * fix.factor : value))
    case 'codes': {
      const codes = new Map(fix.codes)
      return ofField((value) => (value === null ? null : (codes.get(String(value)) ?? value)))
    }
    case 'rename-field':
      return renameField(rows, field!, fix.to)
    case 'convert':
      return editRows(rows, {
        fields: rows.fields.map((own) => (own.name === field ? { ...own, type: fix.to } : own)),
        value: (row, name) => {
          const value = rows.value(row, name)
          return name === field ? convertValue(value, fix.to) : value
        },
      })
  }
}

function renameField(rows: ReviewRows, from: string, to: string): ReviewRows {
  return editRows(rows, {
    fields: rows.fields.map((own) => (own.name === from ? { ...own, name: to } : own)),
    value: (row, name) => (name === to ? rows.value(row, from) : rows.value(row, name)),
  })
}

/** A value as one of another type; `null` for one that says none. */
export function convertValue(value: FieldValue, to: FieldType): FieldValue {
  if (value === null || value === '') return null
  switch (to) {
    case 'integer':
    case 'long': {
      const number = toNumber(value)
      return number === null ? null : Math.round(number)
    }
    case 'double':
      return toNumber(value)
    case 'boolean':
      if (typeof value === 'boolean') return value
      if (/^(1|true|yes|y|oui|o|si|sí|s)$/i.test(String(value))) return true
      return /^(0|false|no|n|non)$/i.test(String(value)) ? false : null
    case 'date':
      return /^\d{4}-\d{2}-\d{2}/.exec(String(value))?.[0] ?? null
    default:
      return value instanceof Uint8Array ? null : String(value)
  }
}

function toNumber(value: NonNullable<FieldValue>): number | null {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'string') return null
  const plain = value.trim().replace(/[\s\u00a0\u202f](?=\d{3}\b)/g, '')
  const text = /^-?\d+,\d+$/.test(plain) ? plain.replace(',', '.') : plain.replace(/,(?=\d{3}\b)/g, '') // biome-ignore format: one line
  const number = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : null
}

/** Closes rings, leaves out repeated positions, and parts and holes that enclose nothing. */
function mendRings(geometry: Geometry): Geometry | null {
  switch (geometry.type) {
    case 'Polygon': {
      const coordinates = mendPolygon(geometry.coordinates)
      return coordinates && { type: 'Polygon', coordinates }
    }
    case 'MultiPolygon': {
      const coordinates = geometry.coordinates.map(mendPolygon).filter((rings) => rings !== null)
      return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null
    }
    case 'LineString':
      return { type: 'LineString', coordinates: withoutRepetition(geometry.coordinates) }
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: geometry.coordinates.map(withoutRepetition) }
    default:
      return geometry
  }
}

function mendPolygon(rings: readonly Position[][]): Position[][] | null {
  const closed = rings.map((ring) => {
    const plain = withoutRepetition(ring)
    const [first] = plain
    const last = plain.at(-1)
    if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return plain
    return [...plain, first]
  })
  const kept = closed.filter((ring) => ring.length >= 4 && !isNothing(ring))
  return kept.length === 0 || kept[0] !== closed[0] ? null : kept
}

function withoutRepetition(line: readonly Position[]): Position[] {
  return line.filter(
    (position, i) => i === 0 || position[0] !== line[i - 1]![0] || position[1] !== line[i - 1]![1],
  )
}
