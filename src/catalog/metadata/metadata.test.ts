import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { projects } from '../../../scripts/catalog/projects.ts'
import { unbundledLayers } from '../../../scripts/catalog/unbundled.ts'
import { LANGUAGES } from '../../words/languages.ts'
import { textIn } from '../../words/text-in.ts'
import type { LayerRecord } from '../record.ts'
import { toBibtex, toCitationText, toCslItem, toRis } from './citation.ts'
import { toDataCite, toDataCiteXml } from './datacite.ts'
import { toDcat, toSchemaOrg } from './dcat.ts'
import { toAtomFeed, toSitemap } from './feed.ts'
import { toFgdcText } from './fgdc.ts'
import { toIso19139 } from './iso19139.ts'
import { toSnippets } from './snippets.ts'
import { toStacCatalog, toStacCollection } from './stac.ts'
import { toCatalogueCsv } from './table.ts'

const site = { url: 'https://example.org/atlas/' }
const layer = (id: string) => unbundledLayers.find((record) => record.id === id)!

/** A layer with data, and with everything in it that could break a format. */
const bundled: LayerRecord = {
  ...layer('cec-landfills'),
  id: 'rivers',
  state: 'bundled',
  modified: '2026-11-28',
  title: { en: 'Rivers & <lakes> "100 %"', fr: 'Rivières d’été', es: 'Ríos {y} lagos' },
  files: [
    { path: 'rivers.fgb', bytes: 1234, sha256: 'ab'.repeat(32), featureCount: 12 },
    {
      path: 'rivers.z0.fgb',
      bytes: 12,
      sha256: 'cd'.repeat(32),
      featureCount: 3,
      overviewZooms: [0, 3],
    },
  ],
  fields: [
    {
      name: 'length',
      type: 'double',
      unit: 'km',
      title: { en: 'Length', fr: 'Longueur', es: 'Longitud' },
    },
  ],
  provenance: {
    publisher: 'R & D, Inc.',
    dataset: 'Rivers',
    edition: '5_1',
    date: '2019',
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    citation: 'R & D, Inc. 2019. Rivers \u0000 100 % of them.',
    sources: [],
    processing: [{ en: 'Cut.', fr: 'Découpé.', es: 'Recortado.' }],
  },
  bbox: [-170, 15, -50, 80],
}
const every = [...unbundledLayers, bundled]
const existing = every.filter(({ state }) => state !== 'planned')

