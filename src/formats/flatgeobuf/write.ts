import type { Geometry, Position } from 'geojson'
import { type Bbox, EMPTY_BBOX, isEmpty } from '../../geo/bbox.ts'
import type { Feature, FieldValue, FieldValues } from '../../model/feature.ts'
import { type FeatureKey, hashOfKey, toFeatureId } from '../../model/feature-key.ts'
import { KEY_COLUMN } from '../../model/own-columns.ts'
import { ProblemError, type Warning } from '../../model/problem.ts'
import type { GeometryType, LayerSchema } from '../../model/schema.ts'
import { batches } from '../contract/batches.ts'
import type { FeatureRows } from '../contract/feature-rows.ts'
import { FieldInference } from '../contract/infer-fields.ts'
import type { Progress } from '../contract/progress.ts'
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
  /**
   * The field whose values are the features' keys, or `KEY_COLUMN` for a column that the file gets beside
   * its fields, of the keys that the features have. Without it the file has none.
   */
  readonly keyField?: string
  /** Whether several features may have one key: pieces of a feature, in an overview. */
  readonly keysRepeat?: boolean
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
  /** The features' keys as hashes, in the order of the file; `null` where it has no keys. */
  readonly keyHashes: Float64Array | null
  readonly warnings: readonly Warning[]
}

/** Where `writeFlatGeobufChunks` gets features that are not in a table: called once for every pass, same order each time. */
export type FeaturePass = () => Iterable<Feature> | AsyncIterable<Feature>

/**
 * Writes a layer as FlatGeobuf version 3 (https://flatgeobuf.org).
 *
 * Coordinates are written as they stand, x, y and optional z and m, in the layer's CRS. Features are
 * put in Hilbert order, so that their places in the file, which our readers give as keys where there are
 * no others, differ from those here: name a field of keys. Fields that hold nothing in a feature
 * are left out of it. A feature without geometry is in the file and in its count, but no query by box
 * finds it. The same features always give the same bytes.
 *
 * Throws a `ProblemError` for a value that does not fit its declared field (`field-value-unfit`,
 * `field-value-missing`), a geometry that is not of the declared type (`flatgeobuf-geometry-type`),
 * a coordinate that is not finite (`coordinate-not-finite`), too many or repeated fields, two features
 * that have one key or keys of one number (`feature-keys-repeated`), a key field that is not there
 * (`feature-key-field`).
 */
export function writeFlatGeobuf(
  layer: FlatGeobufLayer,
  features: readonly Feature[],
): WrittenFlatGeobuf {
  const survey = new Survey(layer)
  for (const feature of features) survey.add(feature)
  const plan = survey.plan()

  const writer = plan.featureWriter()
  writer.out.reserve(likelyByteLength(features.length, survey))
  const measure = new Measure(features.length, layer.keyField !== undefined)
  features.forEach((feature, i) => {
    measure.add(writer, writer.write(feature, i), plan.keyOf(feature))
  })
  const { head, index, order, keyHashes, schema } = plan.finish(measure)

  const start = head.length + index.length
  const bytes = new Uint8Array(start + writer.out.position)
  bytes.set(head)
  bytes.set(index, head.length)
  gather(writer.out.bytes, measure, order, bytes.subarray(start))
  return { bytes, schema, order, keyHashes, warnings: [...plan.warnings, ...changes(writer)] }
}

/** Copies features in the file's order from where they stand in the order they were given in. */
function gather(
  from: Uint8Array,
  { starts, byteLengths }: Measure,
  order: Uint32Array,
  to: Uint8Array,
): void {
  const source = toWords(from)
  const target = toWords(to)
  let position = 0
  for (const i of order) {
    const start = starts[i]!
    const byteLength = byteLengths[i]!
    if (byteLength > FEW_BYTES) to.set(from.subarray(start, start + byteLength), position)
    else copyWords(source, start / 4, byteLength / 4, target, position / 4)
    position += byteLength
  }
}

/** So many are copied sooner by a loop than by a call. */
const FEW_BYTES = 1024

/** Features are whole words long, and so is what stands before them. */
const toWords = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, byteLength / 4)

