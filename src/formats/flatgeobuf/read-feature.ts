import type { Feature, FieldValue, FieldValues } from '../../model/feature.ts'
import { type FeatureKey, keyOfPlace, toFeatureId } from '../../model/feature-key.ts'
import { setValue } from '../../model/field-value.ts'
import { KEY_COLUMN } from '../../model/own-columns.ts'
import { corrupt, truncated } from './corrupt.ts'
import { FlatBufferReader } from './flatbuffer-reader.ts'
import { type ColumnTypeName, SIZE_PREFIX_BYTES } from './format.ts'
import { GeometryReader } from './read-geometry.ts'
import { type FlatGeobufColumn, type FlatGeobufHeader, readColumns } from './read-header.ts'

/** Fields of table `Feature` in `feature.fbs`. */
const GEOMETRY = 0
const PROPERTIES = 1
const COLUMNS = 2

/** The bytes of a value of each type of column; 0 where a size of four bytes stands before it. */
const VALUE_BYTES: Readonly<Record<ColumnTypeName, number>> = {
  Byte: 1,
  UByte: 1,
  Bool: 1,
  Short: 2,
  UShort: 2,
  Int: 4,
  UInt: 4,
  Long: 8,
  ULong: 8,
  Float: 4,
  Double: 8,
  String: 0,
  Json: 0,
  DateTime: 0,
  Binary: 0,
}

type ReadValue = (reader: FlatBufferReader, start: number, byteLength: number) => FieldValue

const readText: ReadValue = (reader, start, byteLength) => reader.text(start, byteLength)

const READ_VALUE: Readonly<Record<ColumnTypeName, ReadValue>> = {
  Byte: ({ view }, start) => view.getInt8(start),
  UByte: ({ view }, start) => view.getUint8(start),
  Bool: ({ view }, start) => view.getUint8(start) !== 0,
  Short: ({ view }, start) => view.getInt16(start, true),
  UShort: ({ view }, start) => view.getUint16(start, true),
  Int: ({ view }, start) => view.getInt32(start, true),
  UInt: ({ view }, start) => view.getUint32(start, true),
  Long: ({ view }, start) => {
    const high = view.getInt32(start + 4, true)
    // Numbers of up to 52 bits need no bigint, which costs ten times as much.
    return high >= -0x10_0000 && high < 0x10_0000
      ? high * 0x1_0000_0000 + view.getUint32(start, true)
      : toSafe(view.getBigInt64(start, true))
  },
  ULong: ({ view }, start) => toSafe(view.getBigUint64(start, true)),
  Float: ({ view }, start) => view.getFloat32(start, true),
  Double: ({ view }, start) => view.getFloat64(start, true),
  String: readText,
  Json: readText,
  DateTime: readText,
  // A copy: a value that is kept must not keep the whole block of the file.
  Binary: ({ bytes }, start, byteLength) =>
    new Uint8Array(bytes.subarray(start, start + byteLength)),
}

