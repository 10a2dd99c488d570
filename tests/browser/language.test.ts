import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StaticServer, startStaticServer } from '../../scripts/static-server.ts'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { launchBrowser } from '../support/browser.ts'
import { complaintsOf } from '../support/complaints.ts'

const atlas = atlasUnderTest()

const ROOT = resolve(import.meta.dirname, '../..')

/** A private-use tag of BCP 47: what no reader speaks. */
const MADE_UP = 'qaa'

/** The words in capitals, their places for values as they are. */
function shout(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(/({{\w+}})|([^{}]+)/g, (_, place, text) => place ?? text.toUpperCase())
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shout(item)]))
}

describe('a language whose words do not come', () => {
  it('is told, and the page stays in the one that it speaks', async () => {
    const { page, complaints } = await atlas.open()
    await page.route(/assets\/page-.*\.json$/, (route) => route.abort())
    // A choice that fails at once is taken back before anybody could see it.
    await page.getByRole('radio', { name: 'Español' }).click({ force: true })
    await page.getByText('The texts in Español could not be loaded.').waitFor()
    await page.unroute(/assets\/page-.*\.json$/)
    expect(await page.getByRole('radio', { name: 'English' }).isChecked()).toBe(true)
    expect(await page.title()).toBe('North American Environmental Atlas')
    await page.getByRole('radio', { name: 'Español' }).click({ force: true })
    await page.getByRole('button', { name: 'Agregar capas' }).waitFor()
    expect(complaints.filter((text) => !/Failed to (load|fetch)/.test(text))).toEqual([])
    await page.context().close()
  })
})

describe('a language that the Atlas does not speak yet', () => {
  let folder: string
  let server: StaticServer
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'atlas-language-'))
    for (const name of [
      'src',
      'scripts',
      'index.html',
      'vite.config.ts',
      'tsconfig.json',
      'package.json',
      'README.md',
    ]) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true })
    }
    for (const name of ['node_modules', 'public']) symlinkSync(join(ROOT, name), join(folder, name))
    const words = join(folder, 'src/words')
    mkdirSync(join(words, MADE_UP))
    for (const file of readdirSync(join(words, 'en'))) {
      const english: unknown = JSON.parse(readFileSync(join(words, 'en', file), 'utf8'))
      const own =
        file === 'language.json'
          ? { ...(english as object), name: 'SHOUTED', order: 4, locale: 'en-CA', fallback: 'fr' }
          : shout(english)
      writeFileSync(join(words, MADE_UP, file), JSON.stringify(own))
    }
    execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: folder, stdio: 'pipe' })
    server = await startStaticServer({ folder: join(folder, 'dist') })
    browser = await launchBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is spoken once a folder of its words is there, with the data in the language that it names', async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.goto(server.url)
    await waitUntilDrawn(page)
    await page.getByRole('radio', { name: 'SHOUTED' }).click({ force: true })
    await page.getByRole('button', { name: 'ADD LAYERS' }).waitFor()
    await expect.poll(() => page.title()).toBe('NORTH AMERICAN ENVIRONMENTAL ATLAS')
    await expect.poll(() => new URL(page.url()).searchParams.get('lang')).toBe(MADE_UP)
    await page.getByRole('button', { name: 'BASE MAP' }).click()
    // Titles of layers are data: they are in the languages of the CEC.
    await page.locator('[data-layer="rivers"]').getByText('Cours d’eau').first().waitFor()
    await page.goto(`${server.url}?lang=${MADE_UP}&layers=nowhere`)
    await page.getByText('THIS ATLAS HAS NO LAYER BY THIS NAME: nowhere.').waitFor()
    expect(complaints).toEqual([])
  })

  it('is among those of the page that is seen where its programs do not come', async () => {
    const html = await (await fetch(server.url)).text()
    expect(html).toContain(`<section lang="${MADE_UP}">`)
    expect(html).toContain('THE ATLAS HAS NOT STARTED YET.')
    expect(html).toContain('THE ATLAS DRAWS ITS MAP IN YOUR BROWSER')
  })
})
