import type { Language } from '../../geo/layer-schema.ts'
import { toNaaf } from '../../geo/naaf.ts'
import { LOCALES } from '../../i18n/index.ts'

const DIRECTIONS: Readonly<Record<Language, { n: string; s: string; e: string; w: string }>> = {
  en: { n: 'N', s: 'S', e: 'E', w: 'W' },
  fr: { n: 'N', s: 'S', e: 'E', w: 'O' },
  es: { n: 'N', s: 'S', e: 'E', w: 'O' },
}

/** Latitude and longitude as an atlas writes them, with the digits that the scale can show. */
export function formatLonLat(
  [lon, lat]: readonly [number, number],
  pixelMeters: number,
  language: Language,
): string {
  const digits = Math.max(1, Math.min(5, Math.ceil(Math.log10(111_000 / pixelMeters))))
  const number = new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  const { n, s, e, w } = DIRECTIONS[language]
  const latText = `${number.format(Math.abs(lat))}° ${lat < 0 ? s : n}`
  const lonText = `${number.format(Math.abs(lon))}° ${lon < 0 ? w : e}`
  return `${latText}, ${lonText}`
}

/** Easting and northing in the Framework's plane, in whole metres rounded to what the scale can show. */
export function formatNaaf(
  [lon, lat]: readonly [number, number],
  pixelMeters: number,
  language: Language,
): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(pixelMeters)))
  const number = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 0 })
  const [x, y] = toNaaf(lon, lat).map((meters) => {
    const rounded = Math.round(meters / step) * step
    return number.format(rounded === 0 ? 0 : rounded).replace('-', '−')
  })
  return `x ${x} m, y ${y} m`
}

export interface ScaleBar {
  readonly meters: number
  readonly pixels: number
}

/** The longest scale bar of 1, 2 or 5 times a power of ten that is no longer than `maxPixels`. */
export function toScaleBar(pixelMeters: number, maxPixels: number): ScaleBar {
  const longest = pixelMeters * maxPixels
  const power = 10 ** Math.floor(Math.log10(longest))
  const meters = power * ([5, 2, 1].find((step) => step * power <= longest) ?? 1)
  return { meters, pixels: meters / pixelMeters }
}

/** A distance in kilometres, or in metres below one. */
export function formatDistance(meters: number, language: Language): string {
  const kilometers = meters >= 1000
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit: kilometers ? 'kilometer' : 'meter',
  }).format(kilometers ? meters / 1000 : meters)
}
