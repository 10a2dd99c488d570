import {
  type CrsDefinition,
  CrsError,
  type CrsUnit,
  DEGREE,
  type GeographicBase,
  METER,
  toCanonicalProjection,
  toCrsNames,
  unsupportedMethod,
} from './crs-definition.ts'
import {
  type CrsMethod,
  type CrsParameter,
  findMethodByName,
  findMethodByProj,
  LENGTH_PARAMETERS,
  PARAMETER_NAMES,
  toPlainName,
} from './crs-methods.ts'
import type { WktNode } from './crs-wkt.ts'
import { toLookupTable } from './lookup-table.ts'

/** Definitions from their three notations: well-known text, PROJJSON and PROJ strings. */

const PROJECTED = new Set(['PROJCS', 'PROJCRS', 'PROJECTEDCRS', 'BASEPROJCRS'])
const GEOGRAPHIC = new Set([
  'GEOGCS',
  'GEOGCRS',
  'GEOGRAPHICCRS',
  'GEODCRS',
  'GEODETICCRS',
  'BASEGEOGCRS',
  'BASEGEODCRS',
])
const COMPOUND = new Set(['COMPD_CS', 'COMPOUNDCRS'])

/** The horizontal system of a well-known text. Throws a `CrsError` where there is none to use. */
export function parseWktDefinition(node: WktNode): CrsDefinition {
  if (COMPOUND.has(node.keyword)) {
    const part = node.children.find((c) => PROJECTED.has(c.keyword) || GEOGRAPHIC.has(c.keyword))
    if (part) return parseWktDefinition(part)
  }
  if (node.keyword === 'BOUNDCRS') {
    const source = child(node, 'SOURCECRS')?.children[0]
    const shift = parseAbridgedTransformation(child(node, 'ABRIDGEDTRANSFORMATION'))
    if (source) {
      const definition = parseWktDefinition(source)
      return shift
        ? { ...definition, geographic: { ...definition.geographic, toWgs84: shift } }
        : definition
    }
  }
  if (GEOGRAPHIC.has(node.keyword)) {
    const names = toCrsNames(text(node.values[0], 'unknown'), 'GCS_')
    const isGeocentric = child(node, 'CS')?.values.some((value) =>
      /^cartesian$/i.test(String(value)),
    )
    if (isGeocentric) throw unsupportedKind('geocentric', names.ogc)
    return { names, authority: parseAuthority(node), geographic: parseBase(node), projection: null }
  }
  if (PROJECTED.has(node.keyword)) return parseProjected(node)
  throw unsupportedKind(node.keyword, text(node.values[0], 'unknown'))
}

function unsupportedKind(kind: string, name: string): CrsError {
  return new CrsError(
    'crs-kind-unsupported',
    `“${name}” is a coordinate reference system of a kind (${kind}) that has no known place on Earth here.`,
    { kind, name },
  )
}

function parseProjected(node: WktNode): CrsDefinition {
  const base = node.children.find((c) => GEOGRAPHIC.has(c.keyword))
  const conversion = child(node, 'CONVERSION') ?? node
  const methodName = text(child(conversion, 'METHOD', 'PROJECTION')?.values[0], '')
  if (!base) throw unsupportedKind(node.keyword, text(node.values[0], 'unknown'))
  const authority = parseAuthority(node)
  const geographic = parseBase(base)
  const method = isWebMercator(node, authority)
    ? findMethodByProj('merc', 'web')
    : findMethodByName(methodName)
  if (!method) throw unsupportedMethod(methodName || 'unnamed')
  const unit = parseUnit(node, 'LENGTHUNIT', METER)
  const given: Partial<Record<CrsParameter, number>> = {}
  for (const parameter of conversion.children) {
    if (parameter.keyword !== 'PARAMETER') continue
    const name = toPlainName(text(parameter.values[0], ''))
    const key = method.aliases?.[name] ?? PARAMETER_NAMES[name]
    const value = Number(parameter.values[1])
    if (!key || !Number.isFinite(value)) continue
    const own = child(parameter, 'ANGLEUNIT', 'LENGTHUNIT', 'SCALEUNIT', 'UNIT')?.values[1]
    given[key] = toCommonUnit(key, value, Number(own ?? Number.NaN), geographic.unit, unit)
  }
  const axes = node.children
    .filter(({ keyword }) => keyword === 'AXIS')
    .map(({ values }) => String(values[1] ?? '').toLowerCase())
  return {
    names: toCrsNames(text(node.values[0], 'unknown'), ''),
    authority,
    geographic,
    projection: {
      ...toCanonicalProjection(method, given),
      unit,
      isSouthWest:
        method.variant === 'south' ||
        (method.proj !== 'krovak' &&
          axes.length === 2 &&
          axes.includes('west') &&
          axes.includes('south')),
    },
  }
}

