import type { FieldValue } from '../../model/feature.ts'
import type { Field } from '../../model/schema.ts'
import type { Tally } from '../contract/tally.ts'

/** Field types of dBASE as shapefiles use them: text, number, number with exponent, logical, date. */
export type ColumnType = 'C' | 'N' | 'F' | 'L' | 'D'

/** A field of the layer as a column of the table. */
export interface Column {
  readonly field: Field
  readonly name: string
  readonly type: ColumnType
  /** Bytes in each record. */
  readonly width: number
  readonly decimals: number
  readonly write: (value: FieldValue, bytes: Uint8Array, at: number) => void
}

/** Texts are at most 254 bytes long: the width is one byte, and 255 is not used by convention. */
export const MAX_TEXT_BYTES = 254
/** The longest shortest text of a double with an exponent: `-1.2345678901234567e-308`. */
const MAX_NUMBER_WIDTH = 24
/** Columns of whole numbers wider than this are read as floating-point numbers, by GDAL among others. */
const MAX_EXACT_WIDTH = 18
/** The most decimals that readers take from a header. */
const MAX_DECIMALS = 15

const SPACE = 0x20
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/
const encoder = new TextEncoder()

/**
 * What the values of one field are like, seen over all features: the type, width and decimals of its
 * column follow from them, so that nothing is cut that need not be.
 */
export class ColumnSurvey {
  readonly field: Field
  #count = 0
  #numbers = 0
  #booleans = 0
  #dates = 0
  #notFinite = 0
  #textBytes = 0
  #tooLong = 0
  #min = 0
  #max = 0
  #minBig = 0n
  #maxBig = 0n
  #inexact = 0
  #fraction = false
  #exponent = false
  #fractionWidth = 0
  #decimals = 0

  constructor(field: Field) {
    this.field = field
  }

  add(value: FieldValue | undefined): void {
    if (value === null || value === undefined) return
    this.#count++
    if (typeof value === 'number') this.#addNumber(value)
    else if (typeof value === 'string') this.#addText(value)
    else if (typeof value === 'boolean') this.#addBoolean(value)
    else if (typeof value === 'bigint') this.#addBigInt(value)
  }

  #addNumber(value: number): void {
    this.#numbers++
    if (Number.isInteger(value)) {
      if (value < this.#min) this.#min = value
      else if (value > this.#max) this.#max = value
      if (value > 1e15 || value < -1e15) this.#measureDouble(value)
    } else if (Number.isFinite(value)) {
      this.#fraction = true
      this.#measureDouble(value)
    } else {
      this.#notFinite++
    }
  }

  #measureDouble(value: number): void {
    const text = toNumberText(value, MAX_NUMBER_WIDTH)
    if (text.length > this.#fractionWidth) this.#fractionWidth = text.length
    if (text.includes('e')) {
      this.#exponent = true
      return
    }
    const point = text.indexOf('.')
    const decimals = point < 0 ? 0 : text.length - point - 1
    if (decimals > this.#decimals) this.#decimals = decimals
  }

  #addText(value: string): void {
    if (this.field.type === 'date' && ISO_DATE.test(value)) this.#dates++
    this.#addBytes(utf8ByteLength(value))
  }

  #addBoolean(value: boolean): void {
    this.#booleans++
    this.#addBytes(value ? 4 : 5)
  }

