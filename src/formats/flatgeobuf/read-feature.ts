import type { Feature, FieldValue, FieldValues } from '../../model/feature.ts'
import { type FeatureKey, keyOfPlace, toFeatureId } from '../../model/feature-key.ts'
import { setValue } from '../../model/field-value.ts'
import { KEY_COLUMN } from '../../model/own-columns.ts'
import {
  type EncodedText,
  type RowSink,
  toFeaturePutter,
  type ValueSink,
} from '../../model/row-sink.ts'
import { corrupt, truncated } from './corrupt.ts'
import { FlatBufferReader, type Vector } from './flatbuffer-reader.ts'
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

/** What is read as a number alone; a 64-bit integer may be a `bigint`. */
const PLAIN_NUMBERS: ReadonlySet<ColumnTypeName> = new Set([
  'Byte',
  'UByte',
  'Short',
  'UShort',
  'Int',
  'UInt',
  'Float',
  'Double',
])

/** Columns made ready for reading many features: those that are wanted, and values to start from. */
interface Selection {
  readonly valueBytes: readonly number[]
  /** The numbers of the columns that are wanted. */
  readonly wanted: readonly number[]
  readonly names: readonly string[]
  readonly read: readonly ReadValue[]
  /** Every wanted field, empty: a feature of the file leaves out what it has no value for. */
  readonly none: FieldValues
  /** The number of the column that holds the features' keys, -1 without one. */
  readonly keyColumn: number
  /** Where the values of the feature at hand are, 0 where it has none, and how long they are, by column. */
  readonly starts: Int32Array
  readonly lengths: Int32Array
}

function select(
  columns: readonly FlatGeobufColumn[],
  fields: readonly string[] | undefined,
  keyColumn: string | null,
): Selection {
  const asked = fields && new Set(fields)
  const names = columns.map(({ field }) => field.name)
  const wanted = [...names.keys()].filter(
    (column) => names[column] !== KEY_COLUMN && (!asked || asked.has(names[column]!)),
  )
  return {
    names,
    wanted,
    valueBytes: columns.map(({ type }) => VALUE_BYTES[type]),
    read: columns.map(({ type }) => READ_VALUE[type]),
    // `fromEntries` makes own properties of any name, `__proto__` too.
    none: Object.fromEntries(wanted.map((column) => [names[column], null])),
    keyColumn: keyColumn === null ? -1 : names.indexOf(keyColumn),
    starts: new Int32Array(columns.length),
    lengths: new Int32Array(columns.length),
  }
}

/** Puts a value of the feature at hand into a row of the column that it goes to. */
type PutValue = (row: number, start: number, byteLength: number) => void

/** Reads features, size-prefixed tables `Feature` of `feature.fbs`, from blocks of a file. */
export class FeatureReader {
  readonly #header: FlatGeobufHeader
  readonly #fields: readonly string[] | undefined
  readonly #selection: Selection
  #reader = new FlatBufferReader(new Uint8Array())
  #geometry = new GeometryReader(this.#reader)
  #illFormedTexts = 0
  /** Where rows were put last, and how the values of each wanted column are put there. */
  #sink: RowSink | null = null
  #puts: readonly PutValue[] = []
  #putFeature: (row: number, feature: Feature) => void = () => undefined
  readonly #box = new Float64Array(4)
  readonly #text = new TextInFile()

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

