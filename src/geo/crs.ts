import proj4 from 'proj4'
import {
  type CrsDefinition,
  CrsError,
  DEGREE,
  type GeographicBase,
  METER,
  toEsriWkt,
  toOgcWkt,
  toProjString,
} from './crs-definition.ts'
import { findMethodByProj } from './crs-methods.ts'
import { parseProjString, parseWktDefinition, toWktNode } from './crs-parse.ts'
import { fromRobinson, toRobinson } from './crs-robinson.ts'
import { parseWkt } from './crs-wkt.ts'
import {
  fromNaaf,
  NAAF_CENTER,
  NAAF_ESRI_WKT,
  NAAF_PROJ,
  NAAF_RADIUS_METERS,
  toNaaf,
} from './naaf.ts'

/** Something that was taken for granted about a system; the same shape as a problem of `formats`. */
export interface CrsNote {
  readonly code: string
  readonly message: string
  readonly values: Readonly<Record<string, string | number>>
}

/**
 * A coordinate reference system that positions can be brought into and out of. Positions are always
 * in the order that files of geographic data use, x before y: longitude or easting first, whatever
 * order an authority's axes have. (South-oriented systems keep their x to the west and y to the south.)
 */
export interface Crs {
  readonly name: string
  /** The EPSG code, where the definition is EPSG's own or agrees with one of the same name. */
  readonly epsg: number | null
  readonly kind: 'geographic' | 'projected'
  /** The unit of the positions: `degree`, `metre`, `US survey foot`. */
  readonly unit: string
  readonly unitMeters: number | null
  /** Whether positions are longitude, latitude of WGS 84 as they are, and nothing needs doing. */
  readonly isWgs84: boolean
  readonly proj: string
  /** For a `.prj` file; `null` where Esri's dialect has no words for it. */
  readonly esriWkt: string | null
  /** OGC WKT 1, for GeoPackage and FlatGeobuf; `null` where it has no words for it. */
  readonly ogcWkt: string | null
  /** What was assumed, such as a datum shift that is only roughly known. */
  readonly notes: readonly CrsNote[]
  /** Longitude, latitude in degrees of WGS 84; `NaN` where the plane has no place on Earth. */
  toWgs84(x: number, y: number): [lon: number, lat: number]
  /** The system's x, y; `NaN` where the projection has no image of the place. */
  fromWgs84(lon: number, lat: number): [x: number, y: number]
}

export type CrsResult =
  | { readonly ok: true; readonly crs: Crs }
  | { readonly ok: false; readonly problem: CrsNote }

/**
 * The system that a text defines: the well-known text of a `.prj` or `.qpj` (Esri's or OGC's WKT 1,
 * WKT 2), PROJJSON, a PROJ string, or an EPSG code (`EPSG:3347`, `urn:ogc:def:crs:EPSG::3347`,
 * `OGC:CRS84`). Asynchronous since the table of EPSG systems is loaded when it is first needed.
 */
export async function parseCrs(text: string): Promise<CrsResult> {
  try {
    const given = parseDefinition(text.replace(/^\uFEFF/, '').trim())
    return { ok: true, crs: await toCrs(given) }
  } catch (error) {
    if (error instanceof CrsError) {
      return {
        ok: false,
        problem: { code: error.code, message: error.message, values: error.values },
      }
    }
    if (error instanceof SyntaxError) {
      return {
        ok: false,
        problem: {
          code: 'crs-invalid',
          message: `The coordinate reference system cannot be read: ${error.message}.`,
          values: { detail: error.message },
        },
      }
    }
    throw error
  }
}

/** A code that stands for a definition in the EPSG table. */
interface CodeReference {
  readonly code: string
}

function parseDefinition(text: string): CrsDefinition | CodeReference {
  const code = parseCode(text)
  if (code) return { code }
  if (/^(?:\+|proj=)/.test(text)) return parseProjString(text)
  if (text.startsWith('{')) return parseWktDefinition(toWktNode(JSON.parse(text)))
  return parseWktDefinition(parseWkt(text))
}