  #addBigInt(value: bigint): void {
    this.#numbers++
    if (value < this.#minBig) this.#minBig = value
    if (value > this.#maxBig) this.#maxBig = value
    if (BigInt(Number(value)) !== value) this.#inexact++
  }

  #addBytes(bytes: number): void {
    if (bytes > MAX_TEXT_BYTES) this.#tooLong++
    if (bytes > this.#textBytes) this.#textBytes = bytes
  }

  /** The column; `null` where the format has none for the field. Tallies what it cannot keep. */
  toColumn(name: string, tally: Tally): Column | null {
    const { field } = this
    if (field.type === 'binary') return null
    const column = { field, name, ...this.#layout() }
    if (column.type === 'C') this.#tallyText(column, tally)
    if (column.type === 'N' && column.width > MAX_EXACT_WIDTH && this.#inexact > 0) {
      tally.add(
        {
          code: 'digits-beyond-readers',
          message: `Whole numbers of ${field.name} have up to ${column.width} digits: many programs read such a column of a shapefile as floating-point numbers and change the last digits`,
          values: { field: field.name, digits: column.width },
        },
        this.#inexact,
        `digits-beyond-readers ${field.name}`,
      )
    }
    if (this.#notFinite > 0) {
      tally.add(
        {
          code: 'number-not-finite',
          message: `Values of ${field.name} that are not numbers or infinite are left empty`,
          values: { field: field.name },
        },
        this.#notFinite,
        `number-not-finite ${field.name}`,
      )
    }
    return column
  }

  #layout(): Omit<Column, 'field' | 'name'> {
    const { type } = this.field
    const all = this.#count
    if (type === 'boolean' && this.#booleans === all) {
      return { type: 'L', width: 1, decimals: 0, write: writeLogical }
    }
    if (type === 'date' && this.#dates === all) {
      return { type: 'D', width: 8, decimals: 0, write: writeDate }
    }
    if ((type === 'integer' || type === 'long' || type === 'double') && this.#numbers === all) {
      return type !== 'double' && !this.#fraction ? this.#wholeNumbers() : this.#doubles()
    }
    return this.#texts()
  }

  #wholeNumbers(): Omit<Column, 'field' | 'name'> {
    const empty = this.#count === 0
    const least = { integer: 1, long: 10 }[this.field.type as 'integer' | 'long']
    const width = empty
      ? Math.min(this.field.width ?? (this.field.type === 'long' ? 18 : 9), MAX_NUMBER_WIDTH)
      : Math.max(
          least,
          this.#fractionWidth,
          String(this.#min).length,
          String(this.#max).length,
          String(this.#minBig).length,
          String(this.#maxBig).length,
        )
    return { type: 'N', width, decimals: 0, write: numberWriter(width) }
  }

  #doubles(): Omit<Column, 'field' | 'name'> {
    if (this.#count === 0 || this.#exponent) {
      const width = MAX_NUMBER_WIDTH
      const type = this.#exponent ? 'F' : 'N'
      return { type, width, decimals: MAX_DECIMALS, write: numberWriter(width) }
    }
    const wholeWidth = Math.max(
      String(this.#min).length,
      String(this.#max).length,
      String(this.#minBig).length,
      String(this.#maxBig).length,
    )
    // One decimal at least: a number without any reads as a whole one.
    const decimals = Math.min(MAX_DECIMALS, Math.max(1, this.#decimals))
    const width = Math.min(
      MAX_NUMBER_WIDTH,
      Math.max(this.#fractionWidth, wholeWidth + 1 + decimals),
    )
    return {
      type: 'N',
      width,
      decimals: Math.min(decimals, width - 2),
      write: numberWriter(width),
    }
  }

  #texts(): Omit<Column, 'field' | 'name'> {
    let width = this.#textBytes
    if (this.#numbers > 0) width = Math.max(width, MAX_NUMBER_WIDTH)
    if (this.#count === 0) width = this.field.width ?? 1
    width = Math.max(1, Math.min(MAX_TEXT_BYTES, width))
    return { type: 'C', width, decimals: 0, write: textWriter(width) }
  }

  #tallyText({ field }: Pick<Column, 'field'>, tally: Tally): void {
    if (this.#tooLong > 0) {
      tally.add(
        {
          code: 'text-cut',
          message: `Texts of ${field.name} longer than ${MAX_TEXT_BYTES} bytes are cut at a character`,
          values: { field: field.name, limit: MAX_TEXT_BYTES },
        },
        this.#tooLong,
        `text-cut ${field.name}`,
      )
    }
    if (field.type !== 'string' && field.type !== 'json' && this.#count > 0) {
      tally.add(
        {
          code: 'field-as-text',
          message: `${field.name} (${field.type}) is written as text: the format has no such type for its values`,
          values: { field: field.name, type: field.type },
        },
        this.#count,
        `field-as-text ${field.name}`,
      )
    }
  }
}

function utf8ByteLength(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x80) continue
    // Each half of a surrogate pair counts for two of the four bytes of its character.
    bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2
  }
  return bytes
}

function textWriter(width: number): Column['write'] {
  return (value, bytes, at) => {
    if (value === null) return
    const text = typeof value === 'string' ? value : String(value)
    const length = Math.min(text.length, width)
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index)
      if (code >= 0x80) {
        bytes.fill(SPACE, at, at + width)
        // Stops before a character that does not fit as a whole.
        encoder.encodeInto(text, bytes.subarray(at, at + width))
        return
      }
      bytes[at + index] = code
    }
  }
}

/** Numbers stand to the right; they are ASCII, and written in full or not at all. */
export function numberWriter(width: number): Column['write'] {
  return (value, bytes, at) => {
    if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return
    const text = typeof value === 'number' ? toNumberText(value, width) : String(value)
    let to = at + width - text.length
    for (let index = 0; index < text.length; index++) bytes[to++] = text.charCodeAt(index)
  }
}

/** The shortest text of a number: `0.0000012345678901234567` is shorter with an exponent. */
function toNumberText(value: number, width: number): string {
  const text = String(value)
  return text.length > width ? value.toExponential() : text
}

function writeLogical(value: FieldValue, bytes: Uint8Array, at: number): void {
  // Left blank where there is no value: readers that know logicals as text take a "?" for one.
  if (value !== null) bytes[at] = value ? 0x54 : 0x46
}

function writeDate(value: FieldValue, bytes: Uint8Array, at: number): void {
  if (value === null) return
  const digits = String(value).replaceAll('-', '')
  for (let index = 0; index < 8; index++) bytes[at + index] = digits.charCodeAt(index)
}
