import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type AtlasPage, atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

/** Opens the catalogue over the map, in the language of the address. */
async function openCatalogue(search: string, open: RegExp): Promise<AtlasPage> {
  const opened = await atlas.open(search)
  await opened.page.getByRole('button', { name: open }).click()
  await opened.page.getByRole('searchbox').waitFor()
  return opened
}

const OPEN = /^(Add layers|Ajouter des couches|Agregar capas)$/
const onMap = (page: Page) =>
  page
    .locator('[data-layer]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-layer')))

describe('a newcomer', () => {
  it.each([
    ['en', 'mercury', 'prtr-facilities-selection'],
    ['es', 'plomo', 'prtr-facilities-selection'],
    ['fr', 'aires protégées', 'protected-areas-selection'],
    ['en', 'project 12', 'prtr-facilities-selection'],
  ])('finds a layer and puts it on the map (%s: %s)', async (language, text, id) => {
    const { page, complaints } = await openCatalogue(`?lang=${language}`, OPEN)
    await page.getByRole('searchbox').fill(text)
    const entry = page.locator('li', { has: page.locator(`h3 a[href$="layers/${id}/"]`) })
    await entry.getByRole('button').click()
    expect((await onMap(page))[0]).toBe(id)
    await expect.poll(() => page.url()).toContain(`layers=${id},*`)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('sees what can be shown, and on demand which data are not bundled and where the CEC has them', async () => {
    const { page } = await openCatalogue('?lang=fr', OPEN)
    await page.getByRole('searchbox').fill('Köppen')
    await page.locator('h3 a[href$="/climate-zones/"]').waitFor()
    expect(await page.locator('h3 a[href$="cec-climate-zones/"]').count()).toBe(0)
    await page.getByText(/autres? couches? .* mais (?:ses|leurs) données ne sont pas ici/).waitFor()
    await page.getByRole('checkbox', { name: 'Seulement ce que la carte peut afficher' }).uncheck()
    const entry = page.locator('li', { has: page.locator('h3 a[href$="cec-climate-zones/"]') })
    expect(await entry.textContent()).toContain('Données non incluses')
    const link = entry.getByRole('link', { name: /Consulter sur le site de la CCE/ })
    expect(await link.getAttribute('href')).toMatch(/^https:\/\//)
    expect(await entry.getByRole('button').count()).toBe(0)
    await page.context().close()
  })

  it('sees each layer in small', async () => {
    const { page, complaints } = await openCatalogue('', OPEN)
    await page.getByRole('searchbox').fill('power plants')
    const picture = page.locator('li img[src$="layers/power-plants/thumbnail.svg"]')
    await picture.waitFor()
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(160)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is offered something where nothing is found', async () => {
    const { page } = await openCatalogue('', OPEN)
    await page.getByRole('searchbox').fill('mrkuri')
    await page.getByRole('button', { name: /mercury/ }).click()
    expect(await page.getByRole('searchbox').inputValue()).toBe('mercury')
    await page.locator('h3 a[href$="prtr-facilities-selection/"]').waitFor()
    await page.context().close()
  })
})

describe('the legend', () => {
  it('switches classes off one by one, in the address, too', async () => {
    const { page, complaints } = await atlas.open('?layers=power-plants,land')
    const list = page.getByRole('region', { name: 'Layers' })
    await page.getByRole('button', { name: /^Legend and settings of Power Plants/ }).click()
    await list.getByRole('checkbox', { name: 'Coal', exact: true }).uncheck()
    await list.getByRole('checkbox', { name: 'Wind', exact: true }).focus()
    await page.keyboard.press('Space')
    await expect.poll(() => page.url()).toContain('layers=power-plants~coal~wind,land')
    await list.getByRole('button', { name: 'Show all classes of Power Plants' }).click()
    await expect.poll(() => page.url()).toContain('layers=power-plants,land')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('drops a class that it does not have, and says so', async () => {
    const { page } = await atlas.open('?layers=power-plants~coal~magic,land')
    await page.getByText('The legend has no class by this name: magic.').waitFor()
    const list = page.getByRole('region', { name: 'Layers' })
    await page.getByRole('button', { name: /^Legend and settings of Power Plants/ }).click()
    expect(await list.getByRole('checkbox', { name: 'Coal', exact: true }).isChecked()).toBe(false)
    expect(await list.getByRole('checkbox', { name: 'Wind', exact: true }).isChecked()).toBe(true)
    await page.context().close()
  })
})

describe('the pages', () => {
  /** One page of each kind: with data, without, only planned; lists; projects. */
  const KINDS = [
    'layers/',
    'layers/ports/',
    'layers/cec-climate-zones/',
    'layers/aquifers/',
    'projects/',
    'projects/12/',
  ]

  it.each([
    ['', 'light'],
    ['fr/', 'dark'],
    ['es/', 'light'],
  ] as const)('have no axe violations (%s, %s)', async (folder, colorScheme) => {
    const context = await atlas.browser.newContext({ colorScheme })
    const page = await context.newPage()
    const found: Record<string, string[]> = {}
    for (const path of KINDS) {
      await page.goto(atlas.server.url + folder + path)
      found[path] = await accessibilityFaults(page)
    }
    expect(found).toEqual(Object.fromEntries(KINDS.map((path) => [path, []])))
    await context.close()
  })

  it('fit a phone without scrolling sideways', async () => {
    const context = await atlas.browser.newContext({ viewport: { width: 360, height: 640 } })
    const page = await context.newPage()
    for (const path of KINDS) {
      await page.goto(`${atlas.server.url}fr/${path}`)
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect([path, overflow]).toEqual([path, 0])
    }
    await context.close()
  })

  it('are read without scripts, and copy citations with them, under a strict policy', async () => {
    const url = `${atlas.server.url}layers/power-plants/`
    const plain = await atlas.browser.newContext({ javaScriptEnabled: false })
    const read = await plain.newPage()
    await read.goto(url)
    await read.getByText('Global Power Plant Database', { exact: false }).first().waitFor()
    expect(await read.getByRole('button', { name: /^Copy/ }).count()).toBe(0)
    await plain.close()

    const context = await atlas.browser.newContext({
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const page = await context.newPage()
    const refused: string[] = []
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
    await page.route(url, async (route) => {
      const response = await route.fetch()
      const headers = { ...response.headers(), 'content-security-policy': "default-src 'self'" }
      await route.fulfill({ response, headers })
    })
    await page.goto(url)
    await page.getByText('BibTeX', { exact: true }).click()
    await page.getByRole('button', { name: 'Copy: BibTeX' }).click()
    await page.getByText('Copied', { exact: true }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^@misc\{power-plants/,
    )
    expect(refused).toEqual([])
    await context.close()
  })

  it('say at the address of a file of a withdrawn edition why it is gone, and lead to the next', async () => {
    const context = await atlas.browser.newContext()
    const page = await context.newPage()
    const withdrawn = { en: 'Wrong places.', fr: 'Mauvais emplacements.', es: 'Lugares erróneos.' }
    const sha256 = 'a'.repeat(64)
    await page.route('**/layers/editions.json', (route) =>
      route.fulfill({
        json: {
          layers: [
            {
              id: 'ports',
              editions: [
                { edition: '2026-11-27', sha256 },
                { edition: '2026-01-15', sha256, withdrawn },
              ],
            },
          ],
        },
      }),
    )
    const at = atlas.server.url
    const answer = await page.goto(`${at}layers/ports/2026-01-15/ports.gpkg`)
    expect(answer?.status()).toBe(404)
    const french = page.locator('section[lang="fr"]')
    await french.getByText('Mauvais emplacements.').waitFor()
    await french.getByRole('heading', { name: /ports.*15 janvier 2026/ }).waitFor()
    const newest = french.getByRole('link', { name: /27 novembre 2026/ })
    expect(await newest.evaluate((link: HTMLAnchorElement) => link.href)).toBe(`${at}fr/layers/ports/`) // biome-ignore format: one line
    expect(await accessibilityFaults(page)).toEqual([])

    await page.goto(`${at}layers/ports/2026-11-27/none.gpkg`)
    const english = page.locator('section[lang="en"]')
    await english.getByText('This edition has no such file.').waitFor()
    expect(await english.getByText('Wrong places.').count()).toBe(0)
    await page.goto(`${at}layers/harbours/`)
    await english.getByText('The address may be misspelt').waitFor()
    expect(await english.locator('[data-when="edition"]').isVisible()).toBe(false)
    await context.close()
  })

  it('open the map with the layer over the reference map', async () => {
    const context = await atlas.browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await page.goto(`${atlas.server.url}es/layers/wind-farms/`)
    await page.getByRole('link', { name: 'Abrir en el mapa', exact: true }).click()
    await page.locator('[data-layer="wind-farms"]').waitFor()
    const layers = await onMap(page)
    expect(layers[0]).toBe('wind-farms')
    expect(layers).toContain('land')
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    await context.close()
  })
})

describe('the catalogue over the map', () => {
  it.each([
    ['en', 'light', 1280],
    ['fr', 'dark', 1280],
    ['es', 'light', 360],
  ] as const)('has no axe violations (%s, %s, %i wide)', async (language, colorScheme, width) => {
    const { page } = await atlas.open(`?lang=${language}`, { colorScheme, width, height: 720 })
    if (width < 768) await page.getByRole('button', { name: /^(Layers|Couches|Capas)$/ }).click()
    await page.getByRole('button', { name: OPEN }).click()
    await page.getByRole('searchbox').fill(language === 'en' ? 'protected' : 'a')
    await page.locator('h3 a').first().waitFor()
    expect(await accessibilityFaults(page, '[aria-labelledby="catalogue-title"]')).toEqual([])
    await page.context().close()
  })
})
