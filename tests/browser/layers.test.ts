import { expect, it } from 'vitest'
import { atlasUnderTest, unfoldBaseMap, waitUntilDrawn } from '../support/atlas.ts'

const atlas = atlasUnderTest()

it('has the themes apart from a base map, which is chosen as a whole, and goes by keys', async () => {
  const { page, complaints } = await atlas.open('?layers=ports,airports,*')
  const search = () => page.evaluate(() => location.search)
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  const show = (name: string) => page.getByRole('checkbox', { name: `Show ${name}`, exact: true })
  expect(await show('Rivers').isVisible()).toBe(false)
  expect(await show('Ports').isVisible()).toBe(true)

  await show('Ports').focus()
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Show Airports')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  expect(await focused()).toBe('Legend and settings of Ports')
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe('Legend and settings of Airports')

  // What is done to a layer names it, and is heard where it is not seen.
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Move Airports up' }).click()
  await expect.poll(search).toContain('layers=airports,ports')
  await page.getByRole('button', { name: 'Restore the first view’s layers' }).click()
  await page.getByRole('status').getByText('The first view’s layers are back.').waitFor()
  await page.goBack()
  await page.goBack()
  await expect.poll(search).toContain('layers=ports,airports')

  await unfoldBaseMap(page)
  await page.getByRole('radio', { name: 'Relief' }).check()
  await expect.poll(search).toContain('elevation')
  expect(await search()).toMatch(/layers=ports,airports,countries/)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark')
  await page.getByRole('radio', { name: 'Reference' }).check()
  await expect.poll(search).toBe('?layers=ports,airports,*')
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light')

  // The legend of the map and that of the list are one.
  const legend = page.getByRole('region', { name: 'Legend' })
  await legend.getByRole('checkbox', { name: 'Large' }).uncheck()
  await expect.poll(search).toContain('airports~large')
  await legend.getByRole('button', { name: 'Legend' }).click()
  expect(await legend.getByRole('checkbox').count()).toBe(0)
  await waitUntilDrawn(page)
  expect(complaints).toEqual([])
  await page.context().close()
})

it('says where the map and its data end, and is at the far islands in one press', async () => {
  const { page, complaints } = await atlas.open('?at=36.8,-1.3&z=9.9', { width: 360, height: 640 })
  await page.getByText('off the map of North America').waitFor()
  await page.getByText('Drawn for 1:10,000,000').waitFor()
  await page.getByRole('button', { name: 'Show all of North America' }).click()
  await page.getByRole('button', { name: 'Hawaii' }).click()
  await expect.poll(() => page.evaluate(() => location.search)).toMatch(/at=-15\d/)
  const zoomIn = page.getByRole('button', { name: 'Zoom in' })
  await waitUntilDrawn(page)
  for (let press = 0; press < 8; press++) {
    await zoomIn.click({ force: true })
    await page.waitForTimeout(350)
  }
  await expect.poll(() => zoomIn.getAttribute('aria-disabled')).toBe('true')
  expect(complaints).toEqual([])
  await page.context().close()
})
