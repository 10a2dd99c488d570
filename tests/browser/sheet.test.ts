import AxeBuilder from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'

const atlas = atlasUnderTest()

describe('the map on paper', () => {
  it('is composed in a panel that everybody can use, drawn as a PDF, and measured', async () => {
    const { page, complaints } = await atlas.open('?layers=rivers,land', { locale: 'fr-CA' })
    await page.getByRole('button', { name: 'Carte sur papier (PDF)' }).click()
    await page.getByText(/Sur le papier, la carte mesure/).waitFor()
    const frame = page.getByTestId('sheet-frame').locator('path').last()
    const before = (await frame.boundingBox())!
    await page.getByLabel('Échelle', { exact: true }).selectOption('20000000')
    // The frame is half as wide and half as high on the ground, and so on the map.
    await expect
      .poll(async () => (await frame.boundingBox())!.width / before.width)
      .toBeCloseTo(0.5, 1)
    const { violations } = await new AxeBuilder({ page }).include('#sheet-form').analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await page.getByRole('button', { name: 'Produire le PDF' }).click()
    await page.getByText(/Échelle\s: 1:20\s000\s000 \(± 0,00\d\s%\)/).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Enregistrer' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('Amerique_du_Nord.pdf')
    expect(complaints).toEqual([])
  })

  it('is what the browser prints: the map with its legend and sources, nothing of the page', async () => {
    const { page } = await atlas.open('?layers=rivers,land')
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.emulateMedia({ media: 'print' })
    const printed = page.locator('[data-printed]')
    await printed.getByText('Rivers', { exact: true }).waitFor()
    await printed.getByText(/^Sources: .*Natural Earth/).waitFor()
    await page.getByRole('banner').waitFor({ state: 'hidden' })
    const colors = await printed.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return new Set(new Uint32Array(data.buffer)).size
    })
    expect(colors).toBeGreaterThan(10)
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await printed.count()).toBe(0)
  })
})
