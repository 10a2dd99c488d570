import type { Geometry } from 'geojson'
import { ProblemError } from '../../model/problem.ts'
import { type ByteSource, baseName } from '../bytes/byte-source.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { isTopology, readTopology, type Topology } from '../topojson/read.ts'
import { TopologyArcs } from '../topojson/topology-geometry.ts'
import { checkGeometry } from './check-geometry.ts'
import { FeatureBytes } from './feature-bytes.ts'
import { invalidJson, type PieceTaker, parsePiece, takeJsonPieces } from './json-pieces.ts'
import { isJsonObject, type JsonObject, JsonProperties } from './json-properties.ts'
import type { JsonPiece, TakeElement } from './json-scanner.ts'

/** What begins each text of a sequence (RFC 8142 section 2). */
const RECORD_SEPARATOR = String.fromCharCode(0x1e)

/** GeoJSON (RFC 7946 and its predecessor of 2008), text sequences (RFC 8142), lines, and TopoJSON. */
export const geojsonReader: FormatReader = {
  id: 'geojson',
  sniff: ({ text }) => /^[{[]/.test(text.replaceAll(RECORD_SEPARATOR, '').trimStart()),
  read: async (source, context) => readGeoJson(source, context),
}

async function readGeoJson(
  source: ByteSource,
  context: ReadContext,
): Promise<readonly ImportedLayer[]> {
  const collector = new Collector(source, context)
  await takeJsonPieces(source, context, collector)
  return collector.finish()
}

const GEOMETRY_TYPES: ReadonlySet<unknown> = new Set([
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
])

class Collector implements PieceTaker {
  readonly #source: ByteSource
  readonly #context: ReadContext
  readonly #table: FeatureTable
  readonly #warnings = new WarningList()
  readonly #properties: JsonProperties
  readonly #bytes: FeatureBytes
  #name: string | null = null
  #crs: string | null = null
  #values = 0
  #brokenLines = 0
  readonly #topologies: Topology[] = []
  /** The arcs that were met in the value at hand. */
  #arcs: TopologyArcs | null = null
  #other: { value: unknown } | null = null

  constructor(source: ByteSource, context: ReadContext) {
    this.#source = source
    this.#context = context
    this.#table = new FeatureTable(context.budget)
    context.beginLayer(this.#table, null)
    this.#properties = new JsonProperties(this.#table)
    this.#bytes = new FeatureBytes(this.#table, this.#properties)
  }

  /** Adds a feature from its bytes, if it is one that is read so. */
  readonly takeElement: TakeElement = (kind, chunk, at) =>
    kind === 'feature' ? this.#addBytes(chunk, at, false) : -1

  #addBytes(bytes: Uint8Array, at: number, areAll: boolean): number {
    const end = this.#bytes.read(bytes, at, areAll)
    if (end >= 0) this.#context.advance(0, 1)
    return end
  }

  add(piece: JsonPiece): void {
    this.#take[piece.kind](piece)
  }

  readonly #take: Readonly<Record<JsonPiece['kind'], (piece: JsonPiece) => void>> = {
    feature: (piece) => {
      const isAdded = piece.isCut && this.#addBytes(piece.bytes, 0, true) >= 0
      if (!isAdded) this.#addFeature(this.#parse(piece))
    },
    arc: (piece) => {
      this.#arcs ??= new TopologyArcs(this.#context.budget)
      if (!this.#arcs.addIntegers(piece.bytes)) this.#arcs.add(this.#parse(piece))
    },
    value: (piece) => this.#takeValue(piece),
  }

  #takeValue(piece: JsonPiece): void {
    if (this.#addBytes(piece.bytes, 0, true) < 0) {
      let value: unknown
      try {
        value = this.#parse(piece)
      } catch (error) {
        // One line of many that is broken is left out; a file of one value is broken as a whole.
        if (this.#values === 0 || !(error instanceof ProblemError)) throw error
        this.#brokenLines++
        return
      }
      this.#addValue(value)
    }
    this.#values++
    this.#arcs = null
  }

  #parse(piece: JsonPiece): unknown {
    return parsePiece(piece, this.#source.name)
  }

  #addValue(value: unknown): void {
    if (!isJsonObject(value)) {
      this.#other ??= { value }
      return
    }
    if (value.type === 'FeatureCollection') {
      this.#readMembers(value)
    } else if (value.type === 'Feature') {
      this.#readMembers(value)
      this.#addFeature(value)
    } else if (GEOMETRY_TYPES.has(value.type)) {
      this.#readMembers(value)
      this.#addFeature({ type: 'Feature', geometry: value, properties: null })
    } else if (isTopology(value)) {
      const arcs = this.#arcs ?? new TopologyArcs(this.#context.budget)
      this.#topologies.push({ value, arcs })
    } else {
      this.#other ??= { value }
    }
  }

  /** `crs` is of GeoJSON 2008, and still written; `name` is GDAL's. */
  #readMembers({ name, crs }: JsonObject): void {
    if (typeof name === 'string' && name !== '') this.#name ??= name
    if (isJsonObject(crs) && isJsonObject(crs.properties)) {
      const code = crs.type === 'EPSG' ? `EPSG:${String(crs.properties.code)}` : crs.properties.name
      if (typeof code === 'string') this.#crs ??= code
    }
  }

  #addFeature(value: unknown): void {
    if (!isJsonObject(value) || value.type !== 'Feature') {
      this.#warnings.add({
        code: 'features-not-features',
        message: 'Elements of the collection that are no features were left out.',
      })
      return
    }
    const { properties, geometry, id } = value
    this.#properties.add(properties, id)
    if (geometry !== null && geometry !== undefined) this.#addGeometry(geometry)
    this.#table.endFeature()
    this.#context.advance(0, 1)
  }

  #addGeometry(value: unknown): void {
    const checked = checkGeometry(value)
    if (!checked.ok) {
      this.#warnings.add(
        {
          code: 'geometry-invalid',
          message: `Geometries that are not valid GeoJSON (${checked.detail}) were left out; the values are kept.`,
          values: { detail: checked.detail },
        },
        `geometry-invalid ${checked.detail}`,
      )
      return
    }
    if (checked.extraNumbers > 0) {
      this.#warnings.add({
        code: 'numbers-after-measure',
        message: 'Positions have more than four numbers; those after the measure were left out.',
        count: checked.extraNumbers,
      })
    }
    this.#table.addGeometry(value as Geometry)
  }

  async finish(): Promise<readonly ImportedLayer[]> {
    const { name } = this.#source
    const layers: ImportedLayer[] = []
    for (const topology of this.#topologies) {
      layers.push(...(await readTopology(topology, this.#source, this.#context)))
    }
    if (layers.length > 0 && this.#table.length === 0) return layers
    if (this.#brokenLines > 0) {
      this.#warnings.add({
        code: 'json-lines-invalid',
        message: `${this.#brokenLines} lines are not valid JSON and were left out.`,
        count: this.#brokenLines,
      })
    }
    if (this.#values === 0) throw invalidJson(name, 'it is empty')
    if (this.#other) {
      if (this.#table.length === 0) throw notGeographic(name)
      this.#warnings.add({
        code: 'features-not-features',
        message: 'Elements of the collection that are no features were left out.',
      })
    }
    const layer = await finishLayer(
      {
        name: this.#name ?? baseName(name),
        format: 'geojson',
        path: name,
        table: this.#table,
        warnings: this.#warnings,
        jsonFields: this.#properties.jsonFields,
        crs: this.#crs ?? 'wgs84-usual',
        encoding: null,
      },
      this.#context,
    )
    return [layer, ...layers]
  }
}

function notGeographic(name: string): ProblemError {
  return new ProblemError({
    code: 'json-not-geographic',
    message: `${name} is JSON, but neither GeoJSON nor TopoJSON.`,
    values: { name },
  })
}
