import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

describe('a tour', () => {
  it('goes step by step with the map, by buttons, keys and the browser’s Back', async () => {
    const { page, complaints } = await atlas.open('?layers=land', { width: 390, height: 800 })
    await page.getByRole('button', { name: 'Layers' }).click()
    await page.getByRole('button', { name: 'Guided tours' }).click()
    await page.getByRole('button', { name: /^Energy and climate/ }).click()
    const heading = page.locator('[aria-labelledby="tours-title"] h3')
    await expect.poll(() => heading.textContent()).toBe('Thousands of power plants')
    await page.getByText('There are about 11,000 on the map').waitFor()
    await expect
      .poll(() => page.url())
      .toMatch(/layers=power-plants,\*.*panel=.*tours:energy-and-climate-1/)
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => heading.textContent()).toBe('Water')
    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true)
    await expect.poll(() => page.url()).toContain('fuel==Hydro')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => heading.textContent()).toBe('Wind')
    await page.goBack()
    await expect.poll(() => heading.textContent()).toBe('Water')
    await expect.poll(() => page.url()).toContain('fuel==Hydro')
    expect(await accessibilityFaults(page)).toEqual([])
    // Whoever is given the address begins at that step.
    const address = page.url()
    await page.getByRole('button', { name: 'All tours' }).press('Enter')
    const list = page.getByRole('list', { name: 'Guided tours' })
    await expect
      .poll(() => list.evaluate((element) => element === document.activeElement))
      .toBe(true)
    await page.goto('about:blank')
    await page.goto(address)
    await expect.poll(() => heading.textContent()).toBe('Water')
    expect(await page.getByText('This Atlas has no layer').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is a page with pictures where no scripts run', async () => {
    const context = await atlas.browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${atlas.server.url}fr/tours/shared-border/`)
    expect(await page.getByRole('heading', { level: 2 }).count()).toBe(6)
    const picture = page.getByRole('img').first()
    expect(await picture.getAttribute('alt')).toMatch(/^Carte de cette étape\. Elle montre/)
    expect(
      await picture.evaluate((image: HTMLImageElement) =>
        image.decode().then(() => image.naturalWidth),
      ),
    ).toBe(780)
    // On a phone nothing is wider than the screen.
    await page.setViewportSize({ width: 360, height: 640 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    const map = page.getByRole('link', { name: 'Cette étape sur la carte' }).first()
    expect(await map.getAttribute('href')).toContain('panel=tours:shared-border-1')
    await context.close()
  })
})
