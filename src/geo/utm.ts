import proj4 from 'proj4'

const toProjection = (zone: number, isSouth: boolean) =>
  proj4(`+proj=utm +zone=${zone}${isSouth ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`)

/**
 * Longitude and latitude (WGS 84 degrees) of easting and northing in metres of a zone of the Universal
 * Transverse Mercator grid (NGA.SIG.0012), 1 to 60; in the south northings count from 10,000 km.
 */
export function fromUtm(
  zone: number,
  isSouth: boolean,
  easting: number,
  northing: number,
): [lon: number, lat: number] {
  return toProjection(zone, isSouth).inverse([easting, northing]) as [number, number]
}

export interface UtmPlace {
  readonly zone: number
  /** Letter of the band of eight degrees, C to X without I and O. */
  readonly band: string
  readonly easting: number
  readonly northing: number
}

const BANDS = 'CDEFGHJKLMNPQRSTUVWX'

/**
 * A place (WGS 84 degrees) in the Universal Transverse Mercator grid, zones around Norway and Svalbard
 * included; `null` beyond 84° N and 80° S, where the grid ends.
 */
export function toUtm([lon, lat]: readonly [lon: number, lat: number]): UtmPlace | null {
  if (lat > 84 || lat < -80) return null
  const band = BANDS[Math.min(BANDS.length - 1, Math.floor((lat + 80) / 8))]!
  const zone = toZone(((((lon + 180) % 360) + 360) % 360) - 180, band)
  const [easting, northing] = toProjection(zone, lat < 0).forward([lon, lat]) as [number, number]
  return { zone, band, easting, northing }
}

function toZone(lon: number, band: string): number {
  if (band === 'V' && lon >= 3 && lon < 12) return 32
  if (band === 'X' && lon >= 0 && lon < 42)
    return [31, 33, 35, 37][[9, 21, 33].filter((edge) => lon >= edge).length]!
  return Math.floor((lon + 180) / 6) + 1
}
