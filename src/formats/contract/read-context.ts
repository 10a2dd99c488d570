import type { Geometry } from 'geojson'
import type { CsvColumns } from '../../model/csv-columns.ts'
import { type Problem, ProblemError, type Warning } from '../../model/problem.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import type { CsvDialect } from '../csv/dialect.ts'

/** What a user decided on the review card after a first reading. */
export interface ImportChoices {
  /** The encoding of the texts, by its WHATWG name (`windows-1252`, `utf-8`, `gb18030`). */
  readonly encoding?: string
  /** The coordinate reference system, as `parseCrs` reads it. */
  readonly crs?: string
  /** The columns of a table that hold the place. */
  readonly columns?: CsvColumns
  /** How a table of text is cut into rows and cells; what is not given is found. */
  readonly dialect?: Partial<CsvDialect>
}

export interface Progress {
  readonly bytesRead: number
  readonly bytesTotal: number
  readonly features: number
}

/** The features of a layer while they are read: at each look there may be more of them. */
export interface GrowingFeatures {
  readonly length: number
  /** Of all of them: a single track may grow for long. */
  readonly positionCount: number
  /** In the system that the file is in. */
  geometry(index: number): Geometry | null
}

/** A layer whose features are being read. */
export interface LayerBegun {
  readonly features: GrowingFeatures
  /** The system of the positions as the file names it, as `parseCrs` reads it; `null` where nothing names one. */
  readonly crs: string | null
}

export interface ReadOptions {
  readonly signal?: AbortSignal
  /** Called some ten times a second at most. */
  readonly onProgress?: (progress: Progress) => void
  /** Called with the layers that are being read whenever they become others: those that are whole are in it no more. */
  readonly onLayers?: (layers: readonly LayerBegun[]) => void
  /** The most memory that what is read may take; what needs more is refused, not begun or broken off. */
  readonly maxBytes?: number
  readonly choices?: ImportChoices
}

/** Enough for a shapefile or a GeoJSON file of some hundred megabytes, and less than a tab may have. */
export const DEFAULT_MAX_BYTES = 1_500_000_000

/** Counts what a reading takes of memory and refuses what would be too much. */
export class MemoryBudget {
  readonly limit: number
  #used = 0

  constructor(limit: number) {
    this.limit = limit
  }

  get used(): number {
    return this.#used
  }

  take(bytes: number, what: string): void {
    this.#used += bytes
    if (this.#used > this.limit) {
      throw new ProblemError({
        code: 'memory-limit',
        message:
          `${what} needs more memory than may be used: at least ${this.#used} bytes, the limit is ` +
          `${this.limit}. Read it in parts, or convert it to FlatGeobuf on the command line.`,
        values: { name: what, bytes: this.#used, limitBytes: this.limit },
      })
    }
  }

  give(bytes: number): void {
    this.#used -= bytes
  }
}

/** So many layers are looked at while they are read: of a file with thousands, the others come at its end. */
const MOST_BEGUN = 50

const PROGRESS_INTERVAL_MS = 100
/** How long a reader may work before others in the same thread have their turn. */
const SLICE_MS = 30

/** What every reader is given: it reads through it, and says through it what it met. */
export class ReadContext {
  readonly signal: AbortSignal | undefined
  readonly budget: MemoryBudget
  readonly choices: ImportChoices
  /** Files that a layer took something from without being one, such as the icons in a KMZ. */
  readonly used = new Set<ByteSource>()
  readonly #onProgress: ((progress: Progress) => void) | undefined
  readonly #onLayers: ReadOptions['onLayers']
  #begun: readonly LayerBegun[] = []
  #bytesTotal = 0
  #bytesRead = 0
  #features = 0
  #lastReport = 0
  #sliceStart = performance.now()

  constructor(options: ReadOptions) {
    this.signal = options.signal
    this.budget = new MemoryBudget(options.maxBytes ?? DEFAULT_MAX_BYTES)
    this.choices = options.choices ?? {}
    this.#onProgress = options.onProgress
    this.#onLayers = options.onLayers
  }

