import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'

export interface GridPage {
  /** Opens a grid of so many rows, each page of which takes so long to be read. */
  open(
    browser: Browser,
    rows: number,
    options?: { readonly waitMilliseconds?: number; readonly colorScheme?: 'light' | 'dark' },
  ): Promise<Page>
  remove(): void
}

/** A page of its own for the data grid, built as the Atlas is. */
export async function buildGridPage(): Promise<GridPage> {
  const folder = mkdtempSync(join(tmpdir(), 'grid-'))
  await build({
    configFile: false,
    logLevel: 'error',
    // As it is shipped, also where tests run it.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    css: { transformer: 'lightningcss', lightningcss: { drafts: { customMedia: true } } },
    build: {
      outDir: folder,
      assetsInlineLimit: 1_000_000,
      lib: {
        entry: join(import.meta.dirname, 'grid-app.tsx'),
        formats: ['iife'],
        name: 'grid',
        fileName: () => 'grid.js',
        cssFileName: 'grid',
      },
    },
  })
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>Grid</title>
<link rel="stylesheet" href="grid.css"><div id="root"></div><script src="grid.js"></script></html>`,
  )
  const address = pathToFileURL(join(folder, 'index.html')).href
  return {
    async open(browser, rows, { waitMilliseconds = 20, colorScheme = 'light' } = {}) {
      const viewport = { width: 1000, height: 700 }
      const page = await (await browser.newContext({ viewport, colorScheme })).newPage()
      await page.goto(`${address}#rows=${rows}&wait=${waitMilliseconds}`)
      await page.evaluate((theme) => {
        document.documentElement.dataset.theme = theme
      }, colorScheme)
      await page.getByRole('grid').waitFor()
      return page
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