function copyWords(
  from: Uint32Array,
  start: number,
  length: number,
  to: Uint32Array,
  at: number,
): void {
  for (let word = 0; word < length; word++) to[at + word] = from[start + word]!
}

/** Room to begin with, so that little has to be moved as the file grows. */
function likelyByteLength(featureCount: number, { positionCount }: Survey): number {
  return 160 * featureCount + 16 * positionCount
}

export interface ChunkOptions {
  /** The most bytes of the file that are held in memory. */
  readonly windowBytes?: number
  readonly signal?: AbortSignal
  /** Finds the fields where the layer does not declare them, in place of `FieldInference`. */
  readonly fieldSurvey?: FieldSurvey
  /** Hears of three passes: over the features, over them again, and over the file. */
  readonly progress?: Progress
}

/** What finds the fields of a layer in one pass over its values. */
export interface FieldSurvey {
  add(properties: FieldValues): void
  /** For features whose values are held by field. */
  addValue(name: string, value: FieldValue): void
  fields(): { readonly fields: readonly FlatGeobufField[]; readonly warnings: readonly Warning[] }
}

/** Features as objects, or the rows in which they stand. */
interface Pass<Item> {
  readonly items: () => Iterable<Item> | AsyncIterable<Item>
  readonly survey: (survey: Survey, item: Item) => void
  readonly write: (writer: FeatureWriter, item: Item, number: number) => number
  readonly keyOf: (plan: Plan, item: Item) => FeatureKey | null
  /** Where each can be had at any time, by its number. */
  readonly itemOf?: (number: number) => Item
}

const passOfFeatures = (items: FeaturePass): Pass<Feature> => ({
  items,
  survey: (survey, feature) => survey.add(feature),
  write: (writer, feature, number) => writer.write(feature, number),
  keyOf: (plan, feature) => plan.keyOf(feature),
})

const passOfRows = (rows: FeatureRows): Pass<number> => ({
  items: () => new Array(rows.table.length).keys(),
  survey: (survey, row) => survey.addRow(rows, row),
  write: (writer, row) => writer.writeRow(rows, row),
  keyOf: (plan, row) => plan.keyOfRow(rows, row),
  itemOf: (row) => row,
})

const WINDOW_BYTES = 256 * 1024 * 1024
const CHUNK_BYTES = 1024 * 1024

/**
 * Writes a layer of any size in bounded memory: the same bytes as `writeFlatGeobuf`, in chunks.
 *
 * The features are gone through once for the fields and the geometry type, and once for their bytes.
 * Where these are more than `windowBytes`, they are gone through again for every window of the file
 * of that size, of which only the features that fall into it are kept; rows are written once more in the
 * order of the file. What grows with the layer is 76 bytes a feature.
 *
 * Returns (as the generator's return value) the schema and warnings. Rejects with the signal's reason
 * once it is aborted, and with `ProblemError` as `writeFlatGeobuf` does, or `features-changed` where
 * a pass gives other features than the one before.
 */
