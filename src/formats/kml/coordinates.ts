/** Positions as they are read: longitude, latitude and height in turn, `NaN` where there is no height. */
export class PositionList {
  #data = new Float64Array(3 * 256)
  length = 0

  push(lon: number, lat: number, height: number): void {
    const at = this.length * 3
    if (at + 3 > this.#data.length) {
      const grown = new Float64Array(this.#data.length * 2)
      grown.set(this.#data)
      this.#data = grown
    }
    this.#data[at] = lon
    this.#data[at + 1] = lat
    this.#data[at + 2] = height
    this.length++
  }

  lon(index: number): number {
    return this.#data[index * 3]!
  }
  lat(index: number): number {
    return this.#data[index * 3 + 1]!
  }
  height(index: number): number {
    return this.#data[index * 3 + 2]!
  }

  clear(): void {
    this.length = 0
    // What one huge geometry took is not kept for the small ones after it.
    if (this.#data.length > MOST_KEPT) this.#data = new Float64Array(3 * 256)
  }
}

const MOST_KEPT = 1 << 20
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, power) => 10 ** power)
const MOST_EXACT = 2 ** 53
const COMMA = 44

const isBlank = (code: number): boolean => code <= 32 || code === 0xa0

/**
 * Reads the tuples of a `coordinates` element into a list: `lon,lat[,height]` with blanks between
 * tuples. Blanks around commas, which the schema forbids and people write, are let pass where they are
 * not ambiguous. Numbers with commas alone between them, as some programs write them, are taken for
 * positions with heights, as Google Earth does, or without, where their number allows no other.
 */
export function readCoordinates(text: string, positions: PositionList): ReadCoordinates {
  let faults = 0
  let regrouped = 0
  let at = 0
  const end = text.length
  const numbers = [Number.NaN, Number.NaN, Number.NaN]
  while (at < end) {
    while (at < end && isBlank(text.charCodeAt(at))) at++
    if (at >= end) break
    let count = 0
    let isGood = true
    for (;;) {
      const start = at
      // One number, read without making a text of it where it has few enough digits to be exact.
      let code = text.charCodeAt(at)
      const isNegative = code === 45
      if (isNegative || code === 43) code = text.charCodeAt(++at)
      let mantissa = 0
      let digits = 0
      let decimals = 0
      for (; code >= 48 && code <= 57; code = text.charCodeAt(++at)) {
        mantissa = mantissa * 10 + (code - 48)
        digits++
      }
      if (code === 46) {
        for (code = text.charCodeAt(++at); code >= 48 && code <= 57; code = text.charCodeAt(++at)) {
          mantissa = mantissa * 10 + (code - 48)
          digits++
          decimals++
        }
      }
      let value: number
      if ((at >= end || code === COMMA || isBlank(code)) && digits > 0) {
        value =
          mantissa < MOST_EXACT && decimals < 23
            ? (isNegative ? -mantissa : mantissa) / POWERS_OF_TEN[decimals]!
            : Number(text.slice(start, at))
      } else {
        while (at < end && text.charCodeAt(at) !== COMMA && !isBlank(text.charCodeAt(at))) at++
        const odd = text.slice(start, at)
        value = odd === '' ? Number.NaN : Number(odd)
      }
      numbers[count++] = value
      // The comma after it, with blanks on either side of it.
      let next = at
      while (next < end && isBlank(text.charCodeAt(next))) next++
      if (text.charCodeAt(next) !== COMMA) break
      at = next + 1
      while (at < end && isBlank(text.charCodeAt(at))) at++
      if (at >= end) break
    }
    if (count > 4) {
      const added = addGrouped(numbers, count, positions)
      if (added === 0) faults++
      else regrouped += added
      continue
    }
    const lon = numbers[0]!
    const lat = numbers[1]!
    isGood = count >= 2 && Number.isFinite(lon) && Number.isFinite(lat)
    if (isGood)
      positions.push(
        lon,
        lat,
        count >= 3 && Number.isFinite(numbers[2]!) ? numbers[2]! : Number.NaN,
      )
    else faults++
  }
  return { faults, regrouped }
}

export interface ReadCoordinates {
  /** Tuples that were no position. */
  readonly faults: number
  /** Positions that nothing but commas parted. */
  readonly regrouped: number
}

/** Positions of three numbers, or of two, from numbers in a row; none where they fit neither. */
function addGrouped(numbers: readonly number[], count: number, positions: PositionList): number {
  for (const size of [3, 2]) {
    if (count % size !== 0) continue
    const starts = Array.from({ length: count / size }, (_, index) => index * size)
    const isGood = starts.every(
      (at) => Math.abs(numbers[at]!) <= 360 && Math.abs(numbers[at + 1]!) <= 90,
    )
    if (!isGood) continue
    for (const at of starts) {
      positions.push(numbers[at]!, numbers[at + 1]!, size === 3 ? numbers[at + 2]! : Number.NaN)
    }
    return starts.length
  }
  return 0
}
