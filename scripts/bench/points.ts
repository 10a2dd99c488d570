import { FeatureTable } from '../../src/formats/contract/feature-table.ts'
import type { ImportedLayer } from '../../src/formats/contract/imported-layer.ts'
import { MemoryBudget } from '../../src/formats/contract/read-context.ts'
import { WGS84 } from '../../src/geo/crs.ts'
import { makeTowns, randomNumbers } from './parcels.ts'

const KINDS = ['mine', 'mill', 'dam', 'plant', 'farm']

/**
 * Made-up points to measure with, of which nothing is ever shown or published: two of three crowded around 80 towns,
 * the others all over the continent, each of one of five kinds. The same in every run.
 */
export function makePoints(count: number): ImportedLayer {
  const towns = makeTowns()
  const random = randomNumbers(20261127)
  const features = new FeatureTable(new MemoryBudget(8e9))
  features.expectPositions(count)
  for (let row = 0; row < count; row++) {
    const [townLon, townLat] = towns[Math.floor(random() * towns.length)]!
    const distance = 8 * random() ** 2
    const angle = 2 * Math.PI * random()
    const isInTown = row % 3 !== 0
    features.setValue('kind', KINDS[row % KINDS.length]!)
    features.setValue('tonnes', Math.round(1e5 * random() ** 3) / 100)
    features.begin(1, false)
    features.position(
      isInTown ? townLon + distance * Math.cos(angle) : -130 + 70 * random(),
      isInTown ? townLat + 0.7 * distance * Math.sin(angle) : 15 + 50 * random(),
    )
    features.endFeature()
  }
  return {
    name: 'points',
    format: 'geojson',
    path: 'points.geojson',
    schema: {
      name: 'points',
      geometryType: 'Point',
      fields: [
        { name: 'kind', type: 'string' },
        { name: 'tonnes', type: 'double' },
      ],
      featureCount: count,
      bbox: features.bounds(),
    },
    geometryTypes: ['Point'],
    withoutGeometry: 0,
    hasHeights: false,
    crs: { how: 'format', name: WGS84.name, epsg: 4326, text: null, crs: WGS84 },
    encoding: null,
    features,
    warnings: [],
  }
}
