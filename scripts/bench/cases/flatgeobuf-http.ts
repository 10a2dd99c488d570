import { geojson } from 'flatgeobuf'
import peerPackage from 'flatgeobuf/package.json' with { type: 'json' }
import { writeFlatGeobuf } from '../../../src/formats/flatgeobuf/write.ts'
import type { Bbox } from '../../../src/geo/bbox.ts'
import { BlockStore } from '../../../src/sources/block-cache.ts'
import { FlatGeobufSource } from '../../../src/sources/flatgeobuf-source.ts'
import { neededBytes } from '../../../tests/support/needed-bytes.ts'
import { RangeServer, type ServedRequest } from '../../../tests/support/range-server.ts'
import type { Bench } from '../bench.ts'
import { makeParcels, VIEWPORTS } from '../parcels.ts'
import { quietly } from '../quietly.ts'

interface Traffic {
  readonly requests: number
  readonly bytes: number
  readonly features: number
}

interface Comparison {
  readonly ours: readonly Traffic[]
  /** Each viewport with a source of its own, that knows nothing yet. */
  readonly oursAnew: readonly Traffic[]
  readonly peer: readonly Traffic[]
  /** Each viewport as six tiles that are asked for at the same time, as the map does. */
  readonly oursByTiles: readonly Traffic[]
  readonly peerByTiles: readonly Traffic[]
  readonly needed: readonly number[]
}

let comparison: Promise<Comparison> | null = null

/** All benches of this file look at the same traffic, which is caused once. */
function compare(): Promise<Comparison> {
  comparison ??= measure()
  return comparison
}

async function measure(): Promise<Comparison> {
  const { bytes } = writeFlatGeobuf({ name: 'parcels' }, makeParcels(100_000))
  const server = await RangeServer.start()
  const url = server.serve('parcels.fgb', bytes)
  const traffic = async (read: () => Promise<number>): Promise<Traffic> => {
    server.forget()
    const features = await read()
    return { requests: server.requests.length, bytes: sum(server.requests), features }
  }
  const count = async (features: AsyncIterable<unknown>) => {
    let found = 0
    for await (const _ of features) found++
    return found
  }
  try {
    const source = await FlatGeobufSource.open(url, { store: new BlockStore() })
    const opening = { requests: server.requests.length, bytes: sum(server.requests) }
    const ours: Traffic[] = []
    const oursAnew: Traffic[] = []
    const peer: Traffic[] = []
    for (const bbox of VIEWPORTS) {
      ours.push(await traffic(() => count(source.features({ bbox }))))
      oursAnew.push(
        await traffic(async () => {
          const anew = await FlatGeobufSource.open(url, { store: new BlockStore() })
          return count(anew.features({ bbox }))
        }),
      )
      peer.push(
        await traffic(() => quietly(() => count(geojson.deserialize(url, { rect: toRect(bbox) })))),
      )
    }
    const tiled = await FlatGeobufSource.open(url, { store: new BlockStore() })
    const oursByTiles: Traffic[] = [{ ...opening, features: 0 }]
    const peerByTiles: Traffic[] = []
    for (const viewport of VIEWPORTS) {
      const tiles = toTiles(viewport)
      const all = async (read: (bbox: Bbox) => AsyncIterable<unknown>) => {
        const counts = await Promise.all(tiles.map((bbox) => count(read(bbox))))
        return counts.reduce((sum, found) => sum + found, 0)
      }
      oursByTiles.push(await traffic(() => all((bbox) => tiled.features({ bbox }))))
      peerByTiles.push(
        await traffic(() =>
          quietly(() => all((bbox) => geojson.deserialize(url, { rect: toRect(bbox) }))),
        ),
      )
    }
    const first = ours[0]!
    ours[0] = {
      ...first,
      requests: first.requests + opening.requests,
      bytes: first.bytes + opening.bytes,
    }
    if (ours.some(({ features }, i) => features !== peer[i]!.features)) {
      throw new Error('the two readers do not find the same features')
    }
    const needed = VIEWPORTS.map((bbox) => neededBytes(bytes, bbox))
    return { ours, oursAnew, peer, oursByTiles, peerByTiles, needed }
  } finally {
    await server.stop()
  }
}

function sum(requests: readonly ServedRequest[]): number {
  return requests.reduce((total, { bytes }) => total + bytes, 0)
}

function toRect([minX, minY, maxX, maxY]: Bbox) {
  return { minX, minY, maxX, maxY }
}

/** Three columns and two rows. */
function toTiles([west, south, east, north]: Bbox): readonly Bbox[] {
  const width = (east - west) / 3
  const height = (north - south) / 2
  return [0, 1, 2, 3, 4, 5].map((tile) => {
    const left = west + (tile % 3) * width
    const bottom = south + Math.floor(tile / 3) * height
    return [left, bottom, left + width, bottom + height]
  })
}

const total = (traffic: readonly Traffic[], key: keyof Traffic) =>
  traffic.reduce((sum, each) => sum + each[key], 0)

const PEER = `flatgeobuf ${peerPackage.version}`

const benches: readonly Bench[] = [
  {
    name: 'flatgeobuf-http-bytes',
    what: 'bytes for ten viewports of 100,000 features, one after the other',
    peer: 'wanted features + index nodes on the path',
    unit: 'B',
    target: 1.5,
    async run() {
      const { ours, needed, peer } = await compare()
      const least = needed.reduce((sum, bytes) => sum + bytes, 0)
      return {
        ours: total(ours, 'bytes'),
        peer: least,
        note: `${total(ours, 'features')} features; ${PEER}: ${(total(peer, 'bytes') / least).toFixed(2)}`,
      }
    },
  },
  {
    name: 'flatgeobuf-http-bytes-worst',
    what: 'bytes for the worst of the ten viewports, each opened anew',
    peer: 'wanted features + index nodes on the path',
    unit: 'B',
    target: 1.5,
    async run() {
      const { oursAnew, needed } = await compare()
      const ratios = oursAnew.map(({ bytes }, i) => bytes / needed[i]!)
      const worst = ratios.indexOf(Math.max(...ratios))
      return {
        ours: oursAnew[worst]!.bytes,
        peer: needed[worst]!,
        note: `each: ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`,
      }
    },
  },
  {
    name: 'flatgeobuf-http-requests',
    what: 'requests for ten viewports of 100,000 features, one after the other',
    peer: `${PEER}, geojson.deserialize(url)`,
    unit: 'requests',
    target: 0.5,
    async run() {
      const { ours, peer } = await compare()
      return {
        ours: total(ours, 'requests'),
        peer: total(peer, 'requests'),
        note: `ours: ${ours.map(({ requests }) => requests).join(' ')}; peer: ${peer.map(({ requests }) => requests).join(' ')}`,
      }
    },
  },
  {
    name: 'flatgeobuf-http-requests-by-tiles',
    what: 'requests for the same ten viewports, six tiles each at the same time, as a map asks',
    peer: `${PEER}, geojson.deserialize(url)`,
    unit: 'requests',
    target: 0.5,
    async run() {
      const { oursByTiles, peerByTiles, needed } = await compare()
      const least = needed.reduce((sum, bytes) => sum + bytes, 0)
      const share = (traffic: readonly Traffic[]) => (total(traffic, 'bytes') / least).toFixed(2)
      return {
        ours: total(oursByTiles, 'requests'),
        peer: total(peerByTiles, 'requests'),
        note: `bytes to those needed: ours ${share(oursByTiles)}, peer ${share(peerByTiles)}`,
      }
    },
  },
]
export default benches
