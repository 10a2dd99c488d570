import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import maplibrePackage from 'maplibre-gl/package.json' with { type: 'json' }
import type { Browser, Page } from 'playwright-core'
import { type ExportLayer, writeLayer } from '../../../src/formats/registry/write-layer.ts'
import { WGS84 } from '../../../src/geo/crs.ts'
import type { Feature } from '../../../src/model/feature.ts'
import { keyOfPlace } from '../../../src/model/feature-key.ts'
import { launchBrowser } from '../../../tests/support/browser.ts'
import { startStaticServer } from '../../static-server.ts'
import { longestTask } from '../atlas-page.ts'
import { type Bench, type Measured, median, toMeasured } from '../bench.ts'
import { makeParcels, toParcelLayer } from '../parcels.ts'
import { copyMapLibre } from '../peers/maplibre.ts'
import { makePoints } from '../published.ts'

/**
 * A file that a reader brings, until something of it is on the map and until all of it is, against the source for
 * GeoJSON that MapLibre itself has, which shows nothing before it has all. Both are given the file as the browser has
 * it, and each is drawn in a page of its own (after `npm run build`).
 */

type Shapes = 'points' | 'polygons'
type Format = 'geojson' | 'flatgeobuf'

const ROUNDS = 3
const SIZES: Record<Shapes, number> = { points: 100_000, polygons: 20_000 }
/** Many minutes, and some gigabytes of memory. */
const SLOW_SIZES: Record<Shapes, number> = { points: 1_000_000, polygons: 200_000 }

/** Long enough for any of the files on a slow machine. */
const PATIENCE = { timeout: 900_000 }
const SCREEN = { viewport: { width: 1280, height: 800 }, locale: 'en-CA' }

const PEER_PAGE = `<!doctype html><html lang="en"><title>MapLibre's own source</title>
<link rel="stylesheet" href="maplibre-gl.css">
<style>html, body, #map { height: 100%; margin: 0 }</style>
<div id="map"></div><input type="file"><script type="module" src="peer.mjs"></script></html>`

const PEER_SCRIPT = `import { Map } from './maplibre-gl.mjs'
const map = new Map({
  container: 'map',
  style: { version: 8, sources: {}, layers: [] },
  center: [-95, 42],
  zoom: 2.2,
  attributionControl: false,
})
map.once('idle', () => { document.title = 'ready' })
document.querySelector('input').addEventListener('change', ({ target }) => {
  const start = performance.now()
  map.addSource('brought', { type: 'geojson', data: URL.createObjectURL(target.files[0]) })
  const layer = { source: 'brought', id: 'areas', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'] }
  map.addLayer({ ...layer, paint: { 'fill-color': '#3b7', 'fill-outline-color': '#164' } })
  map.addLayer({ ...layer, id: 'points', type: 'circle', filter: ['==', ['geometry-type'], 'Point'] })
  map.on('idle', () => {
    if (map.isSourceLoaded('brought')) document.body.dataset.drawn ??= performance.now() - start
  })
})`

/** Milliseconds from the choice of the file on. */
interface Times {
  readonly first: number
  readonly whole: number
  /** Until the layer is written, too, and the dialog gone. */
  readonly kept: number
}

interface Given {
  readonly atlas: { readonly url: string }
  readonly peers: { readonly url: string }
  readonly files: Readonly<Record<Format, string>>
}

interface Compared {
  readonly ours: readonly Times[]
  readonly peer: readonly number[]
  readonly note: string
}

function toLayer(shapes: Shapes, count: number): ExportLayer {
  if (shapes === 'polygons') {
    const parcels = makeParcels(count)
    return toParcelLayer(count, () => parcels)
  }
  const { id, rows, geometryType } = makePoints(count)
  function* features(): Generator<Feature> {
    for (let row = 0; row < rows.length; row++) {
      const values = rows.fields.map(({ name }) => [name, rows.value(row, name)] as const)
      const properties = Object.fromEntries(values)
      yield { ...keyOfPlace(row), geometry: rows.geometry(row), properties }
    }
  }
  const { fields } = rows
  const schema = { name: id, geometryType, fields, featureCount: count, bbox: null }
  return { schema, name: id, features, title: 'Points', metadata: {}, language: 'en' }
}

