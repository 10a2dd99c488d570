import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeParcels, VIEWPORTS } from '../../scripts/bench/parcels.ts'
import {
  queryBoxes,
  squares,
  squaresPast180,
  withoutEnvelope,
} from '../../tests/support/flatgeobuf-layers.ts'
import { neededBytes } from '../../tests/support/needed-bytes.ts'
import { type Behaviour, RangeServer } from '../../tests/support/range-server.ts'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import { FlatGeobufFile } from '../formats/flatgeobuf/read.ts'
import { readHeader } from '../formats/flatgeobuf/read-header.ts'
import { writeFlatGeobuf } from '../formats/flatgeobuf/write.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { type Bbox, splitAtAntimeridian } from '../geo/bbox.ts'
import type { Feature } from '../model/feature.ts'
import { ProblemError } from '../model/problem.ts'
import { BlockStore } from './block-cache.ts'
import type { FeatureQuery, LayerFeatures } from './feature-source.ts'
import { FlatGeobufSource, type FlatGeobufSourceOptions } from './flatgeobuf-source.ts'
import type { Progress } from './http-file.ts'
import { subsetOf } from './subset.ts'

const FIXTURES = resolve(import.meta.dirname, '../../tests/fixtures/flatgeobuf')
const fixture = (name: string) => new Uint8Array(readFileSync(resolve(FIXTURES, name)))
const bytes = fixture('squares.fgb')
const file = new FlatGeobufFile(bytes)
const box: Bbox = [-100, 40, -90, 50]
const inBox = (bbox: Bbox) => [...file.search(splitAtAntimeridian(bbox))]

let server: RangeServer
beforeAll(async () => {
  server = await RangeServer.start()
})
afterAll(() => server.stop())
beforeEach(() => {
  server.delayMilliseconds = 0
  server.onRequest = null
  server.forget()
})

/** Opens by ranges, past blocks that other tests have fetched. */
const open = (url: string, options: FlatGeobufSourceOptions = {}) =>
  FlatGeobufSource.open(url, { store: new BlockStore(), ...options })

async function collect(source: LayerFeatures, query?: FeatureQuery): Promise<Feature[]> {
  const features: Feature[] = []
  for await (const feature of source.features(query)) features.push(feature)
  return features
}

