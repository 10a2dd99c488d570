import { ProblemError } from '../../model/problem.ts'
import type { Field, FieldType } from '../../model/schema.ts'
import { FieldNames } from '../contract/field-names.ts'
import type { WarningList } from '../contract/read-context.ts'
import type { Decoder } from '../text/decoder.ts'

/** The structure of a dBase table: dBase III to 7, Clipper and (Visual) FoxPro. */
export interface DbaseHeader {
  readonly recordCount: number
  /** What the header says, and what there is room for. */
  readonly declaredCount: number
  readonly roomCount: number
  readonly headerLength: number
  readonly recordLength: number
  /** The language driver id, 0 where there is none. */
  readonly languageDriver: number
  readonly columns: readonly DbaseColumn[]
}

export interface DbaseColumn {
  readonly rawName: Uint8Array
  readonly type: string
  /** From the start of the record, whose first byte is the deletion flag. */
  readonly offset: number
  readonly length: number
  readonly decimals: number
}

const MOST_COLUMNS = 2048
const TERMINATOR = 0x0d
/** dBase 7 has longer names, in descriptors of another size. */
const DESCRIPTOR_BYTES = 32
const DESCRIPTOR_7_BYTES = 48

/** Bytes that hold the header of any table. */
export const MOST_HEADER_BYTES = 65_536

export function readDbaseHeader(bytes: Uint8Array, size: number, name: string): DbaseHeader {
  const invalid = (detail: string) =>
    new ProblemError({
      code: 'dbase-invalid',
      message: `The table ${name} cannot be read: ${detail}.`,
      values: { name, detail },
    })
  if (bytes.length < 33) throw invalid('it is shorter than a header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = view.getUint16(8, true)
  const recordLength = view.getUint16(10, true)
  const isLevel7 = (bytes[0]! & 7) === 4 && headerLength >= 68 + 48
  if (headerLength < 33 || recordLength < 1) throw invalid('its header has no sizes')
  const columns: DbaseColumn[] = []
  const step = isLevel7 ? DESCRIPTOR_7_BYTES : DESCRIPTOR_BYTES
  let offset = 1
  for (
    let at = isLevel7 ? 68 : 32;
    at + step <= Math.min(headerLength + 1, bytes.length) &&
    bytes[at] !== TERMINATOR &&
    bytes[at] !== 0;
    at += step
  ) {
    if (columns.length >= MOST_COLUMNS) throw invalid('it has too many fields')
    const column = isLevel7 ? readDescriptor7(bytes, at) : readDescriptor(bytes, at)
    columns.push({ ...column, offset })
    offset += column.length
  }
  const declaredCount = view.getUint32(4, true)
  const roomCount = Math.max(0, Math.floor((size - headerLength + 1) / recordLength))
  return {
    // A table that was being written says 0, or too many: what there is room for is what there is.
    recordCount: Math.min(declaredCount, roomCount),
    declaredCount,
    roomCount,
    headerLength,
    recordLength,
    languageDriver: bytes[29]!,
    columns: columns.filter(({ offset: start, length }) => start + length <= recordLength),
  }
}

function readDescriptor(bytes: Uint8Array, at: number): Omit<DbaseColumn, 'offset'> {
  const type = String.fromCharCode(bytes[at + 11]!)
  const length = bytes[at + 16]!
  const decimals = bytes[at + 17]!
  const isLongText = type === 'C' && decimals > 0
  return {
    rawName: untilZero(bytes.subarray(at, at + 11)),
    type,
    // Clipper and FoxPro keep the high byte of a long text's length where decimals are kept.
    length: isLongText ? length + decimals * 256 : length,
    decimals: isLongText ? 0 : decimals,
  }
}

function readDescriptor7(bytes: Uint8Array, at: number): Omit<DbaseColumn, 'offset'> {
  return {
    rawName: untilZero(bytes.subarray(at, at + 32)),
    type: String.fromCharCode(bytes[at + 32]!),
    length: bytes[at + 33]!,
    decimals: bytes[at + 34]!,
  }
}

function untilZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}

/** Fields of block numbers of another file that hold no text, and null flags, which are no field at all. */
const NOT_READ: Readonly<Record<string, string>> = {
  G: 'OLE',
  P: 'picture',
  W: 'blob',
  B: 'binary',
}
const HIDDEN = '0'
export const MEMO = 'M'
/** Of this length, a field of type B is a double of FoxPro, and no block number. */
const DOUBLE_BYTES = 8

