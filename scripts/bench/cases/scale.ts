import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawnFields, filesByZoom } from '../../../src/catalog/layer-files.ts'
import type { CatalogLayer } from '../../../src/catalog/schema.ts'
import { NAAF_EXTENT, toNaaf } from '../../../src/geo/naaf.ts'
import { COUNT_COLUMN } from '../../../src/model/own-columns.ts'
import { openLayerFile } from '../../../src/sources/open-layer-file.ts'
import { TileLayer } from '../../../src/tiles/tile-layer.ts'
import { RESIDENT_BYTES } from '../../../src/workers/tile-protocol.ts'
import { startStaticServer } from '../../static-server.ts'
import { type Bench, type Measured, toMeasured } from '../bench.ts'
import { makeTowns } from '../parcels.ts'
import { keptFolder, makeAreas, makePoints, publishOnce } from '../published.ts'

/**
 * What each larger layer is held against: a smaller one is read whole, once, so that its views after the first cost
 * nothing at all.
 */
const FEW: Record<MadeKind, number> = { points: 100_000, areas: 20_000 }
const SIZES: Record<MadeKind, number> = { points: 1_000_000, areas: 100_000 }
/** Some minutes, and some gigabytes of memory and disk. */
const SLOW_SIZES: Record<MadeKind, number> = { points: 10_000_000, areas: 1_000_000 }
const ROUNDS = 3

const MAKE = { points: makePoints, areas: makeAreas }
type MadeKind = keyof typeof MAKE

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

/** Of each view what it cost in each round. */
interface Costs extends Record<View, readonly Cost[]> {
  readonly written: string
}

const costs = new Map<string, Promise<Costs>>()

/** What the views of a layer of so many features cost, found once. */
function costsOf(kind: MadeKind, count: number): Promise<Costs> {
  const key = `${kind} ${count}`
  let found = costs.get(key)
  if (!found) {
    found = measure(kind, count)
    costs.set(key, found)
  }
  return found
}

async function measure(kind: MadeKind, count: number): Promise<Costs> {
  const kept = keptFolder()
  const parent = kept ?? mkdtempSync(join(tmpdir(), 'scale-bench-'))
  const { entry, seconds, peakBytes, folder } = await publishOnce(MAKE[kind](count), parent)
  let [bytes, requests] = [0, 0]
  const server = await startStaticServer({
    folder,
    onSent: (_, sent) => {
      bytes += sent
      requests++
    },
  })
  try {
    const costOf = async (view: View): Promise<Cost> => {
      const layer = openMade(entry, server.url)
      for (const before of BEFORE[view]) await readTiles(layer, VIEWS[before])
      ;[bytes, requests] = [0, 0]
      const start = performance.now()
      const tiles = await readTiles(layer, VIEWS[view])
      return { bytes, requests, milliseconds: performance.now() - start, ...tiles }
    }
    const roundsOf = async (view: View): Promise<readonly Cost[]> => {
      const rounds: Cost[] = []
      // Once to warm up.
      await costOf(view)
      for (let round = 0; round < ROUNDS; round++) rounds.push(await costOf(view))
      return rounds
    }
    const ofFiles = entry.files.reduce((sum, file) => sum + file.bytes, 0)
    return {
      first: await roundsOf('first'),
      city: await roundsOf('city'),
      pan: await roundsOf('pan'),
      written: `${Math.round(ofFiles / 1e6)} MB written in ${Math.round(seconds)} s with ${Math.round(peakBytes / 1e6)} MB of memory`,
    }
  } finally {
    await server.close()
    if (kept === null) rmSync(parent, { recursive: true })
  }
}

function openMade(entry: CatalogLayer, url: string): TileLayer {
  const { symbology, geometryType } = entry
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
    parts: geometryType === 'Point' ? ['features'] : ['features', 'outlines'],
    fields: [...drawnFields(symbology!), COUNT_COLUMN],
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

const ofView = (kind: MadeKind, view: View, count: number, isSlow: boolean): readonly Bench[] => {
  const absent = isSlow && !process.argv.includes('--slow') ? 'slow: ask for it with --slow' : null
  const compare = async (figure: (cost: Cost) => number): Promise<Measured> => {
    const { [view]: peer } = await costsOf(kind, FEW[kind])
    const { [view]: ours, written } = await costsOf(kind, count)
    const most = (of: (cost: Cost) => number) => Math.max(...ours.map(of))
    const tile = Math.round(most(({ tileBytes }) => tileBytes) / 1000)
    const slowest = Math.round(most(({ slowestMilliseconds }) => slowestMilliseconds))
    const note = `${ours[0]!.requests} requests (${peer[0]!.requests}), largest tile ${tile} kB, slowest ${slowest} ms; ${written}`
    return { ...toMeasured(ours.map(figure), peer.map(figure)), note }
  }
  const common = {
    peer: `the same of ${FEW[kind].toLocaleString('en')}`,
    target: 1.3,
    ...(absent !== null && { absent }),
  }
  const of = `of ${count.toLocaleString('en')} ${kind} over HTTP`
  return [
    {
      ...common,
      name: `scale-${kind}-${view}-bytes-${count}`,
      what: `bytes of ${WHAT[view]} ${of}`,
      unit: 'B',
      run: () => compare(({ bytes }) => bytes),
    },
    {
      ...common,
      name: `scale-${kind}-${view}-time-${count}`,
      what: `time of the worker for ${WHAT[view]} ${of}`,
      unit: 'ms',
      run: () => compare(({ milliseconds }) => milliseconds),
    },
  ]
}

const VIEW_NAMES = ['first', 'city', 'pan'] as const

/** All take their figures from one measuring. */
export const together = true

export default (['points', 'areas'] as const).flatMap((kind) =>
  VIEW_NAMES.flatMap((view) => [
    ...ofView(kind, view, SIZES[kind], false),
    ...ofView(kind, view, SLOW_SIZES[kind], true),
  ]),
) satisfies readonly Bench[]
