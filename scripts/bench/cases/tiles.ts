import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import type { CatalogLayer } from '../../../src/catalog/schema.ts'
import { launchBrowser } from '../../../tests/support/browser.ts'
import { startStaticServer } from '../../static-server.ts'
import { type Bench, type Measured, toMeasured } from '../bench.ts'
import { makeTowns } from '../parcels.ts'
import { copyMapLibre } from '../peers/maplibre.ts'
import { makeAreas, makePoints, publish } from '../published.ts'
import { copySite } from '../site.ts'
import { writePmtiles } from '../write-pmtiles.ts'

/**
 * A layer as the Atlas publishes it (one file and its overviews, tiled in the reader's browser) against the same layer
 * as tiles made ready by GDAL's MVT driver and drawn by MapLibre alone, each a file or all in one archive (PMTiles): the
 * same server, browser, views and colours. Needs `npm run build` before.
 */

const MAKE = { points: () => makePoints(200_000), areas: () => makeAreas(20_000) }
type MadeKind = keyof typeof MAKE

const ROUNDS = 3
const VIEWPORT = { width: 1280, height: 800 }
/** Web Mercator, which is what tiles made ready are in. */
const FINEST_ZOOM = 7
const [TOWN_LON, TOWN_LAT] = makeTowns()[0]!
const VIEWS = {
  first: { lon: -98, lat: 42, zoom: 3 },
  city: { lon: TOWN_LON, lat: TOWN_LAT, zoom: 7 },
  pan: { lon: TOWN_LON + 5, lat: TOWN_LAT, zoom: 7 },
} as const
type View = keyof typeof VIEWS
const VIEW_NAMES = Object.keys(VIEWS) as View[]

interface Cost {
  readonly milliseconds: number
  readonly bytes: number
  readonly requests: number
}
const PEERS = ['mvt', 'pmtiles'] as const
type Peer = (typeof PEERS)[number]
type Side = 'ours' | Peer
/** Of each round. */
type Costs = Record<Side, Record<View, readonly Cost[]>>

const costs = new Map<MadeKind, Promise<Costs>>()

function costsOf(kind: MadeKind): Promise<Costs> {
  let found = costs.get(kind)
  if (!found) {
    found = measure(kind)
    costs.set(kind, found)
  }
  return found
}

async function measure(kind: MadeKind): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), 'tiles-bench-'))
  const sent = { bytes: 0, requests: 0 }
  const server = await startStaticServer({
    folder,
    onSent(path, bytes) {
      if (!path.includes('made-')) return
      sent.bytes += bytes
      sent.requests++
    },
  })
  const browser = await launchBrowser()
  try {
    const layer = await makeSite(kind, folder)
    const open: Record<Side, typeof openAtlas> = {
      ours: openAtlas,
      mvt: openMapLibre({ tiles: ['{site}made-tiles/{z}/{x}/{y}.pbf'], maxzoom: FINEST_ZOOM }),
      pmtiles: openMapLibre({ url: 'pmtiles://{site}made-archive.pmtiles' }),
    }
    const rounds: Record<Side, Record<View, Cost[]>> = {
      ours: { first: [], city: [], pan: [] },
      mvt: { first: [], city: [], pan: [] },
      pmtiles: { first: [], city: [], pan: [] },
    }
    for (let round = -1; round < ROUNDS; round++) {
      for (const side of ['ours', ...PEERS] as const) {
        const { page, go } = await open[side](browser, server.url, layer)
        for (const view of VIEW_NAMES) {
          Object.assign(sent, { bytes: 0, requests: 0 })
          const milliseconds = await go(view)
          // Once to warm up.
          if (round >= 0) rounds[side][view].push({ milliseconds, ...sent })
        }
        await page.close()
      }
    }
    return rounds
  } finally {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

/** The built page with the layer in its catalogue, and beside it the layer as tiles and a page of MapLibre alone. */
async function makeSite(kind: MadeKind, folder: string): Promise<CatalogLayer> {
  const root = resolve(import.meta.dirname, '../../..')
  const layers = join(folder, 'layers')
  mkdirSync(layers)
  const { entry } = await publish(MAKE[kind](), layers)
  copySite(folder, [entry])
  const tiles = join(folder, 'made-tiles')
  execFileSync('ogr2ogr', [
    '-f',
    'MVT',
    tiles,
    join(layers, entry.files[0]!.path),
    ...['-nln', 'made', '-dsco', `MAXZOOM=${FINEST_ZOOM}`, '-dsco', 'COMPRESS=NO'],
  ])
  writeFileSync(join(folder, 'made-archive.pmtiles'), writePmtiles(tiles))
  // As hosts send whole files: compressed, the Atlas's like the tiles.
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(pbf|fgb)$/.test(name)) continue
    writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name))))
  }
  copyMapLibre(join(folder, 'plain'))
  cpSync(join(root, 'node_modules/pmtiles/dist/pmtiles.js'), join(folder, 'plain/pmtiles.js'))
  writeFileSync(join(folder, 'plain/index.html'), PLAIN_PAGE)
  writeFileSync(join(folder, 'plain/page.mjs'), PLAIN_SCRIPT)
  return entry
}

