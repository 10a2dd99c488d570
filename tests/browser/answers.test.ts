import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

describe('an answer that is a layer', () => {
  it('is made of a question, follows it, is exported with it, and comes back with its address', async () => {
    const ask = '{"layer":"power-plants","border":{"between":"CAN-USA","km":100}}'
    const { page, complaints } = await atlas.open(`?ask=${encodeURIComponent(ask)}&panel=ask`)
    await page.getByRole('button', { name: 'Add as a layer that follows the question' }).click()
    const row = page.locator('[data-layer="answer-1"]')
    await row.getByText('Power Plants within 100 km of the Canada–US boundary').waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('answers')).toBe(`[[1,${ask}]]`)
    const parameters = () => new URL(page.url()).searchParams
    expect(parameters().get('layers')).toBe('answer-1,!power-plants,*')

    const kilometers = page.getByLabel(/^Kilometres/)
    await kilometers.fill('10')
    await kilometers.press('Enter')
    await row.getByText('Power Plants within 10 km of the Canada–US boundary').waitFor()
    expect(parameters().get('answers')).toContain('"km":10')
    // 117 of them, as the sentence in the panel says; each has the values that it has in its own layer.
    await page.getByText('117 of 11,262 features of “Power Plants”').waitFor()
    await page.getByRole('button', { name: 'Show in the table' }).click()
    await page.getByText(/^117 rows/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Close the table' }).click()

    await row.locator('button[aria-expanded]').click()
    await row.getByRole('button', { name: /^Download/ }).click()
    await page.getByRole('radio', { name: 'GeoJSON', exact: true }).check()
    await page.getByRole('button', { name: 'Make the file' }).click()
    const save = page.getByRole('link', { name: 'Save the file' })
    await save.waitFor({ timeout: 60_000 })
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
    const file = await readFile(await download.path(), 'utf8')
    expect(file).toContain('Power Plants within 10')
    expect(file).toContain('answer to the question {\\"layer\\":\\"power-plants\\"')

    const address = new URL(page.url())
    address.searchParams.set('lang', 'es')
    address.searchParams.delete('panel')
    await page.context().close()
    const again = await atlas.open(address.search)
    const title = 'Centrales eléctricas a no más de 10 km de la frontera Canadá–Estados Unidos'
    await again.page.locator('[data-layer="answer-1"]').getByText(title).waitFor()
    await again.page.locator('label[lang="fr"]').click()
    const french = again.page.locator('[data-layer="answer-1"]')
    await french.getByText('Centrales électriques à 10 km au plus de la frontière').waitFor()
    await french.locator('button[aria-expanded]').click()
    await french.getByRole('button', { name: /^Retirer/ }).click()
    await expect.poll(() => again.page.url()).not.toContain('answers=')
    await again.page.goBack()
    await french.getByText('Centrales électriques à 10 km').waitFor()
    expect([...complaints, ...again.complaints]).toEqual([])
  })
})
