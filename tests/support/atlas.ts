import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type StaticServer, startStaticServer } from '../../scripts/static-server.ts'
import { launchBrowser } from './browser.ts'
import { complaintsOf } from './complaints.ts'
import { waitUntilDrawn } from './drawn.ts'

export const DIST = resolve(import.meta.dirname, '../../dist')

export interface AtlasUnderTest {
  readonly browser: Browser
  readonly server: StaticServer
  /** Opens the page at an address and waits until its map is drawn. */
  open(search?: string, options?: OpenOptions): Promise<AtlasPage>
}

export interface OpenOptions {
  readonly width?: number
  readonly height?: number
  readonly locale?: string
  readonly colorScheme?: 'light' | 'dark'
  /** Called before the page is loaded, to stand between it and the server. */
  readonly prepare?: (page: Page) => Promise<unknown>
}

export interface AtlasPage {
  readonly page: Page
  /** What the page wrote to its console as errors or warnings, and what it threw. */
  readonly complaints: readonly string[]
}

/** The built page, served and opened in a real browser, for the tests of one file. */
export function atlasUnderTest(): AtlasUnderTest {
  let browser: Browser
  let server: StaticServer
  let opened: BrowserContext[] = []
  beforeAll(async () => {
    if (!existsSync(resolve(DIST, 'index.html'))) {
      throw new Error('The page is not built: run `npm run build` before the browser tests')
    }
    browser = await launchBrowser()
    server = await startStaticServer({})
  })
  // What a test has opened goes with it; what is opened for several tests stays until the last.
  beforeEach(() => {
    opened = []
  })
  afterEach(() => Promise.all(opened.map((context) => context.close())))
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })
  return {
    get browser() {
      return browser
    },
    get server() {
      return server
    },
    async open(search = '', options = {}) {
      const context = await browser.newContext({
        viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
        locale: options.locale ?? 'en-CA',
        colorScheme: options.colorScheme ?? 'light',
        reducedMotion: 'reduce',
      })
      opened.push(context)
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      await options.prepare?.(page)
      await page.goto(server.url + search)
      await waitUntilDrawn(page)
      return { page, complaints }
    },
  }
}

/** Unfolds the base map in the list of layers, where it is folded. */
export async function unfoldBaseMap(page: Page): Promise<void> {
  const fold = page.getByRole('button', { name: /^(Base map|Fond de carte|Mapa base)$/i })
  if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click()
}

export { waitUntilDrawn }
