import { createHash } from 'node:crypto'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StaticServer, startStaticServer } from '../../scripts/static-server.ts'
import type { Catalog, CatalogLayer } from '../../src/catalog/schema.ts'
import { formatSize } from '../../src/words/format-size.ts'
import { DIST, unfoldBaseMap, waitUntilDrawn } from '../support/atlas.ts'
import { launchBrowser } from '../support/browser.ts'
import { beside, complaintsOf, REQUEST_FAILED } from '../support/complaints.ts'
import { countDifferentPixels, takeMapPicture } from '../support/pictures.ts'

let browser: Browser
let folder: string
let server: StaticServer
/** The paths of what was asked for in part, in the order of the answers. */
let parts: string[]
/** What the pages of a test complained of. */
let complaints: (readonly string[])[] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atlas-offline-'))
  cpSync(DIST, folder, { recursive: true })
})
afterEach(async () => {
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
  const heard = complaints.flatMap((ofPage) => beside(REQUEST_FAILED, ofPage))
  complaints = []
  // None of these states leaves more in the console than the browser's own word of each request that failed.
  expect(heard).toEqual([])
})
afterAll(() => browser?.close())

async function startServer(port = 0): Promise<void> {
  parts = []
  server = await startStaticServer({
    folder,
    port,
    onSent: (path, _bytes, status) => void (status === 206 && parts.push(path)),
  })
}

/** A reader's first visit, until the Atlas is kept on the device, and a second, which reads through that. */
async function visitTwice(search = ''): Promise<{ context: BrowserContext; page: Page }> {
  await startServer()
  const context = await browser.newContext({ serviceWorkers: 'allow', reducedMotion: 'reduce' })
  context.on('page', (opened) => complaints.push(complaintsOf(opened)))
  const page = await context.newPage()
  await page.goto(server.url + search)
  await waitUntilDrawn(page)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await waitUntilDrawn(page)
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  return { context, page }
}

/** Puts a file of the site in the place of another, and takes away its compressed copies. */
function publish(path: string, content: string | Uint8Array): void {
  for (const copy of ['.br', '.gz']) rmSync(join(folder, path + copy), { force: true })
  writeFileSync(join(folder, path), content)
}

/** Changes what the catalogue says of the rivers. */
function publishRivers(change: (entry: CatalogLayer) => Partial<CatalogLayer>): void {
  const path = 'layers/catalog.json'
  const catalog = JSON.parse(readFileSync(join(folder, path), 'utf8')) as Catalog
  const layers = catalog.layers.map((entry) =>
    entry.id === 'rivers' ? { ...entry, ...change(entry) } : entry,
  )
  publish(path, JSON.stringify({ ...catalog, layers }))
}

/** The files of the rivers, with the index of their keys, and how large they are together. */
function filesOfRivers(): { readonly count: number; readonly bytes: number } {
  const catalog = JSON.parse(readFileSync(join(DIST, 'layers/catalog.json'), 'utf8')) as Catalog
  const { files } = catalog.layers.find(({ id }) => id === 'rivers')!
  const all = files.flatMap(({ bytes, keys }) => [bytes, ...(keys ? [keys.bytes] : [])])
  return { count: all.length, bytes: all.reduce((sum, one) => sum + one, 0) }
}

/** Has the rivers read by the tile, as layers are that are too large to be read whole. */
function publishRiversAsLarge(): void {
  publishRivers(({ files: [file] }) => ({ files: [{ ...file!, bytes: 5_000_000 }] }))
}

const riversRow = (page: Page) => page.locator('[data-layer="rivers"]')
async function openRivers(page: Page): Promise<void> {
  await unfoldBaseMap(page)
  await page.getByRole('button', { name: 'Legend and settings of Rivers' }).click()
}
const alerts = (page: Page) => page.locator('[data-layer]').getByRole('alert')

/** What of the rivers is on the device. */
const keptFiles = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const layers = await root.getDirectoryHandle('layers', { create: true })
    const names: string[] = []
    for await (const name of layers.keys()) names.push(name)
    return names.filter((name) => name.startsWith('kept-rivers.'))
  })

/** Forgets what was read while it was seen, so that only what was kept on request is there. */
const forgetSeen = (page: Page) =>
  page.evaluate(async () => {
    const request = indexedDB.open('atlas-seen')
    const database = await new Promise<IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result)
    })
    const transaction = database.transaction(['parts', 'bytes'], 'readwrite')
    transaction.objectStore('parts').clear()
    transaction.objectStore('bytes').clear()
    await new Promise((resolve) => {
      transaction.oncomplete = resolve
    })
    database.close()
  })

