import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

const said = (page: Page) => page.locator('section[aria-labelledby="table-title"]').textContent()
const cells = (page: Page, column: number) =>
  page.locator(`[role=gridcell][aria-colindex="${column}"]`).allTextContents()
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

describe('the table of a layer', () => {
  it('is opened, sorted and gone through by keyboard alone, and is in the address', async () => {
    const { page, complaints } = await atlas.open('?at=-95,45&z=3&layers=power-plants,land')
    await page.getByRole('button', { name: /settings of Power Plants/ }).focus()
    await press(page, 'Enter')
    await page.getByRole('button', { name: 'Table of Power Plants' }).focus()
    await press(page, 'Enter')
    const capacity = page.getByRole('columnheader', { name: /Capacity/ })
    await capacity.waitFor()
    await expect.poll(() => said(page)).toContain('11,262 rows')
    await page.getByRole('columnheader', { name: 'Name' }).focus()
    await press(page, 'ArrowRight', 'Enter', 'Enter')
    await page.getByRole('gridcell', { name: 'Grand Coulee' }).waitFor()
    expect(await capacity.getAttribute('aria-sort')).toBe('descending')
    expect((await cells(page, 2)).slice(0, 3)).toEqual(['6809', '5616', '5428'])
    await press(page, 'ArrowDown', 'ArrowDown', ' ')
    await expect.poll(() => said(page)).toContain('Row 2 of 11,262')
    await expect.poll(() => said(page)).toContain('1 selected')
    await press(page, 'Control+End')
    await expect.poll(() => said(page)).toContain('Row 11,262 of 11,262')
    await expect
      .poll(() => new URL(page.url()).search)
      .toMatch(/panel=table:power-plants&table=power-plants;sort=-capacity_mw/)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('closes one thing at a time by Escape, and keeps the focus where what was pressed goes', async () => {
    const { page } = await atlas.open('?at=-95,45&z=3&layers=power-plants,land')
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
    await page.getByRole('button', { name: /settings of Power Plants/ }).focus()
    await press(page, 'Enter')
    await page.getByRole('button', { name: 'Table of Power Plants' }).focus()
    await press(page, 'Enter')
    await page.getByRole('gridcell').first().focus()
    await press(page, ' ')
    await page.getByRole('button', { name: 'Clear the selection' }).focus()
    await press(page, 'Enter')
    await expect.poll(focused).toBe('11,262 rows')
    const statistics = page.getByRole('button', { name: 'Statistics' })
    await statistics.focus()
    await press(page, 'Enter')
    await page.getByLabel('Column', { exact: true }).focus()
    await press(page, 'Escape')
    await expect.poll(() => statistics.getAttribute('aria-expanded')).toBe('false')
    expect(await focused()).toBe('Statistics')
    await press(page, 'Escape')
    await page.getByRole('grid').waitFor({ state: 'detached' })
    expect(await focused()).toBe('Table')
    // From the title of a column its field has the focus in the filter, whichever was open.
    await press(page, 'Enter')
    await page.getByRole('columnheader', { name: /Main fuel/ }).focus()
    await press(page, 'Alt+ArrowDown')
    await expect.poll(focused).toBe('Main fuel or source')
    // A button for what is open already leads there, too.
    await page.getByText('11,262 of 11,262 features are shown').waitFor()
    await page.getByRole('button', { name: 'Table of Power Plants' }).focus()
    await press(page, 'Enter')
    await expect.poll(focused).toBe('Table: Power Plants')
  })

  it('keeps what was selected while only its first rows were there', async () => {
    const { page } = await atlas.open('?at=-95,45&z=3&layers=land', {
      prepare: async (opened) => {
        await opened.route(/\/power-plants\.fgb/, async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 1500))
          await route.continue()
        })
      },
    })
    await page.goto(
      page.url().replace('layers=land', 'layers=power-plants,land&panel=table:power-plants'),
    )
    await page.getByRole('gridcell').first().focus()
    expect(await said(page)).toContain('The first 200 of 11,262 rows')
    await press(page, ' ', 'Shift+ArrowDown')
    await expect.poll(() => said(page)).toContain('2 selected')
    expect(await said(page)).toContain('The first 200 of 11,262 rows')
    await expect.poll(() => said(page), { timeout: 20000 }).toContain('11,262 rows')
    await expect.poll(() => said(page)).toContain('2 selected')
    expect(await page.locator('[role=row][aria-selected=true]').count()).toBe(2)
  })

  it('shows what the filter and the map leave, with figures of these, and hands it to the export', async () => {
    const { page, complaints } = await atlas.open(
      '?at=-75,50&z=4&layers=power-plants;filter=fuel==Hydro,land&panel=table:power-plants&table=power-plants;columns=name,capacity_mw',
    )
    await expect.poll(() => said(page)).toContain('2,078 rows of 11,262')
    await page.getByRole('checkbox', { name: 'Only what the map shows' }).check()
    await expect.poll(() => said(page)).not.toContain('2,078 rows')
    await expect.poll(() => said(page)).toMatch(/[\d,]+ rows of 11,262/)
    const count = /([\d,]+) rows of/.exec((await said(page)) ?? '')![1]!
    await page.getByRole('button', { name: 'Statistics' }).click()
    await page.getByLabel('Column', { exact: true }).selectOption('capacity_mw')
    const figures = page.getByRole('region', { name: 'Statistics' })
    await expect.poll(() => figures.textContent()).toContain(`Rows${count}`)
    expect(await figures.textContent()).toMatch(/Median.*MW/)
    await page.getByRole('button', { name: 'Download' }).click()
    const form = page.locator('section[aria-labelledby="export-title"]')
    await expect.poll(() => form.textContent()).toContain(`${count} features`)
    await form.getByRole('button', { name: 'Close' }).first().click()
    // Exactly the rows that are selected, and no others.
    await page.getByRole('gridcell').first().click()
    await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown')
    await expect.poll(() => said(page)).toContain('3 selected')
    await page.getByRole('checkbox', { name: 'Only selected rows' }).check()
    await expect.poll(() => said(page)).toContain('3 rows of 11,262')
    await page.getByRole('button', { name: 'Download' }).click()
    await expect.poll(() => form.textContent()).toContain('3 features')
    await form.getByRole('checkbox', { name: 'Only the 3 features selected' }).uncheck()
    await expect.poll(() => form.textContent()).toContain(`${count} features`)
    expect(complaints).toEqual([])
  })

  it('selects what is pointed at on the map, and more with Shift', async () => {
    const { page } = await atlas.open(
      '?at=-118.9773,47.9575&z=9&layers=power-plants,land&panel=table:power-plants&select=power-plants:none',
    )
    await expect.poll(() => said(page)).toContain('11,262 rows')
    const map = (await page.locator('[data-drawn]').boundingBox())!
    await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2)
    await expect.poll(() => said(page)).toContain('1 selected')
    const selected = page.locator('[role=row][aria-selected=true]')
    await expect
      .poll(() => selected.allTextContents())
      .toEqual([expect.stringContaining('Grand Coulee')])
  })
})

