import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readFlatGeobuf } from '../../src/formats/flatgeobuf/read.ts'
import { fromNaaf, NAAF_ESRI_WKT, toNaaf } from '../../src/geo/naaf.ts'
import { atlasUnderTest, DIST } from '../support/atlas.ts'
import { accessibilityFaults } from '../support/axe.ts'

const atlas = atlasUnderTest()

const catalog = JSON.parse(readFileSync(resolve(DIST, 'layers/catalog.json'), 'utf8')) as {
  layers: {
    id: string
    title: Record<string, string>
    files: { featureCount: number; sha256: string; path: string }[]
  }[]
}
const entryOf = (id: string) => catalog.layers.find((layer) => layer.id === id)!
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

/** Opens the panel of a layer as a reader does: its row, its legend and settings, Download. */
async function openPanel(page: Page, id: string): Promise<void> {
  const row = page.locator(`[data-layer="${id}"]`)
  await row.getByRole('button', { name: /^Legend and settings/ }).click()
  await row.getByRole('button', { name: /^Download/ }).click()
  await page.getByRole('heading', { name: `Download ${entryOf(id).title.en}` }).waitFor()
}

/** Prepares what the form asks for, and saves it. */
async function exportFile(page: Page): Promise<{ name: string; bytes: Uint8Array }> {
  await page.getByRole('button', { name: 'Make the file' }).click()
  const save = page.getByRole('link', { name: 'Save the file' })
  await save.waitFor({ timeout: 60_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

const setCheck = (page: Page, name: string) =>
  page.getByRole('radio', { name, exact: true }).check()

describe('a published layer', () => {
  it('is exported in the Framework’s projection as a shapefile, whose bytes are right', async () => {
    const { page, complaints } = await atlas.open('?layers=ports')
    await openPanel(page, 'ports')
    await page
      .getByLabel('Coordinate reference system')
      .selectOption({ label: 'NAAF Lambert equal-area, as the CEC publishes' })
    const { name, bytes } = await exportFile(page)
    expect(name).toBe('ports.zip')
    const files = unzipSync(bytes)
    expect(text(files['ports.prj'])).toBe(NAAF_ESRI_WKT)
    expect(text(files['ports.cpg'])).toMatch(/^UTF-8/)
    // The specification's layout (Esri, 1998): a header of 100 bytes, points of 28 with their headers.
    const shp = files['ports.shp']!
    const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength)
    const count = (shp.byteLength - 100) / 28
    expect(count).toBe(entryOf('ports').files[0]!.featureCount)
    expect(
      new DataView(files['ports.dbf']!.buffer, files['ports.dbf']!.byteOffset).getUint32(4, true),
    ).toBe(count)
    const boundsX: number[] = []
    for (let index = 0; index < count; index++) {
      const at = 100 + 28 * index
      expect(view.getInt32(at, false)).toBe(index + 1)
      expect(view.getInt32(at + 8, true)).toBe(1)
      const [x, y] = [view.getFloat64(at + 12, true), view.getFloat64(at + 20, true)]
      boundsX.push(x)
      // Metres, and a place in North America.
      expect(Math.hypot(x, y)).toBeGreaterThan(1000)
      const [lon, lat] = fromNaaf(x, y)!
      expect(lon > -180 && lon < -40 && lat > 10 && lat < 84, `${lon}, ${lat}`).toBe(true)
    }
    expect(view.getFloat64(36, true)).toBe(Math.min(...boundsX))
    for (const path of ['README.txt', 'LICENCE.txt', 'CITATION.txt', 'ports_fields.csv']) {
      expect(text(files[path]).length, path).toBeGreaterThan(20)
    }
    expect(text(files['ports.shp.xml'])).toContain('gmd:MD_Metadata')
    expect(JSON.parse(text(files['receipt.json']))).toMatchObject({
      features: { expected: count, found: count },
      differenceCount: 0,
    })
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is exported as KMZ as the map shows it, in the reader’s language, without its hidden classes', async () => {
    const { page } = await atlas.open('?layers=airports')
    const row = page.locator('[data-layer="airports"]')
    await row.getByRole('button', { name: /^Legend and settings/ }).click()
    const classes = row.getByRole('group', { name: /classes|legend/i }).getByRole('checkbox')
    await classes.first().uncheck()
    await page.locator('label[lang="fr"]').click()
    await row.getByRole('button', { name: /^Télécharger/ }).click()
    await page.getByRole('radio', { name: 'KMZ', exact: true }).check()
    await page.getByRole('button', { name: 'Créer le fichier' }).click()
    const save = page.getByRole('link', { name: 'Enregistrer le fichier' })
    await save.waitFor({ timeout: 60_000 })
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
    expect(download.suggestedFilename()).toBe('airports.kmz')
    const files = unzipSync(readFileSync(await download.path()))
    const kml = text(files['doc.kml'])
    expect(kml).toContain(`<name>${entryOf('airports').title.fr}</name>`)
    expect(kml).toContain('<ScreenOverlay>')
    expect(kml).toContain('<SimpleField ')
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['legend.png', 'receipt.json']))
    for (const [, href] of kml.matchAll(/<href>([^<]+)<\/href>/g)) {
      expect(files[href!]?.subarray(1, 4), href).toEqual(new TextEncoder().encode('PNG'))
    }
    const placemarks = kml.match(/<Placemark/g)!.length
    expect(placemarks).toBeGreaterThan(10)
    expect(placemarks).toBeLessThan(entryOf('airports').files[0]!.featureCount)
    expect(JSON.parse(text(files['receipt.json'])).features.found).toBe(placemarks)
    await page.context().close()
  })

  it('is given as it was released, with the checksum of the very bytes', async () => {
    const { page } = await atlas.open('?layers=ports')
    await openPanel(page, 'ports')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download ports.fgb' }).click(),
    ])
    const bytes = readFileSync(await download.path())
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    expect(digest).toBe(entryOf('ports').files[0]!.sha256)
    await page.getByText('Checksum (SHA-256)').click()
    await page.getByText(digest).waitFor()
    await page.context().close()
  })
})

