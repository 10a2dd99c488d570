import type { CrsDefinition, GeographicBase } from './crs-definition.ts'
import { METER, toCrsNames } from './crs-definition.ts'
import table from './crs-epsg.json' with { type: 'json' }
import { parseProjString } from './crs-parse.ts'

/**
 * Systems of the EPSG Geodetic Parameter Dataset (IOGP), made by `scripts/epsg.ts`: some 900 kB, loaded
 * when a file names one that is not built in. Rows are tab-separated; `crs-epsg.json` has their order.
 */

const clean = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9+]/g, '')

interface GeographicRow {
  readonly code: string
  readonly names: CrsDefinition['names']
  readonly base: GeographicBase
}

function parseGeographicRow(row: string): GeographicRow {
  const [code, name, esri, datum, esriDatum, ellipsoid, esriEllipsoid, a, rf, meridian, degrees] =
    row.split('\t') as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ]
  const [unit, shift, accuracy] = row.split('\t').slice(11) as [string, string, string]
  const names = { ogc: name, esri: esri || toCrsNames(name, 'GCS_').esri }
  return {
    code,
    names,
    base: {
      names,
      datum: { ogc: datum, esri: esriDatum || toCrsNames(datum, 'D_').esri },
      ellipsoid: {
        names: { ogc: ellipsoid, esri: esriEllipsoid || toCrsNames(ellipsoid, '').esri },
        semiMajorMeters: Number(a),
        inverseFlattening: Number(rf),
      },
      primeMeridian: { name: meridian, degrees: Number(degrees) },
      unit: { name: Number(unit) < 0.0174 ? 'grad' : 'degree', size: Number(unit) },
      toWgs84: shift ? toSevenOrThree(shift) : null,
      shiftAccuracyMeters: accuracy ? Number(accuracy) : null,
    },
  }
}

function toSevenOrThree(shift: string): number[] {
  const given = shift.split(',').map(Number)
  const length = given.length <= 3 ? 3 : 7
  return Array.from({ length }, (_, index) => given[index] ?? 0)
}

const geographicRows = table.geographic.map(parseGeographicRow)
const geographicByCode = new Map(geographicRows.map((row) => [row.code, row]))
/** The first of a name wins: lower codes are the older, two-dimensional systems. */
const geographicByName = new Map<string, GeographicRow>()
for (const row of geographicRows) {
  const { names, datum } = row.base
  for (const name of [names.ogc, names.esri, datum.ogc, datum.esri]) {
    const key = clean(name)
    if (!geographicByName.has(key)) geographicByName.set(key, row)
  }
}

const projectedByCode = new Map<string, string>()
const projectedByName = new Map<string, string>()
for (const row of table.projected) {
  const [code, name, esri] = row.split('\t', 3) as [string, string, string]
  projectedByCode.set(code, row)
  for (const key of [clean(name), clean(esri || toCrsNames(name, '').esri)]) {
    if (key && !projectedByName.has(key)) projectedByName.set(key, row)
  }
}

function parseProjectedRow(row: string): CrsDefinition | null {
  const [code, name, esri, base, parameters] = row.split('\t') as [
    string,
    string,
    string,
    string,
    string,
  ]
  // A deprecated system stands for itself: its string names the datum too.
  const geographic = base ? geographicByCode.get(base) : undefined
  if (base && !geographic) return null
  const definition = parseProjString(`+proj=${parameters}`, {
    ...(geographic && { base: geographic.base }),
    names: { ogc: name, esri: esri || toCrsNames(name, '').esri },
  })
  return { ...definition, authority: { name: 'EPSG', code } }
}

/** The system with an EPSG code; `null` if there is none, or none on a horizontal plane. */
export function findEpsgByCode(code: string): CrsDefinition | null {
  const projected = projectedByCode.get(code)
  if (projected) return parseProjectedRow(projected)
  const geographic = geographicByCode.get(code)
  if (!geographic) return null
  return {
    names: geographic.names,
    authority: { name: 'EPSG', code },
    geographic: geographic.base,
    projection: null,
  }
}

/**
 * The EPSG system that says the same as a definition which bears its name in either spelling. A name
 * alone proves nothing: the parameters must agree too.
 */
export function findEpsgByDefinition(definition: CrsDefinition): CrsDefinition | null {
  const { projection, geographic, names } = definition
  for (const name of [names.ogc, names.esri]) {
    const row = projection ? projectedByName.get(clean(name)) : undefined
    const found = projection
      ? row && parseProjectedRow(row)
      : findEpsgByCode(geographicByName.get(clean(name))?.code ?? '')
    if (found && isSameBase(found.geographic, geographic) && isSameProjection(found, definition)) {
      return found
    }
  }
  return null
}

/** What EPSG knows of a geographic system by its name or its datum's, with the same ellipsoid. */
export function findBase(geographic: GeographicBase): GeographicBase | null {
  for (const name of [
    geographic.names.ogc,
    geographic.names.esri,
    geographic.datum.ogc,
    geographic.datum.esri,
  ]) {
    const found = geographicByName.get(clean(name))?.base
    if (found && isSameBase(found, geographic)) return found
  }
  return null
}

function isSameBase(a: GeographicBase, b: GeographicBase): boolean {
  return (
    Math.abs(a.ellipsoid.semiMajorMeters - b.ellipsoid.semiMajorMeters) < 0.01 &&
    Math.abs(a.ellipsoid.inverseFlattening - b.ellipsoid.inverseFlattening) < 1e-3 &&
    Math.abs(a.primeMeridian.degrees - b.primeMeridian.degrees) < 1e-6
  )
}

function isSameProjection(a: CrsDefinition, b: CrsDefinition): boolean {
  if (!a.projection || !b.projection) return a.projection === b.projection
  const { projection: one } = a
  const { projection: other } = b
  if (one.method !== other.method || one.isSouthWest !== other.isSouthWest) return false
  if (Math.abs(one.unit.size / (other.unit ?? METER).size - 1) > 1e-6) return false
  const keys = new Set([...Object.keys(one.parameters), ...Object.keys(other.parameters)])
  return [...keys].every((key) => {
    const parameter = key as keyof typeof one.parameters
    const missing = parameter === 'k_0' ? 1 : 0
    const difference =
      (one.parameters[parameter] ?? missing) - (other.parameters[parameter] ?? missing)
    const tolerance = parameter === 'x_0' || parameter === 'y_0' ? 1e-3 : 1e-8
    return Math.abs(difference) <= tolerance || isParallelSwap(one.parameters, other.parameters)
  })
}

/** Two standard parallels are a pair without order. */
function isParallelSwap(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): boolean {
  return (
    Math.abs((a.lat_1 ?? 0) - (b.lat_2 ?? 0)) < 1e-8 &&
    Math.abs((a.lat_2 ?? 0) - (b.lat_1 ?? 0)) < 1e-8 &&
    a.lat_1 !== a.lat_2 &&
    ['lat_0', 'lon_0', 'x_0', 'y_0'].every((k) => Math.abs((a[k] ?? 0) - (b[k] ?? 0)) < 1e-3)
  )
}
