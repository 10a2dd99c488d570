import type { Language } from '../model/schema.ts'
import { factsOf, localeOf } from './languages.ts'
import { wordsOf } from './words.ts'

/** To make one costs as much as to write a hundred numbers with it, or a hundred days. */
const numberFormats = new Map<string, Intl.NumberFormat>()
const dateFormats = new Map<string, Intl.DateTimeFormat>()

/** A whole or decimal number as a language writes it, with a true minus: to be read, and not for data. */
export function formatNumber(
  value: number | bigint,
  language: Language,
  options?: Intl.NumberFormatOptions,
): string {
  const key = `${language} ${JSON.stringify(options)}`
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(localeOf(language), options)
  numberFormats.set(key, format)
  return format.format(value).replaceAll('-', '−')
}

/** An area in square kilometres, with six digits at the most. */
export function formatSquareKilometers(squareMeters: number, language: Language): string {
  return `${formatNumber(squareMeters / 1e6, language, { maximumSignificantDigits: 6 })}\u00a0km²`
}

/** A day as a language writes it; with `options`, a day or a time otherwise. */
export function formatDay(
  date: Date,
  language: Language,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'long' },
): string {
  const key = `${language} ${JSON.stringify(options)}`
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(localeOf(language), options)
  dateFormats.set(key, format)
  const { firstDay } = factsOf(language)
  if (firstDay === null) return format.format(date)
  const parts = format.formatToParts(date)
  // Browsers' own forms know no ordinal: of a month in words the first day is one in French.
  const isWorded = parts.some(({ type, value }) => type === 'month' && !/^\d+$/.test(value))
  return parts
    .map(({ type, value }) => (isWorded && type === 'day' && value === '1' ? firstDay : value))
    .join('')
}

/** A day of the calendar (`2026-11-28`, ISO 8601) as a language writes it, the same wherever the reader is. */
export function formatIsoDay(day: string, language: Language): string {
  return formatDay(new Date(`${day}T12:00:00`), language)
}

/** Latitude and longitude as an atlas writes them, with the digits that the scale can show. */
export function formatLonLat(
  [lon, lat]: readonly [number, number],
  pixelMeters: number,
  language: Language,
): string {
  const digits = Math.max(1, Math.min(5, Math.ceil(Math.log10(111_000 / pixelMeters))))
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  const { n, s, e, w } = wordsOf('page', language).map.directions
  const latText = `${formatNumber(Math.abs(lat), language, options)}° ${lat < 0 ? s : n}`
  const lonText = `${formatNumber(Math.abs(lon), language, options)}° ${lon < 0 ? w : e}`
  return `${latText}, ${lonText}`
}