function parseCode(text: string): string | null {
  if (/^(?:urn:ogc:def:crs:)?(?:OGC|CRS)(?::[\d.]*)?:?(?:CRS)?:?(?:CRS)?84h?$/i.test(text)) {
    return '4326'
  }
  if (/^https?:\/\/www\.opengis\.net\/def\/crs\/OGC\/[\d.]+\/CRS84h?$/i.test(text)) return '4326'
  const match =
    /^(?:urn:(?:x-)?ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})$/i.exec(text) ??
    /^https?:\/\/www\.opengis\.net\/(?:def\/crs\/EPSG\/[\d.]+\/|gml\/srs\/epsg\.xml#)(\d{4,6})$/i.exec(
      text,
    ) ??
    /^\+init=epsg:(\d{4,6})\b/i.exec(text)
  return match?.[1] ?? null
}

async function toCrs(given: CrsDefinition | CodeReference): Promise<Crs> {
  if ('code' in given) {
    if (given.code === '4326') return WGS84
    if (/^(3857|900913|3785|102100|102113)$/.test(given.code)) return WEB_MERCATOR
    const { findEpsgByCode } = await import('./crs-epsg.ts')
    const definition = findEpsgByCode(given.code)
    if (!definition) {
      throw new CrsError(
        'crs-code-unknown',
        `EPSG:${given.code} is not a horizontal coordinate reference system that is known here.`,
        { epsg: given.code },
      )
    }
    return createCrs(definition, notesOnBase(definition.geographic))
  }
  if (isPlainWgs84(given)) return WGS84
  if (given.projection?.method.variant === 'web')
    return isNaturalWeb(given) ? WEB_MERCATOR : createCrs(given, [])
  if (isNaaf(given)) return createCrs(given, [])
  const { findBase, findEpsgByDefinition } = await import('./crs-epsg.ts')
  const own = given.geographic
  const base = own.toWgs84 ? null : findBase(own)
  const known = findEpsgByDefinition(given)
  const definition: CrsDefinition = {
    ...given,
    names: known?.names ?? given.names,
    authority: given.authority ?? known?.authority ?? null,
    geographic: base
      ? {
          ...own,
          names: base.names,
          datum: base.datum,
          ellipsoid: base.ellipsoid,
          toWgs84: base.toWgs84,
          shiftAccuracyMeters: base.shiftAccuracyMeters,
        }
      : own,
  }
  return createCrs(definition, notesOnBase(definition.geographic))
}

function isPlainWgs84({ geographic, projection, names }: CrsDefinition): boolean {
  const { ellipsoid, primeMeridian, toWgs84, unit, datum } = geographic
  return (
    projection === null &&
    Math.abs(ellipsoid.semiMajorMeters - 6378137) < 0.01 &&
    Math.abs(ellipsoid.inverseFlattening - 298.257223563) < 1e-6 &&
    primeMeridian.degrees === 0 &&
    unit.size === DEGREE.size &&
    !toWgs84?.some((value) => value !== 0) &&
    [names.ogc, names.esri, datum.ogc, datum.esri].some((name) =>
      /wgs.?(19)?84|world geodetic system 1984/i.test(name.replaceAll('_', ' ')),
    )
  )
}

function isNaturalWeb({ projection }: CrsDefinition): boolean {
  const { lon_0 = 0, x_0 = 0, y_0 = 0, lat_ts = 0, k_0 = 1 } = projection!.parameters
  return (
    lon_0 === 0 &&
    x_0 === 0 &&
    y_0 === 0 &&
    lat_ts === 0 &&
    k_0 === 1 &&
    projection!.unit.size === 1
  )
}

function isNaaf({ geographic, projection }: CrsDefinition): boolean {
  const { ellipsoid, primeMeridian } = geographic
  if (projection?.method !== findMethodByProj('laea')) return false
  const { lat_0, lon_0, x_0 = 0, y_0 = 0 } = projection!.parameters
  return (
    ellipsoid.semiMajorMeters === NAAF_RADIUS_METERS &&
    ellipsoid.inverseFlattening === 0 &&
    primeMeridian.degrees === 0 &&
    lat_0 === NAAF_CENTER.lat &&
    lon_0 === NAAF_CENTER.lon &&
    x_0 === 0 &&
    y_0 === 0 &&
    projection!.unit.size === METER.size
  )
}

