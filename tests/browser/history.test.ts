import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest, unfoldBaseMap, waitUntilDrawn } from '../support/atlas.ts'

const atlas = atlasUnderTest()

const search = (page: Page) => page.evaluate(() => decodeURIComponent(location.search))
const title = (page: Page) => page.title()

describe('the browser’s Back and Forward', () => {
  it('undo and redo language, projection, layers and colours, one after the other', async () => {
    const { page, complaints } = await atlas.open()
    await unfoldBaseMap(page)
    const rivers = page.locator('[data-layer="rivers"] input[type=checkbox]')
    await page.getByRole('radio', { name: 'Français' }).check({ force: true })
    await expect.poll(() => title(page)).toContain('Atlas environnemental')
    await rivers.uncheck()
    await expect.poll(() => search(page)).toContain('!rivers')
    const whole = await search(page)

    await page.goBack()
    await expect.poll(() => rivers.isChecked()).toBe(true)
    expect(await search(page)).toBe('?lang=fr')
    await page.goBack()
    await expect.poll(() => title(page)).toContain('Environmental Atlas')
    expect(await search(page)).toBe('')
    await page.goForward()
    await page.goForward()
    await expect.poll(() => rivers.isChecked()).toBe(false)
    await expect.poll(() => title(page)).toContain('Atlas environnemental')
    expect(await search(page)).toBe(whole)
    await waitUntilDrawn(page)
    expect(complaints).toEqual([])
  })

  it('bring back the view of the map that a step was made from, and its projection', async () => {
    const { page } = await atlas.open('?at=-100,40&z=3&theme=light')
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect.poll(() => search(page)).toContain('z=4')
    const before = await search(page)
    await page.getByRole('button', { name: /^Projection/ }).click()
    await page.getByRole('radio', { name: 'Globe' }).check()
    await expect.poll(() => search(page)).toContain('proj=globe')
    await waitUntilDrawn(page)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await waitUntilDrawn(page)
    await page.goBack()
    await expect.poll(() => search(page)).toBe(before)
    await waitUntilDrawn(page)
    // What the map shows then is what the address says, not what the globe had.
    expect(await search(page)).toBe(before)
  })

  it('take the dragging of an opacity as one step, and moves of the map as none', async () => {
    const { page } = await atlas.open()
    await unfoldBaseMap(page)
    const entries = await page.evaluate(() => history.length)
    const land = page.locator('[data-layer="land"]')
    await land.getByRole('button', { name: /settings/ }).click()
    const slider = land.getByRole('slider')
    await slider.focus()
    for (let press = 0; press < 5; press++) await slider.press('ArrowLeft')
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await waitUntilDrawn(page)
    expect(await search(page)).toContain('land:75')
    expect(await page.evaluate(() => history.length)).toBe(entries + 1)
    await page.goBack()
    await expect.poll(() => slider.inputValue()).toBe('100')
    expect(await search(page)).toBe('')
  })
})

describe.each([
  [1280, 800],
  [360, 640],
])('Back and panels at %i × %i', (width, height) => {
  it('close what was opened last, one after the other, and leave the map as it was', async () => {
    const { page, complaints } = await atlas.open('', { width, height })
    const isNarrow = width < 768
    const layers = page.getByRole('heading', { name: 'Layers' })
    const catalogue = page.getByRole('heading', { name: 'Catalogue' })
    if (isNarrow) await page.getByRole('button', { name: 'Layers', exact: true }).click()
    await expect.poll(() => layers.isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Add layers' }).click()
    await expect.poll(() => catalogue.isVisible()).toBe(true)
    expect(await layers.isVisible()).toBe(!isNarrow)
    await page.goBack()
    await expect.poll(() => catalogue.isVisible()).toBe(false)
    expect(await layers.isVisible()).toBe(true)
    await page.goForward()
    await expect.poll(() => catalogue.isVisible()).toBe(true)
    // To close it is to go back: the next Back closes what was opened before.
    await page.getByRole('button', { name: 'Close the catalogue' }).click()
    await expect.poll(() => catalogue.isVisible()).toBe(false)
    if (isNarrow) {
      await page.goBack()
      await expect.poll(() => layers.isVisible()).toBe(false)
    }
    expect(await search(page)).toBe('')
    expect(complaints).toEqual([])
  })

  it('ends an import whose dialog it closes', async () => {
    const { page } = await atlas.open('', { width, height })
    if (width < 768) await page.getByRole('button', { name: 'Layers', exact: true }).click()
    await page.getByRole('button', { name: 'Import' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await page.goBack()
    await expect.poll(() => dialog.count()).toBe(0)
    await page.getByRole('button', { name: 'Import' }).click()
    await expect.poll(() => dialog.isVisible()).toBe(true)
  })

  it('open a panel that the address names, and leave it where the address goes on', async () => {
    const { page } = await atlas.open('?panel=export:ports', { width, height })
    const panel = page.getByRole('heading', { name: /^Download/ })
    await expect.poll(() => panel.isVisible()).toBe(true)
    await page.keyboard.press('Tab')
    await page
      .getByRole('button', { name: 'Close the download' })
      .or(page.getByLabel(/^Close/))
      .first()
      .click()
    await expect.poll(() => panel.count()).toBe(0)
    await expect.poll(() => search(page)).toBe('')
  })

  it('leave the focus at the button of a panel that an address opened, once it is closed', async () => {
    const { page } = await atlas.open('?panel=ask')
    await page.getByRole('button', { name: 'Close “Ask the map”' }).press('Enter')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent?.trim()))
      .toBe('Ask the map')
  })
})