function toCommonUnit(
  key: CrsParameter,
  value: number,
  ownSize: number,
  angular: CrsUnit,
  linear: CrsUnit,
): number {
  if (key === 'k_0') return value
  if (LENGTH_PARAMETERS.has(key)) return value * (Number.isFinite(ownSize) ? ownSize : linear.size)
  return toDegrees(value, Number.isFinite(ownSize) ? ownSize : angular.size)
}

/** Exactly the value itself where the unit is the degree, however many digits a text gives it. */
function toDegrees(value: number, unitRadians: number): number {
  const ratio = unitRadians / DEGREE.size
  return Math.abs(ratio - 1) < 1e-9 ? value : value * ratio
}

function isWebMercator(node: WktNode, authority: CrsDefinition['authority']): boolean {
  const extension = child(node, 'EXTENSION')?.values
  return (
    (authority?.name === 'EPSG' && authority.code === '3857') ||
    (extension?.[0] === 'PROJ4' && /\+proj=merc .*\+nadgrids=@null/.test(String(extension[1])))
  )
}

function parseBase(node: WktNode): GeographicBase {
  const datum = child(node, 'DATUM', 'GEODETICDATUM', 'TRF', 'ENSEMBLE')
  const ellipsoid = child(datum ?? node, 'SPHEROID', 'ELLIPSOID')
  const semiMajor = Number(ellipsoid?.values[1])
  const inverseFlattening = Number(ellipsoid?.values[2] ?? 0)
  if (!(semiMajor > 0) || !(inverseFlattening >= 0)) {
    throw new CrsError('crs-invalid', 'The coordinate reference system names no ellipsoid.', {
      detail: 'ellipsoid',
    })
  }
  const unitOfEllipsoid = Number(child(ellipsoid!, 'LENGTHUNIT', 'UNIT')?.values[1] ?? 1)
  const unit = parseUnit(node, 'ANGLEUNIT', DEGREE)
  const toWgs84 = child(datum ?? node, 'TOWGS84')?.values.map(Number)
  const datumName = text(datum?.values[0], 'unknown')
  return {
    names: toCrsNames(text(node.values[0], 'unknown'), 'GCS_'),
    datum: toCrsNames(datumName, 'D_'),
    ellipsoid: {
      names: toCrsNames(text(ellipsoid!.values[0], 'unknown'), ''),
      semiMajorMeters: semiMajor * unitOfEllipsoid,
      // Some programs write a sphere's flattening as 1 / infinity, a very large number, or 1.
      inverseFlattening: inverseFlattening > 1e9 || inverseFlattening === 1 ? 0 : inverseFlattening,
    },
    primeMeridian: parsePrimeMeridian(child(node, 'PRIMEM', 'PRIMEMERIDIAN'), unit),
    unit,
    toWgs84: toWgs84?.every(Number.isFinite) && toWgs84.length >= 3 ? toWgs84 : null,
    shiftAccuracyMeters: null,
  }
}

/** WKT 1 gives degrees whatever the system's unit, as the programs that write it do. */
function parsePrimeMeridian(
  node: WktNode | undefined,
  unit: CrsUnit,
): GeographicBase['primeMeridian'] {
  const name = text(node?.values[0], 'Greenwich')
  const value = Number(node?.values[1] ?? 0)
  const own = node && child(node, 'ANGLEUNIT', 'UNIT')
  const isInGrads = /paris/i.test(name) && Math.abs(value - 2.5969213) < 1e-4
  const size = own ? Number(own.values[1]) : isInGrads ? unit.size : DEGREE.size
  const degrees = toDegrees(value, size)
  return { name, degrees: Number.isFinite(degrees) ? degrees : 0 }
}