/** A sphere's latitudes and longitudes are used as they are: the CEC's convention, and PROJ's. */
function notesOnBase({
  toWgs84,
  shiftAccuracyMeters,
  ellipsoid,
  names,
  datum,
}: GeographicBase): CrsNote[] {
  if (shiftAccuracyMeters !== null && shiftAccuracyMeters > 2) {
    return [
      {
        code: 'crs-shift-approximate',
        message:
          `The exact shift from ${names.ogc} to WGS 84 is a grid that is not carried here; the mean ` +
          `shift was used, right to about ${shiftAccuracyMeters} m.`,
        values: { datum: names.ogc, accuracyMeters: shiftAccuracyMeters },
      },
    ]
  }
  const isLikeWgs84 = Math.abs(ellipsoid.semiMajorMeters - 6378137) < 0.01
  if (toWgs84 || ellipsoid.inverseFlattening === 0 || isLikeWgs84) return []
  return [
    {
      code: 'crs-datum-assumed',
      message:
        `No shift from the datum “${datum.ogc}” to WGS 84 is known; its latitudes and longitudes were ` +
        'used as they are, which may be off by some hundred metres.',
      values: { datum: datum.ogc },
    },
  ]
}

type Transform = Pick<Crs, 'toWgs84' | 'fromWgs84'>

function createCrs(definition: CrsDefinition, notes: readonly CrsNote[]): Crs {
  const { names, authority, geographic, projection } = definition
  const isShifted = geographic.toWgs84?.some((value) => value !== 0) ?? false
  const isWgs84 =
    !projection &&
    !isShifted &&
    geographic.primeMeridian.degrees === 0 &&
    geographic.unit.size === DEGREE.size
  const epsg = authority?.name === 'EPSG' ? Number(authority.code) : Number.NaN
  return {
    name: names.ogc,
    epsg: Number.isInteger(epsg) ? epsg : null,
    kind: projection ? 'projected' : 'geographic',
    unit: projection ? projection.unit.name : geographic.unit.name,
    unitMeters: projection ? projection.unit.size : null,
    isWgs84,
    proj: isNaaf(definition) ? NAAF_PROJ : toProjString(definition),
    esriWkt: isNaaf(definition) ? NAAF_ESRI_WKT : toEsriWkt(definition),
    ogcWkt: toOgcWkt(definition),
    notes,
    ...(isWgs84 ? IDENTITY : isNaaf(definition) ? NAAF_TRANSFORM : createTransform(definition)),
  }
}

const IDENTITY: Transform = {
  toWgs84: (x, y) => [x, y],
  fromWgs84: (lon, lat) => [lon, lat],
}

const NAAF_TRANSFORM: Transform = {
  toWgs84: (x, y) => fromNaaf(x, y) ?? [Number.NaN, Number.NaN],
  fromWgs84: (lon, lat) => toNaaf(lon, lat),
}

const RADIANS = Math.PI / 180

/**
 * Projecting is `proj4`'s; units, axes and the prime meridian are brought into its terms here, since
 * its own handling of them differs between its notations.
 */
function createTransform(definition: CrsDefinition): Transform {
  const { geographic, projection } = definition
  const meridian = geographic.primeMeridian.degrees
  const plane = !projection
    ? createGrid(geographic.unit.size)
    : projection.method.proj === 'robin'
      ? createRobinsonPlane(definition)
      : createPlane(definition)
  const shift = createShift(geographic)
  return {
    toWgs84(x, y) {
      const [lon, lat] = plane.toDegrees(x, y)
      const fromGreenwich = lon + meridian
      return shift ? shift.toWgs84(fromGreenwich, lat) : [fromGreenwich, lat]
    },
    fromWgs84(lon, lat) {
      const [ownLon, ownLat] = shift ? shift.fromWgs84(lon, lat) : [lon, lat]
      return plane.fromDegrees(ownLon - meridian, ownLat)
    },
  }
}

interface Plane {
  toDegrees(x: number, y: number): [number, number]
  fromDegrees(lon: number, lat: number): [number, number]
}