const PLAIN_PAGE =
  '<!doctype html><meta charset="utf-8"><title>Tiles</title><div id="map"></div><script src="pmtiles.js"></script><script type="module" src="page.mjs"></script>'

const PLAIN_SCRIPT = `import * as library from './maplibre-gl.mjs'
library.setWorkerUrl(new URL('./maplibre-gl-worker.mjs', import.meta.url).href)
library.addProtocol('pmtiles', new pmtiles.Protocol().tile)
const container = document.getElementById('map')
container.style.cssText = 'position:absolute;inset:0'
const map = new library.Map({
  container,
  attributionControl: false,
  fadeDuration: 0,
  style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background' }] },
  center: [-98, 42],
  zoom: 3,
})
map.on('load', () => { window.plainMap = map })
`

interface Opened {
  readonly page: Page
  /** Goes to a view, and gives the milliseconds until it is drawn. */
  go(view: View): Promise<number>
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-CA', reducedMotion: 'reduce' }) // biome-ignore format: one line
  const page = await context.newPage()
  // What runs this file marks the names of functions with a helper that the page lacks.
  await page.addInitScript('globalThis.__name = (value) => value')
  await page.goto(url)
  return page
}

const addressOf = (layers: string, { lon, lat, zoom }: (typeof VIEWS)[View]) =>
  `?proj=mercator&at=${lon},${lat}&z=${zoom}&layers=${layers}`

async function openAtlas(browser: Browser, url: string, { id }: CatalogLayer): Promise<Opened> {
  const page = await openPage(browser, url + addressOf('-', VIEWS.first))
  await page.waitForSelector('[data-drawn="true"]', { state: 'attached', timeout: 120_000 })
  return {
    page,
    go: (view) =>
      page.evaluate(
        (search) =>
          new Promise<number>((done, fail) => {
            setTimeout(() => fail(new Error('The map was not drawn')), 120_000)
            const map = document.querySelector('[data-drawn]')!
            const start = performance.now()
            let isDrawing = false
            new MutationObserver((_, observer) => {
              if (map.getAttribute('data-drawn') === 'false') isDrawing = true
              else if (isDrawing) {
                observer.disconnect()
                done(performance.now() - start)
              }
            }).observe(map, { attributeFilter: ['data-drawn'] })
            history.pushState(null, '', search)
            dispatchEvent(new PopStateEvent('popstate', { state: null }))
          }),
        addressOf(id, VIEWS[view]),
      ),
  }
}

/** What of MapLibre's map is used. */
interface PlainMap {
  addSource(id: string, source: object): void
  addLayer(layer: object): void
  getSource(id: string): unknown
  jumpTo(camera: object): void
  once(event: 'idle', listener: () => void): void
}

/** MapLibre with a source of its own, in whose addresses `{site}` stands for where the site is. */
function openMapLibre(source: object): typeof openAtlas {
  return async (browser, url, entry) => openPlain(browser, url, entry, source)
}

