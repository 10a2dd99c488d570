import { CRS_METHODS, type CrsMethod, type CrsParameter } from './crs-methods.ts'
import { toLookupTable } from './lookup-table.ts'

/** What something is called in OGC's and in Esri's texts. */
export interface CrsNames {
  readonly ogc: string
  readonly esri: string
}

/**
 * A horizontal coordinate reference system as data: what well-known texts, PROJJSON, PROJ strings and
 * EPSG codes all say, in one form. Angles are degrees, lengths metres, whatever the text's units.
 */
export interface CrsDefinition {
  readonly names: CrsNames
  readonly authority: { readonly name: string; readonly code: string } | null
  readonly geographic: GeographicBase
  /** `null` for a geographic system. */
  readonly projection: CrsProjection | null
}

export interface GeographicBase {
  readonly names: CrsNames
  readonly datum: CrsNames
  readonly ellipsoid: {
    readonly names: CrsNames
    readonly semiMajorMeters: number
    /** 0 for a sphere. */
    readonly inverseFlattening: number
  }
  readonly primeMeridian: { readonly name: string; readonly degrees: number }
  readonly unit: CrsUnit
  /**
   * Helmert parameters to WGS 84 in the position vector convention, as in PROJ's `+towgs84`: three in
   * metres, three in arc seconds, one in parts per million. `null` where the definition says nothing.
   */
  readonly toWgs84: readonly number[] | null
  /** What EPSG states for the parameters, where they stand in for a grid. */
  readonly shiftAccuracyMeters: number | null
}

export interface CrsUnit {
  readonly name: string
  /** Radians or metres. */
  readonly size: number
}

export interface CrsProjection {
  readonly method: CrsMethod
  readonly parameters: Readonly<Partial<Record<CrsParameter, number>>>
  readonly unit: CrsUnit
  /** Whether x grows to the west and y to the south. */
  readonly isSouthWest: boolean
}

export const DEGREE: CrsUnit = { name: 'degree', size: Math.PI / 180 }
export const METER: CrsUnit = { name: 'metre', size: 1 }

/** A definition that cannot be used: `code` and `values` as in the problems of `src/formats`. */
export class CrsError extends Error {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
  constructor(code: string, message: string, values: Readonly<Record<string, string | number>>) {
    super(message)
    this.name = 'CrsError'
    this.code = code
    this.values = values
  }
}

export function unsupportedMethod(method: string): CrsError {
  return new CrsError(
    'crs-method-unsupported',
    `The map projection “${method}” is not supported. Reproject the file, for example to WGS 84.`,
    { method },
  )
}

/** Both spellings of a name of which one is known: Esri writes underscores and short prefixes. */
export function toCrsNames(name: string, esriPrefix: '' | 'GCS_' | 'D_'): CrsNames {
  const known = WELL_KNOWN_NAMES.find(
    ({ ogc, esri }) =>
      (ogc === name || esri === name) && (/^(GCS_|D_)/.exec(esri)?.[0] ?? '') === esriPrefix,
  )
  if (known) return known
  if (esriPrefix && name.startsWith(esriPrefix)) {
    return { ogc: name.slice(esriPrefix.length), esri: name }
  }
  const esri = name.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_|_$/g, '')
  return { ogc: name, esri: `${esriPrefix}${esri}` }
}

const WELL_KNOWN_NAMES: readonly CrsNames[] = [
  { ogc: 'WGS 84', esri: 'GCS_WGS_1984' },
  { ogc: 'WGS_1984', esri: 'D_WGS_1984' },
  { ogc: 'NAD83', esri: 'GCS_North_American_1983' },
  { ogc: 'North_American_Datum_1983', esri: 'D_North_American_1983' },
  { ogc: 'NAD27', esri: 'GCS_North_American_1927' },
  { ogc: 'North_American_Datum_1927', esri: 'D_North_American_1927' },
  { ogc: 'WGS 84', esri: 'WGS_1984' },
  { ogc: 'GRS 1980', esri: 'GRS_1980' },
  { ogc: 'Clarke 1866', esri: 'Clarke_1866' },
]

/**
 * Methods whose text leaves out a parameter mean its default; a few spell one thing in two ways. After
 * this there is one way.
 */
export function toCanonicalProjection(
  method: CrsMethod,
  given: Readonly<Partial<Record<CrsParameter, number>>>,
): Pick<CrsProjection, 'method' | 'parameters'> {
  const parameters: Partial<Record<CrsParameter, number>> = { ...method.defaults, ...given }
  const canonical = CANONICAL[method.variant ?? method.proj]
  return canonical?.(method, parameters) ?? { method, parameters }
}

