import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from '../support/axe.ts'
import { launchBrowser } from '../support/browser.ts'
import { buildGridPage, type GridPage } from '../support/grid-page.ts'

const ROWS = 500_000

let browser: Browser
let grid: GridPage

beforeAll(async () => {
  grid = await buildGridPage()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  grid?.remove()
})

const cell = (page: Page, text: string) => page.getByRole('gridcell', { name: text, exact: true })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** Puts the focus onto the first cell of the first row. */
async function enter(page: Page): Promise<void> {
  await cell(page, 'Facility 1').waitFor()
  await press(page, 'Tab', 'ArrowDown')
  await expect.poll(() => focused(page)).toBe('Facility 1')
}
const scroller = (page: Page) => page.getByRole('grid')

describe('a grid of 500,000 rows', () => {
  it('is reached to its last row by keyboard alone, and back', async () => {
    const page = await grid.open(browser, ROWS)
    await enter(page)
    await press(page, 'Control+End')
    await expect.poll(() => focused(page)).toBe('18·14')
    expect(
      await page.evaluate(() =>
        document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex'),
      ),
    ).toBe(String(ROWS + 1))
    await press(page, 'Home')
    await expect.poll(() => focused(page)).toBe('Facility 500000')
    await press(page, 'ArrowUp', 'PageUp')
    const above = Number((await focused(page)).replace(/\D/g, ''))
    expect(above).toBeLessThan(ROWS - 5)
    await expect.poll(() => cell(page, `Facility ${above}`).isVisible()).toBe(true)
    await press(page, 'Control+Home')
    await expect.poll(() => focused(page)).toBe('Facility 1')
    await press(page, 'ArrowUp', 'ArrowUp')
    expect(await focused(page)).toBe('Name')
    await page.close()
  })

  it('goes down row by row, each seen whole, and is one stop of the Tab key', async () => {
    const page = await grid.open(browser, ROWS)
    await enter(page)
    await press(page, 'PageDown', 'PageDown', 'PageDown')
    for (let step = 0; step < 40; step++) {
      await press(page, 'ArrowDown')
      const isSeen = await page.evaluate(() => {
        const at = document.activeElement!.getBoundingClientRect()
        const view = document.querySelector('[role=grid]')!.getBoundingClientRect()
        return at.top >= view.top + 31 && at.bottom <= view.bottom
      })
      expect(isSeen).toBe(true)
    }
    const at = await focused(page)
    await press(page, 'Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('[role=grid]') ?? null)).toBe(
      null,
    )
    await press(page, 'Shift+Tab')
    expect(await focused(page)).toBe(at)
    await page.close()
  })

  it('is no higher than any browser draws, and keeps few elements wherever it is', async () => {
    const page = await grid.open(browser, ROWS)
    const height = await scroller(page).evaluate((element) => element.scrollHeight)
    expect(height).toBeLessThan(8_000_000)
    for (const share of [0, 0.3, 0.77, 1]) {
      await scroller(page).evaluate((element, at) => {
        element.scrollTop = (element.scrollHeight - element.clientHeight) * at
      }, share)
      const first = Math.round(share * (ROWS - 19))
      await expect
        .poll(async () => {
          const rows = await page
            .getByRole('row')
            .evaluateAll((all) =>
              all.slice(1).flatMap((row) => Number(row.getAttribute('aria-rowindex'))),
            )
          return rows.some((index) => Math.abs(index - 2 - first) < 20)
        })
        .toBe(true)
      expect(await page.locator('*').count()).toBeLessThan(900)
    }
    await cell(page, 'Facility 500000').waitFor()
    await page.close()
  })

  it('moves by as much as a wheel turns, wherever it is, and its bar goes with the rows', async () => {
    const page = await grid.open(browser, ROWS)
    await scroller(page).evaluate((element) => {
      element.scrollTop = 3_000_000
    })
    const topOf = () =>
      page.evaluate(() => {
        const view = document.querySelector('[role=grid]')!.getBoundingClientRect()
        const rows = [...document.querySelectorAll('[role=row]')].slice(1)
        const row = rows.find((other) => other.getBoundingClientRect().top >= view.top + 100)!
        const place = Number(row.getAttribute('aria-rowindex'))
        return place * 32 - (row.getBoundingClientRect().top - view.top)
      })
    await expect.poll(topOf).toBeGreaterThan(7_000_000)
    await page.waitForTimeout(400)
    const before = await topOf()
    await page.mouse.move(500, 400)
    await page.mouse.wheel(0, 160)
    await expect.poll(async () => Math.round((await topOf()) - before)).toBe(160)
    // Once the bar has been put where the rows are.
    await page.waitForTimeout(400)
    expect(Math.round((await topOf()) - before)).toBe(160)
    await page.close()
  })

  it('asks for the rows that are seen, shows their places while it waits, and lets go of what is passed', async () => {
    const page = await grid.open(browser, ROWS, { waitMilliseconds: 2000 })
    const row = page.locator('[aria-rowindex="2"]')
    expect(await row.getAttribute('aria-busy')).toBe('true')
    await cell(page, 'Facility 1').waitFor()
    expect(await row.getAttribute('aria-busy')).toBe(null)
    for (let step = 1; step <= 20; step++) {
      // Until it is drawn, however slow the machine is.
      await scroller(page).evaluate((element, at) => {
        element.scrollTop = at * 250_000
        return new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 60))),
        )
      }, step)
    }
    await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0)
    const log = await page.evaluate(
      () => (window as unknown as { gridLog: { asked: number; aborted: number } }).gridLog,
    )
    expect(log.asked).toBeLessThan(60)
    expect(log.aborted).toBeGreaterThan(5)
    await page.close()
  })

  it('says that rows could not be read, and reads them when it is asked again', async () => {
    const page = await grid.open(browser, ROWS)
    await cell(page, 'Facility 1').waitFor()
    await page.evaluate(() => {
      ;(window as unknown as { gridLog: { failsNext: boolean } }).gridLog.failsNext = true
    })
    await scroller(page).evaluate((element) => {
      element.scrollTop = element.scrollHeight
    })
    await page.getByRole('alert').getByText('Rows could not be read.').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await cell(page, 'Facility 500000').waitFor()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await page.close()
  })

  it('selects by keyboard and pointer: one row, a range, rows here and there, all', async () => {
    const page = await grid.open(browser, ROWS)
    const selected = () => page.locator('#selected').textContent()
    await enter(page)
    await press(page, 'Space')
    expect(await selected()).toBe('1 selected')
    await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown')
    expect(await selected()).toBe('3 selected')
    await press(page, 'ArrowDown', 'ArrowDown', 'Space')
    expect(await selected()).toBe('4 selected')
    expect(await page.locator('[aria-rowindex="2"]').getAttribute('aria-selected')).toBe('true')
    expect(await page.locator('[aria-rowindex="5"]').getAttribute('aria-selected')).toBe('false')
    await cell(page, 'Facility 8').click()
    expect(await selected()).toBe('1 selected')
    await cell(page, 'Facility 12').click({ modifiers: ['Shift'] })
    expect(await selected()).toBe('5 selected')
    await cell(page, 'Facility 10').click({ modifiers: ['Control'] })
    expect(await selected()).toBe('4 selected')
    await press(page, 'Control+a')
    expect(await selected()).toBe('500000 selected')
    await press(page, 'Control+Home', 'Control+Shift+End')
    await expect.poll(selected).toBe('500000 selected')
    await press(page, 'Home')
    await expect.poll(() => focused(page)).toBe('Facility 500000')
    await press(page, 'Enter')
    expect(
      await page.evaluate(
        () => (window as unknown as { gridLog: { opened: number[] } }).gridLog.opened,
      ),
    ).toEqual([ROWS - 1])
    await page.close()
  })

  it('is sorted by its titles, and says by which', async () => {
    const page = await grid.open(browser, ROWS)
    await cell(page, 'Facility 1').waitFor()
    const name = page.getByRole('columnheader', { name: 'Name' })
    expect(await name.getAttribute('aria-sort')).toBe('none')
    await press(page, 'Tab', 'Enter')
    expect(await name.getAttribute('aria-sort')).toBe('ascending')
    await name.click()
    expect(await name.getAttribute('aria-sort')).toBe('descending')
    await expect.poll(() => page.locator('[data-cell="0 0"]').textContent()).toBe('Facility 500000')
    const field = page.getByRole('columnheader', { name: 'Field 1', exact: true })
    await field.click()
    expect(await field.getAttribute('aria-sort')).toBe(null)
    expect(await name.getAttribute('aria-sort')).toBe('descending')
    await page.close()
  })

  it('has columns whose widths are dragged, and set by keyboard', async () => {
    const page = await grid.open(browser, ROWS)
    await cell(page, 'Facility 1').waitFor()
    const width = async () => Math.round((await cell(page, 'Facility 1').boundingBox())!.width)
    expect(await width()).toBe(160)
    const title = (await page.getByRole('columnheader', { name: 'Name' }).boundingBox())!
    await page.mouse.move(title.x + title.width - 1, title.y + 10)
    await page.mouse.down()
    await page.mouse.move(title.x + title.width + 79, title.y + 10, { steps: 4 })
    await page.mouse.up()
    expect(await width()).toBe(240)
    expect(await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe(
      'none',
    )
    await page.getByRole('columnheader', { name: 'Name' }).focus()
    await press(page, 'Shift+ArrowLeft', 'Shift+ArrowLeft')
    expect(await width()).toBe(208)
    for (let step = 0; step < 20; step++) await press(page, 'Shift+ArrowLeft')
    expect(await width()).toBe(48)
    await page.close()
  })

  it.each(['light', 'dark'] as const)('has no fault that axe finds (%s)', async (colorScheme) => {
    const page = await grid.open(browser, ROWS, { colorScheme })
    await enter(page)
    await press(page, 'Space', 'PageDown', 'PageDown')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.close()
  })
})

describe('a grid of few rows', () => {
  it.each([0, 1, 3])('of %i rows is gone through as well', async (rows) => {
    const page = await grid.open(browser, rows)
    await press(page, 'Tab', 'Control+End')
    const { last, count } = await page.evaluate(() => ({
      last: document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex'),
      count: document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'),
    }))
    expect(last).toBe(String(rows + 1))
    expect(count).toBe(String(rows + 1))
    await page.close()
  })
})