function createPlane(definition: CrsDefinition): Plane {
  const { projection, geographic } = definition
  const unit = projection!.unit.size * (projection!.isSouthWest ? -1 : 1)
  const library = new proj4.Proj(
    toProjString({
      ...definition,
      geographic: {
        ...geographic,
        toWgs84: null,
        primeMeridian: { name: 'Greenwich', degrees: 0 },
      },
      projection: { ...projection!, unit: METER, isSouthWest: false },
    }),
  )
  return {
    toDegrees(x, y) {
      const point = attempt(() => library.inverse({ x: x * unit, y: y * unit }))
      return point ? [point.x / RADIANS, point.y / RADIANS] : [Number.NaN, Number.NaN]
    },
    fromDegrees(lon, lat) {
      const point = attempt(() => library.forward({ x: lon * RADIANS, y: lat * RADIANS }))
      return point ? [point.x / unit, point.y / unit] : [Number.NaN, Number.NaN]
    },
  }
}

function createRobinsonPlane({ geographic, projection }: CrsDefinition): Plane {
  const { lon_0 = 0, x_0 = 0, y_0 = 0 } = projection!.parameters
  const radius = geographic.ellipsoid.semiMajorMeters
  const unit = projection!.unit.size
  const wrap = (lon: number): number => lon - 360 * Math.round(lon / 360)
  return {
    toDegrees(x, y) {
      const [lon, lat] = fromRobinson((x * unit - x_0) / radius, (y * unit - y_0) / radius)
      return [lon + lon_0, lat]
    },
    fromDegrees(lon, lat) {
      const fromCenter = lon - lon_0
      const [x, y] = toRobinson(Math.abs(fromCenter) > 180 ? wrap(fromCenter) : fromCenter, lat)
      return [(x * radius + x_0) / unit, (y * radius + y_0) / unit]
    },
  }
}

/** Some projections of the library throw outside their domain, some give nothing. */
function attempt<T>(project: () => T): T | null {
  try {
    return project() ?? null
  } catch {
    return null
  }
}

function createGrid(unitRadians: number): Plane {
  const unit = unitRadians / RADIANS
  return {
    toDegrees: (x, y) => [x * unit, y * unit],
    fromDegrees: (lon, lat) => [lon / unit, lat / unit],
  }
}

function createShift({ toWgs84, ellipsoid }: GeographicBase): Transform | null {
  if (!toWgs84?.some((value) => value !== 0)) return null
  const { semiMajorMeters, inverseFlattening } = ellipsoid
  const shape =
    inverseFlattening === 0
      ? `+R=${semiMajorMeters}`
      : `+a=${semiMajorMeters} +rf=${inverseFlattening}`
  const library = proj4(`+proj=longlat ${shape} +towgs84=${toWgs84.join(',')} +no_defs`, 'WGS84')
  const run = (direction: 'forward' | 'inverse', lon: number, lat: number): [number, number] => {
    const point = attempt(() => library[direction]([lon, lat]))
    return point ? [point[0]!, point[1]!] : [Number.NaN, Number.NaN]
  }
  return {
    toWgs84: (lon, lat) => run('forward', lon, lat),
    fromWgs84: (lon, lat) => run('inverse', lon, lat),
  }
}

/** Longitude, latitude in degrees of WGS 84: EPSG:4326 in the order of its data, OGC:CRS84. */
export const WGS84: Crs = definedCrs(
  '+proj=longlat +datum=WGS84',
  { ogc: 'WGS 84', esri: 'GCS_WGS_1984' },
  '4326',
)

/** The Web Mercator of map tiles, EPSG:3857. */
export const WEB_MERCATOR: Crs = definedCrs(
  '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +nadgrids=@null',
  { ogc: 'WGS 84 / Pseudo-Mercator', esri: 'WGS_1984_Web_Mercator_Auxiliary_Sphere' },
  '3857',
)

/** The system of the CEC's layers. */
export const NAAF: Crs = createCrs(parseWktDefinition(parseWkt(NAAF_ESRI_WKT)), [])

function definedCrs(proj: string, names: CrsDefinition['names'], code: string): Crs {
  const definition = parseProjString(proj, { names })
  return createCrs({ ...definition, authority: { name: 'EPSG', code } }, [])
}
