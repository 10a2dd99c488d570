/** Few enough to be let go of before the engine moves what it finds alive: of polygons, a thousand are megabytes. */
const BATCH_SIZE = 128
const PAUSE_EVERY_MILLISECONDS = 60

/**
 * Features, or what stands for them, in batches, which writers turn into bytes in plain loops: awaiting each alone
 * would cost more than writing it. Between batches it lets the thread breathe now and then, so that
 * an abort that arrives as a message is heard.
 */
export async function* batches<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  signal?: AbortSignal,
): AsyncGenerator<readonly Item[], void> {
  let batch: Item[] = []
  let pausedAt = performance.now()
  signal?.throwIfAborted()
  for await (const full of gather(items)) {
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

function gather<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
): AsyncIterable<Item[]> | Iterable<Item[]> {
  return Symbol.iterator in items ? gatherSync(items) : gatherAsync(items)
}

function* gatherSync<Item>(items: Iterable<Item>): Generator<Item[], void> {
  let batch: Item[] = []
  for (const item of items) {
    if (batch.push(item) === BATCH_SIZE) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

async function* gatherAsync<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[], void> {
  let batch: Item[] = []
  for await (const item of items) {
    if (batch.push(item) === BATCH_SIZE) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
