/**
 * A number of JSON (RFC 8259 section 6) read from its bytes: the same double as `JSON.parse` gives, without a text
 * being made of it for nearly all that files have.
 */
export class NumberBytes {
  /** Where the last number ended. */
  end = 0

  /**
   * The number that begins at `start`. NaN where none does, or one of very many digits; whether what follows may follow
   * a number is for the caller to judge. Something that is part of no number has to stand after it: the end of the bytes
   * is not looked for.
   */
  read(bytes: Uint8Array, start: number): number {
    let at = start
    let byte = bytes[at]!
    const isNegative = byte === MINUS
    if (isNegative) byte = bytes[++at]!
    // The first nine digits that count, and the next nine.
    let high = 0
    let low = 0
    let digits = 0
    if (byte === ZERO) {
      byte = bytes[++at]!
      if (isDigit(byte)) return Number.NaN
    } else {
      if (!isDigit(byte)) return Number.NaN
      for (; isDigit(byte) && digits < HALF; byte = bytes[++at]!) {
        high = high * 10 + (byte - ZERO)
        digits++
      }
      for (; isDigit(byte) && digits < 2 * HALF; byte = bytes[++at]!) {
        low = low * 10 + (byte - ZERO)
        digits++
      }
    }
    let decimals = 0
    if (byte === POINT) {
      byte = bytes[++at]!
      if (!isDigit(byte)) return Number.NaN
      const first = at
      // Zeros before the first digit that counts only shift the others.
      if (digits === 0) while (byte === ZERO) byte = bytes[++at]!
      for (; isDigit(byte) && digits < HALF; byte = bytes[++at]!) {
        high = high * 10 + (byte - ZERO)
        digits++
      }
      for (; isDigit(byte) && digits < 2 * HALF; byte = bytes[++at]!) {
        low = low * 10 + (byte - ZERO)
        digits++
      }
      decimals = at - first
    }
    const isLong = isDigit(byte) || decimals > MOST_DECIMALS
    if (isLong || byte === SMALL_E || byte === LARGE_E) return this.#readText(bytes, start, at)
    this.end = at
    const value =
      digits <= HALF
        ? high / POWERS[decimals]!
        : toQuotient(high * POWERS[digits - HALF]!, low, decimals)
    // What lies too close to the middle between two doubles is left to the engine.
    if (Number.isNaN(value)) return this.#readText(bytes, start, at)
    return isNegative ? -value : value
  }

  /** A number of more digits than are counted above, or with an exponent; it has been looked at up to `from`. */
  #readText(bytes: Uint8Array, start: number, from: number): number {
    let at = from
    while (isDigit(bytes[at]!)) at++
    if (bytes[at] === POINT) {
      // The point of a number whose decimals were begun has been passed.
      if (bytes.subarray(start, at).includes(POINT) || !isDigit(bytes[++at]!)) return Number.NaN
      while (isDigit(bytes[at]!)) at++
    }
    if (bytes[at] === SMALL_E || bytes[at] === LARGE_E) {
      at++
      if (bytes[at] === MINUS || bytes[at] === PLUS) at++
      if (!isDigit(bytes[at]!)) return Number.NaN
      while (isDigit(bytes[at]!)) at++
    }
    if (at - start > MOST_TEXT) return Number.NaN
    this.end = at
    return Number(String.fromCharCode(...bytes.subarray(start, at)))
  }
}

const MINUS = 0x2d
const PLUS = 0x2b
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const SMALL_E = 0x65
const LARGE_E = 0x45

/** A number's text is made of so many arguments of a call. */
const MOST_TEXT = 1000

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE

/** So many digits are a small integer; twice as many, 10¹⁸, fit two doubles that are added. */
const HALF = 9

/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`))
const MOST_DECIMALS = POWERS.length - 1

/** Divides a double into two of 26 bits, of which products are exact (Dekker 1971). */
const SPLITTER = 2 ** 27 + 1
const POWER_HEADS = POWERS.map((power) => SPLITTER * power - (SPLITTER * power - power))
const POWER_TAILS = POWERS.map((power, index) => power - POWER_HEADS[index]!)

/** More than what two divisions and a sum may be wrong by, as a share of the quotient. */
const DOUBT = 2 ** -98

/**
 * The double that is nearest to `(high + low) / 10^decimals`, for whole numbers of which `high` is zero or the greater; NaN where
 * another could be as near.
 */
function toQuotient(high: number, low: number, decimals: number): number {
  const power = POWERS[decimals]!
  const whole = high + low
  // What was rounded off in the sum, exactly.
  const rest = low - (whole - high)
  const quotient = whole / power
  // Both are exact, and division rounds once (Clinger 1990).
  if (rest === 0) return quotient
  const spread = SPLITTER * quotient
  const head = spread - (spread - quotient)
  const tail = quotient - head
  const product = quotient * power
  const error =
    head * POWER_HEADS[decimals]! -
    product +
    head * POWER_TAILS[decimals]! +
    tail * POWER_HEADS[decimals]! +
    tail * POWER_TAILS[decimals]!
  const correction = (whole - product - error + rest) / power
  const doubt = quotient * DOUBT
  const least = quotient + (correction - doubt)
  return least === quotient + (correction + doubt) ? least : Number.NaN
}
