import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  LAYERS_FOLDER,
  toCataloguePath,
  toLayerPath,
  toMapPath,
  toPicturePath,
  toProjectPath,
} from '../../src/catalog/metadata/site.ts'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { hasPictures, PICTURE_KINDS } from '../../src/catalog/pictures.ts'
import { toSubjectPicturePath } from '../../src/catalog/subject.ts'
import { toStepPicturePath } from '../../src/catalog/tour.ts'
import type { Language } from '../../src/model/schema.ts'
import { PAGE_FILES } from '../../src/pages/html.ts'
import { toLayerPage } from '../../src/pages/layer-page.ts'
import { toLayerView } from '../../src/state/layer-view.ts'
import { parameter as fitParameter } from '../../src/state/parameters/fit.ts'
import { parameter as languageParameter } from '../../src/state/parameters/language.ts'
import { parameter as layersParameter } from '../../src/state/parameters/layers.ts'
import { REFERENCE_MAP } from '../../src/state/reference-map.ts'
import { parseAddress } from '../../src/state/url.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { findHtmlProblems } from '../../tests/support/html-problems.ts'
import { projects } from '../catalog/projects.ts'
import { toRecords } from '../catalog/records.ts'
import { readSubjects } from '../catalog/subjects.ts'
import { readTours } from '../catalog/tours.ts'
import { NOT_FOUND_FILE } from './not-found-page.ts'
import { toSiteFiles } from './site-files.ts'

const site = { url: 'https://example.org/atlas/' }
const catalogFile = resolve(import.meta.dirname, '../../public/layers/catalog.json')
const { layers } = parseCatalog(JSON.parse(readFileSync(catalogFile, 'utf8')))
const { records } = toRecords(layers)
const tours = readTours('public')
const files = new Map<string, string>()
let pages: [path: string, html: string][] = []
beforeAll(() => {
  for (const [path, text] of toSiteFiles(records, projects, readSubjects('public'), tours, site))
    files.set(path, text)
  pages = [...files].filter(([path]) => path.endsWith('/'))
})

/** The links of a page, as they resolve where it lies in a site at any address. */
const linksOf = (path: string, html: string, pattern = /(?:href|src)="([^"]+)"/g) =>
  [...html.matchAll(pattern)].map(
    (match) => new URL(match[1]!.replaceAll('&amp;', '&'), `https://any.example/deep/${path}`),
  )

