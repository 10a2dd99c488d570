import type { Crs } from '../../geo/crs.ts'
import type { FieldType } from '../../model/schema.ts'
import { textIn } from '../../words/text-in.ts'
import type { FileBeside, WriteInput } from '../contract/writer.ts'

/** Names of CSVW's own for the types of values (W3C Metadata Vocabulary for Tabular Data, section 5.11.1). */
const DATATYPES: Readonly<Record<FieldType, string>> = {
  boolean: 'boolean',
  integer: 'integer',
  long: 'long',
  double: 'double',
  string: 'string',
  date: 'date',
  // Times may have none of a zone, or no seconds: they are told apart in the text.
  datetime: 'string',
  json: 'json',
  binary: 'base64Binary',
}

/** The columns of the file in their order. */
export interface CsvColumnNames {
  readonly layout: 'lon-lat' | 'wkt'
  readonly geometry: readonly string[]
  readonly fields: readonly string[]
  /** Of the features' numbers, where the table needs such a column. */
  readonly ids: readonly string[]
}

/**
 * What a CSV cannot say of itself, as the W3C's "Metadata Vocabulary for Tabular Data" has it beside the file
 * under the file's name and `-metadata.json`: the coordinate reference system, and of each column its title,
 * type, unit and description; and of the whole, whose it is.
 */
export function toCsvMetadata(
  input: WriteInput,
  fileName: string,
  { layout, geometry, fields, ids }: CsvColumnNames,
): FileBeside {
  const { schema, title, metadata, crs, language } = input
  const about = [metadata.abstract, metadata.selection, metadata.limitations].filter(Boolean)
  const document = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': language }],
    url: encodeURIComponent(fileName),
    'dc:title': title,
    ...(about.length > 0 && { 'dc:description': about.join('\n\n') }),
    ...(metadata.publisher && { 'dc:publisher': metadata.publisher }),
    ...(metadata.date && { 'dc:date': metadata.date }),
    ...(metadata.licence && {
      'dc:license': metadata.licence.url
        ? { '@id': metadata.licence.url }
        : { '@value': metadata.licence.name },
    }),
    ...(metadata.citation && { 'dc:bibliographicCitation': metadata.citation }),
    ...(metadata.url && { 'dc:source': { '@id': metadata.url } }),
    'dc:conformsTo': toCrsReference(crs),
    dialect: { encoding: 'utf-8', lineTerminators: ['\r\n'] },
    tableSchema: {
      columns: [
        ...geometry.map((name, index) => ({
          titles: name,
          datatype: layout === 'wkt' ? 'string' : 'double',
          'dc:description': toGeometryWords(layout, crs, index),
        })),
        ...schema.fields.map((field, index) => ({
          titles: fields[index]!,
          ...(fields[index] !== field.name && { 'dc:identifier': field.name }),
          ...(field.title && { 'dc:title': textIn(field.title, language) }),
          ...(field.description && { 'dc:description': field.description }),
          ...(field.unit && { 'schema:unitText': field.unit }),
          datatype: DATATYPES[field.type],
        })),
        ...ids.map((name) => ({ titles: name, datatype: 'integer' })),
      ],
    },
  }
  return {
    name: `${fileName}-metadata.json`,
    mediaType: 'application/csvm+json',
    text: `${JSON.stringify(document, null, 2)}\n`,
  }
}

/** The address of the system at the OGC where it has one, and its definition where it has none. */
function toCrsReference({ isWgs84, epsg, ogcWkt, proj }: Crs): object {
  // Longitude before latitude, which is not the order of EPSG's own 4326.
  if (isWgs84) return { '@id': 'http://www.opengis.net/def/crs/OGC/1.3/CRS84' }
  if (epsg !== null) return { '@id': `http://www.opengis.net/def/crs/EPSG/0/${epsg}` }
  return { '@value': ogcWkt ?? proj }
}

/** Terms of the field, which are the same in the languages that name them. */
function toGeometryWords(layout: CsvColumnNames['layout'], crs: Crs, index: number): string {
  const code = crs.epsg === null ? '' : ` (EPSG:${crs.epsg})`
  const axes = crs.kind === 'geographic' ? ['longitude', 'latitude'] : ['x', 'y']
  if (layout === 'wkt') return `WKT (OGC 06-103r4): ${axes.join(', ')}, ${crs.name}${code}`
  const axis = axes[index]
  return axis ? `${axis}, ${crs.unit}: ${crs.name}${code}` : ''
}
