import Flatbush from 'flatbush'
import { type Bbox, EMPTY_BBOX, isEmpty, searchedBoxes, union } from '../geo/bbox.ts'
import { geometryBbox } from '../geo/positions.ts'
import type { Feature, FieldValue } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import type { LayerSchema } from '../model/schema.ts'
import type { FeatureQuery, FeatureSource, FindOptions } from './feature-source.ts'

/** The box of a feature's positions, empty without any. */
export function featureBbox({ geometry }: Feature): Bbox {
  return geometryBbox(geometry)
}

/**
 * Features that are all in memory, as after an import, behind a spatial index. A feature without
 * geometry comes in a query without a box alone. The schema's count and box are the features' own.
 */
export class MemorySource implements FeatureSource {
  readonly schema: LayerSchema
  readonly #features: readonly Feature[]
  readonly #index: Flatbush | null
  /** Numbers of the features in the index, which holds those with geometry alone. */
  readonly #placed: readonly number[]
  #byKey: ReadonlyMap<FeatureKey, Feature> | null = null

  constructor(schema: Omit<LayerSchema, 'featureCount' | 'bbox'>, features: readonly Feature[]) {
    const boxes = features.map(featureBbox)
    this.#features = features
    this.#placed = boxes.flatMap((box, i) => (isEmpty(box) ? [] : [i]))
    this.#index = this.#placed.length > 0 ? new Flatbush(this.#placed.length) : null
    for (const i of this.#placed) this.#index!.add(...boxes[i]!)
    this.#index?.finish()
    const bbox = boxes.reduce(union, EMPTY_BBOX)
    this.schema = {
      name: schema.name,
      geometryType: schema.geometryType,
      fields: schema.fields,
      featureCount: features.length,
      bbox: isEmpty(bbox) ? null : bbox,
    }
  }

  async *features({ bbox, fields, signal }: FeatureQuery = {}): AsyncGenerator<Feature> {
    signal?.throwIfAborted()
    const found = bbox ? this.#search(bbox) : this.#features
    for (const feature of found) {
      signal?.throwIfAborted()
      yield fields ? withFields(feature, fields) : feature
    }
  }

  async find(
    keys: readonly FeatureKey[],
    { fields, signal }: FindOptions = {},
  ): Promise<ReadonlyMap<FeatureKey, Feature>> {
    signal?.throwIfAborted()
    // From the last to the first, so that the first of several with one key stands.
    this.#byKey ??= new Map(this.#features.toReversed().map((feature) => [feature.key, feature]))
    const found = new Map<FeatureKey, Feature>()
    for (const key of keys) {
      const feature = this.#byKey.get(key)
      if (feature) found.set(key, fields ? withFields(feature, fields) : feature)
    }
    return found
  }

  #search(bbox: Bbox): Feature[] {
    const numbers = new Set(
      searchedBoxes(bbox, [this.#index?.minX ?? 0, this.#index?.maxX ?? 0]).flatMap(
        (box) => this.#index?.search(...box) ?? [],
      ),
    )
    return [...numbers].sort((a, b) => a - b).map((i) => this.#features[this.#placed[i]!]!)
  }
}

function withFields(feature: Feature, fields: readonly string[]): Feature {
  const entries = fields.map((name): [string, FieldValue] => [
    name,
    Object.hasOwn(feature.properties, name) ? (feature.properties[name] ?? null) : null,
  ])
  return { ...feature, properties: Object.fromEntries(entries) }
}
