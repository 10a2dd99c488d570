import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'

const atlas = atlasUnderTest()

type MapElement = HTMLElement & { commands: MapCommands }

/** How many features of a layer are drawn over the whole of the map. */
const countDrawn = (page: Page, layer: string): Promise<number> =>
  page.evaluate((layer) => {
    const { commands, clientWidth, clientHeight } = document.querySelector(
      '[data-drawn]',
    ) as MapElement
    const found = commands.featuresAt([clientWidth / 2, clientHeight / 2], clientWidth)
    return new Set(found.filter(({ layerId }) => layerId === layer).map(({ id }) => id)).size
  }, layer)

const countLakes = (page: Page): Promise<number> => countDrawn(page, 'lakes')

describe('a layer that an address filters', () => {
  // The area is no field that the map draws by, and the overview need not hold it.
  it('is drawn so, says so in its row, and is whole again when the reader wishes', async () => {
    const { page, complaints } = await atlas.open(
      '?z=3&at=-92,50&layers=lakes;filter=area_km2=ge=20000,land',
    )
    const row = page.locator('[data-layer="lakes"]')
    expect(await row.textContent()).toMatch(/Filter: .*is at least 20,000/)
    const few = await countLakes(page)
    expect(few).toBeGreaterThan(2)
    await row.getByRole('button', { name: /Remove the filter/ }).click()
    await page.waitForTimeout(300)
    await waitUntilDrawn(page)
    expect(await countLakes(page)).toBeGreaterThan(few * 2)
    expect(await row.textContent()).not.toContain('at least')
    await expect.poll(() => new URL(page.url()).search).not.toContain('filter')
    expect(complaints).toEqual([])
  })

  it('is drawn so where the map has no words for the filter, as many as its table has', async () => {
    const pattern = encodeURIComponent("name=ilike='s%n%o'")
    const { page, complaints } = await atlas.open(
      `?at=-105,40&z=1&layers=ports;filter=${pattern},land&panel=table:ports&table=ports`,
    )
    await page.getByText('3 rows of 196').waitFor()
    await expect.poll(() => countDrawn(page, 'ports')).toBe(3)
    expect(complaints).toEqual([])
  })

  it('is whole, and told, where it does not have the field', async () => {
    const { page } = await atlas.open('?lang=fr&layers=lakes;filter=depth=ge=20,land')
    await page.getByText('porte sur ce qu’elle n’a pas').waitFor()
    await expect.poll(() => new URL(page.url()).search).not.toContain('filter')
  })
})

/** Sixty thousand points, a tenth of which have each tonnage from 0 to 9. */
function manyPoints(): string {
  const rows = Array.from({ length: 60_000 }, (_, at) => {
    const [lon, lat] = [-120 + (at % 500) / 10, 30 + Math.floor(at / 500) / 6]
    return `${lon},${lat.toFixed(4)},${['mine', 'mill', 'dam'][at % 3]},${at % 10}`
  })
  return `lon,lat,kind,tonnes\n${rows.join('\n')}\n`
}

/** For how many features what is drawn of the reader's own layer stands, and how many marks that are. */
const countSites = (page: Page): Promise<{ marks: number; features: number }> =>
  page.evaluate(() => {
    const { commands, clientWidth, clientHeight } = document.querySelector(
      '[data-drawn]',
    ) as MapElement
    const drawn = new Map(
      commands
        .featuresAt([clientWidth / 2, clientHeight / 2], clientWidth)
        .filter(({ layerId }) => layerId.startsWith('device-'))
        .map(({ id, properties }) => [id, Number(properties['atlas:count'])]),
    )
    const features = [...drawn.values()].reduce((sum, count) => sum + count, 0)
    return { marks: drawn.size, features }
  })

describe('a layer of so many points that they are drawn in groups', () => {
  it('shows what a filter leaves at every scale, and its row, table and map have the same count', async () => {
    const { page, complaints } = await atlas.open('?lang=en&at=-95,45&z=0&layers=land')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.locator('input[data-import="files"]').setInputFiles({
      name: 'sites.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(manyPoints()),
    })
    await page.getByRole('button', { name: 'Add the layer' }).click({ timeout: 60_000 })
    const row = page.locator('[data-layer^="device-"]')
    await row.getByText('60,000 points are drawn as').waitFor({ timeout: 60_000 })
    await waitUntilDrawn(page)
    expect((await countSites(page)).features).toBe(60_000)

    await page.getByRole('button', { name: 'Legend and settings of sites' }).click()
    await page.getByRole('button', { name: 'Filter sites' }).click()
    const panel = page.getByRole('region', { name: 'Filter: sites' })
    await panel.getByRole('button', { name: 'tonnes', exact: true }).click()
    await panel.getByLabel('From', { exact: true }).fill('7')
    await panel.getByText('18,000 of 60,000 features are shown').waitFor()
    await row.getByText('18,000 of 60,000 points pass the filter, drawn as').waitFor()
    await waitUntilDrawn(page)
    const left = await countSites(page)
    expect(left.features).toBe(18_000)
    expect(left.marks).toBeLessThan(4000)

    // Few enough to be drawn one by one.
    await panel.getByRole('button', { name: 'kind', exact: true }).click()
    await panel.getByRole('checkbox', { name: /mine/ }).check()
    await panel.locator('button[aria-expanded]', { hasText: /^tonnes/ }).click()
    await panel.getByLabel('From', { exact: true }).fill('9')
    await panel.getByText('2,000 of 60,000 features are shown').waitFor()
    await expect.poll(() => countSites(page)).toEqual({ marks: 2000, features: 2000 })
    expect(await row.getByText('pass the filter').count()).toBe(0)

    await row.getByRole('button', { name: /Remove the filter/ }).click()
    await expect.poll(async () => (await countSites(page)).features).toBe(60_000)
    expect(complaints).toEqual([])
  })
})
