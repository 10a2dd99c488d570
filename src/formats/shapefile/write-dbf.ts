import type { FieldValues } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import type { ByteWriter } from '../bytes/byte-writer.ts'
import type { Column } from './write-columns.ts'

/** dBASE III+ as shapefiles use it: a header, 32 bytes a field, records of fixed length. */
const HEADER_BYTES = 32
const DESCRIPTOR_BYTES = 32
const VERSION = 0x03
const HEADER_END = 0x0d
const FILE_END = 0x1a
const SPACE = 0x20

/** "The number of fields … may not exceed 255": the limit of Esri's software. */
export const MAX_COLUMNS = 255

export function tableRecordByteLength(columns: readonly Column[]): number {
  return columns.reduce((length, { width }) => length + width, 1)
}

export function tableByteLength(columns: readonly Column[], recordCount: number): number {
  return (
    HEADER_BYTES +
    DESCRIPTOR_BYTES * columns.length +
    1 +
    recordCount * tableRecordByteLength(columns) +
    1
  )
}

export function writeTableHeader(
  writer: ByteWriter,
  columns: readonly Column[],
  recordCount: number,
  date: Date,
): void {
  const length = HEADER_BYTES + DESCRIPTOR_BYTES * columns.length + 1
  writer.reserve(length)
  const { bytes, view, at } = writer
  bytes.fill(0, at, at + length)
  bytes[at] = VERSION
  bytes[at + 1] = date.getUTCFullYear() - 1900
  bytes[at + 2] = date.getUTCMonth() + 1
  bytes[at + 3] = date.getUTCDate()
  view.setUint32(at + 4, recordCount, true)
  view.setUint16(at + 8, length, true)
  view.setUint16(at + 10, tableRecordByteLength(columns), true)
  columns.forEach((column, index) => {
    const to = at + HEADER_BYTES + DESCRIPTOR_BYTES * index
    new TextEncoder().encodeInto(column.name, bytes.subarray(to, to + 10))
    bytes[to + 11] = column.type.charCodeAt(0)
    bytes[to + 16] = column.width
    bytes[to + 17] = column.decimals
  })
  bytes[at + length - 1] = HEADER_END
  writer.at += length
}

/** What a record says of its fields; `null` and missing values are blank. */
export function writeTableRecord(
  writer: ByteWriter,
  columns: readonly Column[],
  byteLength: number,
  properties: FieldValues,
): void {
  writer.reserve(byteLength)
  const { bytes } = writer
  let { at } = writer
  bytes.fill(SPACE, at, at + byteLength)
  at++
  for (const column of columns) {
    column.write(readValue(properties, column.field.name), bytes, at)
    at += column.width
  }
  writer.at = at
}

export function writeTableEnd(writer: ByteWriter): void {
  writer.reserve(1)
  writer.bytes[writer.at++] = FILE_END
}
