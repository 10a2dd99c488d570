import type { Tally } from '../../pipeline/geometry.ts'

export type Register = 'NPRI' | 'RETC' | 'TRI'
export type Medium = 'air' | 'water' | 'land' | 'underground' | 'total'

/**
 * What one facility released of one substance into one medium in one year: the schema that the three
 * registers are brought to. `total` stands where the register does not part the media, and for a
 * reported zero.
 */
export interface Release {
  readonly register: Register
  readonly facilityId: string
  readonly facility: string
  readonly municipality: string | null
  /** ISO 3166-2, or the register's own name where it states no code. */
  readonly stateProvince: string | null
  readonly country: 'CAN' | 'MEX' | 'USA'
  readonly lon: number
  readonly lat: number
  /** Six digits of the North American Industry Classification System, or as many as the register has. */
  readonly naics: string | null
  readonly substance: string
  /** A CAS Registry Number with a right check digit; groups of substances have none. */
  readonly cas: string | null
  readonly medium: Medium
  readonly kg: number
  /** `teq`: grams of toxic equivalents, weighted by harm: no mass, and not to be added to masses. */
  readonly basis: 'mass' | 'teq'
  readonly year: number
}

/** Avoirdupois pound: exactly so many kilograms (Federal Register 59-5442, 1959). */
const KG_PER_POUND = 0.45359237

/** Kilograms in one of a register's units; a unit that is not here is not guessed. */
const UNITS: Readonly<Record<string, { readonly kg: number; readonly basis: Release['basis'] }>> = {
  pounds: { kg: KG_PER_POUND, basis: 'mass' },
  grams: { kg: 1e-3, basis: 'mass' },
  kg: { kg: 1, basis: 'mass' },
  tonnes: { kg: 1e3, basis: 'mass' },
  'g teq': { kg: 1e-3, basis: 'teq' },
  'g teq(et)': { kg: 1e-3, basis: 'teq' },
}

/** So many digits survive a conversion: more than any register knows its quantities to. */
const SIGNIFICANT_DIGITS = 6

/**
 * A quantity in kilograms. Tallies `unit <name>` for each, `rounded` where digits were lost in it, and
 * `unknownUnits` where it gives `null`.
 */
export function toKilograms(
  quantity: number,
  unit: string,
  tally: Tally,
): { readonly kg: number; readonly basis: Release['basis'] } | null {
  const known = UNITS[unit.trim().toLowerCase()]
  if (!known) {
    tally.add('unknownUnits')
    return null
  }
  tally.add(`unit ${unit.trim().toLowerCase()}`)
  const exact = quantity * known.kg
  const kg = Number(exact.toPrecision(SIGNIFICANT_DIGITS))
  // What a double cannot hold is not what rounding took away.
  if (Math.abs(kg - exact) > Math.abs(exact) * 1e-12) tally.add('rounded')
  return { kg, basis: known.basis }
}

/**
 * A CAS Registry Number as `7439-92-1`, from any of the ways in which registers write one, or `null`
 * where the text is none or its check digit is wrong.
 */
export function toCas(text: string | undefined): string | null {
  const digits = (text ?? '').replaceAll(/[-\s]/g, '').replace(/^0+/, '')
  if (!/^\d{5,10}$/.test(digits)) return null
  // The check digit is the sum of the others, each times its place from the right, modulo 10.
  const [check, ...others] = [...digits].reverse().map(Number)
  const sum = others.reduce((total, digit, place) => total + digit * (place + 1), 0)
  if (sum % 10 !== check) return null
  return `${digits.slice(0, -3)}-${digits.slice(-3, -1)}-${digits.slice(-1)}`
}

/** Where each country's facilities can be, generously: west, south, east, north. */
const BOXES: Readonly<Record<Release['country'], readonly [number, number, number, number]>> = {
  CAN: [-141.1, 41.6, -52.5, 83.2],
  MEX: [-118.6, 14.4, -86.6, 32.8],
  USA: [-180, 17.5, -64.4, 71.6],
}

/**
 * A place, or `null` and a tally of why there is none: `unreadablePlaces` (no angle), `zeroPlaces`
 * (longitude and latitude 0: not filled in), `foreignPlaces` (outside the country, as where a minus sign
 * was lost).
 */
export function toPlace(
  lon: number,
  lat: number,
  country: Release['country'],
  tally: Tally,
): { readonly lon: number; readonly lat: number } | null {
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
    tally.add('unreadablePlaces')
    return null
  }
  if (lon === 0 && lat === 0) {
    tally.add('zeroPlaces')
    return null
  }
  const [west, south, east, north] = BOXES[country]
  if (lon < west || lon > east || lat < south || lat > north) {
    tally.add('foreignPlaces')
    return null
  }
  return { lon, lat }
}

/** A quantity as registers write them, with or without thousands' commas; `NaN` for any other text. */
export function toNumber(text: string | undefined): number {
  const plain = (text ?? '').trim()
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) return Number(plain.replaceAll(',', ''))
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN
}