/** The elements of a document with their texts, after the parser has found it well formed. */
function readXml(xml: string): { name: string; text: string; path: string }[] {
  const elements: { name: string; text: string; path: string }[] = []
  const open: { name: string; text: string; path: string }[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => {
    const entry = { name, text: '', path: [...open.map((parent) => parent.name), name].join('/') }
    open.push(entry)
    elements.push(entry)
  })
  parser.on('text', (text) => {
    const last = open.at(-1)
    if (last) last.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  return elements
}

describe('ISO 19139 XML', () => {
  it.each(every.map((record) => [record.id, record] as const))(
    'of %s is well formed and has what the standard makes mandatory',
    (_, record) => {
      const paths = readXml(toIso19139(record, site)).map(({ path }) => path)
      // ISO 19115:2003 table 3, core metadata that are mandatory for a dataset.
      const identification = 'gmd:MD_Metadata/gmd:identificationInfo/gmd:MD_DataIdentification'
      for (const path of [
        'gmd:MD_Metadata/gmd:contact/gmd:CI_ResponsibleParty/gmd:role/gmd:CI_RoleCode',
        'gmd:MD_Metadata/gmd:dateStamp/gco:Date',
        `${identification}/gmd:citation/gmd:CI_Citation/gmd:title/gco:CharacterString`,
        `${identification}/gmd:citation/gmd:CI_Citation/gmd:date/gmd:CI_Date/gmd:date`,
        `${identification}/gmd:abstract/gco:CharacterString`,
        `${identification}/gmd:language/gmd:LanguageCode`,
        `${identification}/gmd:topicCategory/gmd:MD_TopicCategoryCode`,
        `${identification}/gmd:extent/gmd:EX_Extent/gmd:geographicElement/gmd:EX_GeographicBoundingBox/gmd:westBoundLongitude/gco:Decimal`,
      ]) {
        expect(paths).toContain(path)
      }
    },
  )

  it('keeps to the order that the schema gives the parts of the identification', () => {
    const parent = 'gmd:MD_Metadata/gmd:identificationInfo/gmd:MD_DataIdentification/'
    const children = readXml(toIso19139(bundled, site))
      .filter(({ path }) => path.startsWith(parent) && !path.slice(parent.length).includes('/'))
      .map(({ name }) => name.slice('gmd:'.length))
    // gmd/identification.xsd: AbstractMD_Identification_Type, then MD_DataIdentification_Type.
    const order =
      'citation abstract purpose credit status pointOfContact resourceMaintenance graphicOverview resourceFormat descriptiveKeywords resourceSpecificUsage resourceConstraints aggregationInfo spatialRepresentationType spatialResolution language characterSet topicCategory environmentDescription extent supplementalInformation'.split(
        ' ',
      )
    const places = children.map((name) => order.indexOf(name))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('carries the title in the three languages', () => {
    const texts = readXml(toIso19139(bundled, site)).map(({ text }) => text)
    for (const title of Object.values(bundled.title)) expect(texts).toContain(title)
  })
})

describe('FGDC text', () => {
  it('names the mandatory sections and elements of the standard', () => {
    const text = toFgdcText(bundled, site)
    for (const line of [
      'Identification_Information:',
      '      Publication_Date: 20261128',
      '      Title: Rivers & <lakes> "100 %"',
      '    Abstract: ',
      '      West_Bounding_Coordinate: -170',
      '  Access_Constraints: None',
      '  Use_Constraints: CC BY 4.0',
      'Metadata_Reference_Information:',
      '  Metadata_Standard_Version: FGDC-STD-001-1998',
      '    Attribute_Units_of_Measure: km',
    ]) {
      expect(text).toContain(line)
    }
  })

  it('is one line an element: no text breaks out of its line', () => {
    for (const record of every) {
      for (const line of toFgdcText(record, site).trimEnd().split('\n')) {
        expect(line).toMatch(/^( {2})*[A-Z][A-Za-z/_-]+:( .+)?$/)
      }
    }
  })
})

describe('citations', () => {
  it('cite a layer whose data do not come with the Atlas where its publisher has it', () => {
    const landfills = { ...layer('cec-landfills'), address: 'https://www.cec.org/landfills/' }
    expect(toCitationText(landfills, site, 'en')).toBe(
      'Commission for Environmental Cooperation (CEC). 2024. “North American Landfills”. Ed. 1.0, Vector digital data [1:10,000,000]. https://www.cec.org/landfills/',
    )
    expect(toCitationText(landfills, site, 'fr')).toBe(
      'Commission de coopération environnementale (CCE). 2024. « Lieux d’enfouissement », Amérique du Nord. Éd. 1.0, Données numériques vectorielles [1/10\u00a0000\u00a0000]. https://www.cec.org/landfills/',
    )
    expect(toCitationText(landfills, site, 'es')).toBe(
      'Comisión para la Cooperación Ambiental (CCA). 2024. “Rellenos sanitarios”, América del Norte. Ed. 1.0, Datos digitales vectoriales [1:10,000,000]. https://www.cec.org/landfills/',
    )
  })

  it('cite a layer of the Atlas as the Atlas publishes it, with the edition and the source', () => {
    const one = {
      ...bundled,
      provenance: { ...bundled.provenance!, citation: 'R & D, Inc. 2019.' },
    }
    expect(toCitationText(one, site, 'en')).toBe(
      'R & D, Inc. 2026. “Rivers & <lakes> "100 %"”. North American Environmental Atlas, ed. 2026-11-28. Commission for Environmental Cooperation (CEC). https://example.org/atlas/layers/rivers/ Source: R & D, Inc. 2019.',
    )
    expect(toCitationText(one, site, 'fr')).toBe(
      'R & D, Inc. 2026. « Rivières d’été ». Atlas environnemental de l’Amérique du Nord, éd. 2026-11-28. Commission de coopération environnementale (CCE). https://example.org/atlas/fr/layers/rivers/ Source : R & D, Inc. 2019.',
    )
    expect(toCitationText(one, site, 'es')).toBe(
      'R & D, Inc. 2026. “Ríos {y} lagos”. Atlas Ambiental de América del Norte, ed. 2026-11-28. Comisión para la Cooperación Ambiental (CCA). https://example.org/atlas/es/layers/rivers/ Fuente: R & D, Inc. 2019.',
    )
  })

  it('never give a year that the data describe for one of publication, nor two full stops', () => {
    for (const record of every) {
      for (const language of LANGUAGES) {
        const text = toCitationText(record, site, language)
        expect(text ?? '', record.id).not.toMatch(/\.\./)
        expect(text === undefined, record.id).toBe(record.state === 'planned')
      }
      const year = toCslItem(record, site)?.issued?.['date-parts'][0]?.[0]
      if (year !== undefined) expect(year, record.id).toBeLessThanOrEqual(2026)
    }
    expect(toCitationText(layer('cec-truck-co2'), site, 'en')).toMatch(
      /^Commission for Environmental Cooperation \(CEC\)\. n\.d\. “North American Carbon Dioxide of Freight by Road, 2010”\. /,
    )
  })

  it('have publisher and address of one house in every form', () => {
    for (const record of every) {
      const item = toCslItem(record, site)
      if (!item) continue
      expect(item.publisher, record.id).toBe('Commission for Environmental Cooperation (CEC)')
      expect(item.URL, record.id).toMatch(
        /^https:\/\/(example\.org\/atlas|www\.cec\.org|services7\.arcgis\.com)\//,
      )
      expect(toRis(record, site)).toContain(`PB  - ${item.publisher}\r\n`)
    }
  })

  it('describe what the Atlas publishes to DataCite, with what its schema makes mandatory', () => {
    const record = toDataCite(bundled, site)!
    expect(record).toMatchObject({
      identifiers: [
        { identifier: 'https://example.org/atlas/layers/rivers/', identifierType: 'URL' },
      ],
      creators: [{ name: 'R & D, Inc.' }],
      publisher: { name: 'Commission for Environmental Cooperation (CEC)' },
      publicationYear: '2026',
      types: { resourceTypeGeneral: 'Dataset' },
    })
    const elements = readXml(toDataCiteXml(record))
    for (const [path, text] of [
      ['resource/identifier', 'https://example.org/atlas/layers/rivers/'],
      ['resource/creators/creator/creatorName', 'R & D, Inc.'],
      ['resource/titles/title', 'Rivers & <lakes> "100 %"'],
      ['resource/publisher', 'Commission for Environmental Cooperation (CEC)'],
      ['resource/publicationYear', '2026'],
      ['resource/resourceType', 'Map layer'],
    ]) {
      expect(elements.find((element) => element.path === path)?.text).toBe(text)
    }
    expect(toDataCite(layer('cec-landfills'), site)).toBeUndefined()
  })

  it('escape what BibTeX would take for commands', () => {
    const bibtex = toBibtex(bundled, site)!
    expect(bibtex).toMatch(/^@misc\{rivers-2026,\n/)
    expect(bibtex).toContain('author = {{R \\& D, Inc.}}')
    expect(bibtex).toContain('title = {{Rivers \\& <lakes> "100 \\%"}}')
    expect(bibtex.match(/\{/g)).toHaveLength(bibtex.match(/\}/g)!.length)
  })

  it('write RIS line by line, from its type to its end', () => {
    const lines = toRis(bundled, site)!.split('\r\n')
    expect(lines[0]).toBe('TY  - DATA')
    expect(lines).toContain('PY  - 2026')
    expect(lines.at(-2)).toBe('ER  - ')
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /)
  })

  it('give CSL-JSON of the type dataset', () => {
    expect(toCslItem(bundled, site)).toMatchObject({
      type: 'dataset',
      issued: { 'date-parts': [[2026]] },
      author: [{ literal: 'R & D, Inc.' }],
    })
  })

  it('cite nothing that does not exist yet', () => {
    expect(toCitationText(layer('aquifers'), site, 'en')).toBeUndefined()
    for (const write of [toBibtex, toRis, toCslItem]) {
      expect(write(layer('aquifers'), site)).toBeUndefined()
    }
  })
})

describe('linked data', () => {
  it('lists every layer in DCAT, with the bytes and the checksum of its files', () => {
    const dcat = toDcat(every, site) as { 'dcat:dataset': { '@id': string }[] }
    expect(dcat['dcat:dataset']).toHaveLength(existing.length)
    expect(JSON.stringify(dcat['dcat:dataset'].at(-1))).toContain(
      '"dcat:byteSize":1234,"spdx:checksum":{"@type":"spdx:Checksum","spdx:algorithm":{"@id":"spdx:checksumAlgorithm_sha256"},"spdx:checksumValue":"abab',
    )
  })

  it('describes a layer to search engines with what they require of a Dataset', () => {
    for (const record of every) {
      for (const language of ['en', 'fr', 'es'] as const) {
        const json = toSchemaOrg(record, projects, language, site) as Record<string, string>
        expect(json.name).toBe(textIn(record.title, language))
        // Search engines take descriptions of 50 to 5,000 characters.
        expect(json.description!.length).toBeGreaterThanOrEqual(50)
        expect(json.description!.length).toBeLessThanOrEqual(5000)
      }
    }
  })

  it('writes STAC collections that their catalogue links to', () => {
    const collection = toStacCollection(bundled, site) as Record<string, unknown>
    for (const key of ['type', 'stac_version', 'id', 'description', 'license', 'extent', 'links']) {
      expect(collection).toHaveProperty(key)
    }
    expect(collection.license).toBe('CC-BY-4.0')
    expect((toStacCollection(layer('cec-landfills'), site) as { license: string }).license).toBe(
      'other',
    )
    const catalog = toStacCatalog(every, site) as { links: { rel: string; href: string }[] }
    expect(catalog.links.filter(({ rel }) => rel === 'child')).toHaveLength(existing.length)
  })
})

describe('the extent of a layer across the antimeridian', () => {
  const across: LayerRecord = { ...bundled, bbox: [172.5, 14.5, -52.5, 83] }

  it('takes the short way in STAC, ISO 19139 and JSON-LD, its west greater than its east', () => {
    expect(toStacCollection(across, site)).toMatchObject({
      extent: { spatial: { bbox: [[172.5, 14.5, -52.5, 83]] } },
    })
    const bounds = readXml(toIso19139(across, site)).filter(({ path }) =>
      /BoundLongitude\/gco:Decimal$/.test(path),
    )
    expect(bounds.map(({ text }) => Number(text))).toEqual([172.5, -52.5])
    expect(JSON.stringify(toSchemaOrg(across, projects, 'en', site))).toContain(
      '"box":"14.5 172.5 83 -52.5"',
    )
  })

  it('is two areas in DCAT, whose well-known text knows no such box', () => {
    const text = JSON.stringify(toDcat([across], site))
    expect(text).toContain(
      'MULTIPOLYGON(((172.5 14.5, 180 14.5, 180 83, 172.5 83, 172.5 14.5)), ((-180 14.5, -52.5 14.5,',
    )
  })
})

describe('feeds and tables', () => {
  it('writes a well-formed Atom feed in each language, the layers with data first', () => {
    const elements = readXml(toAtomFeed(every, 'fr', site))
    const titles = elements.filter(({ path }) => path === 'feed/entry/title')
    expect(titles[0]?.text).toBe('Rivières d’été (Dans l’Atlas)')
    expect(elements.filter(({ path }) => path === 'feed/entry/updated')).toHaveLength(titles.length)
  })

  it('names each page of the site in each language once', () => {
    const pages = readXml(toSitemap(every, projects, [{ id: 'by-foot' }], site))
      .filter(({ name }) => name === 'loc')
      .map(({ text }) => text)
    expect(new Set(pages).size).toBe(pages.length)
    expect(pages).toContain('https://example.org/atlas/fr/projects/5a/')
    expect(pages).toHaveLength(1 + 3 * (7 + every.length + projects.length))
  })

  it('writes a row for each layer that a spreadsheet reads and does not run', () => {
    const csv = toCatalogueCsv([{ ...bundled, title: { en: '=1+1', fr: '+1', es: '@A' } }], site)
    expect(csv).toMatch(/^\ufeffid,group,state,/)
    expect(csv).toContain("'=1+1")
    expect(csv.trimEnd().split('\r\n')).toHaveLength(2)
  })

  it('opens the file at its own address in each program', () => {
    const url = 'https://example.org/atlas/layers/rivers.fgb'
    for (const { code } of toSnippets(url, 'rivers')) expect(code).toContain(`"/vsicurl/${url}"`)
  })
})
