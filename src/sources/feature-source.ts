import type { Bbox } from '../geo/bbox.ts'
import type { Feature } from '../model/feature.ts'
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

/**
 * The one seam of the Atlas: every layer, published or brought by a user, is a `FeatureSource`, and
 * tiles, identify, table, statistics, filters, exports and checks are written against it alone.
 */
export interface FeatureSource {
  readonly schema: LayerSchema
  /**
   * The features whose own bounding boxes meet the query's, each once, in the source's order.
   * Rejects with the signal's reason once it is aborted, and with a `ProblemError` where the source
   * cannot be read.
   */
  features(query?: FeatureQuery): AsyncIterable<Feature>
}
