import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest } from '../support/atlas.ts'

const atlas = atlasUnderTest()

type Place = readonly [lon: number, lat: number]

/** Robert-Bourassa, the largest power plant of Canada, by its place in the layer. */
const PLANT: Place = [-77.5305, 53.7818]
const LAYERS = 'layers=power-plants,lakes,states-provinces,countries'

/** Where a place is in the window. */
function pixelOf(page: Page, place: Place): Promise<{ x: number; y: number }> {
  return page.evaluate((at) => {
    const element = document.querySelector('[data-drawn]') as HTMLElement & {
      commands: MapCommands
    }
    const { left, top } = element.getBoundingClientRect()
    const [x, y] = element.commands.project(at as [number, number])!
    return { x: left + x, y: top + y }
  }, place)
}

async function pointAt(page: Page, place: Place): Promise<void> {
  const { x, y } = await pixelOf(page, place)
  await page.mouse.click(x, y)
}

describe('pointing at the map', () => {
  it('gives values with units and code words, in French too, and the caveat of the layer', async () => {
    const { page } = await atlas.open(`?lang=fr&z=6&at=-77.4,53.7&${LAYERS}`)
    await pointAt(page, PLANT)
    const card = page.getByRole('article', { name: 'Robert-Bourassa' })
    await card.waitFor()
    const text = (await card.textContent())!
    expect(text).toContain('5616\u00a0MW')
    expect(text).toContain('Hydroélectricité')
    expect(text).toContain('Aucune donnée d’émissions')
    expect(text).toContain('World Resources Institute')
    await page.context().close()
  })
})
