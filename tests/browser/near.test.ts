import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { complaintsOf } from '../support/complaints.ts'

const atlas = atlasUnderTest()

const LANGUAGES = [
  {
    language: 'en',
    link: 'What is near you?',
    about: 'What to look for',
    mercury: 'Mercury and its compounds',
    none: 'None within 50',
    unknown: '116 of them name no substance',
  },
  {
    language: 'fr',
    link: /Qu’y a-t-il près de chez vous/,
    about: 'Que chercher',
    mercury: 'Mercure et ses composés',
    none: 'Aucun à moins de 50',
    unknown: '116 d’entre eux ne nomment aucune substance',
  },
  {
    language: 'es',
    link: '¿Qué hay cerca de usted?',
    about: 'Qué buscar',
    mercury: 'Mercurio y sus compuestos',
    none: 'Ninguno a menos de 50',
    unknown: '116 no nombran ninguna sustancia',
  },
] as const

async function openHome(language: string, hasTouch: boolean) {
  const context = await atlas.browser.newContext({
    viewport: { width: 360, height: 640 },
    hasTouch,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${atlas.server.url}${language}/`)
  return { page, complaints }
}

/** Presses a key until what has the focus is as wanted: nothing is reached but as a reader would reach it. */
async function pressUntil(page: Page, key: string, isThere: () => Promise<boolean>, most = 60) {
  for (let presses = 0; !(await isThere()); presses++) {
    if (presses === most) throw new Error(`${most} presses of ${key} do not lead there`)
    await page.keyboard.press(key)
    // Nobody presses again before what the key did is seen.
    await page.evaluate(
      () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))),
    )
  }
}

const hasFocus = (locator: Locator) => () =>
  locator.evaluate((node) => node === document.activeElement)

/** What the atlas knows of mercury near Tijuana, and what it does not. */
async function expectAnswer(page: Page, { none, unknown }: (typeof LANGUAGES)[number]) {
  await page.getByText(none).waitFor()
  await page.getByText(unknown).waitFor()
  // The nearest of the layer that names it, by the table that the layer is made of: 895 km.
  await page.getByRole('button', { name: /ASH GROVE CEMENT.*89\d\s?km/s }).waitFor()
  await expect
    .poll(() => new URL(page.url()).searchParams.get('near'))
    .toBe('-117.08,32.5,50,pollution.mercury')
}

describe('what is near a place', () => {
  it.each(LANGUAGES)(
    'answers which facilities report mercury near Tijuana, four taps from the home page on a phone: $language',
    async (words) => {
      const { page, complaints } = await openHome(words.language, true)
      await page.getByRole('link', { name: words.link }).tap()
      await page.getByRole('option', { name: 'Tijuana', exact: true }).tap()
      // Two taps on a phone: the list opens, and one of it is taken.
      await page.getByLabel(words.about).selectOption({ label: words.mercury })
      await expectAnswer(page, words)
      expect(await accessibilityFaults(page)).toEqual([])
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )

  it.each(LANGUAGES)(
    'answers it by keyboard alone, and puts a row on the map, from where Back leads to the list: $language',
    async (words) => {
      const { page } = await openHome(words.language, false)
      await pressUntil(page, 'Tab', hasFocus(page.getByRole('link', { name: words.link })))
      await page.keyboard.press('Enter')
      const field = page.getByRole('searchbox')
      const tijuana = page.getByRole('option', { name: 'Tijuana', exact: true })
      await tijuana.waitFor()
      await expect.poll(hasFocus(field)).toBe(true)
      await pressUntil(page, 'ArrowDown', async () => {
        const active = await field.getAttribute('aria-activedescendant')
        return active !== null && active === (await tijuana.getAttribute('id'))
      })
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Tijuana', exact: true }).waitFor()
      const about = page.getByLabel(words.about)
      await pressUntil(page, 'Tab', hasFocus(about))
      const isMercury = async () => (await about.inputValue()) === 'pollution.mercury'
      await pressUntil(page, 'ArrowDown', isMercury)
      await expectAnswer(page, words)
      await pressUntil(
        page,
        'Tab',
        hasFocus(page.getByRole('button', { name: /ASH GROVE CEMENT/ })),
      )
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 3, name: /ASH GROVE CEMENT/ }).waitFor()
      await waitUntilDrawn(page)
      await expect
        .poll(() => new URL(page.url()).searchParams.get('layers'))
        .toBe('prtr-facilities-selection,*')
      // The map has moved so far that the feature is not under the sheet.
      await expect
        .poll(() => new URL(page.url()).searchParams.get('at')?.split(',').map(Number)[0] ?? 0)
        .toBeCloseTo(-112, 0)
      await page.goBack()
      await page.getByText(words.unknown).waitFor()
      await page.context().close()
    },
  )

  it('takes the reader’s own position when it is asked for, rounded, and says so where it is refused', async () => {
    const { page, complaints } = await atlas.open('?panel=near')
    const context = page.context()
    await page.getByRole('button', { name: 'Use my position' }).click()
    await page.getByText('The browser may not tell your position').waitFor()
    await context.grantPermissions(['geolocation'])
    await context.setGeolocation({ longitude: -73.56789, latitude: 45.50123 })
    await page.getByRole('button', { name: 'Use my position' }).click()
    await page.getByRole('heading', { name: 'Your position' }).waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('near')).toBe('-73.57,45.5,50')
    await page.getByText(/^\d+ found$/).waitFor()
    const address = new URL(page.url()).search
    await page.getByRole('button', { name: 'Close “What is near”' }).click()
    await expect.poll(() => page.url()).not.toContain('near=')
    expect(complaints).toEqual([])
    await context.close()
    const again = await atlas.open(address)
    await again.page.getByRole('heading', { name: '45.500° N, 73.570° W' }).waitFor()
    await again.page.getByRole('radio', { name: '100 km' }).check({ force: true })
    await expect.poll(() => again.page.url()).toContain('near=-73.57,45.5,100')
    await again.page.getByText(/^\d+ found$/).waitFor()
    await again.page.context().close()
  })
})