async function problemOf(action: () => Promise<unknown>) {
  try {
    await action()
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  return null
}

let names = 0
const serve = (behaviour: Behaviour = 'correct', content = bytes) =>
  server.serve(`layer-${++names}.fgb`, content, behaviour)

describe('a layer on a host that answers ranges', () => {
  it('has its schema once it is open, after one request', async () => {
    const source = await open(serve())
    expect(source.schema).toMatchObject({ name: 'squares', featureCount: 3000 })
    expect(server.requests).toHaveLength(1)
  })

  it.each(queryBoxes)(
    'gives the features of a box as a scan of the file does (%d, %d, %d, %d)',
    async (...query) => {
      const source = await open(serve())
      expect(await collect(source, { bbox: query })).toEqual(inBox(query))
    },
  )

  it('gives each feature once in a box across the antimeridian', async () => {
    const source = await open(serve())
    const across: Bbox = [170, 50, -160, 75]
    const found = await collect(source, { bbox: across })
    expect(found).toEqual(inBox(across))
    const sides = found.map(
      ({ geometry }) => geometry?.type === 'Polygon' && geometry.coordinates[0]![0]![0]! > 0,
    )
    expect(new Set(sides)).toEqual(new Set([true, false]))
    expect(await collect(source, { bbox: [170, 50, 200, 75] })).toEqual(found)
  })

  it('gives what lies in a box though the longitudes of the file go on past 180', async () => {
    const { bytes: told } = writeFlatGeobuf(squaresPast180.layer, squaresPast180.features)
    for (const past of [told, withoutEnvelope(told)]) await findsAll(past)
  })

  it('finds and imports all of a file that does not say where it lies', async () => {
    const unsaid = withoutEnvelope(bytes)
    const source = await open(serve('correct', unsaid))
    expect(source.schema.bbox).toBeNull()
    for (const asked of queryBoxes) {
      const [found, expected] = [await collect(source, { bbox: asked }), inBox(asked)]
      expect(found).toEqual(expected)
      const part = subsetOf(source, { bbox: asked })
      const shapes = await collect(part)
      expect(shapes).toEqual(await collect(subsetOf(await open(serve()), { bbox: asked })))
    }
    const { bytes: written } = writeFlatGeobuf(squares.layer, await collect(source))
    const read = await readFiles([bytesSource(unsaid, 'squares.fgb')])
    const { envelope } = readHeader(written)
    expect(read).toMatchObject({ layers: [{ schema: { bbox: envelope } }] })
  })

  async function findsAll(past: Uint8Array<ArrayBuffer>): Promise<void> {
    const numbers = (features: Feature[]) =>
      features.map(({ properties }) => properties.number).sort()
    for (const behaviour of ['correct', 'no-ranges'] as const) {
      const source = await open(serve(behaviour, past))
      for (const asked of [box, [170, 50, -160, 75]] as const) {
        const found = numbers(await collect(source, { bbox: asked }))
        expect(found).toEqual(numbers(inBox(asked)))
        expect(found.length).toBeGreaterThan(5)
      }
    }
  }

  it('gives every feature in file order where no box is asked for', async () => {
    const source = await open(serve())
    expect(await collect(source)).toEqual([...file.features()])
  })

  it('gives the wanted fields alone', async () => {
    const source = await open(serve())
    const features = await collect(source, { bbox: box, fields: [] })
    expect(features.length).toBeGreaterThan(0)
    for (const { properties } of features) expect(properties).toEqual({})
  })

  it('asks for nothing twice', async () => {
    const source = await open(serve())
    await collect(source, { bbox: box })
    server.forget()
    expect(await collect(source, { bbox: [-98, 42, -92, 48] })).toEqual(inBox([-98, 42, -92, 48]))
    expect(server.requests).toEqual([])
  })

  it('asks once for what several queries want at the same time', async () => {
    const url = serve()
    const source = await open(url)
    server.forget()
    await collect(await open(url), { bbox: box })
    const alone = server.requests.length - 1
    server.forget()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => collect(source, { bbox: box })),
    )
    for (const answer of answers) expect(answer).toEqual(inBox(box))
    expect(server.requests.length).toBeLessThanOrEqual(alone)
  })

  it('reads one and a half times what it needs at most', async () => {
    const source = await open(serve())
    server.forget()
    const query: Bbox = [-60, 0, 60, 60]
    expect(await collect(source, { bbox: query })).toEqual(inBox(query))
    expect(server.bytesSent).toBeLessThan(1.5 * neededBytes(bytes, query))
  })

  it('reads again what its memory limit made it forget', async () => {
    const store = new BlockStore(40_000)
    const source = await open(serve(), { store })
    const world = [...file.features()]
    expect(await collect(source, { bbox: [-180, -90, 180, 90] })).toEqual(world)
    expect(store.byteLength).toBeLessThanOrEqual(40_000)
    expect(await collect(source, { bbox: [-180, -90, 180, 90] })).toEqual(world)
  })

  it('reads a layer without features', async () => {
    const source = await open(serve('correct', fixture('empty.fgb')))
    expect(await collect(source)).toEqual([])
    expect(await collect(source, { bbox: box })).toEqual([])
  })
})

describe('a large file whose header tells where its packs lie', () => {
  const parcels = makeParcels(20_000)
  const { bytes: large } = writeFlatGeobuf({ name: 'parcels' }, parcels)
  const { bytes: plain } = writeFlatGeobuf({ name: 'parcels', metadata: [] }, parcels)
  const largeFile = new FlatGeobufFile(large)
  const views = VIEWPORTS.slice(0, 4)

  it('gives what a scan gives, with fewer requests than without', async () => {
    const requests: number[] = []
    for (const content of [large, plain]) {
      const source = await open(serve('correct', content))
      for (const bbox of views) {
        expect(await collect(source, { bbox })).toEqual([...largeFile.search([bbox])])
      }
      requests.push(server.requests.length)
      server.forget()
    }
    expect(requests[0]!).toBeLessThan(requests[1]!)
  })

  it('is read by its leaves where the packs are those of another file, and gives the same', async () => {
    // As a program leaves it that copies the metadata to a file of the same length in another order.
    const { packs } = readHeader(large)
    const moved = rewritePacks(large, (lengths) => lengths.toReversed())
    expect(readHeader(moved).packs!.at(-1)).toBe(packs!.at(-1))
    const source = await open(serve('correct', moved))
    for (const bbox of views) {
      expect(await collect(source, { bbox })).toEqual([...largeFile.search([bbox])])
    }
  })
})

