import type { Language, Localized } from '../../model/schema.ts'
import { factsOf } from '../../words/languages.ts'
import { inDataLanguages, textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import { toLanguage } from '../in-language.ts'
import { hasPictures } from '../pictures.ts'
import type { LayerRecord } from '../record.ts'
import type { LayerGroup } from '../schema.ts'
import { toExtent, toPeriod } from './extent.ts'
import { toPublicationDate } from './reference.ts'
import { LAYERS_FOLDER, type Site, toLayerPath, toPicturePath } from './site.ts'
import { element as el, withAttributes, writeXml, type XmlElement } from './xml.ts'

const NAMESPACES = {
  'xmlns:gmd': 'http://www.isotc211.org/2005/gmd',
  'xmlns:gco': 'http://www.isotc211.org/2005/gco',
  'xmlns:gmx': 'http://www.isotc211.org/2005/gmx',
  // The schema of 2007 imports GML 3.2.1, that of 2006 the one before.
  'xmlns:gml': 'http://www.opengis.net/gml/3.2',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation':
    'http://www.isotc211.org/2005/gmd http://schemas.opengis.net/iso/19139/20070417/gmd/gmd.xsd',
}

const CODE_LISTS =
  'http://standards.iso.org/ittf/PubliclyAvailableStandards/ISO_19139_Schemas/resources/codelist/gmxCodelists.xml#'

/** ISO 639-2/T codes, as ISO 19139 wants its languages. */
/** ISO 19115-1 table B.5.27, MD_TopicCategoryCode. */
const TOPICS: Readonly<Record<LayerGroup, string>> = {
  reference: 'imageryBaseMapsEarthCover',
  'terrestrial-ecosystems': 'environment',
  'marine-ecosystems': 'oceans',
  'human-influence': 'society',
  climate: 'climatologyMeteorologyAtmosphere',
  'pollution-and-waste': 'environment',
}

/** MD_ProgressCode by the state of the layer. */
const PROGRESS: Readonly<Record<LayerRecord['state'], string>> = {
  bundled: 'completed',
  available: 'completed',
  preview: 'underDevelopment',
  planned: 'planned',
}

/**
 * The record in ISO 19139 XML, the encoding of ISO 19115 that catalogues harvest: English, with
 * French and Spanish as further locales (PT_FreeText). Without a site it names none of the Atlas's own
 * addresses.
 */
export function toIso19139(record: LayerRecord, site: Site | null): string {
  const planned = record.state === 'planned'
  return writeXml(
    el(
      'gmd:MD_Metadata',
      withAttributes(NAMESPACES),
      el('gmd:fileIdentifier', text(record.id)),
      el('gmd:language', code('LanguageCode', factsOf('en')['iso639-2'])),
      el('gmd:characterSet', code('MD_CharacterSetCode', 'utf8')),
      el('gmd:hierarchyLevel', code('MD_ScopeCode', 'dataset')),
      el('gmd:contact', party(record.contact, 'pointOfContact')),
      dateStamp(record),
      el('gmd:metadataStandardName', text('ISO 19115:2003/19139')),
      el('gmd:metadataStandardVersion', text('1.0')),
      ...(['fr', 'es'] as const).map((language) =>
        el(
          'gmd:locale',
          el(
            'gmd:PT_Locale',
            withAttributes({ id: language.toUpperCase() }),
            el('gmd:languageCode', code('LanguageCode', factsOf(language)['iso639-2'])),
            el('gmd:characterEncoding', code('MD_CharacterSetCode', 'utf8')),
          ),
        ),
      ),
      record.files.length > 0 ? referenceSystem() : undefined,
      el('gmd:identificationInfo', identification(record, site)),
      el('gmd:distributionInfo', distribution(record, site)),
      planned ? undefined : el('gmd:dataQualityInfo', quality(record)),
    ),
  )
}

function identification(record: LayerRecord, site: Site | null): XmlElement {
  const provenance = record.provenance && toLanguage(record.provenance, 'en')
  const published = toPublicationDate(record)
  const spatial = record.raster ? 'grid' : 'vector'
  return el(
    'gmd:MD_DataIdentification',
    el(
      'gmd:citation',
      el(
        'gmd:CI_Citation',
        el('gmd:title', ...freeText(record.title)),
        el(
          'gmd:date',
          el(
            'gmd:CI_Date',
            published
              ? el('gmd:date', el('gco:Date', published))
              : el('gmd:date', withAttributes({ 'gco:nilReason': 'unknown' })),
            el('gmd:dateType', code('CI_DateTypeCode', 'publication')),
          ),
        ),
        provenance ? el('gmd:edition', text(provenance.edition)) : undefined,
        el(
          'gmd:identifier',
          el(
            'gmd:MD_Identifier',
            el(
              'gmd:code',
              text(site ? new URL(toLayerPath(record.id, 'en'), site.url).href : record.id),
            ),
          ),
        ),
        provenance ? el('gmd:otherCitationDetails', text(provenance.citation)) : undefined,
      ),
    ),
    el('gmd:abstract', ...freeText(record.abstract)),
    record.limitations
      ? undefined
      : el(
          'gmd:purpose',
          ...freeText(
            inDataLanguages(
              (language) => wordsOf('vocabulary', language).stateDescription[record.state],
            ),
          ),
        ),
    el('gmd:status', code('MD_ProgressCode', PROGRESS[record.state])),
    el('gmd:pointOfContact', party(record.contact, 'pointOfContact')),
    provenance
      ? el(
          'gmd:pointOfContact',
          party(
            { organisation: record.provenance!.publisher, url: provenance.licence.url },
            'publisher',
          ),
        )
      : undefined,
    site && hasPictures(record)
      ? el(
          'gmd:graphicOverview',
          el(
            'gmd:MD_BrowseGraphic',
            el(
              'gmd:fileName',
              text(new URL(toPicturePath(record, 'preview', 'en'), site.url).href),
            ),
            el('gmd:fileType', text('image/svg+xml')),
          ),
        )
      : undefined,
    keywords(record),
    record.limitations || provenance ? constraints(record) : undefined,
    el('gmd:spatialRepresentationType', code('MD_SpatialRepresentationTypeCode', spatial)),
    resolution(record),
    el('gmd:language', code('LanguageCode', factsOf('en')['iso639-2'])),
    el('gmd:characterSet', code('MD_CharacterSetCode', 'utf8')),
    el('gmd:topicCategory', el('gmd:MD_TopicCategoryCode', TOPICS[record.group])),
    el('gmd:extent', extent(record)),
    record.comparability.length > 0
      ? el('gmd:supplementalInformation', ...freeText(join(record.comparability)))
      : undefined,
  )
}

function keywords(record: LayerRecord): XmlElement {
  // Lists differ in length between languages; each keyword stands alone, in its own language.
  const words = [
    ...record.keywords.en.map((word) => el('gmd:keyword', text(word))),
    ...(['fr', 'es'] as const).flatMap((language) =>
      textIn(record.keywords, language).map((word) =>
        el(
          'gmd:keyword',
          withAttributes({ 'xsi:type': 'gmd:PT_FreeText_PropertyType' }),
          el('gco:CharacterString', word),
          translation(language, word),
        ),
      ),
    ),
  ]
  return el(
    'gmd:descriptiveKeywords',
    el('gmd:MD_Keywords', words, el('gmd:type', code('MD_KeywordTypeCode', 'theme'))),
  )
}

function constraints({ limitations, provenance }: LayerRecord): XmlElement {
  return el(
    'gmd:resourceConstraints',
    el(
      'gmd:MD_LegalConstraints',
      limitations ? el('gmd:useLimitation', ...freeText(limitations)) : undefined,
      provenance
        ? [
            el('gmd:useConstraints', code('MD_RestrictionCode', 'license')),
            el(
              'gmd:otherConstraints',
              text(`${toLanguage(provenance.licence.name, 'en')} (${provenance.licence.url})`),
            ),
          ]
        : undefined,
    ),
  )
}

function resolution({ scaleDenominator, cellMeters }: LayerRecord): XmlElement | undefined {
  if (cellMeters !== undefined) {
    return el(
      'gmd:spatialResolution',
      el(
        'gmd:MD_Resolution',
        el('gmd:distance', el('gco:Distance', withAttributes({ uom: 'm' }), String(cellMeters))),
      ),
    )
  }
  if (scaleDenominator === undefined) return undefined
  return el(
    'gmd:spatialResolution',
    el(
      'gmd:MD_Resolution',
      el(
        'gmd:equivalentScale',
        el(
          'gmd:MD_RepresentativeFraction',
          el('gmd:denominator', el('gco:Integer', String(scaleDenominator))),
        ),
      ),
    ),
  )
}

function extent(record: LayerRecord): XmlElement {
  const [west, south, east, north] = toExtent(record)
  const period = toPeriod(record)
  const bound = (name: string, degrees: number) =>
    el(`gmd:${name}`, el('gco:Decimal', String(degrees)))
  return el(
    'gmd:EX_Extent',
    el(
      'gmd:description',
      text(
        record.countries.map((country) => wordsOf('vocabulary', 'en').country[country]).join(', '),
      ),
    ),
    el(
      'gmd:geographicElement',
      el(
        'gmd:EX_GeographicBoundingBox',
        bound('westBoundLongitude', west),
        bound('eastBoundLongitude', east),
        bound('southBoundLatitude', south),
        bound('northBoundLatitude', north),
      ),
    ),
    period &&
      el(
        'gmd:temporalElement',
        el(
          'gmd:EX_TemporalExtent',
          el(
            'gmd:extent',
            el(
              'gml:TimePeriod',
              withAttributes({ 'gml:id': 'period' }),
              el('gml:beginPosition', String(period.from)),
              el('gml:endPosition', String(period.to)),
            ),
          ),
        ),
      ),
  )
}

/** Coordinates in the layers' files are longitude, latitude of WGS 84. */
function referenceSystem(): XmlElement {
  return el(
    'gmd:referenceSystemInfo',
    el(
      'gmd:MD_ReferenceSystem',
      el(
        'gmd:referenceSystemIdentifier',
        el(
          'gmd:RS_Identifier',
          el('gmd:code', text('CRS84')),
          el('gmd:codeSpace', text('urn:ogc:def:crs:OGC:1.3')),
        ),
      ),
    ),
  )
}

function distribution(record: LayerRecord, site: Site | null): XmlElement {
  const files = site
    ? record.files.map(({ path }) =>
        online(new URL(LAYERS_FOLDER + path, site.url).href, path, 'download'),
      )
    : []
  const addresses = record.addresses.map(({ role, url }) =>
    online(url, role, role === 'download' ? 'download' : 'information'),
  )
  const page = site
    ? [online(new URL(toLayerPath(record.id, 'en'), site.url).href, record.title.en, 'information')]
    : []
  return el(
    'gmd:MD_Distribution',
    record.files.length > 0
      ? el(
          'gmd:distributionFormat',
          el('gmd:MD_Format', el('gmd:name', text('FlatGeobuf')), el('gmd:version', text('3'))),
        )
      : undefined,
    el('gmd:transferOptions', el('gmd:MD_DigitalTransferOptions', ...files, ...addresses, ...page)),
  )
}

function online(url: string, name: string, purpose: 'download' | 'information'): XmlElement {
  return el(
    'gmd:onLine',
    el(
      'gmd:CI_OnlineResource',
      el('gmd:linkage', el('gmd:URL', url)),
      el('gmd:name', text(name)),
      el('gmd:function', code('CI_OnLineFunctionCode', purpose)),
    ),
  )
}

function quality(record: LayerRecord): XmlElement {
  const provenance = record.provenance && toLanguage(record.provenance, 'en')
  const steps = record.provenance?.processing ?? []
  return el(
    'gmd:DQ_DataQuality',
    el('gmd:scope', el('gmd:DQ_Scope', el('gmd:level', code('MD_ScopeCode', 'dataset')))),
    el(
      'gmd:lineage',
      el(
        'gmd:LI_Lineage',
        el(
          'gmd:statement',
          text(
            provenance
              ? `${provenance.publisher}: ${provenance.dataset}, ${provenance.edition} (${provenance.date}).`
              : 'Not stated.',
          ),
        ),
        steps.map((step) =>
          el('gmd:processStep', el('gmd:LI_ProcessStep', el('gmd:description', ...freeText(step)))),
        ),
      ),
    ),
  )
}

function party(
  { organisation, email, url }: LayerRecord['contact'],
  role: 'pointOfContact' | 'publisher',
): XmlElement {
  return el(
    'gmd:CI_ResponsibleParty',
    el(
      'gmd:organisationName',
      ...(typeof organisation === 'string' ? [text(organisation)] : freeText(organisation)),
    ),
    el(
      'gmd:contactInfo',
      el(
        'gmd:CI_Contact',
        email
          ? el('gmd:address', el('gmd:CI_Address', el('gmd:electronicMailAddress', text(email))))
          : undefined,
        el(
          'gmd:onlineResource',
          el('gmd:CI_OnlineResource', el('gmd:linkage', el('gmd:URL', url))),
        ),
      ),
    ),
    el('gmd:role', code('CI_RoleCode', role)),
  )
}

function dateStamp({ modified }: LayerRecord): XmlElement {
  return modified
    ? el('gmd:dateStamp', el('gco:Date', modified))
    : el('gmd:dateStamp', withAttributes({ 'gco:nilReason': 'unknown' }))
}

function text(value: string): XmlElement {
  return el('gco:CharacterString', value)
}

/** English as the text itself, French and Spanish in its locales; attributes first. */
function freeText(
  value: Localized,
): [{ readonly attributes: XmlElement['attributes'] }, ...XmlElement[]] {
  return [
    withAttributes({ 'xsi:type': 'gmd:PT_FreeText_PropertyType' }),
    text(value.en),
    el(
      'gmd:PT_FreeText',
      el('gmd:textGroup', localised('fr', value.fr)),
      el('gmd:textGroup', localised('es', value.es)),
    ),
  ]
}

function translation(language: Language, value: string): XmlElement {
  return el('gmd:PT_FreeText', el('gmd:textGroup', localised(language, value)))
}

function localised(language: Language, value: string): XmlElement {
  return el(
    'gmd:LocalisedCharacterString',
    withAttributes({ locale: `#${language.toUpperCase()}` }),
    value,
  )
}

function code(list: string, value: string): XmlElement {
  return el(
    `gmd:${list}`,
    withAttributes({ codeList: `${CODE_LISTS}${list}`, codeListValue: value }),
    value,
  )
}

function join(texts: readonly Localized[]): Localized {
  const all = (language: Language) => texts.map((value) => textIn(value, language)).join(' ')
  return { en: all('en'), fr: all('fr'), es: all('es') }
}