function toSafe(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** Columns made ready for reading many features: those that are wanted, and values to start from. */
interface Selection {
  readonly names: readonly (string | null)[]
  readonly valueBytes: readonly number[]
  readonly read: readonly ReadValue[]
  /** Every wanted field, empty: a feature of the file leaves out what it has no value for. */
  readonly none: FieldValues
  readonly any: boolean
  /** The number of the column that holds the features' keys, -1 without one. */
  readonly keyColumn: number
}

function select(
  columns: readonly FlatGeobufColumn[],
  fields: readonly string[] | undefined,
  keyColumn: string | null,
): Selection {
  const wanted = fields && new Set(fields)
  const names = columns.map(({ field: { name } }) =>
    name !== KEY_COLUMN && (!wanted || wanted.has(name)) ? name : null,
  )
  const kept = names.filter((name) => name !== null)
  return {
    names,
    valueBytes: columns.map(({ type }) => VALUE_BYTES[type]),
    read: columns.map(({ type }) => READ_VALUE[type]),
    // `fromEntries` makes own properties of any name, `__proto__` too.
    none: Object.fromEntries(kept.map((name) => [name, null])),
    any: kept.length > 0,
    keyColumn: columns.findIndex(({ field }) => field.name === keyColumn),
  }
}

/** Reads features, size-prefixed tables `Feature` of `feature.fbs`, from blocks of a file. */
export class FeatureReader {
  readonly #header: FlatGeobufHeader
  readonly #fields: readonly string[] | undefined
  readonly #selection: Selection
  #reader = new FlatBufferReader(new Uint8Array())
  #geometry = new GeometryReader(this.#reader)
  #illFormedTexts = 0

  /** `fields` are the names of those to read; without it, all. */
  constructor(header: FlatGeobufHeader, fields?: readonly string[]) {
    this.#header = header
    this.#fields = fields
    this.#selection = select(header.columns, fields, header.keyColumn)
  }

  /** Texts so far that were not UTF-8: what could not be read became U+FFFD. */
  get illFormedTexts(): number {
    return this.#illFormedTexts + this.#reader.illFormedTexts
  }

  /**
   * The length, prefix included, of the feature at a position of a block. Throws
   * `flatgeobuf-truncated` where it does not lie in the block.
   */
  byteLengthAt(block: Uint8Array, position: number): number {
    this.#turnTo(block)
    const prefixEnd = position + SIZE_PREFIX_BYTES
    if (prefixEnd > block.length) throw truncated(prefixEnd, block.length)
    const byteLength = SIZE_PREFIX_BYTES + this.#reader.view.getUint32(position, true)
    if (position + byteLength > block.length) throw truncated(position + byteLength, block.length)
    return byteLength
  }

  /** Whether the feature at a position of a block lies in it whole, its size prefix included. */
  isWholeAt(block: Uint8Array, position: number): boolean {
    this.#turnTo(block)
    const prefixEnd = position + SIZE_PREFIX_BYTES
    if (prefixEnd > block.length) return false
    return prefixEnd + this.#reader.view.getUint32(position, true) <= block.length
  }

  /**
   * The feature at a position of a block. `place` is its number in the file, counted from 0, by which it
   * is called where the file has no keys. Throws a `ProblemError`: `flatgeobuf-corrupt`,
   * `flatgeobuf-coordinate` or `flatgeobuf-curves`.
   */
  read(block: Uint8Array, position: number, place: number): Feature {
    const table = this.#tableAt(block, position)
    const shape = this.#reader.table(table, GEOMETRY)
    const { key: own, properties } = this.#values(table, this.#selectionFor(table))
    const geometry = shape ? this.#geometry.read(shape, this.#header.geometryType) : null
    // Not `...`: an object into which another is spread takes many times as long to make.
    const { key, id } = own === null ? keyOfPlace(place) : { key: own, id: toFeatureId(own) }
    return { key, id, geometry, properties }
  }

  /** The key of the feature at a position of a block, its number in the file where it has no other. */
  readKey(block: Uint8Array, position: number, place: number): FeatureKey {
    const table = this.#tableAt(block, position)
    return this.#values(table, this.#selectionFor(table)).key ?? keyOfPlace(place).key
  }

  #tableAt(block: Uint8Array, position: number): number {
    const byteLength = this.byteLengthAt(block, position)
    return this.#reader.root(position + SIZE_PREFIX_BYTES, position + byteLength)
  }

  #selectionFor(table: number): Selection {
    const ownColumns = readColumns(this.#reader, table, COLUMNS)
    return ownColumns.length > 0
      ? select(ownColumns, this.#fields, this.#header.keyColumn)
      : this.#selection
  }

  #turnTo(block: Uint8Array): void {
    if (this.#reader.bytes === block) return
    this.#illFormedTexts += this.#reader.illFormedTexts
    this.#reader = new FlatBufferReader(block)
    this.#geometry = new GeometryReader(this.#reader)
  }

  #values(
    table: number,
    { names, valueBytes, read, none, any, keyColumn }: Selection,
  ): { readonly key: FeatureKey | null; readonly properties: FieldValues } {
    const reader = this.#reader
    const properties: Record<string, FieldValue> = { ...none }
    const isKeyed = this.#header.keyColumn !== null
    if (!any && !isKeyed) return { key: null, properties }
    const vector = reader.vector(table, PROPERTIES, 1) ?? { start: 0, length: 0 }

    const { view } = reader
    let key: FeatureKey | null = null
    const end = vector.start + vector.length
    let position = vector.start
    // Some writers leave one byte over, which GDAL passes by too: no value fits in it.
    while (position + 2 <= end) {
      const column = view.getUint16(position, true)
      position += 2
      let byteLength = valueBytes[column]
      if (byteLength === undefined) throw corrupt('a value belongs to no column')
      if (byteLength === 0) {
        if (position + 4 > end) throw corrupt('a value ends past its feature')
        byteLength = view.getUint32(position, true)
        position += 4
      }
      if (position + byteLength > end) throw corrupt('a value ends past its feature')
      const name = names[column]
      if (name !== null && name !== undefined) {
        setValue(properties, name, read[column]!(reader, position, byteLength))
      }
      if (column === keyColumn) key = String(read[column]!(reader, position, byteLength))
      position += byteLength
    }
    if (isKeyed && key === null) throw corrupt('a feature has no value in the column of its keys')
    return { key, properties }
  }
}
