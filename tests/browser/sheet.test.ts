import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

describe('the map on paper', () => {
  it('is composed in a panel that everybody can use, drawn as a PDF, and measured', async () => {
    const { page, complaints } = await atlas.open('?layers=rivers,land', { locale: 'fr-CA' })
    await page.getByRole('button', { name: 'Carte sur papier ou en image' }).click()
    await page.getByText(/Sur papier, la carte mesure/).waitFor()
    const frame = page.getByTestId('sheet-frame').locator('path').last()
    const before = (await frame.boundingBox())!
    await page.getByLabel('Échelle', { exact: true }).selectOption('20000000')
    // The frame is half as wide and half as high on the ground, and so on the map.
    await expect
      .poll(async () => (await frame.boundingBox())!.width / before.width)
      .toBeCloseTo(0.5, 1)
    expect(await accessibilityFaults(page, '#sheet-form')).toEqual([])
    await page.getByRole('button', { name: 'Créer le PDF' }).click()
    await page.getByText(/Échelle\s: 1\/20\s000\s000 \(± 0,00\d\s%\)/).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Enregistrer' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('Amerique_du_Nord.pdf')
    expect(complaints).toEqual([])
  })

  it('is a sheet of a place, from what is known of it, a book of several in another language, and of none where none is chosen', async () => {
    const { page, complaints } = await atlas.open(
      '?layers=power-plants,states-provinces,land&select=states-provinces:MX-SON&panel=identify',
      { locale: 'en-CA' },
    )
    await page.getByRole('button', { name: 'Sheet of this place' }).click()
    await page.getByText('1 of 96 are chosen.').waitFor()
    expect(await accessibilityFaults(page, '#sheet-form')).toEqual([])
    const save = async () => {
      await page.getByRole('heading', { name: /The sheet is ready/ }).waitFor()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Save' }).click(),
      ])
      return download.suggestedFilename()
    }
    await page.getByRole('button', { name: 'Make the PDF of the place' }).click()
    expect(await save()).toBe('Sonora.pdf')
    await page.getByText('Measured in the file').waitFor()
    await page.getByRole('button', { name: 'Make changes' }).click()
    await page.getByRole('searchbox', { name: 'Find among the places' }).fill('québec')
    await page.getByRole('checkbox', { name: 'Quebec' }).check()
    await page.getByLabel('Language of the sheet').selectOption('fr')
    await page.getByLabel('Title of the book').fill('Two places')
    await page.getByRole('button', { name: 'Make the PDF of 2 places' }).click()
    expect(await save()).toBe('Two_places.pdf')
    await page.getByText(/^2 sheets on \d pages of 215.9\s×\s279.4\smm$/).waitFor()
    await page.getByText('Place on the ground: on 2 of 2 sheets').waitFor()
    await page.getByRole('button', { name: 'Make changes' }).click()
    // Of those that are found.
    await page.getByRole('searchbox', { name: 'Find among the places' }).fill('')
    await page.getByRole('button', { name: 'None' }).click()
    await page.getByText('Choose at least one place.').waitFor()
    expect(await page.getByRole('button', { name: 'Make the PDF' }).isDisabled()).toBe(true)
    expect(complaints).toEqual([])
  })

  it('is made as a picture of any size, larger than a canvas too, and as a drawing', async () => {
    const { page, complaints } = await atlas.open('?layers=rivers,land', { locale: 'en-CA' })
    await page.getByRole('button', { name: 'Map on paper or as a picture' }).click()
    await page.getByText(/On paper the map is/).waitFor()
    const make = async (format: string) => {
      await page.getByRole('button', { name: `Make the ${format}` }).click()
      await page.getByRole('heading', { name: /The sheet is ready/ }).waitFor()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Save' }).click(),
      ])
      return readFile(await download.path())
    }
    await page.getByText('PNG', { exact: true }).click()
    await page.getByLabel('Paper', { exact: true }).selectOption('slide')
    await page.getByLabel('Dots per inch').fill('550')
    const png = await make('PNG')
    await page.getByText('Picture: 7,333 × 4,').waitFor()
    const height = png.readUInt32BE(20)
    // 24 million pixels are drawn at once: 3,272 rows of these, so that the picture is of two bands at least.
    expect(height).toBeGreaterThanOrEqual(4125)
    expect(png.readUInt32BE(16)).toBe(7333)
    const joined = await page.evaluate(
      async (url) => {
        const bitmap = await createImageBitmap(await (await fetch(url)).blob())
        const context = new OffscreenCanvas(bitmap.width, 40).getContext('2d')!
        context.drawImage(bitmap, 0, -3252)
        const { data } = context.getImageData(0, 0, bitmap.width, 40)
        const row = (at: number) =>
          data.subarray(at * bitmap.width * 4, (at + 1) * bitmap.width * 4)
        const differing = (a: number, b: number) =>
          row(a).reduce((sum, value, index) => sum + (value === row(b)[index] ? 0 : 1), 0)
        return { seam: differing(19, 20), within: differing(9, 10), colors: new Set(row(20)).size }
      },
      (await page.getByRole('link', { name: 'Save' }).getAttribute('href')) as string,
    )
    // Rows at the seam of two bands are as alike as rows within one.
    expect(joined.seam).toBeLessThan(joined.within + 2000)
    expect(joined.colors).toBeGreaterThan(5)
    await page.getByRole('button', { name: 'Copy the picture' }).waitFor()
    await page.getByText('SVG', { exact: true }).click()
    const svg = (await make('SVG')).toString('utf8')
    expect(svg).toMatch(/inkscape:label="Rivers"/)
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
