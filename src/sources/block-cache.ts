import type { PiecesOfRange } from './http-file.ts'
import { joinRanges, type Range } from './plan-ranges.ts'
import type { Piece } from './seen-parts.ts'

/** Some blocks of a file that lie side by side, kept and let go of together. */
interface Slab {
  readonly file: number
  readonly firstBlock: number
  readonly endBlock: number
  readonly bytes: Uint8Array
  /** Whether it was asked for since it was last thought of letting it go. */
  isUsed: boolean
}

/**
 * Blocks of the files of all sources, those in use, up to a number of bytes: however many layers are on
 * the map, what is kept of them is bounded. What has not been asked for while all else came by goes first.
 */
export class BlockStore {
  readonly #maxBytes: number
  /** By file and block. */
  readonly #slabs = new Map<number, Map<number, Slab>>()
  /** The first is the one that has been there for longest. */
  readonly #order = new Set<Slab>()
  #byteLength = 0

  constructor(maxBytes = 48 * 1024 * 1024) {
    this.#maxBytes = maxBytes
  }

  get byteLength(): number {
    return this.#byteLength
  }

  /** What is kept of a file that holds a block. */
  get(file: number, block: number): Slab | undefined {
    const slab = this.#slabs.get(file)?.get(block)
    if (slab) slab.isUsed = true
    return slab
  }

