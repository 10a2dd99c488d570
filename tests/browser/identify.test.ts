import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

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

const panel = (page: Page) => page.getByRole('region', { name: 'What is here' })
const nameOf = (page: Page) => panel(page).getByRole('heading', { level: 3 })
const position = (page: Page) => panel(page).getByText(/^\d+ of \d+$/)

/** The keys of all that was found, as the address has them one after the other. */
async function foundKeys(page: Page): Promise<string[]> {
  await position(page).waitFor()
  const total = Number(/of (\d+)/.exec((await position(page).textContent())!)![1])
  const keys: string[] = []
  for (let at = 1; at <= total; at++) {
    await panel(page).getByText(`${at} of ${total}`).waitFor()
    const selected = () => new URL(page.url()).searchParams.get('select') ?? ''
    await expect.poll(selected).not.toBe(keys.at(-1) ?? '')
    keys.push(selected())
    if (at < total) await panel(page).getByRole('button', { name: 'Next feature' }).click()
  }
  return keys
}

describe('pointing at the map', () => {
  it('tells all that is there, from the layers themselves, the same in every projection', async () => {
    const found = []
    for (const [projection, zoom] of [
      ['naaf', 4],
      ['mercator', 5],
      ['globe', 5],
    ]) {
      const { page, complaints } = await atlas.open(
        `?proj=${projection}&z=${zoom}&at=-77,53&${LAYERS}`,
      )
      await pointAt(page, PLANT)
      await nameOf(page).waitFor()
      const keys = await foundKeys(page)
      expect(keys).toContain('power-plants:2')
      // How many plants are within a mouse's reach hangs on the scale, which is each projection's own.
      found.push(keys.filter((key) => !key.startsWith('power-plants:')))
      expect(complaints).toEqual([])
      await page.context().close()
    }
    expect(found[0]!.map((key) => key.split(':')[0])).toEqual(
      expect.arrayContaining(['states-provinces', 'countries']),
    )
    expect(found[1]).toEqual(found[0])
    expect(found[2]).toEqual(found[0])
  })

  it('gives values with units and code words, in French too, the caveat of the layer, and its row in the table', async () => {
    const { page } = await atlas.open(`?lang=fr&z=6&at=-77.4,53.7&${LAYERS}`)
    await pointAt(page, PLANT)
    const card = page.getByRole('article', { name: 'Robert-Bourassa' })
    await card.waitFor()
    const text = (await card.textContent())!
    expect(text).toContain('5\u00a0616\u00a0MW')
    expect(text).toContain('Hydroélectricité')
    expect(text).toContain('Aucune donnée d’émissions')
    expect(text).toContain('World Resources Institute')
    expect(text).toContain('Québec')
    await card.getByRole('button', { name: 'Table' }).click()
    const selected = page.locator('[role=row][aria-selected=true]')
    await expect
      .poll(() => selected.allTextContents())
      .toEqual([expect.stringContaining('Bourassa')])
    await page.context().close()
  })

  it('opens by keyboard at the cross in the middle, and Escape gives the map back', async () => {
    const { page } = await atlas.open(`?z=6&at=${PLANT.join()}&${LAYERS}`)
    await page.locator('.maplibregl-canvas').focus()
    await page.keyboard.press('Enter')
    await nameOf(page).waitFor()
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'detached' })
    await expect.poll(() => new URL(page.url()).searchParams.has('select')).toBe(false)
    await page.context().close()
  })

  it('says honestly that nothing is there, and finds nothing that a filter or the legend hides', async () => {
    const { page } = await atlas.open(
      `?z=6&at=${PLANT.join()}&layers=power-plants;filter=country==MEX`,
    )
    await pointAt(page, PLANT)
    await panel(page).getByText('There is nothing here in the layers shown.').waitFor()
    expect(await panel(page).textContent()).toContain('53.')
    await page.context().close()
  })

  it('comes back from its address, and Back closes it', async () => {
    const { page, complaints } = await atlas.open(`?z=6&at=-77.4,53.7&${LAYERS}`)
    await pointAt(page, PLANT)
    await nameOf(page).waitFor()
    await expect.poll(() => page.url()).toContain('select=power-plants:')
    const address = new URL(page.url()).search
    await page.goBack()
    await panel(page).waitFor({ state: 'detached' })
    await expect.poll(() => page.url()).not.toContain('select=')
    await page.context().close()
    const again = await atlas.open(address)
    await nameOf(again.page).waitFor()
    expect(await nameOf(again.page).textContent()).toBe('Robert-Bourassa')
    expect([...complaints, ...again.complaints]).toEqual([])
    await again.page.context().close()
  })

  it('leaves the map to be seen on a phone, where it is tapped, and has nothing that axe finds', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await atlas.open(`?z=5&at=-77.4,53.0&${LAYERS}&theme=${colorScheme}`, {
        width: 390,
        height: 844,
        colorScheme,
      })
      await pointAt(page, PLANT)
      await nameOf(page).waitFor()
      const box = (await panel(page).boundingBox())!
      expect(box.y).toBeGreaterThan(300)
      expect(await accessibilityFaults(page)).toEqual([])
      await page.context().close()
    }
  })
})