/** The file with the lengths of its packs changed, in as many bytes: all of them take two. */
function rewritePacks(
  content: Uint8Array<ArrayBuffer>,
  change: (lengths: readonly string[]) => readonly string[],
): Uint8Array<ArrayBuffer> {
  const header = new TextDecoder('latin1').decode(content.subarray(0, 36 * 1024))
  const [, text] = /"featurePacks":"([^"]+)"/.exec(header)!
  const lengths = atob(text!).match(/[\x80-\xff][\0-\x7f]/g)!
  const changed = btoa(change(lengths).join(''))
  const moved = content.slice()
  moved.set(new TextEncoder().encode(changed), header.indexOf(text!))
  return moved
}

describe('a query that is aborted', () => {
  it('rejects with the reason, and ends its requests', async () => {
    const source = await open(serve())
    server.forget()
    server.delayMilliseconds = 200
    const controller = new AbortController()
    const reading = collect(source, { bbox: box, signal: controller.signal })
    setTimeout(() => controller.abort(new Error('moved on')), 50)
    await expect(reading).rejects.toThrow('moved on')
    await new Promise((done) => setTimeout(done, 300))
    expect(server.requests.every(({ aborted }) => aborted)).toBe(true)
  })

  it('leaves another that waits for the same bytes alone', async () => {
    const source = await open(serve())
    server.delayMilliseconds = 100
    const controller = new AbortController()
    const aborted = collect(source, { bbox: box, signal: controller.signal })
    const other = collect(source, { bbox: box })
    setTimeout(() => controller.abort(new Error('moved on')), 50)
    await expect(aborted).rejects.toThrow('moved on')
    expect(await other).toEqual(inBox(box))
  })

  it('does not begin if it was aborted before', async () => {
    const source = await open(serve())
    server.forget()
    const signal = AbortSignal.abort(new Error('too late'))
    await expect(collect(source, { signal })).rejects.toThrow('too late')
    expect(server.requests).toEqual([])
  })

  it('may simply stop half way', async () => {
    const source = await open(serve())
    for await (const feature of source.features({ bbox: [-180, -90, 180, 90] })) {
      expect(feature.id).toBe(0)
      break
    }
    expect(await collect(source, { bbox: box })).toEqual(inBox(box))
  })
})

describe('a small file', () => {
  it('is fetched whole, once, compressed by the host, and then answers from memory', async () => {
    const source = await open(serve(), { byteLength: bytes.length })
    expect(await collect(source, { bbox: box })).toEqual(inBox(box))
    expect(await collect(source)).toHaveLength(3000)
    expect(server.requests).toMatchObject([{ range: null, status: 200 }])
    expect(server.bytesSent).toBeLessThan(bytes.length / 2)
  })

  it('without an index is fetched whole and indexed here', async () => {
    const { bytes: unindexed } = writeFlatGeobuf(
      { ...squares.layer, indexed: false },
      squares.features,
    )
    const source = await open(serve('correct', unindexed))
    const numbers = (features: Feature[]) =>
      features.map(({ properties }) => properties.number).sort()
    expect(numbers(await collect(source, { bbox: box }))).toEqual(numbers(inBox(box)))
  })
})

