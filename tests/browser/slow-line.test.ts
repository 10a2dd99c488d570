import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest, DIST, waitUntilDrawn } from '../support/atlas.ts'
import { shareOfColor, takeMapPicture } from '../support/pictures.ts'
import { startSlowLine } from '../support/slow-line.ts'

const atlas = atlasUnderTest()

const catalog = JSON.parse(readFileSync(resolve(DIST, 'layers/catalog.json'), 'utf8'))
const land: string = catalog.layers.find(({ id }: { id: string }) => id === 'land').symbology.symbol
  .fill.light

/** The share of land in each quarter of a picture. */
function landOfQuarters(picture: PNG): number[] {
  const width = Math.floor(picture.width / 2)
  const height = Math.floor(picture.height / 2)
  return [0, 1, 2, 3].map((quarter) => {
    const part = new PNG({ width, height })
    const left = (quarter % 2) * width
    const top = Math.floor(quarter / 2) * height
    PNG.bitblt(picture, part, left, top, width, height, 0, 0)
    return shareOfColor(part, land)
  })
}

describe('the first map on a slow line', () => {
  it('shows each layer as it comes, while others and the fonts of names are still on their way', async () => {
    const line = await startSlowLine(atlas.server.url, {
      bytesPerSecond: 200_000,
      latencyMilliseconds: 100,
    })
    const context = await atlas.browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    const drawn = () => page.locator('[data-drawn]').getAttribute('data-drawn')
    let letThrough = () => {}
    const held = new Promise<void>((done) => {
      letThrough = done
    })
    await page.route(/\/rivers[^/]*\.fgb|italic[^/]*\.woff2/, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(line.url)
    await page.waitForSelector('[data-drawn]', { state: 'attached' })
    await expect
      .poll(async () => Math.min(...landOfQuarters(await takeMapPicture(page))), {
        timeout: 60_000,
      })
      .toBeGreaterThan(0.02)
    // Every other file has come, and still not all is drawn.
    await expect.poll(() => line.asked.some((path) => path.includes('/seas.fgb'))).toBe(true)
    await page.waitForTimeout(2000)
    expect(await drawn()).toBe('false')
    letThrough()
    await waitUntilDrawn(page)
    const files = line.asked.filter((path) => path.endsWith('.fgb'))
    expect(files).toEqual([...new Set(files)])
    const slow = await takeMapPicture(page)
    const { page: quick } = await atlas.open()
    expect(landOfQuarters(slow).map((share) => share.toFixed(2))).toEqual(
      landOfQuarters(await takeMapPicture(quick)).map((share) => share.toFixed(2)),
    )
    await context.close()
    await quick.context().close()
    await line.close()
  })
})
