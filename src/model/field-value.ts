import type { FieldValue, FieldValues } from './feature.ts'
import type { FieldType } from './schema.ts'

/** What values are by their comparison: numbers of either kind are compared with each other. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'bytes'

const KIND_OF_TYPE: Readonly<Record<FieldType, ValueKind>> = {
  boolean: 'boolean',
  integer: 'number',
  long: 'number',
  double: 'number',
  string: 'text',
  date: 'text',
  datetime: 'text',
  json: 'text',
  binary: 'bytes',
}

/** The kind of the values of a field's type. */
export function kindOfType(type: FieldType): ValueKind {
  return KIND_OF_TYPE[type]
}

export function kindOfValue(value: NonNullable<FieldValue>): ValueKind {
  switch (typeof value) {
    case 'string':
      return 'text'
    case 'boolean':
      return 'boolean'
    case 'object':
      return 'bytes'
    default:
      return 'number'
  }
}

/** The value of a field of any name in a feature that may not have it: then `null`. */
export function readValue(properties: FieldValues, field: string): FieldValue {
  return Object.hasOwn(properties, field) ? (properties[field] ?? null) : null
}

/** Sets the value of a field of any name: `__proto__` is a property like the others, and no prototype. */
export function setValue<Value>(
  properties: Record<string, Value>,
  field: string,
  value: Value,
): void {
  if (field === '__proto__') {
    Object.defineProperty(properties, field, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    })
  } else {
    properties[field] = value
  }
}

/**
 * How the values of a field are read of features: `null` where the field is empty or missing, and for
 * NaN, which databases store as NULL.
 */
export function toReader(field: string): (properties: FieldValues) => FieldValue {
  // What objects inherit by such a name, `constructor` or `__proto__`, is no value of a field.
  const isInherited = field in Object.prototype
  return (properties) => {
    if (isInherited && !Object.hasOwn(properties, field)) return null
    const value = properties[field]
    return value === undefined || Number.isNaN(value) ? null : value
  }
}

/**
 * Below, at or above 0 as the first value is less, the same or more; `null` for values of two kinds, for
 * bytes and for NaN. Numbers are compared exactly, texts by UTF-16 code units.
 */
export function compareValues(
  a: NonNullable<FieldValue>,
  b: NonNullable<FieldValue>,
): number | null {
  const kind = kindOfValue(a)
  if (kind === 'bytes' || kind !== kindOfValue(b)) return null
  return a < b ? -1 : a > b ? 1 : toKey(a) === toKey(b) ? 0 : null
}

/**
 * What two values have in common that are the same: for sets and maps. A number and a `bigint` of one value
 * have one key.
 */
export function toKey(value: FieldValue): FieldValue {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isFinite(number) && BigInt(number) === value ? number : value
  }
  return value
}

/** A number whose digits alone could be a 64-bit integer's is written with an exponent. */
export function toNumberText(value: number): string {
  const isLong = Number.isInteger(value) && !Number.isSafeInteger(value)
  return isLong ? value.toExponential() : String(value)
}

/** What a number's text says: digits beyond what a number holds exactly are a `bigint`. */
export function parseNumberText(text: string): number | bigint {
  const number = Number(text)
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number
}
