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
  /** The file as the Atlas writes it, whose header says where features lie (`packs.ts`). */
  readonly ours: readonly Traffic[]
  /** Each viewport with a source of its own, that knows nothing yet. */
  readonly oursAnew: readonly Traffic[]
  /** The file as other writers leave it. */
  readonly plain: readonly Traffic[]
  readonly plainAnew: readonly Traffic[]
  /** The package's reader on the file that suits it better, the plain one: its header is short. */
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
  const features = makeParcels(100_000)
  const { bytes } = writeFlatGeobuf({ name: 'parcels' }, features)
  // Metadata that are no object leave no place for the lengths of packs.
  const { bytes: plainBytes } = writeFlatGeobuf({ name: 'parcels', metadata: [] }, features)
  const server = await RangeServer.start()
  const url = server.serve('parcels.fgb', bytes)
  const plainUrl = server.serve('plain.fgb', plainBytes)
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
  const open = (address: string) => FlatGeobufSource.open(address, { store: new BlockStore() })
  const oneSource = async (address: string): Promise<Traffic[]> => {
    let source: FlatGeobufSource | undefined
    const each: Traffic[] = []
    for (const bbox of VIEWPORTS) {
      each.push(
        await traffic(async () => {
          source ??= await open(address)
          return count(source.features({ bbox }))
        }),
      )
    }
    return each
  }
  const anew = async (address: string): Promise<Traffic[]> => {
    const each: Traffic[] = []
    for (const bbox of VIEWPORTS) {
      each.push(await traffic(async () => count((await open(address)).features({ bbox }))))
    }
    return each
  }
  try {
    const peer: Traffic[] = []
    for (const bbox of VIEWPORTS) {
      peer.push(
        await traffic(() =>
          quietly(() => count(geojson.deserialize(plainUrl, { rect: toRect(bbox) }))),
        ),
      )
    }
    let tiled: FlatGeobufSource | undefined
    const oursByTiles: Traffic[] = []
    const peerByTiles: Traffic[] = []
    for (const viewport of VIEWPORTS) {
      const tiles = toTiles(viewport)
      const all = async (read: (bbox: Bbox) => AsyncIterable<unknown>) => {
        const counts = await Promise.all(tiles.map((bbox) => count(read(bbox))))
        return counts.reduce((sum, found) => sum + found, 0)
      }
      oursByTiles.push(
        await traffic(async () => {
          tiled ??= await open(url)
          const source = tiled
          return all((bbox) => source.features({ bbox }))
        }),
      )
      peerByTiles.push(
        await traffic(() =>
          quietly(() => all((bbox) => geojson.deserialize(plainUrl, { rect: toRect(bbox) }))),
        ),
      )
    }
    const ours = await oneSource(url)
    const plain = await oneSource(plainUrl)
    for (const found of [ours, plain]) {
      if (found.some(({ features }, i) => features !== peer[i]!.features)) {
        throw new Error('the two readers do not find the same features')
      }
    }
    return {
      ours,
      oursAnew: await anew(url),
      plain,
      plainAnew: await anew(plainUrl),
      peer,
      oursByTiles,
      peerByTiles,
      needed: VIEWPORTS.map((bbox) => neededBytes(plainBytes, bbox)),
    }
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

const each = (traffic: readonly Traffic[]) => traffic.map(({ requests }) => requests).join(' ')

const benches: readonly Bench[] = [
  {
    name: 'flatgeobuf-http-bytes',
    what: 'bytes for ten viewports of 100,000 features, one after the other',
    peer: 'wanted features + index nodes on the path',
    unit: 'B',
    target: 1.5,
    async run() {
      const { ours, plain, needed, peer } = await compare()
      const least = needed.reduce((sum, bytes) => sum + bytes, 0)
      const share = (traffic: readonly Traffic[]) => (total(traffic, 'bytes') / least).toFixed(2)
      return {
        ours: total(ours, 'bytes'),
        peer: least,
        note: `${total(ours, 'features')} features; a file of other writers: ${share(plain)}; ${PEER}: ${share(peer)}`,
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
      const { oursAnew, plainAnew, needed } = await compare()
      const ratios = [...oursAnew, ...plainAnew].map(
        ({ bytes }, i) => bytes / needed[i % needed.length]!,
      )
      const worst = ratios.indexOf(Math.max(...ratios))
      return {
        ours: [...oursAnew, ...plainAnew][worst]!.bytes,
        peer: needed[worst % needed.length]!,
        note: `each: ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}, the last ten of other writers`,
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
        note: `ours: ${each(ours)}; peer: ${each(peer)}`,
      }
    },
  },
  {
    name: 'flatgeobuf-http-requests-plain',
    // One and a half times the bytes allow no fewer than 32 of these requests, whatever the reader:
    // the leaves must be read before the features, and eleven gaps are too wide to read along.
    what: 'the same requests on a file of another writer, whose header says nothing of packs',
    peer: `${PEER}, geojson.deserialize(url)`,
    unit: 'requests',
    target: 0.75,
    async run() {
      const { plain, peer } = await compare()
      return {
        ours: total(plain, 'requests'),
        peer: total(peer, 'requests'),
        note: `ours: ${each(plain)}`,
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
/** All take their figures from one measuring. */
export const together = true

export default benches
