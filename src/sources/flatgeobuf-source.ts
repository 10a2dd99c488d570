import type { ByteSource } from '../formats/bytes/byte-source.ts'
import { corrupt, truncated } from '../formats/flatgeobuf/corrupt.ts'
import type { FlatGeobufCrs } from '../formats/flatgeobuf/crs.ts'
import { NODE_BYTES } from '../formats/flatgeobuf/format.ts'
import type { PackOffsets } from '../formats/flatgeobuf/packs.ts'
import { FlatGeobufFile } from '../formats/flatgeobuf/read.ts'
import { FeatureReader } from '../formats/flatgeobuf/read-feature.ts'
import {
  type FlatGeobufHeader,
  isWgs84,
  PREAMBLE_BYTES,
  readHeader,
  readHeaderEnd,
  toLayerSchema,
} from '../formats/flatgeobuf/read-header.ts'
import {
  expectedShare,
  type FoundFeature,
  IndexSearch,
  leafAt,
  type NodeRange,
  readLeafAt,
} from '../formats/flatgeobuf/search-index.ts'
import { type Bbox, intersects, searchedBoxes } from '../geo/bbox.ts'
import { geometryBbox } from '../geo/positions.ts'
import type { Feature } from '../model/feature.ts'
import { type FeatureKey, hashOfKey } from '../model/feature-key.ts'
import { ProblemError } from '../model/problem.ts'
import { ROWS_BETWEEN_YIELDS, type RowSink } from '../model/row-sink.ts'
import type { LayerSchema } from '../model/schema.ts'
import { untilAborted } from '../model/until-aborted.ts'
import { BlockCache, BlockStore, WantedShare } from './block-cache.ts'
import {
  type FeatureQuery,
  type FeatureSource,
  type FindOptions,
  readRows,
} from './feature-source.ts'
import { type FileVersion, isSameVersion } from './file-version.ts'
import { inOrderOf, readInto } from './find-features.ts'
import {
  FileChanged,
  HttpFile,
  PastEnd,
  type Progress,
  type RangedFile,
  RangesUnusable,
} from './http-file.ts'
import { changed, noRanges, webPage } from './http-problems.ts'
import { KeyIndexFile } from './key-index-file.ts'
import { LocalFile } from './local-file.ts'
import { MemorySource } from './memory-source.ts'
import type { Range } from './plan-ranges.ts'

export interface FlatGeobufSourceOptions {
  /** The length of the file, as the catalogue says: small files are fetched whole. */
  readonly byteLength?: number
  /** Where the index of the file's keys lies, if it has one: an address, or a file on this device. */
  readonly keyIndex?: string | ByteSource
  /** Files up to this length are fetched whole with one plain request, which hosts compress. */
  readonly wholeFileBytes?: number
  /** The largest file that is fetched whole where the host gives no ranges or the file has no index. */
  readonly maxWholeFileBytes?: number
  /** Of a larger file what is gone through is not kept on this device: it would push out all else that is. */
  readonly mostKeptBytes?: number
  /** Called while a file is fetched whole. */
  readonly onProgress?: (progress: Progress) => void
  /** Called where the file turns out to have been replaced by another since it was opened. */
  readonly onReplaced?: () => void
  /** Ends the opening, and later downloads of the whole file that no single query stands for. */
  readonly signal?: AbortSignal
  /** Where blocks are kept; shared by all sources unless said. */
  readonly store?: BlockStore
}

const WHOLE_FILE_BYTES = 1024 * 1024
const MAX_WHOLE_FILE_BYTES = 96 * 1024 * 1024

/**
 * The first request: most headers, with the packs of 100,000 features (`packs.ts`), and the upper
 * levels of their index fit in it.
 */
const HEAD_BYTES = 36 * 1024

/** Features that lie side by side are read in pieces of at most this, and are given out piece by piece. */
const SPAN_BYTES = 256 * 1024

/** A level of the index is passed by unread if the next takes no more than this share of the features. */
const SKIP_SHARE = 0.3