/** A layer of a user's own: two styles, names with accents, one place with a hole. */
const OWN_KML = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Relevés</name>
<Style id="eau"><LineStyle><color>ff8c4614</color><width>3</width></LineStyle><PolyStyle><color>b3d28c28</color></PolyStyle></Style>
<Style id="feu"><LineStyle><color>ff0014b4</color><width>2</width></LineStyle><PolyStyle><color>993232e6</color></PolyStyle></Style>
<Schema name="releves" id="releves"><SimpleField type="string" name="espèce dominante"/><SimpleField type="int" name="individus"/></Schema>
${[
  ['Lac Mégantic', 'eau', 'Épinette', 3, -71, 45],
  ['Laguna de Términos', 'eau', 'Mangle rojo — ñandú', 0, -92, 18],
  ['Île-à-la-Crosse', 'feu', 'Bouleau', -12, -108, 55],
]
  .map(([name, style, species, count, lon, lat]) => {
    const ring = (west: number, south: number, size: number) =>
      `<LinearRing><coordinates>${[
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ]
        .map((position) => position.join(','))
        .join(' ')}</coordinates></LinearRing>`
    return `<Placemark><name>${name}</name><styleUrl>#${style}</styleUrl><ExtendedData><SchemaData schemaUrl="#releves"><SimpleData name="espèce dominante">${species}</SimpleData><SimpleData name="individus">${count}</SimpleData></SchemaData></ExtendedData><Polygon><outerBoundaryIs>${ring(Number(lon), Number(lat), 1)}</outerBoundaryIs><innerBoundaryIs>${ring(Number(lon) + 0.25, Number(lat) + 0.25, 0.5)}</innerBoundaryIs></Polygon></Placemark>`
  })
  .join('\n')}
