import type { FeatureKey } from '../model/feature-key.ts'
import type { RowSink } from '../model/row-sink.ts'
import type { Field } from '../model/schema.ts'
import { type Column, ColumnBuilder } from './column.ts'

/** Which feature each row is, and where. */
export interface Identity {
  readonly ids: Float64Array
  /** Keys that are not their ids' digits, by row. */
  readonly keys: ReadonlyMap<number, FeatureKey>
  /** Four numbers a row. */
  readonly boxes: Float64Array
}

export interface Held {
  readonly identity: Identity
  readonly columns: ReadonlyMap<string, Column>
}

export const BYTES_OF_IDENTITY = 5 * 8
export const BYTES_OF_KEY = 80

/** Takes the rows of a layer into columns. Tells what it takes of memory by `take`, which throws where that is too much. */
export class RowBuilder implements RowSink {
  readonly fields: readonly string[]
  readonly values: readonly ColumnBuilder[]
  readonly #take: (bytes: number) => void
  readonly #keys = new Map<number, FeatureKey>()
  #capacity: number
  #ids: Float64Array
  #boxes: Float64Array

  /** @param rowCount how many rows there will be, 0 where that is not known */
  constructor(fields: readonly Field[], rowCount: number, take: (bytes: number) => void) {
    this.#take = take
    this.fields = fields.map(({ name }) => name)
    this.values = fields.map((field) => new ColumnBuilder(field, rowCount, take))
    this.#capacity = rowCount || 1024
    take(this.#capacity * BYTES_OF_IDENTITY)
    this.#ids = new Float64Array(this.#capacity)
    this.#boxes = new Float64Array(4 * this.#capacity)
  }

  setFeature(row: number, id: number, key: FeatureKey | null, box: ArrayLike<number>): void {
    if (row >= this.#capacity) this.#grow()
    this.#ids[row] = id
    const at = 4 * row
    this.#boxes[at] = box[0]!
    this.#boxes[at + 1] = box[1]!
    this.#boxes[at + 2] = box[2]!
    this.#boxes[at + 3] = box[3]!
    if (key === null) return
    if (!this.#keys.has(row)) this.#take(BYTES_OF_KEY)
    this.#keys.set(row, key)
  }

  /** The first rows. */
  finish(rowCount: number): Held {
    const columns = this.values.map((builder, place): [string, Column] => [
      this.fields[place]!,
      builder.finish(rowCount),
    ])
    return {
      identity: {
        ids: this.#ids.subarray(0, rowCount),
        keys: this.#keys,
        boxes: this.#boxes.subarray(0, 4 * rowCount),
      },
      columns: new Map(columns),
    }
  }

  #grow(): void {
    const more = Math.max(1024, this.#capacity)
    this.#take(more * BYTES_OF_IDENTITY)
    this.#capacity += more
    this.#ids = grow(this.#ids, this.#capacity)
    this.#boxes = grow(this.#boxes, 4 * this.#capacity)
  }
}

function grow(array: Float64Array, length: number): Float64Array {
  const grown = new Float64Array(length)
  grown.set(array)
  return grown
}
