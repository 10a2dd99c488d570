import type { FieldValue } from '../../model/feature.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Field, FieldType } from '../../model/schema.ts'
import { type ByteSource, baseName } from '../bytes/byte-source.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { invalidJson, type PieceTaker, parsePiece, takeJsonPieces } from '../geojson/json-pieces.ts'
import { isJsonObject, type JsonObject, JsonProperties } from '../geojson/json-properties.ts'
import type { JsonPiece, JsonScanner } from '../geojson/json-scanner.ts'
import { toGeometry } from './geometry.ts'

/** What services of ArcGIS answer with (`f=json`): a feature set, or the file that is made of one. */
export const esriJsonReader: FormatReader = {
  id: 'esri-json',
  sniff: ({ text }) =>
    text.startsWith('{') &&
    (/"geometryType"\s*:\s*"esriGeometry/.test(text) ||
      (/"spatialReference"\s*:/.test(text) && /"attributes"\s*:/.test(text))),
  read: async (source, context) => [await read(source, context)],
}

/** What of a feature set says how its features are to be read; most services send it before them. */
type Head = JsonObject

interface FeatureSet extends JsonObject {
  readonly features: readonly unknown[]
}

async function read(source: ByteSource, context: ReadContext): Promise<ImportedLayer> {
  const undo = context.mark()
  let collector = new Collector(source, context, null)
  await takeJsonPieces(source, context, collector)
  if (!collector.hasTrueHead) {
    // What they are read by stands after them.
    const { set } = collector
    undo()
    collector = new Collector(source, context, set)
    await takeJsonPieces(source, context, collector)
  }
  return collector.finish()
}

/** Makes a layer of the features of a set as they come. */
class Collector implements PieceTaker {
  readonly table: FeatureTable
  readonly #source: ByteSource
  readonly #context: ReadContext
  readonly #warnings = new WarningList()
  readonly #properties: JsonProperties
  #head: Head | null
  #fields: readonly Field[] = []
  #dates: ReadonlySet<string> = new Set()
  /** The system that the first feature names, which some sets do in place of their own. */
  #firstReference: unknown
  #isFirst = true
  #set: FeatureSet | null = null

  /** @param head where it is known already, else it is what stands before the features */
  constructor(source: ByteSource, context: ReadContext, head: Head | null) {
    this.#source = source
    this.#context = context
    this.table = new FeatureTable(context.budget)
    this.#properties = new JsonProperties(this.table)
    this.#head = head
    if (head) this.#declare(head)
  }

  add(piece: JsonPiece, scanner: JsonScanner): void {
    if (this.#set) throw invalidJson(this.#source.name, `more than one value, from byte ${piece.byteOffset + 1}`) // biome-ignore format: one line
    const value = parsePiece(piece, this.#source.name)
    if (piece.kind === 'value') this.#set = this.#toSet(value)
    else if (piece.kind === 'feature') {
      if (this.#isFirst) this.#begin(value, scanner)
      this.#addFeature(value)
    }
  }

  /** All of the set but its features. Only once it has been read. */
  get set(): FeatureSet {
    if (!this.#set) throw invalidJson(this.#source.name, 'it is empty')
    return this.#set
  }

  /** Whether the features were read by what the whole of the set says. */
  get hasTrueHead(): boolean {
    const textOf = ({ fields, hasZ }: Head) => JSON.stringify([fields, hasZ === true])
    return this.#head === null || textOf(this.#head) === textOf(this.set)
  }

  #begin(first: unknown, scanner: JsonScanner): void {
    this.#isFirst = false
    if (isJsonObject(first) && isJsonObject(first.geometry)) {
      this.#firstReference = first.geometry.spatialReference
    }
    const isWhole = this.#head !== null
    const head = this.#head ?? this.#readHead(scanner.head)
    this.#head = head
    if (!isWhole) this.#declare(head)
    const crs = this.#crsOf(head)
    // A system that is named after them is not known as yet.
    if (isWhole || crs !== null) this.#context.beginLayer(this.table, crs)
  }

  #readHead(head: Uint8Array): Head {
    const value = parsePiece({ bytes: closed(head), byteOffset: 0 }, this.#source.name)
    return isJsonObject(value) ? value : {}
  }

  #crsOf({ spatialReference }: Head): string | null {
    return toCrs(spatialReference ?? this.#firstReference)
  }

  #declare(head: Head): void {
    this.#fields = readFields(head.fields)
    for (const { name } of this.#fields) this.table.declareField(name)
    const dates = this.#fields.filter(({ type }) => type === 'datetime')
    this.#dates = new Set(dates.map(({ name }) => name))
  }

  #toSet(value: unknown): FeatureSet {
    if (isJsonObject(value) && Array.isArray(value.features)) return value as FeatureSet
    const { name } = this.#source
    throw new ProblemError({
      code: 'json-esri',
      message: `${name} is JSON of an ArcGIS service, but holds no features: ask the service for them (…/query?where=1=1&outFields=*&f=json).`,
      values: { name },
    })
  }

  #addFeature(feature: unknown): void {
    if (!isJsonObject(feature)) {
      this.#warnings.add({
        code: 'features-not-features',
        message: 'Elements of the collection that are no features were left out.',
      })
      return
    }
    this.#properties.add(withDates(feature.attributes, this.#dates), undefined)
    const geometry = toGeometry(feature.geometry, this.#head?.hasZ === true)
    if (geometry === undefined) {
      this.#warnings.add({
        code: 'geometry-unreadable',
        message: 'Geometries that are damaged, or curves, were left out; the values are kept.',
      })
    } else this.table.addGeometry(geometry)
    this.table.endFeature()
    this.#context.advance(0, 1)
  }

  finish(): Promise<ImportedLayer> {
    const { set } = this
    if (!this.#head) this.#declare(set)
    if (set.exceededTransferLimit === true) {
      this.#warnings.add({
        code: 'esri-json-limit',
        message: 'The service gave only as many features as it gives at once; there are more.',
      })
    }
    return finishLayer(
      {
        name: baseName(this.#source.name),
        format: 'esri-json',
        path: this.#source.name,
        table: this.table,
        warnings: this.#warnings,
        ...(this.#fields.length > 0 && { fields: this.#fields }),
        jsonFields: this.#properties.jsonFields,
        crs: this.#crsOf(set),
        encoding: null,
      },
      this.#context,
    )
  }
}

/** The head of a set as a value of its own, without features. */
function closed(head: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + 2)
  bytes.set(head)
  bytes.set([0x5d, 0x7d], head.length)
  return bytes
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

function toCrs(reference: unknown): string | null {
  if (!isJsonObject(reference)) return null
  const { latestWkid, wkid, wkt } = reference
  const code = typeof latestWkid === 'number' ? latestWkid : wkid
  if (typeof code === 'number') {
    const epsg = ESRI_CODES[code] ?? code
    return epsg < 100_000 ? `EPSG:${epsg}` : typeof wkt === 'string' ? wkt : `ESRI:${epsg}`
  }
  return typeof wkt === 'string' ? wkt : null
}
