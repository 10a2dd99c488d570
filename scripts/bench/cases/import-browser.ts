import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ExportFormat } from '../../../src/formats/contract/writer.ts'
import { writeLayer } from '../../../src/formats/registry/write-layer.ts'
import { NAAF, WGS84 } from '../../../src/geo/crs.ts'
import { launchBrowser } from '../../../tests/support/browser.ts'
import { startStaticServer } from '../../static-server.ts'
import { longestTask } from '../atlas-page.ts'
import type { Bench, Measured } from '../bench.ts'
import { makeParcels, toParcelLayer } from '../parcels.ts'

/** A task of more than this holds up the page so that it is felt (Long Tasks API, W3C). */
const TASK_BUDGET_MILLISECONDS = 50

/** Long enough for any of the files on a slow machine. */
const PATIENCE = { timeout: 600_000 }

/**
 * Imports a file in the built page (after `npm run build`), from dropping it until it is listed and
 * drawn. Drawing in software is the browser's other process; its own share of it is measured with the rest.
 */
async function importInPage(format: ExportFormat, name: string, count: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'import-bench-'))
  const path = join(folder, name)
  const server = await startStaticServer({})
  const browser = await launchBrowser()
  try {
    const features = makeParcels(count)
    const layer = toParcelLayer(count, () => features)
    const crs = format === 'shapefile' ? NAAF : WGS84
    await pipeline(Readable.from(writeLayer(layer, format, crs)), createWriteStream(path))
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-CA' })
    await page.goto(`${server.url}?layers=land`)
    const drawn = () =>
      page.waitForSelector('[data-drawn="true"]', { state: 'attached', ...PATIENCE })
    await drawn()
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.locator('[data-stage="choose"]').waitFor()
    const ours = await longestTask(browser, page, async () => {
      await page.locator('input[data-import="files"]').setInputFiles(path)
      await page.locator('[data-stage="review"]').waitFor(PATIENCE)
      await page.getByRole('button', { name: 'Add the layer' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached', ...PATIENCE })
      await page.locator('[data-layer^="device-"]').waitFor()
      await page.waitForTimeout(1000)
      await drawn()
    })
    const megabytes = Math.round(statSync(path).size / 1e6)
    return { ours, peer: TASK_BUDGET_MILLISECONDS, note: `${count} polygons, ${megabytes} MB` }
  } finally {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

const ofPage = (name: string, what: string, run: () => Promise<Measured>): Bench => ({
  name: `import-page-${name}`,
  what: `Longest task of the page while ${what} is imported, added and drawn`,
  peer: 'a long task (W3C)',
  unit: 'ms',
  target: 1,
  run,
})

export default [
  ofPage('kml', 'a KML file', () => importInPage('kml', 'parcels.kml', 36_000)),
  ofPage('shapefile', 'a zipped shapefile', () =>
    importInPage('shapefile', 'parcels.zip', 290_000),
  ),
  ofPage('geojson', 'a GeoJSON file', () => importInPage('geojson', 'parcels.geojson', 240_000)),
] satisfies readonly Bench[]
