import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../tests/support/browser.ts'
import { startStaticServer } from '../static-server.ts'

/** Runs a measurement with the built page open in a browser (after `npm run build`). */
export async function withAtlas<T>(
  measure: (open: OpenAtlas, browser: Browser) => Promise<T>,
): Promise<T> {
  const server = await startStaticServer({})
  const browser = await launchBrowser()
  try {
    return await measure(
      (search, observe) => openAtlas(browser, server.url + search, observe),
      browser,
    )
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Opens the page at an address of these parameters, and waits until it is drawn; `observe` runs in it before its own program. */
export type OpenAtlas = (search: string, observe?: () => void) => Promise<Page>

async function openAtlas(browser: Browser, url: string, observe?: () => void): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-CA' })
  // What runs this file marks the names of functions with a helper that the page lacks.
  await page.addInitScript('globalThis.__name = (value) => value')
  if (observe) await page.addInitScript(observe)
  await page.goto(url)
  await settle(page)
  return page
}

/** Waits until all that is to be seen is drawn. */
export async function settle(page: Page): Promise<void> {
  const settings = { timeout: 120_000, state: 'attached' } as const
  await page.waitForSelector('[data-drawn="true"]', settings)
}

/** Drags the map to and fro and gives the mean milliseconds between two frames. */
export async function frameMilliseconds(page: Page): Promise<number> {
  await page.evaluate(() => {
    const counter = { frames: 0 }
    Object.assign(window, { counter })
    const count = () => {
      counter.frames++
      requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
  })
  const [x, y] = [760, 420]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const frames = () => page.evaluate(() => (window as unknown as Counting).counter.frames)
  const before = await frames()
  const start = performance.now()
  for (let step = 1; step <= 48; step++) {
    const angle = (step / 24) * Math.PI
    await page.mouse.move(x + 260 * Math.sin(angle), y + 120 * (1 - Math.cos(angle)))
  }
  const milliseconds = performance.now() - start
  const drawn = (await frames()) - before
  await page.mouse.up()
  return milliseconds / drawn
}

interface Counting {
  readonly counter: { readonly frames: number }
}
