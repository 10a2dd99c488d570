import type { FieldValue, FieldValues } from '../../model/feature.ts'
import { ProblemError, type Warning } from '../../model/problem.ts'
import type { Field, FieldType } from '../../model/schema.ts'
import { isIsoDate, isIsoDateTime } from '../text/iso-date.ts'

/** The kinds of values seen in a field, as bits. */
const BOOLEAN = 1
const INTEGER = 2
const LONG = 4
/** A 64-bit integer that a double cannot hold. */
const BIG = 8
const DOUBLE = 16
const DATE = 32
const DATE_TIME = 64
const TEXT = 128
const BINARY = 256
/** An integer beyond 64 bits with a sign, which formats with declared types hold as text alone. */
export const HUGE = 512

/** The kind of value that fits a field of each type at a glance, for `FieldFit`. */
export const PLAIN_KINDS: Readonly<
  Partial<Record<FieldType, readonly [typeOf: string, kind: number]>>
> = {
  boolean: ['boolean', BOOLEAN],
  string: ['string', TEXT],
  json: ['string', TEXT],
}

/** Which kinds together are still one type of field, the narrowest first. */
const TYPE_OF_KINDS: readonly (readonly [allowed: number, type: FieldType])[] = [
  [BOOLEAN, 'boolean'],
  [INTEGER, 'integer'],
  [INTEGER | LONG | BIG | HUGE, 'long'],
  [INTEGER | LONG | DOUBLE, 'double'],
  [DATE, 'date'],
  [DATE | DATE_TIME, 'datetime'],
  [DATE | DATE_TIME | TEXT, 'string'],
  [BINARY, 'binary'],
]

/**
 * Finds the fields of a layer from the values of all its features, never of the first alone: `add`
 * each feature, then ask for `fields`. A field is as narrow as its values allow: whole numbers are
 * `integer` or `long`, text is `date` or `datetime` only where every value is a strict ISO 8601 date,
 * and a field without any value is `string`. Fields stand in the order of their first appearance.
 */
export class FieldInference {
  readonly #kinds = new Map<string, number>()

  add(properties: FieldValues): void {
    for (const name of Object.keys(properties)) this.addValue(name, properties[name] ?? null)
  }

  /** For readers that hold values by field. */
  addValue(name: string, value: FieldValue): void {
    const seen = this.#kinds.get(name)
    if (value === null) {
      if (seen === undefined) this.#kinds.set(name, 0)
      return
    }
    const kinds = (seen ?? 0) | kindOf(value, seen ?? 0)
    if (kinds !== seen) this.#kinds.set(name, kinds)
  }

  /**
   * The fields, and a warning for those whose values are of several kinds and therefore become text.
   * Throws a `ProblemError` where bytes are mixed with other values: bytes have no text.
   */
  fields(): { readonly fields: readonly Field[]; readonly warnings: readonly Warning[] } {
    const mixed: string[] = []
    const fields = [...this.#kinds].map(([name, kinds]): Field => {
      const type = kinds === 0 ? 'string' : typeOfKinds(kinds, name)
      if (type === null) mixed.push(name)
      return { name, type: type ?? 'string' }
    })
    if (mixed.length === 0) return { fields, warnings: [] }
    const names = mixed.join(', ')
    return {
      fields,
      warnings: [
        {
          code: 'fields-mixed-became-text',
          message: `Fields with values of several types were written as text: ${names}.`,
          values: { fields: names },
          count: mixed.length,
        },
      ],
    }
  }
}

/**
 * The narrowest type of a field whose values are of the kinds, joined by `|`; `null` for a mixture that
 * only text can hold. Throws a `ProblemError` for bytes in such a mixture.
 */
export function typeOfKinds(kinds: number, name: string): FieldType | null {
  const found = TYPE_OF_KINDS.find(([allowed]) => (kinds & ~allowed) === 0)
  if (found) return found[1]
  if ((kinds & BINARY) === 0) return null
  throw new ProblemError({
    code: 'field-mixes-bytes',
    message: `The field "${name}" holds bytes in some features and other values in others; give it one type.`,
    values: { field: name },
  })
}

/** The kind of a value, a bit; `seen` are the kinds of the field so far, which spare testing texts. */
export function kindOf(value: NonNullable<FieldValue>, seen: number): number {
  switch (typeof value) {
    case 'boolean':
      return BOOLEAN
    case 'number':
      if (Number.isSafeInteger(value)) return (value | 0) === value ? INTEGER : LONG
      return DOUBLE
    case 'bigint':
      if (BigInt.asIntN(32, value) === value) return INTEGER
      if (BigInt.asIntN(64, value) !== value) return HUGE
      return Number.isSafeInteger(Number(value)) ? LONG : BIG
    case 'string':
      if (seen & TEXT) return TEXT
      if (isIsoDate(value)) return DATE
      return isIsoDateTime(value) ? DATE_TIME : TEXT
    default:
      return BINARY
  }
}
