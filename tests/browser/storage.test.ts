import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { complaintsOf } from '../support/complaints.ts'
import type { TestFile } from '../support/import-files.ts'

const atlas = atlasUnderTest()

const VIEW = '?layers=land'

/** Points with texts that do not compress, so that their layer takes some 200 bytes of the device each. */
function pointsFile(name: string, count: number): TestFile {
  const rows = Array.from({ length: count }, (_, index) => {
    const text = Array.from({ length: 8 }, (_, part) =>
      Math.imul(index * 8 + part + 1, 2654435761).toString(36),
    ).join(' ')
    return `${-120 + (index % 500) / 10},${30 + Math.floor(index / 500) / 100},${text}`
  })
  return {
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(`lon,lat,text\n${rows.join('\n')}\n`),
  }
}

async function review(page: Page, file: TestFile): Promise<void> {
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.locator('input[data-import="files"]').setInputFiles(file)
  await page.locator('[data-stage="review"]').waitFor({ timeout: 60_000 })
}

const addButton = (page: Page) => page.getByRole('button', { name: 'Add the layer' })
const dialog = (page: Page) => page.getByRole('dialog')
const deviceRows = (page: Page) => page.locator('[data-layer^="device-"]')

async function bring(page: Page, file: TestFile): Promise<void> {
  await review(page, file)
  await addButton(page).click()
  await dialog(page).waitFor({ state: 'detached', timeout: 60_000 })
}

/** The files and the records of the reader's own layers on the device. */
const stored = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('layers', { create: true })
    const files: string[] = []
    for await (const name of folder.keys()) files.push(name)
    const request = indexedDB.open('atlas')
    const database = await new Promise<IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result)
    })
    const keys = database.transaction('records').objectStore('records').getAllKeys()
    await new Promise((resolve) => {
      keys.onsuccess = resolve
    })
    database.close()
    return { files, records: keys.result as string[] }
  })

/** How many features of a layer are drawn over the whole of the map. */
const countDrawn = (page: Page, layer: string): Promise<number> =>
  page.locator('[data-drawn]').evaluate((element, id) => {
    const { commands, clientWidth, clientHeight } = element as HTMLElement & {
      readonly commands: MapCommands
    }
    const found = commands.featuresAt([clientWidth / 2, clientHeight / 2], clientWidth)
    return found.filter(({ layerId }) => layerId === id).length
  }, layer)

async function openAnother(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(atlas.server.url + VIEW)
  await waitUntilDrawn(page)
  return page
}

