import type { FieldValue } from '../../model/feature.ts'
import { toBase64 } from '../bytes/base64.ts'
import type { ExportFormat } from '../contract/writer.ts'
import { MAX_TEXT_BYTES } from '../shapefile/write-columns.ts'

/**
 * What a format is known to do to values, each as a test of what went in and what is read. The tests
 * know nothing of how the writer goes about it: a value that none of them explains is a fault.
 */
type Explains = (value: NonNullable<FieldValue>, found: FieldValue) => boolean

const utf8ByteLength = (text: string): number => new TextEncoder().encode(text).length

const isBlankAfter = (value: string, length: number): boolean => value.slice(length).trim() === ''

const VALUE_RULES = {
  /** The format has no empty text apart from no value. */
  'empty-text-as-null': (value, found) => value === '' && found === null,
  /** Fixed widths are filled up with blanks, which readers take away. */
  'trailing-blanks-dropped': (value, found) =>
    typeof value === 'string' &&
    (found === null || typeof found === 'string') &&
    value.startsWith(found ?? '') &&
    isBlankAfter(value, (found ?? '').length),
  /** Blanks around a text that is not quoted. */
  'blanks-around-dropped': (value, found) =>
    typeof value === 'string' && value.trim() === (found ?? ''),
  cut: (value, found) =>
    typeof value === 'string' &&
    typeof found === 'string' &&
    utf8ByteLength(value) > MAX_TEXT_BYTES &&
    value.startsWith(found) &&
    // Not shorter than it must be: one more character would be too long, blanks aside.
    (utf8ByteLength(found) > MAX_TEXT_BYTES - 4 || isBlankAfter(cutAt(value), found.length)),
  'as-text': (value, found) =>
    typeof value !== 'string' && !(value instanceof Uint8Array) && String(value) === found,
  /** The format does not say that a text of digits is a text. */
  'text-as-number': (value, found) =>
    typeof value === 'string' &&
    (typeof found === 'number' || typeof found === 'bigint') &&
    (String(found) === value.trim() || Number(value) === Number(found)),
  'text-as-boolean': (value, found) =>
    typeof value === 'string' &&
    typeof found === 'boolean' &&
    value.toLowerCase() === String(found),
  'boolean-as-number': (value, found) => typeof value === 'boolean' && Number(value) === found,
  'boolean-as-letter': (value, found) =>
    typeof value === 'boolean' && found === (value ? 'T' : 'F'),
  /** Numbers of JSON are doubles to most readers (RFC 8259 section 6). */
  'long-as-double': (value, found) =>
    typeof value === 'bigint' && typeof found === 'number' && Number(value) === found,
  'not-finite-as-null': (value, found) =>
    typeof value === 'number' && !Number.isFinite(value) && found === null,
  'json-respelled': (value, found) =>
    typeof value === 'string' && typeof found === 'string' && isSameJson(value, found),
  'bytes-as-base64': (value, found) =>
    value instanceof Uint8Array && typeof found === 'string' && toBase64(value) === found,
  'formula-guarded': (value, found) => typeof value === 'string' && found === `'${value}`,
  'control-characters-dropped': (value, found) =>
    typeof value === 'string' &&
    typeof found === 'string' &&
    [withoutControls(value), withoutControls(value).trim()].includes(found),
  /** One instant, said in universal time; a time without a zone, or a day alone, is taken for such. */
  'time-in-utc': (value, found) =>
    typeof value === 'string' &&
    typeof found === 'string' &&
    found.endsWith('Z') &&
    toInstant(value) === toInstant(found),
  /** Half of a surrogate pair has no UTF-8. */
  'ill-formed-replaced': (value, found) =>
    typeof value === 'string' && typeof found === 'string' && toWellFormed(value) === found,
} as const satisfies Record<string, Explains>

/** Milliseconds since 1970; a leap second counts as the second before it. */
function toInstant(text: string): number {
  const day = text.length === 10 ? `${text}T00:00Z` : text.replace(' ', 'T').replace(':60', ':59')
  const zoned = day.replace(/([+-]\d{2})$/, '$1:00').replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(zoned) ? zoned : `${zoned}Z`)
}

export type ValueRule = keyof typeof VALUE_RULES

/** A text as XML can hold it; without them, there may be blanks at its ends that readers drop. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '')
}

/** What becomes of a text on its way through UTF-8. */
function toWellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}

function cutAt(text: string): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MAX_TEXT_BYTES))
  return text.slice(0, read)
}

function isSameJson(a: string, b: string): boolean {
  try {
    return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b))
  } catch {
    return false
  }
}

const KML_RULES: readonly ValueRule[] = [
  'empty-text-as-null',
  'as-text',
  'bytes-as-base64',
  'blanks-around-dropped',
  'control-characters-dropped',
  'ill-formed-replaced',
]

/** What each format does to values, and nothing else. */
const RULES_OF_FORMAT: Readonly<Record<ExportFormat, readonly ValueRule[]>> = {
  shapefile: [
    'empty-text-as-null',
    'trailing-blanks-dropped',
    'cut',
    'as-text',
    'not-finite-as-null',
    'boolean-as-letter',
    'ill-formed-replaced',
  ],
  kml: KML_RULES,
  kmz: KML_RULES,
  geojson: [
    'json-respelled',
    'bytes-as-base64',
    'not-finite-as-null',
    'long-as-double',
    'ill-formed-replaced',
  ],
  geojsonseq: [
    'json-respelled',
    'bytes-as-base64',
    'not-finite-as-null',
    'long-as-double',
    'ill-formed-replaced',
  ],
  flatgeobuf: ['as-text', 'ill-formed-replaced'],
  csv: [
    'empty-text-as-null',
    'formula-guarded',
    'as-text',
    'text-as-number',
    'text-as-boolean',
    'blanks-around-dropped',
    'bytes-as-base64',
    'not-finite-as-null',
    'ill-formed-replaced',
  ],
  geopackage: [
    'as-text',
    'boolean-as-number',
    'not-finite-as-null',
    'time-in-utc',
    'ill-formed-replaced',
  ],
}

/**
 * Whether a value came back as it was: `same`, the rule by which the format changed it, or `null` for
 * a difference that nothing explains.
 */
export function compareValue(
  value: FieldValue,
  found: FieldValue,
  format: ExportFormat,
): 'same' | ValueRule | null {
  if (isSameValue(value, found)) return 'same'
  if (value === null) return null
  return RULES_OF_FORMAT[format].find((rule) => VALUE_RULES[rule](value, found)) ?? null
}

function isSameValue(value: FieldValue, found: FieldValue): boolean {
  if (Object.is(value, found)) return true
  if (value instanceof Uint8Array && found instanceof Uint8Array) {
    return value.length === found.length && value.every((byte, index) => byte === found[index])
  }
  if (typeof value === 'string' || typeof found === 'string') return false
  if (value === null || value instanceof Uint8Array) return false
  if (found === null || found instanceof Uint8Array) return false
  if (typeof value === 'boolean' || typeof found === 'boolean') return false
  // A 64-bit integer may come as either kind of number; minus zero is zero.
  if (typeof value === typeof found) return value === found
  const [integer, number] = typeof value === 'bigint' ? [value, found] : [found, value]
  return Number.isInteger(number) && BigInt(number) === integer
}