describe('a large file that is gone through whole', () => {
  const { bytes: large } = writeFlatGeobuf({ name: 'parcels' }, makeParcels(12_000))
  const ids = Array.from({ length: 12_000 }, (_, id) => id)
  const openLarge = (behaviour: Behaviour = 'correct') =>
    open(serve(behaviour, large), { mostKeptBytes: 0 })
  const idsOf = async (source: FlatGeobufSource) =>
    (await collect(source, { fields: [] })).map(({ id }) => id)

  it('is asked for in few small parts, and then the rest of it at once', async () => {
    const source = await openLarge()
    server.forget()
    expect(await idsOf(source)).toEqual(ids)
    const lengths = server.requests.map(({ bytes }) => bytes)
    expect(lengths.at(-1)).toBeGreaterThan(large.length / 2)
    expect(lengths.length).toBeLessThanOrEqual(5)
    expect(server.bytesSent).toBe(large.length - source.header.featuresByteOffset)
  })

  it.each(['drop-once', 'busy'] as const)(
    'is gone on with where the connection breaks (%s)',
    async (behaviour) => {
      const source = await openLarge(behaviour)
      expect(await idsOf(source)).toEqual(ids)
      expect(server.requests.every(({ range }) => range !== null)).toBe(true)
    },
  )

  it.each(['hidden', 'gzip-slices'] as const)(
    'comes in parts where a host does not tell which they are (%s)',
    async (behaviour) => {
      const source = await openLarge(behaviour)
      expect(await idsOf(source)).toEqual(ids)
      expect(server.requests.every(({ bytes }) => bytes <= 2 ** 21)).toBe(true)
    },
  )

  it('may be left half way, and gone through again', async () => {
    const source = await openLarge()
    for await (const { id } of source.features()) if (id === 9000) break
    expect(await idsOf(source)).toEqual(ids)
  })

  it('that is replaced meanwhile is not put together of two versions', async () => {
    const source = await openLarge('drop-once')
    const name = `layer-${names}.fgb`
    const rest = large.length / 2
    server.onRequest = ({ range }) => {
      if (range && range[1] - range[0] > rest) server.serve(name, large.slice())
    }
    const problem = await problemOf(() => idsOf(source))
    expect(problem?.code).toBe('layer-changed')
  })
})

describe('a host that does something else', () => {
  it.each(['no-ranges', 'gzip-ranges', 'wrong-range'] as const)(
    'with ranges (%s) gives the whole file instead, and tells of its progress',
    async (behaviour) => {
      const progress: Progress[] = []
      const source = await open(serve(behaviour), { onProgress: (step) => progress.push(step) })
      expect(await collect(source, { bbox: box })).toEqual(inBox(box))
      expect(progress.at(-1)!.receivedBytes).toBe(bytes.length)
      const before = server.requests.length
      expect(await collect(source, { bbox: queryBoxes[2] })).toEqual(inBox(queryBoxes[2]))
      expect(server.requests).toHaveLength(before)
    },
  )

  it('ends with a remedy where the whole file is too large for that', async () => {
    for (const behaviour of ['no-ranges', 'gzip-ranges'] as const) {
      const problem = await problemOf(() => open(serve(behaviour), { maxWholeFileBytes: 100_000 }))
      expect(problem?.code).toBe('http-no-ranges')
    }
  })

  it.each(['gzip-slices', 'wrong-type', 'hidden', 'drop-once', 'busy'] as const)(
    'that does no harm (%s) is read by ranges all the same',
    async (behaviour) => {
      const source = await open(serve(behaviour))
      expect(await collect(source, { bbox: box })).toEqual(inBox(box))
      const last = inBox([-180, -90, 180, 90]).at(-1)!
      const all = await collect(source, { bbox: [-180, -90, 180, 90] })
      expect(all.at(-1)).toEqual(last)
      expect(await collect(source)).toHaveLength(3000)
      expect(server.requests.every(({ range }) => range !== null)).toBe(true)
    },
  )

  it.each([
    ['missing', 'http-not-found'],
    ['forbidden', 'http-forbidden'],
    ['broken', 'http-server'],
    ['web-page', 'http-web-page'],
    ['drop', 'http-interrupted'],
  ] as const)('that fails (%s) gives a problem of its own: %s', async (behaviour, code) => {
    for (const byteLength of [undefined, bytes.length]) {
      const url = serve(behaviour)
      const problem = await problemOf(() => open(url, byteLength ? { byteLength } : {}))
      expect(problem).toMatchObject({ code, values: { url } })
    }
  })

  it('that is not there gives a problem too', async () => {
    const gone = await RangeServer.start()
    const url = gone.serve('layer.fgb', bytes)
    await gone.stop()
    expect((await problemOf(() => open(url)))?.code).toBe('http-unreachable')
  })

  it('falls back to the whole file when ranges stop working later, and gives nothing twice', async () => {
    const url = serve()
    const source = await open(url)
    const ids: number[] = []
    for await (const { id } of source.features({ bbox: [-180, -90, 180, 90] })) {
      if (ids.push(id) === 100) server.behave(`layer-${names}.fgb`, 'no-ranges')
    }
    expect(ids).toEqual(squares.features.map((_, i) => i))
    server.forget()
    expect(await collect(source)).toHaveLength(3000)
  })
})

