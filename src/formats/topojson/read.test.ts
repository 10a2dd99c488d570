import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import type { GeometryObject, Topology } from 'topojson-specification'
import { describe, expect, it } from 'vitest'
import { bytesSource } from '../bytes/byte-source.ts'
import { readFiles } from '../registry/read-files.ts'

const CORPUS = resolve(import.meta.dirname, '../../../../shared/corpus/layers/naaf')

async function read(text: string) {
  const result = await readFiles([bytesSource(new TextEncoder().encode(text), 'borders.json')])
  if (!result.ok) throw new Error(result.problem.message)
  return result.layers
}

/** Two squares with an edge in common. */
const SQUARES = {
  type: 'FeatureCollection' as const,
  features: [0, 1].map((place) => ({
    type: 'Feature' as const,
    properties: { name: `square ${place}` },
    geometry: {
      type: 'Polygon' as const,
      coordinates: [
        [
          [place, 40],
          [place + 1, 40],
          [place + 1, 41.5],
          [place, 41.5],
          [place, 40],
        ],
      ],
    },
  })),
}

const geometriesOf = (layers: Awaited<ReturnType<typeof read>>) =>
  layers.map(({ features }) => [...features].map(({ geometry }) => geometry))

const expected = (topo: Topology, name: string) => {
  const made = feature(topo, topo.objects[name] as GeometryObject)
  return ('features' in made ? made.features : [made]).map(({ geometry }) => geometry)
}

describe('a TopoJSON file', () => {
  it.each([
    ['quantised', 1e4],
    ['of decimals', undefined],
  ])('%s is read as topojson-client reads it', async (_, quantization) => {
    const topo = topology({ squares: SQUARES }, quantization)
    expect(geometriesOf(await read(JSON.stringify(topo)))).toEqual([expected(topo, 'squares')])
  })

  it('is read where a polygon has more holes than a call has room for', async () => {
    const arcs = [
      [
        [0, 0],
        [9, 0],
        [9, 9],
        [0, 9],
        [0, 0],
      ],
      [
        [1, 1],
        [1, 2],
        [2, 2],
        [1, 1],
      ],
    ]
    const rings = Array.from({ length: 200_000 }, (_, nth) => [Math.min(nth, 1)])
    const objects = { a: { type: 'MultiPolygon', arcs: [rings] } }
    const [layer] = await read(JSON.stringify({ type: 'Topology', objects, arcs }))
    expect(layer!.features.geometry(0)).toMatchObject({ coordinates: { length: 1 } })
  })

  it('is read whatever the order of its members, and however it is indented', async () => {
    const topo = topology({ squares: SQUARES }, 1e4)
    const { transform, objects, arcs, type } = topo
    for (const turned of [
      { transform, objects, arcs, type },
      { arcs, type, objects, transform },
    ]) {
      for (const indent of [0, 2]) {
        const layers = await read(JSON.stringify(turned, null, indent))
        expect(geometriesOf(layers)).toEqual([expected(topo, 'squares')])
      }
    }
  })

  it('gives the layers of every topology where several follow one another', async () => {
    const first = topology({ east: SQUARES }, 1e3)
    const second = topology({ west: SQUARES })
    const layers = await read(`${JSON.stringify(first)}\n${JSON.stringify(second)}\n`)
    expect(geometriesOf(layers)).toEqual([expected(first, 'east'), expected(second, 'west')])
  })

  it('is refused by name where an arc is none', async () => {
    const topo = topology({ squares: SQUARES }, 1e4)
    for (const arc of ['[[1,2],[3]]', '[[1,2],[3,"4"]]', '{"x":1}', '[[1,2],[03,4]]']) {
      const text = JSON.stringify({ ...topo, arcs: ['#'] }).replace('"#"', arc)
      await expect(read(text)).rejects.toThrow(/valid/)
    }
  })

  it.skipIf(!existsSync(CORPUS))('of the corpus is as topojson-client reads it', async () => {
    const path = join(CORPUS, 'na-ecoreg-iii-all.json')
    const text = readFileSync(path, 'utf8')
    const topo = JSON.parse(text) as Topology
    const layers = await read(text)
    expect(geometriesOf(layers)).toEqual(
      Object.keys(topo.objects).map((name) => expected(topo, name)),
    )
  })
})
