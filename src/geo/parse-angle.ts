/** Which of the two an angle is: a north in a longitude is a mistake, and no longitude. */
export type Axis = 'lon' | 'lat'

/**
 * An angle in degrees from a text in decimal degrees, degrees and minutes, or degrees, minutes and
 * seconds, in the spellings of English, French and Spanish registers (`19°25'42.5"N`, `-99 08 00`,
 * `O 99:08,5`, `99d 8m 0s W`, `102 grados 17 minutos oeste`); `NaN` for any other text. West and south
 * are negative.
 */
export function parseAngle(text: string, axis?: Axis): number {
  const trimmed = text.trim()
  if (trimmed === '') return Number.NaN
  if (DECIMAL.test(trimmed)) return Number(trimmed)
  const { rest, side } = takeSide(toPlainSigns(trimmed))
  if (side === null || (axis && side !== '' && AXIS_OF_SIDE[side] !== axis)) return Number.NaN
  const match = PARTS.exec(rest) ?? DOTTED.exec(rest) ?? (side === '' ? null : PACKED.exec(rest))
  if (!match) return Number.NaN
  const [, sign, degrees, minutes, seconds] = match
  const size = toDegrees(degrees!, minutes, seconds)
  return size > 0 && (sign === '-' || side === 'S' || side === 'W') ? -size : size
}

/**
 * An angle whose degrees, minutes and seconds stand in one number, as in INEGI's tables of
 * localities: `1021745` is 102° 17′ 45″. `NaN` where the digits cannot be that.
 */
export function parsePackedAngle(text: string): number {
  const match = /^\s*([+-])?(\d{1,3})(\d\d)(\d\d(?:\.\d+)?)\s*$/.exec(text)
  if (!match) return Number.NaN
  const [, sign, degrees, minutes, seconds] = match
  const size = toDegrees(degrees!, minutes, seconds)
  return sign === '-' && size > 0 ? -size : size
}

/** A coordinate of a plane: `389389.43`, `389,389.43`, `389 389,43`; `NaN` for any other text. */
export function parseMeters(text: string): number {
  const plain = text.trim().replace(/^[−–—]/u, '-')
  const isGrouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(plain)
  const number = (isGrouped ? plain.replaceAll(',', '') : plain.replaceAll(/[\s\u00a0]/g, ''))
    .replace(/m$/i, '')
    .replace(',', '.')
  return DECIMAL.test(number) ? Number(number) : Number.NaN
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/
const NUMBER = String.raw`\d{1,3}(?:[.,]\d+)?`
/** Degrees alone, or with minutes, or with minutes and seconds, after `toPlainSigns`. */
const PARTS = new RegExp(
  `^([+-])?\\s*(${NUMBER})\\s*(?:[°:_\\s-]\\s*(?:(${NUMBER})\\s*(?:[':_\\s-]\\s*(?:(${NUMBER})\\s*"?)?)?)?)?$`,
)
/** Degrees, minutes and seconds with dots between, as in aeronautical tables: two dots are no decimal. */
const DOTTED = /^([+-])?(\d{1,3})\.(\d{1,2})\.(\d{1,2}(?:[.,]\d+)?)$/
/** Of digits alone, where a letter says that it is an angle: `192542N`, `1021745W`. */
const PACKED = /^([+-])?(\d{2,3})(\d\d)(\d\d(?:[.,]\d+)?)$/

/** Signs and words that people write for degrees, minutes, seconds and minus, as one sign each. */
function toPlainSigns(text: string): string {
  return text
    .replace(/^\s*[−–—]/u, '-')
    .replaceAll(/\b(?:grados?|degr[eé]s?|degrees?|deg|gr)\b\.?/giu, '°')
    .replaceAll(/\b(?:minutos?|minutes?|min)\b\.?/giu, "'")
    .replaceAll(/\b(?:segundos?|secondes?|seconds?|seg|sec)\b\.?/giu, '"')
    .replaceAll(/(\d)\s*d(?=[\s\d.]|$)/gi, '$1°')
    .replaceAll(/(\d)\s*m(?=[\s\d.]|$)/gi, "$1'")
    .replaceAll(/[º˚*]/g, '°')
    .replaceAll(/[′’‘´`]/g, "'")
    .replaceAll(/[″”“¨]|''/g, '"')
}

const SIDES: Readonly<Record<string, string>> = {
  n: 'N',
  north: 'N',
  norte: 'N',
  nord: 'N',
  s: 'S',
  south: 'S',
  sur: 'S',
  sud: 'S',
  sul: 'S',
  e: 'E',
  east: 'E',
  este: 'E',
  est: 'E',
  l: 'E',
  leste: 'E',
  w: 'W',
  west: 'W',
  // In Spanish and French the west begins with an O; in Portuguese the east with an L.
  o: 'W',
  oeste: 'W',
  ouest: 'W',
}
const AXIS_OF_SIDE: Readonly<Record<string, Axis>> = { N: 'lat', S: 'lat', E: 'lon', W: 'lon' }

/** Takes the word or letter of the side from either end; `null` where both ends have one. */
function takeSide(text: string): { readonly rest: string; readonly side: string | null } {
  // An s after digits of seconds is their sign, and the south only where nothing else says seconds.
  const plain = text.replace(/(\d\s*'\s*\d+(?:[.,]\d+)?)\s*s\b/i, '$1"')
  const before = /^\(?([a-z]+)\)?[.:\s]*(?=[+\-\d])/i.exec(plain)
  const after = /[\s,]*\(?([a-z]+)\)?\.?\s*$/i.exec(plain)
  const first = before && SIDES[before[1]!.toLowerCase()]
  const last = after && SIDES[after[1]!.toLowerCase()]
  const rest = plain.slice(first ? before[0].length : 0, last ? after.index : undefined).trim()
  return { rest, side: first && last ? null : (first ?? last ?? '') }
}

/** Sixty seconds are what rounding makes of 59.99; a part of a part with more than it can hold is none. */
function toDegrees(degrees: string, minutes = '0', seconds = '0'): number {
  const [d, m, s] = [degrees, minutes, seconds].map((part) => Number(part.replace(',', '.')))
  const hasSmaller = m! > 0 || s! > 0
  if (
    m! > 60 ||
    s! > 60 ||
    (hasSmaller && !Number.isInteger(d)) ||
    (s! > 0 && !Number.isInteger(m))
  ) {
    return Number.NaN
  }
  return d! + m! / 60 + s! / 3600
}
