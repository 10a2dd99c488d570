import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeviceLayer } from '../../../src/catalog/device-layer.ts'
import { drawnFields, filesByZoom } from '../../../src/catalog/layer-files.ts'
import { NAAF_EXTENT, toNaaf } from '../../../src/geo/naaf.ts'
import { drawLayer } from '../../../src/importing/symbology.ts'
import { writeDeviceLayer } from '../../../src/importing/write.ts'
import { COUNT_COLUMN } from '../../../src/model/own-columns.ts'
import { giveHeldFiles } from '../../../src/sources/held-files.ts'
import { openLayerFile } from '../../../src/sources/open-layer-file.ts'
import { TileLayer } from '../../../src/tiles/tile-layer.ts'
import { RESIDENT_BYTES } from '../../../src/workers/tile-protocol.ts'
import { startStaticServer } from '../../static-server.ts'
import { type Bench, type Measured, median } from '../bench.ts'
import { makeTowns } from '../parcels.ts'
import { makePoints } from '../points.ts'

/** What each larger layer is held against: one of less is read whole, once. */
const FEW = 100_000
const SIZES = [1_000_000]
/** Some minutes, and some gigabytes of memory and disk. */
const SLOW_SIZES = [10_000_000]
const ROUNDS = 3

type View = 'first' | 'city' | 'pan'

/** The tiles of a view of the Framework's grid, by their zoom and a place in metres of its plane. */
interface TileBlock {
  readonly z: number
  readonly center: readonly [x: number, y: number]
  readonly columns: readonly number[]
  readonly rows: readonly number[]
}

const CITY = toNaaf(...makeTowns()[0]!)
const AROUND = [-1, 0, 1]
const VIEWS: Record<View, TileBlock> = {
  first: { z: 1, center: [0, 0], columns: [-1, 0], rows: [-1, 0] },
  city: { z: 6, center: CITY, columns: AROUND, rows: AROUND },
  // What comes into sight at the side.
  pan: { z: 6, center: CITY, columns: [2], rows: AROUND },
}
/** What the reader has seen before. */
const BEFORE: Record<View, readonly View[]> = { first: [], city: ['first'], pan: ['first', 'city'] }

interface Cost {
  readonly bytes: number
  readonly requests: number
  readonly milliseconds: number
  readonly tileBytes: number
  readonly slowestMilliseconds: number
}

const costs = new Map<number, Promise<Record<View, Cost>>>()

/** What the views of a layer of so many points cost, found once. */
function costsOf(count: number): Promise<Record<View, Cost>> {
  let found = costs.get(count)
  if (!found) {
    found = measure(count)
    costs.set(count, found)
  }
  return found
}

