import { type Crs, parseCrs } from '../../../src/geo/crs.ts'
import { ProblemError } from '../../../src/model/problem.ts'

/** GeoKeys by name, as the `geotiff` package gives them. */
export type GeoKeys = Readonly<Record<string, unknown>>

/** "User defined": the system is described by further keys (OGC 19-008r4 section 7.4). */
const USER_DEFINED = 32767
/** CT_LambertAzimEqualArea (OGC 19-008r4 annex C; GeoTIFF 1.0 section 6.3.3.3). */
const LAMBERT_AZIMUTHAL_EQUAL_AREA = 10
const METRE = 9001

/** Geodetic systems and ellipsoids by their EPSG codes, as PROJ names them. */
const DATUMS: Readonly<Record<number, string>> = {
  4326: '+datum=WGS84',
  4269: '+datum=NAD83',
  4267: '+datum=NAD27',
}
const ELLIPSOIDS: Readonly<Record<number, string>> = {
  7019: '+ellps=GRS80',
  7030: '+ellps=WGS84',
  7008: '+ellps=clrk66',
}

/**
 * The plane of a GeoTIFF: an EPSG code, the well-known text that Esri's software leaves in a citation, or
 * a Lambert azimuthal equal-area projection spelled out in keys, as the CEC's grids have it.
 *
 * @throws ProblemError `raster-crs-unknown`
 */
export async function parseGeoKeys(keys: GeoKeys, name: string): Promise<Crs> {
  const text = toText(keys)
  const result = text === null ? null : await parseCrs(text)
  if (result?.ok && result.crs.kind === 'projected') return result.crs
  throw new ProblemError({
    code: 'raster-crs-unknown',
    message: `${name} names no projection that is known here (${text ?? JSON.stringify(keys)}).`,
    values: { name, crs: text ?? '' },
  })
}

function toText(keys: GeoKeys): string | null {
  const code = keys.ProjectedCSTypeGeoKey
  if (typeof code === 'number' && code !== USER_DEFINED && code > 0) return `EPSG:${code}`
  for (const citation of [keys.PCSCitationGeoKey, keys.GTCitationGeoKey, keys.GeogCitationGeoKey]) {
    const wkt = /ESRI PE String = (PROJCS\[.*\])/s.exec(String(citation ?? ''))?.[1]
    if (wkt) return wkt
  }
  const unit = keys.ProjLinearUnitsGeoKey
  const isMetre = unit === undefined || unit === METRE
  if (keys.ProjCoordTransGeoKey !== LAMBERT_AZIMUTHAL_EQUAL_AREA || !isMetre) return null
  const figure = toFigure(keys)
  if (figure === null) return null
  return [
    '+proj=laea',
    `+lat_0=${number(keys, 'ProjCenterLatGeoKey', 'ProjNatOriginLatGeoKey')}`,
    `+lon_0=${number(keys, 'ProjCenterLongGeoKey', 'ProjNatOriginLongGeoKey')}`,
    `+x_0=${number(keys, 'ProjFalseEastingGeoKey', 'ProjFalseOriginEastingGeoKey')}`,
    `+y_0=${number(keys, 'ProjFalseNorthingGeoKey', 'ProjFalseOriginNorthingGeoKey')}`,
    figure,
    '+units=m +no_defs',
  ].join(' ')
}

/** The figure of the Earth: a datum, an ellipsoid, or its axes; equal axes are a sphere. */
function toFigure(keys: GeoKeys): string | null {
  const datum = DATUMS[Number(keys.GeographicTypeGeoKey)]
  if (datum) return datum
  const ellipsoid = ELLIPSOIDS[Number(keys.GeogEllipsoidGeoKey)]
  if (ellipsoid) return ellipsoid
  const major = keys.GeogSemiMajorAxisGeoKey
  if (typeof major !== 'number') return null
  const minor = keys.GeogSemiMinorAxisGeoKey
  const flattening = keys.GeogInvFlatteningGeoKey
  if (minor === major || flattening === 0) return `+R=${major}`
  if (typeof minor === 'number') return `+a=${major} +b=${minor}`
  return typeof flattening === 'number' ? `+a=${major} +rf=${flattening}` : null
}

function number(keys: GeoKeys, ...names: readonly string[]): number {
  const found = names.map((name) => keys[name]).find((value) => typeof value === 'number')
  return typeof found === 'number' ? found : 0
}
