import {
  createWriteStream,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'
import {
  csvInDegreesMinutesSeconds,
  geojsonText,
  kmzWithIcons,
  LAKES,
  shapefileZip,
  type TestFile,
} from '../support/import-files.ts'
import { countDifferentPixels, shareOfColor, takeMapPicture } from '../support/pictures.ts'

const atlas = atlasUnderTest()

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'atlas-import-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A quiet map, so that what an import draws stands out. */
const VIEW = '?layers=land&at=-98,40&z=1.2'

type Given = TestFile | readonly TestFile[] | string

async function give(page: Page, files: Given): Promise<void> {
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page
    .locator('input[data-import="files"]')
    .setInputFiles(files as Parameters<ReturnType<Page['locator']>['setInputFiles']>[0])
}

/** Areas side by side all over the continent, some of which are too small to be seen there. */
function* squaresText(count: number): Generator<string> {
  yield '{"type":"FeatureCollection","features":['
  for (let i = 0; i < count; i++) {
    const [west, south] = [-125 + (i % 300) * 0.2, 25 + Math.floor(i / 300) * 0.15]
    const side = 0.02 + (i % 8) * 0.02
    const ring = [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ]
    const properties = { name: `Square ${i}`, note: 'n'.repeat(200) }
    const geometry = { type: 'Polygon', coordinates: [ring] }
    yield `${i === 0 ? '' : ','}${JSON.stringify({ type: 'Feature', properties, geometry })}`
  }
  yield ']}'
}

const dialog = (page: Page) => page.getByRole('dialog')
const stage = (page: Page, kind: string) => page.locator(`[data-stage="${kind}"]`)
const deviceRows = (page: Page) => page.locator('[data-layer^="device-"]')

async function review(page: Page, files: Given): Promise<void> {
  await give(page, files)
  await stage(page, 'review').waitFor({ timeout: 60_000 })
}

/** The names of the files of layers that the device has. */
const storedFiles = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const layers = await root.getDirectoryHandle('layers', { create: true })
    return Array.fromAsync(layers.keys())
  })

async function add(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Add (the layer|\d+ layers)$/ }).click()
  await dialog(page).waitFor({ state: 'detached', timeout: 60_000 })
  await page.waitForTimeout(1200)
  await waitUntilDrawn(page)
}

/** Whether the one layer of this device is seen: the map differs by so many pixels without it. */
async function expectToBeDrawn(page: Page, pixels: number): Promise<void> {
  const box = deviceRows(page).getByRole('checkbox').first()
  await box.waitFor()
  await page.waitForTimeout(600)
  await waitUntilDrawn(page)
  const shown = await takeMapPicture(page)
  await box.uncheck()
  await page.waitForTimeout(400)
  await waitUntilDrawn(page)
  expect(countDifferentPixels(shown, await takeMapPicture(page))).toBeGreaterThan(pixels)
  await box.check()
}

async function importWorkers(page: Page): Promise<number> {
  const names = await Promise.all(
    // One that is just ended has no name any more.
    page.workers().map((worker) => worker.evaluate(() => self.name).catch(() => '')),
  )
  return names.filter((name) => name === 'import').length
}

/** A picture of one colour, as an icon. */
function icon(red: number, green: number, blue: number): Uint8Array {
  const png = new PNG({ width: 32, height: 32 })
  for (let at = 0; at < png.data.length; at += 4) png.data.set([red, green, blue, 255], at)
  return PNG.sync.write(png)
}