export interface ReadColumn extends DbaseColumn {
  readonly field: Field
}

/** The fields of the table, each with a name of its own; what is left out or renamed is told. */
export function toReadColumns(
  header: DbaseHeader,
  decoder: Decoder,
  hasMemos: boolean,
  warnings: WarningList,
): ReadColumn[] {
  const names = new FieldNames(warnings)
  const columns: ReadColumn[] = []
  header.columns.forEach((column, index) => {
    const given = decoder.decode(column.rawName).trim()
    if (column.type === HIDDEN || column.length === 0) return
    if (column.type === MEMO && !hasMemos) {
      warnings.add(
        {
          code: 'memo-file-missing',
          message: `The texts of the field “${given}” are in a memo file (.dbt or .fpt), which is not there; choose it with the others to have them.`,
          values: { field: given },
        },
        `memo-file-missing ${given}`,
      )
      return
    }
    const kind =
      column.length === DOUBLE_BYTES && column.type === 'B' ? null : NOT_READ[column.type]
    if (kind) {
      warnings.add(
        {
          code: 'field-not-read',
          message: `The field “${given}” is a ${kind} field, whose content is in another file; it was not read.`,
          values: { field: given, kind },
        },
        `field-not-read ${given}`,
      )
      return
    }
    const name = names.add(given, index)
    columns.push({ ...column, field: toField(name, column) })
  })
  return columns
}

function toField(name: string, { type, length, decimals }: DbaseColumn): Field {
  if (type === MEMO) return { name, type: 'string' }
  return { name, type: fieldType(type, length, decimals), width: length, scale: decimals }
}

function fieldType(type: string, length: number, decimals: number): FieldType {
  if (type === 'N' || type === 'F') {
    if (decimals > 0) return 'double'
    return length < 10 ? 'integer' : length < 19 ? 'long' : 'double'
  }
  return FIELD_TYPES[type] ?? 'string'
}

const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  D: 'date',
  L: 'boolean',
  I: 'integer',
  '+': 'integer',
  O: 'double',
  B: 'double',
  Y: 'double',
  T: 'datetime',
  '@': 'datetime',
  Q: 'binary',
}

/**
 * Encodings by language driver id, the byte at 29 of the header (dBase for Windows, Visual FoxPro 9
 * "Code Pages Supported by Visual FoxPro"). 0x57 is ANSI: the system's, in practice Windows 1252 or UTF-8.
 */
export const LANGUAGE_DRIVERS: Readonly<Record<number, string>> = {
  1: 'cp437',
  2: 'cp850',
  3: 'windows-1252',
  4: 'macintosh',
  8: 'cp865',
  9: 'cp437',
  10: 'cp850',
  11: 'cp437',
  13: 'cp437',
  14: 'cp850',
  15: 'cp437',
  16: 'cp850',
  17: 'cp437',
  18: 'cp850',
  19: 'shift_jis',
  20: 'cp850',
  21: 'cp437',
  22: 'cp850',
  23: 'cp865',
  24: 'cp437',
  25: 'cp437',
  26: 'cp850',
  27: 'cp437',
  28: 'cp863',
  29: 'cp850',
  31: 'cp852',
  34: 'cp852',
  35: 'cp852',
  36: 'cp860',
  37: 'cp850',
  38: 'ibm866',
  55: 'cp850',
  64: 'cp852',
  77: 'gbk',
  78: 'euc-kr',
  79: 'big5',
  80: 'windows-874',
  87: 'windows-1252',
  88: 'windows-1252',
  89: 'windows-1252',
  100: 'cp852',
  101: 'ibm866',
  102: 'cp865',
  103: 'cp861',
  106: 'cp737',
  107: 'cp857',
  108: 'cp863',
  120: 'big5',
  121: 'euc-kr',
  122: 'gbk',
  123: 'shift_jis',
  124: 'windows-874',
  134: 'cp737',
  135: 'cp852',
  136: 'cp857',
  150: 'x-mac-cyrillic',
  200: 'windows-1250',
  201: 'windows-1251',
  202: 'windows-1254',
  203: 'windows-1253',
  204: 'windows-1257',
}
export const ANSI_DRIVER = 87
