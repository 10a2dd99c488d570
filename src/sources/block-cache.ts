import type { PiecesOfRange } from './http-file.ts'
import { joinRanges, type Range } from './plan-ranges.ts'
import type { Piece } from './seen-parts.ts'

/**
 * Blocks of the files of all sources, the most recently used ones, up to a number of bytes: however
 * many layers are on the map, what is kept of them is bounded.
 */
export class BlockStore {
  readonly #maxBytes: number
  /** A `Map` keeps the order of insertion: the first entry is the one unused for longest. */
  readonly #blocks = new Map<string, Uint8Array>()
  #byteLength = 0

  constructor(maxBytes = 48 * 1024 * 1024) {
    this.#maxBytes = maxBytes
  }

  get byteLength(): number {
    return this.#byteLength
  }

  get(key: string): Uint8Array | undefined {
    const block = this.#blocks.get(key)
    if (block) {
      this.#blocks.delete(key)
      this.#blocks.set(key, block)
    }
    return block
  }

  /** Lets go of all blocks whose keys begin so. */
  forget(prefix: string): void {
    for (const [key, { length }] of this.#blocks) {
      if (!key.startsWith(prefix)) continue
      this.#blocks.delete(key)
      this.#byteLength -= length
    }
  }

  set(key: string, block: Uint8Array): void {
    this.#byteLength += block.length - (this.#blocks.get(key)?.length ?? 0)
    this.#blocks.delete(key)
    this.#blocks.set(key, block)
    for (const [oldest, { length }] of this.#blocks) {
      if (this.#byteLength <= this.#maxBytes) break
      this.#blocks.delete(oldest)
      this.#byteLength -= length
    }
  }
}

/**
 * Reads `[start, end)` of a file, fewer bytes where the file ends before; or what there is of it, where the
 * rest cannot be had.
 */
export type ReadRange = (
  start: number,
  end: number,
  signal: AbortSignal,
) => Promise<Uint8Array | PiecesOfRange>

export interface BlockCacheOptions {
  readonly store: BlockStore
  readonly blockBytes?: number
  /** The most requests that one reading makes. */
  readonly maxRanges?: number
}

/** What a reading knows beside its ranges. */
export interface ReadHints {
  /** A range that holds the ranges and is read whole if that costs little beside what is wanted. */
  readonly along?: Range
  /** About how many bytes the readings that follow from this one will want. */
  readonly expectedBytes?: number
  /** How much of the ranges is wanted, where not all is; all unless said. */
  readonly wanted?: WantedShare
}

/** The share of some ranges that is wanted: guessed at first, told to `settle` once it is known. */
export class WantedShare {
  readonly guess: number
  /** Bytes of the ranges that had to be fetched. */
  fetchedBytes = 0

  constructor(guess: number) {
    this.guess = guess
  }
}

/**
 * Of what is wanted, such a share may be read for nothing beside it where that saves requests. The
 * account is kept from the opening of a file on, with all that its readings fetched and wanted.
 */
const SPARE_SHARE = 0.5

/** What was not spent is kept for later readings, up to this. */
const MAX_CREDIT_BYTES = 1024 * 1024

/** What a request costs beside its bytes: a round trip of 100 ms at 12 Mbit/s. */
const REQUEST_BYTES = 150 * 1024

/** A range is read along up to this share of what may be spent at the time. */
const ALONG_SHARE = 0.75

/** A request under way, and how many readings wait for it. */
interface Flight {
  /** What was fetched of a block; throws where it could not be had. */
  readonly cut: Promise<(block: number) => Uint8Array>
  readonly controller: AbortController
  waiting: number
  landed: boolean
}

/** A part of a reading: a block at hand, or one that a flight brings. */
type BlockPiece = { readonly block: number } & (
  | { readonly bytes: Uint8Array }
  | { readonly flight: Flight }
)

/** A range that is asked for and not yet launched. */
interface Waiting {
  readonly range: Range
  readonly hints: ReadHints
  readonly signal: AbortSignal
  /** Called once the range's blocks are all kept or under way. */
  readonly attach: () => void
}

let caches = 0

/**
 * Reads ranges of one file through blocks that all readings share: a block that is kept is not
 * fetched, one that is under way is waited for, and what is missing is fetched in as few requests as
 * `joinRanges` allows. A request is given up only when the last reading that waits for it is aborted.
 */
export class BlockCache {
  readonly #read: ReadRange
  readonly #store: BlockStore
  readonly #blockBytes: number
  readonly #maxRanges: number
  readonly #flights = new Map<number, Flight>()
  readonly #name = ++caches
  #waiting: Waiting[] = []
  /** Bytes that may be read for nothing; below zero where something was read in advance. */
  #credit = 0