describe('a zipped shapefile', () => {
  it('is reviewed, drawn by its kinds in every projection, kept over a reload, and deleted', async () => {
    const { page, complaints } = await atlas.open(VIEW)
    const before = await takeMapPicture(page)
    await review(page, await shapefileZip())
    const card = page.locator('[data-review="ecosystems"]')
    const text = await card.textContent()
    expect(text).toContain('40 features')
    expect(text).toContain('Sphere_ARC_INFO_Lambert_Azimuthal_Equal_Area')
    expect(text).toContain('as the file says')
    expect(await card.getByRole('img', { name: /^The shapes of/ }).count()).toBe(1)
    await card.getByText('3 fields').click()
    expect(await card.getByRole('table').textContent()).toContain(LAKES[1])
    await card.getByLabel('Name on the map').fill('Our ecosystems')
    expect(await card.getByLabel('Drawn').inputValue()).toBe('field:kind')
    await add(page)
    expect(await importWorkers(page)).toBe(0)
    const row = deviceRows(page)
    expect(await row.textContent()).toContain('Our ecosystems')
    expect(await row.textContent()).toContain('On this device')
    expect(countDifferentPixels(before, await takeMapPicture(page))).toBeGreaterThan(5000)

    await row.getByRole('button', { name: 'Legend and settings of Our ecosystems' }).click()
    for (const kind of ['forest', 'wetland', 'prairie']) await row.getByLabel(kind).waitFor()
    await row.getByRole('slider').fill('60')
    await page.getByRole('button', { name: /^Projection/ }).click()
    for (const name of ['Web Mercator', 'Globe', 'Lambert equal-area']) {
      const shown = await takeMapPicture(page)
      await page.getByRole('radio', { name }).check()
      await page.waitForTimeout(400)
      await waitUntilDrawn(page)
      expect(countDifferentPixels(shown, await takeMapPicture(page)), name).toBeGreaterThan(1000)
    }

    await page.waitForTimeout(500)
    await expect.poll(() => page.url()).not.toContain('device-')
    await page.reload()
    await waitUntilDrawn(page)
    await expectToBeDrawn(page, 5000)
    expect(await deviceRows(page).textContent()).toContain('Our ecosystems')

    await page.getByRole('button', { name: 'Legend and settings of Our ecosystems' }).click()
    expect(await deviceRows(page).getByRole('slider').inputValue()).toBe('60')
    const remove = deviceRows(page).getByRole('button', { name: /^Delete Our ecosystems/ })
    await remove.press('Enter')
    await page.keyboard.press('Escape')
    const hasFocus = (element: Element) => element === document.activeElement
    await expect.poll(() => remove.evaluate(hasFocus)).toBe(true)
    await remove.press('Enter')
    await page.getByRole('button', { name: 'Delete for good' }).press('Enter')
    await deviceRows(page).waitFor({ state: 'detached' })
    expect(await page.locator('body').evaluate(hasFocus)).toBe(false)
    await page.reload()
    await waitUntilDrawn(page)
    expect(await deviceRows(page).count()).toBe(0)
    const left = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      const names: string[] = []
      for await (const name of (await root.getDirectoryHandle('layers')).keys()) names.push(name)
      return names
    })
    expect(left).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('without a projection is placed by the reader, who sees where each likely one would put it', async () => {
    const { page } = await atlas.open(VIEW)
    await review(page, await shapefileZip({ prj: false }))
    const card = page.locator('[data-review="ecosystems"]')
    expect(await card.locator('[data-fact="crs"]').textContent()).toBe('not known')
    expect(await page.getByRole('button', { name: 'Choose a layer to add' }).isDisabled()).toBe(
      true,
    )
    const candidates = card.locator('ul li button:has(svg[role="img"])')
    expect(await candidates.count()).toBeGreaterThan(1)
    const drawn = await candidates
      .locator('svg')
      .evaluateAll((pictures) => pictures.map((picture) => picture.innerHTML))
    expect(new Set(drawn).size).toBeGreaterThan(1)
    await candidates.filter({ hasText: 'Lambert_Azimuthal' }).or(candidates.first()).first().click()
    await expect
      .poll(() => card.locator('[data-fact="crs"]').textContent(), { timeout: 20_000 })
      .toContain('as you chose')
    await add(page)
    expect(await deviceRows(page).count()).toBe(1)
    await page.context().close()
  })

  it('in another encoding than was found is read anew', async () => {
    const { page } = await atlas.open(VIEW)
    await review(page, await shapefileZip())
    const card = page.locator('[data-review="ecosystems"]')
    await card.getByText('Change the encoding').click()
    await card.getByLabel('Another encoding').fill('windows-1252')
    await card.getByLabel('Another encoding').press('Enter')
    await expect
      .poll(() => card.locator('[data-fact="encoding"]').textContent(), { timeout: 20_000 })
      .toBe('WINDOWS-1252, as you chose')
    await card.getByLabel('Another encoding').fill('klingon')
    await card.getByLabel('Another encoding').press('Enter')
    await card.getByRole('alert').filter({ hasText: 'klingon' }).waitFor()
    const wrong = card.getByRole('radio', { name: /WINDOWS-1252/ })
    expect(await wrong.isChecked()).toBe(true)
    await page.context().close()
  })
})

