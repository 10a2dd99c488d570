import type { FeatureSource } from '../sources/feature-source.ts'
import { LayerColumns, type ReadOptions, type Rows } from './layer-columns.ts'

/** What the columns of all layers may take together. */
const LIMIT_BYTES = 512_000_000

/**
 * The columns of the layers that were asked, those asked longest ago given up first when they take too
 * much together. A source that was opened anew has columns of its own.
 */
export class ColumnStores {
  readonly #limitBytes: number
  /** The one asked last is last. */
  readonly #stores = new Map<FeatureSource, LayerColumns>()

  constructor(limitBytes = LIMIT_BYTES) {
    this.#limitBytes = limitBytes
  }

  /** As `LayerColumns.read`. */
  async read(
    source: FeatureSource,
    fields: readonly string[],
    options: ReadOptions,
  ): Promise<Rows> {
    const columns = this.#stores.get(source) ?? new LayerColumns(source, this.#limitBytes)
    this.#stores.delete(source)
    this.#stores.set(source, columns)
    try {
      return await columns.read(fields, options)
    } finally {
      this.#giveUpOldest(columns)
    }
  }

  #giveUpOldest(kept: LayerColumns): void {
    let total = 0
    for (const { byteLength } of this.#stores.values()) total += byteLength
    for (const [source, columns] of this.#stores) {
      if (total <= this.#limitBytes) return
      if (columns === kept) continue
      total -= columns.byteLength
      this.#stores.delete(source)
    }
  }
}
