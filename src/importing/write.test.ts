import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeviceLayer } from '../catalog/device-layer.ts'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import { FeatureTable } from '../formats/contract/feature-table.ts'
import { isKeyIndexOf } from '../formats/flatgeobuf/key-index.ts'
import { FlatGeobufFile } from '../formats/flatgeobuf/read.ts'
import { toLayerSchema } from '../formats/flatgeobuf/read-header.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { findFileStyles } from './file-styles.ts'
import { drawLayer, findDrawOptions } from './symbology.ts'
import { type WriteBeside, type WriteOrder, writeDeviceLayer } from './write.ts'
import { makeOverviews, writeOverviews } from './write-overviews.ts'

/** What the device keeps, in place of a browser's private file system. */
const stored = vi.hoisted(() => new Map<string, Uint8Array>())
vi.mock('../sources/device-files.ts', () => ({
  async writeStoredFile(path: string, chunks: AsyncIterable<Uint8Array>) {
    const parts: Uint8Array[] = []
    for await (const chunk of chunks) parts.push(chunk)
    stored.set(path, Buffer.concat(parts))
    return stored.get(path)!.length
  },
}))
beforeEach(() => stored.clear())

async function importLayer(
  features: readonly object[],
  more?: (table: FeatureTable) => void,
  writeBeside?: WriteBeside,
  onDrawable?: WriteOrder['onDrawable'],
) {
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  const bytes = new TextEncoder().encode(text)
  const result = await readFiles([bytesSource(bytes, 'parks.geojson')])
  if (!result.ok) throw new Error(result.problem.message)
  const layer = result.layers[0]!
  more?.(layer.features)
  const styles = await findFileStyles(layer)
  return writeDeviceLayer({
    id: 'device-parks',
    title: 'Parks',
    origin: {
      name: 'parks.geojson',
      format: 'geojson',
      bytes: bytes.length,
      modified: null,
      url: null,
      imported: '2026-11-27T12:00:00Z',
    },
    findSha256: async () => null,
    layer,
    drawing: drawLayer(layer, styles, findDrawOptions(layer, styles).chosen, 0),
    isKept: true,
    ...(writeBeside && { writeBeside }),
    ...(onDrawable && { onDrawable }),
    onProgress: () => undefined,
  })
}

/** Parks of several sizes, every third of them two islands; most are too small for the continent. */
const parks = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const island = (shift: number) => {
      const [west, south] = [-120 + (i % 50) * 1.1 + shift, 30 + Math.floor(i / 50) * 0.3]
      const size = 0.002 + (i % 7) * 0.03
      return [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ]
    }
    return {
      type: 'Feature',
      properties: { name: `Park ${i}`, note: 'n'.repeat(900) },
      geometry:
        i % 3 === 0
          ? { type: 'MultiPolygon', coordinates: [[island(0)], [island(0.4)]] }
          : { type: 'Polygon', coordinates: [island(0)] },
    }
  })

const keysOf = (path: string) => [...new FlatGeobufFile(stored.get(path)!).keys()]