describe('the static pages', () => {
  it('are there for every layer, project and tour in the three languages', () => {
    expect(pages).toHaveLength(
      LANGUAGES.length * (6 + tours.length + records.length + projects.length),
    )
  })

  it('are valid HTML, without code or style inside, so that a strict policy can forbid both', () => {
    const problems = pages.flatMap(([path, html]) =>
      findHtmlProblems(html).map((problem) => `${path}: ${problem}`),
    )
    expect(problems).toEqual([])
  })

  it('link to nothing that the site does not have, under any path', () => {
    const known = new Set([
      ...[...files.keys()].map((path) => path),
      ...records.flatMap((record) => record.files.map(({ path }) => LAYERS_FOLDER + path)),
      ...layers
        .filter(hasPictures)
        .flatMap((layer) =>
          LANGUAGES.flatMap((language) =>
            PICTURE_KINDS.map((kind) => toPicturePath(layer, kind, language)),
          ),
        ),
      ...readSubjects('public').map(({ id }) => toSubjectPicturePath(id)),
      ...tours.flatMap(({ id, steps }) =>
        steps.map((_, index) => toStepPicturePath(id, index + 1)),
      ),
      ...Object.values(PAGE_FILES),
      'icon.svg',
      '',
    ])
    const base = 'https://any.example/deep/'
    const missing = pages.flatMap(([path, html]) =>
      linksOf(path, html)
        .filter(({ host }) => host === 'any.example')
        .filter(({ origin, pathname }) => !known.has((origin + pathname).slice(base.length)))
        .map((url) => `${path}: ${url.href}`),
    )
    expect(missing).toEqual([])
  })

  it('name the same page in each language, and are named by it', () => {
    const alternates = new Map(
      pages.map(([path, html]) => [
        path,
        linksOf(path, html, /<link rel="alternate" hreflang="(?:en|fr|es)" href="([^"]+)"/g).map(
          ({ href }) => href.slice(site.url.length),
        ),
      ]),
    )
    for (const [path, others] of alternates) {
      expect(others).toHaveLength(LANGUAGES.length)
      expect(others).toContain(path)
      for (const other of others) expect(alternates.get(other)).toEqual(others)
    }
    for (const [path, html] of pages) {
      expect(html).toContain(`<link rel="canonical" href="${site.url}${path}">`)
      const language = /^(fr|es)\//.exec(path)?.[1] ?? 'en'
      expect(html).toContain(`<html lang="${language}">`)
    }
  })

  it('tell programs that show links their address, their language and a picture that is there', () => {
    const pictures = new Set(
      layers
        .filter(hasPictures)
        .flatMap((layer) =>
          LANGUAGES.map((language) => site.url + toPicturePath(layer, 'social', language)),
        ),
    )
    const locales = { en: 'en_CA', fr: 'fr_CA', es: 'es_MX' }
    for (const [path, html] of pages) {
      const meta = new Map(
        [...html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)">/g)].map(
          ([, name, content]) => [name!, content!],
        ),
      )
      const [, language = 'en'] = /^(fr|es)\//.exec(path) ?? []
      expect(meta.get('og:url')).toBe(site.url + path)
      expect(meta.get('og:locale')).toBe(locales[language as 'en'])
      const [, id] = /(?:^|\/)layers\/([^/]+)\/$/.exec(path) ?? []
      const hasPicture = id === undefined || layers.some((layer) => layer.id === id)
      if (hasPicture) expect(pictures, path).toContain(meta.get('og:image'))
      expect(meta.has('og:image'), path).toBe(hasPicture)
      expect(meta.get('twitter:card')).toBe(hasPicture ? 'summary_large_image' : 'summary')
    }
  })

  it('have an answer for addresses that there are not, in three languages and from any depth', () => {
    const html = files.get(NOT_FOUND_FILE)!
    expect(findHtmlProblems(html)).toEqual([])
    const links = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, href]) => href!)
    for (const href of links) expect(href).toMatch(/^\/atlas\//)
    for (const language of LANGUAGES) {
      expect(links).toContain(`/atlas/${toCataloguePath(language)}`)
      expect(html).toContain(`<section lang="${language}">`)
    }
  })

  it('put the layer over the reference map and show the whole of it', () => {
    const address = parseAddress(toMapPath('power-plants', 'fr'))
    expect(address.faults).toEqual([])
    expect(address.valueOf(languageParameter)).toBe('fr')
    expect(address.valueOf(layersParameter)).toEqual([toLayerView('power-plants'), REFERENCE_MAP])
    expect(address.valueOf(fitParameter)).toBe('power-plants')
    const path = toLayerPath('power-plants', 'fr')
    expect(linksOf(path, files.get(path)!).map(({ href }) => href)).toContain(
      `https://any.example/deep/${toMapPath('power-plants', 'fr')}`,
    )
  })

  it('link layers and projects both ways', () => {
    for (const record of records) {
      for (const { no } of record.projects) {
        for (const language of LANGUAGES) {
          const layer = toLayerPath(record.id, language)
          const project = toProjectPath(no, language)
          const at = (path: string) => `/deep/${path}`
          expect(linksOf(layer, files.get(layer)!).map(({ pathname }) => pathname)).toContain(
            at(project),
          )
          expect(linksOf(project, files.get(project)!).map(({ pathname }) => pathname)).toContain(
            at(layer),
          )
        }
      }
    }
  })

  it('give each file of a layer with its size and checksum', () => {
    for (const record of layers) {
      const html = files.get(toLayerPath(record.id, 'es'))!
      for (const { sha256 } of record.files) expect(html).toContain(sha256)
    }
  })

  it('write units as readers of each language do, and none where there is none', () => {
    const unitsOf = (id: string, language: Language) =>
      [...files.get(toLayerPath(id, language))!.matchAll(/<td>([^<]*)<\/td><\/tr>/g)].map(
        ([, unit]) => unit,
      )
    expect(unitsOf('iron-steel-plants', 'en')).toContain('kt/yr')
    expect(unitsOf('iron-steel-plants', 'fr')).toContain('kt/an')
    expect(unitsOf('lakes', 'es')).toContain('km²')
    expect(unitsOf('populated-places', 'en')).not.toContain('{person}')
  })

  it('say that data are not bundled, and where the CEC has them', () => {
    const html = files.get(toLayerPath('cec-climate-zones', 'es'))!
    expect(html).toContain('Datos no incluidos')
    expect(html).toContain('https://www.cec.org/files/atlas_layers/5_climate/')
    // How its files are made is for who runs the Atlas, not for its readers.
    expect(html).not.toContain('npm run')
  })

  it('carry JSON-LD that parses and cannot end its script early', () => {
    const landfills = records.find(({ id }) => id === 'cec-landfills')!
    const hostile = { ...landfills, title: { en: '</script><b>', fr: 'a', es: 'b' } }
    const html = toLayerPage(hostile, projects, 'en', site)
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1]
    expect(JSON.parse(json!)).toMatchObject({ '@type': 'Dataset', name: '</script><b>' })
    expect(html).not.toContain('</script><b>')
    expect(findHtmlProblems(html)).toEqual([])
  })
})

