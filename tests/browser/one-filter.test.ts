import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { askLayers } from '../../scripts/ask.ts'
import { fileSource } from '../../scripts/file-source.ts'
import { readCatalog } from '../../scripts/judge-answers.ts'
import { parseConditionText } from '../../src/model/condition-text.ts'
import { openLevel, toSelector } from '../../src/sheets/sheet-layer.ts'
import { FlatGeobufSource } from '../../src/sources/flatgeobuf-source.ts'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest, DIST } from '../support/atlas.ts'

const atlas = atlasUnderTest()

/** Power plants of water of 1,500 MW and more: ten in Canada, nine in the United States, one in Mexico. */
const FILTER = 'fuel==Hydro*capacity_mw=ge=1500'
const COUNT = 20
/** All of North America. */
const VIEW = `?lang=en&at=-95,45&z=0&layers=power-plants;filter=${FILTER},land`

/** How many power plants are drawn over the whole of the map. */
const drawn = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { commands, clientWidth, clientHeight } = document.querySelector(
      '[data-drawn]',
    ) as HTMLElement & { commands: MapCommands }
    const found = commands.featuresAt([clientWidth / 2, clientHeight / 2], clientWidth)
    return new Set(found.filter(({ layerId }) => layerId === 'power-plants').map(({ id }) => id))
      .size
  })

it('of a layer is one for the map, what is read of it, filter, table, chart, export, sheet and command line', async () => {
  const { page, complaints } = await atlas.open(`${VIEW}&panel=table:power-plants,filter:power-plants`) // biome-ignore format: one line
  const region = (name: string | RegExp) => page.getByRole('region', { name })
  await page.getByText(`${COUNT} of 11,262 features are shown`).waitFor()
  await page.getByText(`${COUNT} rows of 11,262`).waitFor()
  expect(await drawn(page)).toBe(COUNT)
  const row = page.locator('[data-layer="power-plants"]')
  await row.getByText(/Filter: .*Hydropower/).waitFor()

  // What a screen reader is told of the map.
  await page.getByRole('application').focus()
  const inView = page.locator('[data-in-view]')
  await expect.poll(() => inView.innerText()).toContain(`Power Plants: ${COUNT}`)

  // The statistics of the table, and the file that is made of it.
  await page.getByRole('button', { name: 'Statistics' }).click()
  await expect.poll(() => region('Statistics').textContent()).toContain(`Rows${COUNT}`)
  await page.getByRole('button', { name: 'Download' }).click()
  const form = page.locator('section[aria-labelledby="export-title"]')
  await expect.poll(() => form.textContent()).toContain(`${COUNT} features`)
  await page.getByRole('radio', { name: 'GeoJSON', exact: true }).check()
  await page.getByRole('button', { name: 'Make the file' }).click()
  const save = page.getByRole('link', { name: 'Save the file' })
  await save.waitFor({ timeout: 60_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  const { features } = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(features).toHaveLength(COUNT)
  await page.context().close()

  const other = await atlas.open(`${VIEW}&panel=chart:power-plants`) // biome-ignore format: one line
  const chart = other.page.getByRole('region', { name: 'Chart: Power Plants' })
  await chart.getByText(`${COUNT} features`).waitFor()
  expect([...complaints, ...other.complaints]).toEqual([])
  await other.page.context().close()

  const { answer } = await askLayers({ layer: 'power-plants', filter: FILTER })
  expect(answer.total).toBe(COUNT)
  const entry = readCatalog().get('power-plants')!
  const layer = { entry, opacity: 1, hiddenClasses: [], filter: parseConditionText(FILTER)! }
  const { source } = await openLevel(layer, 0, async (_, { path }) =>
    FlatGeobufSource.open(await fileSource(`${DIST}/layers/${path}`)),
  )
  const select = toSelector(layer, entry.symbology!, 0, source)
  let onSheet = 0
  for await (const { properties } of source.features({})) if (select(properties) >= 0) onSheet++
  expect(onSheet).toBe(COUNT)
})

it('of a layer holds for what is pointed at: what it leaves out is not there', async () => {
  const at = (filter: string) => `?lang=en&at=-77.5305,53.7818&z=6&layers=power-plants;filter=${filter},land` // biome-ignore format: one line
  for (const [filter, names] of [
    [FILTER, ['Robert-Bourassa', 'La Grande-2-A']],
    ['fuel==Gas', []],
  ] as const) {
    const { page } = await atlas.open(at(filter))
    const map = (await page.locator('[data-drawn]').boundingBox())!
    await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2)
    const panel = page.getByRole('region', { name: 'What is here' })
    await panel.waitFor()
    await page.waitForTimeout(1500)
    const said = (await panel.textContent())!
    if (names.length === 0) expect(said).not.toContain('Power Plants')
    else expect(names.some((name) => said.includes(name))).toBe(true)
    await page.context().close()
  }
})

it('of a layer is one for the figures of a chart, questions and citations', async () => {
  const { page, complaints } = await atlas.open(`${VIEW}&panel=chart:power-plants`)
  const chart = page.getByRole('region', { name: 'Chart: Power Plants' })
  await chart.getByText('The figures as a table').click()
  const figures = await chart.locator('tbody td:nth-of-type(1)').allInnerTexts()
  expect(figures.reduce((total, text) => total + Number(text), 0)).toBe(COUNT)
  await page.goto(`${atlas.server.url}${VIEW}&panel=ask&ask={"layer":"power-plants"}`)
  await page.getByText(`${COUNT} of ${COUNT} features of “Power Plants”`).waitFor()
  await page.goto(`${atlas.server.url}${VIEW}&panel=cite`)
  await expect
    .poll(() => page.locator('[aria-labelledby="cite-title"] textarea').inputValue())
    .toContain(`Filter: "fuel" = 'Hydro' AND "capacity_mw" >= 1500`)
  expect(complaints).toEqual([])
})