describe('a layer that is kept on the device', () => {
  it('calls each feature by its place in the file that was brought, in its overviews too', async () => {
    const { entry } = await importLayer(parks(1500))
    const [full, ...overviews] = entry.files
    expect(overviews.length).toBeGreaterThan(0)
    const nameOfKey = new Map<string, unknown>()
    for (const { key, properties } of new FlatGeobufFile(stored.get(full!.path)!).features()) {
      nameOfKey.set(key, properties.name)
    }
    expect(nameOfKey.size).toBe(1500)
    for (const [key, name] of nameOfKey) expect(name).toBe(`Park ${key}`)
    for (const { path } of overviews) {
      const keys = keysOf(path).map(({ key }) => key)
      expect(keys.length).toBeGreaterThan(0)
      expect(keys.filter((key) => !nameOfKey.has(key))).toEqual([])
    }
  })

  it('has groups of its points where they are many, which count them all, and none of their columns in its fields', async () => {
    const points = Array.from({ length: 12_000 }, (_, i) => ({
      type: 'Feature',
      properties: { kind: i % 4 === 0 ? 'mine' : 'mill', tonnes: i % 90 },
      geometry: { type: 'Point', coordinates: [-110 + (i % 120) / 10, 35 + (i % 97) / 10] },
    }))
    const { entry } = await importLayer(points)
    const [full, coarsest] = entry.files
    expect([full!.groups, full!.featureCount]).toEqual([undefined, 12_000])
    expect(coarsest!.overviewZooms).toEqual([-99, 0.99])
    const groups = [...new FlatGeobufFile(stored.get(coarsest!.path)!).features()]
    const counts = groups.map(({ properties }) => Number(properties['atlas:count']))
    expect(counts).toHaveLength(coarsest!.featureCount)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12_000)
    expect(Math.max(...counts)).toBe(coarsest!.groups!.largest)
    expect(entry.fields.map(({ name }) => name)).toEqual(['kind', 'tonnes'])
  })

  it('keeps a feature whose coordinates are no numbers without its geometry, and says so', async () => {
    const point = (lon: number) => ({
      type: 'Feature',
      properties: { name: `At ${lon}` },
      geometry: { type: 'Point', coordinates: [lon, 40] },
    })
    // As a shapefile may have them.
    const { entry, warnings } = await importLayer([point(-100), point(-90)], (table) => {
      table.setValue('name', 'Nowhere')
      table.addGeometry({ type: 'Point', coordinates: [Number.NaN, 40] })
      table.endFeature()
    })
    expect(warnings).toMatchObject([{ code: 'geometry-not-finite', count: 1 }])
    const written = [...new FlatGeobufFile(stored.get(entry.files[0]!.path)!).features()]
    const without = written.filter(({ geometry }) => geometry === null)
    expect(without.map(({ properties }) => properties.name)).toEqual(['Nowhere'])
    expect(written).toHaveLength(3)
  })

  /** As another thread does it, which has all as messages bring it. */
  const taken: boolean[] = []
  const writeBeside: WriteBeside = async (order, table, plan, onProgress, onEnough) => {
    const { layer, id, title, drawing, isKept } = order
    const { name, path, schema } = layer
    const sent = structuredClone({ id, title, drawing, isKept, layer: { name, path, schema } })
    const copy = structuredClone(table.copy(['name']))
    const made = await makeOverviews(sent.drawing, FeatureTable.of(copy), plan)
    const written = await writeOverviews(sent, made, onProgress, onEnough)
    return { ...written, take: async (isWanted) => void taken.push(isWanted) }
  }
  beforeEach(() => void taken.splice(0))

  it('has the same files whether one thread writes it or a second its overviews', async () => {
    const alone = await importLayer(parks(8000))
    const files = new Map(stored)
    stored.clear()
    const beside = await importLayer(parks(8000), undefined, writeBeside)
    expect(taken).toEqual([true])
    expect(beside.entry).toEqual(alone.entry)
    expect(beside.warnings).toEqual(alone.warnings)
    expect([...stored.keys()].sort()).toEqual([...files.keys()].sort())
    for (const [path, bytes] of files) expect(Buffer.compare(stored.get(path)!, bytes)).toBe(0)
  })

  it('can be drawn from the overviews that the whole of it needs before finer ones and the layer itself are written', async () => {
    const told: { entry: DeviceLayer; written: readonly string[] }[] = []
    let atGoing: readonly string[] = []
    const { entry } = await importLayer(parks(8000), undefined, writeBeside, async (early) => {
      told.push({ entry: early, written: [...stored.keys()] })
      await new Promise((resolve) => setTimeout(resolve, 50))
      atGoing = [...stored.keys()]
    })
    expect(told).toHaveLength(1)
    const [{ entry: early, written }] = told as [(typeof told)[number]]
    const pathsOf = ({ files }: DeviceLayer) => files.map(({ path }) => path)
    expect(pathsOf(early)).toEqual(pathsOf(entry))
    const waited = early.files.filter(({ isBeingWritten }) => isBeingWritten)
    // They are 55 degrees wide, as wide as a screen at zoom 3.
    expect(waited.map(({ overviewZooms }) => overviewZooms?.[0])).toEqual([undefined, 7, 6, 5, 4])
    expect(pathsOf({ ...early, files: waited })).toEqual(pathsOf(entry).slice(0, 5))
    for (const file of early.files.slice(5)) {
      expect(written).toContain(file.path)
      expect(entry.files).toContainEqual(file)
    }
    for (const { path } of waited.slice(1)) expect(atGoing).not.toContain(path)
    expect(early.files[0]!.bytes / entry.files[0]!.bytes).toBeCloseTo(1, 1)
    expect(entry.files.some(({ isBeingWritten }) => isBeingWritten)).toBe(false)
    expect({ ...early, files: entry.files }).toEqual(entry)
  })

  it('has the overviews of its size where another had been foreseen from some of its features', async () => {
    // Those that are looked at alone have long notes: the layer seems five times as large as it is.
    const features = parks(8000).map((park, i) => ({
      ...park,
      properties: { name: `Park ${i}`, note: 'n'.repeat(i % 8 === 0 ? 4000 : 0) },
    }))
    const { entry } = await importLayer(features, undefined, writeBeside)
    expect(taken).toEqual([false])
    const alone = await importLayer(features)
    expect(entry).toEqual(alone.entry)
  })

  it('is told as failed once neither thread writes any more', async () => {
    const failing = importLayer(parks(8000), undefined, async () => {
      throw new Error('no more memory')
    })
    await expect(failing).rejects.toThrow('no more memory')
    expect([...stored.keys()]).toContain('device-parks.fgb')
  })

  it('names no column of keys among its fields', async () => {
    const { entry } = await importLayer(parks(10))
    expect(entry.fields.map(({ name }) => name)).toEqual(['name', 'note'])
    const { header } = new FlatGeobufFile(stored.get(entry.files[0]!.path)!)
    expect(toLayerSchema(header).fields.map(({ name }) => name)).toEqual(['name', 'note'])
  })

  it('has an index of its keys where it is large, and none where it is small', async () => {
    const { entry: large } = await importLayer(parks(1500))
    const [{ keys, bytes, featureCount }] = large.files as [(typeof large.files)[number]]
    expect(isKeyIndexOf(stored.get(keys!.path)!, bytes, featureCount)).toBe(true)
    expect(stored.get(keys!.path)!.length).toBe(keys!.bytes)
    const { entry: small } = await importLayer(parks(10))
    expect(small.files[0]!.keys).toBeUndefined()
  })
})
