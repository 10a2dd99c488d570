import type { Position } from 'geojson'
import { type Bbox, EMPTY_BBOX, isEmpty, union } from '../../geo/bbox.ts'
import { eachPosition, type Feature } from '../../geo/feature.ts'
import type { GeometryType, LayerSchema } from '../../geo/layer-schema.ts'
import { FieldInference } from '../infer-fields.ts'
import { ProblemError, type Warning } from '../problem.ts'
import { type FlatGeobufCrs, WGS_84 } from './crs.ts'
import { INDEX_NODE_SIZE, MAGIC } from './format.ts'
import { PACKS_KEY, writePacks } from './packs.ts'
import type { FlatGeobufField } from './write-column.ts'
import { FeatureWriter, MAX_COLUMNS } from './write-feature.ts'
import type { Dimensions } from './write-geometry.ts'
import { writeHeader } from './write-header.ts'
import { hilbertOrder, writeIndex } from './write-index.ts'

/** What a FlatGeobuf file says of its layer, beside the features. */
export interface FlatGeobufLayer {
  readonly name: string
  readonly title?: string
  readonly description?: string
  /** Anything that JSON holds: provenance, for instance. */
  readonly metadata?: unknown
  /** WGS 84 longitude and latitude unless said; `null` for a file that names none. */
  readonly crs?: FlatGeobufCrs | null
  /** Without it the fields are found from the values of all features (`FieldInference`). */
  readonly fields?: readonly FlatGeobufField[]
  /** Without it the one type that all features have, or `Unknown` for several. */
  readonly geometryType?: GeometryType
  /** A packed Hilbert R-tree before the features; true unless said. */
  readonly indexed?: boolean
}

/** What was written, and what had to be changed on the way. */
export interface WrittenFlatGeobuf {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The schema of the file; its bbox is in the layer's own coordinates. */
  readonly schema: LayerSchema
  /** Which feature, counted from 0 as given, stands at each place of the file. */
  readonly order: Uint32Array
  readonly warnings: readonly Warning[]
}

/** Where `writeFlatGeobufChunks` gets the features: called once for every pass, same order each time. */
export type FeaturePass = () => Iterable<Feature> | AsyncIterable<Feature>

/**
 * Writes a layer as FlatGeobuf version 3 (https://flatgeobuf.org).
 *
 * Coordinates are written as they stand, x, y and optional z and m, in the layer's CRS. Features are
 * put in Hilbert order, so that their places in the file, which our readers give as ids, differ from
 * their ids here: keep an identifier of your own in a field. Fields that hold nothing in a feature
 * are left out of it. A feature without geometry is in the file and in its count, but no query by box
 * finds it. The same features always give the same bytes.
 *
 * Throws a `ProblemError` for a value that does not fit its declared field (`field-value-unfit`,
 * `field-value-missing`), a geometry that is not of the declared type (`flatgeobuf-geometry-type`),
 * a coordinate that is not finite (`coordinate-not-finite`), too many or repeated fields.
 */
export function writeFlatGeobuf(
  layer: FlatGeobufLayer,
  features: readonly Feature[],
): WrittenFlatGeobuf {
  const survey = new Survey(layer)
  for (const feature of features) survey.add(feature)
  const plan = survey.plan()

  const writer = plan.featureWriter()
  const measure = new Measure(features.length)
  const starts = new Float64Array(features.length)
  features.forEach((feature, i) => {
    starts[i] = writer.out.position
    measure.add(writer, writer.write(feature, i))
  })
  const { head, order, schema } = plan.finish(measure)

  const bytes = new Uint8Array(head.length + writer.out.position)
  bytes.set(head)
  let position = head.length
  for (const i of order) {
    const end = starts[i]! + measure.byteLengths[i]!
    bytes.set(writer.out.bytes.subarray(starts[i]!, end), position)
    position += measure.byteLengths[i]!
  }
  return { bytes, schema, order, warnings: [...plan.warnings, ...changes(writer)] }
}

/**
 * Writes a layer of any size in bounded memory: the same bytes as `writeFlatGeobuf`, in chunks.
 *
 * The features are gone through once for the fields (unless given with the geometry type), once for
 * their boxes and lengths, and then once for every window of the file of `windowBytes`, of which only
 * the features that fall into it are kept. What grows with the layer is 52 bytes a feature.
 *
 * Returns (as the generator's return value) the schema and warnings. Rejects with the signal's reason
 * once it is aborted, and with `ProblemError` as `writeFlatGeobuf` does, or `features-changed` where
 * a pass gives other features than the one before.
 */
