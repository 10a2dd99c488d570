import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projects } from '../../scripts/catalog/projects.ts'
import { toRecords } from '../../scripts/catalog/records.ts'
import { readCatalogLayers, writeCatalogLayers } from '../../scripts/pipeline/build.ts'
import { addPackage } from '../../scripts/release/add-package.ts'
import { fileNames } from '../../scripts/release/editions-kept.ts'
import { readReleasedRecords } from '../../scripts/release/released.ts'
import { toLayerPage } from '../../src/pages/layer-page.ts'
import { atlasUnderTest } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

const PUBLIC = resolve(import.meta.dirname, '../../public/layers')
const THEME = 'prtr-facilities-selection'
/** A day after that of every edition there is. */
const EDITION = '2099-01-15'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atlas-review-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A register as Mexico sends it: its own names of fields, also of the place, which one row never had filled in. */
const RETC = [
  'NRA,NOMBRE,SCIAN,ESTADO,MUNICIPIO,COORD_1,COORD_2,CANTIDAD',
  'AAA01,Cementos del Norte,327310,Nuevo León,Monterrey,25.6866,-100.3161,2.5',
  'AAA02,Fundidora de Sonora,331111,Sonora,Hermosillo,29.0729,-110.9559,1.25',
  'AAA03,QuÃ­mica del Golfo,325110,Veracruz,Coatzacoalcos,18.1345,-94.4590,0.5',
  'AAA04,Planta sin lugar,325110,Puebla,Puebla,0,0,0.75',
  'AAA05,Planta al este,325110,Jalisco,Guadalajara,20.6597,103.3496,4',
].join('\n')

const finding = (page: Page, code: string) => page.locator(`[data-finding="${code}"]`)
const mapped = (page: Page, field: string) => page.locator(`[data-mapped="${field}"]`)

const expectAccessible = async (page: Page) => expect(await accessibilityFaults(page)).toEqual([])

async function download(page: Page, button: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ])
  return readFile(await file.path(), 'utf8')
}

