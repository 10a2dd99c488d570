import { describe, expect, it } from 'vitest'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import type { LayerBegun } from '../formats/contract/read-context.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { type LayerSample, takeSample } from './sample.ts'
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

  const lot = 20_000
  const rows = (toText: (lon: number, lat: number) => string, count = lot) =>
    Array.from({ length: count }, (_, at) => toText(-120 + (at % 50), 30 + at / count)).join('')
  const gmlPoint = (lon: number, lat: number) =>
    `<gml:featureMember><a:site><a:name>${'x'.repeat(60)}</a:name><a:g><gml:Point srsName="EPSG:4326"><gml:pos>${lon} ${lat}</gml:pos></gml:Point></a:g></a:site></gml:featureMember>`
  const trackPoint = (lon: number, lat: number) =>
    `<trkpt lon="${lon}" lat="${lat}"><ele>12</ele><time>2024-05-06T07:08:09Z</time></trkpt>`
  const tcxPoint = (lon: number, lat: number) =>
    `<Trackpoint><Time>2024-05-06T07:08:09Z</Time><Position><LatitudeDegrees>${lat}</LatitudeDegrees><LongitudeDegrees>${lon}</LongitudeDegrees></Position></Trackpoint>`
  const esriPoint = (lon: number, lat: number) =>
    `{"attributes":{"NAME":"${'x'.repeat(80)}"},"geometry":{"x":${lon},"y":${lat}}},`

  it.each([
    [
      'features of GML',
      'a.gml',
      `<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:a="a">${rows(gmlPoint)}</gml:FeatureCollection>`,
    ],
    [
      'one long track of GPX',
      'a.gpx',
      `<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${rows(trackPoint, 60_000)}</trkseg></trk></gpx>`,
    ],
    [
      'one long track of TCX',
      'a.tcx',
      `<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities><Activity Sport="Running"><Lap><Track>${rows(tcxPoint, 40_000)}</Track></Lap></Activity></Activities></TrainingCenterDatabase>`,
    ],
    [
      'features of Esri JSON',
      'a.json',
      `{"geometryType":"esriGeometryPoint","spatialReference":{"wkid":4326},"fields":[{"name":"NAME","type":"esriFieldTypeString"}],"features":[${rows(esriPoint, 60_000).slice(0, -1)}]}`,
    ],
  ])('%s are sampled before all are there', async (_, name, text) => {
    let begun: readonly LayerBegun[] = []
    const sizes: number[] = []
    const takens: number[] = []
    const shares: number[] = []
    const result = await readFiles([bytesSource(new TextEncoder().encode(text), name)], {
      onLayers(layers) {
        begun = layers
      },
      onProgress({ bytesRead, bytesTotal }) {
        const layer = begun.find(({ features }) => features.positionCount > 0)
        if (!layer) return
        sizes.push(layer.features.positionCount)
        takens.push(
          takeSample([{ features: layer.features, toWgs84: (x, y) => [x, y] }])?.taken ?? 0,
        )
        shares.push(bytesRead / bytesTotal)
      },
    })
    if (!result.ok) throw new Error(result.problem.code)
    const whole = result.layers[0]!.features.positionCount
    expect(begun).toEqual([])
    expect(sizes[0]).toBeLessThan(whole)
    expect(Math.max(...takens)).toBeGreaterThan(0)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  })

  it('nothing is sampled of a layer in a system that is not known', async () => {
    const sampler = new Sampler()
    const features = {
      length: 5000,
      positionCount: 5000,
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