  /** Lets what is read of a layer be looked at while it is read; told by readers that know its system before its end. */
  beginLayer(features: GrowingFeatures, crs: string | null): void {
    if (this.#begun.length >= MOST_BEGUN) return
    const chosen = this.choices.crs ?? crs
    this.#setBegun([...this.#begun, { features, crs: chosen }])
  }

  /** Nothing more is read of a layer: its positions may be brought into another system. */
  endLayer(features: GrowingFeatures): void {
    this.#setBegun(this.#begun.filter((layer) => layer.features !== features))
  }

  /** Nothing more is read of a file, whether it was read to its end or not. */
  endLayers(): void {
    if (this.#begun.length > 0) this.#setBegun([])
  }

  #setBegun(begun: readonly LayerBegun[]): void {
    this.#begun = begun
    this.#onLayers?.(begun)
  }

  /** Remembers what was expected, counted and begun; what it returns undoes all that came since, for who begins a file again. */
  mark(): () => void {
    const { used } = this.budget
    const bytesTotal = this.#bytesTotal
    const bytesRead = this.#bytesRead
    const features = this.#features
    const begun = this.#begun
    return () => {
      this.budget.give(this.budget.used - used)
      this.#bytesTotal = bytesTotal
      this.#bytesRead = bytesRead
      this.#features = features
      this.#setBegun(begun)
    }
  }

  expect(bytes: number): void {
    this.#bytesTotal += bytes
  }

  /** Counts what was read; called by readers as they go. */
  advance(bytes: number, features: number): void {
    this.#bytesRead += bytes
    this.#features += features
  }

  /**
   * To be awaited every few hundred features: lets go of the thread now and then, so that a cancel
   * arrives, and rejects once it has.
   */
  async breathe(): Promise<void> {
    this.signal?.throwIfAborted()
    const now = performance.now()
    if (now - this.#sliceStart < SLICE_MS) return
    this.report(now)
    await new Promise<void>((resolve) => setTimeout(resolve))
    this.#sliceStart = performance.now()
    this.signal?.throwIfAborted()
  }

  report(now = Number.POSITIVE_INFINITY): void {
    if (!this.#onProgress || now - this.#lastReport < PROGRESS_INTERVAL_MS) return
    this.#lastReport = performance.now()
    this.#onProgress({
      bytesRead: Math.min(this.#bytesRead, this.#bytesTotal),
      bytesTotal: this.#bytesTotal,
      features: this.#features,
    })
  }

  /** The whole of a source, counted against the memory that may be used. */
  async readAll(source: ByteSource): Promise<Uint8Array> {
    this.signal?.throwIfAborted()
    this.budget.take(source.size, source.name)
    const bytes = await source.read(0, source.size)
    this.signal?.throwIfAborted()
    return bytes
  }

  /** The bytes of a source in order, in pieces of about a megabyte; the next is fetched while one is gone through. */
  async *chunks(source: ByteSource, start = 0, end = source.size): AsyncGenerator<Uint8Array> {
    const fetchFrom = (offset: number) => {
      const fetching = source.read(offset, Math.min(end, offset + CHUNK_BYTES))
      // Whoever goes on hears of it; who stops before does not.
      fetching.catch(() => undefined)
      return fetching
    }
    if (start >= end) return
    this.signal?.throwIfAborted()
    if (source.stream && start === 0 && end === source.size) {
      for await (const chunk of gather(source.stream())) {
        this.signal?.throwIfAborted()
        this.advance(chunk.length, 0)
        yield chunk
        await this.breathe()
      }
      return
    }
    let next = fetchFrom(start)
    for (let offset = start; offset < end; ) {
      const chunk = await next
      this.signal?.throwIfAborted()
      if (chunk.length === 0) return
      offset += chunk.length
      if (offset < end) next = fetchFrom(offset)
      this.advance(chunk.length, 0)
      yield chunk
      await this.breathe()
    }
  }
}

const CHUNK_BYTES = 1 << 20

/** Pieces of any length as chunks of `CHUNK_BYTES`, the last one shorter. */
async function* gather(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let chunk = new Uint8Array(CHUNK_BYTES)
  let length = 0
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + CHUNK_BYTES - length)
      chunk.set(part, length)
      at += part.length
      length += part.length
      if (length < CHUNK_BYTES) continue
      yield chunk
      chunk = new Uint8Array(CHUNK_BYTES)
      length = 0
    }
  }
  if (length > 0) yield chunk.subarray(0, length)
}

/** Warnings by code: a thousand features with one fault are one warning with a count. */
export class WarningList {
  readonly #warnings = new Map<string, { readonly first: Problem; count: number }>()

  /** `key` keeps warnings of one code apart, such as those of different fields. */
  add(warning: Problem & { readonly count?: number }, key = warning.code): void {
    const count = warning.count ?? 1
    const before = this.#warnings.get(key)
    if (before) before.count += count
    else this.#warnings.set(key, { first: warning, count })
  }

  addAll(warnings: readonly Warning[]): void {
    for (const warning of warnings) this.add(warning, `${warning.code} ${warning.message}`)
  }

  list(): readonly Warning[] {
    return Array.from(this.#warnings.values(), ({ first, count }) => ({ ...first, count }))
  }
}
