import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'

const require = createRequire(import.meta.url)

/** Builds a page of other programs into a folder that is served. */
export async function buildPeerPage(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      target: 'esnext',
      lib: { entry: join(import.meta.dirname, 'table.ts'), formats: ['es'], fileName: () => 'peers.js' }, // biome-ignore format: one line
    },
  })
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Peers</title><script type="module" src="peers.js"></script>',
  )
  mkdirSync(folder, { recursive: true })
  for (const file of ['duckdb-browser-eh.worker.js', 'duckdb-eh.wasm']) {
    copyFileSync(require.resolve(`@duckdb/duckdb-wasm/dist/${file}`), join(folder, file))
  }
}

/** Opens it. Arquero makes code of texts, which the policy of the site does not let pages do. */
export async function openPeerPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  await page.addInitScript('globalThis.__name = (value) => value')
  await page.goto(url)
  await page.waitForFunction(() => window.tablePeers !== undefined)
  return page
}