export function writeFlatGeobufChunks(
  layer: FlatGeobufLayer,
  features: FeaturePass | FeatureRows,
  options: ChunkOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>, Omit<WrittenFlatGeobuf, 'bytes'>> {
  return typeof features === 'function'
    ? writeChunks(layer, passOfFeatures(features), options)
    : writeChunks(layer, passOfRows(features), options)
}

async function* writeChunks<Item>(
  layer: FlatGeobufLayer,
  pass: Pass<Item>,
  { windowBytes = WINDOW_BYTES, signal, fieldSurvey, progress }: ChunkOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>, Omit<WrittenFlatGeobuf, 'bytes'>> {
  const survey = new Survey(layer, fieldSurvey)
  let count = 0
  for await (const batch of batches(pass.items(), signal)) {
    for (const item of batch) pass.survey(survey, item)
    count += batch.length
    progress?.add(batch.length)
  }
  progress?.endPass()
  const plan = survey.plan()

  const writer = plan.featureWriter()
  const likely = likelyByteLength(count, survey)
  let isHeld = !pass.itemOf || likely <= windowBytes
  if (isHeld) writer.out.reserve(Math.min(likely, windowBytes))
  const measure = new Measure(count, layer.keyField !== undefined)
  let index = 0
  for await (const batch of batches(pass.items(), signal)) {
    for (const item of batch) {
      if (index === count) throw featuresChanged()
      if (!isHeld) writer.out.position = 0
      measure.add(writer, pass.write(writer, item, index++), pass.keyOf(plan, item))
    }
    progress?.add(batch.length)
    if (isHeld && measure.byteLength > windowBytes) {
      isHeld = false
      writer.out.release()
    }
  }
  if (index !== count) throw featuresChanged()
  progress?.endPass()
  const warnings = [...plan.warnings, ...changes(writer)]
  const { head, index: tree, order, keyHashes, schema } = plan.finish(measure)
  yield head
  yield tree

  const { byteLengths } = measure
  const again = plan.featureWriter()
  for (let from = 0; from < count; ) {
    // A window ends with the feature that fills it, so that one of any size still finds its place.
    const first = from
    let byteLength = 0
    const limit = isHeld || pass.itemOf ? CHUNK_BYTES : windowBytes
    do byteLength += byteLengths[order[from++]!]!
    while (from < count && byteLength < limit)
    const inWindow = order.subarray(first, from)
    const window = new Uint8Array(byteLength)
    if (isHeld) gather(writer.out.bytes, measure, inWindow, window)
    else if (pass.itemOf) fillInOrder(window, inWindow, again, pass.write, pass.itemOf)
    else await fillWindow(window, inWindow, plan, measure, pass, signal)
    signal?.throwIfAborted()
    progress?.add(inWindow.length)
    yield window
  }
  progress?.endPass()
  return { schema, order, keyHashes, warnings }
}

/** Writes the features of one window of the file once more, one after another. */
function fillInOrder<Item>(
  window: Uint8Array,
  inWindow: Uint32Array,
  writer: FeatureWriter,
  write: Pass<Item>['write'],
  itemOf: (number: number) => Item,
): void {
  const { out } = writer
  out.position = 0
  for (const number of inWindow) write(writer, itemOf(number), number)
  if (out.position !== window.length) throw featuresChanged()
  window.set(out.bytes.subarray(0, out.position))
}

/** Writes the features of one window of the file once more, each to its place. */
async function fillWindow<Item>(
  window: Uint8Array,
  inWindow: Uint32Array,
  plan: Plan,
  { byteLengths }: Measure,
  pass: Pass<Item>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const count = byteLengths.length
  const places = new Float64Array(count).fill(-1)
  let end = 0
  for (const i of inWindow) {
    places[i] = end
    end += byteLengths[i]!
  }
  const writer = plan.featureWriter()
  let index = 0
  for await (const batch of batches(pass.items(), signal)) {
    for (const item of batch) {
      const i = index++
      if (i >= count) throw featuresChanged()
      const place = places[i]!
      if (place < 0) continue
      writer.out.position = 0
      const byteLength = pass.write(writer, item, i)
      if (byteLength !== byteLengths[i]) throw featuresChanged()
      window.set(writer.out.bytes.subarray(0, byteLength), place)
    }
  }
  if (index !== count) throw featuresChanged()
}

/** The first pass: what must be known of all features before one of them can be written. */
class Survey {
  readonly #layer: FlatGeobufLayer
  readonly #inference: FieldSurvey | null
  readonly #types = new Set<GeometryType>()
  /** Of lines, rings and multipoints. */
  positionCount = 0
  #hasZ = false
  #hasM = false
  #readers: (readonly [name: string, read: (row: number) => FieldValue])[] | null = null

  constructor(layer: FlatGeobufLayer, inference: FieldSurvey = new FieldInference()) {
    this.#layer = layer
    this.#inference = layer.fields ? null : inference
  }

  add(feature: Feature): void {
    if (feature.geometry) {
      this.#types.add(feature.geometry.type)
      this.#addGeometry(feature.geometry)
    }
    this.#inference?.add(feature.properties)
  }

  addRow(rows: FeatureRows, row: number): void {
    const type = rows.hasPlace(row) ? rows.table.geometryType(row) : null
    if (type !== null) {
      this.#types.add(type)
      const mayHaveHeights = type === 'GeometryCollection' || rows.table.hasHeight(row)
      if (mayHaveHeights) this.#addGeometry(rows.feature(row).geometry!)
      else if (type !== 'Point') this.positionCount += rows.table.positionCountOf(row)
    }
    if (!this.#inference) return
    this.#readers ??= rows.fieldNames.map((name) => [name, rows.reader(name)])
    for (const [name, read] of this.#readers) this.#inference.addValue(name, read(row))
  }

  #addGeometry(geometry: Geometry): void {
    switch (geometry.type) {
      case 'Point':
        this.#addPosition(geometry.coordinates)
        break
      case 'LineString':
      case 'MultiPoint':
        this.#addLine(geometry.coordinates)
        break
      case 'Polygon':
      case 'MultiLineString':
        for (const line of geometry.coordinates) this.#addLine(line)
        break
      case 'MultiPolygon':
        for (const polygon of geometry.coordinates) for (const ring of polygon) this.#addLine(ring)
        break
      case 'GeometryCollection':
        for (const part of geometry.geometries) this.#addGeometry(part)
    }
  }

  #addLine(line: readonly Position[]): void {
    this.positionCount += line.length
    for (let index = 0; index < line.length; index++) {
      const position = line[index]!
      // Asked here, not in a call, since most positions of most layers have no more than two.
      if (position.length > 2) this.#addPosition(position)
    }
  }

  #addPosition(position: Position): void {
    if (position.length < 3) return
    if (!Number.isNaN(position[2])) this.#hasZ = true
    if (position.length > 3 && !Number.isNaN(position[3])) this.#hasM = true
  }

  plan(): Plan {
    const { fields, warnings } = this.#inference?.fields() ?? {
      fields: this.#layer.fields!,
      warnings: [],
    }
    const { keyField } = this.#layer
    const columns =
      keyField === KEY_COLUMN
        ? [...fields, KEY_FIELD]
        : fields.map((field) => (field.name === keyField ? { ...field, nullable: false } : field))
    checkFields(columns)
    if (keyField !== undefined && !columns.some(({ name }) => name === keyField)) {
      throw new ProblemError({
        code: 'feature-key-field',
        message: `The features' keys are to be the values of ${keyField}, but the layer has no such field.`,
        values: { field: keyField },
      })
    }
    const [onlyType, another] = this.#types
    const geometryType = this.#layer.geometryType ?? (another ? 'Unknown' : (onlyType ?? 'Unknown'))
    const dimensions = { hasZ: this.#hasZ, hasM: this.#hasM }
    return new Plan(this.#layer, columns, geometryType, dimensions, warnings)
  }
}

/** The second pass: boxes and lengths of the features, and the box of all. */
class Measure {
  readonly boxes: Float64Array
  /** Where each feature begins, counted from the first, in the order in which they were given. */
  readonly starts: Float64Array
  readonly byteLengths: Float64Array
  /** Of the features' keys, where they have some. */
  readonly #keys: { readonly ids: Float64Array; readonly hashes: Float64Array } | null
  /** Of all features so far. */
  byteLength = 0
  #count = 0

  constructor(count: number, isKeyed: boolean) {
    this.#keys = isKeyed ? { ids: new Float64Array(count), hashes: new Float64Array(count) } : null
    this.boxes = new Float64Array(4 * count)
    this.starts = new Float64Array(count)
    this.byteLengths = new Float64Array(count)
  }

  /** Notes the feature that the writer has just written. */
  add({ geometry }: FeatureWriter, byteLength: number, key: FeatureKey | null): void {
    if (this.#keys && key !== null) {
      this.#keys.ids[this.#count] = toFeatureId(key)
      this.#keys.hashes[this.#count] = hashOfKey(key)
    }
    const at = 4 * this.#count
    this.boxes[at] = geometry.minX
    this.boxes[at + 1] = geometry.minY
    this.boxes[at + 2] = geometry.maxX
    this.boxes[at + 3] = geometry.maxY
    this.starts[this.#count] = this.byteLength
    this.byteLengths[this.#count++] = byteLength
    this.byteLength += byteLength
  }

  /** Throws where two features would be one by their ids: tiles could not tell them apart. */
  checkKeys(): void {
    if (!this.#keys) return
    const { ids } = this.#keys
    const sorted = ids.toSorted()
    for (let i = 1; i < sorted.length; i++) {
      if (sorted[i] !== sorted[i - 1]) continue
      const first = ids.indexOf(sorted[i]!)
      const second = ids.indexOf(sorted[i]!, first + 1)
      throw new ProblemError({
        code: 'feature-keys-repeated',
        message: `The features ${first} and ${second} have one key, or keys that are one number in tiles; each needs its own.`,
        values: { first, second },
      })
    }
  }

  /** The hashes of the features' keys in the order of the file. */
  keyHashes(order: Uint32Array): Float64Array | null {
    const { hashes } = this.#keys ?? {}
    return hashes ? Float64Array.from(order, (i) => hashes[i]!) : null
  }

  /** The box of all features. */
  bbox(): Bbox {
    let [minX, minY, maxX, maxY] = EMPTY_BBOX
    for (let at = 0; at < this.boxes.length; at += 4) {
      minX = Math.min(minX, this.boxes[at]!)
      minY = Math.min(minY, this.boxes[at + 1]!)
      maxX = Math.max(maxX, this.boxes[at + 2]!)
      maxY = Math.max(maxY, this.boxes[at + 3]!)
    }
    return [minX, minY, maxX, maxY]
  }
}

const KEY_FIELD: FlatGeobufField = { name: KEY_COLUMN, type: 'string', nullable: false }

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

  /** The key that a feature is written with, `null` where the file has none. */
  keyOf({ key, properties }: Feature): FeatureKey | null {
    const { keyField } = this.#layer
    if (keyField === undefined) return null
    return keyField === KEY_COLUMN ? key : String(properties[keyField])
  }

  keyOfRow(rows: FeatureRows, row: number): FeatureKey | null {
    const { keyField } = this.#layer
    if (keyField === undefined) return null
    return keyField === KEY_COLUMN ? rows.keyOf(row) : String(rows.reader(keyField)(row))
  }

  /** All that stands before the features, and their order. */
  finish(measure: Measure) {
    const { keyField, keysRepeat = false } = this.#layer
    if (!keysRepeat) measure.checkKeys()
    const featureCount = measure.byteLengths.length
    const extent = measure.bbox()
    const bbox = isEmpty(extent) ? null : extent
    const indexed = (this.#layer.indexed ?? true) && featureCount > 0
    const order = indexed
      ? hilbertOrder(measure.boxes, featureCount, extent)
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
      ...(keyField !== undefined && !keysRepeat && { primaryKey: keyField }),
      featureCount,
      bbox,
      indexNodeSize: indexed ? INDEX_NODE_SIZE : 0,
    })
    const index = indexed ? writeIndex(measure.boxes, order, measure.byteLengths) : new Uint8Array()
    const head = new Uint8Array(MAGIC.length + header.length)
    head.set(MAGIC)
    head.set(header, MAGIC.length)
    const schema: LayerSchema = {
      name,
      geometryType: this.#geometryType,
      fields: this.#fields.filter(({ name }) => name !== KEY_COLUMN),
      featureCount,
      bbox,
    }
    return { head, index, order, keyHashes: measure.keyHashes(order), schema }
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
function changes(writer: FeatureWriter): readonly Warning[] {
  const { out, geometry, emptyGeometries, emptyParts } = writer
  const warnings: Warning[] = []
  if (emptyGeometries > 0) {
    warnings.push({
      code: 'empty-geometry-as-none',
      message: `${emptyGeometries} geometries have no position; they were written as no geometry.`,
      count: emptyGeometries,
    })
  }
  if (emptyParts > 0) {
    warnings.push({
      code: 'empty-part-dropped',
      message: `${emptyParts} geometries have parts without any position, which were left out.`,
      count: emptyParts,
    })
  }
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
