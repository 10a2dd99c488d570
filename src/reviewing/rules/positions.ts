import type { Geometry, Position } from 'geojson'
import { NAAF_EXTENT, toNaaf } from '../../geo/naaf.ts'
import { eachPosition } from '../../geo/positions.ts'
import { Hits } from '../finding.ts'
import type { Place, Places } from '../places.ts'
import type { Rule, Subject } from '../rule.ts'

/** Nearer to where the axes meet than this is on it: a place is not given to the centimetre there by chance. */
const ORIGIN_DEGREES = 1e-6
const ORIGIN_METERS = 0.01

/** Borders and coasts are drawn for 1:10,000,000, where half a millimetre is five kilometres. */
const BORDER_METERS = 5_000
/** Coordinates that are mended may be as far from what is stated as coasts and islands are. */
const HOME_METERS = 25_000
/** Farther off is no matter of how borders are drawn, nor of a platform or an island off the coast. */
const FAR_METERS = 100_000

/** How far beyond the sheet something may reach: data are clipped along lines that are not the sheet's own. */
const BEYOND_SHEET_METERS = 100_000

/** Where more than these lie off the sheet, and more than those that a sign or an order would bring back, the layer reaches farther than the Framework. */
const FEW_OUTSIDE = 20

/** Where each feature lies, and what may be wrong where that is nowhere near the Framework. */
export const positions: Rule = {
  codes: [
    'geometry-missing',
    'null-island',
    'plane-origin',
    'longitude-sign',
    'coordinates-swapped',
    'beyond-earth',
    'outside-framework',
    'outside-stated-place',
    'far-outside-stated-place',
  ],
  begin(subject) {
    const missing = new Hits()
    const nullIsland = new Hits()
    const origin = new Hits()
    const sign = new Hits()
    const swapped = new Hits()
    const beyond = new Hits()
    const outside = new Hits()
    const near = new Hits()
    const far = new Hits()
    const guesses: { readonly row: number; readonly place: string; readonly mistaken: Hits }[] = []
    const planeOrigin = toPlaneOrigin(subject)
    const { places } = subject
    const stated = places && toStatedPlaces(subject, places)
    const isWorldwide = isMostlyOutside(subject)
    return {
      visit(row, geometry) {
        if (!geometry || isWithoutPosition(geometry)) {
          missing.add(row)
          return
        }
        const found = survey(geometry, planeOrigin)
        const { first } = found
        if (found.isAtNullIsland) {
          nullIsland.add(row)
          return
        }
        if (found.isAtPlaneOrigin) {
          origin.add(row)
          return
        }
        const [lon, lat] = found.outlier ?? first
        if (found.outlier && isWorldwide) return
        const statedPlaces = stated?.(row) ?? null
        if (found.outlier) {
          const place = `${toDegrees(lon!)}, ${toDegrees(lat!)}`
          const isSwapped = found.isWhollyOff && isHome(lat!, lon!, statedPlaces, places)
          const isMirrored = found.isWhollyOff && isHome(-lon!, lat!, statedPlaces, places)
          const mistaken = isSwapped ? swapped : isMirrored ? sign : null
          // Of what names no place it is a guess, which holds as long as few lie elsewhere.
          if (mistaken && !statedPlaces) guesses.push({ row, place, mistaken })
          else (mistaken ?? (found.isBeyondEarth ? beyond : outside)).add(row, place)
          return
        }
        if (!places || !statedPlaces || geometry.type !== 'Point') return
        if (places.isIn(lon!, lat!, statedPlaces)) return
        const meters = places.distanceMeters(lon!, lat!, statedPlaces)
        if (!(meters > BORDER_METERS)) return
        if (isHome(lat!, lon!, statedPlaces, places))
          swapped.add(row, `${toDegrees(lon!)}, ${toDegrees(lat!)}`)
        // At sea it may be an island that the map does not have, a platform, or a reserve of the sea.
        else if (meters > FAR_METERS && places.at(lon!, lat!)) far.add(row, toKilometers(meters))
        else near.add(row, toKilometers(meters))
      },
      finish() {
        const isElsewhere = outside.count > Math.max(FEW_OUTSIDE, guesses.length)
        for (const { row, place, mistaken } of guesses) {
          const hits = isElsewhere ? outside : mistaken
          hits.add(row, place)
        }
        return [
          ...missing.toFindings({
            code: 'geometry-missing',
            // A layer of which nothing is on the map is none.
            severity: missing.count === subject.rows.length ? 'error' : 'warning',
            values: { total: subject.rows.length },
          }),
          ...nullIsland.toFindings({
            code: 'null-island',
            severity: 'error',
            fix: { kind: 'remove-geometry' },
          }),
          ...origin.toFindings({
            code: 'plane-origin',
            severity: 'error',
            fix: { kind: 'remove-geometry' },
          }),
          ...sign.toFindings({
            code: 'longitude-sign',
            severity: 'error',
            fix: { kind: 'negate-longitude' },
          }),
          ...swapped.toFindings({
            code: 'coordinates-swapped',
            severity: 'error',
            fix: { kind: 'swap-coordinates' },
          }),
          ...beyond.toFindings({
            code: 'beyond-earth',
            severity: 'error',
            fix: { kind: 'remove-geometry' },
          }),
          ...outside.toFindings({ code: 'outside-framework', severity: 'error' }),
          ...far.toFindings({
            code: 'far-outside-stated-place',
            severity: 'error',
            values: { km: FAR_METERS / 1000 },
          }),
          ...near.toFindings({
            code: 'outside-stated-place',
            severity: 'warning',
            values: { km: BORDER_METERS / 1000 },
          }),
        ]
      },
    }
  },
}

