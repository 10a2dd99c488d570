import { parseAngle } from './parse-angle.ts'

export type PairOrder = 'lat-lon' | 'lon-lat'

/**
 * Longitude and latitude from a text that holds both, in degrees in any of the spellings of `parseAngle`:
 * `45.5019, -73.5674`, `(19.4326; -99.1332)`, `45°30′N 73°34′W`. `null` for any other text.
 */
export function parsePair(
  text: string,
  order: PairOrder,
): readonly [lon: number, lat: number] | null {
  const plain = text.trim().replace(/^[([{]\s*|\s*[)\]}]$/g, '')
  for (const [first, second] of halvesOf(plain)) {
    const [lonText, latText] = order === 'lon-lat' ? [first, second] : [second, first]
    const lon = parseAngle(toDecimalPoint(lonText), 'lon')
    const lat = parseAngle(toDecimalPoint(latText), 'lat')
    if (!Number.isNaN(lon) && !Number.isNaN(lat)) return [lon, lat]
  }
  return null
}

const toDecimalPoint = (text: string): string =>
  /^\s*-?\d+,\d+\s*$/.test(text) ? text.replace(',', '.') : text

/** The ways in which a text may be cut into two. */
function* halvesOf(text: string): Generator<readonly [string, string]> {
  for (const separator of [/\s*;\s*/, /,\s+/, /\s*,\s*/, /\s*\/\s*/]) {
    const parts = text.split(separator)
    if (parts.length === 2) yield [parts[0]!, parts[1]!]
  }
  const words = text.split(/\s+/)
  const middle = words.length / 2
  if (words.length > 1 && Number.isInteger(middle)) {
    yield [words.slice(0, middle).join(' '), words.slice(middle).join(' ')]
  }
}