/** WKT 2 gives the unit once for the system, within each axis, or not at all (section 7.5). */
function parseUnit(node: WktNode, keyword: 'ANGLEUNIT' | 'LENGTHUNIT', fallback: CrsUnit): CrsUnit {
  const axis = node.children.find((c) => c.keyword === 'AXIS' && child(c, keyword, 'UNIT'))
  const unit = child(node, keyword, 'UNIT') ?? (axis && child(axis, keyword, 'UNIT'))
  const size = Number(unit?.values[1])
  if (!unit || !(size > 0)) return fallback
  if (keyword === 'ANGLEUNIT' && Math.abs(size / DEGREE.size - 1) < 1e-9) return DEGREE
  return { name: text(unit.values[0], fallback.name), size }
}

function parseAuthority(node: WktNode): CrsDefinition['authority'] {
  const id = child(node, 'AUTHORITY', 'ID')
  const name = id?.values[0]
  const code = id?.values[1]
  return name !== undefined && code !== undefined
    ? { name: String(name).toUpperCase(), code: String(code) }
    : null
}

function parseAbridgedTransformation(node: WktNode | undefined): number[] | null {
  if (!node) return null
  const method = text(child(node, 'METHOD')?.values[0], '')
  const values = node.children
    .filter(({ keyword }) => keyword === 'PARAMETER')
    .map(({ values: [, value] }) => Number(value))
  if (values.length < 3 || !values.every(Number.isFinite)) return null
  const shift = [...values, 0, 0, 0, 0].slice(0, 7)
  // ISO 19162 gives the scale as a factor; `+towgs84` takes parts per million.
  if (shift[6]! > 0.5) shift[6] = (shift[6]! - 1) * 1e6
  return /coordinate frame/i.test(method)
    ? shift.map((value, index) => (index >= 3 && index <= 5 ? -value : value))
    : shift
}

const child = (node: WktNode, ...keywords: readonly string[]): WktNode | undefined =>
  node.children.find(({ keyword }) => keywords.includes(keyword))

const text = (value: string | number | undefined, fallback: string): string =>
  value === undefined || value === '' ? fallback : String(value)

/**
 * PROJJSON (schema version 0.7) as the tree of the WKT 2 that says the same: the two correspond
 * member by member.
 */
export function toWktNode(json: unknown, depth = 0): WktNode {
  if (depth > 16 || typeof json !== 'object' || json === null) {
    throw new CrsError('crs-invalid', 'The PROJJSON text is not a coordinate reference system.', {
      detail: 'PROJJSON',
    })
  }
  const members = json as Readonly<Record<string, unknown>>
  const nested = (value: unknown) => toWktNode(value, depth + 1)
  const keyword =
    PROJJSON_KEYWORDS[String(members.type)] ?? String(members.type ?? '').toUpperCase()
  const name = String(members.name ?? 'unknown')
  const children: WktNode[] = []
  const wrap = (wrapper: string, value: unknown) =>
    children.push({ keyword: wrapper, values: [], children: [nested(value)] })
  if (Array.isArray(members.components)) children.push(...members.components.map(nested))
  if (members.base_crs) children.push(nested(members.base_crs))
  if (members.source_crs) wrap('SOURCECRS', members.source_crs)
  if (members.transformation)
    children.push(toOperation(members.transformation, 'ABRIDGEDTRANSFORMATION'))
  if (members.conversion) children.push(toOperation(members.conversion, 'CONVERSION'))
  const datum = members.datum ?? members.datum_ensemble
  if (isRecord(datum)) {
    const { ellipsoid } = datum
    children.push({
      keyword: 'DATUM',
      values: [String(datum.name ?? 'unknown')],
      children: isRecord(ellipsoid) ? [toEllipsoid(ellipsoid)] : [],
    })
    if (isRecord(datum.prime_meridian)) children.push(toPrimeMeridian(datum.prime_meridian))
  }
  if (isRecord(members.coordinate_system)) {
    const { subtype, axis } = members.coordinate_system
    children.push({ keyword: 'CS', values: [String(subtype)], children: [] })
    for (const one of Array.isArray(axis) ? axis.filter(isRecord) : []) {
      const unit = toUnit(one.unit, keyword.startsWith('PROJ') ? 'LENGTHUNIT' : 'ANGLEUNIT')
      children.push({
        keyword: 'AXIS',
        values: [String(one.name), String(one.direction)],
        children: unit ? [unit] : [],
      })
    }
  }
  if (isRecord(members.id)) {
    children.push({
      keyword: 'ID',
      values: [String(members.id.authority), String(members.id.code)],
      children: [],
    })
  }
  return { keyword, values: [name], children }
}

