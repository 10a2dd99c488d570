import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toLanguage } from '../../src/catalog/in-language.ts'
import {
  CATALOGUE_FILES,
  LAYERS_FOLDER,
  METADATA_FILES,
  toFeedPath,
  toLayerPath,
} from '../../src/catalog/metadata/site.ts'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { hasPictures } from '../../src/catalog/pictures.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { textIn } from '../../src/words/text-in.ts'
import { findIso19139Problems } from '../../tests/support/iso19139-schema.ts'
import { projects } from '../catalog/projects.ts'
import { toRecords } from '../catalog/records.ts'
import { readSubjects } from '../catalog/subjects.ts'
import { readTours } from '../catalog/tours.ts'
import { toSiteFiles } from './site-files.ts'

const site = { url: 'https://example.org/atlas/' }
const catalogFile = resolve(import.meta.dirname, '../../public/layers/catalog.json')
const { records } = toRecords(parseCatalog(JSON.parse(readFileSync(catalogFile, 'utf8'))).layers)
const existing = records.filter(({ state }) => state !== 'planned')
const files = new Map(
  toSiteFiles(records, projects, readSubjects('public'), readTours('public'), site),
)

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

/** A document as a tree, after the parser has found it well formed. */
function readXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = {
      name,
      attributes: attributes as Record<string, string>,
      children: [],
      text: '',
    }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    open.at(-1)!.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  return root.children[0]!
}
const all = (element: Element, name: string) =>
  element.children.filter((child) => child.name === name)
const first = (element: Element, ...path: string[]): Element | undefined =>
  path.reduce<Element | undefined>((found, name) => found && all(found, name)[0], element)

/** catalog.json and collection.json of STAC 1.1.0 and what they refer to, and the schema of the file extension 2.1.0. */
const stacLink = z.object({
  rel: z.string().min(1),
  href: z.url(),
  type: z.string().min(1),
  title: z.string().min(1).optional(),
})
const stacCatalog = z.object({
  type: z.literal('Catalog'),
  stac_version: z.literal('1.1.0'),
  stac_extensions: z.array(z.url()).optional(),
  id: z.string().min(1),
  title: z.string().optional(),
  description: z.string().min(1),
  links: z.array(stacLink).min(1),
})
const dateTime = z.iso.datetime({ offset: true }).nullable()
const stacCollection = stacCatalog.extend({
  type: z.literal('Collection'),
  keywords: z.array(z.string()),
  license: z.string().regex(/^[\w\-.+]+$/),
  providers: z.array(
    z.object({
      name: z.string().min(1),
      roles: z.array(z.enum(['producer', 'licensor', 'processor', 'host'])),
      url: z.url().optional(),
    }),
  ),
  extent: z.object({
    spatial: z.object({ bbox: z.array(z.array(z.number()).length(4)).min(1) }),
    temporal: z.object({ interval: z.array(z.tuple([dateTime, dateTime])).min(1) }),
  }),
  summaries: z.record(z.string(), z.array(z.unknown()).min(1)),
  assets: z.record(
    z.string(),
    z.object({
      href: z.url(),
      type: z.string().min(1),
      roles: z.array(z.string()).min(1),
      'file:checksum': z
        .string()
        .regex(/^[a-f0-9]+$/)
        .optional(),
      'file:size': z.int().nonnegative().optional(),
    }),
  ),
})