async function writeFiles(shapes: Shapes, count: number, folder: string) {
  const layer = toLayer(shapes, count)
  const write = async (format: Format, name: string) => {
    const path = join(folder, name)
    await pipeline(Readable.from(writeLayer(layer, format, WGS84)), createWriteStream(path))
    return path
  }
  return {
    geojson: await write('geojson', 'x.geojson'),
    flatgeobuf: await write('flatgeobuf', 'x.fgb'),
  }
}

const compared = new Map<string, Promise<Compared>>()

/** Both sides in turn, found once for what is measured of them. */
function compare(shapes: Shapes, format: Format, count: number): Promise<Compared> {
  const key = `${shapes} ${format} ${count}`
  const found = compared.get(key) ?? measure(shapes, format, count)
  compared.set(key, found)
  return found
}

/** Serves the page and the peer's, with files of so many shapes, for as long as `use` runs. */
async function withFiles<T>(
  shapes: Shapes,
  count: number,
  use: (given: Given) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'import-bench-'))
  copyMapLibre(folder)
  writeFileSync(join(folder, 'index.html'), PEER_PAGE)
  writeFileSync(join(folder, 'peer.mjs'), PEER_SCRIPT)
  const [atlas, peers] = await Promise.all([startStaticServer({}), startStaticServer({ folder })])
  try {
    return await use({ atlas, peers, files: await writeFiles(shapes, count, folder) })
  } finally {
    await Promise.all([atlas.close(), peers.close()])
    rmSync(folder, { recursive: true })
  }
}

function measure(shapes: Shapes, format: Format, count: number): Promise<Compared> {
  return withFiles(shapes, count, async ({ atlas, peers, files }) => {
    const ours: Times[] = []
    const peer: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      peer.push(await inBrowser((browser) => drawPeer(browser, peers.url, files.geojson)))
      ours.push(await inBrowser((browser) => importFile(browser, atlas.url, files[format])))
    }
    const megabytes = Math.round(statSync(files[format]).size / 1e6)
    const note = `${megabytes} MB, load ${loadavg()[0]!.toFixed(1)}`
    return { ours, peer, note }
  })
}

/** Each in a browser of its own, so that none finds memory or caches that another has filled. */
async function inBrowser<T>(run: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launchBrowser()
  try {
    return await run(browser)
  } finally {
    await browser.close()
  }
}

async function drawPeer(browser: Browser, url: string, path: string): Promise<number> {
  const page = await browser.newPage(SCREEN)
  await page.goto(url)
  await page.waitForFunction(() => document.title === 'ready', null, PATIENCE)
  await page.locator('input').setInputFiles(path)
  const drawn = await page.waitForFunction(() => document.body.dataset.drawn, null, PATIENCE)
  return Number(await drawn.jsonValue())
}

/** A reader who adds what was found as soon as it is shown. */
async function importFile(browser: Browser, url: string, path: string): Promise<Times> {
  const page = await openImport(browser, url)
  return followFile(page, path)
}

/** The longest task of the page meanwhile, in milliseconds of its own time. */
async function importTask(browser: Browser, url: string, path: string): Promise<number> {
  const page = await openImport(browser, url)
  return longestTask(browser, page, async () => void (await followFile(page, path)))
}

async function openImport(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage(SCREEN)
  // What runs this file marks the names of functions with a helper that the page lacks.
  await page.addInitScript('globalThis.__name = (value) => value')
  await page.goto(`${url}?layers=land`)
  await page.waitForSelector('[data-drawn="true"]', { state: 'attached', ...PATIENCE })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.locator('[data-stage="choose"]').waitFor()
  return page
}

