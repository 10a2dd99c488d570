/**
 * Uses the built page for long and hard in a real browser, and measures after each step what it holds: heap of
 * the page and of its workers after garbage collection, event listeners, workers, resident memory of the
 * renderer. Each step is held against the plateau of the first round through all parts: ends with status 1 where
 * more than a fifth more stays, a worker or listeners stay, or the page complains.
 *
 *     npm run build && npm run soak [-- minutes of panning [words of the steps to be taken alone]]
 */
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '../tests/support/browser.ts'
import { complaintsOf } from '../tests/support/complaints.ts'
import { waitUntilDrawn } from '../tests/support/drawn.ts'
import { randomFrom } from '../tests/support/random.ts'
import { createStaticHandler } from './host/static-handler.ts'

const MOST_GROWTH = 1.2
/**
 * Listeners come and go with tiles and rows, and those of the last panel stay until the page draws another one: so
 * many more are no leak. One that is left at each of a hundred openings is.
 */
const MOST_LISTENERS = 150
const MOST_DRAWING_MILLISECONDS = 300_000
const SMALL_FILES = 2000
const CSV_ROWS = 500_000
const GEOJSON_BYTES = 100_000_000

interface Reading {
  readonly step: string
  readonly pageBytes: number
  readonly workerBytes: number
  readonly workers: number
  readonly listeners: number
  readonly residentBytes: number
  readonly seconds: number
}

/**
 * Serves the built page isolated from other origins (COOP, COEP): only there do browsers say what the workers of
 * a page hold (`performance.measureUserAgentSpecificMemory`).
 */
