import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'

const atlas = atlasUnderTest()

describe('a window of 200 by 200 pixels', () => {
  it.each([
    ['the map', '', null],
    ['the list of layers', '', 'Layers'],
    ['the catalogue', '?panel=catalogue', null],
    ['an address that is not understood', '?layers=a,b,c,d,e,f,g&lang=xx', null],
  ])('shows %s without scrolling sideways', async (_, search, button) => {
    for (const locale of ['en-CA', 'fr-CA', 'es-MX']) {
      const { page, complaints } = await atlas.open(search, { width: 200, height: 200, locale })
      if (button && locale === 'en-CA')
        await page.getByRole('button', { name: button }).first().click()
      const widths = await page.evaluate(() => ({
        page: document.documentElement.scrollWidth,
        wide: [...document.querySelectorAll('body *')]
          .filter((element) => {
            const { right, width } = element.getBoundingClientRect()
            return (
              width > 0 &&
              right > innerWidth + 1 &&
              !element.closest('.visually-hidden, .maplibregl-canary')
            )
          })
          .slice(0, 5)
          .map((element) => element.outerHTML.slice(0, 120)),
      }))
      expect(widths.page, widths.wide.join('\n')).toBeLessThanOrEqual(200)
      expect(complaints).toEqual([])
      await page.context().close()
    }
  })
})

describe('a telephone', () => {
  it.each(['en-CA', 'fr-CA', 'es-MX'])(
    'has scale, coordinates and sources in one row, clear of each other (%s)',
    async (locale) => {
      const { page } = await atlas.open('', { width: 360, height: 640, locale })
      const boxes = []
      for (const part of ['[data-meters]', 'main dl', 'main button:has(.lucide-info)']) {
        boxes.push((await page.locator(part).first().boundingBox())!)
      }
      const [scale, coordinates, sources] = boxes as [Box, Box, Box]
      const middle = sources.y + sources.height / 2
      for (const { y, height } of boxes) {
        expect(y).toBeLessThan(middle)
        expect(y + height).toBeGreaterThan(middle)
        expect(height).toBeLessThan(30)
      }
      expect(scale.x + scale.width).toBeLessThan(coordinates.x)
      expect(coordinates.x + coordinates.width).toBeLessThan(sources.x)
      expect(sources.x + sources.width).toBeLessThan(360)
    },
  )

  it('keeps the focus off what a panel covers, and gives it back as that closes', async () => {
    const { page } = await atlas.open('', { width: 360, height: 640 })
    const opener = page.getByRole('button', { name: 'What is near a place' })
    const covered = [
      opener,
      page.getByRole('button', { name: 'Zoom in' }),
      page.getByRole('button', { name: 'All sources' }),
      page.locator('main canvas'),
    ]
    await opener.click()
    const near = page.getByRole('region', { name: 'What is near' })
    await near.waitFor()
    for (const locator of covered) expect(await locator.isVisible()).toBe(false)
    await near.getByRole('button', { name: 'Close' }).click()
    for (const locator of covered) expect(await locator.isVisible()).toBe(true)
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('shows the answer to a question on the map, over its panel', async () => {
    const { page } = await atlas.open('?layers=ports,land&panel=ask&ask={"layer":"ports"}', {
      width: 360,
      height: 640,
    })
    const panel = page.getByRole('region', { name: 'Ask the map' })
    const canvas = page.locator('main canvas')
    await panel.getByRole('button', { name: 'Show on the map' }).waitFor()
    expect(await canvas.isVisible()).toBe(false)
    await panel.getByRole('button', { name: 'Show on the map' }).click()
    await canvas.waitFor()
    const { y } = (await panel.boundingBox())!
    expect(y).toBeGreaterThan(250)
  })

  it.each([
    ['layers', ''],
    ['table', '&panel=table:ports'],
    ['drawing', '&panel=measure'],
  ])('keeps the focus off what a panel at its foot covers (%s)', async (panel, search) => {
    const { page } = await atlas.open(`?layers=ports,land${search}`, { width: 360, height: 640 })
    if (panel === 'layers') await page.getByRole('button', { name: 'Layers' }).click()
    await page.getByRole('button', { name: /^(Hide the layers|Close)/ }).waitFor()
    for (const name of ['All sources', 'Legend']) {
      expect(await page.getByRole('button', { name, exact: true }).isVisible(), name).toBe(false)
    }
    await page.getByRole('button', { name: /^(Hide the layers|Close)/ }).click()
    for (const name of ['All sources', 'Legend']) {
      await page.getByRole('button', { name, exact: true }).waitFor()
    }
  })
})

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

describe('a window of 900 pixels', () => {
  it('has one panel beside the map at a time, and the map stays where it is', async () => {
    const { page, complaints } = await atlas.open('?panel=near&layers=ports,countries', {
      width: 900,
      height: 640,
    })
    const near = page.getByRole('region', { name: 'What is near' })
    const layers = page.getByRole('heading', { name: 'Layers', exact: true })
    const leftOf = async (locator: typeof near) => (await locator.boundingBox())?.x
    const canvas = page.locator('.maplibregl-canvas')
    await near.waitFor()
    const before = await canvas.boundingBox()
    expect(await leftOf(near)).toBe(0)
    expect(await layers.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Caribbean' }).click()
    await near.getByRole('button', { name: 'Close' }).click()
    await layers.waitFor()
    expect(await canvas.boundingBox()).toEqual(before)
    expect(complaints).toEqual([])
  })
})