describe('the check of HTML', () => {
  const page = (body: string) =>
    `<!doctype html>\n<html lang="en"><head><title>a</title></head><body><main><h1>a</h1>${body}</main></body></html>`

  it('finds nothing wrong with a plain page', () => {
    expect(findHtmlProblems(page('<p>a <a href="b">c</a></p>'))).toEqual([])
  })

  it.each([
    '<p>a',
    '<ul><p>a</p></ul>',
    '<p>a<ul><li>b</li></ul></p>',
    '<a href="a"><a href="b">c</a></a>',
    '<img src="a.svg">',
    '<h3>a</h3>',
    '<h1>b</h1>',
    '<p id="a">b</p><p id="a">c</p>',
    '<p style="color:red">a</p>',
    '<p>a & b</p>',
    '<a href="#nowhere">a</a>',
    '<ul></ul>',
  ])('finds %s', (body) => {
    expect(findHtmlProblems(page(body)).length).toBeGreaterThan(0)
  })
})

describe('the pages of ready-made files', () => {
  const ready = (id: string, edition: string) => ({
    format: 'geopackage' as const,
    path: `layers/${id}/${edition}/${id}.gpkg`,
    mediaType: 'application/geopackage+sqlite3',
    bytes: 1_234_567,
    sha256: 'a'.repeat(64),
  })
  const ports = records.find(({ id }) => id === 'ports')!
  const newest = ports.modified!
  const withdrawn = { en: 'Coordinates were wrong.', fr: 'Coordonnées fausses.', es: 'Errores.' }
  const editions = [
    { edition: newest, downloads: [ready('ports', newest)] },
    { edition: '2026-05-02', downloads: [ready('ports', '2026-05-02')] },
    { edition: '2026-05-01', downloads: [] },
    { edition: '2026-04-30', withdrawn, downloads: [] },
  ]
  const archive = { ...ready('all-layers', newest), format: undefined }
  const made = new Map(
    toSiteFiles([{ ...ports, downloads: editions[0]!.downloads }], [], [], [], site, {
      editions: new Map([['ports', editions]]),
      archive,
    }),
  )

  it('are news by the day, with a text for a mailing list of the newest', () => {
    const html = made.get('fr/news/')!
    const days = [...html.matchAll(/<h2><time datetime="([^"]+)"/g)].map(([, day]) => day)
    expect(days).toEqual(days.toSorted().reverse())
    expect(days).toContain(newest)
    expect(html).toMatch(/<pre [^>]*data-copy="[^"]+"/)
    expect(html).toMatch(/<code>Atlas environnemental de l’Amérique du Nord\s: nouveautés du/)
    expect(html).toContain(`  ${site.url}fr/layers/ports/`)
  })

  it('are the layer’s own page, with sizes and checksums, and one at the address of each edition', () => {
    const html = made.get('layers/ports/')!
    expect(linksOf('layers/ports/', html).map(({ pathname }) => pathname)).toEqual(
      expect.arrayContaining([
        `/deep/layers/ports/${newest}/ports.gpkg`,
        `/deep/layers/ports/${newest}/`,
      ]),
    )
    expect(html).toContain('a'.repeat(64))
    expect(made.get('fr/layers/ports/')).toContain('1,23\u00a0Mo')
    for (const language of ['', 'fr/', 'es/']) {
      for (const { edition } of editions) {
        expect(findHtmlProblems(made.get(`${language}layers/ports/${edition}/`)!)).toEqual([])
      }
    }
  })

  it('say of an older edition that there is a newer, and of a withdrawn one why, and lead to the newest', () => {
    const older = made.get('layers/ports/2026-05-02/')!
    expect(older).toContain('There is a newer edition')
    expect(older).toContain('ports.gpkg')
    expect(made.get('layers/ports/2026-05-01/')).toContain('no longer kept here')
    const gone = made.get('fr/layers/ports/2026-04-30/')!
    expect(gone).toContain('Coordonnées fausses.')
    expect(gone).not.toContain('.gpkg')
    for (const [path, html] of [
      ['layers/ports/2026-05-02/', older],
      ['fr/layers/ports/2026-04-30/', gone],
    ] as const) {
      const prefix = path.startsWith('fr/') ? 'fr/' : ''
      expect(linksOf(path, html).map(({ pathname }) => pathname)).toContain(
        `/deep/${prefix}layers/ports/`,
      )
    }
    expect(made.get(`layers/ports/${newest}/`)).toContain('This is the newest edition')
  })

  it('have the files in DCAT, STAC, JSON-LD and a list for programs, with size and checksum', () => {
    const url = `${site.url}layers/ports/${newest}/ports.gpkg`
    for (const path of ['catalogue.jsonld', 'layers/ports/collection.json', 'layers/ports/']) {
      expect(made.get(path), path).toContain(url)
      expect(made.get(path), path).toContain('1234567')
    }
    expect(made.get('catalogue.jsonld')).toContain(`all-layers/${newest}/all-layers.gpkg`)
    expect(JSON.parse(made.get('layers/catalog-downloads.json')!)).toMatchObject({
      layers: [{ id: 'ports', downloads: [ready('ports', newest)] }],
    })
    expect(made.get('layers/')).toContain('All layers in one archive')
    expect(JSON.parse(files.get('layers/catalog-downloads.json')!)).toEqual({ layers: [] })
  })
})
