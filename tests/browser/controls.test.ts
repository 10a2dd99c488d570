import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

describe('the controls on the map', () => {
  it('are one stop of the Tab key, with arrow keys from button to button, and are told apart in forced colours', async () => {
    const { page } = await atlas.open()
    await page.getByRole('button', { name: 'Zoom in' }).focus()
    await page.keyboard.press('ArrowUp')
    expect(await focused(page)).toBe('Full screen')
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toBe('Zoom in')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    expect(await focused(page)).toMatch(/^Projection/)
    await page.keyboard.press('Tab')
    expect(
      await page.getByRole('toolbar', { name: 'Map controls' }).locator(':focus').count(),
    ).toBe(0)
    await page.keyboard.press('Shift+Tab')
    expect(await focused(page)).toMatch(/^Projection/)

    // Where the reader's own colours are forced on the page, what is chosen is seen, and where a button ends.
    await page.emulateMedia({ forcedColors: 'active' })
    const looks = await page
      .locator('header label:has(input[type="radio"])')
      .evaluateAll((options) =>
        options.map((option) => {
          const { backgroundColor, color } = getComputedStyle(option)
          const isChosen = option.querySelector('input')?.checked
          return { isChosen, look: `${backgroundColor} ${color}` }
        }),
      )
    const chosen = looks.find(({ isChosen }) => isChosen)
    const others = looks.filter(({ isChosen }) => !isChosen)
    expect(others.length).toBeGreaterThan(0)
    expect(others.map(({ look }) => look)).not.toContain(chosen?.look)
    const edge = await page
      .getByRole('button', { name: 'Import', exact: true })
      .evaluate((button) => getComputedStyle(button).borderTopStyle)
    expect(edge).toBe('solid')
  })

  it('offer the projections by keyboard, and take the focus back when they are left', async () => {
    const { page, complaints } = await atlas.open()
    const choices = page.getByRole('group', { name: 'Projection' })
    await page.getByRole('button', { name: /^Projection/ }).focus()
    await page.keyboard.press('Enter')
    await choices.waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.url()).toContain('proj=mercator')
    await page.keyboard.press('Escape')
    await choices.waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('Projection: Web Mercator')
    await page.keyboard.press('Enter')
    await choices.waitFor()
    await page.getByRole('heading', { name: 'Layers' }).click()
    await choices.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  it.each([
    [1280, 800],
    [360, 640],
    [640, 400],
  ])('open nothing that is not wholly on a screen of %i × %i', async (width, height) => {
    const { page } = await atlas.open('', { width, height })
    await page.getByRole('button', { name: /^Projection/ }).click()
    const box = (await page.locator('[popover]:popover-open').boundingBox())!
    expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(width)
    expect(box.y + box.height).toBeLessThanOrEqual(height)
  })
})

describe('the menu of colours', () => {
  it('is chosen from by keys, says which are chosen, and gives the focus back', async () => {
    const { page, complaints } = await atlas.open()
    const menu = page.getByRole('menu', { name: 'Colours' })
    await page.getByRole('button', { name: /^Colours/ }).focus()
    await page.keyboard.press('ArrowDown')
    await menu.waitFor()
    expect(await menu.getByRole('menuitemradio', { checked: true }).textContent()).toBe(
      'As the system',
    )
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('d')
    await page.keyboard.press('Enter')
    await menu.waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark')
    await expect.poll(() => focused(page)).toBe('Colours: Dark')
    await page.keyboard.press('Enter')
    await menu.waitFor()
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe('Colours: Dark')
    expect(complaints).toEqual([])
  })

  it('that cannot be fetched is told of, and the page goes on', async () => {
    const { page } = await atlas.open('', {
      prepare: (page) => page.route(/assets\/menu-/, (route) => route.abort()),
    })
    await page.getByRole('button', { name: /^Colours/ }).click()
    await page.getByText('A part of the page could not be loaded').waitFor()
    await page.getByRole('heading', { name: 'Layers' }).waitFor()
  })
})

describe('the tabs of the citations', () => {
  it('are gone through by arrow keys, each with its text', async () => {
    const { page, complaints } = await atlas.open('?layers=ports&panel=cite')
    await page.getByRole('tab', { name: 'Text', exact: true }).focus()
    await page.keyboard.press('ArrowRight')
    const text = page.getByRole('tabpanel').getByRole('textbox', { name: 'BibTeX' })
    expect(await text.inputValue()).toContain('@misc{ports')
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('BibTeX')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})

describe('a panel that cannot be fetched', () => {
  it('says so in its place, can be closed, and takes nothing else with it', async () => {
    const { page } = await atlas.open('', {
      prepare: (page) => page.route(/assets\/cite-panel-.*js/, (route) => route.abort()),
    })
    await page.getByRole('button', { name: 'Cite what I see' }).click()
    const missing = page.getByRole('alert').filter({ hasText: 'could not be loaded' })
    await missing.waitFor()
    await page.getByRole('heading', { name: 'Layers' }).waitFor()
    await missing.getByRole('button', { name: 'Dismiss' }).click()
    await missing.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Zoom in' }).click()
  })
})

it('shows the whole of what it goes to, none of it under the legend', async () => {
  const { page } = await atlas.open('?layers=power-plants,*')
  const legend = page.getByRole('region', { name: 'Legend' })
  await legend.waitFor()
  const map = page.locator('[data-drawn]').first()
  const bbox = [-112, 20, -84, 48] as const
  await map.evaluate((element, bbox) => {
    const { commands } = element as unknown as { commands: MapCommands }
    commands.fitBbox([...bbox])
  }, bbox)
  await page.waitForTimeout(700)
  await waitUntilDrawn(page)
  const hidden = await map.evaluate((element, [west, south, east, north]) => {
    const { commands } = element as unknown as { commands: MapCommands }
    const { left, top } = element.getBoundingClientRect()
    const section = document.querySelector('section[data-over-map][data-open]')!
    const box = section.getBoundingClientRect()
    const steps = Array.from({ length: 21 }, (_, step) => step / 20)
    return steps.flatMap((u) =>
      steps.filter((v) => {
        const place = [west + (east - west) * u, south + (north - south) * v] as const
        const pixel = commands.project(place)
        if (!pixel) return true
        const [x, y] = [pixel[0] + left, pixel[1] + top]
        return x > box.left && x < box.right && y > box.top && y < box.bottom
      }),
    ).length
  }, bbox)
  expect(hidden).toBe(0)
  await page.context().close()
})
