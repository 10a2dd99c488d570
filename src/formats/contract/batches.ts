import type { Feature } from '../../model/feature.ts'
import type { FeatureStream } from './writer.ts'

const BATCH_SIZE = 1024
const PAUSE_EVERY_MILLISECONDS = 60

/**
 * The features in batches, which writers turn into bytes in plain loops: awaiting each feature alone
 * would cost more than writing it. Between batches it lets the thread breathe now and then, so that
 * an abort that arrives as a message is heard.
 */
export async function* batches(
  features: FeatureStream,
  signal?: AbortSignal,
): AsyncGenerator<readonly Feature[], void> {
  let batch: Feature[] = []
  let pausedAt = performance.now()
  signal?.throwIfAborted()
  for await (const full of gather(features)) {
    signal?.throwIfAborted()
    batch = full
    yield batch
    if (performance.now() - pausedAt > PAUSE_EVERY_MILLISECONDS) {
      await new Promise((resolve) => setTimeout(resolve))
      pausedAt = performance.now()
    }
  }
  signal?.throwIfAborted()
}

function gather(features: FeatureStream): AsyncIterable<Feature[]> | Iterable<Feature[]> {
  return Symbol.iterator in features ? gatherSync(features) : gatherAsync(features)
}

function* gatherSync(features: Iterable<Feature>): Generator<Feature[], void> {
  let batch: Feature[] = []
  for (const feature of features) {
    if (batch.push(feature) === BATCH_SIZE) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

async function* gatherAsync(features: AsyncIterable<Feature>): AsyncGenerator<Feature[], void> {
  let batch: Feature[] = []
  for await (const feature of features) {
    if (batch.push(feature) === BATCH_SIZE) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
