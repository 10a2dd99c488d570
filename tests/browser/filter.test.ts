import { describe, expect, it } from 'vitest'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'

const atlas = atlasUnderTest()

type MapElement = HTMLElement & { commands: MapCommands }

/** How many lakes are drawn over the whole of the map. */
const countLakes = (page: Awaited<ReturnType<typeof atlas.open>>['page']): Promise<number> =>
  page.evaluate(() => {
    const { commands, clientWidth, clientHeight } = document.querySelector(
      '[data-drawn]',
    ) as MapElement
    const found = commands.featuresAt([clientWidth / 2, clientHeight / 2], clientWidth)
    return new Set(
      found
        .filter(({ layerId, kind }) => layerId === 'lakes' && kind === 'area')
        .map(({ id }) => id),
    ).size
  })

describe('a layer that an address filters', () => {
  // The area is no field that the map draws by, and the overview need not hold it.
  it('is drawn so, says so in its row, and is whole again when the reader wishes', async () => {
    const { page, complaints } = await atlas.open(
      '?z=3&at=-92,50&layers=lakes;filter=area_km2=ge=20000,land',
    )
    const row = page.locator('[data-layer="lakes"]')
    expect(await row.textContent()).toMatch(/Filter: .*is at least 20,000/)
    const few = await countLakes(page)
    expect(few).toBeGreaterThan(2)
    await row.getByRole('button', { name: /Remove the filter/ }).click()
    await page.waitForTimeout(300)
    await waitUntilDrawn(page)
    expect(await countLakes(page)).toBeGreaterThan(few * 2)
    expect(await row.textContent()).not.toContain('at least')
    await expect.poll(() => new URL(page.url()).search).not.toContain('filter')
    expect(complaints).toEqual([])
  })

  it('is whole, and told, where it does not have the field', async () => {
    const { page } = await atlas.open('?lang=fr&layers=lakes;filter=depth=ge=20,land')
    await page.getByText('porte sur ce qu’elle n’a pas').waitFor()
    await expect.poll(() => new URL(page.url()).search).not.toContain('filter')
  })
})
