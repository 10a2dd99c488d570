import type { Page } from 'playwright-core'
import { launchBrowser } from '../../../tests/support/browser.ts'
import { buildGridPage } from '../../../tests/support/grid-page.ts'
import { noteLongTasks, takeLongestTask } from '../atlas-page.ts'
import type { Bench, Measured } from '../bench.ts'

const ROWS = 500_000
const TASK_BUDGET_MILLISECONDS = 50

/** Runs a measurement with a grid of half a million rows open in a browser. */
async function withGrid(measure: (page: Page) => Promise<Measured>): Promise<Measured> {
  const grid = await buildGridPage()
  const browser = await launchBrowser()
  try {
    const page = await grid.open(browser, ROWS)
    await page.getByRole('gridcell', { name: 'Facility 1', exact: true }).waitFor()
    return await measure(page)
  } finally {
    await browser.close()
    grid.remove()
  }
}

const ROUNDS = 4

/**
 * The longest task of over 50 ms while the grid is scrolled by a wheel, by its bar, and by keys; of several rounds the
 * quietest, since what else runs on the machine makes tasks longer and never shorter.
 */
async function measureTasks(page: Page): Promise<Measured> {
  await page.evaluate(noteLongTasks)
  const longest: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await takeLongestTask(page)
    await scrollAbout(page)
    longest.push(await takeLongestTask(page))
  }
  const elements = await page.locator('*').count()
  const note = `${longest.map(Math.round).join(', ')} ms in ${ROUNDS} rounds, ${elements} elements in the page`
  return { ours: Math.min(...longest), peer: TASK_BUDGET_MILLISECONDS, note }
}

async function scrollAbout(page: Page): Promise<void> {
  await page.mouse.move(500, 400)
  for (let turn = 0; turn < 120; turn++) await page.mouse.wheel(0, turn % 30 < 20 ? 240 : -240)
  for (let jump = 1; jump <= 40; jump++) {
    await page.getByRole('grid').evaluate((element, at) => {
      element.scrollTop = at * 140_000
    }, jump)
    await page.waitForTimeout(25)
  }
  await page.getByRole('columnheader', { name: 'Name' }).focus()
  await page.keyboard.press('ArrowDown')
  for (let press = 0; press < 60; press++) await page.keyboard.press('PageDown')
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+Home')
  await page.waitForTimeout(500)
}

const benches: readonly Bench[] = [
  {
    name: 'data-grid-tasks',
    what: 'Longest task while 500,000 rows are scrolled by wheel, bar and keys',
    peer: 'a budget of 50 ms',
    unit: 'ms',
    target: 1,
    run: () => withGrid(measureTasks),
  },
]

export default benches
