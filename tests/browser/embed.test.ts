import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { complaintsOf } from '../support/complaints.ts'
import { waitUntilDrawn } from '../support/drawn.ts'

const atlas = atlasUnderTest()

let story = ''
let policy = ''
/** A site of another origin, with a policy of its own; browsers let none from elsewhere show what is on this machine. */
const host = createServer((_, response) => {
  response.setHeader('Content-Type', 'text/html')
  response.setHeader('Content-Security-Policy', policy)
  response.end(story)
})
beforeAll(() => new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => host.close(resolve)))

/** A page of that site that shows the map as the Atlas's HTML for it says. */
async function openHost(
  html: string,
): Promise<{ page: Page; frame: Frame; complaints: readonly string[] }> {
  const context = await atlas.browser.newContext({
    viewport: { width: 900, height: 700 },
    locale: 'en-CA',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-src ${new URL(atlas.server.url).origin}`
  story = `<!doctype html><html lang="en"><title>Story</title><link rel="icon" href="data:,"><script>messages = []; addEventListener('message', ({ data }) => messages.push(data))</script><main><h1>Story</h1>${html}<div style="height:2000px"></div></main></html>`
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`)
  await expect.poll(() => page.frames().length).toBe(2)
  const frame = page.frames()[1]!
  await waitUntilDrawn(frame as unknown as Page)
  return { page, frame, complaints }
}

describe('what is seen as a file', () => {
  it('is saved and opened again, with the drawings; no other file is', async () => {
    const drawn = 'line(The%20way):-100,45;-90,40'
    const { page, complaints } = await atlas.open(
      `?layers=rivers:40,land&at=-99,45&z=3&draw=${drawn}`,
    )
    const openShare = async () => {
      await page.getByRole('button', { name: 'Share this view' }).click()
      await page.getByRole('tab', { name: 'Project file' }).click()
    }
    await openShare()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the project' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^atlas-\d{4}-\d\d-\d\d\.atlas\.json$/)
    const path = await download.path()
    await page.goto(`${atlas.server.url}?layers=ports`)
    await waitUntilDrawn(page)
    await openShare()
    const choose = page.locator('input[data-project]')
    await choose.setInputFiles({
      name: 'a.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{}'),
    })
    await page.getByText('This file is not a project of the Atlas.').waitFor()
    await choose.setInputFiles(path)
    await page.getByText('The project is open.').waitFor()
    await expect.poll(() => page.url()).toContain('layers=rivers:40,land')
    await expect
      .poll(() => page.url())
      .toMatch(/at=-99,45&z=3.*draw=line\(The%(25)?20way\):-100,45;-90,40/)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('the map on a page of others', () => {
  it('is what the reader was given the HTML of: the same view, without what is left out', async () => {
    const { page, complaints } = await atlas.open('?layers=ports,land&at=-99,45&z=3')
    await page.getByRole('button', { name: 'Share this view' }).click()
    await page.getByRole('img', { name: 'QR code of the address' }).waitFor()
    expect(await page.getByLabel('Address of this view').inputValue()).toContain(
      'layers=ports,land',
    )
    await page.getByRole('tab', { name: 'On a page' }).click()
    await page.getByLabel('Language', { exact: true }).selectOption('fr')
    await page.getByRole('checkbox', { name: 'Legend' }).check()
    expect(await accessibilityFaults(page)).toEqual([])
    const html = await page.getByLabel('HTML for the page').inputValue()
    expect(html).toContain('title="Map: Ports"')
    await page.context().close()
    const embedded = await openHost(html)
    expect(await embedded.frame.locator('html').getAttribute('lang')).toBe('fr')
    await embedded.frame.getByRole('link', { name: /Ouvrir dans l’Atlas/ }).waitFor()
    expect(await embedded.frame.getByRole('banner').count()).toBe(0)
    expect(await embedded.frame.getByRole('region', { name: 'Légende' }).count()).toBe(0)
    await embedded.frame.getByRole('toolbar').waitFor()
    expect([...complaints, ...embedded.complaints]).toEqual([])
    await embedded.page.context().close()
  })

  it('lets the page scroll, zooms with Ctrl, and is followed and moved by messages', async () => {
    const address = `${atlas.server.url}embed.html?layers=rivers,land&amp;at=-99,45&amp;z=3`
    const { page, frame, complaints } = await openHost(
      `<iframe src="${address}" width="800" height="480" title="Map"></iframe>`,
    )
    const views = () =>
      page.evaluate(() =>
        (globalThis as unknown as { messages: { type: string; view: string }[] }).messages.flatMap(
          ({ type, view }) => (type === 'atlas:view' ? view : []),
        ),
      )
    await expect.poll(async () => (await views()).at(-1)).toContain('at=-99,45')
    const scroll = () => page.evaluate(() => scrollY)
    await page.mouse.move(400, 300)
    await page.mouse.wheel(0, 120)
    await expect.poll(scroll).toBeGreaterThan(50)
    await frame.getByText('Hold Ctrl and scroll to zoom the map').waitFor()
    await frame.getByText('Hold Ctrl and scroll to zoom the map').waitFor({ state: 'detached' })
    expect((await views()).at(-1)).toContain('z=3')
    const before = await scroll()
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -400)
    await page.keyboard.up('Control')
    await expect.poll(async () => (await views()).at(-1)).not.toContain('z=3&')
    expect(await scroll()).toBe(before)
    await page.evaluate(() => {
      const show = { type: 'atlas:show', view: 'layers=lakes,land&at=-75,50&z=4' }
      document.querySelector('iframe')!.contentWindow!.postMessage(show, '*')
    })
    await expect.poll(async () => (await views()).at(-1)).toMatch(/at=-75,50&z=4&layers=lakes,land/)
    // What does not come from the page around is not heard.
    await frame.evaluate(() => postMessage({ type: 'atlas:show', view: 'layers=ports' }, '*'))
    await page.waitForTimeout(300)
    expect((await views()).at(-1)).toContain('layers=lakes,land')
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
