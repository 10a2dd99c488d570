import type { Page } from 'playwright-core'
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
    const parts = await text.evaluate((element) =>
      [...element.parentElement!.querySelectorAll('*')].map(({ localName, attributes }) => ({
        tag: localName,
        attributes: [...attributes].map(({ name, value }) => [name, value] as const),
      })),
    )
    expect(parts.length).toBeGreaterThan(8)
    expect(parts.filter(({ tag }) => !ALLOWED_TAGS.has(tag))).toEqual([])
    const attributes = parts.flatMap((part) => part.attributes)
    expect(attributes.filter(([name]) => !ALLOWED_ATTRIBUTES.has(name))).toEqual([])
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
    // The text is taken apart in a document that nobody sees, where the policy refuses its handlers already.
    expect(complaints.filter((text) => !/Content Security Policy/.test(text))).toEqual([])
    await page.context().close()
  })
})