const toDegrees = (value: number): string => String(Math.round(value * 1e5) / 1e5)
const toKilometers = (meters: number): string => `${Math.round(meters / 1000)} km`

function isWithoutPosition(geometry: Geometry): boolean {
  let isEmpty = true
  eachPosition(geometry, ([x]) => {
    if (x !== undefined) isEmpty = false
  })
  return isEmpty
}

interface Surveyed {
  readonly first: Position
  /** The first position that the Framework's sheet does not have. */
  readonly outlier: Position | null
  readonly isBeyondEarth: boolean
  /** Whether none of its positions is on the sheet. */
  readonly isWhollyOff: boolean
  readonly isAtNullIsland: boolean
  readonly isAtPlaneOrigin: boolean
}

function survey(geometry: Geometry, planeOrigin: Position | null): Surveyed {
  let first: Position | null = null
  let outlier: Position | null = null
  let isBeyondEarth = false
  let isWhollyOff = true
  let isAtNullIsland = false
  let isAtPlaneOrigin = false
  const isPoint = geometry.type === 'Point'
  eachPosition(geometry, (position) => {
    const [lon, lat] = position as [number, number]
    first ??= position
    if (Math.abs(lon) < ORIGIN_DEGREES && Math.abs(lat) < ORIGIN_DEGREES) isAtNullIsland = true
    if (
      planeOrigin &&
      isPoint &&
      Math.abs(lon - planeOrigin[0]!) < ORIGIN_METERS / 70_000 &&
      Math.abs(lat - planeOrigin[1]!) < ORIGIN_METERS / 111_000
    ) {
      isAtPlaneOrigin = true
    }
    const isBeyond = !(Math.abs(lat) <= 90.000001 && Math.abs(lon) <= 360)
    if (isBeyond || !isOnFramework(lon, lat)) {
      outlier ??= position
      if (isBeyond) isBeyondEarth = true
    } else isWhollyOff = false
  })
  return { first: first!, outlier, isBeyondEarth, isWhollyOff, isAtNullIsland, isAtPlaneOrigin }
}

function isOnFramework(lon: number, lat: number): boolean {
  const [x, y] = toNaaf(lon, lat)
  return Math.max(Math.abs(x), Math.abs(y)) <= NAAF_EXTENT[2] + BEYOND_SHEET_METERS
}

/** So many features of the published edition tell whether it is of the Framework at all. */
const SAMPLE = 200

/** Whether the published edition itself lies elsewhere, such as the land that is drawn around the sheet. */
export function isMostlyOutside({ published }: Pick<Subject, 'published'>): boolean {
  if (!published) return false
  const step = Math.max(1, Math.floor(published.length / SAMPLE))
  let [outside, count] = [0, 0]
  for (let row = 0; row < published.length; row += step) {
    const geometry = published.geometry(row)
    if (!geometry || isWithoutPosition(geometry)) continue
    count++
    if (survey(geometry, null).outlier) outside++
  }
  return outside > count / 2
}

/** Whether a position is in what a row states, or, where it states nothing, in one of the three countries. */
function isHome(
  lon: number,
  lat: number,
  stated: readonly Place[] | null,
  places: Places | null,
): boolean {
  if (!places || !(Math.abs(lat) <= 90)) return false
  if (!stated) return places.at(lon, lat) !== null
  return places.isIn(lon, lat, stated) || places.distanceMeters(lon, lat, stated) < HOME_METERS
}

/** Where a projected system's axes meet: positions that were never filled in lie there. */
function toPlaneOrigin({ crs }: Subject): Position | null {
  if (crs.how === 'unknown' || crs.crs.kind !== 'projected') return null
  const origin = crs.crs.toWgs84(0, 0)
  return origin.every(Number.isFinite) ? origin : null
}

/** What each row states of its place: states where they are known by that name, else its country. */
function toStatedPlaces(
  { rows, roles }: Subject,
  places: Places,
): (row: number) => readonly Place[] | null {
  const { country: countryField, state: stateField } = roles
  const ofCountry = new Map<string, readonly Place[]>()
  const known = new Map<string, readonly Place[] | null>()
  return (row) => {
    const country = countryField === undefined ? null : rows.value(row, countryField)
    const state = stateField === undefined ? null : rows.value(row, stateField)
    const key = `${String(country)}\u0000${String(state)}`
    const before = known.get(key)
    if (before !== undefined) return before
    const code = places.countryOf(country)
    let found: readonly Place[] | null = null
    // A country that is none of the three is no state of theirs either.
    if (code !== null || country === null) found = places.statesOf(state, code)
    // A state that is not known may be a territory that the map has under no country.
    const isUnnamed = typeof state !== 'string' || state === ''
    if (isUnnamed && code !== null) {
      found = ofCountry.get(code) ?? places.ofCountry(code)
      ofCountry.set(code, found)
    }
    const stated = found && found.length > 0 ? found : null
    known.set(key, stated)
    return stated
  }
}