type Canonical = (
  method: CrsMethod,
  parameters: Partial<Record<CrsParameter, number>>,
) => Pick<CrsProjection, 'method' | 'parameters'>

const CANONICAL = toLookupTable<Canonical>({
  lcc: (method, { lat_0 = 0, lat_1 = lat_0, lat_2 = lat_1, ...others }) => ({
    method,
    parameters: { ...others, lat_0, lat_1, lat_2 },
  }),
  aea: (method, { lat_1 = 0, lat_2 = lat_1, ...others }) => ({
    method,
    parameters: { ...others, lat_1, lat_2 },
  }),
  eqdc: (method, { lat_1 = 0, lat_2 = lat_1, ...others }) => ({
    method,
    parameters: { ...others, lat_1, lat_2 },
  }),
  // Variant A gives the pole and a scale there, variant B a standard parallel, WKT 1 either one as
  // its latitude of origin (OGC 01-009; EPSG guidance note 7-2, section 3.3.2).
  polar: (method, { lat_0 = 90, lat_ts = lat_0, ...others }) => ({
    method,
    parameters: { ...others, lat_0: lat_ts < 0 ? -90 : 90, lat_ts },
  }),
  // An initial line due east is the Swiss oblique Mercator, for which the general formulas fail.
  center: (method, { alpha = 0, lonc, lon_0, gamma = alpha, ...others }) =>
    Math.abs(alpha - 90) < 1e-9
      ? {
          method: CRS_METHODS.find(({ variant }) => variant === 'swiss')!,
          parameters: { ...others, lon_0: lonc ?? lon_0 ?? 0, alpha: 90, gamma: 90 },
        }
      : { method, parameters: { ...others, alpha, gamma, lonc: lonc ?? lon_0 ?? 0 } },
  omerc: (method, { alpha = 0, lonc, lon_0, gamma = alpha, ...others }) => ({
    method,
    parameters: { ...others, alpha, gamma, lonc: lonc ?? lon_0 ?? 0 },
  }),
})

const PROJ_ORDER: readonly CrsParameter[] = [
  'lat_0',
  'lon_0',
  'lonc',
  'lat_ts',
  'lat_1',
  'lat_2',
  'alpha',
  'gamma',
  'k_0',
  'x_0',
  'y_0',
  'h',
]

/** Some of the library's projections give `NaN` where these are left out. */
const PROJ_DEFAULTS: Readonly<Partial<Record<CrsParameter, number>>> = {
  lat_0: 0,
  lon_0: 0,
  x_0: 0,
  y_0: 0,
}

/** The definition as a PROJ string, complete: nothing in it rests on a library's defaults. */
export function toProjString(definition: CrsDefinition): string {
  const { geographic, projection } = definition
  const { semiMajorMeters, inverseFlattening } = geographic.ellipsoid
  const parts = [`+proj=${projection ? projection.method.proj : 'longlat'}`]
  if (projection) {
    for (const key of PROJ_ORDER) {
      const value = projection.parameters[key] ?? PROJ_DEFAULTS[key]
      if (value !== undefined && !(key === 'lon_0' && projection.parameters.lonc !== undefined)) {
        parts.push(`+${key}=${value}`)
      }
    }
    const { proj, variant } = projection.method
    if (proj === 'omerc' && variant !== 'center') parts.push('+no_uoff')
  }
  if (projection?.method.variant === 'web' || inverseFlattening === 0) {
    parts.push(`+R=${semiMajorMeters}`)
  } else {
    parts.push(`+a=${semiMajorMeters}`, `+rf=${inverseFlattening}`)
  }
  if (geographic.toWgs84?.some((parameter) => parameter !== 0)) {
    parts.push(`+towgs84=${geographic.toWgs84.join(',')}`)
  }
  if (geographic.primeMeridian.degrees !== 0) parts.push(`+pm=${geographic.primeMeridian.degrees}`)
  if (projection) {
    parts.push(projection.unit.size === 1 ? '+units=m' : `+to_meter=${projection.unit.size}`)
    if (projection.isSouthWest) parts.push('+axis=wsu')
  }
  return [...parts, '+no_defs'].join(' ')
}

