import type { Language } from '../../model/schema.ts'
import { formatNumber } from '../../words/format.ts'

const METERS_OF_MILE = 1609.344

/** So many digits after the point that five of all are given, which is more than a drawing bears. */
function fiveDigits(value: number): Intl.NumberFormatOptions {
  const whole = Math.max(1, Math.floor(Math.log10(Math.max(1, value))) + 1)
  return { maximumFractionDigits: Math.max(0, 5 - whole) }
}

/** A length in kilometres, in metres below one; in English in miles too. */
export function formatLength(meters: number, language: Language): string {
  const isShort = meters < 1000
  const value = isShort ? meters : meters / 1000
  const text = formatNumber(value, language, {
    ...fiveDigits(value),
    style: 'unit',
    unit: isShort ? 'meter' : 'kilometer',
  })
  if (language !== 'en') return text
  const miles = meters / METERS_OF_MILE
  return `${text} (${formatNumber(miles, language, { ...fiveDigits(miles), style: 'unit', unit: 'mile' })})`
}

/** An area in square kilometres, in square metres below one; in English in square miles too. */
export function formatArea(squareMeters: number, language: Language): string {
  const isSmall = squareMeters < 1_000_000
  const value = isSmall ? squareMeters : squareMeters / 1_000_000
  const text = `${formatNumber(value, language, fiveDigits(value))}\u00a0${isSmall ? 'm²' : 'km²'}`
  if (language !== 'en') return text
  const miles = squareMeters / METERS_OF_MILE ** 2
  return `${text} (${formatNumber(miles, language, fiveDigits(miles))}\u00a0mi²)`
}

/** A direction in degrees, with a digit after the point. */
export function formatBearing(degrees: number, language: Language): string {
  return `${formatNumber(degrees, language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}°`
}

/** A length along a profile, in kilometres. */
export function toKilometers(meters: number, language: Language): string {
  return formatNumber(meters / 1000, language, {
    style: 'unit',
    unit: 'kilometer',
    maximumFractionDigits: meters < 100_000 ? 1 : 0,
  })
}
