import { collect } from '../formats/contract/collect.ts'
import type { ExportFormat, WriteOptions } from '../formats/contract/writer.ts'
import { type ExportLayer, writeLayer } from '../formats/registry/write-layer.ts'
import type { Crs } from '../geo/crs.ts'
import { eachPosition } from '../geo/positions.ts'
import type { Feature } from '../model/feature.ts'
import type { ExportEstimate } from './protocol.ts'

/** Parts up to so many positions and values are written whole: that is no estimate any more. */
const SMALL_WEIGHT = 60_000

/**
 * How large the file of a layer will be. Small layers are written; of larger ones every n-th feature
 * is, and the rest is taken to weigh as much for each of its positions and values. Throws what the
 * writer throws.
 */
export async function estimateFile(
  layer: ExportLayer,
  format: ExportFormat,
  crs: Crs,
  options: WriteOptions,
): Promise<ExportEstimate> {
  let total = 0
  let featureCount = 0
  const valueCount = layer.schema.fields.length
  for await (const feature of layer.features()) {
    total += weigh(feature, valueCount)
    featureCount++
  }
  const every = Math.max(1, Math.ceil(total / SMALL_WEIGHT))
  const length = async (features: readonly Feature[]): Promise<number> => {
    const part = { ...layer, features: () => features }
    return (await collect(writeLayer(part, format, crs, options))).byteLength
  }
  const sample: Feature[] = []
  let sampleWeight = 0
  let index = 0
  for await (const feature of layer.features()) {
    if (index++ % every > 0) continue
    sample.push(feature)
    sampleWeight += weigh(feature, valueCount)
  }
  const sampleBytes = await length(sample)
  if (every === 1) return { kind: 'exact', featureCount, byteLength: sampleBytes }
  const frameBytes = await length([])
  const byteLength = frameBytes + ((sampleBytes - frameBytes) * total) / sampleWeight
  return { kind: 'about', featureCount, byteLength: Math.round(byteLength) }
}

function weigh({ geometry }: Feature, valueCount: number): number {
  let positions = 0
  if (geometry) {
    eachPosition(geometry, () => {
      positions++
    })
  }
  return positions + valueCount + 1
}