describe('a file that is not what it was, or never was', () => {
  const fewer = writeFlatGeobuf(
    { ...squares.layer, name: 'fewer' },
    squares.features.filter((_, i) => i % 2 === 0),
  ).bytes

  it('is read anew when it was replaced since it was opened', async () => {
    const source = await open(serve())
    server.serve(`layer-${names}.fgb`, fewer)
    const found = await collect(source, { bbox: box })
    expect(found).toEqual([...new FlatGeobufFile(fewer).search([box])])
    expect(source.schema).toMatchObject({ name: 'fewer', featureCount: 1500 })
  })

  it('is read anew though the host hides every header that would tell', async () => {
    const source = await open(serve('hidden'))
    server.serve(`layer-${names}.fgb`, fewer, 'hidden')
    const found = await collect(source, { bbox: box })
    expect(found).toEqual([...new FlatGeobufFile(fewer).search([box])])
  })

  it.each(['correct', 'hidden'] as const)(
    'is read past a cache on the way that kept its old beginning (%s)',
    async (behaviour) => {
      const url = serve(behaviour)
      server.keepStaleHead(`layer-${names}.fgb`, fewer)
      const source = await open(url)
      expect(await collect(source, { bbox: box })).toEqual(inBox(box))
      expect(source.schema).toMatchObject({ name: 'squares', featureCount: 3000 })
    },
  )

  it('ends in a problem where that cache will not be passed', async () => {
    const url = serve()
    server.keepStaleHead(`layer-${names}.fgb`, fewer, true)
    const problem = await problemOf(async () => collect(await open(url), { bbox: box }))
    expect(problem?.code).toBe('layer-changed')
  })

  it('stops a query that has given features of the old one, and the next query is right', async () => {
    const source = await open(serve(), { store: new BlockStore(0) })
    const replaceHalfWay = async () => {
      let count = 0
      for await (const _ of source.features()) {
        if (++count === 10) server.serve(`layer-${names}.fgb`, fewer)
      }
    }
    const large = await problemOf(replaceHalfWay)
    // The scan of a small file may have had its bytes before.
    if (large) expect(large.code).toBe('layer-changed')
    expect(await collect(source, { bbox: box })).toEqual([
      ...new FlatGeobufFile(fewer).search([box]),
    ])
  })

  it('that changes with every request ends in a problem, not in a circle', async () => {
    const source = await open(serve())
    server.onRequest = () => {
      server.serve(`layer-${names}.fgb`, bytes)
    }
    expect((await problemOf(() => collect(source, { bbox: box })))?.code).toBe('layer-changed')
  })

  it.each([
    ['in its header', 200],
    ['in its index', 60_000],
    ['in its features', bytes.length - 5000],
  ])('is called truncated if it is cut %s', async (_, length) => {
    for (const behaviour of ['correct', 'hidden', 'no-ranges'] as const) {
      const url = serve(behaviour, bytes.slice(0, length))
      const problem = await problemOf(async () => {
        const source = await open(url)
        await collect(source, { bbox: [-180, -90, 180, 90] })
      })
      expect(problem?.code).toBe('flatgeobuf-truncated')
    }
  })

  it('is called truncated if there is nothing in it', async () => {
    const problem = await problemOf(() => open(serve('correct', new Uint8Array())))
    expect(problem?.code).toBe('flatgeobuf-truncated')
  })

  it('is called by its name if it is another format', async () => {
    const text = new TextEncoder().encode('lon,lat\n1,2\n'.repeat(100))
    expect((await problemOf(() => open(serve('correct', text))))?.code).toBe('flatgeobuf-not')
  })

  it('must be in WGS 84', async () => {
    const problem = await problemOf(() => open(serve('correct', fixture('framework.fgb'))))
    expect(problem?.code).toBe('layer-not-wgs84')
  })
})
