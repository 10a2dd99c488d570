import { DATA_LANGUAGES, type Language, type Localized } from '../../model/schema.ts'
import { LANGUAGES } from '../../words/languages.ts'
import { inDataLanguages, textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import { toLanguage } from '../in-language.ts'
import type { Wording } from '../localized.ts'
import { hasPictures } from '../pictures.ts'
import type { Project } from '../project.ts'
import type { LayerRecord } from '../record.ts'
import { toExtent, toPeriod } from './extent.ts'
import {
  CATALOGUE_FILES,
  LAYERS_FOLDER,
  METADATA_FILES,
  type Site,
  toCataloguePath,
  toLayerPath,
  toPicturePath,
} from './site.ts'

export const FLATGEOBUF_MEDIA_TYPE = 'application/flatgeobuf'

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  locn: 'http://www.w3.org/ns/locn#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

/** The whole catalogue by the Data Catalog Vocabulary (DCAT 3) in JSON-LD. */
export function toDcat(records: readonly LayerRecord[], site: Site): object {
  const url = (path: string) => new URL(path, site.url).href
  return {
    '@context': CONTEXT,
    '@id': url(CATALOGUE_FILES.dcat),
    '@type': 'dcat:Catalog',
    'dct:title': inEach(inDataLanguages((language) => wordsOf('vocabulary', language).atlas)),
    'dct:description': inEach(
      inDataLanguages((language) => wordsOf('vocabulary', language).atlasDescription),
    ),
    'dct:language': [...LANGUAGES],
    'dct:publisher': {
      '@type': 'foaf:Organization',
      'foaf:name': 'Commission for Environmental Cooperation',
      'foaf:homepage': { '@id': 'https://www.cec.org/' },
    },
    'foaf:homepage': { '@id': url(toCataloguePath('en')) },
    'dcat:dataset': records.map((record) => toDcatDataset(record, url)),
  }
}

function toDcatDataset(record: LayerRecord, url: (path: string) => string): object {
  const { provenance, contact } = record
  const [west, south, east, north] = toExtent(record)
  const period = toPeriod(record)
  const license = provenance && { '@id': provenance.licence.url }
  return {
    '@id': url(toLayerPath(record.id, 'en')),
    '@type': 'dcat:Dataset',
    'dct:identifier': record.id,
    'dct:title': inEach(record.title),
    'dct:description': inEach(record.abstract),
    'dcat:theme': inEach(
      inDataLanguages((language) => wordsOf('vocabulary', language).group[record.group]),
    ),
    'dcat:keyword': LANGUAGES.flatMap((language) =>
      textIn(record.keywords, language).map((word) => tagged(word, language)),
    ),
    'dcat:landingPage': LANGUAGES.map((language) => ({
      '@id': url(toLayerPath(record.id, language)),
    })),
    'dcat:contactPoint': {
      '@type': 'vcard:Organization',
      'vcard:fn': said(contact.organisation),
      ...(contact.email ? { 'vcard:hasEmail': { '@id': `mailto:${contact.email}` } } : {}),
      'vcard:hasURL': { '@id': contact.url },
    },
    ...(provenance
      ? {
          'dct:publisher': {
            '@type': 'foaf:Organization',
            'foaf:name': said(provenance.publisher),
          },
          'dct:bibliographicCitation': said(provenance.citation),
          'dct:license': license,
        }
      : {}),
    ...(record.limitations ? { 'dct:accessRights': inEach(record.limitations) } : {}),
    ...(record.modified
      ? { 'dct:modified': { '@value': record.modified, '@type': 'xsd:date' } }
      : {}),
    'dct:spatial': {
      '@type': 'dct:Location',
      'dcat:bbox': {
        '@type': 'http://www.opengis.net/ont/geosparql#wktLiteral',
        '@value': `POLYGON((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south}))`,
      },
    },
    ...(period
      ? {
          'dct:temporal': {
            '@type': 'dct:PeriodOfTime',
            'dcat:startDate': { '@value': String(period.from), '@type': 'xsd:gYear' },
            'dcat:endDate': { '@value': String(period.to), '@type': 'xsd:gYear' },
          },
        }
      : {}),
    ...(hasPictures(record)
      ? { 'foaf:depiction': { '@id': url(toPicturePath(record, 'preview', 'en')) } }
      : {}),
    'dcat:distribution': [
      ...record.files.map((file) => ({
        '@type': 'dcat:Distribution',
        'dcat:downloadURL': { '@id': url(LAYERS_FOLDER + file.path) },
        'dcat:mediaType': FLATGEOBUF_MEDIA_TYPE,
        'dcat:byteSize': file.bytes,
        'spdx:checksum': {
          '@type': 'spdx:Checksum',
          'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
          'spdx:checksumValue': file.sha256,
        },
        'dct:license': license,
      })),
      ...record.addresses.map(({ role, url: address }) => ({
        '@type': 'dcat:Distribution',
        [role === 'download' ? 'dcat:downloadURL' : 'dcat:accessURL']: { '@id': address },
        ...(license ? { 'dct:license': license } : {}),
      })),
    ],
  }
}

/** One layer as schema.org `Dataset`, which search engines read from its page. */
export function toSchemaOrg(
  record: LayerRecord,
  projects: readonly Project[],
  language: Language,
  site: Site,
): object {
  const url = (path: string) => new URL(path, site.url).href
  const provenance = record.provenance && toLanguage(record.provenance, language)
  const [west, south, east, north] = toExtent(record)
  const period = toPeriod(record)
  const titleOf = new Map(projects.map(({ no, title }) => [no, textIn(title, language)]))
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': url(toLayerPath(record.id, language)),
    url: url(toLayerPath(record.id, language)),
    identifier: record.id,
    name: textIn(record.title, language),
    alternateName: DATA_LANGUAGES.filter((other) => other !== language).map(
      (other) => record.title[other],
    ),
    description: [record.abstract, record.limitations]
      .flatMap((text) => (text && textIn(text, language)) ?? [])
      .join(' '),
    inLanguage: language,
    keywords: textIn(record.keywords, language),
    isAccessibleForFree: true,
    ...(hasPictures(record)
      ? {
          image: url(toPicturePath(record, 'preview', language)),
          thumbnailUrl: url(toPicturePath(record, 'thumbnail', language)),
        }
      : {}),
    creativeWorkStatus: record.state,
    ...(record.modified ? { dateModified: record.modified } : {}),
    ...(provenance
      ? {
          creator: { '@type': 'Organization', name: provenance.publisher },
          license: provenance.licence.url,
          citation: provenance.citation,
          version: provenance.edition,
        }
      : {}),
    publisher: {
      '@type': 'Organization',
      name: toLanguage(record.contact.organisation, language),
      url: record.contact.url,
    },
    includedInDataCatalog: {
      '@type': 'DataCatalog',
      name: wordsOf('vocabulary', language).atlas,
      url: url(toCataloguePath(language)),
    },
    spatialCoverage: [
      {
        '@type': 'Place',
        name: record.countries
          .map((country) => wordsOf('vocabulary', language).country[country])
          .join(', '),
        geo: { '@type': 'GeoShape', box: `${south} ${west} ${north} ${east}` },
      },
    ],
    ...(period
      ? {
          temporalCoverage:
            period.from === period.to ? String(period.from) : `${period.from}/${period.to}`,
        }
      : {}),
    variableMeasured: record.fields.map((field) => ({
      '@type': 'PropertyValue',
      name: field.name,
      description: textIn(field.title, language),
      ...(field.unit ? { unitText: field.unit } : {}),
    })),
    isPartOf: record.projects.map(({ no }) => ({
      '@type': 'CreativeWork',
      name: `${no} · ${titleOf.get(no) ?? ''}`,
    })),
    distribution: [
      ...record.files.map((file) => ({
        '@type': 'DataDownload',
        contentUrl: url(LAYERS_FOLDER + file.path),
        encodingFormat: FLATGEOBUF_MEDIA_TYPE,
        contentSize: `${file.bytes} B`,
        sha256: file.sha256,
      })),
      ...record.addresses
        .filter(({ role }) => role === 'download')
        .map((address) => ({
          '@type': 'DataDownload',
          contentUrl: address.url,
          encodingFormat: 'application/zip',
        })),
      {
        '@type': 'DataDownload',
        contentUrl: url(toLayerPath(record.id, 'en') + METADATA_FILES.iso),
        encodingFormat: 'application/xml',
      },
    ],
  }
}

function inEach(text: Localized): object[] {
  return LANGUAGES.map((language) => tagged(textIn(text, language), language))
}

/** A name that is the same in all languages as it stands, a text in each of them. */
function said(wording: Wording): string | object[] {
  return typeof wording === 'string' ? wording : inEach(wording)
}

function tagged(value: string, language: Language): object {
  return { '@value': value, '@language': language }
}
