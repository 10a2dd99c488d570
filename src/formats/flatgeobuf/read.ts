import type { Bbox } from '../../geo/bbox.ts'
import type { Feature } from '../../model/feature.ts'
import type { FeatureKey } from '../../model/feature-key.ts'
import { ProblemError, type Warning } from '../../model/problem.ts'
import { ROWS_BETWEEN_YIELDS, type RowSink } from '../../model/row-sink.ts'
import type { LayerSchema } from '../../model/schema.ts'
import { truncated } from './corrupt.ts'
import { NODE_BYTES } from './format.ts'
import { FeatureReader } from './read-feature.ts'
import { type FlatGeobufHeader, readHeader, toLayerSchema } from './read-header.ts'
import { IndexSearch } from './search-index.ts'

/** A FlatGeobuf file held in memory, decoded feature by feature as it is asked. */
export class FlatGeobufFile {
  readonly header: FlatGeobufHeader
  readonly #bytes: Uint8Array
  /** Where the features are by their keys, once one was asked for. */
  #placeOfKey: ReadonlyMap<
    FeatureKey,
    { readonly id: number; readonly byteOffset: number }
  > | null = null

  /** Throws a `ProblemError` where the bytes are not a whole header and index (`readHeader`). */
  constructor(bytes: Uint8Array) {
    this.header = readHeader(bytes)
    this.#bytes = bytes
    if (bytes.length < this.header.featuresByteOffset) {
      throw truncated(this.header.featuresByteOffset, bytes.length)
    }
  }