/**
 * A reading of every feature goes through the file in windows, past the block cache: small ones at first, for who wants
 * a few features alone, then large ones, several under way at once, or of a large file, where the host lets it, the rest at once.
 */
const FIRST_SCAN_BYTES = 128 * 1024
const SCAN_BYTES = 2 * 1024 * 1024
const SCANS_AT_ONCE = 4

const MOST_KEPT_BYTES = 32 * 1024 * 1024

const sharedStore = new BlockStore()

/** What may come of parts of two versions of a file that were taken for one. */
const MAY_BE_STALE = new Set([
  'flatgeobuf-corrupt',
  'flatgeobuf-not',
  'flatgeobuf-truncated',
  'flatgeobuf-version',
])

/** Thrown where the packs that a header names are not those of the file, which a copy may have left. */
class PacksUnusable extends Error {}

interface RangesState {
  readonly kind: 'ranges'
  readonly header: FlatGeobufHeader
  readonly cache: BlockCache
  /** The header's, or null where they do not fit the file: the leaves of the index tell then. */
  readonly packs: PackOffsets | null
}

/** How the file is read at present. */
type State =
  | RangesState
  | { readonly kind: 'whole'; readonly header: FlatGeobufHeader; readonly file: FlatGeobufFile }
  | { readonly kind: 'memory'; readonly header: FlatGeobufHeader; readonly source: MemorySource }

/**
 * A FlatGeobuf file on any host of static files or on this device, read by ranges: a query costs the nodes of the index
 * on its way and the features it meets, and no more than one round trip for each level of the index
 * that is not yet known and one for the features. Features have the keys of the file, or else their
 * numbers in it.
 *
 * What hosts do wrong is mended where it can be: a host without ranges, or that compresses them, gives
 * the whole file once; a connection that breaks is tried again; a file that was replaced, or was in
 * part answered from a stale cache, is read anew past the cache. What cannot be mended is a
 * `ProblemError` whose code is `http-…` (`http-problems.ts`), `flatgeobuf-…`, `layer-changed` or
 * `layer-not-wgs84`.
 */
export class FlatGeobufSource implements FeatureSource {
  readonly #file: RangedFile
  readonly #options: FlatGeobufSourceOptions
  readonly #keyIndex: KeyIndexFile | null
  readonly #signal: AbortSignal
  #state: Promise<State>
  #header: FlatGeobufHeader | null = null
  /** Whether the file is read anew because what came before did not fit together. */
  #isSecondReading = false
  #replacedVersion: FileVersion | null = null
  /** Whether the file could not be read anew: the next query tries again. */
  #isLost = false

  private constructor(at: string | ByteSource, options: FlatGeobufSourceOptions) {
    this.#file = typeof at === 'string' ? new HttpFile(at) : new LocalFile(at)
    this.#options = options
    this.#keyIndex = options.keyIndex
      ? new KeyIndexFile(options.keyIndex, options.store ?? sharedStore)
      : null
    this.#signal = options.signal ?? new AbortController().signal
    this.#state = this.#open()
  }

  /**
   * Reads the header of the file at an address, or of one on this device (`blobSource`), which is read
   * by slices instead. Rejects with the signal's reason or a `ProblemError`.
   */
  static async open(
    at: string | ByteSource,
    options: FlatGeobufSourceOptions = {},
  ): Promise<FlatGeobufSource> {
    const source = new FlatGeobufSource(at, options)
    try {
      await source.#state
    } catch (error) {
      await source.#mend(error, source.#state)
    }
    return source
  }

  get url(): string {
    return this.#file.url
  }

