import { toNaaf } from '../geo/naaf.ts'
import { toUtm } from '../geo/utm.ts'

/** The notations in which `parseCoordinates` reads a place. */
export const NOTATIONS = ['degrees', 'minutes', 'utm', 'naaf'] as const
export type Notation = (typeof NOTATIONS)[number]

/** Letters of the sides in a language. */
export interface Sides {
  readonly n: string
  readonly s: string
  readonly e: string
  readonly w: string
}

/**
 * A place (WGS 84) in a notation, as text that programs and `parseCoordinates` read: latitude first in degrees
 * (`19.4326, -99.1332`) and in minutes and seconds (`19°25′57″N 99°08′00″W`), easting first in UTM, x first in the
 * Framework's plane; ten metres are seen. `null` beyond the grid of UTM.
 */
export function formatCoordinates(
  place: readonly [lon: number, lat: number],
  notation: Notation,
  { n, s, e, w }: Sides,
): string | null {
  const [lon, lat] = place
  switch (notation) {
    case 'degrees':
      return `${lat.toFixed(4)}, ${lon.toFixed(4)}`
    case 'minutes':
      return `${toMinutes(lat)}${lat < 0 ? s : n} ${toMinutes(lon)}${lon < 0 ? w : e}`
    case 'utm': {
      const utm = toUtm(place)
      if (!utm) return null
      return `${utm.zone}${utm.band} ${Math.round(utm.easting)} ${Math.round(utm.northing)}`
    }
    case 'naaf': {
      const [x, y] = toNaaf(lon, lat)
      return `${Math.round(x)} ${Math.round(y)}`
    }
  }
}

/** The size of an angle in degrees, minutes and whole seconds. */
function toMinutes(degrees: number): string {
  const seconds = Math.round(Math.abs(degrees) * 3600)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}°${two(Math.floor(seconds / 60) % 60)}′${two(seconds % 60)}″`
}
