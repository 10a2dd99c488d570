import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

const layersOf = (page: Page) => new URL(page.url()).searchParams.get('layers') ?? ''

describe('the subjects', () => {
  it('put a composed map on the screen, say what it does not show, and Back brings the map before', async () => {
    const { page, complaints } = await atlas.open()
    await page.getByRole('button', { name: 'Subjects' }).click()
    const energy = page.getByRole('button', { name: /^Energy / })
    await energy.click()
    await expect.poll(() => layersOf(page)).toBe('power-plants,*')
    await page.getByText('It shows what plants can make, not what they emit.').waitFor()
    expect(await energy.getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('button', { name: /^Climate / }).click()
    await expect.poll(() => layersOf(page)).toContain('climate-zones')
    await waitUntilDrawn(page)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.goBack()
    await expect.poll(() => layersOf(page)).toBe('power-plants,*')
    await page.goBack()
    await expect.poll(() => layersOf(page)).toBe('')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('leave the map free on a phone, and tell over it what it does not show', async () => {
    const { page } = await atlas.open('', { width: 360, height: 640, locale: 'es-MX' })
    await page.getByRole('button', { name: 'Capas' }).first().click()
    await page.getByRole('button', { name: 'Temas' }).click()
    await page.getByRole('button', { name: /^Contaminación y residuos/ }).click()
    await page.getByText('un lugar vacío no es un lugar limpio').waitFor()
    await page.getByRole('heading', { name: 'Empezar por un tema' }).waitFor({ state: 'detached' })
    await expect.poll(() => layersOf(page)).toContain('prtr-facilities-selection')
    await page.context().close()
  })

  it('are on a page of their own in each language, which needs no scripts and leads to the same maps', async () => {
    const context = await atlas.browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${atlas.server.url}fr/`)
    await page
      .getByRole('heading', { name: 'Atlas environnemental de l’Amérique du Nord' })
      .waitFor()
    const link = page.getByRole('link', { name: 'Énergie', exact: true })
    expect(await link.getAttribute('href')).toBe('../?lang=fr&layers=power-plants,*')
    const pictures = page.locator('.thumb img')
    expect(await pictures.count()).toBeGreaterThan(5)
    for (const picture of await pictures.all()) {
      await picture.scrollIntoViewIfNeeded()
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
        .toBeGreaterThan(0)
    }
    await context.close()
  })
})