describe('a register that was sent', () => {
  it('is reviewed, mended, mapped, compared, answered, and known again when it comes once more', async () => {
    const { page, complaints } = await atlas.open('?panel=review&layers=land')
    const give = async () => {
      await page
        .locator('input[data-review="files"]')
        .setInputFiles({ name: 'retc.csv', mimeType: 'text/csv', buffer: Buffer.from(RETC) })
      const reviewed = page.locator('[data-review-stage="reviewed"]')
      await reviewed.waitFor({ timeout: 60_000 })
      // Nothing is on the map before somebody says in which columns the places are.
      await finding(page, 'geometry-missing').waitFor()
      await page.getByRole('tab', { name: 'Fields' }).click()
      await page.getByLabel('Columns with the place').selectOption('degrees')
      const again = page.getByRole('button', { name: 'Read the file again' })
      expect(await again.isDisabled()).toBe(true)
      await page.getByLabel('Latitude', { exact: true }).selectOption('COORD_1')
      await page.getByLabel('Longitude', { exact: true }).selectOption('COORD_2')
      await again.click()
      await finding(page, 'geometry-missing').waitFor({ state: 'detached' })
      await reviewed.waitFor({ timeout: 60_000 })
    }
    await page.getByLabel('It will be the next edition of').selectOption('prtr-facilities-selection') // biome-ignore format: one line
    await give()
    await finding(page, 'null-island').waitFor()

    // What the theme calls otherwise is said once, and saved.
    await page.getByRole('button', { name: /^Say which fields hold/ }).click()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Fields')
    expect(await mapped(page, 'name').getByLabel('From the field').inputValue()).toBe('NOMBRE')
    await mapped(page, 'facility_id').getByLabel('From the field').selectOption('NRA')
    await mapped(page, 'naics').getByLabel('From the field').selectOption('SCIAN')
    await mapped(page, 'release_kg').getByLabel('From the field').selectOption('CANTIDAD')
    await mapped(page, 'release_kg').getByLabel('times').fill('1000')
    for (const [
      field,
      value,
    ] of [['country', 'MEX'], ['register', 'RETC'], ['year', '2022'], ['substance', 'Pb'], ['medium', 'air'], ['source', 'SEMARNAT']]) // biome-ignore format: one line
      await mapped(page, field!).getByLabel('otherwise the value').fill(value!)
    // The rows are seen as they will be, before anything is applied.
    const rows = page.getByRole('grid', { name: 'The rows as they will be' })
    await rows.getByRole('gridcell', { name: 'RETC' }).first().waitFor()
    await rows.getByRole('gridcell', { name: 'AAA02' }).waitFor()
    await expectAccessible(page)
    const mapping = JSON.parse(await download(page, 'Save the mapping'))
    expect(mapping).toMatchObject({
      version: 1,
      theme: 'prtr-facilities-selection',
      reading: { columns: { kind: 'degrees', lon: 'COORD_2', lat: 'COORD_1' } },
    })
    const apply = page.getByRole('button', { name: 'Apply and check' })
    await apply.click()
    // The register writes the names of states, the theme their codes.
    await page.getByRole('button', { name: 'Take the codes that have these names' }).click()
    await apply.click()
    await page.getByRole('tab', { name: 'Findings' }).click()
    await finding(page, 'longitude-sign').waitFor()
    expect(await finding(page, 'field-missing').count()).toBe(0)

    // The rows of a finding are those of the file.
    await finding(page, 'longitude-sign').getByRole('button', { name: 'The row' }).click()
    await page.getByRole('gridcell', { name: 'AAA05' }).waitFor()
    await finding(page, 'longitude-sign')
      .getByRole('button', { name: 'Put the minus sign' })
      .click()
    await finding(page, 'longitude-sign').waitFor({ state: 'detached' })
    await finding(page, 'mojibake').getByRole('button', { name: 'Correct the texts' }).click()
    await finding(page, 'mojibake').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo the last correction (2)' }).waitFor()

    // What is accepted has a reason and somebody's initials, and no longer stands in the way.
    const zero = finding(page, 'null-island')
    await zero.getByRole('button', { name: 'Accept as it is…' }).click()
    await zero.getByLabel('Why it is accepted').fill('The agency has no place for it')
    await zero.getByLabel('Your initials').fill('ML')
    await zero.getByRole('button', { name: 'Accept', exact: true }).click()
    await page.getByText('Nothing stands in the way of a release.').waitFor()

    // A page that is closed gives nothing up: the review goes on from its file, with all that was done to it.
    await page.locator('[data-review-kept="true"]').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Continue' }).click({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Undo the last correction (2)' }).waitFor({ timeout: 60_000 }) // biome-ignore format: one line
    await page.getByText('Nothing stands in the way of a release.').waitFor()
    await zero.getByText('Accepted: The agency has no place for it (ML').waitFor()

    await page.getByRole('tab', { name: 'Comparison' }).click()
    await page.getByRole('button', { name: 'Compare with the published edition' }).click()
    await page.getByText(/Published 298, now 5: .*added 5, removed 298\./).waitFor()
    // The editions lie over each other, and go from the map as they came.
    const swipe = page.getByRole('button', { name: 'With a sliding line' })
    await swipe.click()
    await page.getByRole('separator', { name: 'Line between Map A and Map B' }).waitFor({ timeout: 30_000 }) // biome-ignore format: one line
    await page.getByText('retc.csv [preview, not released]').first().waitFor()
    await expectAccessible(page)
    await swipe.click()
    await page.locator('[data-map-b]').waitFor({ state: 'detached' })
    expect(page.url()).not.toContain('compare=')
    const inTurn = page.getByRole('button', { name: 'In turn' })
    await inTurn.click()
    await expect.poll(() => inTurn.getAttribute('aria-pressed')).toBe('true')
    await inTurn.click()
    await expect.poll(() => inTurn.getAttribute('aria-pressed')).toBe('false')

    await page.getByRole('tab', { name: 'Reply' }).click()
    await expectAccessible(page)
    await page.getByLabel('Language of the reply').selectOption('es')
    const report = await download(page, 'Report (HTML)')
    expect(report).toContain('<html lang="es">')
    expect(report).toContain('Aceptado como está')
    expect(report).toContain('The agency has no place for it (ML')
    expect(await download(page, 'Table (CSV)')).toContain('null-island')

    // What is released is described, its look changed, packed, approved, and seen as the public will see it.
    await page.getByRole('tab', { name: 'Release' }).click()
    const form = page.locator('[data-review="release"]')
    const make = form.getByRole('button', { name: 'Make the release package' })
    await form.getByLabel('Day of the edition').fill(EDITION)
    const french = form.locator('[data-field="title"] input').nth(1)
    const title = await french.inputValue()
    await french.fill('')
    await form.getByText('One thing is missing or not right:').waitFor()
    await form.getByRole('button', { name: 'Add a caution' }).click()
    await form.getByText('2 things are missing or not right:').waitFor()
    await form.locator('[data-list="comparability"]').getByRole('button', { name: /^Remove/ }).last().click() // biome-ignore format: one line
    await form.getByText('One thing is missing or not right:').waitFor()
    expect(await make.isDisabled()).toBe(true)
    await french.fill(title)
    await form.locator('input[type="color"]').first().fill('#123456')
    await make.click()
    const held = page.locator('[data-review="package"]')
    await held.getByLabel('Initials').fill('AB', { timeout: 60_000 })
    await held.getByLabel('Remarks').fill('Seen on the map.')
    await held.getByRole('button', { name: 'Approve this package' }).click()
    await held.getByText('Approved by AB').waitFor()
    await expectAccessible(page)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      held.getByRole('button', { name: 'Save the package' }).click(),
    ])
    await file.saveAs(join(folder, 'release.zip'))
    await held.getByRole('button', { name: 'See it as the public will' }).click()
    await page.locator('[data-preview="shown"]').waitFor()
    await page.getByText('[preview, not released]').first().waitFor()
    await expectAccessible(page)
    // What the browser prints says it, too.
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    const printed = page.locator('[data-printed]')
    expect(await printed.locator('h1').textContent()).toContain('[preview, not released]')
    expect(await printed.textContent()).toContain('do not pass it on')
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await page.getByRole('button', { name: 'See its page' }).click()
    await page.locator('[data-layer-page="shown"]').waitFor({ timeout: 30_000 })
    // What asks a frame without scripts writes to its console: its words are read from outside.
    const html = await page.locator('iframe').getAttribute('srcdoc')
    expect(html).toMatch(/<h1>[^<]*\[preview, not released\]<\/h1>/)
    expect(html).toContain(`download="${THEME}.gpkg"`)
    await page.getByRole('button', { name: 'Close the page' }).click()
    await page.getByRole('button', { name: 'End the preview' }).click()
    await page.locator('[data-preview]').waitFor({ state: 'detached' })
    expect(await page.getByText('[preview, not released]').count()).toBe(0)

    // The next delivery is held to this one.
    await page.getByRole('button', { name: 'Review another file' }).click()
    await page.getByRole('button', { name: 'Compare the next delivery with it' }).first().click()
    await give()
    await finding(page, 'null-island')
      .getByText(/still there 1, new 0/)
      .waitFor()
    expect(complaints).toEqual([])
  })

  it('is put into the Atlas as its package says, and stands on the public page and map', async () => {
    const layers = join(folder, 'layers')
    await mkdir(layers)
    const needed = [THEME, 'states-provinces', 'land', 'context-land']
    const catalog = (await readCatalogLayers(PUBLIC)).filter(({ id }) => needed.includes(id))
    for (const name of catalog.flatMap(fileNames)) {
      await copyFile(join(PUBLIC, name), join(layers, name))
    }
    await writeCatalogLayers(catalog, layers)
    const site = { url: 'https://example.org/atlas/' }
    await addPackage(join(folder, 'release.zip'), {
      output: layers,
      shelf: join(folder, 'shelf'),
      site,
      today: EDITION,
      report: () => {},
    })
    const now = await readCatalogLayers(layers)
    const { records } = toRecords(now, await readReleasedRecords(layers))
    const record = records.find(({ id }) => id === THEME)!
    expect(toLayerPage(record, projects, 'es', site)).toContain('Se leyó de retc.csv: 5 elementos.')

    const { page, complaints } = await atlas.open(`?layers=${THEME},land&panel=table:${THEME}`, {
      prepare: (opened) =>
        opened.route(/\/layers\/(catalog\.json|prtr-facilities-selection\.fgb)/, async (route) => {
          const name = new URL(route.request().url()).pathname.split('/').at(-1)!
          await route.fulfill({ path: join(layers, name) })
        }),
    })
    await page.getByRole('gridcell', { name: 'Química del Golfo' }).waitFor()
    expect(complaints).toEqual([])
  })
})
