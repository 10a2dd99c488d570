import { describe, expect, it } from 'vitest'
import { queryBoxes, squares, squaresPast180 } from '../../tests/support/flatgeobuf-layers.ts'
import { type Bbox, intersects } from '../geo/bbox.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import type { FeatureQuery } from './feature-source.ts'
import { featureBbox, MemorySource } from './memory-source.ts'

const schema = { name: 'squares', geometryType: 'Polygon', fields: [] } as const
const nowhere: Feature = { ...keyOfPlace(3000), geometry: null, properties: { number: 3000 } }
const features = [...squares.features, nowhere]
const source = new MemorySource(schema, features)

async function collect(query?: FeatureQuery): Promise<Feature[]> {
  const found: Feature[] = []
  for await (const feature of source.features(query)) found.push(feature)
  return found
}

describe('features in memory', () => {
  it('are described by what they are', () => {
    expect(source.schema.featureCount).toBe(3001)
    expect(source.schema.bbox![0]).toBe(-180)
    expect(new MemorySource(schema, []).schema.bbox).toBeNull()
  })

  it.each(queryBoxes)(
    'are found by box as a look at each of them finds (%d, %d, %d, %d)',
    async (...bbox) => {
      expect(await collect({ bbox })).toEqual(
        squares.features.filter((feature) => intersects(featureBbox(feature), bbox)),
      )
    },
  )

  it('are found across the antimeridian, each once', async () => {
    const bbox: Bbox = [170, -90, -170, 90]
    const sides: Bbox[] = [
      [170, -90, 180, 90],
      [-180, -90, -170, 90],
    ]
    expect(await collect({ bbox })).toEqual(
      squares.features.filter((feature) =>
        sides.some((side) => intersects(featureBbox(feature), side)),
      ),
    )
  })

  it('are found where they are though their longitudes go on past 180', async () => {
    const past = new MemorySource(schema, squaresPast180.features)
    for (const bbox of [
      [-100, 40, -90, 50],
      [170, 50, -160, 75],
    ] as const) {
      const found: unknown[] = []
      for await (const { key } of past.features({ bbox })) found.push(key)
      expect(found).toEqual((await collect({ bbox })).map(({ key }) => key))
      expect(found.length).toBeGreaterThan(5)
    }
  })

  it('come all, those without geometry too, where no box is asked for', async () => {
    expect(await collect()).toEqual(features)
  })

  it('come with the wanted fields alone', async () => {
    const [feature] = await collect({ fields: ['missing'] })
    expect(feature!.properties).toEqual({ missing: null })
  })

  it('stop with the reason of an aborted signal', async () => {
    const controller = new AbortController()
    const reading = (async () => {
      for await (const _ of source.features({ signal: controller.signal })) {
        controller.abort(new Error('moved on'))
      }
    })()
    await expect(reading).rejects.toThrow('moved on')
  })
})
