import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeParcels } from '../../scripts/bench/parcels.ts'
import { type Behaviour, RangeServer } from '../../tests/support/range-server.ts'
import { blobSource } from '../formats/bytes/byte-source.ts'
import { writeKeyIndex } from '../formats/flatgeobuf/key-index.ts'
import { writeFlatGeobuf } from '../formats/flatgeobuf/write.ts'
import { geometryBbox } from '../geo/positions.ts'
import { toFeatureId } from '../model/feature-key.ts'
import { KEY_COLUMN } from '../model/own-columns.ts'
import { BlockStore } from './block-cache.ts'
import { FlatGeobufSource } from './flatgeobuf-source.ts'
import { MemorySource } from './memory-source.ts'

const features = makeParcels(12_000).map((feature, place) => {
  const key = `parcel-${place}`
  return { ...feature, key, id: toFeatureId(key) }
})
const byKey = new Map(features.map((feature) => [feature.key, feature]))
const written = writeFlatGeobuf({ name: 'parcels', keyField: KEY_COLUMN }, features)
const index = writeKeyIndex(written.keyHashes!, written.bytes.length)
const keyless = writeFlatGeobuf({ name: 'parcels' }, features)

let server: RangeServer
beforeAll(async () => {
  server = await RangeServer.start()
})
afterAll(() => server.stop())
beforeEach(() => server.forget())

let names = 0
async function open(keys: Uint8Array | null, behaviour: Behaviour = 'correct') {
  const url = server.serve(`parcels-${++names}.fgb`, written.bytes, behaviour)
  const keyIndex = keys
    ? server.serve(`parcels-${names}.keys`, keys, behaviour)
    : url.replace('.fgb', '.keys')
  const store = new BlockStore()
  const source = await FlatGeobufSource.open(url, { store, keyIndex })
  server.forget()
  return source
}

const WANTED = ['parcel-11999', 'parcel-7', 'none', 'parcel-5000']
const FOUND = ['parcel-11999', 'parcel-7', 'parcel-5000']

describe('features that are looked up by their keys', () => {
  it('come from a large file with its index alone, a small part of it, in the order asked for', async () => {
    const source = await open(index)
    const found = await source.find(WANTED)
    expect([...found.keys()]).toEqual(FOUND)
    for (const [key, feature] of found) expect(feature).toEqual(byKey.get(key))
    expect(server.bytesSent).toBeLessThan(0.03 * written.bytes.length)
    expect(server.requests.length).toBeLessThan(12)
  })

  it('are those that a scan gives, with the fields that are asked for', async () => {
    const source = await open(index)
    const found = await source.find(['parcel-3'], { fields: ['name'] })
    expect(found.get('parcel-3')!.properties).toEqual({
      name: byKey.get('parcel-3')!.properties.name,
    })
  })

  it('are found near the place where they are without the index, and elsewhere all the same', async () => {
    const source = await open(index)
    const { geometry } = byKey.get('parcel-42')!
    const near = geometryBbox(geometry)
    expect([...(await source.find(['parcel-42'], { near })).keys()]).toEqual(['parcel-42'])
    expect(server.requests.every(({ path }) => !path.endsWith('.keys'))).toBe(true)
    const far = await source.find(['parcel-42'], { near: [100, -50, 101, -49] })
    expect([...far.keys()]).toEqual(['parcel-42'])
  })

  it.each<[string, Uint8Array | null, Behaviour]>([
    ['that is missing', null, 'correct'],
    ['of another file', writeKeyIndex(written.keyHashes!, 1), 'correct'],
    [
      'of other features, as many and as long',
      writeKeyIndex(written.keyHashes!.toReversed(), written.bytes.length),
      'correct',
    ],
    ['that is cut short', index.slice(0, 60_000), 'correct'],
    ['and a file on a host without ranges', index, 'no-ranges'],
  ])('are found with an index %s', async (_, keys, behaviour) => {
    const source = await open(keys, behaviour)
    expect([...(await source.find(WANTED)).keys()]).toEqual(FOUND)
  })

  it('are found in a file on this device, in one that is small, and in memory', async () => {
    const local = await FlatGeobufSource.open(
      blobSource(new Blob([written.bytes]), 'parcels.fgb'),
      {
        keyIndex: blobSource(new Blob([index]), 'parcels.keys'),
      },
    )
    const url = server.serve(`parcels-${++names}.fgb`, written.bytes)
    const small = await FlatGeobufSource.open(url, {
      byteLength: written.bytes.length,
      wholeFileBytes: written.bytes.length,
    })
    const { name, geometryType, fields } = written.schema
    const memory = new MemorySource({ name, geometryType, fields }, features)
    for (const source of [local, small, memory]) {
      const found = await source.find(WANTED)
      expect([...found.keys()]).toEqual(FOUND)
      expect(found.get('parcel-7')).toEqual(byKey.get('parcel-7'))
    }
  })

  it('are found by their places in a file of another program, which has no keys', async () => {
    const url = server.serve(`parcels-${++names}.fgb`, keyless.bytes)
    const source = await FlatGeobufSource.open(url, { store: new BlockStore() })
    server.forget()
    const found = await source.find(['11999', '3', '12000', '03', '-1', '1.5', 'x'])
    expect([...found.keys()]).toEqual(['11999', '3'])
    expect(found.get('3')!.geometry).toEqual(features[keyless.order[3]!]!.geometry)
    expect(server.bytesSent).toBeLessThan(0.03 * keyless.bytes.length)
  })

  it('are not waited for once the signal is aborted', async () => {
    const source = await open(index)
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(source.find(['parcel-1'], { signal })).rejects.toThrow('enough')
    expect(server.requests).toEqual([])
  })
})
