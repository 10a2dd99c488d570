/** A calendar date of ISO 8601 in its extended form: `2026-11-23`. */
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** A date and time of RFC 3339, the zone optional, as FlatGeobuf and GDAL write them. */
const DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?$/

export function isIsoDate(text: string): boolean {
  return DATE.test(text)
}

export function isIsoDateTime(text: string): boolean {
  return DATE_TIME.test(text)
}
