import { DATA_LANGUAGES } from '../../model/schema.ts'
import { localeOf } from '../../words/languages.ts'
import { toLanguage } from '../in-language.ts'
import type { LayerRecord } from '../record.ts'
import { toExtent, toPeriod } from './extent.ts'
import { toReference, toSourceAddresses } from './reference.ts'
import type { Site } from './site.ts'
import { element as el, withAttributes, writeXml, type XmlElement } from './xml.ts'

const NAMESPACE = 'http://datacite.org/schema/kernel-4'
const SCHEMA = 'https://schema.datacite.org/meta/kernel-4.5/metadata.xsd'

/** A record of the DataCite Metadata Schema 4.5, as its JSON has it. */
export interface DataCite {
  readonly schemaVersion: typeof NAMESPACE
  readonly identifiers: readonly Identifier[]
  readonly types: { readonly resourceType: string; readonly resourceTypeGeneral: 'Dataset' }
  readonly creators: readonly { readonly name: string; readonly nameType: 'Organizational' }[]
  readonly titles: readonly Title[]
  readonly publisher: { readonly name: string; readonly lang: string }
  readonly publicationYear: string
  readonly version: string
  readonly language: string
  readonly subjects: readonly { readonly subject: string; readonly lang: string }[]
  readonly dates: readonly { readonly date: string; readonly dateType: string }[]
  readonly relatedIdentifiers: readonly RelatedIdentifier[]
  readonly sizes: readonly string[]
  readonly formats: readonly string[]
  readonly rightsList: readonly { readonly rights: string; readonly rightsUri: string }[]
  readonly descriptions: readonly Description[]
  readonly geoLocations: readonly { readonly geoLocationBox: Box }[]
}

interface Identifier {
  readonly identifier: string
  readonly identifierType: 'URL'
}
interface Title {
  readonly title: string
  readonly lang: string
  readonly titleType?: 'TranslatedTitle'
}
interface RelatedIdentifier {
  readonly relatedIdentifier: string
  readonly relatedIdentifierType: 'DOI' | 'URL'
  readonly relationType: 'IsDerivedFrom'
}
interface Description {
  readonly description: string
  readonly lang: string
  readonly descriptionType: 'Abstract' | 'Methods' | 'Other'
}
interface Box {
  readonly westBoundLongitude: number
  readonly eastBoundLongitude: number
  readonly southBoundLatitude: number
  readonly northBoundLatitude: number
}

const DOI = /^https?:\/\/(?:dx\.)?doi\.org\//

/**
 * The record by which DataCite and its harvesters know a data set, or `undefined` for a layer whose data
 * do not come with the Atlas: describing those to DataCite is their own publisher's.
 */
export function toDataCite(record: LayerRecord, site: Site): DataCite | undefined {
  const reference = toReference(record, site, 'en')
  if (!reference?.isInAtlas || !reference.year || !record.provenance) return undefined
  const [west, south, east, north] = toExtent(record)
  const period = toPeriod(record)
  const { licence } = toLanguage(record.provenance, 'en')
  const { limitations, provenance, modified } = record
  return {
    schemaVersion: NAMESPACE,
    identifiers: [{ identifier: reference.url, identifierType: 'URL' }],
    types: { resourceType: 'Map layer', resourceTypeGeneral: 'Dataset' },
    creators: [{ name: reference.author, nameType: 'Organizational' }],
    titles: DATA_LANGUAGES.map((language) => ({
      title: record.title[language],
      lang: localeOf(language),
      ...(language === 'en' ? {} : { titleType: 'TranslatedTitle' }),
    })),
    publisher: { name: reference.publisher, lang: localeOf('en') },
    publicationYear: String(reference.year),
    version: reference.edition,
    language: localeOf('en'),
    subjects: DATA_LANGUAGES.flatMap((language) =>
      record.keywords[language].map((subject) => ({ subject, lang: localeOf(language) })),
    ),
    dates: [
      ...(modified ? [{ date: modified, dateType: 'Issued' }] : []),
      // A range of dates by RKMS-ISO8601, as the schema asks for it.
      ...(period
        ? [
            {
              date: period.from === period.to ? String(period.from) : `${period.from}/${period.to}`,
              dateType: 'Coverage',
            },
          ]
        : []),
    ],
    relatedIdentifiers: toSourceAddresses(reference).map((url) => ({
      relatedIdentifier: url.replace(DOI, ''),
      relatedIdentifierType: DOI.test(url) ? 'DOI' : 'URL',
      relationType: 'IsDerivedFrom',
    })),
    sizes: record.files
      .filter(({ overviewZooms }) => !overviewZooms)
      .flatMap(({ bytes, featureCount }) => [`${bytes} B`, `${featureCount} features`]),
    formats: ['FlatGeobuf'],
    rightsList: [{ rights: licence.name, rightsUri: licence.url }],
    descriptions: DATA_LANGUAGES.flatMap((language): Description[] => {
      const lang = localeOf(language)
      const methods = provenance.processing.map((step) => step[language]).join(' ')
      return [
        { description: record.abstract[language], lang, descriptionType: 'Abstract' },
        ...(methods ? [{ description: methods, lang, descriptionType: 'Methods' } as const] : []),
        ...(limitations
          ? [{ description: limitations[language], lang, descriptionType: 'Other' } as const]
          : []),
      ]
    }),
    geoLocations: [
      {
        geoLocationBox: {
          westBoundLongitude: west,
          eastBoundLongitude: east,
          southBoundLatitude: south,
          northBoundLatitude: north,
        },
      },
    ],
  }
}

