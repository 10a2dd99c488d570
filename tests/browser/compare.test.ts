import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { waitUntilDrawn } from '../support/drawn.ts'

const atlas = atlasUnderTest()

/** A place of the map as a share of its width and height, in pixels of the page. */
async function toPixel(page: Page, right: number, down: number): Promise<[number, number]> {
  const box = (await page.locator('main#map').boundingBox())!
  return [box.x + right * box.width, box.y + down * box.height]
}

/** The ids of the layers of what is drawn at a pixel of the map that is seen there. */
const layersAt = (page: Page, right: number, down: number) =>
  page.evaluate(
    ([x, y]) => {
      const element = document.querySelector('main#map [data-drawn]') as HTMLElement & {
        commands: { featuresAt(pixel: number[], tolerance: number): { layerId: string }[] }
      }
      const { width, height } = element.getBoundingClientRect()
      return element.commands.featuresAt([x! * width, y! * height], 2).map(({ layerId }) => layerId)
    },
    [right, down],
  )

/** An older edition: one plant. */
const PLANTS = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { name: 'Altos Hornos' },
      geometry: { type: 'Point', coordinates: [-101.4, 26.9] },
    },
  ],
}

describe('two maps', () => {
  it('lie over each other, parted by a line that keys and the pointer move, and answer for what is seen', async () => {
    const { page, complaints } = await atlas.open(
      '?layers=climate-zones,land&at=-100,45&z=1.5&panel=compare',
    )
    const panel = page.getByRole('region', { name: 'Compare two maps' })
    await panel.getByRole('button', { name: 'Compare with a sliding line' }).press('Enter')
    await panel.getByText('Both maps show the same.').waitFor()
    // The button that was pressed has gone: keys go on from what has come of it.
    const isFocused = (element: Element) => element === document.activeElement
    const differences = panel.getByRole('heading', { name: 'What differs' })
    await expect.poll(() => differences.evaluate(isFocused)).toBe(true)
    expect(await panel.getByRole('button', { name: 'Swap the maps' }).isDisabled()).toBe(true)
    await panel.getByRole('button', { name: 'End, and keep Map A' }).press('Enter')
    const intro = panel.getByText('A second map shows the same place')
    await expect.poll(() => intro.evaluate(isFocused)).toBe(true)
    await panel.getByRole('button', { name: 'Compare with a sliding line' }).press('Enter')
    await panel.getByText('Both maps show the same.').waitFor()
    // What is changed now is changed on map B alone.
    await page.goto(page.url().replace('compare=swipe:climate-zones,land', 'compare=swipe:land'))
    await waitUntilDrawn(page)
    await panel.getByText('Nothing that is not on the other map too.').waitFor()
    const line = page.getByRole('separator', { name: 'Line between Map A and Map B' })
    expect(await line.getAttribute('aria-valuetext')).toBe('Map A 50%, Map B 50%')
    await line.press('PageDown')
    await line.press('ArrowRight')
    await expect.poll(() => page.url()).toContain('divider=62')
    expect(await line.getAttribute('aria-valuetext')).toBe('Map A 62%, Map B 38%')
    const [x, y] = await toPixel(page, 0.62, 0.3)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(...(await toPixel(page, 0.4, 0.3)), { steps: 3 })
    await page.mouse.up()
    await expect.poll(() => page.url()).toContain('divider=40')
    expect(await accessibilityFaults(page)).toEqual([])

    // Left of the line the climate zones answer, right of it only what lies beneath them.
    const answer = page.getByRole('region', { name: 'What is here' })
    await page.mouse.click(...(await toPixel(page, 0.55, 0.55)))
    await answer.getByText('Land', { exact: true }).first().waitFor()
    expect(await answer.getByText('Climate Zones (Köppen-Geiger)').count()).toBe(0)
    expect(page.url()).toContain('side=b')
    await line.press('End')
    await page.locator('canvas[role="application"]').press('Enter')
    await answer.getByText('Climate Zones (Köppen-Geiger)').first().waitFor()
    expect(page.url()).not.toContain('side=')
    await page.getByRole('button', { name: 'Map B', exact: true }).click()
    await expect.poll(() => page.url()).toContain('side=b')
    expect(complaints).toEqual([])
  })

  it('lie side by side in one place, each the leader, and one of them stays', async () => {
    const { page, complaints } = await atlas.open(
      '?layers=states-provinces,land&compare=beside:climate-zones,land&at=-100,45&z=1.5&proj=mercator',
    )
    await page.waitForSelector('[data-map-b][data-drawn="true"]')
    const mapB = page.getByRole('application', { name: 'Map B, of the same place as Map A' })
    // What is done on map B moves map A, whose camera the address has.
    await mapB.press('ArrowRight')
    await expect.poll(() => page.url()).not.toContain('at=-100,45')
    // The mouse is answered on map B of what map B shows.
    const box = (await page.locator('[data-map-b]').boundingBox())!
    const name = page.locator('[data-map-b] [data-hover]')
    // What tells it is fetched when the mouse first comes.
    await expect
      .poll(async () => {
        const shift = 5 * Math.random()
        await page.mouse.move(box.x + box.width / 2 + shift, box.y + box.height / 2)
        return (await name.allInnerTexts()).join()
      })
      .toContain('Climate Zones (Köppen-Geiger)')
    await page.getByRole('button', { name: 'Map B', exact: true }).press('Enter')
    await page.getByRole('heading', { name: 'Map B' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'End, and keep Map B' }).click()
    await expect.poll(() => page.url()).toContain('layers=climate-zones,land')
    expect(page.url()).not.toContain('compare=')
    await waitUntilDrawn(page)
    expect(await layersAt(page, 0.5, 0.5)).toEqual(['climate-zones', 'land'])
    await page.goBack()
    await page.waitForSelector('[data-map-b][data-drawn="true"]')
    expect(complaints).toEqual([])
  })

  it('say that they change places, and not that a layer went', async () => {
    const { page } = await atlas.open('?layers=states-provinces,land&compare=beside:land')
    await page.waitForSelector('[data-map-b][data-drawn="true"]')
    await page.getByRole('button', { name: 'Compare two maps' }).click()
    const swap = page.getByRole('button', { name: 'Swap the maps' })
    await swap.press('Enter')
    await page.getByText('The maps are swapped.').waitFor()
    expect(await page.getByText(/no longer on the map/).count()).toBe(0)
    await swap.press('Enter')
    await page.getByText('The maps are swapped back.').waitFor()
    expect(await page.getByText(/is on the map/).count()).toBe(0)
  })

  it('have the reader’s own layers each where it was, after a reload', async () => {
    const { page } = await atlas.open('?layers=land&compare=beside:land')
    await page.waitForSelector('[data-map-b][data-drawn="true"]')
    await page.getByRole('button', { name: 'Map B', exact: true }).click()
    const point = {
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: [-100, 45] },
    }
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.locator('input[data-import="files"]').setInputFiles({
      name: 'well.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [point] })),
    })
    await page.getByRole('button', { name: 'Add the layer' }).click()
    const own = page.locator('[data-layer^="device-"]')
    await own.waitFor()
    await page.reload()
    await own.waitFor()
    await page.getByRole('button', { name: 'Map A', exact: true }).click()
    await own.waitFor({ state: 'detached' })
  })

  it('show two editions of a layer, of which the other one is told not to be there or opened on its map', async () => {
    const { page } = await atlas.open(
      '?layers=iron-steel-plants,land&compare=beside:iron-steel-plants,land&side=b&panel=compare',
    )
    const panel = page.getByRole('region', { name: 'Compare two maps' })
    const open = panel.getByRole('button', { name: 'Open it on Map B' })
    // The copy of the site that tests read keeps no files of older editions.
    await open.click()
    await panel.getByText('no longer keeps the files of that edition').waitFor()
    const path = await panel.getByRole('link', { name: 'Page of the edition' }).getAttribute('href')
    expect(path).toMatch(/^layers\/iron-steel-plants\/\d{4}-\d\d-\d\d\/$/)
    // What is being fetched when the panel is closed is not waited for.
    const file = `**/${path}iron-steel-plants.geojson`
    await page.route(file, () => undefined)
    await open.click()
    await panel.getByRole('button', { name: 'Cancel' }).waitFor()
    const ended = page.waitForEvent('requestfailed')
    await panel.getByRole('button', { name: 'Close the comparison panel' }).click()
    expect((await ended).failure()?.errorText).toContain('ERR_ABORTED')
    await page.unroute(file)
    const settings = page.getByRole('button', { name: 'Comparison settings' })
    await settings.click()
    await panel.waitFor()
    await settings.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('compare-title')
    await page.route(file, (route) =>
      route.fulfill({ contentType: 'application/geo+json', body: JSON.stringify(PLANTS) }),
    )
    await open.click()
    await page.getByRole('button', { name: 'Add the layer' }).click()
    const differing = panel.getByRole('listitem')
    await differing.filter({ hasText: /^Iron and Steel Plants, edition of / }).waitFor()
    const { searchParams } = new URL(page.url())
    expect(searchParams.get('layers')).toBe('iron-steel-plants,land')
    expect(searchParams.get('compare')).toBe('beside:!iron-steel-plants,land')
    // The address opens the edition for others, too, on its map and as it is seen here.
    expect(searchParams.get('editions')).toBe('b:2026-11-27:iron-steel-plants')
    const others = await atlas.open('', {
      prepare: (opened) =>
        opened.route(file, (route) =>
          route.fulfill({ contentType: 'application/geo+json', body: JSON.stringify(PLANTS) }),
        ),
    })
    const address = new URL(page.url())
    address.searchParams.set('editions', 'b:2026-11-27:iron-steel-plants:60')
    await others.page.goto(address.href)
    const theirs = others.page.getByRole('region', { name: 'Compare two maps' })
    const edition = theirs
      .getByRole('listitem')
      .filter({ hasText: /^Iron and Steel Plants, edition of .*Opacity 60%/ })
    await edition.waitFor()
    await expect
      .poll(() => new URL(others.page.url()).searchParams.get('editions'))
      .toBe('b:2026-11-27:iron-steel-plants:60')
    expect(new URL(others.page.url()).searchParams.get('at')).toBe(address.searchParams.get('at'))
    // Opened again, it is the one that the device has by now.
    await others.page.reload()
    await edition.waitFor()
    expect(await edition.count()).toBe(1)
  })

  it('tell of an edition in the address that is not kept, never was or was withdrawn, and show the present one', async () => {
    const search = '?layers=!iron-steel-plants,land&editions=a'
    const { page } = await atlas.open(`${search}:2026-11-27:iron-steel-plants`)
    await page.getByText('no longer keeps the files of the edition of November 27, 2026').waitFor()
    const row = page.locator('[data-layer="iron-steel-plants"]')
    expect(await row.getByRole('checkbox').first().isChecked()).toBe(true)
    await expect.poll(() => page.url()).not.toContain('editions')
    await page.goto(`${atlas.server.url}${search}:1999-01-01:iron-steel-plants`)
    await page.getByText('no edition of “Iron and Steel Plants” of January 1, 1999').waitFor()
    await page.route('**/editions.json', async (route) => {
      const list = await (await route.fetch()).json()
      const layer = list.layers.find(({ id }: { id: string }) => id === 'iron-steel-plants')
      const withdrawn = { en: 'Places were wrong.', fr: 'Faux.', es: 'Falso.' }
      layer.editions = [{ ...layer.editions[0], edition: '2020-02-02', withdrawn }]
      await route.fulfill({ json: list })
    })
    await page.goto(`${atlas.server.url}${search}:2020-02-02:iron-steel-plants`)
    await page.getByText('was withdrawn: Places were wrong. The map shows the present').waitFor()
  })

  it('are one above the other on a telephone, with nothing beyond its edges', async () => {
    const { page } = await atlas.open(
      '?layers=states-provinces,land&compare=beside:land&proj=globe',
      { width: 360, height: 640 },
    )
    await page.waitForSelector('[data-map-b][data-drawn="true"]')
    const [a, b] = await Promise.all(
      ['main#map', '[data-map-b]'].map((selector) => page.locator(selector).boundingBox()),
    )
    expect(b!.y).toBeGreaterThanOrEqual(a!.y + a!.height)
    expect(b!.width).toBe(360)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })
})
