import type { Language } from '../model/schema.ts'
import { formatNumber } from './format.ts'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size as people say it, in powers of ten: 12.3 MB, 12,3 Mo. */
export function formatSize(bytes: number, language: Language): string {
  let power = bytes >= 1 ? Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3)) : 0
  // 999,950 bytes would be said as 1,000 kB.
  if (bytes / 1000 ** power >= 999.5 && power < UNITS.length - 1) power++
  const value = bytes / 1000 ** power
  return formatNumber(value, language, {
    style: 'unit',
    unit: UNITS[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  })
}
