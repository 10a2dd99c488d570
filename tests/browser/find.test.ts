import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

const field = (page: Page) => page.getByRole('searchbox')
const options = (page: Page) => page.getByRole('option')

async function openFind(
  options_: Parameters<typeof atlas.open>[1] = {},
  name = 'Find a place or a layer',
) {
  const opened = await atlas.open('', options_)
  await opened.page.getByRole('button', { name }).first().click()
  await field(opened.page).waitFor()
  return opened
}

/** Longitude and latitude of the middle of the map, as the address has them. */
const center = (page: Page) =>
  (new URL(page.url()).searchParams.get('at') ?? '').split(',').map(Number)

describe('the search for places and layers', () => {
  it('takes the map to a town by keyboard alone, in French', async () => {
    const { page, complaints } = await openFind(
      { locale: 'fr-CA' },
      'Trouver un lieu ou une couche',
    )
    await page.keyboard.type('quebec')
    await options(page).filter({ hasText: 'Localité' }).first().waitFor()
    await page.getByText('Les petites localités').waitFor({ state: 'detached' })
    expect(await options(page).first().textContent()).toContain('Québec')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => center(page)[1], { timeout: 10_000 }).toBeGreaterThan(46)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('reads coordinates, and says in which order', async () => {
    const { page } = await openFind()
    await field(page).fill('19,43; -99,13')
    const first = options(page).first()
    await expect.poll(() => first.textContent()).toContain('latitude, longitude')
    await first.click()
    await expect.poll(() => center(page).map(Math.round), { timeout: 10_000 }).toEqual([-99, 19])
    await page.context().close()
  })

  it('puts a layer of the catalogue on the map', async () => {
    const { page } = await openFind()
    await field(page).fill('wind farms')
    await options(page).filter({ hasText: 'Add to map' }).first().click()
    await page.locator('[data-layer="wind-farms"]').waitFor()
    await page.context().close()
  })

  it('says what it does not find, and finds nothing wrong with its own accessibility', async () => {
    const { page } = await openFind(
      { width: 360, height: 640, locale: 'es-MX' },
      'Buscar un lugar o una capa',
    )
    await field(page).fill('Monrteal')
    await page.getByText('Nada se llama “Monrteal”.').waitFor()
    await field(page).fill('tijuana')
    await options(page).first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await options(page).first().click()
    // On a phone the map is seen at once.
    await field(page).waitFor({ state: 'detached' })
    await expect.poll(() => center(page)[0], { timeout: 10_000 }).toBeLessThan(-116)
    await page.context().close()
  })

  it('says that the list of places did not come, and fetches it again when asked', async () => {
    const { page } = await openFind({
      prepare: (opened) => opened.route('**/gazetteer.json', (route) => route.abort()),
    })
    await field(page).fill('toronto')
    await page.getByText('The list of places could not be loaded.').waitFor()
    await page.unroute('**/gazetteer.json')
    await page.getByRole('button', { name: 'Try again' }).click()
    await options(page).filter({ hasText: 'Ontario' }).first().waitFor()
    await page.context().close()
  })
})
