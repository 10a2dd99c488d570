import type { Feature } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import type { FeatureQuery, LayerFeatures } from './feature-source.ts'

/** Reads what is still missing of some keys, no further than to the last of them. */
export async function readInto(
  found: Map<FeatureKey, Feature>,
  layer: Pick<LayerFeatures, 'features'>,
  keys: readonly FeatureKey[],
  query: FeatureQuery,
): Promise<void> {
  const missing = new Set(keys.filter((key) => !found.has(key)))
  if (missing.size === 0) return
  for await (const feature of layer.features(query)) {
    if (!missing.delete(feature.key)) continue
    found.set(feature.key, feature)
    if (missing.size === 0) return
  }
}

/** What was found, in the order in which its keys were given. */
export function inOrderOf(
  keys: readonly FeatureKey[],
  found: ReadonlyMap<FeatureKey, Feature>,
): ReadonlyMap<FeatureKey, Feature> {
  return new Map(
    keys.flatMap((key) => {
      const feature = found.get(key)
      return feature ? [[key, feature]] : []
    }),
  )
}