const PROJJSON_KEYWORDS = toLookupTable<string>({
  ProjectedCRS: 'PROJCRS',
  GeographicCRS: 'GEOGCRS',
  GeodeticCRS: 'GEODCRS',
  CompoundCRS: 'COMPOUNDCRS',
  BoundCRS: 'BOUNDCRS',
})

type JsonRecord = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A number with its unit, which PROJJSON writes as a bare number where it is the usual one. */
function toMeasure(value: unknown): { value: number; unit: WktNode[] } {
  if (!isRecord(value)) return { value: Number(value), unit: [] }
  const unit = toUnit(value.unit, 'UNIT')
  return { value: Number(value.value), unit: unit ? [unit] : [] }
}

function toUnit(unit: unknown, keyword: string): WktNode | null {
  if (typeof unit === 'string') {
    const size = unit === 'degree' ? DEGREE.size : 1
    return { keyword, values: [unit, size], children: [] }
  }
  if (!isRecord(unit)) return null
  const size = Number(unit.conversion_factor)
  return { keyword, values: [String(unit.name), size], children: [] }
}

function toEllipsoid(ellipsoid: JsonRecord): WktNode {
  const semiMajor = toMeasure(ellipsoid.semi_major_axis ?? ellipsoid.radius)
  const semiMinor =
    ellipsoid.semi_minor_axis === undefined ? null : toMeasure(ellipsoid.semi_minor_axis)
  const inverseFlattening = semiMinor
    ? semiMajor.value === semiMinor.value
      ? 0
      : semiMajor.value / (semiMajor.value - semiMinor.value)
    : Number(ellipsoid.inverse_flattening ?? 0)
  return {
    keyword: 'ELLIPSOID',
    values: [String(ellipsoid.name ?? 'unknown'), semiMajor.value, inverseFlattening],
    children: semiMajor.unit,
  }
}

function toPrimeMeridian(meridian: JsonRecord): WktNode {
  const longitude = toMeasure(meridian.longitude)
  return {
    keyword: 'PRIMEM',
    values: [String(meridian.name ?? 'unknown'), longitude.value],
    children: longitude.unit,
  }
}

function toOperation(operation: unknown, keyword: string): WktNode {
  const { name, method, parameters } = isRecord(operation) ? operation : ({} as JsonRecord)
  return {
    keyword,
    values: [String(name ?? 'unknown')],
    children: [
      {
        keyword: 'METHOD',
        values: [String(isRecord(method) ? method.name : '')],
        children: [],
      },
      ...(Array.isArray(parameters) ? parameters.filter(isRecord) : []).map((parameter) => ({
        keyword: 'PARAMETER',
        values: [String(parameter.name), Number(parameter.value)],
        children: [toUnit(parameter.unit, 'UNIT')].filter((unit) => unit !== null),
      })),
    ],
  }
}

/** Ellipsoids by PROJ's names: semi-major axis in metres, inverse flattening (0: sphere). */
const PROJ_ELLIPSOIDS = toLookupTable<readonly [string, number, number]>({
  WGS84: ['WGS 84', 6378137, 298.257223563],
  GRS80: ['GRS 1980', 6378137, 298.257222101],
  WGS72: ['WGS 72', 6378135, 298.26],
  WGS66: ['NWL 9D', 6378145, 298.25],
  GRS67: ['GRS 1967', 6378160, 298.247167427],
  aust_SA: ['Australian National Spheroid', 6378160, 298.25],
  airy: ['Airy 1830', 6377563.396, 299.3249646],
  mod_airy: ['Airy Modified 1849', 6377340.189, 299.3249646],
  bessel: ['Bessel 1841', 6377397.155, 299.1528128],
  bess_nam: ['Bessel Namibia', 6377483.865, 299.1528128],
  clrk66: ['Clarke 1866', 6378206.4, 294.978698213898],
  clrk80: ['Clarke 1880 (RGS)', 6378249.145, 293.465],
  clrk80ign: ['Clarke 1880 (IGN)', 6378249.2, 293.466021293627],
  evrst30: ['Everest 1830 (1937 Adjustment)', 6377276.345, 300.8017],
  helmert: ['Helmert 1906', 6378200, 298.3],
  intl: ['International 1924', 6378388, 297],
  krass: ['Krassowsky 1940', 6378245, 298.3],
  sphere: ['Normal Sphere (r=6370997)', 6370997, 0],
})