  /** Lets go of what is kept of the file beside its header, when nobody is to read it for a while. */
  letGo(): void {
    void this.#state.then(
      (state) => state.kind === 'ranges' && state.cache.forget(),
      () => undefined,
    )
  }

  get schema(): LayerSchema {
    return toLayerSchema(this.#header!)
  }

  get crs(): FlatGeobufCrs | null {
    return this.#header!.crs
  }

  /** Title, description and metadata as the file gives them. */
  get header(): FlatGeobufHeader {
    return this.#header!
  }

  features(query: FeatureQuery = {}): AsyncGenerator<Feature> {
    return this.#readingFeatures(query.signal, (state, signal) => this.#read(state, query, signal))
  }

  async *rows(sink: RowSink, signal?: AbortSignal): AsyncGenerator<number> {
    // After a change of the way of reading, rows that are there are put again, the same as before.
    let isBegun = false
    const noting: RowSink = {
      fields: sink.fields,
      values: sink.values,
      setFeature(row, id, key, box) {
        isBegun = true
        sink.setFeature(row, id, key, box)
      },
    }
    yield* this.#reading(
      signal,
      (state, inner) => this.#readRows(state, noting, inner),
      () => isBegun,
    )
  }

  async find(
    keys: readonly FeatureKey[],
    { near, ...query }: FindOptions = {},
  ): Promise<ReadonlyMap<FeatureKey, Feature>> {
    const found = new Map<FeatureKey, Feature>()
    if (near) await readInto(found, this, keys, { ...query, bbox: near })
    const missing = keys.filter((key) => !found.has(key))
    if (missing.length === 0) return inOrderOf(keys, found)
    const reading = this.#readingFeatures(query.signal, (state, signal) =>
      this.#find(state, missing, query, signal),
    )
    for await (const feature of reading) {
      if (!found.has(feature.key)) found.set(feature.key, feature)
    }
    return inOrderOf(keys, found)
  }

  /** As `#reading`, each feature once. */
  async *#readingFeatures(
    querySignal: AbortSignal | undefined,
    read: (state: State, signal: AbortSignal) => AsyncGenerator<Feature>,
  ): AsyncGenerator<Feature> {
    let last: number | null = null
    // After a change of the way of reading, what was given already comes again, in the same order.
    const readNew = async function* (state: State, signal: AbortSignal) {
      let isPassedBy = last === null
      for await (const feature of read(state, signal)) {
        if (!isPassedBy) {
          isPassedBy = feature.id === last
          continue
        }
        last = feature.id
        yield feature
      }
    }
    yield* this.#reading(querySignal, readNew, () => last !== null)
  }

  /** Reads, and goes on in another way where one fails, as long as what was given is of the same file. */
  async *#reading<Item>(
    querySignal: AbortSignal | undefined,
    read: (state: State, signal: AbortSignal) => AsyncGenerator<Item>,
    hasGiven: () => boolean,
  ): AsyncGenerator<Item> {
    querySignal?.throwIfAborted()
    // Whatever is under way for this query ends with it, however it ends.
    const controller = new AbortController()
    const abort = () => controller.abort(querySignal?.reason)
    querySignal?.addEventListener('abort', abort, { once: true })
    if (this.#isLost) {
      this.#isLost = false
      this.#replace(this.#open())
    }
    try {
      for (;;) {
        const state = this.#state
        try {
          const opened = await untilAborted(state, controller.signal)
          for await (const item of read(opened, controller.signal)) {
            querySignal?.throwIfAborted()
            yield item
          }
          this.#isSecondReading = false
          return
        } catch (error) {
          querySignal?.throwIfAborted()
          const isSameFile = await this.#mend(error, state)
          if (!isSameFile && hasGiven()) throw changed(this.url)
        }
      }
    } finally {
      querySignal?.removeEventListener('abort', abort)
      controller.abort()
    }
  }

  /**
   * Goes on in another way after a failure, or throws its problem. Gives whether the features given
   * so far are still those of the file. Several queries may fail at once: the first one mends.
   */
  async #mend(error: unknown, failed: Promise<State>): Promise<boolean> {
    if (error instanceof RangesUnusable) {
      if (this.#state === failed) this.#replace(this.#openWhole())
      await this.#state
      return true
    }
    if (error instanceof PacksUnusable) {
      const state = await failed
      if (this.#state === failed && state.kind === 'ranges') {
        this.#replace(Promise.resolve({ ...state, packs: null }))
      }
      return true
    }
    const mayBeStale =
      error instanceof FileChanged ||
      (error instanceof ProblemError && MAY_BE_STALE.has(error.problem.code))
    if (!mayBeStale) throw error
    if (this.#state === failed) {
      if (this.#isSecondReading) throw this.#toProblem(error)
      this.#isSecondReading = true
      this.#replacedVersion = this.#file.version
      this.#file.restart()
      this.#replace(this.#open())
    }
    try {
      await this.#state
    } catch (secondError) {
      if (secondError instanceof RangesUnusable) return this.#mend(secondError, this.#state)
      throw this.#toProblem(secondError)
    }
    const isSame = isSameVersion(this.#replacedVersion, this.#file.version)
    if (!isSame) this.#options.onReplaced?.()
    return isSame
  }

  #toProblem(error: unknown): unknown {
    if (error instanceof PastEnd) return truncated(error.start + 1, error.total)
    return error instanceof FileChanged ? changed(this.url) : error
  }

  #replace(state: Promise<State>): void {
    this.#state = state
    state.catch(() => {
      if (this.#state === state) this.#isLost = true
    })
  }

  async #open(): Promise<State> {
    const { byteLength, wholeFileBytes = WHOLE_FILE_BYTES } = this.#options
    if (byteLength !== undefined && byteLength <= wholeFileBytes) return this.#openWhole()

    let whole: Response | null = null
    let isHtml = false
    const cache = new BlockCache(
      async (start, end, signal) => {
        const answer = await this.#file.readRange(start, end, signal)
        if (answer.kind === 'part') {
          if (start === 0) isHtml = answer.isHtml
          return answer.bytes
        }
        if (answer.kind === 'pieces') return answer
        if (start === 0 && !whole) whole = answer.response
        else await answer.response.body?.cancel()
        throw new RangesUnusable()
      },
      { store: this.#options.store ?? sharedStore },
    )
    let head: Uint8Array
    try {
      const wanted = new WantedShare(0)
      head = await cache.read([{ start: 0, end: HEAD_BYTES }], this.#signal, { wanted })[0]!
    } catch (error) {
      if (whole) return this.#openWhole(whole)
      if (error instanceof RangesUnusable) return this.#openWhole()
      throw error
    }
    this.#refuseWebPage(head, isHtml)
    const headerEnd = readHeaderEnd(head.subarray(0, PREAMBLE_BYTES))
    if (headerEnd > head.length) {
      head = await cache.read([{ start: 0, end: headerEnd }], this.#signal)[0]!
    }
    const header = readHeader(head)
    const total = this.#file.byteLength
    if (total !== null && total < header.featuresByteOffset) {
      throw truncated(header.featuresByteOffset, total)
    }
    // Without an index every query would read everything: the file is read once, and indexed here.
    if (header.indexNodeSize === 0) return this.#openWhole()
    const packsFit = total === null || header.packs?.at(-1) === total - header.featuresByteOffset
    return this.#take({ kind: 'ranges', header, cache, packs: packsFit ? header.packs : null })
  }

  async #openWhole(response?: Response): Promise<State> {
    const { maxWholeFileBytes = MAX_WHOLE_FILE_BYTES, onProgress, byteLength } = this.#options
    const expected = byteLength ?? this.#file.byteLength
    if (expected !== null && expected > maxWholeFileBytes) {
      await response?.body?.cancel()
      throw noRanges(this.url, expected, maxWholeFileBytes)
    }
    const { bytes, isHtml } = await this.#file.readWhole(
      {
        maxBytes: maxWholeFileBytes,
        ...(response && { response }),
        ...(onProgress && { onProgress }),
      },
      this.#signal,
    )
    this.#refuseWebPage(bytes, isHtml)
    const file = new FlatGeobufFile(bytes)
    const { header } = file
    if (header.indexNodeSize > 0) return this.#take({ kind: 'whole', header, file })
    const source = new MemorySource(toLayerSchema(header), [...file.features()])
    return this.#take({ kind: 'memory', header, source })
  }

  #take(state: State): State {
    const { crs } = state.header
    if (!isWgs84(crs)) {
      const name = crs?.name ?? (crs?.code ? `${crs.org}:${crs.code}` : 'unknown')
      throw new ProblemError({
        code: 'layer-not-wgs84',
        message: `The layer at ${this.url} is in another coordinate reference system than WGS 84 (${name}). Import it, or publish it in WGS 84.`,
        values: { url: this.url, crs: name },
      })
    }
    this.#header = state.header
    return state
  }

  /** Hosts of single-page applications answer for a missing file with their page, and status 200. */
  #refuseWebPage(head: Uint8Array, isHtml: boolean): void {
    const text = new TextDecoder().decode(head.subarray(0, 256)).trimStart().toLowerCase()
    const looksHtml = text.startsWith('<!doctype html') || text.startsWith('<html')
    const isMagic = text.startsWith('fgb')
    if (looksHtml || (isHtml && !isMagic)) throw webPage(this.url)
  }

  async *#read(
    state: State,
    { bbox, fields, signal: querySignal }: FeatureQuery,
    signal: AbortSignal,
  ): AsyncGenerator<Feature> {
    if (state.kind === 'memory') {
      yield* state.source.features({
        ...(bbox && { bbox }),
        ...(fields && { fields }),
        ...(querySignal && { signal: querySignal }),
      })
    } else if (state.kind === 'whole') {
      const { file } = state
      const boxes = bbox && searchedBoxes(bbox, longitudesOf(state.header))
      yield* boxes ? file.search(boxes, fields) : file.features(fields)
    } else if (bbox) {
      yield* this.#search(state, searchedBoxes(bbox, longitudesOf(state.header)), fields, signal)
    } else {
      yield* this.#scan(state.header, fields, signal)
    }
  }

  /** The features of some keys, in the order of the file: as `FeatureSource.find`, but all of one key. */
  async *#find(
    state: State,
    keys: readonly FeatureKey[],
    query: FindOptions,
    signal: AbortSignal,
  ): AsyncGenerator<Feature> {
    const { fields } = query
    if (state.kind === 'memory') {
      yield* (await state.source.find(keys, query)).values()
      return
    }
    if (state.kind === 'whole') {
      yield* state.file.find(keys, fields)
      return
    }
    const { header } = state
    const wanted = new Set(keys)
    const hashes = new Set(keys.map(hashOfKey))
    const places = await this.#placesOf(header, keys, signal)
    let isOfFile = places !== null
    for await (const feature of this.#readPlaces(state, places ?? [], fields, signal)) {
      if (wanted.has(feature.key)) yield feature
      // An index of other features than the file's, of as many in as many bytes: it was left behind.
      else if (!hashes.has(hashOfKey(feature.key))) isOfFile = false
    }
    if (isOfFile) return
    for await (const feature of this.#scan(header, fields, signal)) {
      if (!wanted.delete(feature.key)) continue
      yield feature
      if (wanted.size === 0) return
    }
  }

  /** The places of the features that may have some keys, ascending; `null` where only reading tells. */
  async #placesOf(
    header: FlatGeobufHeader,
    keys: readonly FeatureKey[],
    signal: AbortSignal,
  ): Promise<readonly number[] | null> {
    const featureCount = header.featureCount ?? 0
    if (header.keyColumn === null) {
      const places = keys.filter((key) => String(Number(key)) === key).map(Number)
      return places
        .filter((place) => Number.isInteger(place) && place >= 0 && place < featureCount)
        .sort((a, b) => a - b)
    }
    const fileBytes = this.#file.byteLength ?? this.#options.byteLength
    if (!this.#keyIndex || fileBytes === undefined) return null
    return this.#keyIndex.places(keys, fileBytes, featureCount, signal)
  }

  async *#readPlaces(
    state: RangesState,
    places: readonly number[],
    fields: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Feature> {
    if (places.length === 0) return
    const { header, cache } = state
    const ranges = places.map((place) => nodeBytes(header, leafAt(header, place)))
    const leaves = await Promise.all(
      cache.read(ranges, signal).map((reading, i) => this.#whole(reading, ranges[i]!)),
    )
    const found = places.map((place, i) => readLeafAt(header, place, leaves[i]!))
    yield* this.#readFound(state, found, fields, signal)
  }

  async *#search(
    state: RangesState,
    boxes: readonly Bbox[],
    fields: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Feature> {
    const { header, cache, packs } = state
    const search = new IndexSearch(header, boxes)
    const toBytes = (nodes: NodeRange) => nodeBytes(header, nodes)
    while (search.ranges.length > 0 && !(packs && search.isAtLeaves)) {
      const skips = this.#maySkip(state, search)
      if (skips) search.skipLevel()
      const nodeRanges = search.ranges
      const byteRanges = nodeRanges.map(toBytes)
      const readings = cache.read(byteRanges, signal, {
        along: toBytes(search.level),
        expectedBytes: this.#expectedBytes(header, search),
        ...(skips && { wanted: new WantedShare(search.expectedShare) }),
      })
      const nodes = await Promise.all(
        readings.map((reading, i) => this.#whole(reading, byteRanges[i]!)),
      )
      search.step(nodes.map((bytes, i) => ({ first: nodeRanges[i]!.first, bytes })))
    }
    if (packs) yield* this.#readPacks(state, packs, search.packs, boxes, fields, signal)
    else yield* this.#readFound(state, search.found, fields, signal)
  }

  async *#readFound(
    { header, cache }: RangesState,
    found: readonly FoundFeature[],
    fields: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Feature> {
    const last = found.at(-1)
    const lastEnd = last && (last.byteEnd ?? (await this.#fileEnd(last, cache, signal)))
    const spans = toSpans(
      found.map(({ id, byteOffset, byteEnd }) => ({
        start: byteOffset,
        end: byteEnd ?? lastEnd!,
        firstId: id,
      })),
    )
    const reader = new FeatureReader(header, fields)
    const readings = cache.read(spans, signal)
    for (const [i, span] of spans.entries()) {
      const bytes = await this.#whole(readings[i]!, span)
      for (const { firstId: id, start, end } of span.pieces) {
        const position = start - span.start
        if (reader.byteLengthAt(bytes, position) !== end - start) {
          throw corrupt('a feature is not as long as the index says')
        }
        yield reader.read(bytes, position, id)
      }
    }
  }

  /** Reads the features of packs and gives those that meet a box: as the leaves would, unread. */
  async *#readPacks(
    { header, cache }: RangesState,
    offsets: PackOffsets,
    packs: readonly NodeRange[],
    boxes: readonly Bbox[],
    fields: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Feature> {
    const { featuresByteOffset, indexNodeSize } = header
    const featureCount = header.featureCount ?? 0
    const spans = toSpans(
      packs.flatMap(({ first, end }) =>
        Array.from({ length: end - first }, (_, i) => ({
          start: featuresByteOffset + offsets[first + i]!,
          end: featuresByteOffset + offsets[first + i + 1]!,
          firstId: (first + i) * indexNodeSize,
        })),
      ),
    )
    const reader = new FeatureReader(header, fields)
    const packCount = packs.reduce((sum, { first, end }) => sum + end - first, 0)
    const wanted = new WantedShare(expectedShare(packCount))
    const readings = cache.read(spans, signal, { wanted })
    let foundBytes = 0
    for (const [i, span] of spans.entries()) {
      const bytes = await this.#whole(readings[i]!, span)
      for (const { firstId, start, end } of span.pieces) {
        const pack = bytes.subarray(start - span.start, end - span.start)
        const count = Math.min(indexNodeSize, featureCount - firstId)
        for (const [nth, position] of positionsIn(pack, count, reader).entries()) {
          const feature = reader.read(pack, position, firstId + nth)
          const bbox = geometryBbox(feature.geometry)
          if (!boxes.some((box) => intersects(box, bbox))) continue
          foundBytes += reader.byteLengthAt(pack, position)
          yield feature
        }
      }
    }
    const packsBytes = spans.reduce((sum, { start, end }) => sum + end - start, 0)
    if (packsBytes > 0) cache.settle(wanted, foundBytes / packsBytes)
  }

  /** Whether the nodes of the next level are few enough to be read in place of those at hand. */
  #maySkip({ header, packs }: RangesState, search: IndexSearch): boolean {
    const [range] = search.ranges
    // The upper levels came with the head: passing them by would save nothing.
    const isAtHand = header.indexByteOffset + range!.end * NODE_BYTES <= HEAD_BYTES
    if (search.isAtLeaves || isAtHand || packs) return false
    const nodes = search.ranges.reduce((sum, { first, end }) => sum + end - first, 0)
    const nextBytes = nodes * header.indexNodeSize * NODE_BYTES
    return nextBytes <= SKIP_SHARE * this.#expectedBytes(header, search)
  }

  /** About how many bytes of features a query will want, judged by where in the index it has come. */
  #expectedBytes(header: FlatGeobufHeader, search: IndexSearch): number {
    const featureCount = header.featureCount ?? 0
    const featuresBytes = (this.#file.byteLength ?? 0) - header.featuresByteOffset
    if (featuresBytes <= 0 || featureCount === 0) return 0
    return (search.expectedFeatures * featuresBytes) / featureCount
  }

  /** Where the last feature ends: with the file, or where its own size says if a host keeps that. */
  async #fileEnd(last: FoundFeature, cache: BlockCache, signal: AbortSignal): Promise<number> {
    const total = this.#file.byteLength
    if (total !== null) return total
    const prefix = { start: last.byteOffset, end: last.byteOffset + 4 }
    const bytes = await this.#whole(cache.read([prefix], signal)[0]!, prefix)
    return prefix.end + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  }

  async *#readRows(state: State, sink: RowSink, signal: AbortSignal): AsyncGenerator<number> {
    if (state.kind === 'memory') {
      yield* readRows(state.source, sink, signal)
    } else if (state.kind === 'whole') {
      yield* state.file.rows(sink)
    } else {
      const reader = new FeatureReader(state.header, sink.fields)
      let row = 0
      for await (const block of this.#blocks(state.header, reader, signal)) {
        for (const position of block.positions) {
          reader.readRow(block.bytes, position, row, sink, row)
          row++
          if (row % ROWS_BETWEEN_YIELDS === 0) yield row
        }
      }
      yield row
    }
  }

  async *#scan(
    header: FlatGeobufHeader,
    fields: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Feature> {
    const reader = new FeatureReader(header, fields)
    let id = 0
    for await (const { bytes, positions } of this.#blocks(header, reader, signal)) {
      for (const position of positions) yield reader.read(bytes, position, id++)
    }
  }

  /** All features from the first to the last, where each begins in some bytes, the next windows under way meanwhile. */
  async *#blocks(
    header: FlatGeobufHeader,
    reader: FeatureReader,
    signal: AbortSignal,
  ): AsyncGenerator<{ readonly bytes: Uint8Array; readonly positions: Iterable<number> }> {
    const count = header.featureCount ?? 0
    let id = 0
    let end = header.featuresByteOffset
    let left = new Uint8Array()
    for await (const window of this.#windows(end, signal)) {
      end += window.length
      const bytes = concatenate(left, window)
      let position = 0
      const positions = function* () {
        while (id < count && reader.isWholeAt(bytes, position)) {
          id++
          const start = position
          position += reader.byteLengthAt(bytes, start)
          yield start
        }
      }
      yield { bytes, positions: positions() }
      if (id === count) return
      left = bytes.subarray(position)
    }
    if (id < count) throw truncated(end + 1, end)
  }

  /** The file from a byte on, piece by piece, each asked for before the one before it is used. */
  async *#windows(start: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const total = this.#file.byteLength
    const { mostKeptBytes = MOST_KEPT_BYTES } = this.#options
    const isKept = (total ?? 0) <= mostKeptBytes
    const fetchWindow = async (from: number, end: number) => {
      const answer = await this.#file.readRange(from, end, signal, { isKept })
      if (answer.kind === 'part') return answer.bytes
      if (answer.kind === 'pieces') throw answer.problem
      await answer.response.body?.cancel()
      throw new RangesUnusable()
    }
    const windows: Promise<Uint8Array>[] = []
    let [read, asked] = [start, start]
    let windowBytes = FIRST_SCAN_BYTES
    /** What gives the rest, once nothing more is asked for by windows. */
    let stream = null as RangedFile['stream']
    /** Of a file whose length is not known one at a time: one that is not full is the last. */
    const ask = (atOnce: number) => {
      while (windows.length < (total === null ? 1 : atOnce) && asked < (total ?? Infinity)) {
        if (!isKept && windowBytes === SCAN_BYTES) stream ??= this.#file.stream
        if (stream) return
        const end = Math.min(asked + windowBytes, total ?? Infinity)
        const window = fetchWindow(asked, end)
        window.catch(() => undefined)
        windows.push(window)
        asked = end
        windowBytes = Math.min(2 * windowBytes, SCAN_BYTES)
      }
    }
    ask(1)
    for (let atOnce = 2; windows.length > 0; atOnce++) {
      const window = await windows.shift()!
      if (window.length === 0) return
      read += window.length
      if (total !== null || read === asked) ask(Math.min(atOnce, SCANS_AT_ONCE))
      yield window
    }
    // What is large and wanted whole is one answer, used as it comes.
    if (stream && total !== null && read < total) yield* stream(read, total, signal)
  }

  /** The bytes of a range, of which none may be missing. */
  async #whole(reading: Promise<Uint8Array>, { start, end }: Range): Promise<Uint8Array> {
    const bytes = await reading
    if (bytes.length < end - start) throw truncated(end, start + bytes.length)
    return bytes
  }
}

