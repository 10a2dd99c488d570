import { geometryBbox } from '../geo/positions.ts'
import type { Feature, FieldValue } from './feature.ts'
import type { FeatureKey } from './feature-key.ts'
import { toReader, type ValueKind } from './field-value.ts'

/** A text as it stands in a file, in UTF-8, until the next one takes its place. */
export interface EncodedText {
  readonly view: DataView
  readonly start: number
  readonly end: number
  /** The text itself, what is not UTF-8 in it as U+FFFD. */
  decode(): string
}

/** Takes the values of one field, row by row. What a row is not given is empty. */
export interface ValueSink {
  /** What the field is declared to hold. */
  readonly kind: ValueKind
  /** Any value of the field; NaN is an empty one. */
  set(row: number, value: FieldValue): void
  /** The same as `set` of a number, or of `true` and `false` as 1 and 0, into a field of that kind. */
  setNumber(row: number, value: number): void
  /** The same as `set` of the text, into a field of texts; nobody makes it who has it already. */
  setText(row: number, text: EncodedText): void
}

/** Takes the features of a layer as rows of values, by columns: who has them as bytes need not make them. */
export interface RowSink {
  readonly fields: readonly string[]
  /** Of each field in turn. */
  readonly values: readonly ValueSink[]
  /**
   * Which feature a row is, before its values.
   *
   * @param key `null` where it is the id's digits
   * @param box west, south, east, north, infinite without positions; the sink copies it
   */
  setFeature(row: number, id: number, key: FeatureKey | null, box: ArrayLike<number>): void
}

/** As many rows are put into a sink before others have their turn. */
export const ROWS_BETWEEN_YIELDS = 2000

/** A function that puts features into a sink, whole. */
export function toFeaturePutter(sink: RowSink): (row: number, feature: Feature) => void {
  const readers = sink.fields.map(toReader)
  return (row, { key, id, geometry, properties }) => {
    sink.setFeature(row, id, key === String(id) ? null : key, geometryBbox(geometry))
    for (let place = 0; place < readers.length; place++) {
      sink.values[place]!.set(row, readers[place]!(properties))
    }
  }
}