describe('the filter of a layer', () => {
  it('is reached from the title of a column, by pointer and by keys', async () => {
    const { page } = await atlas.open(
      '?at=-95,45&z=3&layers=power-plants;filter=fuel==Hydro,land&panel=table:power-plants',
    )
    const panel = page.locator('section[aria-labelledby="filter-title"]')
    await page
      .getByRole('columnheader', { name: /Capacity/ })
      .locator('[title]')
      .last()
      .click()
    await panel.getByLabel('From').waitFor()
    await page.getByRole('columnheader', { name: /Main fuel/ }).focus()
    await press(page, 'Alt+ArrowDown')
    await panel.getByRole('checkbox', { name: 'Hydropower' }).waitFor()
    const filtered = page.locator('[role=columnheader]:has([data-filtered])')
    expect(await filtered.allTextContents()).toEqual([expect.stringContaining('Main fuel')])
  })

  it('is put together by keyboard alone, narrows the counts of the others, and is one for map, list and table', async () => {
    const { page, complaints } = await atlas.open(
      '?at=-95,45&z=3&layers=power-plants,land&panel=table:power-plants,filter:power-plants',
    )
    const panel = page.locator('section[aria-labelledby="filter-title"]')
    const fuel = panel.getByRole('button', { name: /^Main fuel/ })
    await fuel.waitFor()
    await fuel.focus()
    await press(page, 'Enter')
    await panel.getByRole('checkbox', { name: 'Hydropower' }).waitFor()
    await panel.getByRole('checkbox', { name: 'Hydropower' }).focus()
    await press(page, ' ')
    await expect.poll(() => panel.textContent()).toContain('2,078 of 11,262 features are shown')
    await expect.poll(() => said(page)).toContain('2,078 rows of 11,262')
    // What is chosen of a field narrows its own counts never, those of others always.
    expect(await panel.textContent()).toContain('Solar3,454')
    await panel.getByRole('button', { name: /^Country/ }).focus()
    await press(page, 'Enter')
    const countries = panel.locator('ul ul')
    await expect.poll(() => countries.getByRole('checkbox').count()).toBe(3)
    const numbers = (await countries.textContent())!.match(/[\d,]+/g)!
    const sum = numbers.reduce((total, text) => total + Number(text.replace(',', '')), 0)
    expect(sum).toBe(2078)
    await panel.getByRole('button', { name: /^Capacity/ }).focus()
    await press(page, 'Enter')
    await panel.getByLabel('From').fill('1000')
    await expect
      .poll(() => new URL(page.url()).search)
      .toContain('filter=fuel=in=(Hydro)*capacity_mw=ge=1000')
    await expect
      .poll(() => page.locator('[data-layer="power-plants"]').textContent())
      .toMatch(/Filter: .*at least 1,000/)
    expect(await accessibilityFaults(page)).toEqual([])
    await panel.getByRole('button', { name: 'Show all features' }).click()
    await expect.poll(() => said(page)).toContain('11,262 rows')
    expect(complaints).toEqual([])
  })
})
