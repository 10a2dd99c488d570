import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StaticServer, startStaticServer } from '../../scripts/static-server.ts'
import { DIST, waitUntilDrawn } from '../support/atlas.ts'
import { launchBrowser } from '../support/browser.ts'

let browser: Browser
let folder: string
let server: StaticServer

beforeAll(async () => {
  browser = await launchBrowser()
  folder = mkdtempSync(join(tmpdir(), 'atlas-offline-'))
  cpSync(DIST, folder, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A reader's first visit, until the Atlas is kept on the device, and a second, which reads through that. */
async function visitTwice(): Promise<{ context: BrowserContext; page: Page }> {
  server = await startStaticServer({ folder })
  const context = await browser.newContext({ serviceWorkers: 'allow', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(server.url)
  await waitUntilDrawn(page)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await waitUntilDrawn(page)
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  return { context, page }
}

/** The bytes 1000 to 1999 of a layer, as the page gets them, and what the answer says of them. */
const readRange = (page: Page, path: string) =>
  page.evaluate(async (file) => {
    const response = await fetch(file, { headers: { Range: 'bytes=1000-1999' } }).catch(() => null)
    if (!response) return null
    const bytes = new Uint8Array(await response.arrayBuffer())
    return {
      status: response.status,
      range: response.headers.get('Content-Range'),
      bytes: [...bytes],
    }
  }, path)

describe('an Atlas that was visited before', () => {
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

  it('cuts ranges from layers that it has whole, byte for byte, and keeps none by themselves', async () => {
    const { context, page } = await visitTwice()
    const path = 'layers/international-boundaries.z0-1.fgb'
    const file = readFileSync(join(folder, path))
    const expected = {
      status: 206,
      range: `bytes 1000-1999/${file.length}`,
      bytes: [...file.subarray(1000, 2000)],
    }
    await page.evaluate((address) => fetch(address).then((answer) => answer.arrayBuffer()), path)
    const large = 'layers/rivers.fgb'
    expect(await readRange(page, path)).toEqual(expected)
    expect(await readRange(page, large)).toMatchObject({ status: 206 })
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const cache = await caches.open('layers')
          const answers = await Promise.all((await cache.keys()).map((key) => cache.match(key)))
          return answers.map((answer) => answer!.status)
        }),
      )
      .toSatisfy((statuses: number[]) => statuses.length > 0 && statuses.every((s) => s === 200))
    await server.close()
    expect(await readRange(page, path)).toEqual(expected)
    expect(await readRange(page, large)).toBeNull()
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
    await server.close()
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
    await page.getByText('A newer edition of the Atlas has come.', { exact: false }).waitFor()
    expect(await controller()).toBe('activated')
    await context.close()
    await server.close()
  })
})
