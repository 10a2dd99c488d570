import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { MapCommands } from '../../src/state/map-commands.ts'
import { atlasUnderTest, DIST, unfoldBaseMap, waitUntilDrawn } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { countDifferentPixels, shareOfColor, takeMapPicture } from '../support/pictures.ts'

const atlas = atlasUnderTest()

const catalog = JSON.parse(readFileSync(resolve(DIST, 'layers/catalog.json'), 'utf8'))
const entryOf = (id: string) =>
  catalog.layers.find((layer: { id: string }) => layer.id === id) as {
    title: Record<string, string>
    symbology: { symbol: { fill: { light: string; dark: string } } }
    files: { path: string }[]
  }
const titleOf = (id: string, language = 'en') => entryOf(id).title[language]!
const row = (page: Page, id: string) => page.locator(`[data-layer="${id}"]`)
const landColor = () => entryOf('land').symbology.symbol.fill

/** Does something to the map and waits until what follows is drawn. */
async function change(page: Page, action: () => Promise<unknown>): Promise<void> {
  await action()
  // The map says that it draws anew a frame later.
  await page.waitForTimeout(400)
  await waitUntilDrawn(page)
}

const orderOf = (page: Page) =>
  page
    .locator('[data-layer]')
    .evaluateAll((rows) => rows.map((element) => element.getAttribute('data-layer')))

/** Counts the programs that the page links for its maps. */
function countLinks(): void {
  Object.assign(window, { links: 0 })
  const link = WebGL2RenderingContext.prototype.linkProgram
  WebGL2RenderingContext.prototype.linkProgram = function (program) {
    ;(window as unknown as { links: number }).links++
    link.call(this, program)
  }
}

/** Lets the page wait for all that the map's own worker says, as on a slow machine. */
function slowDownMap(): void {
  window.Worker = class extends Worker {
    readonly #isMaps: boolean

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      this.#isMaps = String(url).includes('maplibre-gl-worker')
    }

    override addEventListener(type: string, listener: (event: Event) => void): void {
      super.addEventListener(type, (event: Event) => {
        setTimeout(() => listener(event), this.#isMaps ? 900 : 0)
      })
    }
  }
}

/**
 * How much two pictures of one view may differ: some names stand at the other side of their towns, which
 * hangs on the tile that came first: up to 1,400 pixels. A missing layer changes many times as much.
 */
const NAMES_PIXELS = 2500

