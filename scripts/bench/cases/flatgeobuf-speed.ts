import { geojson } from 'flatgeobuf'
import peerPackage from 'flatgeobuf/package.json' with { type: 'json' }
import type { FeatureCollection } from 'geojson'
import { FlatGeobufFile } from '../../../src/formats/flatgeobuf/read.ts'
import { writeFlatGeobuf } from '../../../src/formats/flatgeobuf/write.ts'
import { type Sides, timeApart } from '../apart.ts'
import type { Bench } from '../bench.ts'
import { makeParcels, VIEWPORTS } from '../parcels.ts'
import { quietly } from '../quietly.ts'

const PEER = `flatgeobuf ${peerPackage.version}`
const COUNT = 50_000

const makeFile = () => writeFlatGeobuf({ name: 'parcels' }, makeParcels(COUNT)).bytes

export const sides: Sides = {
  'flatgeobuf-read-speed': {
    ours() {
      const bytes = makeFile()
      return () => {
        let count = 0
        for (const _ of new FlatGeobufFile(bytes).features()) count++
        return count
      }
    },
    peer() {
      const bytes = makeFile()
      return async () => {
        let count = 0
        for await (const _ of geojson.deserialize(bytes)) count++
        return count
      }
    },
  },
  'flatgeobuf-search-speed': {
    ours() {
      const bytes = makeFile()
      return () => {
        const file = new FlatGeobufFile(bytes)
        let count = 0
        for (const bbox of VIEWPORTS) for (const _ of file.search([bbox])) count++
        return count
      }
    },
    peer() {
      const bytes = makeFile()
      return () =>
        quietly(async () => {
          let count = 0
          for (const [minX, minY, maxX, maxY] of VIEWPORTS) {
            const rect = { minX, minY, maxX, maxY }
            for await (const _ of geojson.deserialize(bytes, { rect })) count++
          }
          return count
        })
    },
  },
  'flatgeobuf-write-speed': {
    ours() {
      const parcels = makeParcels(COUNT)
      return () => writeFlatGeobuf({ name: 'parcels' }, parcels)
    },
    peer() {
      const collection = {
        type: 'FeatureCollection',
        features: makeParcels(COUNT).map(({ geometry, properties }) => ({
          type: 'Feature',
          geometry,
          properties,
        })),
      } as FeatureCollection
      // The serializer takes what it can write alone, which a checked collection is.
      return () => geojson.serialize(collection as Parameters<typeof geojson.serialize>[0])
    },
  },
}

const toBench = (name: keyof typeof sides, what: string, peer: string): Bench => ({
  name,
  what,
  peer: `${PEER}, ${peer}`,
  unit: 'ms',
  target: 0.5,
  run: () => timeApart(import.meta.url, name),
})

export default [
  toBench(
    'flatgeobuf-read-speed',
    'reading every feature of a file in memory, geometry and fields',
    'geojson.deserialize(bytes)',
  ),
  toBench(
    'flatgeobuf-search-speed',
    'finding and reading the features of ten viewports in a file in memory',
    'geojson.deserialize(bytes, { rect })',
  ),
  toBench(
    'flatgeobuf-write-speed',
    'writing features; ours with schema, envelope and index, which the peer leaves out',
    'geojson.serialize',
  ),
] satisfies readonly Bench[]