/** Datums that PROJ strings name: ellipsoid, names, shift. */
const PROJ_DATUMS = toLookupTable<readonly [ellipsoid: string, geographic: string, datum: string]>({
  WGS84: ['WGS84', 'WGS 84', 'WGS_1984'],
  NAD83: ['GRS80', 'NAD83', 'North_American_Datum_1983'],
  NAD27: ['clrk66', 'NAD27', 'North_American_Datum_1927'],
  potsdam: ['bessel', 'DHDN', 'Deutsches_Hauptdreiecksnetz'],
  OSGB36: ['airy', 'OSGB36', 'Ordnance_Survey_of_Great_Britain_1936'],
  carthage: ['clrk80ign', 'Carthage', 'Carthage'],
  hermannskogel: ['bessel', 'MGI', 'Militar-Geographische_Institut'],
  ire65: ['mod_airy', 'TM65', 'TM65'],
  nzgd49: ['intl', 'NZGD49', 'New_Zealand_Geodetic_Datum_1949'],
  GGRS87: ['GRS80', 'GGRS87', 'Greek_Geodetic_Reference_System_1987'],
})

const PROJ_MERIDIANS = toLookupTable<number>({
  greenwich: 0,
  lisbon: -9.131906111111112,
  paris: 2.337229166666667,
  bogota: -74.08091666666667,
  madrid: -3.687938888888889,
  rome: 12.452333333333332,
  bern: 7.439583333333333,
  jakarta: 106.80771944444444,
  ferro: -17.666666666666668,
  brussels: 4.367975,
  stockholm: 18.05827777777778,
  athens: 23.7163375,
  oslo: 10.722916666666666,
})

const PROJ_UNITS = toLookupTable<CrsUnit>({
  m: METER,
  km: { name: 'kilometre', size: 1000 },
  'us-ft': { name: 'US survey foot', size: 1200 / 3937 },
  ft: { name: 'foot', size: 0.3048 },
  yd: { name: 'yard', size: 0.9144 },
  'us-mi': { name: 'US survey mile', size: 6336000 / 3937 },
  mi: { name: 'Statute mile', size: 1609.344 },
  'ind-yd': { name: 'Indian yard', size: 0.91439523 },
  link: { name: 'link', size: 0.201168 },
  ch: { name: 'chain', size: 20.1168 },
})

const PROJ_PARAMETERS = toLookupTable<CrsParameter>({
  lat_0: 'lat_0',
  lon_0: 'lon_0',
  lonc: 'lonc',
  lat_1: 'lat_1',
  lat_2: 'lat_2',
  lat_ts: 'lat_ts',
  k: 'k_0',
  k_0: 'k_0',
  x_0: 'x_0',
  y_0: 'y_0',
  alpha: 'alpha',
  gamma: 'gamma',
  h: 'h',
})

/** The definition in a PROJ string (`+proj=… +lat_0=…`). Throws a `CrsError`. */
export function parseProjString(
  string: string,
  known: { names?: CrsDefinition['names']; base?: GeographicBase } = {},
): CrsDefinition {
  const options = new Map<string, string>()
  for (const part of string.trim().split(/\s+/)) {
    const [key, value = ''] = part.replace(/^\+/, '').split('=', 2)
    if (key && !options.has(key)) options.set(key, value)
  }
  const proj = options.get('proj') ?? ''
  const geographic = known.base ?? parseProjBase(options)
  const names = known.names ?? toCrsNames('unknown', '')
  if (/^(longlat|latlong|lonlat|latlon)$/.test(proj)) {
    return { names, authority: null, geographic, projection: null }
  }
  const { method, given } = parseProjMethod(proj, options)
  if (!method) throw unsupportedMethod(proj || 'unnamed')
  const unit = PROJ_UNITS[options.get('units') ?? 'm'] ?? METER
  const toMeter = parseRatio(options.get('to_meter'))
  return {
    names,
    authority: null,
    geographic,
    projection: {
      ...toCanonicalProjection(method, given),
      unit: toMeter ? { name: unit.size === toMeter ? unit.name : 'unknown', size: toMeter } : unit,
      isSouthWest: options.get('axis') === 'wsu' || options.get('axis') === 'swu',
    },
  }
}