async function measure(count: number): Promise<Record<View, Cost>> {
  const folder = mkdtempSync(join(tmpdir(), 'scale-bench-'))
  let [bytes, requests] = [0, 0]
  const server = await startStaticServer({
    folder,
    onSent: (_, sent) => {
      bytes += sent
      requests++
    },
  })
  try {
    const entry = await writePoints(count, folder)
    const costOf = async (view: View): Promise<Cost> => {
      const layer = openPoints(entry, server.url)
      for (const before of BEFORE[view]) await readTiles(layer, VIEWS[before])
      ;[bytes, requests] = [0, 0]
      const start = performance.now()
      const tiles = await readTiles(layer, VIEWS[view])
      return { bytes, requests, milliseconds: performance.now() - start, ...tiles }
    }
    const typical = async (view: View): Promise<Cost> => {
      const rounds: Cost[] = []
      // Once to warm up.
      await costOf(view)
      for (let round = 0; round < ROUNDS; round++) rounds.push(await costOf(view))
      const milliseconds = median(rounds.map((cost) => cost.milliseconds))
      return rounds.find((cost) => cost.milliseconds === milliseconds)!
    }
    return { first: await typical('first'), city: await typical('city'), pan: await typical('pan') }
  } finally {
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

/** Writes the points as an import is written, with its overviews, into a folder. */
async function writePoints(count: number, folder: string): Promise<DeviceLayer> {
  const layer = makePoints(count)
  const id = `device-points-${count}`
  const { entry } = await writeDeviceLayer({
    id,
    title: 'Points',
    origin: {
      name: layer.path,
      format: layer.format,
      bytes: 0,
      sha256: null,
      modified: null,
      url: null,
      imported: '2026-11-27T12:00:00Z',
    },
    layer,
    drawing: drawLayer(layer, null, { kind: 'field', field: 'kind' }, 0),
    isKept: false,
    onProgress: () => undefined,
  })
  for (const { path, blob } of giveHeldFiles(id)) {
    writeFileSync(join(folder, path), new Uint8Array(await blob.arrayBuffer()))
  }
  return entry
}

function openPoints(entry: DeviceLayer, url: string): TileLayer {
  return new TileLayer({
    id: entry.id,
    levels: filesByZoom(entry).map(({ file, zooms }) => ({
      zooms,
      resident: file.bytes <= RESIDENT_BYTES,
      open: () =>
        openLayerFile(
          { kind: 'url', url: url + file.path },
          { byteLength: file.bytes, wholeFileBytes: RESIDENT_BYTES },
        ),
    })),
    parts: ['features'],
    fields: [...drawnFields(entry.symbology!), COUNT_COLUMN],
  })
}

async function readTiles(layer: TileLayer, { z, center, columns, rows }: TileBlock) {
  const [x, y] = unitOf(center).map((share) => Math.round(share * 2 ** z)) as [number, number]
  let [tileBytes, slowestMilliseconds] = [0, 0]
  for (const column of columns) {
    for (const row of rows) {
      const start = performance.now()
      const tile = await layer.tile({ grid: 'naaf', z, x: x + column, y: y + row })
      tileBytes = Math.max(tileBytes, tile.length)
      slowestMilliseconds = Math.max(slowestMilliseconds, performance.now() - start)
    }
  }
  return { tileBytes, slowestMilliseconds }
}

/** A place of the Framework's plane in its grid, from 0 to 1 both ways. */
function unitOf([x, y]: readonly [number, number]): readonly [number, number] {
  const side = NAAF_EXTENT[2] - NAAF_EXTENT[0]
  return [x / side + 0.5, 0.5 - y / side]
}

const WHAT: Record<View, string> = {
  first: 'the first view',
  city: 'a zoom to a city',
  pan: 'a pan beside it',
}

const ofView = (view: View, count: number, isSlow: boolean): readonly Bench[] => {
  const absent = isSlow && !process.argv.includes('--slow') ? 'slow: ask for it with --slow' : null
  const compare = async (figure: (cost: Cost) => number): Promise<Measured> => {
    const { [view]: peer } = await costsOf(FEW)
    const { [view]: ours } = await costsOf(count)
    const note = `${ours.requests} requests, largest tile ${Math.round(ours.tileBytes / 1000)} kB, slowest ${Math.round(ours.slowestMilliseconds)} ms`
    return { ours: figure(ours), peer: figure(peer), note }
  }
  const common = {
    peer: `the same of ${FEW.toLocaleString('en')}`,
    target: 1.3,
    ...(absent !== null && { absent }),
  }
  const of = `of ${count.toLocaleString('en')} points over HTTP`
  return [
    {
      ...common,
      name: `scale-${view}-bytes-${count}`,
      what: `bytes of ${WHAT[view]} ${of}`,
      unit: 'B',
      run: () => compare(({ bytes }) => bytes),
    },
    {
      ...common,
      name: `scale-${view}-time-${count}`,
      what: `time of the worker for ${WHAT[view]} ${of}`,
      unit: 'ms',
      run: () => compare(({ milliseconds }) => milliseconds),
    },
  ]
}

export default (['first', 'city', 'pan'] as const).flatMap((view) => [
  ...SIZES.flatMap((count) => ofView(view, count, false)),
  ...SLOW_SIZES.flatMap((count) => ofView(view, count, true)),
]) satisfies readonly Bench[]
