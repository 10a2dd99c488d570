import { type Crs, type CrsResult, NAAF, parseCrs, WEB_MERCATOR, WGS84 } from './crs.ts'
import type { CrsName } from './crs-names.ts'

const NAMED_CRS: Readonly<Record<CrsName, Crs>> = {
  wgs84: WGS84,
  naaf: NAAF,
  webmercator: WEB_MERCATOR,
}

/**
 * The system that someone names: one of `CRS_NAMES`, the digits of an EPSG code alone, or anything
 * that `parseCrs` reads (`EPSG:n`, WKT, PROJJSON, a PROJ string).
 */
export async function findCrs(text: string): Promise<CrsResult> {
  const plain = text.trim()
  const named = Object.entries(NAMED_CRS).find(([name]) => name === plain.toLowerCase())
  if (named) return { ok: true, crs: named[1] }
  return parseCrs(/^\d{4,6}$/.test(plain) ? `EPSG:${plain}` : plain)
}