function parseProjMethod(
  proj: string,
  options: ReadonlyMap<string, string>,
): { method: CrsMethod | undefined; given: Partial<Record<CrsParameter, number>> } {
  const given: Partial<Record<CrsParameter, number>> = {}
  for (const [key, value] of options) {
    const parameter = PROJ_PARAMETERS[key]
    const number = parameter && parseProjNumber(value)
    if (parameter && number !== undefined && Number.isFinite(number)) given[parameter] = number
  }
  if (proj === 'utm') {
    const zone = Number(options.get('zone'))
    if (!(zone >= 1 && zone <= 60)) return { method: undefined, given }
    return {
      method: findMethodByProj('tmerc'),
      given: {
        lat_0: 0,
        lon_0: zone * 6 - 183,
        k_0: 0.9996,
        x_0: 500000,
        y_0: options.has('south') ? 10000000 : 0,
      },
    }
  }
  const isSphere = options.has('R') || (options.has('a') && options.get('a') === options.get('b'))
  const variant =
    proj === 'omerc' && !options.has('no_uoff') && !options.has('no_off')
      ? 'center'
      : proj === 'stere' && Math.abs(given.lat_0 ?? 0) === 90
        ? 'polar'
        : proj === 'somerc'
          ? 'swiss'
          : proj === 'merc' && isSphere && options.get('nadgrids') === '@null'
            ? 'web'
            : undefined
  if (variant === 'polar') given.lat_ts ??= given.lat_0
  return { method: findMethodByProj(proj === 'etmerc' ? 'tmerc' : proj, variant), given }
}

/** A number, or degrees with minutes and seconds as PROJ writes them (`30d17'17.3"E`). */
function parseProjNumber(value: string): number {
  const match = /^([+-]?[\d.]+)d(?:([\d.]+)')?(?:([\d.]+)")?([NSEW]?)$/i.exec(value)
  if (!match) return Number.parseFloat(value)
  const [, degrees, minutes = '0', seconds = '0', side = ''] = match
  const size = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds) / 3600
  return degrees!.startsWith('-') || /[SW]/i.test(side) ? -size : size
}

function parseRatio(value: string | undefined): number | null {
  if (!value) return null
  const [numerator, denominator = '1'] = value.split('/', 2)
  const ratio = Number(numerator) / Number(denominator)
  return ratio > 0 && Number.isFinite(ratio) ? ratio : null
}

function parseProjBase(options: ReadonlyMap<string, string>): GeographicBase {
  const isWeb = options.get('nadgrids') === '@null'
  const datum = PROJ_DATUMS[options.get('datum') ?? (isWeb ? 'WGS84' : '')]
  const [ellipsoidName, a, rf] = parseProjEllipsoid(options, datum?.[0])
  const shift = options.get('towgs84')?.split(',').map(Number)
  const meridian = options.get('pm')
  return {
    names: toCrsNames(datum?.[1] ?? 'unknown', 'GCS_'),
    datum: toCrsNames(datum?.[2] ?? `Unknown based on ${ellipsoidName} ellipsoid`, 'D_'),
    ellipsoid: {
      names: toCrsNames(isWeb ? 'WGS 84' : ellipsoidName, ''),
      semiMajorMeters: a,
      inverseFlattening: isWeb ? 298.257223563 : rf,
    },
    primeMeridian:
      meridian === undefined
        ? { name: 'Greenwich', degrees: 0 }
        : { name: meridian, degrees: PROJ_MERIDIANS[meridian] ?? parseProjNumber(meridian) },
    unit: DEGREE,
    toWgs84: shift?.every(Number.isFinite) && shift.length >= 3 ? shift : null,
    shiftAccuracyMeters: null,
  }
}

function parseProjEllipsoid(
  options: ReadonlyMap<string, string>,
  ellipsoidOfDatum: string | undefined,
): readonly [string, number, number] {
  const radius = Number(options.get('R'))
  if (radius > 0) return ['sphere', radius, 0]
  const named = PROJ_ELLIPSOIDS[options.get('ellps') ?? ellipsoidOfDatum ?? 'WGS84']
  if (!named) {
    throw new CrsError(
      'crs-invalid',
      `The ellipsoid “${options.get('ellps')}” of the PROJ string is not known.`,
      { detail: 'ellipsoid' },
    )
  }
  const a = Number(options.get('a'))
  if (!(a > 0)) return named
  const b = Number(options.get('b'))
  const rf = Number(options.get('rf'))
  if (b > 0) return ['unknown', a, a === b ? 0 : a / (a - b)]
  return ['unknown', a, rf > 0 ? rf : options.has('a') && !options.has('ellps') ? 0 : named[2]]
}
