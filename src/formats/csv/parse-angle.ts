/** Signs that people write for degrees, minutes and seconds, typographic and not. */
const DEGREES = '[°ºd˚*:\\s]'
const MINUTES = "[′'’´`m:\\s]"
const SECONDS = "[″\"”“¨s\\s]|''|′′|’’"

const ANGLE = new RegExp(
  `^([NSEWOLnsewol])?\\s*([+-−–])?\\s*(\\d{1,3}(?:[.,]\\d+)?)\\s*(?:${DEGREES}+\\s*(?:(\\d{1,2}(?:[.,]\\d+)?)\\s*(?:${MINUTES}+\\s*(?:(\\d{1,2}(?:[.,]\\d+)?)\\s*(?:${SECONDS})*)?)?)?)?\\s*([NSEWOLnsewol])?$`,
)

/** In Spanish and French the west begins with an O (oeste, ouest), and in Portuguese the east with an L. */
const NEGATIVE = /[SWOswo]/

/**
 * An angle in degrees from a text in decimal degrees, degrees and minutes, or degrees, minutes and
 * seconds (`19°25'42.5"N`, `-99 08 00`, `O 99:08,5`); `NaN` for any other text.
 */
export function parseAngle(text: string): number {
  const trimmed = text.trim()
  if (trimmed === '') return Number.NaN
  const plain = Number(trimmed)
  if (!Number.isNaN(plain)) return plain
  const match = ANGLE.exec(trimmed)
  if (!match) return Number.NaN
  const [, before, sign, degrees, minutes = '0', seconds = '0', after] = match
  const [d, m, s] = [degrees!, minutes, seconds].map((part) => Number(part.replace(',', '.')))
  if (m! >= 60 || s! >= 60) return Number.NaN
  const size = d! + m! / 60 + s! / 3600
  const isNegative = (sign !== undefined && sign !== '+') || NEGATIVE.test(before ?? after ?? '')
  return isNegative ? -size : size
}
