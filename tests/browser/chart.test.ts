import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

describe('a chart', () => {
  it('counts as the table does, selects on the map, narrows it, and is saved with its caveat', async () => {
    const { page, complaints } = await atlas.open(
      '?layers=power-plants,states-provinces,land&panel=chart:power-plants',
    )
    const panel = page.getByRole('region', { name: 'Chart: Power Plants' })
    await panel.getByText('11,262 features').waitFor()
    // As it opens: what the legend has, by what the symbols are as large as.
    expect(await panel.getByRole('img').getAttribute('aria-label')).toContain(
      'The largest: Natural gas',
    )
    await panel.getByLabel('A bar for each').selectOption({ label: 'Country' })
    await panel.getByLabel('Value shown').selectOption({ label: 'Number of features' })
    await expect.poll(() => page.url()).toContain('chart=power-plants;bars=country')
    // A reader of the table selects by keys what others press in the drawing.
    await panel.getByText('The figures as a table').click()
    await panel.getByRole('button', { name: 'Mexico' }).press('Enter')
    await panel.getByText('Mexico: 277 features.').waitFor()
    await panel.getByText('They stand out on the map.').waitFor()
    await panel.getByRole('button', { name: 'Show only these' }).click()
    await panel.getByText('277 features.').first().waitFor()
    await expect.poll(() => page.url()).toContain('filter=')
    expect(await accessibilityFaults(page)).toEqual([])

    const [svg] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'SVG' }).click(),
    ])
    const picture = readFileSync((await svg.path())!, 'utf8')
    expect(picture).toContain('As of about 2019 to 2021')
    expect(picture).toContain('World Resources Institute')
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'CSV' }).click(),
    ])
    expect(readFileSync((await csv.path())!, 'utf8')).toBe(
      '\uFEFFCountry,Number of features\r\nMexico,277\r\n',
    )
    const [png] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'PNG' }).click(),
    ])
    const bytes = readFileSync((await png.path())!)
    expect([...bytes.subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
    expect(bytes.readUInt32BE(16)).toBe(2 * 760)
    expect(complaints).toEqual([])
  })

  it('goes on by keys where a selection ends, and says in words what is drawn alone', async () => {
    const { page } = await atlas.open('?layers=power-plants,land&panel=chart:power-plants')
    const panel = page.getByRole('region', { name: 'Chart: Power Plants' })
    await panel.getByText('The figures as a table').click()
    await panel.getByRole('button', { name: 'Natural gas' }).press('Enter')
    await panel.getByText('They stand out on the map.').waitFor()
    await panel.getByRole('button', { name: 'Clear', exact: true }).press('Enter')
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused).toContain('Sum of Capacity')
    await panel.getByRole('radio', { name: 'Years' }).press(' ')
    // Those without a year are the most, and are no year.
    await expect
      .poll(() => panel.getByRole('img').getAttribute('aria-label'))
      .toMatch(/^Chart of years with 123 years\. The largest: 2017, 648/)
  })
})

describe('the years of a layer', () => {
  it('are chosen by keys and played, on the map, in the address and in words', async () => {
    const { page, complaints } = await atlas.open(
      '?layers=power-plants,states-provinces,land&panel=time:power-plants',
    )
    const panel = page.getByRole('region', { name: 'Time: Power Plants' })
    await panel.getByText('1896–2020').waitFor()
    await panel.getByText('No data for 2 years: 1897–1898.').waitFor()
    await panel.getByText('One year').click()
    const slider = panel.getByRole('slider', { name: 'Year' })
    await slider.press('Home')
    await slider.press('ArrowRight')
    await panel.getByText('1897: no data.').waitFor()
    expect(decodeURIComponent(page.url())).toContain('commissioning_year')
    await panel.getByText('Up to a year').click()
    await panel.getByRole('button', { name: 'Play' }).press('Enter')
    await panel.getByText('1896–1899').waitFor()
    await panel.getByRole('button', { name: 'Pause' }).press('Enter')
    expect(await accessibilityFaults(page)).toEqual([])
    const all = panel.getByRole('button', { name: 'All years' })
    await all.press('Enter')
    await panel.getByText('1896–2020').waitFor()
    // It can do no more, and keeps the focus.
    expect(await all.isDisabled()).toBe(true)
    expect(await all.evaluate((button) => button === document.activeElement)).toBe(true)
    await expect.poll(() => page.url()).not.toContain('filter=')
    expect(complaints).toEqual([])
  })
})