describe('the first view', () => {
  it.each(['naaf', 'mercator', 'globe'])(
    'draws land, boundaries and labels in the projection %s',
    async (projection) => {
      const { page, complaints } = await atlas.open(`?proj=${projection}`)
      await unfoldBaseMap(page)
      const all = await takeMapPicture(page)
      expect(shareOfColor(all, landColor().light)).toBeGreaterThan(0.1)
      for (const [id, pixels] of [
        ['international-boundaries', 150],
        ['populated-places', 150],
      ] as const) {
        await change(page, () => row(page, id).getByRole('checkbox').uncheck())
        const without = await takeMapPicture(page)
        expect(countDifferentPixels(all, without), id).toBeGreaterThan(pixels)
        await change(page, () => row(page, id).getByRole('checkbox').check())
      }
      // Names may find other places when they come back; everything else is where it was.
      expect(countDifferentPixels(all, await takeMapPicture(page))).toBeLessThan(1500)
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )

  it('keeps centre and scale when the projection changes', async () => {
    const { page } = await atlas.open('?at=-100,52&z=3')
    const meters = () =>
      page.locator('[data-meters]').evaluate((bar) => {
        const width = (bar.firstElementChild as HTMLElement).getBoundingClientRect().width
        return Number(bar.getAttribute('data-meters')) / width
      })
    const center = () => page.locator('dl dd').first().textContent()
    const [before, place] = [await meters(), await center()]
    await page.getByRole('button', { name: /^Projection/ }).click()
    for (const name of ['Web Mercator', 'Globe', 'Lambert equal-area']) {
      await change(page, () => page.getByRole('radio', { name }).check())
      expect((await meters()) / before).toBeCloseTo(1, 1)
      expect(await center()).toBe(place)
    }
    await page.context().close()
  })

  it('has the globe ready before it is chosen: nothing is compiled when it is drawn', async () => {
    const { page } = await atlas.open('', { prepare: (opened) => opened.addInitScript(countLinks) })
    const links = () => page.evaluate(() => (window as unknown as { links: number }).links)
    let ready = -1
    for (let now = 0; now !== ready; now = await links()) {
      ready = now
      await page.waitForTimeout(1000)
    }
    await page.getByRole('button', { name: /^Projection/ }).click()
    await change(page, () => page.getByRole('radio', { name: 'Globe' }).check())
    expect(ready).toBeGreaterThan(0)
    expect(await links()).toBe(ready)
    await page.context().close()
  })

  it('has a line along the rim of the globe, and none on a flat map', async () => {
    const { page } = await atlas.open('?proj=globe')
    const line = page.locator('[data-drawn] [data-limb]')
    const ends = await line.evaluate((element) => {
      const map = element.closest('[data-drawn]') as HTMLElement & {
        commands: { unproject(pixel: [number, number]): [number, number] | null }
      }
      const { top, left, height } = map.getBoundingClientRect()
      const box = element.getBoundingClientRect()
      const y = top + height / 2
      const at = (x: number) => map.commands.unproject([x - left, y - top]) !== null
      return [at(box.left - 3), at(box.left + 5), at(box.right - 5), at(box.right + 3)]
    })
    expect(ends).toEqual([false, true, true, false])
    await page.getByRole('button', { name: /^Projection/ }).click()
    await change(page, () => page.getByRole('radio', { name: 'Web Mercator' }).check())
    expect(await line.isVisible()).toBe(false)
    await page.context().close()
  })

  it('follows the system into the dark', async () => {
    const { page } = await atlas.open('', { colorScheme: 'dark' })
    expect(shareOfColor(await takeMapPicture(page), landColor().dark)).toBeGreaterThan(0.1)
    await page.context().close()
  })
})

describe('a reader', () => {
  it('switches the whole page to French and Spanish, the names on the map too', async () => {
    const { page, complaints } = await atlas.open()
    const english = await takeMapPicture(page)
    for (const [language, title, layers] of [
      ['fr', 'Atlas environnemental de l’Amérique du Nord', 'Couches'],
      ['es', 'Atlas Ambiental de América del Norte', 'Capas'],
    ] as const) {
      await change(page, () => page.locator(`label[lang="${language}"]`).click())
      expect(await page.title()).toBe(title)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      await page.getByRole('heading', { name: layers }).waitFor()
      for (const id of ['lakes', 'bathymetry', 'populated-places']) {
        expect(await row(page, id).textContent()).toContain(titleOf(id, language))
      }
      expect(countDifferentPixels(english, await takeMapPicture(page))).toBeGreaterThan(100)
      await expect.poll(() => page.url()).toContain(`lang=${language}`)
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('opens in the language of the browser', async () => {
    const { page } = await atlas.open('', { locale: 'fr-CA' })
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    await page.context().close()
  })

  it('reorders layers with the keyboard, and the map follows', async () => {
    const { page } = await atlas.open('?at=-86,45&z=4&layers=lakes,land')
    await unfoldBaseMap(page)
    const before = await takeMapPicture(page)
    expect(await orderOf(page)).toEqual(['lakes', 'land'])
    const handle = page.getByRole('button', { name: `Move ${titleOf('lakes')}`, exact: true })
    await handle.focus()
    await page.keyboard.press('Space')
    await page.waitForTimeout(150)
    await page.keyboard.press('ArrowDown')
    await page.waitForTimeout(300)
    await change(page, () => page.keyboard.press('Space'))
    expect(await orderOf(page)).toEqual(['land', 'lakes'])
    await expect.poll(() => page.url()).toContain('layers=land,lakes')
    expect(countDifferentPixels(before, await takeMapPicture(page))).toBeGreaterThan(2000)
    await page.context().close()
  })

  it('reorders layers by dragging', async () => {
    const { page } = await atlas.open('?layers=lakes,rivers,land')
    await unfoldBaseMap(page)
    const from = await row(page, 'lakes').getByRole('button').first().boundingBox()
    const to = await row(page, 'land').getByRole('button').first().boundingBox()
    await page.mouse.move(from!.x + 8, from!.y + 18)
    await page.mouse.down()
    await page.mouse.move(from!.x + 8, from!.y + 40, { steps: 4 })
    await page.mouse.move(to!.x + 8, to!.y + 24, { steps: 8 })
    await page.mouse.up()
    await expect.poll(() => orderOf(page)).toEqual(['rivers', 'land', 'lakes'])
    await page.context().close()
  })

  it('fades a layer, and finds it so in the shared address', async () => {
    const { page } = await atlas.open()
    await unfoldBaseMap(page)
    await page
      .getByRole('button', { name: `Legend and settings of ${titleOf('land')}`, exact: true })
      .click()
    const slider = row(page, 'land').getByRole('slider')
    await change(page, () => slider.fill('40'))
    await expect.poll(() => page.url()).toContain('land:40')
    await page.context().close()
  })

  it('restores a shared view in another browser', async () => {
    const address =
      '?lang=es&proj=mercator&theme=dark&at=-99,23.5&z=4.5&layers=populated-places,!rivers,land:60,bathymetry'
    const { page } = await atlas.open(address)
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await orderOf(page)).toEqual(['populated-places', 'rivers', 'land', 'bathymetry'])
    await unfoldBaseMap(page)
    expect(await row(page, 'rivers').getByRole('checkbox').isChecked()).toBe(false)
    await page.waitForTimeout(500)
    await expect.poll(() => new URL(page.url()).search).toBe(address)
    const picture = await takeMapPicture(page)
    const again = await atlas.open(new URL(page.url()).search)
    expect(countDifferentPixels(picture, await takeMapPicture(again.page))).toBeLessThan(
      NAMES_PIXELS,
    )
    await page.context().close()
    await again.page.context().close()
  })

  it('is told which parts of an address mean nothing, and has the rest', async () => {
    const { page } = await atlas.open('?proj=mercator&z=huge&layers=land,unheard-of')
    const notices = page.getByRole('region', { name: 'Notices' })
    await notices.getByText('z=huge').waitFor()
    await notices.getByText('unheard-of').waitFor()
    expect(await orderOf(page)).toEqual(['land'])
    await page.context().close()
  })

  it.each(['naaf', 'mercator'])(
    'says from which amount on plants are drawn before anybody has moved the map (%s)',
    async (projection) => {
      const { page } = await atlas.open(`?proj=${projection}&layers=power-plants,land`)
      const least = Number(await page.locator('[data-least]').first().getAttribute('data-least'))
      const drawn = await page.evaluate(() => {
        const element = document.querySelector('[data-drawn]') as HTMLElement & {
          commands: MapCommands
        }
        const { width, height } = element.getBoundingClientRect()
        const all = element.commands.featuresAt([width / 2, height / 2], width)
        return all.flatMap(({ properties }) => properties.capacity_mw ?? []).map(Number)
      })
      expect(least).toBe(projection === 'naaf' ? 500 : 1000)
      expect(Math.min(...drawn)).toBe(least)
      await page.context().close()
    },
  )

  it('says where Web Mercator ends, and nothing of it where that is not seen', async () => {
    const { page } = await atlas.open('?proj=mercator&z=2&at=-90,84&layers=land')
    const end = page.getByText('Web Mercator ends at 85')
    await end.waitFor()
    const map = (await page.locator('[data-drawn]').boundingBox())!
    const { y, height } = (await end.boundingBox())!
    expect(y + height).toBeLessThan(map.y + map.height / 2)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Show all of North America' }).click()
    await end.waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('has the reference map where an address knows none of the layers', async () => {
    const { page } = await atlas.open('?layers=unheard-of')
    await page.getByRole('region', { name: 'Notices' }).getByText('unheard-of').waitFor()
    expect(await orderOf(page)).toContain('land')
    await page.context().close()
  })

  it('sees the first view whole as the window changes, and shares it without a place', async () => {
    const { page } = await atlas.open('', { width: 1280, height: 800 })
    const width = () =>
      page.locator('[data-meters]').evaluate((bar) => {
        const pixels = (bar.firstElementChild as HTMLElement).getBoundingClientRect().width
        return (Number(bar.getAttribute('data-meters')) / pixels) * innerWidth
      })
    const before = await width()
    await change(page, () => page.setViewportSize({ width: 800, height: 800 }))
    expect(await width()).toBeGreaterThan(before * 0.6)
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await change(page, () => page.getByRole('button', { name: 'Zoom in' }).click())
    await expect.poll(() => page.url()).toContain('z=')
    await page.context().close()
  })

  it('cannot lose the map, and comes home with one button', async () => {
    const { page } = await atlas.open()
    const home = await takeMapPicture(page)
    await page.locator('canvas').focus()
    for (let press = 0; press < 12; press++) await page.keyboard.press('ArrowLeft')
    for (let press = 0; press < 6; press++) await page.keyboard.press('-')
    await change(page, async () => page.waitForTimeout(600))
    expect(shareOfColor(await takeMapPicture(page), landColor().light)).toBeGreaterThan(0.02)
    await change(page, () =>
      page.getByRole('button', { name: 'Show all of North America' }).click(),
    )
    await expect
      .poll(async () => countDifferentPixels(home, await takeMapPicture(page)), { timeout: 8000 })
      .toBeLessThan(NAMES_PIXELS)
    await page.context().close()
  })
})

describe('a layer that comes late', () => {
  it.each([
    ['on the whole continent', ''],
    ['where the map enlarges its finest tiles', '?at=-79.5,44&z=9.5'],
  ])(
    'is drawn all the same, and after the projection was changed there and back: %s',
    async (_, search) => {
      const whole = await atlas.open(search)
      const expected = shareOfColor(await takeMapPicture(whole.page), landColor().light)
      await whole.page.context().close()
      const { page } = await atlas.open(search, {
        prepare: async (opened) => {
          await opened.addInitScript(slowDownMap)
          await opened.route(/\/land[^/]*\.fgb/, async (route) => {
            await new Promise((resolve) => setTimeout(resolve, 600))
            await route.continue()
          })
        },
      })
      const share = async () =>
        shareOfColor(await takeMapPicture(page), landColor().light) / expected
      expect(await share()).toBeCloseTo(1, 1)
      await page.getByRole('button', { name: /^Projection/ }).click()
      for (const name of ['Web Mercator', 'Lambert equal-area']) {
        await change(page, () => page.getByRole('radio', { name }).check())
      }
      await page.keyboard.press('Escape')
      expect(await share()).toBeCloseTo(1, 1)
      await page.context().close()
    },
  )
})

describe('a layer that cannot be read', () => {
  it.each([
    ['is missing', { status: 404, body: 'Not found' }],
    ['is broken', { status: 200, body: 'this is not FlatGeobuf, however long it may be' }],
  ])(
    '%s: it says so on its row, the others are drawn, and a retry brings it back',
    async (_, answer) => {
      const isRivers = /\/rivers[^/]*\.fgb/
      const { page } = await atlas.open('', {
        prepare: (opened) => opened.route(isRivers, (route) => route.fulfill(answer)),
      })
      const alert = row(page, 'rivers').getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toContain('This layer could not be loaded.')
      expect(await page.getByRole('alert').count()).toBe(1)
      const without = await takeMapPicture(page)
      expect(shareOfColor(without, landColor().light)).toBeGreaterThan(0.1)
      await page.unroute(isRivers)
      await change(page, () => alert.getByRole('button', { name: 'Try again' }).click())
      await alert.waitFor({ state: 'detached' })
      expect(countDifferentPixels(without, await takeMapPicture(page))).toBeGreaterThan(200)
      await page.context().close()
    },
  )

  it('names a faulty entry of the catalogue and shows the others', async () => {
    const { page } = await atlas.open('', {
      prepare: (opened) =>
        opened.route('**/layers/catalog.json', async (route) => {
          const changed = structuredClone(catalog)
          const lakes = changed.layers.find(({ id }: { id: string }) => id === 'lakes')
          lakes.title = { en: 'Lakes' }
          await route.fulfill({ json: changed })
        }),
    })
    await page.getByRole('region', { name: 'Notices' }).getByText('lakes').waitFor()
    expect(await orderOf(page)).not.toContain('lakes')
    expect(await orderOf(page)).toContain('land')
    await page.context().close()
  })

  it('says why the Atlas cannot start without its catalogue', async () => {
    const context = await atlas.browser.newContext({ locale: 'es-MX' })
    const page = await context.newPage()
    await page.route('**/layers/catalog.json', (route) => route.fulfill({ status: 503 }))
    await page.goto(atlas.server.url)
    await page.getByText('No se pudo cargar la lista de capas.').waitFor()
    await page.getByText(/El servidor no consigue entregar .* \(estado 503\)/).waitFor()
    await context.close()
  })
})

describe('the page', () => {
  it.each([
    [360, 640, 'light'],
    [1280, 800, 'dark'],
  ] as const)(
    'has no accessibility fault that axe finds at %d × %d (%s)',
    async (width, height, colorScheme) => {
      const { page } = await atlas.open('', { width, height, colorScheme })
      if (width < 768) await page.getByRole('button', { name: 'Layers', exact: true }).click()
      await unfoldBaseMap(page)
      await page
        .getByRole('button', {
          name: `Legend and settings of ${titleOf('bathymetry')}`,
          exact: true,
        })
        .click()
      expect(await accessibilityFaults(page)).toEqual([])
      await page.context().close()
    },
  )

  it('can be used with keys alone: what opens takes the focus, and gives it back', async () => {
    const { page } = await atlas.open()
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement
        return element?.getAttribute('aria-label') || element?.id || element?.textContent?.trim()
      })
    const add = page.getByRole('button', { name: 'Add layers' })
    await add.focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'search')
    await page.keyboard.press('Escape')
    await expect.poll(() => add.evaluate((button) => button === document.activeElement)).toBe(true)
    await unfoldBaseMap(page)
    await row(page, 'lakes').getByRole('button').last().press('Enter')
    await row(page, 'lakes').getByRole('button', { name: 'Remove' }).press('Enter')
    expect(await focused()).toBe(`Show ${titleOf('glaciers')}`)
    await page.getByRole('button', { name: 'Hide the layers' }).press('Enter')
    expect(await focused()).toBe('Layers')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('layers-title')
    await page.context().close()
  })

  it('gives the focus back on a phone, where panels cover what opened them', async () => {
    const { page } = await atlas.open('', { width: 360, height: 640 })
    const opener = page.getByRole('button', { name: 'Layers', exact: true })
    await opener.press('Enter')
    await page.keyboard.press('Escape')
    await expect
      .poll(() => opener.evaluate((button) => button === document.activeElement))
      .toBe(true)
    await opener.press('Enter')
    await unfoldBaseMap(page)
    await row(page, 'lakes').getByRole('button').last().press('Enter')
    const download = row(page, 'lakes').getByRole('button', { name: /^Download/ })
    await download.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'export-title')
    await page.keyboard.press('Escape')
    await expect
      .poll(() => download.evaluate((button) => button === document.activeElement))
      .toBe(true)
    await page.context().close()
  })

  it('fits a phone: nothing is wider than the screen', async () => {
    const { page } = await atlas.open('?lang=fr', { width: 360, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.context().close()
  })
})

describe('the catalogue', () => {
  it.each([
    ['en-CA', 'Add layers', 'wind farms', /^Add .+ to the map$/],
    ['fr-CA', 'Ajouter des couches', 'parcs éoliens', /^Ajouter .+ à la carte$/],
  ])(
    'finds a layer as it is typed, puts it on the map and has a page for it (%s)',
    async (locale, open, typed, add) => {
      const { page } = await atlas.open('', { locale })
      await page.getByRole('button', { name: open }).click()
      await page.getByRole('searchbox').fill(typed)
      const found = page.locator('ul li h3 a').first()
      await found.waitFor()
      const before = (await orderOf(page)).length
      await change(page, () => page.getByRole('button', { name: add }).first().click())
      expect((await orderOf(page)).length).toBe(before + 1)
      const href = await found.evaluate((link) => (link as HTMLAnchorElement).href)
      const answer = await page.request.get(href)
      expect(answer.status()).toBe(200)
      expect(await answer.text()).toContain('<h1')
      await page.context().close()
    },
  )
})
