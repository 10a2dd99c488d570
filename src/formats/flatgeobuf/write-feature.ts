import type { Geometry } from 'geojson'
import type { Feature, FieldValue } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import { KEY_COLUMN } from '../../model/own-columns.ts'
import { ProblemError } from '../../model/problem.ts'
import type { GeometryType } from '../../model/schema.ts'
import { type FeatureRows, RowShape } from '../contract/feature-rows.ts'
import { withoutEmptyParts } from '../geometry/without-empty.ts'
import { FlatBufferWriter } from './flatbuffer-writer.ts'
import { SIZE_PREFIX_BYTES } from './format.ts'
import { type FlatGeobufField, WRITE_VALUE, type WriteValue } from './write-column.ts'
import { type Dimensions, GeometryWriter, NotFiniteError } from './write-geometry.ts'

/** Two bytes number the columns of a feature's properties. */
export const MAX_COLUMNS = 0xffff

/** Where the root table of a feature begins, and after it its properties, from the feature's first byte on. */
const TABLE_BYTE = 16
const VALUES_BYTE = TABLE_BYTE + 12

interface Column {
  readonly field: FlatGeobufField
  readonly write: WriteValue
}

/**
 * Writes features one after the other as size-prefixed tables `Feature` of `feature.fbs`, each a
 * multiple of eight bytes long, so that every double of a file is aligned and a reader needs no copy.
 */
export class FeatureWriter {
  readonly out = new FlatBufferWriter()
  readonly geometry: GeometryWriter
  readonly #columns: readonly Column[]
  readonly #geometryType: GeometryType
  readonly #isPlane: boolean
  readonly #shape = new RowShape()
  /** The rows that were written last, with how each column is read of them. */
  #rows: FeatureRows | null = null
  #readers: readonly ((row: number) => FieldValue)[] = []
  /** Fields whose values of other types are written as their text. */
  readonly #asText: ReadonlySet<string>
  /** Geometries without any position, written as none: GDAL (seen in 3.6) reads no further than such a one. */
  emptyGeometries = 0
  /** Geometries of which parts without any position were left out. */
  emptyParts = 0

  constructor(
    fields: readonly FlatGeobufField[],
    geometryType: GeometryType,
    dimensions: Dimensions,
    asText: ReadonlySet<string> = new Set(),
  ) {
    this.geometry = new GeometryWriter(this.out, dimensions)
    this.#columns = fields.map((field) => ({ field, write: WRITE_VALUE[field.type] }))
    this.#geometryType = geometryType
    this.#isPlane = !dimensions.hasZ && !dimensions.hasM
    this.#asText = asText
  }

  /**
   * Writes one feature and gives its length; its box is in `geometry` until the next. `number` counts
   * the features as they were given, for problems.
   */
  write(feature: Feature, number: number): number {
    const { key, properties } = feature
    const geometry = this.#filled(feature.geometry)
    const start = this.#begin(geometry !== null)
    const columns = this.#columns
    for (let i = 0; i < columns.length; i++) {
      const { name } = columns[i]!.field
      this.#value(i, name === KEY_COLUMN ? key : readValue(properties, name), number)
    }
    this.#endValues(start)
    if (geometry) {
      this.out.align(4)
      this.#placeGeometry(start, this.#geometry(geometry, number))
    }
    return this.#end(start)
  }

  /** Writes a row as `write` does its feature. */
  writeRow(rows: FeatureRows, row: number): number {
    const shape = this.#shape
    const hasPlace = rows.hasPlace(row) && rows.table.geometryType(row) !== null
    const isPlain = !hasPlace || (shape.take(rows.table, row) && this.#takes(shape))
    if (!isPlain) return this.write(rows.feature(row), row)
    const readers = this.#readersOf(rows)
    const start = this.#begin(hasPlace)
    for (let i = 0; i < readers.length; i++) this.#value(i, readers[i]!(row), row)
    this.#endValues(start)
    if (hasPlace) {
      this.out.align(4)
      this.#placeGeometry(start, this.#rowShape(row))
    }
    return this.#end(start)
  }

  /** Whether a shape of a row is written as it stands there. */
  #takes({ type }: RowShape): boolean {
    return this.#isPlane && (this.#geometryType === 'Unknown' || this.#geometryType === type)
  }

