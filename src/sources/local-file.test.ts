import { describe, expect, it } from 'vitest'
import { blobSource } from '../formats/bytes/byte-source.ts'
import { writeFlatGeobuf } from '../formats/flatgeobuf/write.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { FlatGeobufSource } from './flatgeobuf-source.ts'

/** A grid of points, one degree apart, of which a query by box wants few. */
const features: Feature[] = Array.from({ length: 40 * 60 }, (_, index) => ({
  ...keyOfPlace(index),
  geometry: { type: 'Point', coordinates: [-120 + (index % 60), 20 + Math.floor(index / 60)] },
  properties: { name: `Point ${index}`, note: 'x'.repeat(200) },
}))

const bytes = writeFlatGeobuf({ name: 'points' }, features).bytes

async function collect(source: FlatGeobufSource, bbox?: [number, number, number, number]) {
  const names: unknown[] = []
  for await (const { properties } of source.features(bbox ? { bbox } : {})) {
    names.push(properties.name)
  }
  return names.sort()
}

describe('a layer on this device', () => {
  it('is read by slices: a small box costs a small part of the file', async () => {
    const source = blobSource(new Blob([bytes]), 'points.fgb')
    let readBytes = 0
    const counted = {
      ...source,
      read: async (start: number, end: number) => {
        const part = await source.read(start, end)
        readBytes += part.length
        return part
      },
    }
    const layer = await FlatGeobufSource.open(counted, { wholeFileBytes: 0 })
    expect(layer.schema.featureCount).toBe(features.length)
    const inBox = features.filter(({ geometry }) => {
      const [lon, lat] = (geometry as { coordinates: number[] }).coordinates as [number, number]
      return lon >= -100.5 && lon <= -97.5 && lat >= 39.5 && lat <= 41.5
    })
    expect(await collect(layer, [-100.5, 39.5, -97.5, 41.5])).toEqual(
      inBox.map(({ properties }) => properties.name).sort(),
    )
    expect(readBytes).toBeLessThan(bytes.length / 5)
    expect((await collect(layer)).length).toBe(features.length)
  })

  it('gives the same features whether it is small enough to be read whole or not', async () => {
    const source = () => blobSource(new Blob([bytes]), 'points.fgb')
    const whole = await FlatGeobufSource.open(source(), {
      byteLength: bytes.length,
      wholeFileBytes: bytes.length,
    })
    const parts = await FlatGeobufSource.open(source(), { wholeFileBytes: 0 })
    expect(await collect(whole, [-110, 30, -90, 40])).toEqual(
      await collect(parts, [-110, 30, -90, 40]),
    )
  })

  it('says so when the file is no longer there, and ends with the signal when it is aborted', async () => {
    const gone = {
      name: 'gone.fgb',
      size: 5000,
      read: () => Promise.reject(new DOMException('no such file', 'NotFoundError')),
    }
    await expect(FlatGeobufSource.open(gone)).rejects.toMatchObject({
      problem: { code: 'stored-file-lost', values: { name: 'gone.fgb' } },
    })
    const layer = await FlatGeobufSource.open(blobSource(new Blob([bytes]), 'points.fgb'), {
      wholeFileBytes: 0,
    })
    const controller = new AbortController()
    const reading = (async () => {
      for await (const _ of layer.features({ signal: controller.signal })) controller.abort()
    })()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
  })
})
