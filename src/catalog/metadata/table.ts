import Papa from 'papaparse'
import { LANGUAGES } from '../../words/languages.ts'
import { textIn } from '../../words/text-in.ts'
import { toLanguage } from '../in-language.ts'
import { type LayerRecord, toShape, toYears } from '../record.ts'
import { LAYERS_FOLDER, type Site, toLayerPath } from './site.ts'

/**
 * The whole catalogue as a table: one row a layer, lists joined by `; `. Comma-separated with CRLF by
 * RFC 4180, in UTF-8 with a byte order mark so that spreadsheets read its accents. A cell that a
 * spreadsheet would take for a formula begins with an apostrophe.
 */
export function toCatalogueCsv(records: readonly LayerRecord[], site: Site): string {
  const rows = records.map((record) => toRow(record, site))
  return `\ufeff${Papa.unparse(rows, { newline: '\r\n', escapeFormulae: true })}\r\n`
}

function toRow(record: LayerRecord, site: Site): Record<string, string> {
  const url = (path: string) => new URL(path, site.url).href
  const provenance = record.provenance && toLanguage(record.provenance, 'en')
  const inEach = (name: string, toText: (language: (typeof LANGUAGES)[number]) => string) =>
    Object.fromEntries(LANGUAGES.map((language) => [`${name}_${language}`, toText(language)]))
  return {
    id: record.id,
    group: record.group,
    state: record.state,
    badge: record.badge ?? '',
    ...inEach('title', (language) => textIn(record.title, language)),
    ...inEach('abstract', (language) => textIn(record.abstract, language)),
    ...inEach(
      'limitations',
      (language) => (record.limitations && textIn(record.limitations, language)) ?? '',
    ),
    ...inEach('keywords', (language) => textIn(record.keywords, language).join('; ')),
    countries: record.countries.join('; '),
    shape: toShape(record) ?? '',
    scale_denominator: String(record.scaleDenominator ?? ''),
    cell_meters: String(record.cellMeters ?? ''),
    editions: record.editions.map(({ name }) => name).join('; '),
    years: toYears(record).join('; '),
    projects: record.projects.map(({ no, relation }) => `${no} (${relation})`).join('; '),
    publisher: provenance?.publisher ?? '',
    licence: provenance?.licence.name ?? '',
    licence_url: provenance?.licence.url ?? '',
    citation: provenance?.citation ?? '',
    contact: record.contact.email ?? record.contact.url,
    page: url(toLayerPath(record.id, 'en')),
    files: record.files.map(({ path }) => url(LAYERS_FOLDER + path)).join('; '),
    addresses: record.addresses.map((address) => address.url).join('; '),
    modified: record.modified ?? '',
  }
}