  constructor(read: ReadRange, options: BlockCacheOptions) {
    this.#read = read
    this.#store = options.store
    this.#blockBytes = options.blockBytes ?? 512
    this.#maxRanges = options.maxRanges ?? 16
  }

  /**
   * The bytes of ranges, a promise each, so that a caller can use the first while the last is under
   * way. A range past the end of the file gives fewer bytes. Rejects with the signal's reason.
   *
   * What is asked for within one turn of the event loop is fetched together: the tiles of a view ask
   * each for itself, but what they need lies side by side.
   */
  read(
    ranges: readonly Range[],
    signal: AbortSignal,
    hints: ReadHints = {},
  ): readonly Promise<Uint8Array>[] {
    signal.throwIfAborted()
    let listener: () => void = () => undefined
    const aborted = new Promise<never>((_, reject) => {
      listener = () => void reject(signal.reason)
    })
    signal.addEventListener('abort', listener, { once: true })
    const readings = ranges.map((range) => {
      const launched = new Promise<readonly BlockPiece[]>((resolve) => {
        const attach = () => resolve(this.#take(range))
        this.#waiting.push({ range, hints, signal, attach })
      })
      return this.#collect(range, launched, aborted)
    })
    if (this.#waiting.length === ranges.length) setTimeout(() => this.#launch(), 0)
    // A caller that stops half way leaves promises behind; they are not failures of anything.
    void Promise.allSettled(readings).then(() => signal.removeEventListener('abort', listener))
    aborted.catch(() => undefined)
    return readings
  }

  /** Sends out for every block that is neither kept nor under way, of all that is asked for by now. */
  #launch(): void {
    const waiting = this.#waiting.filter(({ signal }) => !signal.aborted)
    this.#waiting = []
    const missing = this.#missing(waiting.map(({ range }) => range))
    const hints = new Set(waiting.map((each) => each.hints))
    for (const { range, hints } of waiting) this.#earn(range, hints.wanted, missing)
    this.#credit -= missing.size * this.#blockBytes
    const advance = SPARE_SHARE * sum([...hints].map(({ expectedBytes = 0 }) => expectedBytes))
    const spend = (blocks: number) => {
      this.#credit -= blocks * this.#blockBytes
    }

    for (const { along } of hints) {
      if (!along) continue
      const more = [...this.#missing([along])].filter((block) => !missing.has(block))
      if (more.length * this.#blockBytes > ALONG_SHARE * (this.#credit + advance)) continue
      for (const block of more) missing.add(block)
      spend(more.length)
    }

    const runs: { start: number; end: number }[] = []
    for (const block of [...missing].sort((a, b) => a - b)) {
      const last = runs.at(-1)
      if (last?.end === block) last.end++
      else runs.push({ start: block, end: block + 1 })
    }
    const joined = joinRanges(runs, {
      spare: (this.#credit + advance) / this.#blockBytes,
      maxGap: REQUEST_BYTES / this.#blockBytes,
      maxRanges: this.#maxRanges,
    })
    spend(sum(joined.map(({ start, end }) => end - start)) - missing.size)
    this.#credit = Math.min(this.#credit, MAX_CREDIT_BYTES)
    for (const { start, end } of joined) this.#fly(start, end)
    // In the same turn, before a block that is kept can be dropped for another.
    for (const { attach } of waiting) attach()
  }

  /** Corrects the account once it is known how much of a reading's ranges was wanted. */
  settle({ guess, fetchedBytes }: WantedShare, share: number): void {
    this.#credit += (1 + SPARE_SHARE) * (share - guess) * fetchedBytes
  }

  #earn({ start, end }: Range, wanted: WantedShare | undefined, missing: Set<number>): void {
    const blocks = this.#blocksOf({ start, end })
    const missed = blocks.filter((block) => missing.has(block)).length
    const fetchedBytes = missed === 0 ? 0 : ((end - start) * missed) / blocks.length
    if (wanted) wanted.fetchedBytes += fetchedBytes
    this.#credit += (1 + SPARE_SHARE) * (wanted?.guess ?? 1) * fetchedBytes
  }

  /** The blocks of ranges that are neither kept nor under way. */
  #missing(ranges: readonly Range[]): Set<number> {
    const missing = new Set<number>()
    for (const range of ranges) {
      for (const block of this.#blocksOf(range)) {
        if (!this.#flights.has(block) && !this.#store.get(this.#key(block))) missing.add(block)
      }
    }
    return missing
  }

  #fly(firstBlock: number, endBlock: number): void {
    const controller = new AbortController()
    const start = firstBlock * this.#blockBytes
    const end = endBlock * this.#blockBytes
    const fetched = this.#read(start, end, controller.signal)
    const cut = fetched.then((bytes) => this.#toCut(start, bytes))
    const flight: Flight = { cut, controller, waiting: 0, landed: false }
    const land = () => {
      flight.landed = true
      this.#forget(flight, firstBlock, endBlock)
    }
    controller.signal.addEventListener('abort', land)
    for (let block = firstBlock; block < endBlock; block++) {
      // A gap that is read along may hold blocks that another flight brings already.
      if (!this.#flights.has(block)) this.#flights.set(block, flight)
    }
    Promise.all([fetched, cut]).then(
      ([bytes, cutBlock]) => {
        if (flight.landed) return
        for (let block = firstBlock; block < endBlock; block++) {
          if (!(bytes instanceof Uint8Array) && !this.#pieceOf(block, bytes)) continue
          const copy = cutBlock(block).slice()
          if (copy.length > 0) this.#store.set(this.#key(block), copy)
        }
        land()
      },
      () => {
        land()
      },
    )
  }

  #forget(flight: Flight, firstBlock: number, endBlock: number): void {
    for (let block = firstBlock; block < endBlock; block++) {
      if (this.#flights.get(block) === flight) this.#flights.delete(block)
    }
  }

  /** The blocks of a range, kept or under way; of those under way the range is now a waiter. */
  #take(range: Range): readonly BlockPiece[] {
    const pieces = this.#blocksOf(range).map((block): BlockPiece => {
      const flight = this.#flights.get(block)
      return flight ? { block, flight } : { block, bytes: this.#store.get(this.#key(block))! }
    })
    for (const flight of flightsOf(pieces)) flight.waiting++
    return pieces
  }

  async #collect(
    range: Range,
    launched: Promise<readonly BlockPiece[]>,
    aborted: Promise<never>,
  ): Promise<Uint8Array> {
    const pieces = await Promise.race([aborted, launched])
    const flights = flightsOf(pieces)
    try {
      await Promise.race([aborted, Promise.all([...flights].map(({ cut }) => cut))])
      return await this.#assemble(range, pieces)
    } finally {
      for (const flight of flights) {
        flight.waiting--
        if (flight.waiting === 0 && !flight.landed) flight.controller.abort()
      }
    }
  }

  async #assemble({ start, end }: Range, pieces: readonly BlockPiece[]): Promise<Uint8Array> {
    const bytes = new Uint8Array(end - start)
    let filled = 0
    for (const piece of pieces) {
      const block = 'bytes' in piece ? piece.bytes : (await piece.flight.cut)(piece.block)
      const blockStart = piece.block * this.#blockBytes
      const part = block.subarray(Math.max(0, start - blockStart), Math.max(0, end - blockStart))
      bytes.set(part, filled)
      filled += part.length
      // A short block is the last of the file.
      if (block.length < this.#blockBytes) break
    }
    return bytes.subarray(0, filled)
  }

  #toCut(start: number, fetched: Uint8Array | PiecesOfRange): (block: number) => Uint8Array {
    return (block) => {
      const piece =
        fetched instanceof Uint8Array ? { start, bytes: fetched } : this.#pieceOf(block, fetched)
      if (!piece) throw (fetched as PiecesOfRange).problem
      const from = block * this.#blockBytes - piece.start
      return piece.bytes.subarray(from, from + this.#blockBytes)
    }
  }

  /** The piece that has the whole of a block. */
  #pieceOf(block: number, { pieces, end }: PiecesOfRange): Piece | undefined {
    const first = block * this.#blockBytes
    const last = Math.min(first + this.#blockBytes, end)
    return pieces.find(({ start, bytes }) => start <= first && start + bytes.length >= last)
  }

  #blocksOf({ start, end }: Range): readonly number[] {
    const first = Math.floor(start / this.#blockBytes)
    const count = Math.ceil(end / this.#blockBytes) - first
    return Array.from({ length: Math.max(0, count) }, (_, i) => first + i)
  }

  /** Lets go of the blocks that are kept of the file. */
  forget(): void {
    this.#store.forget(`${this.#name}/`)
  }

  #key(block: number): string {
    return `${this.#name}/${block}`
  }
}

function flightsOf(pieces: readonly BlockPiece[]): ReadonlySet<Flight> {
  return new Set(pieces.flatMap((piece) => ('flight' in piece ? [piece.flight] : [])))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
