import { geojson } from 'flatgeobuf'
import peerPackage from 'flatgeobuf/package.json' with { type: 'json' }
import type { FeatureCollection } from 'geojson'
import { FlatGeobufFile } from '../../../src/formats/flatgeobuf/read.ts'
import { writeFlatGeobuf } from '../../../src/formats/flatgeobuf/write.ts'
import { type Bench, timeSideBySide } from '../bench.ts'
import { makeParcels, VIEWPORTS } from '../parcels.ts'
import { quietly } from '../quietly.ts'

const PEER = `flatgeobuf ${peerPackage.version}`
const COUNT = 50_000

const benches: readonly Bench[] = [
  {
    name: 'flatgeobuf-read-speed',
    what: 'reading every feature of a file in memory, geometry and fields',
    peer: `${PEER}, geojson.deserialize(bytes)`,
    unit: 'ms',
    target: 0.5,
    async run() {
      const { bytes } = writeFlatGeobuf({ name: 'parcels' }, makeParcels(COUNT))
      return timeSideBySide(
        () => {
          let count = 0
          for (const _ of new FlatGeobufFile(bytes).features()) count++
          return count
        },
        async () => {
          let count = 0
          for await (const _ of geojson.deserialize(bytes)) count++
          return count
        },
      )
    },
  },
  {
    name: 'flatgeobuf-search-speed',
    what: 'finding and reading the features of ten viewports in a file in memory',
    peer: `${PEER}, geojson.deserialize(bytes, { rect })`,
    unit: 'ms',
    target: 0.5,
    async run() {
      const { bytes } = writeFlatGeobuf({ name: 'parcels' }, makeParcels(COUNT))
      return timeSideBySide(
        () => {
          const file = new FlatGeobufFile(bytes)
          let count = 0
          for (const bbox of VIEWPORTS) for (const _ of file.search([bbox])) count++
          return count
        },
        () =>
          quietly(async () => {
            let count = 0
            for (const [minX, minY, maxX, maxY] of VIEWPORTS) {
              const rect = { minX, minY, maxX, maxY }
              for await (const _ of geojson.deserialize(bytes, { rect })) count++
            }
            return count
          }),
      )
    },
  },
  {
    name: 'flatgeobuf-write-speed',
    what: 'writing features; ours with schema, envelope and index, which the peer leaves out',
    peer: `${PEER}, geojson.serialize`,
    unit: 'ms',
    target: 0.5,
    async run() {
      const parcels = makeParcels(COUNT)
      const collection = {
        type: 'FeatureCollection',
        features: parcels.map(({ geometry, properties }) => ({
          type: 'Feature',
          geometry,
          properties,
        })),
      } as FeatureCollection
      return timeSideBySide(
        () => writeFlatGeobuf({ name: 'parcels' }, parcels),
        // The serializer takes what it can write alone, which a checked collection is.
        () => geojson.serialize(collection as Parameters<typeof geojson.serialize>[0]),
        5,
      )
    },
  },
]
export default benches
