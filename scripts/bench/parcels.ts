import type { ExportLayer } from '../../src/formats/registry/write-layer.ts'
import type { Bbox } from '../../src/geo/bbox.ts'
import type { Feature } from '../../src/model/feature.ts'
import { keyOfPlace } from '../../src/model/feature-key.ts'

/** Numbers from 0 to 1 without a pattern, the same in every run: a Weyl sequence, mixed (splitmix32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000
  }
}

export function makeTowns(): readonly (readonly [lon: number, lat: number])[] {
  const random = randomNumbers(1867)
  return Array.from({ length: 80 }, () => [-130 + 70 * random(), 15 + 50 * random()])
}

/**
 * Made-up polygons to measure with, of which nothing is ever shown or published: crowded around 80
 * towns as real features are, 5 to 40 corners and six fields each.
 */
export function makeParcels(count: number): readonly Feature[] {
  const towns = makeTowns()
  const random = randomNumbers(20261123)
  return Array.from({ length: count }, (_, id) => {
    const [townLon, townLat] = towns[Math.floor(random() * towns.length)]!
    const distance = 4 * random() ** 2
    const angle = 2 * Math.PI * random()
    const lon = townLon + distance * Math.cos(angle)
    const lat = townLat + distance * Math.sin(angle)
    const radius = 0.002 + 0.02 * random() ** 3
    const corners = 5 + Math.floor(36 * random())
    const ring = Array.from({ length: corners }, (_, corner) => {
      const turn = (2 * Math.PI * corner) / corners
      const reach = radius * (0.8 + 0.2 * random())
      return [lon + reach * Math.cos(turn), lat + reach * Math.sin(turn)]
    })
    ring.push([...ring[0]!])
    return {
      ...keyOfPlace(id),
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: {
        name: `Parcel ${id}`,
        kind: ['forest', 'wetland', 'grassland', 'urban'][id % 4]!,
        hectares: Math.round(radius * 1e7) / 100,
        year: 1980 + (id % 45),
        protected: id % 3 === 0,
        note: id % 5 === 0 ? 'Boundary as surveyed' : null,
      },
    }
  })
}

/** Parcels as a layer to be written. */
export function toParcelLayer(count: number, features: () => Iterable<Feature>): ExportLayer {
  return {
    schema: {
      name: 'parcels',
      geometryType: 'Polygon',
      fields: [
        { name: 'name', type: 'string' },
        { name: 'kind', type: 'string' },
        { name: 'hectares', type: 'double' },
        { name: 'year', type: 'integer' },
        { name: 'protected', type: 'boolean' },
        { name: 'note', type: 'string' },
      ],
      featureCount: count,
      bbox: null,
    },
    features,
    name: 'parcels',
    title: 'Parcels',
    metadata: {},
    language: 'en',
  }
}

/** Ten views of the map, from a town's quarter to half a continent, each over some town's parcels. */
export const VIEWPORTS: readonly Bbox[] = [8, 6, 4, 3, 2, 1.5, 1.2, 1, 0.8, 20].map((width, i) => {
  const [lon, lat] = makeTowns()[7 * i]!
  return [lon - width / 2, lat - 0.3 * width, lon + width / 2, lat + 0.3 * width]
})