async function startIsolatedServer(): Promise<{ readonly url: string; close(): void }> {
  const answer = createStaticHandler(resolve(import.meta.dirname, '../dist'))
  const server = createServer((request, response) => {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    void answer(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

interface MeasuredMemory {
  readonly breakdown: readonly {
    readonly bytes: number
    readonly attribution: readonly { readonly scope: string }[]
  }[]
}

/** What the page and its workers hold after garbage collection, which the browser chooses the time of. */
async function heldBytes(page: Page): Promise<{ readonly page: number; readonly workers: number }> {
  const { breakdown } = await page.evaluate(() =>
    (
      performance as unknown as { measureUserAgentSpecificMemory(): Promise<MeasuredMemory> }
    ).measureUserAgentSpecificMemory(),
  )
  const held = { page: 0, workers: 0 }
  for (const { bytes, attribution } of breakdown) {
    const isOfWorker = attribution.some(({ scope }) => scope.includes('Worker'))
    held[isOfWorker ? 'workers' : 'page'] += bytes
  }
  return held
}

async function residentBytes(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        const pages = Number(readFileSync(`/proc/${id}/statm`, 'utf8').split(' ')[1])
        return pages * 4096
      } catch {
        return 0
      }
    })
  return Math.max(0, ...sizes)
}

async function main(): Promise<boolean> {
  const minutes = Number(process.argv[2] ?? 3)
  const only = new RegExp(process.argv[3] ?? '', 'i')
  const folder = mkdtempSync(join(tmpdir(), 'atlas-soak-'))
  const server = await startIsolatedServer()
  const browser = await launchBrowser()
  const readings: Reading[] = []
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-CA',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(600_000)
    const complaints = complaintsOf(page)
    const session = await context.newCDPSession(page)
    const whole = await browser.newBrowserCDPSession()
    await session.send('Performance.enable')
    await page.goto(server.url)
    await waitUntilDrawn(page)

    const measure = async (step: string, since: number) => {
      // What was kept for a moment, such as notices and tiles that fade, has gone by then.
      await page.waitForTimeout(3000)
      await session.send('HeapProfiler.collectGarbage')
      await session.send('HeapProfiler.collectGarbage')
      const { metrics } = await session.send('Performance.getMetrics')
      const metricOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
      const held = await heldBytes(page)
      const reading = {
        step,
        pageBytes: held.page,
        workerBytes: held.workers,
        workers: page.workers().length,
        listeners: metricOf('JSEventListeners'),
        residentBytes: await residentBytes(whole),
        seconds: Math.round((performance.now() - since) / 1000),
      }
      readings.push(reading)
      console.log(toLine(reading))
    }
    const run = async (step: string, act: () => Promise<unknown>) => {
      if (readings.length > 1 && !only.test(step)) return
      const since = performance.now()
      await act()
      await waitUntilDrawn(page, 1000, MOST_DRAWING_MILLISECONDS)
      await measure(step, since)
    }

    console.log(
      'step                                    page MB  workers MB  (n)  listeners  resident MB     s',
    )
    await run('opened', async () => undefined)
    await run('first round: the plateau', async () => {
      await switchProjections(page, 4)
      await switchLanguages(page, 3)
      await openCatalogue(page, 3)
      const [csv] = writeSmallFiles(join(folder, 'first'), 1)
      await bring(page, [csv!])
      await waitUntilDrawn(page)
      await deleteOwn(page)
      await showAllLayers(page)
      // Until what is kept of tiles and of blocks of files is full.
      await pan(page, minutes / 2)
    })
    const plateau = readings.at(-1)!
    await run(`${minutes} minutes of panning and zooming`, () => pan(page, minutes))
    await run('50 switches of projection', () => switchProjections(page, 50))
    await run('50 switches of language', () => switchLanguages(page, 50))
    await run('100 openings of the catalogue', () => openCatalogue(page, 100))
    await run('40 layers at once, and back', async () => {
      await bring(page, writeSmallFiles(join(folder, 'twelve'), 12))
      const count = await showAllLayers(page)
      if (count < 40) throw new Error(`only ${count} layers are on the map`)
      await deleteOwn(page)
    })
    await run(`${SMALL_FILES} small files at once`, async () => {
      await review(page, writeSmallFiles(join(folder, 'many'), SMALL_FILES))
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    })
    await run(`${CSV_ROWS} rows of CSV`, async () => {
      await bring(page, [await writeCsv(join(folder, 'rows.csv'))])
      await waitUntilDrawn(page, 1000, MOST_DRAWING_MILLISECONDS)
      await deleteOwn(page)
    })
    await run('100 MB of GeoJSON', async () => {
      await bring(page, [await writeGeoJson(join(folder, 'large.geojson'))])
      await waitUntilDrawn(page, 1000, MOST_DRAWING_MILLISECONDS)
      await deleteOwn(page)
    })

    const faults = readings.slice(readings.indexOf(plateau) + 1).flatMap((reading) => {
      const found: string[] = []
      const grew = (a: number, b: number) => a > b * MOST_GROWTH
      if (grew(reading.pageBytes, plateau.pageBytes)) found.push('the page holds more')
      if (grew(reading.workerBytes, plateau.workerBytes)) found.push('the workers hold more')
      if (reading.workers > plateau.workers) found.push('workers are left')
      if (reading.listeners > plateau.listeners + MOST_LISTENERS) found.push('listeners are left')
      return found.map((fault) => `after ${reading.step}: ${fault}`)
    })
    for (const fault of [...faults, ...complaints]) console.log(fault)
    if (faults.length + complaints.length === 0) console.log('Nothing is left behind.')
    return faults.length + complaints.length === 0
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function toLine(reading: Reading): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
  return [
    reading.step.padEnd(38),
    megabytes(reading.pageBytes).padStart(8),
    megabytes(reading.workerBytes).padStart(11),
    String(reading.workers).padStart(4),
    String(reading.listeners).padStart(10),
    megabytes(reading.residentBytes).padStart(12),
    String(reading.seconds).padStart(5),
  ].join(' ')
}

async function pan(page: Page, minutes: number): Promise<void> {
  const random = randomFrom(5)
  const box = (await page.locator('[data-drawn] canvas').boundingBox())!
  const end = Date.now() + minutes * 60_000
  const place = () =>
    [
      box.x + box.width * (0.3 + random() * 0.5),
      box.y + box.height * (0.2 + random() * 0.6),
    ] as const
  let zoom = 0
  while (Date.now() < end) {
    await page.mouse.move(...place())
    await page.mouse.down()
    await page.mouse.move(...place(), { steps: 6 })
    await page.mouse.up()
    const by = random() < 0.5 ? -300 : 300
    if (Math.abs(zoom + by) <= 1500) {
      zoom += by
      await page.mouse.wheel(0, by)
    }
    await page.waitForTimeout(150)
  }
  await page.getByRole('button', { name: 'Zoom out' }).waitFor()
  await page.locator('[data-drawn]').evaluate((element) => {
    const { commands } = element as unknown as { commands: { goHome(): void } }
    commands.goHome()
  })
}

async function switchProjections(page: Page, times: number): Promise<void> {
  const names = [
    'Web Mercator',
    'Globe',
    'Lambert equal-area',
    'Web Mercator',
    'Lambert equal-area',
  ]
  await page.getByRole('button', { name: /^Projection/ }).click()
  for (let i = 0; i < times; i++) {
    await page.getByRole('radio', { name: names[i % names.length]! }).check()
    await waitUntilDrawn(page, 0)
  }
  await page.getByRole('radio', { name: 'Lambert equal-area' }).check()
  await page.keyboard.press('Escape')
}

async function switchLanguages(page: Page, times: number): Promise<void> {
  const names = ['Français', 'Español', 'English']
  for (let i = 0; i < times; i++) {
    await page.getByRole('radio', { name: names[i % 3]! }).check({ force: true })
    await page.waitForTimeout(100)
  }
  await page.getByRole('radio', { name: 'English' }).check({ force: true })
  await page.getByRole('button', { name: 'Add layers' }).waitFor()
}

async function openCatalogue(page: Page, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await page.getByRole('button', { name: 'Add layers' }).click()
    await page.getByRole('searchbox').fill('water')
    await page.getByRole('searchbox').press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('searchbox').waitFor({ state: 'hidden' })
  }
}

