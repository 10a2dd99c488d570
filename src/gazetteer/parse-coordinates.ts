import { fromNaaf } from '../geo/naaf.ts'
import { parseAngle, parseMeters } from '../geo/parse-angle.ts'
import { parsePair } from '../geo/parse-pair.ts'
import { fromUtm } from '../geo/utm.ts'

/** How a text was read as a place. */
export type CoordinateReading = 'lat-lon' | 'lon-lat' | 'utm' | 'naaf'

export interface ReadCoordinates {
  readonly reading: CoordinateReading
  readonly place: readonly [lon: number, lat: number]
}

/**
 * The places that a text may mean as coordinates, the likelier first: longitude and latitude in degrees, with
 * minutes and seconds, in either order (`19°26′N 99°08′W`, `19,43; -99,13`), UTM with its zone and band
 * (`14Q 486000 2148000`), or metres of the Framework's plane, x and y (`120000 -2300000`). Where no letter says
 * which number is the latitude and both may be, both readings are given. Empty where it is none of these.
 */
export function parseCoordinates(text: string): readonly ReadCoordinates[] {
  const trimmed = text.trim()
  if (trimmed.length > 100 || !/\d/.test(trimmed)) return []
  const utm = parseUtm(trimmed)
  if (utm) return [{ reading: 'utm', place: utm }]
  const readings = (['lat-lon', 'lon-lat'] as const).flatMap((reading): ReadCoordinates[] => {
    const place = parsePair(trimmed, reading) ?? parseLettered(trimmed, reading)
    return place && isOnEarth(place) ? [{ reading, place }] : []
  })
  const hasSides = /[nsewo](?![a-z])/i.test(trimmed)
  if (readings.length > 0) return hasSides ? readings.slice(0, 1) : byLikelihood(readings)
  const naaf = parsePlane(trimmed)
  return naaf ? [{ reading: 'naaf', place: naaf }] : []
}

/** `19°26′N 99°08′W` without a space between, or `N 19 26 W 99 8`: cut where a letter of a side begins or ends. */
function parseLettered(text: string, order: 'lat-lon' | 'lon-lat') {
  const after = /^(.*?[nsewo])\s*[,;]?\s*(.*[nsewo])$/i.exec(text)
  const before = /^([nsewo].*?)\s*[,;]?\s*([nsewo].*)$/i.exec(text)
  for (const match of [after, before]) {
    if (!match) continue
    const [latText, lonText] = order === 'lat-lon' ? [match[1]!, match[2]!] : [match[2]!, match[1]!]
    const [lon, lat] = [parseAngle(lonText, 'lon'), parseAngle(latText, 'lat')]
    if (!Number.isNaN(lon) && !Number.isNaN(lat)) return [lon, lat] as const
  }
  return null
}

const isOnEarth = ([lon, lat]: readonly [number, number]) =>
  Math.abs(lat) <= 90 && Math.abs(lon) <= 180

/** The one in North America before the other. */
function byLikelihood(readings: readonly ReadCoordinates[]): readonly ReadCoordinates[] {
  const isHere = ({ place: [lon, lat] }: ReadCoordinates) => lon < -10 && lat > 0
  return readings.toSorted((a, b) => Number(isHere(b)) - Number(isHere(a)))
}

/** Zone, letter of the band (or N and S for the hemisphere where the zone is written apart), easting, northing. */
const UTM =
  /^(\d{1,2})\s*([c-hj-np-x])[\s,;]+(\d{6}(?:[.,]\d+)?)\s*m?\s*e?[\s,;]+(\d{1,8}(?:[.,]\d+)?)\s*m?\s*n?$/i

function parseUtm(text: string): readonly [number, number] | null {
  const match = UTM.exec(text)
  const zone = Number(match?.[1])
  if (!match || zone < 1 || zone > 60) return null
  const place = fromUtm(
    zone,
    match[2]!.toUpperCase() < 'N',
    parseMeters(match[3]!),
    parseMeters(match[4]!),
  )
  return isOnEarth(place) ? place : null
}

/** Metres are six or seven digits, which degrees never are. */
function parsePlane(text: string): readonly [number, number] | null {
  const match =
    /^x?\s*[:=]?\s*([+−-]?\d{4,7}(?:\.\d+)?)\s*m?\s*[,;\s]\s*y?\s*[:=]?\s*([+−-]?\d{4,7}(?:\.\d+)?)\s*m?$/i.exec(
      text,
    )
  if (!match) return null
  const [x, y] = [match[1]!, match[2]!].map((part) => parseMeters(part))
  return fromNaaf(x!, y!)
}
