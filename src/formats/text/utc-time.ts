const PARTS =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/

/** Whether a time of ISO 8601 says its offset from universal time. */
export function hasZone(text: string): boolean {
  return PARTS.exec(text)?.[4] !== undefined
}

/**
 * A day or a time of ISO 8601 (`isIsoDate`, `isIsoDateTime`) as GeoPackage asks for it (OGC 12-128r17 table 1):
 * in universal time, to the millisecond or as finely as it is given: `2020-02-29T18:30:00.500Z`. One without a
 * zone is taken for universal time.
 */
export function toUtcTime(text: string): string {
  const [, day, time = '00:00', seconds = '00', zone = 'Z'] = PARTS.exec(text)!
  // Offsets are whole minutes: the seconds stay as they are, leap seconds and all.
  const minute = new Date(Date.parse(`${day}T${time}:00Z`) - offsetMinutes(zone) * 60_000)
  const [whole, fraction = ''] = seconds.split('.')
  return `${minute.toISOString().slice(0, 16)}:${whole}.${fraction.padEnd(3, '0')}Z`
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (60 * Number(zone.slice(1, 3)) + Number(zone.slice(3).replace(':', '')))
}
