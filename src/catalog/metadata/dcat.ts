import { type Bbox, splitAtAntimeridian } from '../../geo/bbox.ts'
import { DATA_LANGUAGES, type Language, type Localized } from '../../model/schema.ts'
import { LANGUAGES } from '../../words/languages.ts'
import { inDataLanguages, textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import { type ArchiveDownload, isData } from '../downloads.ts'
import { toLanguage } from '../in-language.ts'
import type { Wording } from '../localized.ts'
import { hasPictures } from '../pictures.ts'
import type { Project } from '../project.ts'
import type { LayerRecord } from '../record.ts'
import { ATLAS_PUBLISHER } from './atlas.ts'
import { toExtent, toPeriod } from './extent.ts'
import { toPublicationDate, toReference, toSourceAddresses } from './reference.ts'
import {
  CATALOGUE_FILES,
  LAYERS_FOLDER,
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

/**
 * The whole catalogue by the Data Catalog Vocabulary (DCAT 3) in JSON-LD, with the archive of all layers as a data set
 * of which they are the parts, where there is one.
 */
export function toDcat(
  records: readonly LayerRecord[],
  site: Site,
  archive?: ArchiveDownload,
): object {
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
      'foaf:name': inEach(ATLAS_PUBLISHER),
      'foaf:homepage': { '@id': 'https://www.cec.org/' },
    },
    'foaf:homepage': { '@id': url(toCataloguePath('en')) },
    // What is only planned is no data set yet.
    'dcat:dataset': [
      ...records
        .filter(({ state }) => state !== 'planned')
        .map((record) => toDcatDataset(record, url)),
      ...(archive ? [toArchiveDataset(archive, records, url)] : []),
    ],
  }
}

function toArchiveDataset(
  archive: ArchiveDownload,
  records: readonly LayerRecord[],
  url: (path: string) => string,
): object {
  return {
    '@id': url(archive.path),
    '@type': 'dcat:Dataset',
    'dct:title': inEach(inDataLanguages((language) => wordsOf('static-pages', language).allInOne)),
    'dct:hasPart': records
      .filter(({ downloads = [] }) => downloads.length > 0)
      .map(({ id }) => ({ '@id': url(toLayerPath(id, 'en')) })),
    'dcat:distribution': [toDistribution(archive, url)],
  }
}

/** A file of the site as a distribution, with its size and checksum. */
function toDistribution(
  file: Pick<ArchiveDownload, 'path' | 'mediaType' | 'bytes' | 'sha256'>,
  url: (path: string) => string,
): object {
  return {
    '@type': 'dcat:Distribution',
    'dcat:downloadURL': { '@id': url(file.path) },
    'dcat:mediaType': file.mediaType,
    'dcat:byteSize': file.bytes,
    'spdx:checksum': {
      '@type': 'spdx:Checksum',
      'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
      'spdx:checksumValue': file.sha256,
    },
  }
}

/** The files of a layer that hold its data: its own, and those that are ready-made. */
function toDataFiles({ files, downloads = [] }: LayerRecord) {
  return [
    ...files.map(({ path, bytes, sha256 }) => ({
      path: LAYERS_FOLDER + path,
      mediaType: FLATGEOBUF_MEDIA_TYPE,
      bytes,
      sha256,
    })),
    ...downloads.filter(isData),
  ]
}

function toDcatDataset(record: LayerRecord, url: (path: string) => string): object {
  const { provenance, contact } = record
  const [west, south, east, north] = toExtent(record)
  const period = toPeriod(record)
  const license = provenance && { '@id': provenance.licence.url }
  const published = toPublicationDate(record)
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
    ...(published
      ? {
          'dct:issued': {
            '@value': published,
            '@type': published.length === 4 ? 'xsd:gYear' : 'xsd:date',
          },
        }
      : {}),
    ...(record.modified
      ? { 'dct:modified': { '@value': record.modified, '@type': 'xsd:date' } }
      : {}),
    'dct:spatial': {
      '@type': 'dct:Location',
      'dcat:bbox': {
        '@type': 'http://www.opengis.net/ont/geosparql#wktLiteral',
        '@value': toWkt([west, south, east, north]),
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
      ...toDataFiles(record).map((file) => ({
        ...toDistribution(file, url),
        'dct:license': license,
      })),
      ...record.addresses
        .filter(({ role }) => role === 'download' || role === 'service')
        .map(({ role, url: address }) => ({
          '@type': 'dcat:Distribution',
          [role === 'download' ? 'dcat:downloadURL' : 'dcat:accessURL']: { '@id': address },
          ...(license ? { 'dct:license': license } : {}),
        })),
    ],
  }
}

