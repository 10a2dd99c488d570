/**
 * Numbers as text are most of a KML, GeoJSON or CSV file, and making them most of the time that it
 * takes. The platform's own conversion serves every double there is; coordinates in degrees or metres
 * need little of that, and are written here several times as fast, digit for digit the same.
 *
 * A double of 53 bits is the only one between two decimals of 15 digits, and some decimal of 17 is
 * always between it and its neighbours (ECMA-262 section 6.1.6.1.20 asks for the shortest, and the
 * nearest of these). So 15, 16 and 17 digits are tried in turn: the number times a power of ten,
 * computed to twice a double's precision (Dekker, "A Floating-Point Technique for Extending the
 * Available Precision", 1971), is rounded, and is right if what was rounded away is less than half of
 * the distance to the neighbours.
 */

const MOST_DIGITS = 17
/** Powers of ten up to here are doubles themselves. */
const POWERS = Array.from({ length: MOST_DIGITS }, (_, exponent) => 10 ** exponent)
/** Splits a double of 53 bits into two of 26. */
const SPLITTER = 2 ** 27 + 1
const POWERS_HIGH = POWERS.map(toHighHalf)
const POWERS_LOW = POWERS.map((power) => power - toHighHalf(power))

/** Integer parts of more digits are left to the platform. */
const LIMIT = 1e9
/** Fractions times a power of ten stay exact to an eighth below this. */
const LARGEST_SCALED = 1e15
/** Closer than this to the edge of what is right, the platform decides. */
const DOUBT = 1e-9

const ZERO = 0x30
const POINT = 0x2e
const MINUS = 0x2d

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)
const HIGH_WORD = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0
/** Half the distance from a double to its neighbours, by the exponent of those between 1 and `LIMIT`. */
const HALF_STEPS = Array.from({ length: 31 }, (_, exponent) => 2 ** (exponent - 53))
const EXPONENT_BIAS = 1023

/** The most bytes that `writeDecimal` writes: `-0.0000012345678901234567`. */
export const DECIMAL_BYTES = 25

/**
 * Writes a number as `String(value)` would give it, in ASCII, and gives the place after it. There must
 * be room for `DECIMAL_BYTES`.
 */
export function writeDecimal(value: number, bytes: Uint8Array, at: number): number {
  const magnitude = value < 0 ? -value : value
  if (!(magnitude < LIMIT)) return writeText(String(value), bytes, at)
  const whole = Math.floor(magnitude)
  const fraction = magnitude - whole
  if (fraction === 0) {
    if (value < 0) bytes[at++] = MINUS
    return writeWhole(whole, bytes, at)
  }
  if (whole === 0) return writeText(String(value), bytes, at)

  double[0] = magnitude
  const halfStep = HALF_STEPS[(words[HIGH_WORD]! >>> 20) - EXPONENT_BIAS]!
  const high = toHighHalf(fraction)
  const low = fraction - high
  const wholeDigits = countDigits(whole)
  for (let digits = 15; digits <= MOST_DIGITS; digits++) {
    const decimals = digits - wholeDigits
    const power = POWERS[decimals]!
    const scaled = fraction * power
    if (scaled >= LARGEST_SCALED) break
    const rest =
      high * POWERS_HIGH[decimals]! -
      scaled +
      high * POWERS_LOW[decimals]! +
      low * POWERS_HIGH[decimals]! +
      low * POWERS_LOW[decimals]!
    let rounded = Math.round(scaled)
    let difference = scaled - rounded + rest
    if (difference > 0.5) {
      rounded++
      difference--
    } else if (difference < -0.5) {
      rounded--
      difference++
    }
    const off = difference < 0 ? -difference : difference
    const allowed = halfStep * power
    if (Math.abs(off - allowed) < DOUBT || Math.abs(off - 0.5) < DOUBT) break
    if (off > allowed) continue
    if (rounded >= power) break
    if (value < 0) bytes[at++] = MINUS
    at = writeWhole(whole, bytes, at)
    bytes[at++] = POINT
    return writeFraction(rounded, decimals, bytes, at)
  }
  return writeText(String(value), bytes, at)
}

function toHighHalf(value: number): number {
  const scaled = SPLITTER * value
  return scaled - (scaled - value)
}

function countDigits(whole: number): number {
  let count = 1
  for (let limit = 10; whole >= limit; limit *= 10) count++
  return count
}

function writeText(text: string, bytes: Uint8Array, at: number): number {
  for (let index = 0; index < text.length; index++) bytes[at++] = text.charCodeAt(index)
  return at
}

/** A whole number of 32 bits without a sign. */
function writeWhole(whole: number, bytes: Uint8Array, at: number): number {
  const end = at + countDigits(whole)
  writeDigits(whole | 0, bytes, at, end)
  return end
}

/** The digits behind the point, zeros in front of them and none after. */
function writeFraction(digits: number, count: number, bytes: Uint8Array, at: number): number {
  const end = at + count
  // In two halves that are integers of 32 bits.
  const upper = Math.floor(digits / 1e8)
  const middle = end - 8 > at ? end - 8 : at
  writeDigits((digits - upper * 1e8) | 0, bytes, middle, end)
  writeDigits(upper | 0, bytes, at, middle)
  let last = end
  while (bytes[last - 1] === ZERO) last--
  return last
}

/** An integer with as many digits as there is room for, zeros in front. */
function writeDigits(value: number, bytes: Uint8Array, at: number, end: number): void {
  let rest = value
  let to = end - 1
  for (; to > at; to -= 2) {
    const hundreds = (rest / 100) | 0
    const pair = (rest - 100 * hundreds) << 1
    bytes[to] = PAIRS[pair + 1]!
    bytes[to - 1] = PAIRS[pair]!
    rest = hundreds
  }
  if (to === at) bytes[at] = ZERO + rest
}

/** The digits of 00 to 99. */
const PAIRS = Uint8Array.from({ length: 200 }, (_, index) => {
  const pair = index >> 1
  return ZERO + (index & 1 ? pair % 10 : Math.floor(pair / 10))
})