export async function* writeFlatGeobufChunks(
  layer: FlatGeobufLayer,
  features: FeaturePass,
  options: { readonly windowBytes?: number; readonly signal?: AbortSignal } = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>, Omit<WrittenFlatGeobuf, 'bytes'>> {
  const { windowBytes = 64 * 1024 * 1024, signal } = options
  const survey = new Survey(layer)
  let count = 0
  for await (const feature of features()) {
    signal?.throwIfAborted()
    survey.add(feature)
    count++
  }
  const plan = survey.plan()

  const surveyor = plan.featureWriter()
  const measure = new Measure(count)
  let index = 0
  for await (const feature of features()) {
    signal?.throwIfAborted()
    if (index === count) throw featuresChanged()
    surveyor.out.position = 0
    measure.add(surveyor, surveyor.write(feature, index++))
  }
  if (index !== count) throw featuresChanged()
  const { head, order, schema } = plan.finish(measure)
  yield head

  const places = new Float64Array(count)
  let fileBytes = 0
  for (const i of order) {
    places[i] = fileBytes
    fileBytes += measure.byteLengths[i]!
  }
  let from = 0
  for (let start = 0; start < fileBytes; ) {
    // A window ends with the feature that fills it, so that one of any size still finds its place.
    let end = start
    while (from < count && (end === start || end - start < windowBytes)) {
      end += measure.byteLengths[order[from++]!]!
    }
    const window = new Uint8Array(end - start)
    const writer = plan.featureWriter()
    index = 0
    for await (const feature of features()) {
      signal?.throwIfAborted()
      const i = index++
      if (i >= count) throw featuresChanged()
      const place = places[i]!
      if (place < start || place >= end) continue
      writer.out.position = 0
      const byteLength = writer.write(feature, i)
      if (byteLength !== measure.byteLengths[i]) throw featuresChanged()
      window.set(writer.out.bytes.subarray(0, byteLength), place - start)
    }
    if (index !== count) throw featuresChanged()
    yield window
    start = end
  }
  return { schema, order, warnings: [...plan.warnings, ...changes(surveyor)] }
}

/** The first pass: what must be known of all features before one of them can be written. */
class Survey {
  readonly #layer: FlatGeobufLayer
  readonly #inference: FieldInference | null
  readonly #types = new Set<GeometryType>()
  #hasZ = false
  #hasM = false

  constructor(layer: FlatGeobufLayer) {
    this.#layer = layer
    this.#inference = layer.fields ? null : new FieldInference()
  }

  add(feature: Feature): void {
    if (feature.geometry) {
      this.#types.add(feature.geometry.type)
      if (!this.#hasZ || !this.#hasM) eachPosition(feature.geometry, this.#addPosition)
    }
    this.#inference?.add(feature.properties)
  }

  readonly #addPosition = (position: Position): void => {
    if (position.length < 3) return
    if (!Number.isNaN(position[2])) this.#hasZ = true
    if (position.length > 3 && !Number.isNaN(position[3])) this.#hasM = true
  }

  plan(): Plan {
    const { fields, warnings } = this.#inference?.fields() ?? {
      fields: this.#layer.fields!,
      warnings: [],
    }
    checkFields(fields)
    const [onlyType, another] = this.#types
    const geometryType = this.#layer.geometryType ?? (another ? 'Unknown' : (onlyType ?? 'Unknown'))
    const dimensions = { hasZ: this.#hasZ, hasM: this.#hasM }
    return new Plan(this.#layer, fields, geometryType, dimensions, warnings)
  }
}

/** The second pass: boxes and lengths of the features, and the box of all. */
class Measure {
  readonly boxes: Float64Array
  readonly byteLengths: Float64Array
  bbox: Bbox = EMPTY_BBOX
  #count = 0

  constructor(count: number) {
    this.boxes = new Float64Array(4 * count)
    this.byteLengths = new Float64Array(count)
  }

  /** Notes the feature that the writer has just written. */
  add({ geometry }: FeatureWriter, byteLength: number): void {
    const box: Bbox = [geometry.minX, geometry.minY, geometry.maxX, geometry.maxY]
    this.boxes.set(box, 4 * this.#count)
    this.byteLengths[this.#count++] = byteLength
    this.bbox = union(this.bbox, box)
  }
}

class Plan {
  readonly warnings: readonly Warning[]
  readonly #layer: FlatGeobufLayer
  readonly #fields: readonly FlatGeobufField[]
  readonly #geometryType: GeometryType
  readonly #dimensions: Dimensions

  constructor(
    layer: FlatGeobufLayer,
    fields: readonly FlatGeobufField[],
    geometryType: GeometryType,
    dimensions: Dimensions,
    warnings: readonly Warning[],
  ) {
    this.#layer = layer
    this.#fields = fields
    this.#geometryType = geometryType
    this.#dimensions = dimensions
    this.warnings = warnings
  }

  featureWriter(): FeatureWriter {
    // Fields that the layer declares are held to their type; found ones may have become text.
    const asText = this.#layer.fields ? [] : this.#fields.filter(({ type }) => type === 'string')
    return new FeatureWriter(
      this.#fields,
      this.#geometryType,
      this.#dimensions,
      new Set(asText.map(({ name }) => name)),
    )
  }

  /** All that stands before the features, and their order. */
  finish(measure: Measure) {
    const featureCount = measure.byteLengths.length
    const bbox = isEmpty(measure.bbox) ? null : measure.bbox
    const indexed = (this.#layer.indexed ?? true) && featureCount > 0
    const order = indexed
      ? hilbertOrder(measure.boxes, featureCount, measure.bbox)
      : Uint32Array.from({ length: featureCount }, (_, i) => i)
    const { name, title, description, metadata, crs = WGS_84 } = this.#layer
    const packs = indexed ? writePacks(order, measure.byteLengths, INDEX_NODE_SIZE) : null
    const header = writeHeader({
      name,
      ...(title && { title }),
      ...(description && { description }),
      ...(metadata !== undefined && { metadata }),
      // Metadata that are no object have no place for a key of ours.
      ...(packs && isKeyed(metadata) && { metadata: { ...metadata, [PACKS_KEY]: packs } }),
      crs,
      geometryType: this.#geometryType,
      ...this.#dimensions,
      fields: this.#fields,
      featureCount,
      bbox,
      indexNodeSize: indexed ? INDEX_NODE_SIZE : 0,
    })
    const index = indexed ? writeIndex(measure.boxes, order, measure.byteLengths) : new Uint8Array()
    const head = new Uint8Array(MAGIC.length + header.length + index.length)
    head.set(MAGIC)
    head.set(header, MAGIC.length)
    head.set(index, MAGIC.length + header.length)
    const schema: LayerSchema = {
      name,
      geometryType: this.#geometryType,
      fields: this.#fields,
      featureCount,
      bbox,
    }
    return { head, order, schema }
  }
}

function isKeyed(metadata: unknown): metadata is Readonly<Record<string, unknown>> | undefined {
  return metadata === undefined || (typeof metadata === 'object' && !Array.isArray(metadata))
}

function checkFields(fields: readonly FlatGeobufField[]): void {
  const names = new Set<string>()
  for (const { name } of fields) {
    if (name === '' || names.has(name)) {
      throw new ProblemError({
        code: 'field-name-repeated',
        message: `Every field needs a name of its own; "${name}" is empty or there twice.`,
        values: { field: name },
      })
    }
    names.add(name)
  }
  if (fields.length > MAX_COLUMNS) {
    throw new ProblemError({
      code: 'fields-too-many',
      message: `The layer has ${fields.length} fields; FlatGeobuf holds at most ${MAX_COLUMNS}.`,
      values: { count: fields.length, limit: MAX_COLUMNS },
    })
  }
}

function featuresChanged(): ProblemError {
  return new ProblemError({
    code: 'features-changed',
    message: 'The features changed while they were being written; try again once they rest.',
  })
}

/** What was not written as it was given. */
function changes({ out, geometry }: FeatureWriter): readonly Warning[] {
  const warnings: Warning[] = []
  if (out.illFormedTexts > 0) {
    warnings.push({
      code: 'text-ill-formed',
      message: `${out.illFormedTexts} texts hold half of a surrogate pair, which was replaced by the character U+FFFD.`,
      count: out.illFormedTexts,
    })
  }
  if (geometry.missingHeights > 0) {
    warnings.push({
      code: 'heights-missing',
      message: `${geometry.missingHeights} positions have no height in a layer where others have; they were written as "not a number".`,
      count: geometry.missingHeights,
    })
  }
  return warnings
}
