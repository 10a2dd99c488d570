import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

describe('measuring on the map', () => {
  it('draws a line by keys alone, says its length, keeps it in the address, and makes a layer of it', async () => {
    const { page, complaints } = await atlas.open('?layers=land&panel=measure')
    await page.getByRole('button', { name: 'Line', exact: true }).click()
    const field = page.getByRole('application', { name: 'Drawing on the map' })
    await field.press('Enter')
    for (let step = 0; step < 6; step++) await field.press('ArrowRight')
    await page.getByText(/^[\d,]+(\.\d+)? km \(.* mi\) · initial bearing [\d.]+°$/).waitFor()
    await field.press('Enter')
    await page.getByRole('button', { name: 'Finish' }).click()
    const list = page.getByRole('list', { name: 'Drawings' })
    expect(await list.getByRole('listitem').count()).toBe(1)
    expect(await list.textContent()).toMatch(
      /Length[\d,.]+ km \([\d,.]+ mi\)[\d,.]+ km .* on the Framework’s sphere/,
    )
    await page.getByLabel('Name').fill('Way')
    await expect.poll(() => new URL(page.url()).search).toMatch(/draw=line\(Way\):-?[\d.]+,/)
    await list.getByRole('button', { name: 'Heights along the line' }).click()
    await list.getByRole('img', { name: /^Lowest: .* m above sea level\. Highest: / }).waitFor()
    await list.getByText('As a table').click()
    expect(await list.getByRole('row').count()).toBeGreaterThan(1)
    expect(await accessibilityFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Make a layer of these' }).click()
    await page.locator('[data-stage="review"]').waitFor()
    await page.getByRole('button', { name: 'Add the layer' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('[data-layer]').count()).toBe(2)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('takes typed coordinates, and an address with drawings, the same in every projection', async () => {
    const { page, complaints } = await atlas.open(
      '?lang=fr&proj=mercator&layers=land&panel=measure&draw=line:179,51.9;-166.5,53.8~polygon(P%C3%B4le):0,70;90,70;180,70;-90,70',
    )
    const list = page.getByRole('list', { name: 'Dessins' })
    const lengths = async () => (await list.textContent())!.replace(/\s/g, ' ')
    expect(await lengths()).toContain('997,59 km')
    expect(await lengths()).toContain('10 175 187 km²')
    for (const projection of ['Globe', 'Lambert équivalente']) {
      await page.getByRole('button', { name: /^Projection/ }).click()
      await page.getByRole('radio', { name: projection }).check()
      await page.keyboard.press('Escape')
      expect(await lengths()).toContain('997,59 km')
    }
    await page.getByText('Saisir des coordonnées').click()
    const places = page.getByLabel('Lieux, un par ligne')
    await places.fill('19°26′N 99°08′W\nnulle part')
    await page.getByText('Cette ligne n’est pas un lieu : nulle part', { exact: false }).waitFor()
    await places.fill('32.5027 N 117.0037 W\n32.7157 N 117.1611 W')
    await page.getByRole('button', { name: 'Les dessiner' }).click()
    expect(await lengths()).toContain('27,861 km')
    await page.goBack()
    await expect.poll(() => list.getByRole('listitem').count()).toBe(2)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
