import { describe, expect, it } from 'vitest'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { countDifferentPixels, takeMapPicture } from '../support/pictures.ts'

const atlas = atlasUnderTest()

describe('the names of the map', () => {
  it('stand where they stand in a view, whatever the way to it', async () => {
    const { page, complaints } = await atlas.open('?at=-84,42&z=3')
    const first = await takeMapPicture(page)
    const change = async (levels: number) => {
      await page.evaluate((by) => {
        const element = document.querySelector('[data-drawn]') as unknown as {
          commands: { zoomBy(levels: number): void }
        }
        element.commands.zoomBy(by)
      }, levels)
      await page.waitForTimeout(400)
      await waitUntilDrawn(page)
    }
    await change(-1)
    const away = await takeMapPicture(page)
    expect(countDifferentPixels(first, away)).toBeGreaterThan(20_000)
    await change(2)
    await change(-1)
    expect(countDifferentPixels(first, await takeMapPicture(page))).toBeLessThan(150)
    expect(complaints).toEqual([])
  })
})
