import type { Page, Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { beside, complaintsOf } from '../support/complaints.ts'

const atlas = atlasUnderTest()

/** The reader is to know by then what keeps the Atlas, or its map, from starting. */
const TOLD_BY = { timeout: 15_000 }

/** Opens the page without waiting for its map, which may never be drawn. */
async function open(prepare: (page: Page) => Promise<unknown>, locale = 'en-CA') {
  const context = await atlas.browser.newContext({ locale, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await prepare(page)
  await page.goto(atlas.server.url, { waitUntil: 'commit' })
  return { page, complaints }
}

/** What hosts and blockers do to a script. */
const LOSSES: readonly (readonly [name: string, answer: (route: Route) => Promise<unknown>])[] = [
  ['is not there', (route) => route.fulfill({ status: 404, body: 'Not found' })],
  [
    'has the type of another file',
    (route) =>
      route.fulfill({
        body: 'postMessage("ready")',
        headers: {
          'content-type': 'application/octet-stream',
          'x-content-type-options': 'nosniff',
        },
      }),
  ],
  ['is blocked', (route) => route.abort('blockedbyclient')],
]

/** What browsers say themselves of a file that does not come or is of the wrong type. */
const NOT_LOADED = /failed to load|MIME type|did not load/i

/** What lives without a map: the layers with their settings, and the catalogue. */
async function expectTheRestToLive(page: Page): Promise<void> {
  expect(await page.locator('[data-layer]').count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Add layers' }).click()
  await page.getByRole('searchbox').fill('mercury')
  await page.getByRole('searchbox').press('Escape')
}

describe('the Atlas says in words what keeps it from starting', () => {
  it.concurrent.each(LOSSES)('where its own script %s', async (_, answer) => {
    const { page, complaints } = await open((opened) =>
      opened.route(/assets\/index-.*\.js$/, answer),
    )
    for (const text of [
      'The Atlas has not started yet.',
      'L’Atlas n’a pas encore démarré.',
      'El Atlas aún no ha arrancado.',
    ]) {
      await page.getByText(text).waitFor(TOLD_BY)
    }
    expect(beside(NOT_LOADED, complaints)).toEqual([])
    await page.getByRole('link', { name: 'The pages of the layers' }).click()
    await page.getByRole('heading', { name: 'Layers', level: 1 }).waitFor()
    await page.context().close()
  })

  it('at once where its words do not come', async () => {
    const { page } = await open(
      (opened) => opened.route(/assets\/page-.*\.json$/, LOSSES[0]![1]),
      'fr',
    )
    await page.getByText('L’Atlas n’a pas encore démarré.').waitFor({ timeout: 4000 })
    await page.context().close()
  })

  it('where its list of layers is late, and where it does not come', async () => {
    const held: Route[] = []
    const { page } = await open(async (opened) => {
      await opened.clock.install()
      await opened.route('**/layers/catalog.json', (route) => held.push(route))
    }, 'es-MX')
    await expect.poll(() => held.length).toBe(1)
    await expect
      .poll(async () => {
        await page.clock.runFor(1000)
        return page.getByText('La lista de capas aún no ha llegado.').count()
      })
      .toBe(1)
    await page.clock.runFor(20_000)
    await page.getByText(/No ha llegado nada más de .*catalog\.json en 20 segundos/).waitFor()
    await page.unroute('**/layers/catalog.json')
    await page.getByRole('button', { name: 'Reintentar' }).click()
    await expect
      .poll(async () => {
        await page.clock.runFor(100)
        return page.locator('[data-layer]').count()
      })
      .toBeGreaterThan(5)
    await page.context().close()
  })
})

describe('what can live lives', () => {
  it.each(LOSSES)('where the program that reads layers %s', async (_, answer) => {
    const { page, complaints } = await open((opened) => opened.route(/\/worker-.*\.js$/, answer))
    const alerts = page.locator('[data-layer]').getByRole('alert')
    await alerts.first().waitFor(TOLD_BY)
    expect(await alerts.first().textContent()).toMatch(/A part of the Atlas did not load/)
    await expectTheRestToLive(page)
    expect(beside(NOT_LOADED, complaints)).toEqual([])
    await page.context().close()
  })

  it('where the program that reads layers is late, which is told until it has come', async () => {
    let release: () => void = () => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const { page, complaints } = await open(async (opened) => {
      await opened.clock.install()
      await opened.route(/\/worker-.*\.js$/, async (route) => {
        await released
        await route.continue()
      })
    })
    const late = page.getByText('The part of the Atlas that reads the layers', { exact: false })
    await expect
      .poll(async () => {
        await page.clock.runFor(1000)
        return late.count()
      })
      .toBe(1)
    release()
    await expect
      .poll(async () => {
        await page.clock.runFor(100)
        return late.count()
      })
      .toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it.concurrent.each(LOSSES)('where the program of the map %s', async (_, answer) => {
    const { page, complaints } = await open((opened) =>
      opened.route(/maplibre-gl-worker-.*\.js$/, answer),
    )
    await page.getByRole('heading', { name: 'The map cannot be drawn' }).waitFor(TOLD_BY)
    await page.getByText(/A part of the Atlas did not load \(maplibre-gl-worker\)/).waitFor()
    await expectTheRestToLive(page)
    expect(beside(NOT_LOADED, complaints)).toEqual([])
    await page.context().close()
  })

  it('where the browser draws no maps', async () => {
    const { page, complaints } = await open((opened) =>
      opened.addInitScript(() => {
        HTMLCanvasElement.prototype.getContext = () => null
      }),
    )
    await page.getByText('This browser offers no WebGL 2.', { exact: false }).waitFor(TOLD_BY)
    await page.getByText('work without the map', { exact: false }).waitFor()
    await expectTheRestToLive(page)
    expect(beside(/WebGL/i, complaints)).toEqual([])
    await page.context().close()
  })

  it('where the browser keeps nothing: the map is drawn, and it says that no layer of the reader’s can be kept', async () => {
    const { page, complaints } = await atlas.open('?layers=land', {
      prepare: (opened) =>
        opened.addInitScript(() => {
          IDBFactory.prototype.open = () => {
            throw new DOMException('The operation is insecure.', 'SecurityError')
          }
          StorageManager.prototype.getDirectory = () =>
            Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'))
        }),
    })
    await page.getByText('This browser keeps nothing for this site', { exact: false }).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('graphics that are interrupted', () => {
  it('are told, and the map is drawn again once they are back', async () => {
    const { page, complaints } = await atlas.open('?layers=land')
    await page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const extension = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!
      Object.assign(window, { restore: () => extension.restoreContext() })
      extension.loseContext()
    })
    await page.getByText('Drawing again…', { exact: false }).waitFor()
    await page.evaluate('restore()')
    await page.getByText('Drawing again…', { exact: false }).waitFor({ state: 'detached' })
    await waitUntilDrawn(page)
    expect(beside(/context lost|CONTEXT_LOST/i, complaints)).toEqual([])
    await page.context().close()
  })

  it('and do not come back are told, with what to do', async () => {
    const { page, complaints } = await atlas.open('?layers=land,lakes')
    await page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext()
    })
    await page
      .getByText('did not come back. Load the page again.', { exact: false })
      .waitFor(TOLD_BY)
    await expectTheRestToLive(page)
    expect(beside(/context lost|CONTEXT_LOST/i, complaints)).toEqual([])
    await page.context().close()
  })
})