describe('a KMZ', () => {
  it('is drawn with the icons that it brings, lists what is not drawn, and runs nothing', async () => {
    const requests: string[] = []
    const { page, complaints } = await atlas.open(VIEW, {
      prepare: async (opened) => opened.on('request', (request) => requests.push(request.url())),
    })
    const icons = { 'red.png': icon(230, 20, 30), 'blue.png': icon(20, 60, 230) }
    const file = kmzWithIcons(icons, icon(20, 180, 80), icon(255, 255, 255))
    await review(page, file)
    const card = page.locator('[data-review="Monitoring stations"]')
    // The icons are used: no file of the archive is passed over.
    expect(await stage(page, 'review').textContent()).not.toMatch(/passed over/)
    await card.getByText('3 image overlays').click()
    await card.getByText('Smoke plume').waitFor()
    await card.getByText(/^Lost \(.*Not drawn: its image did not come with the file/).waitFor()
    await card.getByText('1 link to another file, not followed').click()
    await card.getByText('https://example.org/live.kml').waitFor()
    await card.getByText(/^Balloon of “Station 0”/).click()
    const balloon = card.locator('div:has(> b)').last()
    await balloon.waitFor()
    const html = await balloon.innerHTML()
    expect(html).toContain('<b>Station 0</b>')
    expect(html).not.toMatch(/script|img|javascript:|onerror/i)
    expect(html).toMatch(/href="https:\/\/www\.cec\.org\/"[^>]*rel="noreferrer noopener"/)
    await add(page)
    const picture = await takeMapPicture(page)
    expect(shareOfColor(picture, '#e6141e')).toBeGreaterThan(0.001)
    expect(shareOfColor(picture, '#143ce6')).toBeGreaterThan(0.001)
    expect(await page.title()).not.toBe('owned')
    // The image on the ground is drawn in each projection, over the same ground, and once more after a reload.
    await page.getByRole('button', { name: /^Projection/ }).click()
    const shares: Record<string, number> = {}
    for (const name of ['Web Mercator', 'Globe', 'Lambert equal-area']) {
      await page.getByRole('radio', { name }).check()
      await page.waitForTimeout(400)
      await waitUntilDrawn(page)
      shares[name] = shareOfColor(await takeMapPicture(page), '#14b450')
    }
    await page.reload()
    await waitUntilDrawn(page)
    shares.reloaded = shareOfColor(await takeMapPicture(page), '#14b450')
    for (const [name, share] of Object.entries(shares)) {
      expect(share, name).toBeGreaterThan(0.005)
      expect(share, name).toBeLessThan(0.2)
    }
    // The image on the screen stands where the file says, in its colour, and lets the pointer through.
    const scale = page.getByRole('img', { name: 'Scale: image of “Monitoring stations”' })
    const map = (await page.locator('#map').boundingBox())!
    const place = (await scale.boundingBox())!
    expect(place.width).toBeCloseTo(160, 0)
    expect(place.x + place.width / 2).toBeCloseTo(map.x + map.width / 2, 0)
    expect(place.y).toBeCloseTo(map.y + 20, 0)
    const color = await scale.evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement
      const context = (element as HTMLCanvasElement).getContext('2d')!
      return [...context.getImageData(width / 2, height / 2, 1, 1).data]
    })
    expect(color).toEqual([255, 128, 0, 255])
    const under = await page.evaluate(
      ([x, y]) => document.elementFromPoint(x!, y!)?.tagName,
      [place.x + 40, place.y + place.height / 2],
    )
    expect(under).toBe('CANVAS')
    const isImage = await page.evaluate(
      ([x, y]) => document.elementFromPoint(x!, y!)!.hasAttribute('data-screen-image'),
      [place.x + 40, place.y + place.height / 2],
    )
    expect(isImage).toBe(false)
    await page.getByRole('button', { name: /^Legend and settings of Monitoring/ }).click()
    await deviceRows(page).getByRole('slider').fill('50')
    expect(await scale.evaluate((element) => element.style.opacity)).toBe('0.5')
    // It is put away on the map, and brought back from the row of its layer.
    await page.getByRole('button', { name: 'Hide the images of “Monitoring stations”' }).click()
    await scale.waitFor({ state: 'detached' })
    await deviceRows(page).getByRole('checkbox', { name: 'Show the image that is fixed' }).check()
    await scale.waitFor()
    await page.waitForTimeout(400)
    await waitUntilDrawn(page)
    expect(shareOfColor(await takeMapPicture(page), '#14b450')).toBe(0)
    const own = new URL(atlas.server.url).host
    expect(requests.filter((url) => /^https?:/.test(url) && new URL(url).host !== own)).toEqual([])
    // The page's policy names the handlers in the file that it keeps from running.
    const isKept = (text: string) => text.startsWith('Executing inline event handler violates')
    expect(complaints.filter((text) => !isKept(text))).toEqual([])
    await page.context().close()
  })
})