async function followFile(page: Page, path: string): Promise<Times> {
  const times = followImport(page)
  await page.locator('input[data-import="files"]').setInputFiles(path)
  return times
}

function followImport(page: Page): Promise<Times> {
  return page.evaluate(
    () =>
      new Promise<Times>((resolve) => {
        let start = 0
        let [first, whole, listed] = [0, 0, 0]
        const found = (selector: string) => document.querySelector<HTMLElement>(selector)
        // Between two frames the next picture may be asked for already.
        const watchFirst = new MutationObserver(() => {
          if (!found('[data-drawn="true"]') || !found('[data-sample]')) return
          first = performance.now() - start
          watchFirst.disconnect()
        })
        const look = () => {
          const isDrawn = found('[data-drawn="true"]') !== null
          const buttons = document.querySelectorAll<HTMLElement>('[data-stage="review"] button')
          const add = [...buttons].find(({ textContent }) => textContent === 'Add the layer')
          add?.click()
          const now = performance.now() - start
          // The map is told of a layer as the list is, and is drawn anew from then on.
          if (listed > 0 && isDrawn) whole ||= now
          if (found('[data-layer^="device-"]')) listed ||= now
          if (whole > 0 && isDrawn && !found('dialog')) {
            resolve({ first: first || whole, whole, kept: now })
          } else requestAnimationFrame(look)
        }
        document.addEventListener(
          'change',
          () => {
            start = performance.now()
            watchFirst.observe(document.body, { subtree: true, attributeFilter: ['data-drawn'] })
            requestAnimationFrame(look)
          },
          { capture: true, once: true },
        )
      }),
  )
}

const casesOf = (shapes: Shapes, format: Format, count: number, isSlow: boolean): Bench[] => {
  const absent = isSlow &&
    !process.argv.includes('--slow') && { absent: 'slow: ask for it with --slow' }
  const ofPart = (part: keyof Times, what: string, target: number): Bench => ({
    name: `import-${part}-${shapes}-${format}-${count}`,
    what: `${what} of ${count.toLocaleString('en')} ${shapes} brought as ${format} (after \`npm run build\`)`,
    peer: `maplibre-gl ${maplibrePackage.version}, its source for GeoJSON, all drawn`,
    unit: 'ms',
    target,
    ...absent,
    async run(): Promise<Measured> {
      const { ours, peer, note } = await compare(shapes, format, count)
      const own = ours.map((times) => times[part])
      return { ...toMeasured(own, peer), note }
    },
  })
  return [
    ofPart('first', 'the first picture', 0.1),
    ofPart('whole', 'the whole, drawn,', 0.25),
    ofPart('kept', 'the whole, drawn and written to the device,', 1),
    {
      name: `import-task-${shapes}-${format}-${count}`,
      what: `longest task of the page meanwhile, ${count.toLocaleString('en')} ${shapes} brought as ${format} (after \`npm run build\`)`,
      peer: 'the budget of 50 ms',
      unit: 'ms',
      target: 1,
      ...absent,
      async run(): Promise<Measured> {
        const tasks = await withFiles(shapes, count, async ({ atlas, files }) => {
          const found: number[] = []
          for (let round = 0; round < ROUNDS; round++) {
            found.push(await inBrowser((browser) => importTask(browser, atlas.url, files[format])))
          }
          return found
        })
        const note = `${tasks.map((task) => task.toFixed(0)).join(', ')} ms of its own time, load ${loadavg()[0]!.toFixed(1)}`
        return { ours: median(tasks), peer: 50, note }
      },
    },
  ]
}

/** All take their figures from one measuring. */
export const together = true

export default (['points', 'polygons'] as const).flatMap((shapes) =>
  (['geojson', 'flatgeobuf'] as const).flatMap((format) => [
    ...casesOf(shapes, format, SIZES[shapes], false),
    ...casesOf(shapes, format, SLOW_SIZES[shapes], true),
  ]),
) satisfies readonly Bench[]
