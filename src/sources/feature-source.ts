import type { Bbox } from '../geo/bbox.ts'
import type { Feature } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import { ROWS_BETWEEN_YIELDS, type RowSink, toFeaturePutter } from '../model/row-sink.ts'
import type { LayerSchema } from '../model/schema.ts'

export interface FeatureQuery {
  /**
   * WGS 84 degrees; a box whose west is greater than its east crosses the antimeridian (RFC 7946
   * section 5.2). Without it, every feature.
   */
  readonly bbox?: Bbox
  /** The fields to read; without it, all. */
  readonly fields?: readonly string[]
  readonly signal?: AbortSignal
}

export interface FindOptions {
  /**
   * Where the features are likely to be, WGS 84 degrees as in `FeatureQuery`: a place at which one was
   * seen. They are looked for there first, which may cost less; they are found wherever they are.
   */
  readonly near?: Bbox
  /** The fields to read; without it, all. */
  readonly fields?: readonly string[]
  readonly signal?: AbortSignal
}

/** A layer, or a part of one, that is gone through. */
export interface LayerFeatures {
  readonly schema: LayerSchema
  /**
   * The features whose own bounding boxes meet the query's, each once, in the source's order.
   * Rejects with the signal's reason once it is aborted, and with a `ProblemError` where the source
   * cannot be read.
   */
  features(query?: FeatureQuery): AsyncIterable<Feature>
  /** As `readRows`, of a source that has a quicker way than to make features of its rows. */
  rows?(sink: RowSink, signal?: AbortSignal): AsyncIterable<number>
}

/**
 * Puts all features of a layer into a sink, from its first row on, in the source's order. Gives now and then how many
 * are there. Rejects as `features` does.
 */
export async function* readRows(
  source: LayerFeatures,
  sink: RowSink,
  signal?: AbortSignal,
): AsyncGenerator<number> {
  if (source.rows) {
    yield* source.rows(sink, signal)
    return
  }
  const put = toFeaturePutter(sink)
  let count = 0
  for await (const feature of source.features({ fields: sink.fields, ...(signal && { signal }) })) {
    put(count++, feature)
    if (count % ROWS_BETWEEN_YIELDS === 0) yield count
  }
  yield count
}

/**
 * The one seam of the Atlas: every layer, published or brought by a user, is a `FeatureSource`, and
 * tiles, identify, table, statistics, filters, exports and checks are written against it alone.
 */
export interface FeatureSource extends LayerFeatures {
  /**
   * The features of some keys, by their keys, in the order in which the keys are given. A key that no
   * feature has is not in the answer; of an overview that shows a feature in pieces, the first. Large
   * files are not read whole for it where they have an index of keys. Rejects as `features` does.
   */
  find(
    keys: readonly FeatureKey[],
    options?: FindOptions,
  ): Promise<ReadonlyMap<FeatureKey, Feature>>
}