  /** Where in its block the feature ends that was read last. */
  get byteEnd(): number {
    return this.#reader.end
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

  /**
   * Puts the feature at a position of a block into a row of a sink, whose fields are those of the reader: what
   * `read` gives, without making it. A feature that cannot be read leaves the sink as it was, and throws as there.
   */
  readRow(block: Uint8Array, position: number, place: number, sink: RowSink, row: number): void {
    if (this.#sink !== sink) this.#turnToSink(sink)
    const table = this.#tableAt(block, position)
    const selection = this.#selectionFor(table)
    if (selection !== this.#selection) {
      this.#putFeature(row, this.read(block, position, place))
      return
    }
    const shape = this.#reader.table(table, GEOMETRY)
    this.#locate(table, selection)
    const box = this.#box
    box[0] = box[1] = Number.POSITIVE_INFINITY
    box[2] = box[3] = Number.NEGATIVE_INFINITY
    if (shape) this.#geometry.widen(box, shape, this.#header.geometryType)
    this.#putIdentity(selection, place, sink, row)
    const { wanted, starts, lengths } = selection
    for (let nth = 0; nth < wanted.length; nth++) {
      const column = wanted[nth]!
      const start = starts[column]!
      if (start > 0) this.#puts[nth]!(row, start, lengths[column]!)
    }
  }

  #putIdentity(selection: Selection, place: number, sink: RowSink, row: number): void {
    const { keyColumn, starts, lengths } = selection
    if (keyColumn < 0) {
      sink.setFeature(row, place, null, this.#box)
      return
    }
    const start = starts[keyColumn]!
    // Most keys are numbers, of which no text has to be made.
    const number =
      selection.valueBytes[keyColumn] === 0 ? this.#numberAt(start, lengths[keyColumn]!) : -1
    if (number >= 0) {
      sink.setFeature(row, number, null, this.#box)
      return
    }
    const key = this.#keyOf(selection)
    const id = toFeatureId(key)
    sink.setFeature(row, id, key === String(id) ? null : key, this.#box)
  }

  /** The safe integer of 0 or more whose digits alone a text is; -1 of any other. */
  #numberAt(start: number, byteLength: number): number {
    if (byteLength === 0 || byteLength > 15) return -1
    const { bytes } = this.#reader
    if (bytes[start] === ZERO && byteLength > 1) return -1
    let number = 0
    for (let at = start; at < start + byteLength; at++) {
      const digit = bytes[at]! - ZERO
      if (digit < 0 || digit > 9) return -1
      number = 10 * number + digit
    }
    return number
  }

  #turnToSink(sink: RowSink): void {
    this.#sink = sink
    this.#putFeature = toFeaturePutter(sink)
    const { names, wanted } = this.#selection
    const ofField = new Map(sink.fields.map((name, place) => [name, sink.values[place]!]))
    this.#puts = wanted.map((column) => this.#toPut(column, ofField.get(names[column]!)!))
  }

  #toPut(column: number, values: ValueSink): PutValue {
    const { type } = this.#header.columns[column]!
    const read = READ_VALUE[type]
    if (PLAIN_NUMBERS.has(type) && values.kind === 'number') {
      return (row, start) => values.setNumber(row, read(this.#reader, start, 0) as number)
    }
    if (read === readText && values.kind === 'text') {
      return (row, start, byteLength) =>
        values.setText(row, this.#text.turnTo(this.#reader, start, byteLength))
    }
    return (row, start, byteLength) => values.set(row, read(this.#reader, start, byteLength))
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
    selection: Selection,
  ): { readonly key: FeatureKey | null; readonly properties: FieldValues } {
    const { names, wanted, read, none, starts, lengths } = selection
    const properties: Record<string, FieldValue> = { ...none }
    const isKeyed = this.#header.keyColumn !== null
    if (wanted.length === 0 && !isKeyed) return { key: null, properties }
    this.#locate(table, selection)
    for (let nth = 0; nth < wanted.length; nth++) {
      const column = wanted[nth]!
      const start = starts[column]!
      if (start === 0) continue
      setValue(properties, names[column]!, read[column]!(this.#reader, start, lengths[column]!))
    }
    return { key: isKeyed ? this.#keyOf(selection) : null, properties }
  }

  #keyOf({ keyColumn, read, starts, lengths }: Selection): FeatureKey {
    return String(read[keyColumn]!(this.#reader, starts[keyColumn]!, lengths[keyColumn]!))
  }

  /** Finds where the values of a feature are; of several of one column the last one counts. */
  #locate(table: number, { valueBytes, keyColumn, starts, lengths }: Selection): void {
    const reader = this.#reader
    const vector = reader.vector(table, PROPERTIES, 1) ?? NO_VALUES
    const { view } = reader
    starts.fill(0)
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
      starts[column] = position
      lengths[column] = byteLength
      position += byteLength
    }
    const isKeyed = this.#header.keyColumn !== null
    if (isKeyed && !(keyColumn >= 0 && starts[keyColumn]! > 0)) {
      throw corrupt('a feature has no value in the column of its keys')
    }
  }
}

const NO_VALUES: Vector = { start: 0, length: 0 }

const ZERO = 0x30

/** The text of the file at hand that is put into a sink. */
class TextInFile implements EncodedText {
  #reader = new FlatBufferReader(new Uint8Array())
  start = 0
  end = 0

  get view(): DataView {
    return this.#reader.view
  }

  turnTo(reader: FlatBufferReader, start: number, byteLength: number): this {
    this.#reader = reader
    this.start = start
    this.end = start + byteLength
    return this
  }

  decode(): string {
    return this.#reader.text(this.start, this.end - this.start)
  }
}
