import type { FieldValue } from '../../model/feature.ts'
import type { Field, FieldType } from '../../model/schema.ts'
import { isIsoDate, isIsoDateTime } from '../text/iso-date.ts'
import type { FlatBufferWriter } from './flatbuffer-writer.ts'

/** A field as FlatGeobuf holds it. */
export interface FlatGeobufField extends Field {
  /** Whether features may leave it empty; true unless said. A file that says no is held to it. */
  readonly nullable?: boolean
}

type Value = NonNullable<FieldValue>

const INT64_MIN = -(2n ** 63n)
const INT64_MAX = 2n ** 63n - 1n

/** Writes one value after its column's number; false where the value is not of the column's type. */
export type WriteValue = (writer: FlatBufferWriter, value: Value) => boolean

/** How the values of a field of each type are written into a feature's properties. */
export const WRITE_VALUE: Readonly<Record<FieldType, WriteValue>> = {
  boolean(writer, value) {
    if (typeof value !== 'boolean') return false
    writer.uint8(value ? 1 : 0)
    return true
  },
  integer(writer, value) {
    const number = typeof value === 'bigint' ? Number(value) : value
    if (typeof number !== 'number' || (number | 0) !== number) return false
    writer.int32(number)
    return true
  },
  long(writer, value) {
    if (typeof value === 'number' && Number.isSafeInteger(value)) {
      writer.long(value)
      return true
    }
    if (typeof value !== 'bigint' || value < INT64_MIN || value > INT64_MAX) return false
    writer.bigint64(value)
    return true
  },
  double(writer, value) {
    const number = typeof value === 'bigint' ? Number(value) : value
    if (typeof number !== 'number') return false
    if (typeof value === 'bigint' && BigInt(number) !== value) return false
    writer.float64(number)
    return true
  },
  string: text(() => true),
  date: text(isIsoDate),
  datetime: text((value) => isIsoDateTime(value) || isIsoDate(value)),
  json: text(isJson),
  binary(writer, value) {
    if (!(value instanceof Uint8Array)) return false
    writer.sizedBytes(value)
    return true
  },
}

function text(isValid: (text: string) => boolean): WriteValue {
  return (writer, value) => {
    if (typeof value !== 'string' || !isValid(value)) return false
    writer.sizedText(value)
    return true
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
