import type { Feature, FieldValue } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import type { Field, FieldType } from '../../model/schema.ts'
import { toBase64 } from '../bytes/base64.ts'
import type { Tally } from '../contract/tally.ts'
import { dimensionOf } from '../geometry/dimension-of.ts'
import { RING_CLOSED } from '../geometry/ring.ts'
import { isIsoDate, isIsoDateTime } from '../text/iso-date.ts'
import type { TextWriter } from '../text/text-writer.ts'
import { toXmlText } from '../xml/write-text.ts'
import { writeKmlGeometry } from './write-geometry.ts'

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
  /** Writes the `Region` of a feature; without it, they have none. */
  readonly writeRegion: ((out: TextWriter, ordinal: number) => void) | undefined
}

/** A field with what is the same of it in every placemark. */
interface DataField {
  readonly name: string
  readonly start: string
  readonly onDropped: () => void
}

/** Writes features, the elements of each in the order that the schema of KML 2.2 asks for. */
export class PlacemarkWriter {
  readonly #out: TextWriter
  readonly #fields: readonly DataField[]
  readonly #nameField: DataField | undefined
  readonly #timeField: string | undefined
  readonly #dataStart: string
  readonly #tally: Tally
  readonly #writeRegion: PlacemarkContext['writeRegion']
  readonly #onClosed = (): void => this.#tally.add(RING_CLOSED)

  constructor(out: TextWriter, context: PlacemarkContext) {
    const { fields, schemaId, nameField, timeField, tally, writeRegion } = context
    this.#out = out
    this.#fields = fields.map(({ name }) => toDataField(name, tally))
    this.#nameField = nameField === undefined ? undefined : toDataField(nameField, tally)
    this.#timeField = timeField
    this.#dataStart = `<ExtendedData><SchemaData schemaUrl="#${schemaId}">`
    this.#tally = tally
    this.#writeRegion = writeRegion
  }

  /**
   * @param style what names the style, and what this feature has beside it
   * @param ordinal by which `context.writeRegion` knows the feature
   */
  write({ properties, geometry }: Feature, style: string, ordinal: number): void {
    const out = this.#out
    out.write('<Placemark>')
    const name = this.#nameField && readValue(properties, this.#nameField.name)
    if (this.#nameField && name !== null && name !== undefined) {
      out.write('<name>')
      writeValue(out, name, this.#nameField)
      out.write('</name>')
    }
    if (this.#timeField) out.write(toTimeSpan(readValue(properties, this.#timeField)))
    out.write(style)
    this.#writeRegion?.(out, ordinal)
    if (this.#fields.length > 0) {
      out.write(this.#dataStart)
      for (const field of this.#fields) {
        const value = readValue(properties, field.name)
        if (value === null || value === undefined) continue
        out.write(field.start)
        writeValue(out, value, field)
        out.write('</SimpleData>')
      }
      out.write('</SchemaData></ExtendedData>')
    }
    if (geometry) {
      if (dimensionOf(geometry) > 3) {
        this.#tally.add({
          code: 'measures-dropped',
          message:
            'Measures (a fourth coordinate) are left out: the format holds three coordinates',
        })
      }
      writeKmlGeometry(out, geometry, this.#onClosed)
    }
    out.write('</Placemark>\n')
  }
}

function toDataField(name: string, tally: Tally): DataField {
  return {
    name,
    start: `<SimpleData name="${toXmlText(name)}">`,
    onDropped: () =>
      tally.add(
        {
          code: 'control-characters-dropped',
          message: `Texts of ${name} hold control characters, which XML cannot: they are left out`,
          values: { field: name },
        },
        1,
        `control-characters-dropped ${name}`,
      ),
  }
}

function writeValue(out: TextWriter, value: NonNullable<FieldValue>, field: DataField): void {
  if (typeof value === 'string') out.write(toXmlText(value, field.onDropped))
  else if (typeof value === 'number') writeNumber(out, value)
  else if (typeof value === 'boolean') out.write(value ? '1' : '0')
  else if (value instanceof Uint8Array) out.write(toBase64(value))
  else out.write(String(value))
}

function writeNumber(out: TextWriter, value: number): void {
  // Those that are not finite in the lexical forms of XML Schema's doubles.
  if (Number.isFinite(value)) out.number(value)
  else out.write(Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF')
}

/** A year or a month, as xsd:gYear and xsd:gYearMonth write them. */
const YEAR_OR_MONTH = /^\d{4}(-(0[1-9]|1[0-2]))?$/
/** A time has its seconds (xsd:dateTime, section 3.2.7.1 of XML Schema part 2). */
const SECONDS = /^T\d{2}:\d{2}:\d{2}/

/** `dateTimeType` of the schema: a year, a month, a day or a time; nothing where a value is none. */
function toTimeSpan(value: FieldValue): string {
  const text = String(value)
  if (!isTime(text)) return ''
  return `<TimeSpan><begin>${text}</begin><end>${text}</end></TimeSpan>`
}

function isTime(text: string): boolean {
  // There is no year 0 (section 3.2.7).
  if (text.startsWith('0000')) return false
  if (YEAR_OR_MONTH.test(text)) return true
  const day = text.slice(0, 10)
  if (!isIsoDate(day) || !isInCalendar(day)) return false
  return text.length === 10 || (isIsoDateTime(text) && SECONDS.test(text.slice(10)))
}

/** Whether the month has the day. */
function isInCalendar(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}
