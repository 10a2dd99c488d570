import runs from './crs-axes.json' with { type: 'json' }

/**
 * Whether the first axis of an EPSG system is the latitude or the northing, by its code (EPSG Geodetic
 * Parameter Dataset; `crs-axes.json` has the first and last code of each run of such systems).
 */
export function isNorthingFirst(code: number): boolean {
  for (let at = 0; at < runs.length; at += 2) {
    if (code >= runs[at]! && code <= runs[at + 1]!) return true
  }
  return false
}