describe('the feed of each language', () => {
  it.each(LANGUAGES)('has what RFC 4287 makes mandatory, each entry once (%s)', (language) => {
    const feed = readXml(files.get(toFeedPath(language))!)
    expect(feed.name).toBe('feed')
    for (const name of ['id', 'title', 'updated', 'author']) expect(all(feed, name)).toHaveLength(1)
    const entries = all(feed, 'entry')
    expect(entries.length).toBeGreaterThan(20)
    for (const entry of entries) {
      for (const name of ['id', 'title', 'updated', 'summary']) {
        expect(first(entry, name)?.text).toBeTruthy()
      }
      expect(first(entry, 'updated')!.text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      const href = first(entry, 'link')!.attributes.href!
      expect(files.has(href.slice(site.url.length))).toBe(true)
    }
    const ids = entries.map((entry) => first(entry, 'id')!.text)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('the sitemap', () => {
  it('names every page, absolutely, with the same page in the other languages', () => {
    const sitemap = readXml(files.get(CATALOGUE_FILES.sitemap)!)
    const addresses = all(sitemap, 'url').map((url) => first(url, 'loc')!.text)
    const pages = [...files.keys()].filter((path) => path.endsWith('/'))
    expect(addresses.sort()).toEqual([site.url, ...pages.map((path) => site.url + path)].sort())
    for (const url of all(sitemap, 'url').slice(1)) {
      const others = all(url, 'xhtml:link').map(({ attributes }) => attributes.href)
      expect(others).toHaveLength(LANGUAGES.length)
      expect(others).toContain(first(url, 'loc')!.text)
    }
  })
})

describe('ISO 19139 of every layer', () => {
  it('is valid by the schema that it declares', () => {
    const problems = records.flatMap((record) =>
      findIso19139Problems(files.get(toLayerPath(record.id, 'en') + METADATA_FILES.iso)!).map(
        (problem) => `${record.id}: ${problem}`,
      ),
    )
    expect(problems).toEqual([])
  })

  it('is held to that schema: what it forbids is found', () => {
    const iso = files.get(toLayerPath('power-plants', 'en') + METADATA_FILES.iso)!
    for (const [from, to] of [
      ['http://www.opengis.net/gml/3.2', 'http://www.opengis.net/gml'],
      ['<gmd:abstract ', '<gmd:summary '],
      ['<gco:Date>2', '<gco:Date>unknown 2'],
      ['<gmd:status>', '<gmd:status/><gmd:status>'],
      ['<gmd:code>', '<gmd:code><gmd:code/>'],
    ] as const) {
      const faulty = iso
        .replace(from, to)
        .replace('</gmd:abstract>', to === '<gmd:summary ' ? '</gmd:summary>' : '</gmd:abstract>')
      expect(findIso19139Problems(faulty), to).not.toEqual([])
    }
  })

  it('has the elements that ISO 19115 makes mandatory, none of them empty', () => {
    for (const record of records) {
      const metadata = readXml(files.get(toLayerPath(record.id, 'en') + METADATA_FILES.iso)!)
      const at = (...path: string[]) => first(metadata, ...path)?.text.trim()
      const identification = ['gmd:identificationInfo', 'gmd:MD_DataIdentification']
      const citation = [...identification, 'gmd:citation', 'gmd:CI_Citation']
      const box = [
        ...identification,
        'gmd:extent',
        'gmd:EX_Extent',
        'gmd:geographicElement',
        'gmd:EX_GeographicBoundingBox',
      ]
      for (const path of [
        ['gmd:fileIdentifier', 'gco:CharacterString'],
        ['gmd:contact', 'gmd:CI_ResponsibleParty', 'gmd:organisationName', 'gco:CharacterString'],
        ['gmd:contact', 'gmd:CI_ResponsibleParty', 'gmd:role', 'gmd:CI_RoleCode'],
        ['gmd:dateStamp', 'gco:Date'],
        [...citation, 'gmd:title', 'gco:CharacterString'],
        [...citation, 'gmd:date', 'gmd:CI_Date', 'gmd:dateType', 'gmd:CI_DateTypeCode'],
        [...identification, 'gmd:abstract', 'gco:CharacterString'],
        [...identification, 'gmd:language', 'gmd:LanguageCode'],
        [...identification, 'gmd:topicCategory', 'gmd:MD_TopicCategoryCode'],
      ]) {
        expect(at(...path), `${record.id}: ${path.join('/')}`).toBeTruthy()
      }
      const [west, east, south, north] = [
        'gmd:westBoundLongitude',
        'gmd:eastBoundLongitude',
        'gmd:southBoundLatitude',
        'gmd:northBoundLatitude',
      ].map((name) => Number(at(...box, name, 'gco:Decimal')))
      expect(west).toBeGreaterThanOrEqual(-180)
      expect(east).toBeLessThanOrEqual(180)
      expect(south!).toBeLessThan(north!)
    }
  })
})

describe('every page and every metadata file', () => {
  it('say a text that differs by language in one of them, and never the parts of it', () => {
    const faulty = [...files].filter(([, text]) => text.includes('[object Object]'))
    expect(faulty.map(([path]) => path)).toEqual([])
  })
})

describe('schema.org, DCAT and STAC of every layer', () => {
  const isAbsolute = (url: unknown) => typeof url === 'string' && URL.canParse(url)

  it('describe a Dataset as search engines ask for it, in each language', () => {
    for (const record of records) {
      for (const language of LANGUAGES) {
        const html = files.get(toLayerPath(record.id, language))!
        const dataset = JSON.parse(/ld\+json">(.*?)<\/script>/.exec(html)![1]!)
        const place = `${record.id} ${language}`
        expect(dataset, place).toMatchObject({
          '@context': 'https://schema.org/',
          '@type': record.state === 'planned' ? 'WebPage' : 'Dataset',
          name: textIn(record.title, language),
          inLanguage: language,
        })
        expect(dataset.description.length, place).toBeGreaterThanOrEqual(50)
        expect(dataset.description.length, place).toBeLessThanOrEqual(5000)
        expect(isAbsolute(dataset.url), place).toBe(true)
        if (record.state === 'planned') {
          expect(dataset, place).not.toHaveProperty('distribution')
          continue
        }
        if (record.state === 'bundled') {
          expect(dataset.datePublished, place).toBe(record.modified)
        } else if (record.address) expect(dataset.sameAs, place).toBe(record.address)
        expect(dataset.spatialCoverage[0].geo.box, place).toMatch(/^(-?[\d.]+ ){3}-?[\d.]+$/)
        if (record.provenance) {
          expect(dataset.creator.name, place).toBe(
            toLanguage(record.provenance.publisher, language),
          )
          expect(isAbsolute(dataset.license), place).toBe(true)
        }
        for (const download of dataset.distribution) {
          expect(isAbsolute(download.contentUrl), place).toBe(true)
          expect(download.encodingFormat, place).toMatch(/^application\/(flatgeobuf|zip)$/)
        }
        expect(isAbsolute(dataset.image), place).toBe(hasPictures(record))
      }
    }
  })

  it('give the bytes and the checksum of every file', () => {
    const dcat = files.get(CATALOGUE_FILES.dcat)!
    expect(JSON.parse(dcat)['dcat:dataset']).toHaveLength(existing.length)
    for (const record of existing) {
      const stac = JSON.parse(files.get(toLayerPath(record.id, 'en') + METADATA_FILES.stac)!)
      for (const { path, bytes, sha256 } of record.files) {
        expect(dcat).toContain(sha256)
        expect(stac.assets[path]).toMatchObject({
          href: site.url + LAYERS_FOLDER + path,
          'file:size': bytes,
          'file:checksum': `1220${sha256}`,
        })
      }
    }
  })

  it('keep to the schema of STAC 1.1.0', () => {
    expect(
      stacCatalog.safeParse(JSON.parse(files.get(CATALOGUE_FILES.stac)!)).error,
    ).toBeUndefined()
    for (const record of existing) {
      const text = files.get(toLayerPath(record.id, 'en') + METADATA_FILES.stac)!
      expect(stacCollection.safeParse(JSON.parse(text)).error, record.id).toBeUndefined()
    }
  })

  it('are in the whole catalogue as JSON and as a table, too', () => {
    const json = JSON.parse(files.get(CATALOGUE_FILES.json)!)
    expect(json.layers.map(({ id }: { id: string }) => id)).toEqual(records.map(({ id }) => id))
    expect(json.projects).toHaveLength(projects.length)
    const rows = files.get(CATALOGUE_FILES.csv)!.trimEnd().split('\r\n')
    expect(rows).toHaveLength(records.length + 1)
  })
})
