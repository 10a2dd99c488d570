import { expect, it } from 'vitest'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'

const atlas = atlasUnderTest()

/** In the middle of Lake Superior, away from names and symbols. */
const SUPERIOR = [-87.2, 47.9] as const

it('names what is under the mouse, in every projection and language, beside the pointer, until Escape', async () => {
  const { page, complaints } = await atlas.open('?lang=es&at=-87,47&z=3&layers=lakes,land')
  const hover = page.locator('[data-hover]')
  for (const [projection, zoom] of [
    ['naaf', 3],
    ['mercator', 5],
    ['globe', 5],
  ] as const) {
    await page.goto(
      `${atlas.server.url}?lang=es&proj=${projection}&at=-87,47&z=${zoom}&layers=lakes,land`,
    )
    await waitUntilDrawn(page)
    const [x, y] = await page.evaluate((place) => {
      const map = document.querySelector('[data-drawn]') as Element & { commands: MapCommands }
      const { left, top } = map.getBoundingClientRect()
      const [right, down] = map.commands.project(place)!
      return [left + right, top + down] as const
    }, SUPERIOR)
    let step = 0
    const pointAgain = async () => {
      // What names it comes with the first move of a mouse.
      await page.mouse.move(x + (step++ % 2), y)
      return hover.allInnerTexts()
    }
    await expect.poll(pointAgain).toEqual([expect.stringMatching(/^Lago Superior\s/)])
    const box = (await hover.boundingBox())!
    const isClear = x < box.x || x > box.x + box.width || y < box.y || y > box.y + box.height
    expect(isClear).toBe(true)
    expect(await hover.getAttribute('aria-hidden')).toBe('true')
  }
  await page.keyboard.press('Escape')
  expect(await hover.count()).toBe(0)
  expect(complaints).toEqual([])
  await page.context().close()
})
