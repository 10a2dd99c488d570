import type { Feature, FieldValue } from '../../geo/feature.ts'
import type { Field, FieldType } from '../../geo/layer-schema.ts'
import { toBase64 } from '../base64.ts'
import type { Tally } from '../writer.ts'
import { toKmlGeometry } from './write-geometry.ts'
import { toXmlText } from './write-xml.ts'

/** The types of `SimpleField` (OGC 07-147r2 section 9.9) nearest to ours. */
const SIMPLE_TYPES: Readonly<Record<FieldType, string>> = {
  boolean: 'bool',
  integer: 'int',
  // There is no 64-bit type: digits as text lose nothing.
  long: 'string',
  double: 'double',
  string: 'string',
  date: 'string',
  datetime: 'string',
  json: 'string',
  binary: 'string',
}

export function toSimpleFields(
  fields: readonly Field[],
  displayName: (field: Field) => string,
): string {
  return fields
    .map(
      (field) =>
        `<SimpleField type="${SIMPLE_TYPES[field.type]}" name="${toXmlText(field.name)}">` +
        `<displayName>${toXmlText(displayName(field))}</displayName></SimpleField>`,
    )
    .join('')
}

export interface PlacemarkContext {
  readonly fields: readonly Field[]
  readonly schemaId: string
  readonly nameField: string | undefined
  readonly timeField: string | undefined
  readonly tally: Tally
}

/** One feature, its elements in the order that the schema of KML 2.2 asks for. */
export function toPlacemark(
  feature: Feature,
  context: PlacemarkContext,
  styleUrl: string,
  ownStyle: string,
): string {
  const { fields, schemaId, nameField, timeField, tally } = context
  const { properties, geometry } = feature
  let text = '<Placemark>'
  const name = nameField ? (properties[nameField] ?? null) : null
  if (name !== null) text += `<name>${toText(name, nameField!, tally)}</name>`
  if (timeField) text += toTimeSpan(properties[timeField] ?? null)
  text += `<styleUrl>#${styleUrl}</styleUrl>${ownStyle}`
  if (fields.length > 0) {
    text += `<ExtendedData><SchemaData schemaUrl="#${schemaId}">`
    for (const field of fields) {
      const value = properties[field.name] ?? null
      if (value === null) continue
      text += `<SimpleData name="${toXmlText(field.name)}">${toText(value, field.name, tally)}</SimpleData>`
    }
    text += '</SchemaData></ExtendedData>'
  }
  if (geometry) text += toKmlGeometry(geometry)
  return `${text}</Placemark>\n`
}

function toText(value: FieldValue, field: string, tally: Tally): string {
  if (typeof value === 'string') {
    return toXmlText(value, () =>
      tally.add(
        {
          code: 'control-characters-dropped',
          message: `Texts of ${field} hold control characters, which XML cannot: they are left out`,
          values: { field },
        },
        1,
        `control-characters-dropped ${field}`,
      ),
    )
  }
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Uint8Array) return toBase64(value)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    // The lexical forms of XML Schema's doubles.
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF'
  }
  return String(value)
}

/** A year, a month or a day, as xsd:gYear, xsd:gYearMonth or xsd:date write them. */
const TIME = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/

function toTimeSpan(value: FieldValue): string {
  const text = String(value)
  if (value === null || !TIME.test(text)) return ''
  return `<TimeSpan><begin>${text}</begin><end>${text}</end></TimeSpan>`
}