/** The definition in Esri's dialect of WKT 1, as a `.prj` file holds it; `null` if it has no words for it. */
export function toEsriWkt({ names, geographic, projection }: CrsDefinition): string | null {
  const { ellipsoid, primeMeridian } = geographic
  const gcs =
    `GEOGCS[${quote(geographic.names.esri)},DATUM[${quote(geographic.datum.esri)},` +
    `SPHEROID[${quote(ellipsoid.names.esri)},${decimal(ellipsoid.semiMajorMeters)},` +
    `${decimal(ellipsoid.inverseFlattening)}]],PRIMEM[${quote(primeMeridian.name)},` +
    `${decimal(primeMeridian.degrees)}],UNIT["Degree",0.0174532925199433]]`
  if (!projection) return gcs
  const { method, parameters } = projection
  if (!method.esri || projection.isSouthWest) return null
  // Esri's names for skew grids turned by another angle than their azimuth have no parameter in common.
  if (Math.abs((parameters.gamma ?? 0) - (parameters.alpha ?? 0)) > 1e-9) return null
  const isSouth = method.variant === 'polar' && (parameters.lat_0 ?? 90) < 0
  if (method.variant === 'polar' && Math.abs(parameters.lat_ts!) === 90 && !isOne(parameters.k_0)) {
    return null
  }
  return (
    `PROJCS[${quote(names.esri)},${gcs},` +
    `PROJECTION[${quote(isSouth ? 'Stereographic_South_Pole' : method.esri.name)}],` +
    method.esri.parameters
      .filter(([, key]) => !(method.proj === 'lcc' && key === 'k_0' && isOne(parameters.k_0)))
      .map(([name, key]) => `PARAMETER["${name}",${decimal(written(projection, key))}],`)
      .join('') +
    (method.variant === 'web' ? 'PARAMETER["Auxiliary_Sphere_Type",0.0],' : '') +
    `UNIT[${quote(toEsriUnitName(projection.unit))},${decimal(projection.unit.size)}]]`
  )
}

/** The definition in OGC WKT 1 (01-009); `null` if it has no words for it. */
export function toOgcWkt({
  names,
  authority,
  geographic,
  projection,
}: CrsDefinition): string | null {
  const { ellipsoid, primeMeridian, toWgs84 } = geographic
  const shift = toWgs84?.some((value) => value !== 0)
    ? `,TOWGS84[${[...toWgs84, 0, 0, 0, 0].slice(0, 7).join(',')}]`
    : ''
  const id = authority?.name === 'EPSG' ? `,AUTHORITY["EPSG","${authority.code}"]` : ''
  const gcs =
    `GEOGCS[${quote(geographic.names.ogc)},DATUM[${quote(geographic.datum.ogc)},` +
    `SPHEROID[${quote(ellipsoid.names.ogc)},${ellipsoid.semiMajorMeters},` +
    `${ellipsoid.inverseFlattening}]${shift}],PRIMEM[${quote(primeMeridian.name)},` +
    `${primeMeridian.degrees}],UNIT["degree",0.0174532925199433]${projection ? '' : id}]`
  if (!projection) return gcs
  const { method } = projection
  if (!method.ogc || (projection.isSouthWest && method.variant !== 'south')) return null
  const usesOneParallel =
    method.proj === 'lcc' && projection.parameters.lat_1 === projection.parameters.lat_2
  const parameters = usesOneParallel
    ? ([
        ['latitude_of_origin', 'lat_1'],
        ['central_meridian', 'lon_0'],
        ['scale_factor', 'k_0'],
        ['false_easting', 'x_0'],
        ['false_northing', 'y_0'],
      ] as const)
    : method.ogc.parameters
  return (
    `PROJCS[${quote(names.ogc)},${gcs},` +
    `PROJECTION["${usesOneParallel ? 'Lambert_Conformal_Conic_1SP' : method.ogc.name}"],` +
    parameters.map(([name, key]) => `PARAMETER["${name}",${written(projection, key)}],`).join('') +
    `UNIT[${quote(projection.unit.name)},${projection.unit.size}]` +
    (method.variant === 'web'
      ? ',EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 ' +
        '+k=1 +units=m +nadgrids=@null +wktext +no_defs"]'
      : '') +
    `${id}]`
  )
}

/** A parameter as a text gives it: false origins in the system's own unit. */
function written({ parameters, unit }: CrsProjection, key: CrsParameter): number {
  const value = parameters[key] ?? (key === 'k_0' ? 1 : 0)
  return key === 'x_0' || key === 'y_0' ? value / unit.size : value
}

const isOne = (value: number | undefined): boolean => value === undefined || value === 1

function toEsriUnitName(unit: CrsUnit): string {
  return unit.size === 1
    ? 'Meter'
    : Math.abs(unit.size - 1200 / 3937) < 1e-12
      ? 'Foot_US'
      : unit.size === 0.3048
        ? 'Foot'
        : toCrsNames(unit.name, '').esri
}

const quote = (text: string): string => `"${text.replaceAll('"', "'")}"`

/** Esri writes whole numbers with a decimal point. */
const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value))