/** Puts every published layer onto the map beside those that were brought, and takes them off again; how many. */
async function showAllLayers(page: Page): Promise<number> {
  await goTo(page, `?layers=${publishedLayers().join()}`)
  await waitUntilDrawn(page)
  const count = await page.locator('[data-layer]').count()
  await goTo(page, '?')
  await waitUntilDrawn(page)
  return count
}

/** Opens an address of the page without loading the page again. */
async function goTo(page: Page, search: string): Promise<void> {
  await page.evaluate((address) => {
    // With the panels that are open.
    history.pushState(history.state, '', address === '?' ? location.pathname : address)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, search)
  await page.waitForTimeout(1000)
}

function publishedLayers(): readonly string[] {
  const path = resolve(import.meta.dirname, '../public/layers/catalog.json')
  const { layers } = JSON.parse(readFileSync(path, 'utf8')) as {
    layers: { id: string; files: unknown[] }[]
  }
  return layers.filter(({ files }) => files.length > 0).map(({ id }) => id)
}

async function review(page: Page, paths: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.locator('input[data-import="files"]').setInputFiles([...paths])
  await page.locator('[data-stage="review"]').waitFor()
}

async function bring(page: Page, paths: readonly string[]): Promise<void> {
  await review(page, paths)
  await page.getByRole('button', { name: /^Add (the layer|\d+ layers)$/ }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Deletes all layers that were brought. */
async function deleteOwn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const stored = page.locator('[data-stored]')
  for (let left = await stored.count(); left > 0; left--) {
    await stored
      .first()
      .getByRole('button', { name: /^Delete/ })
      .click()
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-stored]').length < count,
      left,
    )
  }
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

function writeSmallFiles(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true })
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `places-${index}.csv`)
    writeFileSync(
      path,
      `lon,lat,name\n${-120 + (index % 50)},${25 + (index % 40)},Place ${index}\n`,
    )
    return path
  })
}

async function writeLines(path: string, lines: Iterable<string>): Promise<string> {
  const stream = createWriteStream(path)
  for (const line of lines) {
    if (!stream.write(line)) await new Promise((drained) => stream.once('drain', drained))
  }
  await new Promise<void>((done) => stream.end(done))
  return path
}

function writeCsv(path: string): Promise<string> {
  const random = randomFrom(9)
  function* rows() {
    yield 'lon,lat,name,value\n'
    for (let row = 0; row < CSV_ROWS; row++) {
      const [lon, lat] = [-130 + random() * 70, 20 + random() * 45]
      yield `${lon.toFixed(5)},${lat.toFixed(5)},Place ${row},${Math.round(random() * 1000)}\n`
    }
  }
  return writeLines(path, rows())
}

function writeGeoJson(path: string): Promise<string> {
  const random = randomFrom(10)
  function* features() {
    yield '{"type":"FeatureCollection","features":[\n'
    let bytes = 0
    for (let index = 0; bytes < GEOJSON_BYTES; index++) {
      const [lon, lat] = [-130 + random() * 70, 20 + random() * 45]
      const ring = Array.from({ length: 40 }, (_, corner) => {
        const angle = (corner / 40) * 2 * Math.PI
        return [lon + 0.1 * Math.cos(angle), lat + 0.1 * Math.sin(angle)].map((x) => x.toFixed(6))
      })
      const coordinates = [...ring, ring[0]!].map(([x, y]) => `[${x},${y}]`).join()
      const line = `${index ? ',' : ''}{"type":"Feature","properties":{"number":${index}},"geometry":{"type":"Polygon","coordinates":[[${coordinates}]]}}\n`
      bytes += line.length
      yield line
    }
    yield ']}\n'
  }
  return writeLines(path, features())
}

if (import.meta.filename === process.argv[1]) process.exitCode = (await main()) ? 0 : 1
