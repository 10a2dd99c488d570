import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'

const atlas = atlasUnderTest()

/** Another host, which no page asks for anything unless its reader does. */
const ELSEWHERE = 'https://elsewhere.example'

async function review(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page
    .locator('input[data-import="files"]')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  await page.locator('[data-stage="review"]').waitFor({ timeout: 60_000 })
}

describe('a table whose columns are named as what every object has', () => {
  it('is reviewed, added, drawn and kept', async () => {
    const { page, complaints } = await atlas.open('?layers=land')
    const names = Object.getOwnPropertyNames(Object.prototype)
    await review(page, '__proto__.csv', `lon,lat,${names.join()}\n-100,45,${names.join()}\n`)
    await page.getByRole('button', { name: 'Add the layer' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached', timeout: 60_000 })
    await waitUntilDrawn(page)
    await page.reload()
    await waitUntilDrawn(page)
    await page.locator('[data-layer^="device-"]').waitFor()
    expect(await page.locator('[data-layer]').getByRole('alert').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

const ATTACKS = `
<img src="${ELSEWHERE}/track.png" onerror="window.brokenIn=1"><img src="x" onerror="window.brokenIn=2">
<script>window.brokenIn=3</script><svg onload="window.brokenIn=4"><script>window.brokenIn=5</script></svg>
<iframe src="${ELSEWHERE}/frame" srcdoc="<script>parent.brokenIn=6</script>"></iframe>
<a href="javascript:window.brokenIn=7">one</a><a href=" java
script:window.brokenIn=8">two</a><a href="data:text/html,<script>opener.brokenIn=9</script>">three</a>
<a href="${ELSEWHERE}/link" ping="${ELSEWHERE}/ping" onclick="window.brokenIn=10">four</a>
<style>@import url(${ELSEWHERE}/css);body{display:none}</style><link rel="stylesheet" href="${ELSEWHERE}/l.css">
<div style="position:fixed;inset:0;background:url(${ELSEWHERE}/style)" class="x" id="root">styled</div>
<table background="${ELSEWHERE}/table"><tr><td background="${ELSEWHERE}/cell">cell</td></tr></table>
<video src="${ELSEWHERE}/v" poster="${ELSEWHERE}/p"></video><object data="${ELSEWHERE}/o"></object><embed src="${ELSEWHERE}/e">
<form action="${ELSEWHERE}/f"><input autofocus onfocus="window.brokenIn=11"><button formaction="javascript:window.brokenIn=12">b</button></form>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.brokenIn=13&gt;"></table></mtext></math>
<noscript><p title="</noscript><img src=x onerror=window.brokenIn=14>"></noscript><base href="${ELSEWHERE}/">
<meta http-equiv="refresh" content="0;url=${ELSEWHERE}/meta"><details open ontoggle="window.brokenIn=15">d</details>
<picture><source srcset="${ELSEWHERE}/source"><img></picture><image href="${ELSEWHERE}/image"></image><x-y is="a">custom</x-y>`

const BALLOON = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Site</name><description><![CDATA[<p lang="es">Words</p>${ATTACKS}]]></description>
<Style><IconStyle><Icon><href>${ELSEWHERE}/icon.png</href></Icon></IconStyle></Style>
<Point><coordinates>-100,45</coordinates></Point></Placemark>
<NetworkLink><Link><href>${ELSEWHERE}/network.kml</href></Link></NetworkLink></Document></kml>`

/** What a balloon may hold: text with its structure, and links. */
const ALLOWED_TAGS = new Set(
  'a b big blockquote br caption center code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small span strong sub sup table tbody td tfoot th thead tr u ul'.split(
    ' ',
  ),
)
const ALLOWED_ATTRIBUTES = new Set('href colspan rowspan title lang dir target rel'.split(' '))

interface Part {
  readonly tag: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
}

const partsOf = (balloon: Locator): Promise<readonly Part[]> =>
  balloon.evaluate((element) =>
    [...element.querySelectorAll('*')].map(({ localName, attributes }) => ({
      tag: localName,
      attributes: [...attributes].map(({ name, value }) => [name, value] as const),
    })),
  )

function expectAllowed(parts: readonly Part[]): void {
  expect(parts.filter(({ tag }) => !ALLOWED_TAGS.has(tag))).toEqual([])
  const attributes = parts.flatMap((part) => part.attributes)
  expect(attributes.filter(([name]) => !ALLOWED_ATTRIBUTES.has(name))).toEqual([])
  const links = attributes.filter(([name]) => name === 'href').map(([, value]) => value)
  expect(links.filter((link) => !/^(?:https?|mailto):/i.test(link))).toEqual([])
}

const CASES = resolve(import.meta.dirname, '../../../shared/corpus/cases/hostile')
const hostileKml = existsSync(CASES)
  ? readdirSync(CASES).filter((name) => name.endsWith('.kml'))
  : []

describe.skipIf(hostileKml.length === 0)('hostile KML files of the corpus', () => {
  it('show in their balloons nothing but text and links, and ask no other host', async () => {
    const requests: string[] = []
    const { page, complaints } = await atlas.open('?layers=land', {
      prepare: async (opened) => opened.on('request', (request) => requests.push(request.url())),
    })
    const opened: string[] = []
    for (const name of hostileKml) {
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await page.locator('input[data-import="files"]').setInputFiles(join(CASES, name))
      await page
        .locator('[data-stage="review"], [data-stage="failed"]')
        .waitFor({ timeout: 60_000 })
      const balloon = page.locator('[data-balloon]')
      if ((await balloon.count()) > 0) {
        await balloon.locator('summary').click()
        await balloon.locator('[data-balloon-text]').waitFor()
        expectAllowed(await partsOf(balloon.locator('[data-balloon-text]')))
        opened.push(name)
      }
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    expect(opened).toContain('kml-evil-balloon.kml')
    expect(requests.filter((url) => !/^(?:http:\/\/127\.0\.0\.1|data:|blob:)/.test(url))).toEqual(
      [],
    )
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('a balloon that would run, load or cover anything', () => {
  it('is text with links, says which images were not loaded, and asks no other host', async () => {
    const requests: string[] = []
    const { page, complaints } = await atlas.open('?layers=land', {
      prepare: async (opened) => opened.on('request', (request) => requests.push(request.url())),
    })
    await review(page, 'site.kml', BALLOON)
    await page.getByText('Balloon of “Site”', { exact: false }).click()
    const text = page.getByText('Words', { exact: true })
    await text.waitFor()
    const parts = await partsOf(text.locator('..'))
    expect(parts.length).toBeGreaterThan(8)
    expectAllowed(parts)
    const attributes = parts.flatMap((part) => part.attributes)
    const links = attributes.filter(([name]) => name === 'href').map(([, value]) => value)
    expect(links).toEqual([`${ELSEWHERE}/link`])

    await page.getByText('One image was not loaded', { exact: false }).waitFor()
    const image = page.getByRole('link', { name: `${ELSEWHERE}/track.png` })
    expect(await image.getAttribute('rel')).toBe('noreferrer')

    await page.getByRole('button', { name: 'Add the layer' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached', timeout: 60_000 })
    await waitUntilDrawn(page)
    expect(await page.evaluate('window.brokenIn')).toBeUndefined()
    expect(requests.filter((url) => url.startsWith(ELSEWHERE))).toEqual([])
    // Nor does the policy have anything to refuse.
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