  /** Lets go of all that is kept of a file. */
  forget(file: number): void {
    for (const slab of new Set(this.#slabs.get(file)?.values())) this.#drop(slab)
  }

  /** Keeps the bytes of blocks from `firstBlock` to before `endBlock`. */
  set(file: number, firstBlock: number, endBlock: number, bytes: Uint8Array): void {
    const slab: Slab = { file, firstBlock, endBlock, bytes, isUsed: false }
    const blocks = this.#slabs.get(file) ?? new Map<number, Slab>()
    this.#slabs.set(file, blocks)
    for (let block = firstBlock; block < endBlock; block++) blocks.set(block, slab)
    this.#order.add(slab)
    this.#byteLength += bytes.length
    for (const oldest of this.#order) {
      if (this.#byteLength <= this.#maxBytes) break
      if (oldest.isUsed) {
        oldest.isUsed = false
        this.#order.delete(oldest)
        this.#order.add(oldest)
      } else this.#drop(oldest)
    }
  }

  #drop(slab: Slab): void {
    if (!this.#order.delete(slab)) return
    this.#byteLength -= slab.bytes.length
    const blocks = this.#slabs.get(slab.file)!
    for (let block = slab.firstBlock; block < slab.endBlock; block++) {
      if (blocks.get(block) === slab) blocks.delete(block)
    }
    if (blocks.size === 0) this.#slabs.delete(slab.file)
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

/** So many blocks are kept together at most. */
const SLAB_BLOCKS = 64

/**
 * What was fetched of blocks from one to before another: fewer of them where the file ends before, or where there are
 * but pieces of it. Throws where the first could not be had.
 */
type Cut = (block: number, endBlock: number) => Uint8Array

/** A request under way, for the blocks from one to before another, and how many readings wait for it. */
interface Flight {
  readonly firstBlock: number
  readonly endBlock: number
  readonly cut: Promise<Cut>
  readonly controller: AbortController
  waiting: number
  landed: boolean
}

/** A part of a reading: blocks at hand, or such as a flight brings. */
interface BlocksPart {
  readonly firstBlock: number
  readonly endBlock: number
  readonly from: Slab | Flight
}

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
  /** Those begun first are first. */
  readonly #flights = new Set<Flight>()
  readonly #file = ++caches
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
      const launched = new Promise<readonly BlocksPart[]>((resolve) => {
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
      const most = (ALONG_SHARE * (this.#credit + advance)) / this.#blockBytes
      const more = this.#missing([along], missing, most)
      if (more.size > most) continue
      for (const block of more) missing.add(block)
      spend(more.size)
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
    const [firstBlock, endBlock] = this.#blocksOf({ start, end })
    let missed = 0
    for (let block = firstBlock; block < endBlock; block++) if (missing.has(block)) missed++
    const fetchedBytes = missed === 0 ? 0 : ((end - start) * missed) / (endBlock - firstBlock)
    if (wanted) wanted.fetchedBytes += fetchedBytes
    this.#credit += (1 + SPARE_SHARE) * (wanted?.guess ?? 1) * fetchedBytes
  }

  /**
   * The blocks of ranges that are neither kept, nor under way, nor among those `known` to be missing; where they are more than
   * `most`, some of them, but more than that.
   */
  #missing(
    ranges: readonly Range[],
    known: ReadonlySet<number> = new Set(),
    most = Number.POSITIVE_INFINITY,
  ): Set<number> {
    const missing = new Set<number>()
    for (const range of ranges) {
      const [firstBlock, endBlock] = this.#blocksOf(range)
      for (let block = firstBlock; block < endBlock; ) {
        const from = this.#at(block)
        if (!from && !known.has(block)) missing.add(block)
        if (missing.size > most) return missing
        block = from?.endBlock ?? block + 1
      }
    }
    return missing
  }

  /** What has a block, or brings it. */
  #at(block: number): Slab | Flight | undefined {
    for (const flight of this.#flights) {
      if (flight.firstBlock <= block && block < flight.endBlock) return flight
    }
    return this.#store.get(this.#file, block)
  }

  #fly(firstBlock: number, endBlock: number): void {
    const controller = new AbortController()
    const start = firstBlock * this.#blockBytes
    const end = endBlock * this.#blockBytes
    const fetched = this.#read(start, end, controller.signal)
    const cut = fetched.then((bytes) => this.#toCut(start, bytes))
    const flight: Flight = { firstBlock, endBlock, cut, controller, waiting: 0, landed: false }
    const land = () => {
      flight.landed = true
      this.#flights.delete(flight)
    }
    controller.signal.addEventListener('abort', land)
    this.#flights.add(flight)
    Promise.all([fetched, cut]).then(
      ([bytes, cutBlocks]) => {
        if (flight.landed) return
        for (let block = firstBlock; block < endBlock; ) {
          if (!(bytes instanceof Uint8Array) && !this.#pieceOf(block, bytes)) {
            block++
            continue
          }
          const copy = cutBlocks(block, Math.min(block + SLAB_BLOCKS, endBlock)).slice()
          if (copy.length === 0) break
          const next = block + Math.ceil(copy.length / this.#blockBytes)
          this.#store.set(this.#file, block, next, copy)
          block = next
        }
        land()
      },
      () => {
        land()
      },
    )
  }

  /** The blocks of a range, kept or under way; of those under way the range is now a waiter. */
  #take(range: Range): readonly BlocksPart[] {
    const parts: BlocksPart[] = []
    const [firstBlock, endBlock] = this.#blocksOf(range)
    for (let block = firstBlock; block < endBlock; ) {
      const from = this.#at(block)!
      const end = Math.min(from.endBlock, endBlock)
      parts.push({ firstBlock: block, endBlock: end, from })
      block = end
    }
    for (const flight of flightsOf(parts)) flight.waiting++
    return parts
  }

  async #collect(
    range: Range,
    launched: Promise<readonly BlocksPart[]>,
    aborted: Promise<never>,
  ): Promise<Uint8Array> {
    const parts = await Promise.race([aborted, launched])
    const flights = flightsOf(parts)
    try {
      await Promise.race([aborted, Promise.all([...flights].map(({ cut }) => cut))])
      return await this.#assemble(range, parts)
    } finally {
      for (const flight of flights) {
        flight.waiting--
        if (flight.waiting === 0 && !flight.landed) flight.controller.abort()
      }
    }
  }

  async #assemble({ start, end }: Range, parts: readonly BlocksPart[]): Promise<Uint8Array> {
    const bytes = new Uint8Array(end - start)
    const blockBytes = this.#blockBytes
    let filled = 0
    for (const { firstBlock, endBlock, from } of parts) {
      const cut = 'cut' in from ? await from.cut : cutOf(from, blockBytes)
      for (let block = firstBlock; block < endBlock; ) {
        const blocks = cut(block, endBlock)
        const blocksStart = block * blockBytes
        const wanted = blocks.subarray(
          Math.max(0, start - blocksStart),
          Math.max(0, end - blocksStart),
        )
        bytes.set(wanted, filled)
        filled += wanted.length
        // A short block is the last of the file.
        if (blocks.length === 0 || blocks.length % blockBytes > 0) return bytes.subarray(0, filled)
        block += blocks.length / blockBytes
      }
    }
    return bytes.subarray(0, filled)
  }

  #toCut(start: number, fetched: Uint8Array | PiecesOfRange): Cut {
    return (block, endBlock) => {
      const piece =
        fetched instanceof Uint8Array ? { start, bytes: fetched } : this.#pieceOf(block, fetched)
      if (!piece) throw (fetched as PiecesOfRange).problem
      const from = block * this.#blockBytes - piece.start
      const bytes = piece.bytes.subarray(from, from + (endBlock - block) * this.#blockBytes)
      const atEnd = fetched instanceof Uint8Array || piece.start + piece.bytes.length >= fetched.end
      return atEnd ? bytes : bytes.subarray(0, bytes.length - (bytes.length % this.#blockBytes))
    }
  }

  /** The piece that has the whole of a block. */
  #pieceOf(block: number, { pieces, end }: PiecesOfRange): Piece | undefined {
    const first = block * this.#blockBytes
    const last = Math.min(first + this.#blockBytes, end)
    return pieces.find(({ start, bytes }) => start <= first && start + bytes.length >= last)
  }

  #blocksOf({ start, end }: Range): readonly [firstBlock: number, endBlock: number] {
    const firstBlock = Math.floor(start / this.#blockBytes)
    return [firstBlock, Math.max(firstBlock, Math.ceil(end / this.#blockBytes))]
  }

  /** Lets go of the blocks that are kept of the file. */
  forget(): void {
    this.#store.forget(this.#file)
  }
}

function cutOf({ firstBlock, bytes }: Slab, blockBytes: number): Cut {
  return (block, endBlock) =>
    bytes.subarray((block - firstBlock) * blockBytes, (endBlock - firstBlock) * blockBytes)
}

function flightsOf(parts: readonly BlocksPart[]): ReadonlySet<Flight> {
  return new Set(parts.flatMap(({ from }) => ('cut' in from ? [from] : [])))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