/** The same record as XML, which the schema itself describes. */
export function toDataCiteXml(record: DataCite): string {
  const [identifier] = record.identifiers
  return writeXml(
    el(
      'resource',
      withAttributes({
        xmlns: NAMESPACE,
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation': `${NAMESPACE} ${SCHEMA}`,
      }),
      identifier &&
        el(
          'identifier',
          withAttributes({ identifierType: identifier.identifierType }),
          identifier.identifier,
        ),
      el(
        'creators',
        record.creators.map(({ name, nameType }) =>
          el('creator', el('creatorName', withAttributes({ nameType }), name)),
        ),
      ),
      el(
        'titles',
        record.titles.map(({ title, lang, titleType }) =>
          el(
            'title',
            withAttributes({ 'xml:lang': lang, ...(titleType ? { titleType } : {}) }),
            title,
          ),
        ),
      ),
      el('publisher', withAttributes({ 'xml:lang': record.publisher.lang }), record.publisher.name),
      el('publicationYear', record.publicationYear),
      el(
        'resourceType',
        withAttributes({ resourceTypeGeneral: record.types.resourceTypeGeneral }),
        record.types.resourceType,
      ),
      el(
        'subjects',
        record.subjects.map(({ subject, lang }) =>
          el('subject', withAttributes({ 'xml:lang': lang }), subject),
        ),
      ),
      list(
        'dates',
        record.dates.map(({ date, dateType }) => el('date', withAttributes({ dateType }), date)),
      ),
      el('language', record.language),
      list(
        'relatedIdentifiers',
        record.relatedIdentifiers.map(
          ({ relatedIdentifier, relatedIdentifierType, relationType }) =>
            el(
              'relatedIdentifier',
              withAttributes({ relatedIdentifierType, relationType }),
              relatedIdentifier,
            ),
        ),
      ),
      list(
        'sizes',
        record.sizes.map((size) => el('size', size)),
      ),
      el(
        'formats',
        record.formats.map((format) => el('format', format)),
      ),
      el('version', record.version),
      el(
        'rightsList',
        record.rightsList.map(({ rights, rightsUri }) =>
          el('rights', withAttributes({ rightsURI: rightsUri }), rights),
        ),
      ),
      el(
        'descriptions',
        record.descriptions.map(({ description, lang, descriptionType }) =>
          el('description', withAttributes({ 'xml:lang': lang, descriptionType }), description),
        ),
      ),
      el(
        'geoLocations',
        record.geoLocations.map(({ geoLocationBox }) =>
          el(
            'geoLocation',
            el(
              'geoLocationBox',
              Object.entries(geoLocationBox).map(([name, degrees]) => el(name, String(degrees))),
            ),
          ),
        ),
      ),
    ),
  )
}

/** A list of elements, left out where it is empty. */
function list(name: string, children: readonly XmlElement[]): XmlElement | undefined {
  return children.length > 0 ? el(name, children) : undefined
}
