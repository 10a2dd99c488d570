import type { Feature } from '../model/feature.ts'
import type { AskedLayer, Question } from './question.ts'

export interface FeaturesRequest {
  readonly layer: AskedLayer
  /** The numbers of their keys (`toFeatureId`). */
  readonly ids: readonly number[]
}

const FEATURES_BETWEEN_PAUSES = 1000

/** Some features of a layer, whole, in the layer's order. */
export const features: Question<FeaturesRequest, readonly Feature[]> = async (
  { layer, ids },
  { open, signal, pause },
) => {
  const wanted = new Set(ids)
  const found: Feature[] = []
  const source = await open(layer)
  let read = 0
  for await (const feature of source.features({ signal })) {
    if (wanted.has(feature.id)) found.push(feature)
    if (++read % FEATURES_BETWEEN_PAUSES === 0) await pause(null)
  }
  return found
}
