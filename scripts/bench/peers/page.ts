import { copyFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { copyMapLibre } from './maplibre.ts'

const require = createRequire(import.meta.url)

/** A map with a table under it, as large as the Atlas has them. */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Peers</title>
<link rel="stylesheet" href="maplibre-gl.css">
<style>body { margin: 0 } #map { height: 460px } #rows { height: 340px; overflow: auto }</style>
<div id="map"></div><div id="rows"><table><tbody></tbody></table></div>
<script type="module" src="peers.js"></script></html>`

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
  writeFileSync(join(folder, 'index.html'), PAGE)
  copyMapLibre(folder)
  for (const file of ['duckdb-browser-eh.worker.js', 'duckdb-eh.wasm']) {
    copyFileSync(require.resolve(`@duckdb/duckdb-wasm/dist/${file}`), join(folder, file))
  }
}

/** Opens it. Arquero makes code of texts, which the policy of the site does not let pages do. */
export async function openPeerPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    bypassCSP: true,
    viewport: { width: 1280, height: 800 },
  })
  const page = await context.newPage()
  await page.addInitScript('globalThis.__name = (value) => value')
  await page.goto(url)
  await page.waitForFunction(() => window.tablePeers !== undefined)
  return page
}