</Document></kml>`

describe('a layer of the user’s own', () => {
  it('is exported in the Framework’s projection as a shapefile and as KMZ, with accents and colours', async () => {
    const { page, complaints } = await atlas.open('?layers=land&at=-98,40&z=1.2')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.locator('input[data-import="files"]').setInputFiles({
      name: 'relevés.kml',
      mimeType: 'application/vnd.google-earth.kml+xml',
      buffer: Buffer.from(OWN_KML),
    })
    await page.getByRole('button', { name: 'Add the layer', exact: true }).click()
    const row = page.locator('[data-layer^="device-"]')
    await row.waitFor()
    await row.getByRole('button', { name: /^Legend and settings/ }).click()
    await row.getByRole('button', { name: /^Download/ }).click()
    await page
      .getByLabel('Coordinate reference system')
      .selectOption({ label: 'NAAF Lambert equal-area, as the CEC publishes' })
    const shapefile = unzipSync((await exportFile(page)).bytes)
    const stem = Object.keys(shapefile)
      .find((path) => path.endsWith('.shp'))!
      .slice(0, -4)
    expect(text(shapefile[`${stem}.prj`])).toBe(NAAF_ESRI_WKT)
    const shp = shapefile[`${stem}.shp`]!
    const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength)
    // Records of 220 bytes, as an imported layer is kept in an order of its own: each a polygon of two
    // rings with five positions each.
    const records = [100, 320, 540]
    expect(shp.byteLength).toBe(760)
    const positions = records.flatMap((at) => {
      expect([8, 44, 48].map((field) => view.getInt32(at + field, true))).toEqual([5, 2, 10])
      return Array.from({ length: 10 }, (_, index) =>
        [60, 68].map((field) => view.getFloat64(at + field + 16 * index, true)),
      )
    })
    for (const [lon, lat] of [
      [-71, 45],
      [-92, 18],
      [-107.25, 55.75],
    ] as const) {
      const [x, y] = toNaaf(lon, lat)
      const offsets = positions.map((position) => Math.hypot(position[0]! - x, position[1]! - y))
      expect(Math.min(...offsets)).toBeLessThan(0.01)
    }
    const table = text(shapefile[`${stem}.dbf`])
    for (const value of ['Lac Mégantic', 'Mangle rojo — ñandú', 'Île-à-la-Crosse', '-12']) {
      expect(table).toContain(value)
    }
    expect(text(shapefile[`${stem}_fields.csv`])).toContain('espèce dominante')
    expect(JSON.parse(text(shapefile['receipt.json']))).toMatchObject({
      features: { expected: 3, found: 3 },
      differenceCount: 0,
    })

    await setCheck(page, 'KMZ')
    const files = unzipSync((await exportFile(page)).bytes)
    const kml = text(files['doc.kml'])
    expect(kml.match(/<Placemark/g)).toHaveLength(3)
    // The colours of the file that was brought, where its features are.
    for (const color of ['ff8c4614', 'ff0014b4']) expect(kml).toContain(`<color>${color}</color>`)
    expect(kml).toContain('<name>Laguna de Términos</name>')
    expect(kml).toContain('<SimpleData name="individus">-12</SimpleData>')
    expect(kml.match(/<innerBoundaryIs>/g)).toHaveLength(3)
    expect(JSON.parse(text(files['receipt.json'])).differenceCount).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

type Pixel = readonly [x: number, y: number]

/** Where places are on a map whose middle is at 95° W, 40° N at zoom 4, in pixels from there. */
const TO_PIXEL: Readonly<Record<string, (lon: number, lat: number) => Pixel>> = {
  naaf(lon, lat) {
    const [x, y] = toNaaf(lon, lat)
    const [middleX, middleY] = toNaaf(-95, 40)
    const meters = 12_000_000 / 512 / 2 ** 4
    return [(x - middleX) / meters, (middleY - y) / meters]
  },
  mercator(lon, lat) {
    const toV = (degrees: number) => Math.asinh(Math.tan((degrees * Math.PI) / 180)) / (2 * Math.PI)
    const world = 512 * 2 ** 4
    return [((lon + 95) / 360) * world, (toV(40) - toV(lat)) * world]
  },
}

function isWithin([x, y]: Pixel, corners: readonly Pixel[]): boolean {
  return corners.reduce((isInside, [x1, y1], index) => {
    const [x2, y2] = corners[(index + 1) % corners.length]!
    const crosses = y1 > y !== y2 > y && x < x1 + ((x2 - x1) * (y - y1)) / (y2 - y1)
    return crosses ? !isInside : isInside
  }, false)
}

describe('a part of a layer', () => {
  it.each(['naaf', 'mercator', 'globe'])(
    'is what a polygon drawn on the map holds, in the projection %s',
    async (projection) => {
      const { page } = await atlas.open(`?layers=ports&at=-95,40&z=4&proj=${projection}`)
      await openPanel(page, 'ports')
      await setCheck(page, 'GeoJSON')
      await setCheck(page, 'A drawn polygon')
      await page.getByRole('button', { name: 'Draw on the map' }).click()
      const map = (await page.locator('canvas').boundingBox())!
      // From the map's middle, on its free part: right of the panel, above the buttons of the drawing and the legend.
      const corners = [
        [60, -220],
        [360, -180],
        [330, 100],
        [10, 60],
      ] as const
      for (const [x, y] of corners) {
        const [pageX, pageY] = [map.x + map.width / 2 + x, map.y + map.height / 2 + y]
        await page.mouse.move(pageX, pageY)
        await page.mouse.click(pageX, pageY)
        // Clicks that follow soon count as one of two.
        await page.waitForTimeout(600)
      }
      await page.getByRole('button', { name: 'Finish' }).click()
      await page.getByText('A polygon is drawn.').waitFor()
      const { bytes } = await exportFile(page)
      const { features } = JSON.parse(text(bytes)) as {
        features: { properties: { unlocode: string } }[]
      }
      expect(features.length).toBeGreaterThan(0)
      const toPixel = TO_PIXEL[projection]
      const all = readFlatGeobuf(readFileSync(resolve(DIST, 'layers/ports.fgb'))).features
      if (toPixel) {
        const within = all.filter(({ geometry }) => {
          const [lon, lat] = (geometry as { coordinates: number[] }).coordinates
          return isWithin(toPixel(lon!, lat!), corners)
        })
        expect(features.map(({ properties }) => properties.unlocode)).toEqual(
          within.map(({ properties }) => properties.unlocode),
        )
      } else {
        expect(features.length).toBeLessThan(all.length)
      }
      await page.context().close()
    },
  )

  it('is chosen, filtered and exported with the keyboard alone', async () => {
    const { page } = await atlas.open('?layers=power-plants&at=-95,40&z=4')
    const row = page.locator('[data-layer="power-plants"]')
    await row.getByRole('button', { name: /^Legend and settings/ }).focus()
    await page.keyboard.press('Enter')
    await row.getByRole('button', { name: /^Download/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^Download/ }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2')
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    const tabTo = async (isThere: () => Promise<boolean>) => {
      for (let press = 0; press < 60; press++) {
        if (await isThere()) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`not reached; the focus is at “${await focused()}”`)
    }
    const isChecked = (name: string) => async () =>
      page
        .getByRole('radio', { name, exact: true })
        .evaluate(
          (radio) => document.activeElement?.getAttribute('name') === radio.getAttribute('name'),
        )
    await tabTo(isChecked('GeoJSON'))
    // CSV is one up from the first, around the corner.
    await page.keyboard.press('ArrowUp')
    await expect
      .poll(() => page.getByRole('radio', { name: 'CSV', exact: true }).isChecked())
      .toBe(true)
    await tabTo(isChecked('A drawn polygon'))
    await page.keyboard.press('ArrowUp')
    await tabTo(async () => (await focused()).includes('Draw on the map'))
    await page.keyboard.press('Enter')
    await page.getByRole('application', { name: 'Drawing on the map' }).waitFor()
    await page.keyboard.press('Enter')
    for (const [key, presses] of [
      ['ArrowRight', 8],
      ['ArrowDown', 10],
      ['ArrowLeft', 16],
    ] as const) {
      for (let press = 0; press < presses; press++) await page.keyboard.press(key)
      await page.keyboard.press('Enter')
    }
    await page.keyboard.press('Enter')
    await page.getByText('A polygon is drawn.').waitFor()
    await tabTo(async () => (await focused()).startsWith('Filter'))
    await page.keyboard.press('Enter')
    await tabTo(async () => (await focused()).trim() === 'Add a condition')
    await page.keyboard.press('Enter')
    // The focus goes to the new condition: its field, comparison and value.
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT')
    await page.keyboard.type('Capacity')
    await page.keyboard.press('Tab')
    await page.keyboard.type('is at least')
    await tabTo(() =>
      page.evaluate(
        () =>
          document.activeElement?.tagName === 'INPUT' &&
          (document.activeElement as HTMLInputElement).inputMode === 'decimal',
      ),
    )
    await page.keyboard.type('500')
    await tabTo(async () => (await focused()).includes('Make the file'))
    await expect.poll(() => page.getByText(/^[\d,]+ features?, /).count()).toBe(1)
    await page.keyboard.press('Enter')
    const save = page.getByRole('link', { name: 'Save the file' })
    await save.waitFor({ timeout: 60_000 })
    await expect.poll(focused).toContain('power-plants.csv is ready')
    await tabTo(async () => (await focused()).includes('Save the file'))
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.keyboard.press('Enter'),
    ])
    const [head, ...lines] = readFileSync(await download.path(), 'utf8')
      .replace('\ufeff', '')
      .trim()
      .split('\r\n')
    const column = head!.split(',').indexOf('capacity_mw')
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) {
      // Names may hold commas in quotes.
      const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!
      expect(Number.parseFloat(cells[column]!)).toBeGreaterThanOrEqual(500)
    }
    await page.keyboard.press('Escape')
    await expect.poll(focused).toContain('Download')
    await page.context().close()
  })

  it('says what is missing before it can be exported', async () => {
    const { page } = await atlas.open('?layers=ports')
    await openPanel(page, 'ports')
    await setCheck(page, 'A drawn polygon')
    await page.getByText('Draw the polygon first.').waitFor()
    expect(await page.getByRole('button', { name: 'Make the file' }).isDisabled()).toBe(true)
    await setCheck(page, 'A box of longitudes and latitudes')
    await page.getByRole('textbox', { name: 'South' }).fill('80')
    await page.getByRole('textbox', { name: 'North' }).fill('70')
    await page.getByText('Give four numbers in degrees').waitFor()
    await setCheck(page, 'The whole layer')
    await page.getByLabel('Coordinate reference system').selectOption('other')
    await page.getByLabel('EPSG code, WKT or PROJ string').fill('EPSG:999999')
    await page.getByText('EPSG:999999 is not').first().waitFor()
    await page.getByLabel('EPSG code, WKT or PROJ string').fill('3347')
    await page.getByText('Understood as NAD83 / Statistics Canada Lambert').waitFor()
    await page.context().close()
  })
})

describe('an export under way', () => {
  it('is cancelled at once, leaves nothing, and another one works', async () => {
    const { page } = await atlas.open('?layers=power-plants')
    await openPanel(page, 'power-plants')
    await setCheck(page, 'GeoPackage')
    await page.getByText(/^[\d,]+ features, /).waitFor()
    await page.getByRole('button', { name: 'Make the file' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled. Nothing was saved.').waitFor()
    expect(await page.getByRole('link', { name: 'Save the file' }).count()).toBe(0)
    await setCheck(page, 'CSV')
    const { name, bytes } = await exportFile(page)
    expect(name).toBe('power-plants.csv')
    expect(text(bytes).trim().split('\r\n').length).toBe(
      entryOf('power-plants').files[0]!.featureCount + 1,
    )
    await page.context().close()
  })
})

describe('what is seen', () => {
  it('is cited in one block with editions, filters, checksums, date and address', async () => {
    const { page } = await atlas.open('?layers=ports,airports', {
      prepare: (opened) => opened.context().grantPermissions(['clipboard-read', 'clipboard-write']),
    })
    await page.getByRole('button', { name: 'Cite what I see' }).click()
    const block = page.getByRole('textbox', { name: 'Text' })
    const citation = await block.inputValue()
    for (const id of ['ports', 'airports']) {
      expect(citation).toContain(entryOf(id).title.en)
      expect(citation).toContain(entryOf(id).files[0]!.sha256)
    }
    expect(citation).toContain('layers=ports,airports')
    expect(citation).toContain(String(new Date().getFullYear()))
    for (const [form, sign] of [
      ['BibTeX', '@misc{ports'],
      ['RIS', 'TY  - DATA'],
      ['CSL-JSON', '"type": "dataset"'],
    ] as const) {
      await page.getByText(form, { exact: true }).click()
      expect(await page.getByRole('textbox', { name: form }).inputValue()).toContain(sign)
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save' }).click(),
    ])
    const items = JSON.parse(readFileSync(await download.path(), 'utf8'))
    expect(items.map(({ id }: { id: string }) => id.replace(/-\d{4}$/, ''))).toEqual([
      'ports',
      'airports',
    ])
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByText('Copied.').waitFor()
    await page.context().close()
  })
})

describe('the panel', () => {
  it.each([
    [360, 640, 'light'],
    [1280, 800, 'dark'],
  ] as const)('has no fault that axe finds at %d × %d (%s)', async (width, height, colorScheme) => {
    const { page } = await atlas.open('?layers=power-plants', { width, height, colorScheme })
    if (width < 768) await page.getByRole('button', { name: 'Layers', exact: true }).click()
    await openPanel(page, 'power-plants')
    await page.locator('summary', { hasText: 'Filter' }).click()
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.locator('summary', { hasText: 'Fields' }).click()
    await page.locator('summary', { hasText: 'Copy as code' }).click()
    await setCheck(page, 'A box of longitudes and latitudes')
    await page.getByLabel('Coordinate reference system').selectOption('other')
    // Everything in it is open.
    expect(await accessibilityFaults(page, 'section[aria-labelledby="export-title"]')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    )
    await page.context().close()
  })
})
