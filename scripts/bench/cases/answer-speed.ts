import { distance, lineString, pointToLineDistance } from '@turf/turf'
import { from } from 'arquero'
import arqueroPackage from 'arquero/package.json' with { type: 'json' }
import Flatbush from 'flatbush'
import { geojson } from 'flatgeobuf'
import type { Feature as GeoJsonFeature, LineString, Point } from 'geojson'
import { bytesSource } from '../../../src/formats/bytes/byte-source.ts'
import { writeFlatGeobuf } from '../../../src/formats/flatgeobuf/write.ts'
import { growBbox } from '../../../src/geo/bbox.ts'
import type { Feature } from '../../../src/model/feature.ts'
import { keyOfPlace } from '../../../src/model/feature-key.ts'
import { answer } from '../../../src/query/answer.ts'
import { ColumnStores } from '../../../src/query/column-stores.ts'
import { firstRows } from '../../../src/query/first-rows.ts'
import { page } from '../../../src/query/page.ts'
import type { AskContext, AskedLayer } from '../../../src/query/question.ts'
import { FlatGeobufSource } from '../../../src/sources/flatgeobuf-source.ts'
import { pick, randomFrom } from '../../../tests/support/random.ts'
import { askLayers } from '../../ask.ts'
import { type Bench, median, toMeasured } from '../bench.ts'
import { withVersion } from '../peers/version.ts'

const KINDS = ['mine', 'mill', 'dam', 'plant', 'farm']

/** Made-up points all over the continent, of five kinds, with an amount; the same in every run. */
function makePoints(count: number, seed: number): Feature[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, place) => ({
    ...keyOfPlace(place),
    geometry: { type: 'Point', coordinates: [-170 + random() * 115, 15 + random() * 65] },
    properties: { kind: pick(random, KINDS), tonnes: Math.round(random() * 1e5) / 100 },
  }))
}

/** Files in memory, opened anew: nothing is known of them. */
async function toContext(
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
): Promise<AskContext> {
  const sources = new Map(
    await Promise.all(
      Object.entries(files).map(
        async ([name, bytes]) =>
          [name, await FlatGeobufSource.open(bytesSource(bytes, name))] as const,
      ),
    ),
  )
  const stores = new ColumnStores()
  const quietly = { signal: new AbortController().signal, pause: async () => undefined }
  const open = async ({ at }: AskedLayer) => sources.get(at.kind === 'url' ? at.url : '')!
  return {
    ...quietly,
    open,
    openForFew: open,
    read: async (layer, fields) => stores.read(await open(layer), fields, quietly),
  }
}

const layer = (url: string): AskedLayer => ({ at: { kind: 'url', url }, byteLength: 0 })

const OTHERS = { lines: '2,000 lines of 60 corners', points: '3,000 others' }
const READING_PEER = withVersion('flatgeobuf')
const PEER = `${withVersion('flatbush')} with ${withVersion('@turf/turf')}`
const METERS = 50_000

/** Made-up winding lines of some 250 km; the same in every run. */
function makeLines(count: number, seed: number): Feature[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, place) => {
    let [lon, lat] = [-170 + random() * 115, 15 + random() * 65]
    let course = random() * 2 * Math.PI
    const coordinates = Array.from({ length: 60 }, () => {
      course += random() - 0.5
      lon = Math.max(-180, lon + 0.05 * Math.cos(course))
      lat = Math.min(85, lat + 0.04 * Math.sin(course))
      return [lon, lat]
    })
    return {
      ...keyOfPlace(place),
      geometry: { type: 'LineString', coordinates },
      properties: { kind: 'river' },
    }
  })
}

/** Milliseconds of each round. */
interface Times {
  /** From files that have not been opened. */
  readonly cold: readonly number[]
  /** Once they have been read. */
  readonly warm: readonly number[]
}

const timed = new Map<string, Promise<{ ours: Times; peer: Times; note: string }>>()

/** Both three times in turn, each on its own reading of the same bytes. */
function timeWithin(kind: keyof typeof OTHERS) {
  const known = timed.get(kind) ?? measureWithin(kind)
  timed.set(kind, known)
  return known
}

async function measureWithin(kind: keyof typeof OTHERS) {
  const a = writeFlatGeobuf({ name: 'a' }, makePoints(1_000_000, 4)).bytes
  const others = kind === 'lines' ? makeLines(2_000, 9) : makePoints(3_000, 9)
  const b = writeFlatGeobuf({ name: 'b' }, others).bytes
  const times = { ours: { cold: [], warm: [] }, peer: { cold: [], warm: [] } } as Record<
    'ours' | 'peer',
    Record<keyof Times, number[]>
  >
  const totals = { ours: 0, peer: 0 }
  const clock = async (into: number[], measure: () => Promise<unknown> | unknown) => {
    const started = performance.now()
    await measure()
    into.push(performance.now() - started)
  }
  for (let round = 0; round < 3; round++) {
    let context: AskContext
    const ask = async () => {
      totals.ours = (
        await answer(
          {
            layer: layer('a'),
            test: { of: { layer: layer('b') }, relation: 'within', meters: METERS, fields: [] },
            groups: { by: { kind: 'field', field: 'kind' }, sum: 'tonnes' },
            fields: ['kind'],
            offset: 0,
            limit: 20,
          },
          context,
        )
      ).total
    }
    await clock(times.ours.cold, async () => {
      context = await toContext({ a, b })
      await ask()
    })
    await clock(times.ours.warm, ask)
    const read = async (bytes: Uint8Array) => {
      const features: GeoJsonFeature[] = []
      for await (const feature of geojson.deserialize(bytes)) features.push(feature)
      return features
    }
    let places: readonly GeoJsonFeature[] = []
    let near: readonly GeoJsonFeature[] = []
    const count = () => {
      totals.peer = countByPeer(places, near)
    }
    await clock(times.peer.cold, async () => {
      places = await read(a)
      near = await read(b)
      count()
    })
    await clock(times.peer.warm, count)
  }
  // On a sphere it is up to half a percent nearer or farther.
  if (Math.abs(totals.ours / totals.peer - 1) > 0.02) {
    throw new RangeError(`found ${totals.ours} and ${totals.peer}`)
  }
  const note = `${totals.ours} are, on the ellipsoid; by the peer ${totals.peer}, on a sphere`
  return { ...times, note }
}