describe('a device without room for a layer', () => {
  it('has nothing of it, and says so; with room it is added', async () => {
    const { page, complaints } = await atlas.open(VIEW)
    await review(page, pointsFile('many.csv', 40_000))
    const devtools = await page.context().newCDPSession(page)
    const { origin } = new URL(atlas.server.url)
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 })
    await addButton(page).click()
    await page.getByText('gives the Atlas no more room on this device', { exact: false }).waitFor()
    expect(await deviceRows(page).count()).toBe(0)
    expect(await stored(page)).toEqual({ files: [], records: [] })
    await devtools.send('Storage.overrideQuotaForOrigin', { origin })
    await addButton(page).click()
    await dialog(page).waitFor({ state: 'detached', timeout: 60_000 })
    await page.reload()
    await waitUntilDrawn(page)
    expect(await deviceRows(page).count()).toBe(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('a page that is left while it writes a layer', () => {
  it.each(['loaded again', 'closed'])('and %s has no part of it later', async (how) => {
    const { page, complaints } = await atlas.open(VIEW)
    const context = page.context()
    await review(page, pointsFile('many.csv', 150_000))
    await addButton(page).click()
    await expect.poll(async () => (await stored(page)).files.length).toBeGreaterThan(0)
    expect((await stored(page)).records).toEqual([])
    let later = page
    if (how === 'closed') {
      await page.close()
      later = await openAnother(context)
    } else {
      await page.reload()
      await waitUntilDrawn(page)
    }
    expect(await deviceRows(later).count()).toBe(0)
    await expect.poll(() => stored(later)).toEqual({ files: [], records: [] })
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('two tabs', () => {
  it('know of each other’s layers: what one deletes goes from the other, which says so', async () => {
    const { page, complaints } = await atlas.open(VIEW)
    const other = await openAnother(page.context())
    const otherComplaints = complaintsOf(other)
    await Promise.all([
      bring(page, pointsFile('one.csv', 100)),
      bring(other, pointsFile('two.csv', 100)),
    ])
    expect((await stored(page)).records).toHaveLength(2)
    await page.reload()
    await waitUntilDrawn(page)
    await other.reload()
    await waitUntilDrawn(other)
    const ids = await deviceRows(page).evaluateAll((rows) =>
      rows.map((row) => row.getAttribute('data-layer')!),
    )
    const [id] = ids
    await page.locator(`[data-layer="${id}"] [aria-expanded]`).first().click()
    await page
      .locator(`[data-layer="${id}"]`)
      .getByRole('button', { name: /^Delete/ })
      .click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click()
    await other.getByText('was deleted from this device in another tab', { exact: false }).waitFor()
    expect(await other.locator(`[data-layer="${id}"]`).count()).toBe(0)
    expect((await stored(page)).files.filter((name) => name.startsWith(`${id}.`))).toEqual([])
    expect((await stored(page)).records).toHaveLength(1)
    // A page that is loaded again changes its map while the map is still being built.
    expect([...complaints, ...otherComplaints]).toEqual([])
    await page.context().close()
  })
})

describe('storage that is cleared while the page is open', () => {
  it('leaves what is drawn, takes new layers, and says what is lost when the page is opened again', async () => {
    const { page, complaints } = await atlas.open(VIEW)
    await bring(page, pointsFile('one.csv', 100))
    await waitUntilDrawn(page)
    const devtools = await page.context().newCDPSession(page)
    const { origin } = new URL(atlas.server.url)
    await devtools.send('Storage.clearDataForOrigin', {
      origin,
      storageTypes: 'indexeddb,file_systems',
    })
    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      for await (const name of root.keys()) await root.removeEntry(name, { recursive: true })
    })
    expect(await deviceRows(page).getByRole('alert').count()).toBe(0)
    await bring(page, pointsFile('two.csv', 100))
    await waitUntilDrawn(page)
    await page.reload()
    await waitUntilDrawn(page)
    await page
      .getByText('One layer of yours that was on the map is no longer on this device', {
        exact: false,
      })
      .waitFor()
    expect(await deviceRows(page).count()).toBe(1)
    await page.reload()
    await waitUntilDrawn(page)
    // It is told once.
    expect(await page.getByText('is no longer on this device', { exact: false }).count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('a record that is not understood', () => {
  it('is told, and the other layers are there', async () => {
    const { page, complaints } = await atlas.open(VIEW)
    await bring(page, pointsFile('one.csv', 100))
    await page.evaluate(async () => {
      const request = indexedDB.open('atlas')
      const database = await new Promise<IDBDatabase>((resolve) => {
        request.onsuccess = () => resolve(request.result)
      })
      const transaction = database.transaction('records', 'readwrite')
      transaction.objectStore('records').put({ entry: 'of another edition' }, 'device-1')
      await new Promise((resolve) => {
        transaction.oncomplete = resolve
      })
      database.close()
    })
    await page.reload()
    await waitUntilDrawn(page)
    await page
      .getByText('One imported layer on this device could not be read', { exact: false })
      .waitFor()
    expect(await deviceRows(page).count()).toBe(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('a browser that keeps its storage closed', () => {
  it('says so, and has the layers of a reader until the page is closed', async () => {
    const close = `{
      IDBFactory.prototype.open = () => { throw new DOMException('The operation is insecure.', 'SecurityError') }
      StorageManager.prototype.getDirectory = () =>
        Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'))
    };`
    const { page, complaints } = await atlas.open(VIEW, {
      prepare: async (opened) => {
        await opened.addInitScript(close)
        await opened.route(/\/worker-.*\.js$/, async (route) => {
          const response = await route.fetch()
          await route.fulfill({ response, body: `${close}${await response.text()}` })
        })
      },
    })
    await page
      .getByText('layers of your own are there only until this page is closed', { exact: false })
      .waitFor()
    await bring(page, pointsFile('one.csv', 60_000))
    await page
      .getByText('is on the map until this page is closed or loaded again', { exact: false })
      .waitFor()
    await waitUntilDrawn(page)
    expect(await deviceRows(page).getByRole('alert').count()).toBe(0)
    const id = (await deviceRows(page).getAttribute('data-layer'))!
    // So many points are drawn in groups, and their row says so.
    const drawn = await countDrawn(page, id)
    expect(drawn).toBeGreaterThan(20)
    expect(drawn).toBeLessThan(10_000)
    await deviceRows(page).getByText('60,000 points are drawn as', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Legend and settings of one' }).click()
    await deviceRows(page).getByText('the layer is there until', { exact: false }).waitFor()
    await deviceRows(page)
      .getByRole('button', { name: /^Delete/ })
      .click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click()
    await deviceRows(page).waitFor({ state: 'detached' })
    await bring(page, pointsFile('two.csv', 10))
    await page.reload()
    await waitUntilDrawn(page)
    expect(await deviceRows(page).count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