async function openPlain(
  browser: Browser,
  url: string,
  entry: CatalogLayer,
  source: object,
): Promise<Opened> {
  const page = await openPage(browser, `${url}plain/`)
  await page.waitForFunction(() => 'plainMap' in window, undefined, { timeout: 120_000 })
  const classes = entry.symbology!.kind === 'categories' ? entry.symbology!.classes : []
  const color = [
    'match',
    ['get', 'kind'],
    ...classes.flatMap(({ values, symbol }) => [values[0], symbol.fill!.light]),
    '#000000',
  ]
  const common = { source: 'made', 'source-layer': 'made' }
  const layers =
    entry.geometryType === 'Point'
      ? [{ ...common, id: 'made', type: 'circle', paint: { 'circle-color': color, 'circle-radius': 4 } }] // biome-ignore format: one line
      : [
          { ...common, id: 'fill', type: 'fill', paint: { 'fill-color': color } },
          { ...common, id: 'line', type: 'line', paint: { 'line-color': '#ffffff' } },
        ]
  return {
    page,
    go: (view) =>
      page.evaluate(
        ({ at, made, source }) =>
          new Promise<number>((done, fail) => {
            setTimeout(() => fail(new Error('The map was not drawn')), 120_000)
            const { plainMap: map } = window as unknown as { plainMap: PlainMap }
            const start = performance.now()
            map.jumpTo({ center: [at.lon, at.lat], zoom: at.zoom })
            if (!map.getSource('made')) {
              map.addSource('made', source)
              for (const layer of made) map.addLayer(layer)
            }
            map.once('idle', () => done(performance.now() - start))
          }),
        {
          at: VIEWS[view],
          made: layers,
          source: {
            type: 'vector',
            ...JSON.parse(JSON.stringify(source).replaceAll('{site}', url)),
          },
        },
      ),
  }
}

function missing(): string | null {
  try {
    const formats = execFileSync('ogr2ogr', ['--formats'], { encoding: 'utf8' })
    return /\bMVT\b.*\(rw/.test(formats) ? null : 'GDAL here writes no MVT'
  } catch {
    return 'needs ogr2ogr (Debian package gdal-bin)'
  }
}

const absent = missing()

const WHAT: Record<View, string> = {
  first: 'the first view',
  city: 'a zoom to a city',
  pan: 'a pan beside it',
}

const PEER_NAMES: Record<Peer, string> = {
  mvt: 'tiles of GDAL’s MVT driver in MapLibre alone',
  pmtiles: 'the same tiles as one archive, read by pmtiles 4.5',
}

const ofView = (kind: MadeKind, view: View, side: Peer): readonly Bench[] => {
  const compare = async (figure: (cost: Cost) => number): Promise<Measured> => {
    const { ours, [side]: peer } = await costsOf(kind)
    const [own, theirs] = [ours[view], peer[view]]
    return {
      ...toMeasured(own.map(figure), theirs.map(figure)),
      note: `${own[0]!.requests} requests (${theirs[0]!.requests})`,
    }
  }
  const common = {
    peer: PEER_NAMES[side],
    ...(absent !== null && { absent }),
  }
  const of = `${MAKE[kind]().rows.length.toLocaleString('en')} ${kind} in Web Mercator`
  return [
    {
      ...common,
      name: `tiles-${kind}-${view}-${side}-time`,
      what: `time to drawn of ${WHAT[view]} of ${of} (after \`npm run build\`)`,
      unit: 'ms',
      target: 1.2,
      run: () => compare(({ milliseconds }) => milliseconds),
    },
    {
      ...common,
      name: `tiles-${kind}-${view}-${side}-bytes`,
      what: `bytes of ${WHAT[view]} of ${of} (after \`npm run build\`)`,
      unit: 'B',
      target: 1.5,
      run: () => compare(({ bytes }) => bytes),
    },
  ]
}

/** All take their figures from one measuring. */
export const together = true

export default (['points', 'areas'] as const).flatMap((kind) =>
  VIEW_NAMES.flatMap((view) => PEERS.flatMap((side) => ofView(kind, view, side))),
) satisfies readonly Bench[]