/** An index of boxes of the edges, what is in reach of each place, and its distance on a sphere, until one is near enough. */
function countByPeer(places: readonly GeoJsonFeature[], near: readonly GeoJsonFeature[]): number {
  const edges = near.flatMap(({ geometry }) => {
    if (geometry.type === 'Point') return [[geometry.coordinates, geometry.coordinates]]
    const { coordinates } = geometry as LineString
    return coordinates.slice(1).map((corner, nth) => [coordinates[nth]!, corner])
  }) as [[number, number], [number, number]][]
  const index = new Flatbush(edges.length)
  for (const [[x1, y1], [x2, y2]] of edges) {
    index.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
  }
  index.finish()
  let count = 0
  for (const { geometry } of places) {
    const place = (geometry as Point).coordinates as [number, number]
    const isNear = index.search(...growBbox([...place, ...place], METERS)).some((at) => {
      const [from, to] = edges[at]!
      const isPoint = from === to
      const meters = isPoint
        ? distance(place, from, { units: 'meters' })
        : pointToLineDistance(place, lineString([from, to]), { units: 'meters' })
      return meters <= METERS
    })
    if (isNear) count++
  }
  return count
}

async function timeRounds(rounds: number, measure: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    await measure()
    times.push(performance.now() - started)
  }
  return median(times)
}

const benches: readonly Bench[] = [
  ...(['lines', 'points'] as const).flatMap((kind): Bench[] => {
    const what = `which of 1,000,000 points of a file are within 50 km of ${OTHERS[kind]}`
    return [
      {
        name: `answer-within-${kind}`,
        what: `${what}, from files of which nothing is known`,
        peer: `${READING_PEER} and ${PEER}`,
        unit: 'ms',
        target: 1,
        async run() {
          const { ours, peer, note } = await timeWithin(kind)
          return { ...toMeasured(ours.cold, peer.cold), note }
        },
      },
      {
        name: `answer-within-${kind}-again`,
        what: `${what}, counted and summed up by kind, once the files have been read`,
        peer: `${PEER}, which counts alone`,
        unit: 'ms',
        target: 1,
        async run() {
          const { ours, peer, note } = await timeWithin(kind)
          return { ...toMeasured(ours.warm, peer.warm), note }
        },
      },
      {
        name: `answer-within-${kind}-budget`,
        what: `${what}, from files of which nothing is known`,
        peer: 'the budget of 3 s',
        unit: 'ms',
        target: 1,
        async run() {
          const { ours, note } = await timeWithin(kind)
          return { ...toMeasured(ours.cold, [3000]), note }
        },
      },
    ]
  }),
  {
    name: 'answer-near-coast',
    what: 'which of the 11,262 power plants of the Atlas are within 50 km of its coastline, by state',
    peer: 'the budget of 3 s',
    unit: 'ms',
    target: 1,
    async run() {
      let note = ''
      const ours = await timeRounds(3, async () => {
        const { answer: found } = await askLayers({
          layer: 'power-plants',
          near: { layer: 'coastline', relation: 'within', km: 50 },
          by: { layer: 'states-provinces' },
          sum: 'capacity_mw',
        })
        note = `${found.total} are`
      })
      return { ours, peer: 3000, note }
    },
  },
  {
    name: 'answer-table-open',
    what: 'the first hundred of 500,000 rows of a file, as a table shows them when it is opened',
    peer: 'the budget of 2 s',
    unit: 'ms',
    target: 1,
    async run() {
      const points = makePoints(500_000, 5)
      const { bytes } = writeFlatGeobuf({ name: 'a' }, points)
      const fields = ['kind', 'tonnes']
      const ours = await timeRounds(3, async () =>
        firstRows({ layer: layer('a'), fields, limit: 100 }, await toContext({ a: bytes })),
      )
      const context = await toContext({ a: bytes })
      const view = { layer: layer('a'), language: 'en', order: [{ field: 'tonnes' }] } as const
      const all = await timeRounds(1, () =>
        page({ ...view, fields, offset: 0, limit: 100 }, context),
      )
      const objects = points.map(({ properties }) => ({ ...properties }))
      const arquero = await timeRounds(3, async () => from(objects).orderby('tonnes').indices())
      const note = `all of them read and put in order in ${Math.round(all)} ms; Arquero ${arqueroPackage.version} ${Math.round(arquero)} ms from objects in memory`
      return { ours, peer: 2000, note }
    },
  },
]

/** All take their figures from one measuring. */
export const together = true

export default benches
