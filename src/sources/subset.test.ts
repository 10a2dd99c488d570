import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { parseWhere } from '../model/where.ts'
import type { LayerFeatures } from './feature-source.ts'
import { MemorySource } from './memory-source.ts'
import { type Subset, subsetOf } from './subset.ts'

const SCHEMA = {
  name: 'layer',
  geometryType: 'Unknown',
  fields: [
    { name: 'kind', type: 'string' },
    { name: 'size', type: 'integer' },
  ],
} as const

const GEOMETRIES: readonly (Geometry | null)[] = [
  { type: 'Point', coordinates: [5, 5] },
  // Its box covers the middle, the line goes around it.
  {
    type: 'LineString',
    coordinates: [
      [-10, -10],
      [-10, 20],
      [20, 20],
    ],
  },
  // Crosses the box without a vertex in it.
  {
    type: 'LineString',
    coordinates: [
      [-5, 5],
      [15, 5],
    ],
  },
  // Holds the box.
  {
    type: 'Polygon',
    coordinates: [
      [
        [-50, -50],
        [50, -50],
        [50, 50],
        [-50, 50],
        [-50, -50],
      ],
    ],
  },
  // Holds the box in its hole.
  {
    type: 'Polygon',
    coordinates: [
      [
        [-50, -50],
        [50, -50],
        [50, 50],
        [-50, 50],
        [-50, -50],
      ],
      [
        [-40, -40],
        [-40, 40],
        [40, 40],
        [40, -40],
        [-40, -40],
      ],
    ],
  },
  { type: 'Point', coordinates: [179, 5] },
  null,
]

const SOURCE = new MemorySource(
  SCHEMA,
  GEOMETRIES.map(
    (geometry, id): Feature => ({
      ...keyOfPlace(id),
      geometry,
      properties: { kind: id % 2 ? 'odd' : 'even', size: id },
    }),
  ),
)

async function idsOf(source: LayerFeatures): Promise<number[]> {
  const ids: number[] = []
  for await (const { id } of source.features()) ids.push(id)
  return ids.sort((a, b) => a - b)
}

const select = (subset: Subset): Promise<number[]> => idsOf(subsetOf(SOURCE, subset))

describe('a part of a layer', () => {
  it('holds what meets a box with its shape, not what meets it with its own box alone', async () => {
    expect(await select({ bbox: [0, 0, 10, 10] })).toEqual([0, 2, 3])
  })

  it('may cross the antimeridian', async () => {
    expect(await select({ bbox: [170, 0, -170, 10] })).toEqual([5])
  })

  it('may be an area that was drawn', async () => {
    const area = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [4, 4],
          [6, 4],
          [5, 7],
          [4, 4],
        ],
      ],
    }
    expect(await select({ area })).toEqual([0, 2, 3])
  })

  it('may be what a condition selects, or what was picked', async () => {
    expect(await select({ condition: parseWhere("kind = 'odd'", SCHEMA.fields) })).toEqual([
      1, 3, 5,
    ])
    expect(await select({ ids: new Set([6, 2]) })).toEqual([2, 6])
  })

  it('has only the fields that are named, in their order, whatever else it is selected by', async () => {
    const part = subsetOf(SOURCE, {
      fields: ['size'],
      condition: parseWhere("kind = 'even' AND size > 0", SCHEMA.fields),
    })
    expect(part.schema.fields.map(({ name }) => name)).toEqual(['size'])
    for await (const { properties } of part.features()) {
      expect(Object.keys(properties)).toEqual(['size'])
    }
    expect(await idsOf(part)).toEqual([2, 4, 6])
  })

  it('does not pretend to know how many features it has', () => {
    expect(subsetOf(SOURCE, { fields: ['size'] }).schema.featureCount).toBe(7)
    expect(subsetOf(SOURCE, { ids: new Set([1]) }).schema.featureCount).toBeNull()
  })
})