describe('an Atlas that was visited before', () => {
  it('is kept on the device once no file is being imported, which has the machine to itself', async () => {
    await startServer()
    const context = await browser.newContext({ serviceWorkers: 'allow', reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(`${server.url}?layers=land`)
    await waitUntilDrawn(page)
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.locator('[data-stage="choose"]').waitFor()
    // It would have been registered five seconds after the page has come.
    await page.waitForTimeout(6000)
    const registrations = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
    expect(await registrations()).toBe(0)
    await page.keyboard.press('Escape')
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    expect(await registrations()).toBe(1)
    await context.close()
  })

  it('opens without its host: the map, the catalogue and pages that were seen', async () => {
    const { context, page } = await visitTwice()
    await page.getByRole('button', { name: 'Add layers' }).click()
    await page.getByRole('searchbox').waitFor()
    const other = await context.newPage()
    await other.goto(`${server.url}layers/rivers/`)
    await server.close()

    await page.reload()
    await waitUntilDrawn(page)
    expect(await page.locator('[data-layer]').getByRole('alert').count()).toBe(0)
    // The address has it open, as it was.
    await page.getByRole('searchbox').fill('rivers')
    await page.getByRole('link', { name: 'Rivers', exact: false }).first().waitFor()
    await other.reload()
    await other.getByRole('heading', { level: 1 }).waitFor()
    // What was never seen is not there, and nothing else stands in its place.
    expect(await other.goto(`${server.url}layers/lakes/`).catch(() => null)).toBeNull()
    await context.close()
  })

  it('shows the views again that were seen, of layers that were read in parts as well', async () => {
    publishRiversAsLarge()
    const { context, page } = await visitTwice('?layers=rivers,land&at=-100,48&z=7')
    expect(parts.filter((path) => path.includes('rivers.fgb'))).not.toEqual([])
    const seen = await takeMapPicture(page)
    // What was read is written a moment after.
    await page.waitForTimeout(2500)
    await server.close()

    await page.reload()
    await waitUntilDrawn(page)
    expect(await alerts(page).count()).toBe(0)
    // Names may find other places; a layer that is missing changes many times as much.
    expect(countDifferentPixels(seen, await takeMapPicture(page))).toBeLessThan(2500)
    await page.getByText('server does not answer', { exact: false }).waitFor()

    // Elsewhere nothing was read: the layer says so, and what is there stays.
    await page.goto(`${server.url}?layers=rivers,land&at=-66,54&z=7`)
    await riversRow(page).getByRole('alert').waitFor()
    await context.close()
  })

  it('never puts parts of two editions of a layer together', async () => {
    publishRiversAsLarge()
    const { context, page } = await visitTwice('?layers=rivers,land&at=-100,48&z=7')
    // The same features in another order of bytes: parts of both would be no layer.
    const lakes = readFileSync(join(folder, 'layers/lakes.fgb'))
    publish('layers/rivers.fgb', lakes)
    await page.goto(`${server.url}?layers=rivers,land&at=-100,48&z=7`)
    await waitUntilDrawn(page)
    await page.waitForTimeout(2500)
    const editions = await page.evaluate(async () => {
      const request = indexedDB.open('atlas-seen')
      const database = await new Promise<IDBDatabase>((resolve) => {
        request.onsuccess = () => resolve(request.result)
      })
      const all = database.transaction('parts').objectStore('parts').getAll()
      await new Promise((resolve) => {
        all.onsuccess = resolve
      })
      database.close()
      return (all.result as { url: string; edition: string }[])
        .filter(({ url }) => url.endsWith('rivers.fgb'))
        .map(({ edition }) => JSON.parse(edition).total as number)
    })
    expect(new Set(editions)).toEqual(new Set([lakes.length]))
    await context.close()
  })

  it('draws a layer anew that is replaced on its host while it is seen, and says so', async () => {
    publishRiversAsLarge()
    const { context, page } = await visitTwice('?layers=rivers,land&at=-100,48&z=7')
    const before = await takeMapPicture(page)
    publish('layers/rivers.fgb', readFileSync(join(folder, 'layers/lakes.fgb')))
    // A view that asks for more of the file, and back.
    const zoomBy = (levels: number) =>
      page.locator('[data-drawn]').evaluate((element, by) => {
        const { commands } = element as unknown as { commands: { zoomBy(levels: number): void } }
        commands.zoomBy(by)
      }, levels)
    await zoomBy(-4)
    await page.getByText('Rivers was published again', { exact: false }).waitFor()
    await zoomBy(4)
    await waitUntilDrawn(page)
    expect(countDifferentPixels(before, await takeMapPicture(page))).toBeGreaterThan(500)
    expect(await alerts(page).count()).toBe(0)
    await context.close()
  })

  it('says that it is offline, for as long as it is', async () => {
    const { context, page } = await visitTwice()
    const notice = page.getByText('You are offline.', { exact: false })
    await context.setOffline(true)
    await notice.waitFor()
    await context.setOffline(false)
    await notice.waitFor({ state: 'detached' })
    await context.close()
  })

  it('announces a newer edition, which waits until its pages are closed', async () => {
    const { context, page } = await visitTwice()
    const controller = () => page.evaluate(() => navigator.serviceWorker.controller!.state)
    appendFileSync(join(folder, 'service-worker.js'), '\n// another edition\n')
    rmSync(join(folder, 'service-worker.js.br'), { force: true })
    rmSync(join(folder, 'service-worker.js.gz'), { force: true })
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update())
    await expect
      .poll(() =>
        page.evaluate(
          async () => (await navigator.serviceWorker.getRegistration())!.waiting?.state,
        ),
      )
      .toBe('installed')
    await page.reload()
    await page.getByText('A newer edition of the Atlas is available.', { exact: false }).waitFor()
    expect(await controller()).toBe('activated')
    await context.close()
  })
})

describe('a layer that is kept on the device', () => {
  const keep = (page: Page) => page.getByRole('button', { name: 'Keep Rivers on this device' })
  const kept = (page: Page) => riversRow(page).getByText('Kept on this device', { exact: false })

  it('says its size before, is whole, and is read without the host wherever the map goes', async () => {
    const { context, page } = await visitTwice('?layers=rivers')
    await openRivers(page)
    const { count, bytes } = filesOfRivers()
    const size = formatSize(bytes, 'en')
    await riversRow(page).getByText(`${size} to download`, { exact: false }).waitFor()
    await keep(page).click()
    await kept(page).waitFor()
    await page.getByText(`Kept on this device, ${size}`).waitFor()
    expect(await keptFiles(page)).toHaveLength(count)
    await forgetSeen(page)
    await server.close()

    await page.goto(`${server.url}?layers=rivers&at=-113,62&z=6`)
    await waitUntilDrawn(page)
    expect(await alerts(page).count()).toBe(0)
    expect((await takeMapPicture(page)).data.some((value) => value !== 0)).toBe(true)
    await openRivers(page)
    await page.getByRole('button', { name: 'Stop keeping Rivers on this device' }).click()
    await keep(page).waitFor()
    await expect.poll(() => keptFiles(page)).toEqual([])
    await riversRow(page).getByRole('alert').waitFor()
    await context.close()
  })

  it('can be given up while it comes: nothing of it stays', async () => {
    const { context, page } = await visitTwice('?layers=rivers')
    await context.route(/rivers\.z3-4\.fgb/, () => undefined)
    await openRivers(page)
    await keep(page).click()
    const bar = riversRow(page).getByRole('progressbar')
    await bar.waitFor()
    await expect.poll(() => keptFiles(page)).not.toEqual([])
    await riversRow(page).getByRole('button', { name: 'Cancel' }).click()
    await keep(page).waitFor()
    await expect.poll(() => keptFiles(page)).toEqual([])
    await page.reload()
    await waitUntilDrawn(page)
    await openRivers(page)
    await keep(page).waitFor()
    await context.close()
  })

  it('is not kept where another file comes than the catalogue names, and says why', async () => {
    const { context, page } = await visitTwice('?layers=rivers')
    publish('layers/rivers.z3-4.fgb', readFileSync(join(folder, 'layers/lakes.fgb')))
    await openRivers(page)
    await keep(page).click()
    await riversRow(page)
      .getByText('not the file of this page’s catalogue', { exact: false })
      .waitFor()
    await keep(page).waitFor()
    expect(await keptFiles(page)).toEqual([])
    await context.close()
  })

  it('stays in its edition until the reader takes the newer one, which is announced', async () => {
    const { context, page } = await visitTwice('?layers=rivers')
    await openRivers(page)
    await keep(page).click()
    await kept(page).waitFor()
    const old = await keptFiles(page)

    const overview = readFileSync(join(folder, 'layers/rivers.z2-2.fgb'))
    publish('layers/rivers.fgb', overview)
    publishRivers(({ files: [file] }) => {
      const { keys: _, ...rest } = file!
      const sha256 = createHash('sha256').update(overview).digest('hex')
      return { files: [{ ...rest, bytes: overview.length, sha256, featureCount: 210 }] }
    })
    await page.reload()
    await waitUntilDrawn(page)
    await page.getByText('A newer edition of a layer that you keep', { exact: false }).waitFor()
    await openRivers(page)
    await riversRow(page)
      .getByText('A newer edition has been published', { exact: false })
      .waitFor()
    expect(await keptFiles(page)).toEqual(old)
    await page.getByRole('button', { name: 'Download the newer edition (157 kB)' }).click()
    await page.getByText('Kept on this device, 157 kB').waitFor()
    await expect.poll(() => keptFiles(page)).toHaveLength(1)
    expect(await alerts(page).count()).toBe(0)
    await context.close()
  })

  it('is read from its host again where its files were cleared, and says so', async () => {
    const { context, page } = await visitTwice('?layers=rivers')
    await openRivers(page)
    await keep(page).click()
    await kept(page).waitFor()
    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      await root.removeEntry('layers', { recursive: true })
    })
    await page.reload()
    await page
      .getByText('The files of Rivers are no longer on this device', { exact: false })
      .waitFor()
    await waitUntilDrawn(page)
    expect(await alerts(page).count()).toBe(0)
    await context.close()
  })
})