/** Where some nodes of the index are in the file. */
const nodeBytes = (header: FlatGeobufHeader, { first, end }: NodeRange): Range => ({
  start: header.indexByteOffset + first * NODE_BYTES,
  end: header.indexByteOffset + end * NODE_BYTES,
})

/** Features that are read as one, of which the first has the number `firstId` in the file. */
interface Piece extends Range {
  readonly firstId: number
}

interface Span extends Range {
  readonly pieces: readonly Piece[]
}

/** Pieces that lie side by side, joined up to a size that is worth waiting for. */
function toSpans(pieces: readonly Piece[]): readonly Span[] {
  const spans: { start: number; end: number; pieces: Piece[] }[] = []
  for (const piece of pieces) {
    const span = spans.at(-1)
    if (span?.end === piece.start && piece.end - span.start <= SPAN_BYTES) {
      span.end = piece.end
      span.pieces.push(piece)
    } else {
      spans.push({ start: piece.start, end: piece.end, pieces: [piece] })
    }
  }
  return spans
}

/** Where the features of a pack begin. Throws `PacksUnusable` where they do not end where it does. */
function positionsIn(pack: Uint8Array, count: number, reader: FeatureReader): readonly number[] {
  const positions: number[] = []
  let position = 0
  while (positions.length < count && reader.isWholeAt(pack, position)) {
    positions.push(position)
    position += reader.byteLengthAt(pack, position)
  }
  if (positions.length < count || position < pack.length) throw new PacksUnusable()
  return positions
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}

/** The least and the greatest longitude that a file may have: of one that does not say, in any turn. */
function longitudesOf({ envelope }: FlatGeobufHeader): readonly [number, number] {
  return envelope ? [envelope[0], envelope[2]] : [-540, 540]
}