  #readersOf(rows: FeatureRows): readonly ((row: number) => FieldValue)[] {
    if (this.#rows !== rows) {
      this.#rows = rows
      this.#readers = this.#columns.map(({ field: { name } }) =>
        name === KEY_COLUMN ? (row) => rows.keyOf(row) : rows.reader(name),
      )
    }
    return this.#readers
  }

  /** Begins a feature, and gives where. */
  #begin(hasGeometry: boolean): number {
    const { out } = this
    const start = out.position
    const hasColumns = this.#columns.length > 0
    this.geometry.start()
    out.reserve(32)
    out.uint32(0)
    // The root table stands after its vtable of eight bytes: both have one layout in every feature.
    out.uint32(12)
    out.uint16(8)
    out.uint16(12)
    out.uint16(hasGeometry ? 4 : 0)
    out.uint16(hasColumns ? 8 : 0)
    const table = out.position
    out.int32(8)
    out.uint32(0)
    out.uint32(0)
    if (hasColumns) {
      out.patchUint32(table + 8, out.position - (table + 8))
      out.uint32(0)
    }
    return start
  }

  /** Table `Feature`, `properties`: column number and value in turn; an empty value is left out. */
  #value(column: number, value: FieldValue | undefined, number: number): void {
    const { out } = this
    const { field, write } = this.#columns[column]!
    if (value === null || value === undefined) {
      if (field.nullable === false) throw missingValue(field, number)
      return
    }
    out.uint16(column)
    if (!write(out, value)) {
      if (!this.#asText.has(field.name)) throw unfitValue(field, value, number)
      out.sizedText(String(value))
    }
  }

  #endValues(start: number): void {
    if (this.#columns.length === 0) return
    const values = start + VALUES_BYTE
    this.out.patchUint32(values, this.out.position - values - 4)
  }

  #placeGeometry(start: number, position: number): void {
    const slot = start + TABLE_BYTE + 4
    this.out.patchUint32(slot, position - slot)
  }

  #end(start: number): number {
    const { out } = this
    out.align(8)
    const byteLength = out.position - start
    out.patchUint32(start, byteLength - SIZE_PREFIX_BYTES)
    return byteLength
  }

  /** The geometry without parts of no position. */
  #filled(geometry: Geometry | null): Geometry | null {
    if (!geometry) return null
    const filled = withoutEmptyParts(geometry)
    if (!filled) this.emptyGeometries++
    else if (filled !== geometry) this.emptyParts++
    return filled
  }

  #geometry(geometry: Geometry, number: number): number {
    const type = this.#geometryType
    if (type !== 'Unknown' && geometry.type !== type) {
      throw new ProblemError({
        code: 'flatgeobuf-geometry-type',
        message: `Feature ${number} is a ${geometry.type}, but the layer is declared as ${type}. Declare it as Unknown, or convert the feature.`,
        values: { feature: number, found: geometry.type, declared: type },
      })
    }
    try {
      return this.geometry.write(geometry, type === 'Unknown')
    } catch (error) {
      throw toProblemOf(error, number)
    }
  }

  /** The geometry of the row at hand. */
  #rowShape(number: number): number {
    try {
      return this.geometry.writeShape(this.#shape, this.#geometryType === 'Unknown')
    } catch (error) {
      throw toProblemOf(error, number)
    }
  }
}

function toProblemOf(error: unknown, number: number): unknown {
  if (!(error instanceof NotFiniteError)) return error
  return new ProblemError({
    code: 'coordinate-not-finite',
    message: `Feature ${number} has a coordinate that is not a finite number.`,
    values: { feature: number },
  })
}

function missingValue(field: FlatGeobufField, number: number): ProblemError {
  return new ProblemError({
    code: 'field-value-missing',
    message: `Feature ${number} has no value in the field "${field.name}", which is declared to have one always.`,
    values: { field: field.name, feature: number },
  })
}

function unfitValue(field: FlatGeobufField, value: FieldValue, number: number): ProblemError {
  const shown = value instanceof Uint8Array ? `${value.length} bytes` : String(value).slice(0, 80)
  return new ProblemError({
    code: 'field-value-unfit',
    message: `Feature ${number} has the value "${shown}" in the field "${field.name}", which does not fit its type, ${field.type}.`,
    values: { field: field.name, type: field.type, value: shown, feature: number },
  })
}
