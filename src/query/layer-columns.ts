import { type Bbox, isEmpty } from '../geo/bbox.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import { ProblemError } from '../model/problem.ts'
import type { Field } from '../model/schema.ts'
import { untilAborted } from '../model/until-aborted.ts'
import { type FeatureSource, readRows } from '../sources/feature-source.ts'
import type { Column } from './column.ts'
import {
  BYTES_OF_IDENTITY,
  BYTES_OF_KEY,
  type Held,
  type Identity,
  RowBuilder,
} from './row-builder.ts'

/** What reads tell, and what ends them. */
export interface ReadOptions {
  readonly signal: AbortSignal
  /** Awaited now and then with the share that is done, `null` where it is not known. */
  readonly pause: (share: number | null) => Promise<void>
}

/** Some columns of a layer, and which feature each row is. */
export interface Rows {
  readonly rowCount: number
  readonly columns: ReadonlyMap<string, Column>
  keyAt(row: number): FeatureKey
  idAt(row: number): number
  /** West, south, east, north of each row in turn; infinite for a feature without positions. */
  readonly boxes: Float64Array
  /** `null` for a feature without positions. */
  bboxAt(row: number): Bbox | null
}

/** A reading that nobody waits for goes on for so long: who asks anew, as for another order, joins it. */
const GRACE_MILLISECONDS = 50

/** A reading of some columns that several questions may wait for: it ends with the last of them. */
class SharedReading {
  readonly names: ReadonlySet<string>
  readonly held: Promise<Held>
  readonly #waiting = new Set<ReadOptions>()
  readonly #controller = new AbortController()

  constructor(names: readonly string[], read: (options: ReadOptions) => Promise<Held>) {
    this.names = new Set(names)
    const { signal } = this.#controller
    this.held = read({ signal, pause: (share) => this.#pause(share) })
    this.held.catch(() => undefined)
  }

  async join(options: ReadOptions): Promise<Held> {
    this.#waiting.add(options)
    try {
      return await untilAborted(this.held, options.signal)
    } finally {
      this.#waiting.delete(options)
      setTimeout(() => this.#endUnlessAwaited(options.signal), GRACE_MILLISECONDS)
    }
  }

  #endUnlessAwaited({ reason }: AbortSignal): void {
    if (this.#waiting.size === 0) this.#controller.abort(reason)
  }

  async #pause(share: number | null): Promise<void> {
    if (this.#waiting.size === 0) {
      await new Promise((resolve) => setTimeout(resolve, GRACE_MILLISECONDS))
    }
    for (const { pause } of [...this.#waiting]) {
      // One that has been ended says so here, and is told by its own signal.
      await pause(share).catch(() => undefined)
    }
    this.#controller.signal.throwIfAborted()
  }
}

/**
 * The columns of a layer, read from its source when they are first asked for and kept: a layer of millions of
 * features costs what is asked of it. Rows are in the source's order.
 */
export class LayerColumns {
  readonly #source: FeatureSource
  readonly #limitBytes: number
  #held: Held | null = null
  #bytes = 0
  /** Readings go one after the other: two that ask for the same column read it once. */
  #reading: SharedReading | null = null

  /** @param limitBytes more than this is not kept of a layer */
  constructor(source: FeatureSource, limitBytes: number) {
    this.#source = source
    this.#limitBytes = limitBytes
  }

  /** What is kept takes this much memory, about. */
  get byteLength(): number {
    return this.#bytes
  }

  /**
   * The rows with the named columns at least. Rejects with the signal's reason, with the problem
   * `query-field-unknown`, with `query-too-large` where the columns do not fit, and as the source does.
   */
  async read(names: readonly string[], options: ReadOptions): Promise<Rows> {
    options.signal.throwIfAborted()
    const fields = [...new Set(names)].map((name) => this.#field(name))
    if (!this.#reading || !fields.every(({ name }) => this.#reading!.names.has(name))) {
      this.#reading = this.#begin(fields)
    }
    return toRows(await this.#reading.join(options))
  }

  #begin(fields: readonly Field[]): SharedReading {
    const before = this.#reading?.held.catch(() => undefined)
    const reading = new SharedReading(
      fields.map(({ name }) => name),
      async (options) => {
        await before
        options.signal.throwIfAborted()
        return this.#complete(fields, options)
      },
    )
    const end = () => {
      if (this.#reading === reading) this.#reading = null
    }
    reading.held.then(end, end)
    return reading
  }

  #field(name: string): Field {
    const { fields, name: layer } = this.#source.schema
    const field = fields.find((candidate) => candidate.name === name)
    if (field) return field
    throw new ProblemError({
      code: 'query-field-unknown',
      message: `The layer ${layer} has no field “${name}”; it has ${fields.map((one) => one.name).join(', ')}`,
      values: { field: name, layer },
    })
  }

  async #complete(fields: readonly Field[], options: ReadOptions): Promise<Held> {
    const held = this.#held
    const missing = fields.filter(({ name }) => !held?.columns.has(name))
    if (held && missing.length === 0) return held
    const bytesBefore = this.#bytes
    try {
      const read = await this.#read(missing, options)
      const isSame = !held || isSameRows(held.identity, read.identity)
      if (isSame) {
        const columns = new Map([...(held?.columns ?? []), ...read.columns])
        if (held) this.#bytes -= bytesOf(read.identity)
        this.#held = { identity: held?.identity ?? read.identity, columns }
        return this.#held
      }
    } catch (error) {
      this.#bytes = bytesBefore
      throw error
    }
    // The file has been replaced: what was read of the one before is of other features.
    this.#held = null
    this.#bytes = 0
    return this.#complete(fields, options)
  }

  async #read(fields: readonly Field[], { signal, pause }: ReadOptions): Promise<Held> {
    const { featureCount } = this.#source.schema
    const rows = new RowBuilder(fields, featureCount ?? 0, (bytes) => this.#take(bytes))
    let rowCount = 0
    for await (rowCount of readRows(this.#source, rows, signal)) {
      await pause(featureCount && rowCount / featureCount)
    }
    return rows.finish(rowCount)
  }

  #take(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes <= this.#limitBytes) return
    const { name } = this.#source.schema
    throw new ProblemError({
      code: 'query-too-large',
      message: `What is asked of the layer ${name} needs at least ${this.#bytes} bytes of memory; the limit is ${this.#limitBytes}. Ask for fewer fields, or for a part of the layer.`,
      values: { name, bytes: this.#bytes, limitBytes: this.#limitBytes },
    })
  }
}

function toRows({ identity: { ids, keys, boxes }, columns }: Held): Rows {
  return {
    rowCount: ids.length,
    columns,
    boxes,
    keyAt: (row) => keys.get(row) ?? String(ids[row]!),
    idAt: (row) => ids[row]!,
    bboxAt(row) {
      const [west, south, east, north] = boxes.subarray(4 * row, 4 * row + 4)
      const bbox: Bbox = [west!, south!, east!, north!]
      return isEmpty(bbox) ? null : bbox
    },
  }
}

function isSameRows(a: Identity, b: Identity): boolean {
  return a.ids.length === b.ids.length && a.ids.every((id, row) => id === b.ids[row])
}

function bytesOf({ ids, keys }: Identity): number {
  return ids.length * BYTES_OF_IDENTITY + keys.size * BYTES_OF_KEY
}
