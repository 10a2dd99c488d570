import type { FieldValue } from '../../model/feature.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Field, FieldType } from '../../model/schema.ts'
import { type ByteSource, baseName } from '../bytes/byte-source.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import {
  isJsonObject,
  type JsonObject,
  JsonProperties,
  parseJson,
} from '../geojson/json-properties.ts'
import { bomOf, requireDecoder } from '../text/decoder.ts'
import { toGeometry } from './geometry.ts'

/** What JSON takes in memory, for each byte of its text. */
const BYTES_PER_BYTE = 4

/** What services of ArcGIS answer with (`f=json`): a feature set, or the file that is made of one. */
export const esriJsonReader: FormatReader = {
  id: 'esri-json',
  sniff: ({ text }) =>
    text.startsWith('{') &&
    (/"geometryType"\s*:\s*"esriGeometry/.test(text) ||
      (/"spatialReference"\s*:/.test(text) && /"attributes"\s*:/.test(text))),
  read: async (source, context) => [await read(source, context)],
}

async function read(source: ByteSource, context: ReadContext): Promise<ImportedLayer> {
  context.expect(source.size)
  const bytes = await context.readAll(source)
  context.budget.take(source.size * BYTES_PER_BYTE, source.name)
  const set = parse(bytes, source.name)
  context.advance(bytes.length, 0)
  const warnings = new WarningList()
  const table = new FeatureTable(context.budget)
  const properties = new JsonProperties(table)
  const fields = readFields(set.fields)
  for (const { name } of fields) table.declareField(name)
  const dates = new Set(fields.filter(({ type }) => type === 'datetime').map(({ name }) => name))
  for (const [index, feature] of set.features.entries()) {
    if (index % 256 === 255) await context.breathe()
    if (!isJsonObject(feature)) {
      warnings.add({
        code: 'features-not-features',
        message: 'Elements of the collection that are no features were left out.',
      })
      continue
    }
    properties.add(withDates(feature.attributes, dates), undefined)
    const geometry = toGeometry(feature.geometry, set.hasZ === true)
    if (geometry === undefined) {
      warnings.add({
        code: 'geometry-unreadable',
        message: 'Geometries that are damaged, or curves, were left out; the values are kept.',
      })
    } else table.addGeometry(geometry)
    table.endFeature()
    context.advance(0, 1)
  }
  context.budget.give(source.size * (BYTES_PER_BYTE + 1))
  if (set.exceededTransferLimit === true) {
    warnings.add({
      code: 'esri-json-limit',
      message: 'The service gave only as many features as it gives at once; there are more.',
    })
  }
  return finishLayer(
    {
      name: baseName(source.name),
      format: 'esri-json',
      path: source.name,
      table,
      warnings,
      ...(fields.length > 0 && { fields }),
      jsonFields: properties.jsonFields,
      crs: toCrs(set),
      encoding: null,
    },
    context,
  )
}

interface FeatureSet extends JsonObject {
  readonly features: readonly unknown[]
}

function parse(bytes: Uint8Array, name: string): FeatureSet {
  const bom = bomOf(bytes)
  let value: unknown
  try {
    value = parseJson(requireDecoder(bom?.name ?? 'utf-8').decode(bytes.subarray(bom?.length ?? 0)))
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 120) : String(error)
    throw new ProblemError({
      code: 'json-invalid',
      message: `${name} is not valid JSON: ${detail}.`,
      values: { name, detail },
    })
  }
  if (isJsonObject(value) && Array.isArray(value.features)) return value as FeatureSet
  throw new ProblemError({
    code: 'json-esri',
    message: `${name} is JSON of an ArcGIS service, but holds no features: ask the service for them (…/query?where=1=1&outFields=*&f=json).`,
    values: { name },
  })
}

/** Types of fields (ArcGIS REST API, "Field"); geometry is no field here. */
const TYPES: Readonly<Record<string, FieldType>> = {
  esriFieldTypeSmallInteger: 'integer',
  esriFieldTypeInteger: 'integer',
  esriFieldTypeOID: 'long',
  esriFieldTypeBigInteger: 'long',
  esriFieldTypeSingle: 'double',
  esriFieldTypeDouble: 'double',
  esriFieldTypeDate: 'datetime',
}

function readFields(value: unknown): Field[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((field: unknown): Field[] =>
    isJsonObject(field) && typeof field.name === 'string' && field.type !== 'esriFieldTypeGeometry'
      ? [{ name: field.name, type: TYPES[String(field.type)] ?? 'string' }]
      : [],
  )
}

/** Dates are milliseconds since 1970 in UTC. */
function withDates(attributes: unknown, dates: ReadonlySet<string>): unknown {
  if (dates.size === 0 || !isJsonObject(attributes)) return attributes
  const values: Record<string, unknown> = Object.create(null)
  for (const [name, value] of Object.entries(attributes)) {
    values[name] = dates.has(name) && typeof value === 'number' ? toIso(value) : value
  }
  return values
}

function toIso(milliseconds: number): FieldValue {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** Numbers above EPSG's are Esri's own, of which Web Mercator is still written. */
const ESRI_CODES: Readonly<Record<number, number>> = { 102100: 3857, 102113: 3857 }

function toCrs({ spatialReference, features }: FeatureSet): string | null {
  const [first] = features
  const own =
    isJsonObject(first) && isJsonObject(first.geometry) ? first.geometry.spatialReference : null
  const reference = spatialReference ?? own
  if (!isJsonObject(reference)) return null
  const { latestWkid, wkid, wkt } = reference
  const code = typeof latestWkid === 'number' ? latestWkid : wkid
  if (typeof code === 'number') {
    const epsg = ESRI_CODES[code] ?? code
    return epsg < 100_000 ? `EPSG:${epsg}` : typeof wkt === 'string' ? wkt : `ESRI:${epsg}`
  }
  return typeof wkt === 'string' ? wkt : null
}
