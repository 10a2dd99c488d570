import { from } from 'arquero'
import arqueroPackage from 'arquero/package.json' with { type: 'json' }
import { bytesSource } from '../../../src/formats/bytes/byte-source.ts'
import { writeFlatGeobuf } from '../../../src/formats/flatgeobuf/write.ts'
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
import { type Bench, median } from '../bench.ts'

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
  {
    name: 'answer-within',
    what: 'which of 1,000,000 points of a file are within 50 km of 3,000 others, counted and summed up by kind',
    peer: 'the budget of 3 s',
    unit: 'ms',
    target: 1,
    async run() {
      const a = writeFlatGeobuf({ name: 'a' }, makePoints(1_000_000, 4)).bytes
      const b = writeFlatGeobuf({ name: 'b' }, makePoints(3_000, 9)).bytes
      const context = await toContext({ a, b })
      const ask = () =>
        answer(
          {
            layer: layer('a'),
            test: { of: { layer: layer('b') }, relation: 'within', meters: 50_000, fields: [] },
            groups: { by: { kind: 'field', field: 'kind' }, sum: 'tonnes' },
            fields: ['kind'],
            offset: 0,
            limit: 20,
          },
          context,
        )
      const started = performance.now()
      const found = await ask()
      const first = Math.round(performance.now() - started)
      const note = `${found.total} are; with the columns read for the first time ${first} ms`
      const ours = await timeRounds(3, ask)
      return { ours, peer: 3000, note }
    },
  },
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

export default benches
