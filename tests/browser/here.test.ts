import { describe, expect, it } from 'vitest'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

describe('a place itself', () => {
  it('is told of with the other button, its coordinates are copied, and its address shows it to others', async () => {
    const { page, complaints } = await atlas.open('?z=4&at=-99.13,19.43&layers=power-plants,*')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const panel = page.getByRole('region', { name: 'This place' })
    const { width, height } = page.viewportSize()!
    await page.mouse.click(width - 300, height / 2, { button: 'right' })
    await panel.getByText('Mexico', { exact: true }).waitFor()
    await panel.getByText('Power Plants', { exact: true }).waitFor()
    expect(await panel.textContent()).not.toContain('Bathymetry')
    await panel.getByRole('button', { name: 'Copy: UTM' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^14Q \d{6} \d{7}$/)
    expect(await accessibilityFaults(page)).toEqual([])
    await expect.poll(() => page.url()).toContain('here=')
    const address = new URL(page.url()).search
    await panel.getByRole('button', { name: 'What is near a place' }).click()
    await page.getByText(/^\d+ found$/).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
    const again = await atlas.open(address, { width: 390, height: 844 })
    const sheet = again.page.getByRole('region', { name: 'This place' })
    await sheet.getByText('Mexico').waitFor()
    // On a phone the place is seen above the sheet.
    const here = new URL(address, page.url()).searchParams.get('here')!.split(',').map(Number)
    const place = () =>
      again.page.evaluate((at) => {
        const map = document.querySelector('[data-drawn]') as HTMLElement & {
          commands: MapCommands
        }
        const [, y] = map.commands.project(at as [number, number])!
        return y + map.getBoundingClientRect().top
      }, here)
    await expect.poll(place).toBeLessThan((await sheet.boundingBox())!.y)
    await again.page.context().close()
  })

  it('is told of with keys alone, and from the card of a place where nothing is; a double click opens none', async () => {
    const { page } = await atlas.open('?z=4&at=-99.13,19.43&layers=rivers')
    await page.locator('.maplibregl-canvas').focus()
    await page.keyboard.press('Shift+Enter')
    const panel = page.getByRole('region', { name: 'This place' })
    await panel.getByText('Mexico', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    const { width, height } = page.viewportSize()!
    await page.mouse.dblclick(width - 200, height / 2)
    await page.waitForTimeout(600)
    expect(await page.getByRole('region', { name: 'What is here' }).count()).toBe(0)
    await page.locator('.maplibregl-canvas').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'About this place' }).click()
    await panel.getByText('Mexico', { exact: true }).waitFor()
    await page.context().close()
  })
})
