import type { WriteSummary } from './writer.ts'

/** What a writer's generator gave, collected. */
export interface Written extends WriteSummary {
  readonly chunks: readonly Uint8Array[]
  readonly byteLength: number
}

/** Runs a writer to its end and collects its chunks; one that is to be streamed is consumed instead. */
export async function collect(writing: AsyncGenerator<Uint8Array, WriteSummary>): Promise<Written> {
  const chunks: Uint8Array[] = []
  let byteLength = 0
  for (;;) {
    const step = await writing.next()
    if (step.done) return { ...step.value, chunks, byteLength }
    chunks.push(step.value)
    byteLength += step.value.byteLength
  }
}
