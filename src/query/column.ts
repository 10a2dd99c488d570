import type { FieldValue } from '../model/feature.ts'
import { kindOfType, kindOfValue } from '../model/field-value.ts'
import type { EncodedText, ValueSink } from '../model/row-sink.ts'
import type { Field } from '../model/schema.ts'
import { TextCodes } from './text-codes.ts'

/** Where a text column has no value; the text of code `n` is `dictionary[n - 1]`. */
export const EMPTY_CODE = 0

interface ColumnBase {
  readonly field: Field
  /**
   * Values that the column's own arrays cannot hold, by row: 64-bit integers that no double has, and values
   * of another kind than the field is declared to hold. The arrays have them as empty.
   */
  readonly odd: ReadonlyMap<number, NonNullable<FieldValue>>
}

/** Numbers, or `true` and `false` as 1 and 0; NaN where there is none. */
export interface NumberColumn extends ColumnBase {
  readonly kind: 'number' | 'boolean'
  readonly values: Float64Array
}

/** Texts, dates and times: each different one once, and its code by row. */
export interface TextColumn extends ColumnBase {
  readonly kind: 'text'
  readonly codes: Uint32Array
  readonly dictionary: readonly string[]
}

/** Bytes, which nothing is compared with: all of them are among the odd ones. */
export interface BytesColumn extends ColumnBase {
  readonly kind: 'bytes'
}

/** The values of one field of all features, by row. */
export type Column = NumberColumn | TextColumn | BytesColumn

const BYTES_OF_ODD = 64

/**
 * Takes the values of a field, row by row, into a column. Tells what it takes of memory by `take`, which
 * throws where that is too much.
 */
export class ColumnBuilder implements ValueSink {
  readonly kind: Column['kind']
  readonly #field: Field
  readonly #take: (bytes: number) => void
  readonly #odd = new Map<number, NonNullable<FieldValue>>()
  readonly #texts: TextCodes
  #values: Float64Array | Uint32Array

  constructor(field: Field, rowCount: number, take: (bytes: number) => void) {
    this.#field = field
    this.kind = kindOfType(field.type)
    this.#take = take
    this.#texts = new TextCodes(take)
    const isText = this.kind === 'text'
    const length = this.kind === 'bytes' ? 0 : rowCount
    take(length * (isText ? 4 : 8))
    this.#values = isText ? new Uint32Array(length) : new Float64Array(length).fill(Number.NaN)
  }

  set(row: number, value: FieldValue): void {
    if (value === null || Number.isNaN(value)) return
    if (this.kind === 'bytes' || kindOfValue(value) !== this.kind) this.#setOdd(row, value)
    else if (typeof value === 'string') this.#put(row, this.#texts.codeOf(value))
    else if (typeof value === 'bigint' && BigInt(Number(value)) !== value) this.#setOdd(row, value)
    else this.#put(row, Number(value))
  }

  setNumber(row: number, value: number): void {
    // biome-ignore lint/suspicious/noSelfCompare: NaN alone is not itself, and a call a row is slow
    if (value === value) this.#put(row, value)
  }

  setText(row: number, text: EncodedText): void {
    this.#put(row, this.#texts.codeOfEncoded(text))
  }

  /** The column of the first rows. */
  finish(rowCount: number): Column {
    const base = { field: this.#field, odd: this.#odd }
    const dictionary = this.#texts.finish()
    if (this.kind !== 'bytes') this.#reserve(rowCount)
    const values = this.#values.subarray(0, rowCount)
    if (this.kind === 'bytes') return { ...base, kind: 'bytes' }
    if (values instanceof Uint32Array) {
      return { ...base, kind: 'text', codes: values, dictionary }
    }
    return { ...base, kind: this.kind === 'boolean' ? 'boolean' : 'number', values }
  }

  #put(row: number, number: number): void {
    this.#reserve(row + 1)
    this.#values[row] = number
  }

  #reserve(rowCount: number): void {
    const { length, BYTES_PER_ELEMENT } = this.#values
    if (rowCount <= length) return
    const capacity = Math.max(rowCount, 2 * length)
    this.#take((capacity - length) * BYTES_PER_ELEMENT)
    const isText = this.#values instanceof Uint32Array
    const grown = isText ? new Uint32Array(capacity) : new Float64Array(capacity).fill(Number.NaN)
    grown.set(this.#values)
    this.#values = grown
  }

  #setOdd(row: number, value: NonNullable<FieldValue>): void {
    this.#take(BYTES_OF_ODD + (value instanceof Uint8Array ? value.byteLength : 0))
    this.#odd.set(row, value)
  }
}

/** The value of a row, as the feature has it; a number for a `bigint` that one holds exactly. */
export function valueAt(column: Column, row: number): FieldValue {
  const odd = column.odd.get(row)
  if (odd !== undefined || column.kind === 'bytes') return odd ?? null
  if (column.kind === 'text') return column.dictionary[column.codes[row]! - 1] ?? null
  const value = column.values[row]!
  if (Number.isNaN(value)) return null
  return column.kind === 'boolean' ? value === 1 : value
}

const times = new WeakMap<TextColumn, Float64Array>()

/**
 * Milliseconds since 1970 (ECMA-262, section 21.4.1.1) of each text of a column of dates or times in ISO 8601; NaN for what
 * is none. A time without a zone is taken for one of UTC, so that all devices agree.
 */
function timesOf(column: TextColumn): Float64Array {
  let found = times.get(column)
  if (!found) {
    found = Float64Array.from(column.dictionary, toTime)
    times.set(column, found)
  }
  return found
}

function toTime(text: string): number {
  if (!/^\d{4}-\d\d(?:-\d\d)?/.test(text)) return Number.NaN
  const hasTime = /[T ]\d/.test(text)
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
  return Date.parse(hasTime && !hasZone ? `${text.replace(' ', 'T')}Z` : text)
}

/**
 * The numbers that statistics are made of: the values themselves, or the times of dates. `null` where a
 * column has none. 64-bit integers that no double has are rounded, and counted in `rounded`.
 */
export function numbersOf(
  column: Column,
): { readonly values: Float64Array; readonly rounded: number } | null {
  if (column.kind === 'bytes' || column.kind === 'boolean') return null
  if (column.kind === 'text') {
    if (column.field.type !== 'date' && column.field.type !== 'datetime') return null
    const byCode = timesOf(column)
    const values = new Float64Array(column.codes.length)
    for (let row = 0; row < values.length; row++) {
      const code = column.codes[row]!
      values[row] = code === EMPTY_CODE ? Number.NaN : byCode[code - 1]!
    }
    return { values, rounded: 0 }
  }
  const long = [...column.odd].filter(([, value]) => typeof value === 'bigint')
  if (long.length === 0) return { values: column.values, rounded: 0 }
  const values = column.values.slice()
  for (const [row, value] of long) values[row] = Number(value)
  return { values, rounded: long.length }
}
