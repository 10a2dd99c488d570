import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { writePng } from '../../src/formats/bytes/write-png.ts'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { kmzWithIcons } from '../support/import-files.ts'

const atlas = atlasUnderTest()

const RED_ICON = writePng({ width: 4, height: 4, pixels: new Uint8Array(64).fill(0xc0) })

/** A host that sends nothing but the file and its type: the policy in the page's head is all there is. */
async function sendNoHeaders(page: Page): Promise<void> {
  await page.route(/\/(\?.*)?$|\.js$/, async (route) => {
    const response = await route.fetch()
    const headers = { 'content-type': response.headers()['content-type'] ?? '' }
    await route.fulfill({ response, headers })
  })
}

/** Adds elements to the page as it is sent, as someone who got into its text would. */
async function breakIn(page: Page): Promise<void> {
  await page.route(/\/(\?.*)?$/, async (route) => {
    const response = await route.fetch()
    const { 'content-security-policy': _, ...headers } = response.headers()
    const body = (await response.text()).replace(
      '</body>',
      `<script>window.brokenIn = 'inline'</script>
      <script src="data:text/javascript,window.brokenIn='data'"></script>
      <img src="data:," onerror="window.brokenIn = 'handler'">
      <a id="link" href="javascript:window.brokenIn='link'">link</a>
      <iframe srcdoc="<script>parent.brokenIn='frame'</script>"></iframe></body>`,
    )
    await route.fulfill({ response, headers, body })
  })
}

/** Does what needs each exception of the policy: the map, a catalogue, a file in, a GeoPackage out. */
async function useAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add layers' }).click()
  await page.getByRole('searchbox').fill('ports')
  await page.waitForTimeout(300)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page
    .locator('input[data-import="files"]')
    .setInputFiles(
      kmzWithIcons({ 'red.png': RED_ICON }) as Parameters<
        ReturnType<Page['locator']>['setInputFiles']
      >[0],
    )
  await page.locator('[data-stage="review"]').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: /^Add (the layer|\d+ layers)$/ }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached', timeout: 60_000 })
  await waitUntilDrawn(page)
  const row = page.locator('[data-layer="ports"]')
  await row.getByRole('button', { name: /^Legend and settings/ }).click()
  await row.getByRole('button', { name: /^Download/ }).click()
  await page.getByRole('radio', { name: /^GeoPackage/ }).check()
  await page.getByRole('button', { name: 'Make the file' }).click()
  await page.getByRole('link', { name: 'Save the file' }).waitFor({ timeout: 60_000 })
}

describe('the policy of what may run', () => {
  it.each([
    ['as a header', async () => undefined],
    ['in the page alone', sendNoHeaders],
  ])('%s refuses nothing that the Atlas does', async (_, prepare) => {
    const { page, complaints } = await atlas.open('?layers=land,ports', { prepare })
    await useAll(page)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('runs nothing that came into the page', async () => {
    const { page, complaints } = await atlas.open('?layers=land', { prepare: breakIn })
    await page.locator('#link').evaluate((link: HTMLElement) => link.click())
    await page.waitForTimeout(500)
    expect(await page.evaluate('window.brokenIn')).toBeUndefined()
    expect(complaints.length).toBeGreaterThanOrEqual(4)
    expect(complaints.every((text) => /Content Security Policy/.test(text))).toBe(true)
    await page.context().close()
  })

  it('lets no page show the Atlas in a frame', async () => {
    const context = await atlas.browser.newContext()
    const page = await context.newPage()
    const framing = `${atlas.server.url}framing`
    await page.route(framing, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<iframe src="./?layers=land"></iframe>' }),
    )
    await page.goto(framing)
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/)
    await context.close()
  })
})