  /** Every feature in file order; only the named fields, if any are named. */
  *features(fields?: readonly string[]): Generator<Feature> {
    const reader = new FeatureReader(this.header, fields)
    let byteOffset = this.header.featuresByteOffset
    for (let id = 0; this.#hasFeature(id, byteOffset); id++) {
      yield reader.read(this.#bytes, byteOffset, id)
      byteOffset = reader.byteEnd
    }
  }

  /** Puts every feature into a sink, in file order from its first row on. Gives now and then how many are there. */
  *rows(sink: RowSink): Generator<number> {
    const reader = new FeatureReader(this.header, sink.fields)
    let byteOffset = this.header.featuresByteOffset
    let count = 0
    while (this.#hasFeature(count, byteOffset)) {
      reader.readRow(this.#bytes, byteOffset, count, sink, count)
      byteOffset = reader.byteEnd
      if (++count % ROWS_BETWEEN_YIELDS === 0) yield count
    }
    yield count
  }

  /** The features of some keys that there are, in the order of the keys; of several with one key the first. */
  *find(keys: readonly FeatureKey[], fields?: readonly string[]): Generator<Feature> {
    const reader = new FeatureReader(this.header, fields)
    // From the last to the first, so that the first of several with one key stands.
    this.#placeOfKey ??= new Map([...this.keys()].reverse().map((place) => [place.key, place]))
    for (const key of keys) {
      const place = this.#placeOfKey.get(key)
      if (place) yield reader.read(this.#bytes, place.byteOffset, place.id)
    }
  }

  /** The keys of the features in file order, without reading their shapes, and where the features are. */
  *keys(): Generator<{
    readonly key: FeatureKey
    readonly id: number
    readonly byteOffset: number
  }> {
    const reader = new FeatureReader(this.header, [])
    for (const place of this.places(reader)) {
      yield { key: reader.readKey(this.#bytes, place.byteOffset, place.id), ...place }
    }
  }

  /** Where the features are, without an index: each says how long it is. */
  *places(reader: FeatureReader): Generator<{
    readonly id: number
    readonly byteOffset: number
    readonly byteEnd: number
  }> {
    let byteOffset = this.header.featuresByteOffset
    for (let id = 0; this.#hasFeature(id, byteOffset); id++) {
      const byteEnd = byteOffset + reader.byteLengthAt(this.#bytes, byteOffset)
      yield { id, byteOffset, byteEnd }
      byteOffset = byteEnd
    }
  }

  /** Whether a file whose next feature would begin there has it: one that does not count them ends with its last. */
  #hasFeature(id: number, byteOffset: number): boolean {
    const { featureCount } = this.header
    return featureCount === null ? byteOffset !== this.#bytes.length : id < featureCount
  }

  /**
   * The features whose boxes meet one of the given ones (`west ≤ east`, in the file's coordinates),
   * through the index, each once and in file order. Only for a file that has an index.
   */
  *search(boxes: readonly Bbox[], fields?: readonly string[]): Generator<Feature> {
    const search = new IndexSearch(this.header, boxes)
    const { indexByteOffset, featuresByteOffset } = this.header
    const index = this.#bytes.subarray(indexByteOffset, featuresByteOffset)
    while (search.ranges.length > 0) {
      search.step(
        search.ranges.map(({ first, end }) => ({
          first,
          bytes: index.subarray(first * NODE_BYTES, end * NODE_BYTES),
        })),
      )
    }
    const reader = new FeatureReader(this.header, fields)
    for (const { id, byteOffset } of search.found) yield reader.read(this.#bytes, byteOffset, id)
  }
}

/** A FlatGeobuf file read whole. */
export interface ReadFlatGeobuf {
  readonly header: FlatGeobufHeader
  readonly schema: LayerSchema
  /** In the file's own coordinates (`header.crs`); ids are the features' numbers in the file. */
  readonly features: readonly Feature[]
  readonly warnings: readonly Warning[]
}

/**
 * Reads a whole file, with or without an index. Features that cannot be read alone are skipped and
 * counted in the warnings. Throws a `ProblemError` where the bytes are not a whole FlatGeobuf file:
 * `flatgeobuf-not`, `flatgeobuf-version`, `flatgeobuf-truncated`, `flatgeobuf-corrupt`.
 */
export function readFlatGeobuf(bytes: Uint8Array): ReadFlatGeobuf {
  const file = new FlatGeobufFile(bytes)
  const { header } = file
  const reader = new ForgivingReader(header)
  const features: Feature[] = []
  let end = header.featuresByteOffset
  for (const { id, byteOffset, byteEnd } of file.places(new FeatureReader(header, []))) {
    end = byteEnd
    const feature = reader.read(bytes, byteOffset, id)
    if (feature) features.push(feature)
  }
  return {
    header,
    schema: toLayerSchema(header),
    features,
    warnings: reader.warnings(bytes.length - end),
  }
}

/** Problems of one feature, which do not stop the reading of the others. */
const SKIPPED = ['flatgeobuf-coordinate', 'flatgeobuf-curves'] as const

/** Reads features as they are called by their places, and counts those that cannot be read alone. */
export class ForgivingReader {
  readonly #featureCount: number | null
  readonly #reader: FeatureReader
  readonly #skipped = new Map<string, { message: string; count: number }>()

  constructor(header: FlatGeobufHeader) {
    this.#featureCount = header.featureCount
    // Places and not keys: a file that breaks the promise of its primary key can still be read.
    this.#reader = new FeatureReader({ ...header, keyColumn: null })
  }

  /** The feature at a position of a block, which lies in it whole; `null` where it is skipped. */
  read(block: Uint8Array, position: number, place: number): Feature | null {
    try {
      return this.#reader.read(block, position, place)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      const { code, message } = error.problem
      if (!SKIPPED.some((skippedCode) => skippedCode === code)) throw error
      this.#skipped.set(code, { message, count: (this.#skipped.get(code)?.count ?? 0) + 1 })
      return null
    }
  }

  /** What is to be told once all features are read, after which so many bytes of the file follow. */
  warnings(bytesLeft: number): readonly Warning[] {
    const warnings: Warning[] = [...this.#skipped].map(([code, { message, count }]) => ({
      code: `${code}-skipped`,
      message: `${count} features were skipped. ${message}`,
      count,
    }))
    if (bytesLeft > 0) {
      warnings.push({
        code: 'flatgeobuf-more-than-counted',
        message: `The header counts ${this.#featureCount} features, which were read; ${bytesLeft} bytes that follow were not. The file may have been written wrongly: make it anew.`,
        values: { features: this.#featureCount ?? 0, bytes: bytesLeft },
        count: 1,
      })
    }
    const { illFormedTexts } = this.#reader
    if (illFormedTexts > 0) {
      warnings.push({
        code: 'text-not-utf8',
        message: `${illFormedTexts} texts are not UTF-8; what could not be read became the character U+FFFD.`,
        count: illFormedTexts,
      })
    }
    return warnings
  }
}