/** What there is of a layer, in the words of schema.org's `creativeWorkStatus`. */
const CREATIVE_WORK_STATUS: Readonly<Record<LayerRecord['state'], string>> = {
  bundled: 'Published',
  available: 'Published',
  preview: 'Draft',
  planned: 'Planned',
}

/**
 * One layer as schema.org describes it to search engines, which read it from its page: a `Dataset`, or the
 * page alone where the layer is only planned and there are no data to find.
 */
export function toSchemaOrg(
  record: LayerRecord,
  projects: readonly Project[],
  language: Language,
  site: Site,
): object {
  const url = (path: string) => new URL(path, site.url).href
  const titleOf = new Map(projects.map(({ no, title }) => [no, textIn(title, language)]))
  const described = {
    '@context': 'https://schema.org/',
    '@id': url(toLayerPath(record.id, language)),
    url: url(toLayerPath(record.id, language)),
    name: textIn(record.title, language),
    alternateName: DATA_LANGUAGES.filter((other) => other !== language).map(
      (other) => record.title[other],
    ),
    description: [record.abstract, record.limitations]
      .flatMap((text) => (text && textIn(text, language)) ?? [])
      .join(' '),
    inLanguage: language,
    keywords: textIn(record.keywords, language),
    creativeWorkStatus: CREATIVE_WORK_STATUS[record.state],
    ...(record.modified ? { dateModified: record.modified } : {}),
    publisher: {
      '@type': 'Organization',
      name: toLanguage(record.contact.organisation, language),
      url: record.contact.url,
    },
    isPartOf: record.projects.map(({ no }) => ({
      '@type': 'CreativeWork',
      name: `${no} · ${titleOf.get(no) ?? ''}`,
    })),
  }
  if (record.state === 'planned') return { ...described, '@type': 'WebPage' }
  return { ...described, '@type': 'Dataset', ...toDatasetParts(record, language, site, url) }
}

/** What schema.org says of a data set beyond what it says of any work. */
function toDatasetParts(
  record: LayerRecord,
  language: Language,
  site: Site,
  url: (path: string) => string,
): object {
  const provenance = record.provenance && toLanguage(record.provenance, language)
  const reference = toReference(record, site, language)
  const published = toPublicationDate(record)
  const [west, south, east, north] = toExtent(record)
  const period = toPeriod(record)
  return {
    identifier: record.id,
    isAccessibleForFree: true,
    ...(hasPictures(record)
      ? {
          image: url(toPicturePath(record, 'preview', language)),
          thumbnailUrl: url(toPicturePath(record, 'thumbnail', language)),
        }
      : {}),
    ...(published ? { datePublished: published } : {}),
    ...(provenance && reference
      ? {
          creator: { '@type': 'Organization', name: provenance.publisher },
          license: provenance.licence.url,
          creditText: provenance.citation,
          version: reference.edition,
          ...(reference.isInAtlas ? { isBasedOn: toSourceAddresses(reference) } : {}),
        }
      : {}),
    // A layer whose data do not come with the Atlas is the one that its publisher shows there.
    ...(record.state === 'bundled' || !record.address ? {} : { sameAs: record.address }),
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
    distribution: [
      ...toDataFiles(record).map((file) => ({
        '@type': 'DataDownload',
        contentUrl: url(file.path),
        encodingFormat: file.mediaType,
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

/** A box as well-known text: in two where it crosses the antimeridian. */
function toWkt(bbox: Bbox): string {
  const rings = splitAtAntimeridian(bbox).map(
    ([west, south, east, north]) =>
      `((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south}))`,
  )
  return rings.length === 1 ? `POLYGON${rings[0]}` : `MULTIPOLYGON(${rings.join(', ')})`
}