describe('a table in degrees, minutes and seconds', () => {
  it('is put where its cities are, and says which row has no place', async () => {
    const { page } = await atlas.open(VIEW)
    await review(page, csvInDegreesMinutesSeconds())
    const card = page.locator('[data-review="capitals"]')
    const text = await card.textContent()
    expect(text).toContain('5 features, 1 without a place')
    // 99° 07′ 39″ W, 19° 25′ 42″ N to 73° 33′ 42″ W, 45° 30′ 32″ N.
    expect(text).toContain('−99.1275°, 19.4283° – −73.5617°, 45.5089°')
    await add(page)
    await deviceRows(page)
      .getByRole('button', { name: /^Legend and settings/ })
      .click()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as JSON' }).click()
    const report = JSON.parse(await readFile(await (await saved).path(), 'utf8'))
    expect(report).toMatchObject({ format: 'csv', featureCount: 5, withoutGeometry: 1 })
    expect(report.origin.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(report.warnings.length).toBeGreaterThan(0)
    await page.context().close()
  })
})

describe('a layer of areas that are too small for the map of the continent', () => {
  it('is seen on it all the same, and its report says how', async () => {
    const parks = Array.from({ length: 60 }, (_, index) => {
      const lon = -120 + (index % 10) * 5
      const lat = 25 + Math.floor(index / 10) * 5
      // About 300 m wide, a fortieth of a pixel.
      const ring = [
        [0, 0],
        [3, 0],
        [3, 3],
        [0, 3],
        [0, 0],
      ].map(([x, y]) => [lon + x! / 1000, lat + y! / 1000])
      const geometry = { type: 'Polygon', coordinates: [ring] }
      return { type: 'Feature', properties: { name: `Park ${index}` }, geometry }
    })
    const text = JSON.stringify({ type: 'FeatureCollection', features: parks })
    const { page } = await atlas.open(VIEW)
    const file = { name: 'parks.geojson', mimeType: 'application/geo+json' }
    await review(page, { ...file, buffer: Buffer.from(text) })
    await add(page)
    await expectToBeDrawn(page, 60)
    await deviceRows(page)
      .getByRole('button', { name: /^Legend and settings/ })
      .click()
    await deviceRows(page)
      .getByText(/too small to be seen on a map of the whole continent: 60\./)
      .waitFor()
    await page.context().close()
  })
})

describe('what cannot be imported', () => {
  it('is told in words, and the Atlas goes on', async () => {
    const { page } = await atlas.open(VIEW)
    const { buffer, ...rest } = await shapefileZip()
    await give(page, { ...rest, name: 'broken.zip', buffer: buffer.subarray(0, 700) })
    const failed = stage(page, 'failed').getByRole('alert')
    await failed.waitFor()
    expect(await failed.textContent()).toContain('broken.zip')
    await page.getByRole('button', { name: 'Choose something else' }).click()
    await page
      .locator('input[data-import="files"]')
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Hello.') })
    await failed.waitFor()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    await review(page, await shapefileZip())
    await add(page)
    expect(await deviceRows(page).count()).toBe(1)
    await page.context().close()
  })

  it('since it is larger than memory is refused unread, with its size and the limit', async () => {
    const path = join(folder, 'continent.geojson')
    writeFileSync(path, '{"type":"FeatureCollection","features":[')
    truncateSync(path, 3_000_000_000)
    const { page } = await atlas.open(VIEW)
    const start = Date.now()
    await give(page, path)
    const failed = stage(page, 'failed').getByRole('alert')
    await failed.waitFor({ timeout: 10_000 })
    expect(Date.now() - start).toBeLessThan(10_000)
    expect(await failed.textContent()).toMatch(/continent\.geojson has 3\sGB.*up to 1(\.5)?\d?\sGB/)
    expect(await importWorkers(page)).toBe(0)
    await page.context().close()
  })

  it('from an address that does not let pages read it says what to do; others are read', async () => {
    const csv = csvInDegreesMinutesSeconds().buffer.toString()
    const { page } = await atlas.open(VIEW, {
      prepare: async (opened) => {
        await opened.route('https://closed.example/**', (route) => route.abort())
        await opened.route('https://open.example/**', (route) =>
          route.fulfill({ body: csv, headers: { 'access-control-allow-origin': '*' } }),
        )
      },
    })
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const address = page.getByLabel('Or give the address of a file')
    await address.fill('https://closed.example/parks.kml')
    await address.press('Enter')
    const failed = stage(page, 'failed').getByRole('alert')
    await failed.getByText('Download the file and drop it here').waitFor()
    await page.getByRole('button', { name: 'Choose something else' }).click()
    await address.fill('https://open.example/data/capitals.csv')
    await address.press('Enter')
    await page.locator('[data-review="capitals"]').waitFor()
    await page.context().close()
  })
})

describe('a large import', () => {
  it('shows a sample while it is read, tells how far it is, and when cancelled ends at once with its memory', async () => {
    const path = join(folder, 'observations.geojson')
    await pipeline(Readable.from(geojsonText(80_000_000)), createWriteStream(path))
    expect(statSync(path).size).toBeGreaterThan(80_000_000)
    const { page, complaints } = await atlas.open(VIEW)
    const before = await takeMapPicture(page)
    const address = page.url()
    await give(page, path)
    const note = page.locator('[data-sample="working"]')
    await note.waitFor({ timeout: 60_000 })
    expect(await note.textContent()).toMatch(
      /^Still reading, \d+%\. (A sample: [\d,]+ of )?[\d,]+ features, .*drawn simplified\.$/,
    )
    const progress = page.getByRole('progressbar')
    await expect
      .poll(() => progress.getAttribute('value').then(Number), { timeout: 60_000 })
      .toBeGreaterThan(0.05)
    expect(await importWorkers(page)).toBe(1)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await stage(page, 'choose').waitFor({ timeout: 1000 })
    await expect.poll(() => importWorkers(page), { timeout: 2000 }).toBe(0)
    await dialog(page)
      .getByRole('status')
      .getByText('The import was cancelled: its memory is free again')
      .waitFor()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    // The map is where it was, and what was on it.
    await waitUntilDrawn(page)
    expect(countDifferentPixels(before, await takeMapPicture(page))).toBeLessThan(100)
    await page.waitForTimeout(500)
    expect(page.url()).toBe(address)

    // Smaller, it is read to its end: the sample is there until the layer itself is.
    writeFileSync(path, [...geojsonText(6_000_000)].join(''))
    await review(page, path)
    expect(await page.locator('[data-sample="review"]').textContent()).toMatch(
      /A sample: [\d,]+ of [\d,]+ features/,
    )
    await waitUntilDrawn(page)
    const sampled = await takeMapPicture(page)
    // Behind the dialog the page is a little darker.
    expect(shareOfColor(sampled, '#c4550a', 16)).toBeGreaterThan(0.002)
    await add(page)
    expect(shareOfColor(await takeMapPicture(page), '#c4550a', 16)).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('leaves no file on the device when it is cancelled while its layer and overviews are written', async () => {
    const path = join(folder, 'many.geojson')
    await pipeline(Readable.from(geojsonText(80_000_000)), createWriteStream(path))
    const { page, complaints } = await atlas.open(VIEW)
    const filesKept = () => storedFiles(page)
    await review(page, path)
    await page.getByRole('button', { name: 'Add the layer' }).click()
    await expect
      .poll(filesKept, { timeout: 60_000, interval: 50 })
      .toContainEqual(expect.stringMatching(/\.z\d-\d\.fgb$/))
    await page.getByRole('button', { name: 'Cancel' }).click()
    await stage(page, 'choose').waitFor({ timeout: 5000 })
    await expect.poll(filesKept, { timeout: 15_000 }).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('a large layer that is added', () => {
  it('is on the map whole while it is still being written; given up then, nothing of it is left, and kept else', async () => {
    const path = join(folder, 'squares.geojson')
    await pipeline(Readable.from(squaresText(60_000)), createWriteStream(path))
    const { page, complaints } = await atlas.open(VIEW)
    const before = await takeMapPicture(page)
    await review(page, path)
    await page.evaluate(() => {
      const observer = new MutationObserver(() => {
        const note = document.querySelector('[data-sample="working"]')?.textContent ?? ''
        if (!note.includes('The whole layer is on the map: 60,000 features.')) return
        const isListed = document.querySelector('[data-layer^="device-"]') !== null
        if (!isListed) return
        observer.disconnect()
        const buttons = [...document.querySelectorAll<HTMLElement>('dialog button')]
        buttons.find(({ textContent }) => textContent === 'Cancel')!.click()
      })
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    await page.getByRole('button', { name: 'Add the layer' }).click()
    await stage(page, 'choose').waitFor({ timeout: 60_000 })
    await expect.poll(() => storedFiles(page), { timeout: 15_000 }).toEqual([])
    expect(await deviceRows(page).count()).toBe(0)
    await page.keyboard.press('Escape')
    await waitUntilDrawn(page)
    expect(countDifferentPixels(before, await takeMapPicture(page))).toBeLessThan(100)

    await review(page, path)
    await add(page)
    expect(await storedFiles(page)).toContainEqual(expect.stringMatching(/^device-[\d-]+\.fgb$/))
    await expectToBeDrawn(page, 1000)
    await page.reload()
    await expectToBeDrawn(page, 1000)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('the dialog', () => {
  it.each([
    [360, 640, 'light'],
    [1280, 800, 'dark'],
  ] as const)(
    'has no accessibility fault that axe finds, opened and in review, at %d × %d (%s)',
    async (width, height, colorScheme) => {
      const { page } = await atlas.open(VIEW, { width, height, colorScheme })
      const analyse = () => accessibilityFaults(page)
      if (width < 768) await page.getByRole('button', { name: 'Layers', exact: true }).click()
      const open = page.getByRole('button', { name: 'Import', exact: true })
      await open.click()
      await stage(page, 'choose').waitFor()
      expect(await analyse()).toEqual([])
      await page.keyboard.press('Escape')
      await dialog(page).waitFor({ state: 'detached' })
      expect(await open.evaluate((button) => button === document.activeElement)).toBe(true)
      await review(page, [await shapefileZip({ prj: false }), csvInDegreesMinutesSeconds()])
      await page.locator('[data-review="capitals"]').getByText('4 fields').click()
      expect(await analyse()).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      )
      await add(page)
      await deviceRows(page)
        .getByRole('button', { name: /^Legend and settings/ })
        .click()
      await deviceRows(page).getByText('Import report').waitFor()
      expect(await analyse()).toEqual([])
      await page.context().close()
    },
  )

  it('stays open where a choice of files is given up', async () => {
    const { page } = await atlas.open(VIEW)
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await dialog(page).waitFor()
    // As a browser says it of the field.
    await page
      .locator('input[data-import="files"]')
      .evaluate((field) => field.dispatchEvent(new Event('cancel', { bubbles: true })))
    expect(await dialog(page).count()).toBe(1)
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
  })

  it('takes files that are dropped on the map, and text that is pasted', async () => {
    const { page } = await atlas.open(VIEW)
    await page.evaluate((text) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }))
      const options = { dataTransfer: transfer, bubbles: true, cancelable: true }
      const map = document.querySelector('canvas')!
      map.dispatchEvent(new DragEvent('dragenter', options))
      map.dispatchEvent(new DragEvent('dragover', options))
      map.dispatchEvent(new DragEvent('drop', options))
    }, csvInDegreesMinutesSeconds().buffer.toString())
    await page.locator('[data-review="dropped"]').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByLabel(/^Or paste text/).fill('{"type":"Point","coordinates":[-99.13,19.43]}')
    await page.getByRole('button', { name: 'Read the text' }).click()
    await stage(page, 'review').waitFor()
    expect(await stage(page, 'review').textContent()).toContain('1 feature')
    await add(page)
    await page.getByRole('button', { name: 'Share this view' }).click()
    await page.getByText(/^Without Pasted text/).waitFor()
    await page.context().close()
  })
})

describe('a browser without a private file system', () => {
  it('keeps layers in its database', async () => {
    const { page, complaints } = await atlas.open(VIEW, {
      prepare: (opened) =>
        opened.context().route(/(import|tile)-worker[^/]*\.js$/, async (route) => {
          const answer = await route.fetch()
          const closed =
            'StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("closed", "SecurityError"));'
          await route.fulfill({ response: answer, body: closed + (await answer.text()) })
        }),
    })
    const before = await takeMapPicture(page)
    await review(page, await shapefileZip())
    await add(page)
    expect(countDifferentPixels(before, await takeMapPicture(page))).toBeGreaterThan(5000)
    await page.reload()
    await waitUntilDrawn(page)
    await expectToBeDrawn(page, 5000)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
