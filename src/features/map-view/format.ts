import { toNaaf } from '../../geo/naaf.ts'
import type { Language } from '../../model/schema.ts'
import { formatNumber } from '../../words/format.ts'

/** Easting and northing in the Framework's plane, in whole metres rounded to what the scale can show. */
export function formatNaaf(
  [lon, lat]: readonly [number, number],
  pixelMeters: number,
  language: Language,
): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(pixelMeters)))
  const [x, y] = toNaaf(lon, lat).map((meters) => {
    const rounded = Math.round(meters / step) * step
    return formatNumber(rounded === 0 ? 0 : rounded, language, { maximumFractionDigits: 0 })
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
  const unit = kilometers ? 'kilometer' : 'meter'
  return formatNumber(kilometers ? meters / 1000 : meters, language, { style: 'unit', unit })
}
