import { describe, expect, it } from 'vitest'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import type { LayerSample } from './sample.ts'
import { Sampler } from './sampler.ts'

function geojsonOf(count: number): Uint8Array {
  const features = Array.from({ length: count }, (_, at) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [-120 + (at % 50), 30 + at / count] },
    properties: { name: `Place ${at}`, about: 'x'.repeat(100) },
  }))
  return new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }))
}

describe('while a file is read', () => {
  it('what has been read so far is sampled in longitude and latitude, and no more once it is whole', async () => {
    const sampler = new Sampler()
    const samples: LayerSample[] = []
    let begun = 0
    const result = await readFiles([bytesSource(geojsonOf(60_000), 'places.geojson')], {
      onLayers(layers) {
        begun = layers.length
        void sampler.follow(layers)
      },
      onProgress() {
        const sample = sampler.look()
        if (sample) samples.push(sample)
      },
    })
    expect(result.ok).toBe(true)
    expect(begun).toBe(0)
    expect(samples.length).toBeGreaterThan(0)
    for (const { taken, of } of samples) {
      expect(of).toBeLessThan(60_000)
      expect(taken).toBeLessThanOrEqual(3000)
    }
    expect(sampler.look()).toBeNull()
  })

  it('nothing is sampled of a layer in a system that is not known', async () => {
    const sampler = new Sampler()
    const features = {
      length: 5000,
      geometry: () => ({ type: 'Point' as const, coordinates: [1, 2] }),
    }
    await sampler.follow([{ features, crs: 'no system' }])
    expect(sampler.look()).toBeNull()
    await sampler.follow([{ features, crs: 'EPSG:3857' }])
    const { bbox, of } = sampler.look()!
    expect(of).toBe(5000)
    expect(bbox[0]).toBeCloseTo(0.00000898, 8)
    // Nothing has come since.
    expect(sampler.look()).toBeNull()
  })
})
