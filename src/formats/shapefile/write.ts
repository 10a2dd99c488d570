import type { Feature } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import { ProblemError } from '../../model/problem.ts'
import type { GeometryType } from '../../model/schema.ts'
import { ByteWriter } from '../bytes/byte-writer.ts'
import { batches } from '../contract/batches.ts'
import { Progress } from '../contract/progress.ts'
import type { SymbolKind } from '../contract/style-rules.ts'
import { Tally } from '../contract/tally.ts'
import { type FileNote, toCompanions } from '../contract/write-companions.ts'
import type {
  WriteInput,
  WriteOptions,
  Writer,
  WriteSummary,
  WrittenLayer,
} from '../contract/writer.ts'
import { toQml } from '../qml/write.ts'
import { toSld } from '../sld/write.ts'
import { ZipWriter } from '../zip/write.ts'
import { toCodebook } from './write-codebook.ts'
import { type Column, ColumnSurvey, numberWriter } from './write-columns.ts'
import {
  MAX_COLUMNS,
  tableByteLength,
  tableRecordByteLength,
  writeTableEnd,
  writeTableHeader,
  writeTableRecord,
} from './write-dbf.ts'
import { toFieldNames } from './write-names.ts'
import { LIMIT_BYTES, toPartSizes } from './write-parts.ts'
import { type Shape, type ShapeFamily, toShapes } from './write-shapes.ts'
import {
  contentByteLength,
  indexByteLength,
  positionCount,
  ShapeBounds,
  type ShapeLayout,
  writeIndexRecords,
  writeShapeHeader,
  writeShapeRecord,
} from './write-shp.ts'

const FAMILIES: readonly ShapeFamily[] = ['polygon', 'line', 'point', 'multipoint']

const GEOMETRY_TYPES: Readonly<Record<ShapeFamily, GeometryType>> = {
  point: 'Point',
  multipoint: 'MultiPoint',
  line: 'MultiLineString',
  polygon: 'MultiPolygon',
}

const FAMILY_OF_TYPE: Readonly<Partial<Record<GeometryType, ShapeFamily>>> = {
  Point: 'point',
  MultiPoint: 'multipoint',
  LineString: 'line',
  MultiLineString: 'line',
  Polygon: 'polygon',
  MultiPolygon: 'polygon',
}

/**
 * A zipped shapefile: `.shp`, `.shx`, `.dbf`, `.prj` and `.cpg` for each geometry type there is, with
 * codebook, metadata, licence, citation and a README. Two passes: headers, widths and types follow
 * from all the data, and come before them.
 */
export const shapefileWriter: Writer = {
  format: 'shapefile',
  extension: 'zip',
  mediaType: 'application/zip',
  wgs84Only: false,
  write,
}

async function* write(
  input: WriteInput,
  options: WriteOptions,
): AsyncGenerator<Uint8Array, WriteSummary> {
  const date = options.date ?? new Date()
  const tally = new Tally()
  const progress = new Progress(input.schema.featureCount, 2, options.onProgress)
  const survey = await surveyLayer(input, options, tally, progress)
  const columns = toColumns(input, survey.columns, tally)
  const parts = await planParts(input, options, survey, columns, tally)

  if (!input.crs.esriWkt) {
    tally.add({
      code: 'crs-not-recorded',
      message: `A .prj file has no words for ${input.crs.name}: tell whoever reads the file`,
      values: { crs: input.crs.name },
    })
  }
  const zip = new ZipWriter(date)
  for (const { path, text } of toTextFiles(input, columns, parts)) await zip.add(path, text)
  yield* zip.drain()
  const files = parts.map((part) => new PartWriter(part, columns, zip, date))
  const current = new Map<ShapeFamily | null, PartWriter>()
  const alreadyTold = new Tally()
  for await (const batch of batches(input.features(), options.signal)) {
    for (const feature of batch) {
      for (const { family, shape } of recordsOf(feature, survey.mainFamily, alreadyTold)) {
        let file = current.get(family)
        if (!file || file.complete) {
          file = files.find(({ part, complete }) => part.layout.family === family && !complete)!
          current.set(family, file)
        }
        file.write(feature, shape)
      }
    }
    for (const file of files) await file.flush()
    yield* zip.drain()
    progress.add(batch.length)
  }
  for (const file of files) await file.end()
  progress.endPass()
  yield* zip.end()
  return {
    layers: parts.map((part) => toWrittenLayer(input, part, columns)),
    warnings: tally.warnings(),
  }
}

interface RecordShape {
  readonly family: ShapeFamily | null
  readonly shape: Shape | null
}

/** The records of a feature: one, but for a collection that mixes families. */
function recordsOf(
  feature: Feature,
  mainFamily: ShapeFamily | null,
  tally: Tally,
): readonly RecordShape[] {
  const shapes = toShapes(feature.geometry, tally)
  if (shapes.length === 0) return [{ family: mainFamily, shape: null }]
  return shapes.map((shape) => ({ family: shape.family, shape }))
}

interface Survey {
  readonly columns: readonly ColumnSurvey[]
  readonly families: ReadonlyMap<ShapeFamily | null, FamilySurvey>
  /** The family whose file takes features without geometry: that of the first that has one. */
  readonly mainFamily: ShapeFamily | null
}

/** The first pass: what the fields' values and the records of each family are like. */
async function surveyLayer(
  input: WriteInput,
  { signal }: WriteOptions,
  tally: Tally,
  progress: Progress,
): Promise<Survey> {
  const columns = input.schema.fields.map((field) => new ColumnSurvey(field))
  const families = new Map<ShapeFamily | null, FamilySurvey>()
  let mainFamily: ShapeFamily | null | undefined
  let nullsBefore = 0
  for await (const batch of batches(input.features(), signal)) {
    for (const feature of batch) {
      for (const column of columns) column.add(readValue(feature.properties, column.field.name))
      for (const { family, shape } of recordsOf(feature, mainFamily ?? null, tally)) {
        if (mainFamily === undefined && !shape) {
          nullsBefore++
          continue
        }
        if (!families.has(family)) families.set(family, new FamilySurvey())
        const survey = families.get(family)!
        if (mainFamily === undefined) {
          mainFamily = family
          for (; nullsBefore > 0; nullsBefore--) survey.add(null)
        }
        survey.add(shape)
      }
    }
    progress.add(batch.length)
  }
  progress.endPass()
  if (mainFamily === undefined) {
    mainFamily = FAMILY_OF_TYPE[input.schema.geometryType] ?? null
    const survey = new FamilySurvey()
    for (; nullsBefore > 0; nullsBefore--) survey.add(null)
    families.set(mainFamily, survey)
  }
  return { columns, families, mainFamily }
}

class FamilySurvey {
  readonly bounds = new ShapeBounds()
  readonly partCounts = new GrowingNumbers()
  readonly positionCounts = new GrowingNumbers()

  add(shape: Shape | null): void {
    if (shape) this.bounds.add(shape)
    this.partCounts.push(shape ? shape.parts.length : 0)
    this.positionCounts.push(shape ? positionCount(shape) : 0)
  }
}

/** 32-bit numbers, one a record: a million cost 4 MB. */
class GrowingNumbers {
  #values = new Uint32Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Uint32Array(this.#values.length * 2)
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[this.length++] = value
  }

  get(index: number): number {
    return this.#values[index]!
  }

  slice(start: number, end: number): GrowingNumbers {
    const slice = new GrowingNumbers()
    slice.#values = this.#values.slice(start, end)
    slice.length = end - start
    return slice
  }

  *[Symbol.iterator](): Generator<number, void> {
    for (let index = 0; index < this.length; index++) yield this.#values[index]!
  }
}

function toColumns(
  { schema }: WriteInput,
  surveys: readonly ColumnSurvey[],
  tally: Tally,
): readonly Column[] {
  const kept = surveys.filter(({ field }) => field.type !== 'binary')
  for (const { field } of surveys.filter((survey) => !kept.includes(survey))) {
    tally.add(
      {
        code: 'field-dropped',
        message: `${field.name} is left out: the format holds no ${field.type} fields`,
        values: { field: field.name, type: field.type },
      },
      1,
      `field-dropped ${field.name}`,
    )
  }
  if (kept.length > MAX_COLUMNS) {
    throw new ProblemError({
      code: 'too-many-fields',
      message: `The layer has ${kept.length} fields and a shapefile holds ${MAX_COLUMNS}; choose the fields to export`,
      values: { fields: kept.length, limit: MAX_COLUMNS },
    })
  }
  const names = toFieldNames(kept.map(({ field }) => field.name))
  kept.forEach(({ field }, index) => {
    if (names[index] === field.name) return
    tally.add(
      {
        code: 'field-renamed',
        message: `${field.name} is named ${names[index]}: names have at most ten letters, digits and underscores`,
        values: { field: field.name, name: names[index]! },
      },
      1,
      `field-renamed ${field.name}`,
    )
  })
  const columns = kept.map((survey, index) => survey.toColumn(names[index]!, tally)!)
  if (columns.length > 0) return columns
  // A table needs a column; readers reject one without any.
  tally.add({
    code: 'id-field-added',
    message: `${schema.name} has no fields and a shapefile needs one: the features' numbers are in ID`,
    values: { field: 'ID' },
  })
  return [ID_COLUMN]
}

const ID_COLUMN: Column = {
  field: { name: 'ID', type: 'integer' },
  name: 'ID',
  type: 'N',
  width: 10,
  decimals: 0,
  write: numberWriter(10),
}

/** One shapefile of the archive. */
interface Part {
  readonly name: string
  readonly layout: ShapeLayout
  readonly bounds: ShapeBounds
  /** Of each record's content. */
  readonly contentLengths: GrowingNumbers
  readonly shapeByteLength: number
}

async function planParts(
  input: WriteInput,
  options: WriteOptions,
  { families, mainFamily }: Survey,
  columns: readonly Column[],
  tally: Tally,
): Promise<readonly Part[]> {
  const limit = options.limitBytes ?? LIMIT_BYTES
  const table = {
    emptyByteLength: tableByteLength(columns, 0),
    rowByteLength: tableRecordByteLength(columns),
  }
  const parts: Part[] = []
  const ordered = FAMILIES.filter((family) => families.has(family))
  let split = false
  for (const family of families.has(null) ? [null] : ordered) {
    const { bounds, partCounts, positionCounts } = families.get(family)!
    const layout: ShapeLayout = { family, hasZ: bounds.hasZ, hasM: bounds.hasM }
    const lengths = new GrowingNumbers()
    for (let index = 0; index < partCounts.length; index++) {
      lengths.push(contentByteLength(layout, partCounts.get(index), positionCounts.get(index)))
    }
    const stem = ordered.length > 1 ? `${input.name}_${family}` : input.name
    const sizes = toPartSizes(lengths, table, limit)
    split ||= sizes.length > 1
    let first = 0
    sizes.forEach(({ recordCount, shapeByteLength }, index) => {
      const name = sizes.length > 1 ? `${stem}_${index + 1}` : stem
      const contentLengths = lengths.slice(first, first + recordCount)
      parts.push({ name, layout, bounds, contentLengths, shapeByteLength })
      first += recordCount
    })
    tallyHeights(bounds, tally)
  }
  if (ordered.length > 1) {
    tally.add(
      {
        code: 'split-by-geometry-type',
        message: `The layer has several geometry types and a shapefile holds one: the archive has a shapefile for each (${ordered.join(', ')})`,
        values: { types: ordered.join(', ') },
      },
      ordered.length,
    )
  }
  return split ? splitParts(input, options, parts, mainFamily, tally, limit) : parts
}

/** Refuses to split, or finds the bounds of each part by one more pass. */
async function splitParts(
  input: WriteInput,
  options: WriteOptions,
  parts: readonly Part[],
  mainFamily: ShapeFamily | null,
  tally: Tally,
  limit: number,
): Promise<readonly Part[]> {
  if (options.onLimit !== 'split') {
    throw new ProblemError({
      code: 'shapefile-too-large',
      message: `The layer does not fit into one shapefile, whose files hold ${limit} bytes each; split it into ${parts.length}, select less, or take GeoPackage or FlatGeobuf`,
      values: { limitBytes: limit, parts: parts.length },
    })
  }
  tally.add(
    {
      code: 'split-by-size',
      message: `The layer is split over ${parts.length} shapefiles, none larger than ${limit} bytes`,
      values: { limitBytes: limit, parts: parts.length },
    },
    parts.length,
  )
  const bounded = parts.map((part) => ({ ...part, bounds: new ShapeBounds(), written: 0 }))
  for await (const batch of batches(input.features(), options.signal)) {
    for (const feature of batch) {
      for (const { family, shape } of recordsOf(feature, mainFamily, new Tally())) {
        const part = bounded.find(
          ({ layout, written, contentLengths }) =>
            layout.family === family && written < contentLengths.length,
        )!
        part.written++
        if (shape) part.bounds.add(shape)
      }
    }
  }
  return bounded
}

function tallyHeights(bounds: ShapeBounds, tally: Tally): void {
  if (!bounds.hasZ || bounds.withoutZ === 0) return
  tally.add(
    {
      code: 'height-filled',
      message: 'Positions without a height, among others that have one, are written at height 0',
    },
    bounds.withoutZ,
  )
}

/** Every file of the archive but the shapefiles' own three. */
function toTextFiles(
  input: WriteInput,
  columns: readonly Column[],
  parts: readonly Part[],
): readonly { path: string; text: string }[] {
  const codebook = `${input.name}_fields.csv`
  const listed: [path: string, note?: FileNote][] = []
  const files: { path: string; text: string }[] = []
  for (const { name, layout } of parts) {
    for (const extension of ['shp', 'shx', 'dbf']) listed.push([`${name}.${extension}`])
    files.push({ path: `${name}.cpg`, text: 'UTF-8' })
    listed.push([`${name}.cpg`])
    if (input.crs.esriWkt) {
      files.push({ path: `${name}.prj`, text: input.crs.esriWkt })
      listed.push([`${name}.prj`])
    }
    if (input.metadata.isoXml) {
      files.push({ path: `${name}.shp.xml`, text: input.metadata.isoXml })
      listed.push([`${name}.shp.xml`, 'metadata'])
    }
    for (const [extension, text] of toStyleFiles(input, layout, columns)) {
      files.push({ path: `${name}.${extension}`, text })
      listed.push([`${name}.${extension}`, extension])
    }
  }
  files.push({ path: codebook, text: toCodebook(input, columns) })
  listed.push([codebook, 'codebook'], ['receipt.json', 'receipt'])
  return [...toCompanions(input, listed), ...files]
}

const SYMBOL_KINDS: Readonly<Record<ShapeFamily, SymbolKind>> = {
  point: 'marker',
  multipoint: 'marker',
  line: 'line',
  polygon: 'fill',
}

/** The look of one shapefile: QGIS takes a `.qml` of its name up by itself, other programs an `.sld`. */
function toStyleFiles(
  input: WriteInput,
  { family }: ShapeLayout,
  columns: readonly Column[],
): readonly (readonly [extension: 'qml' | 'sld', text: string])[] {
  if (!family) return []
  const names = new Map(columns.map(({ field, name }) => [field.name, name]))
  const nameOf = (field: string): string => names.get(field) ?? field
  const qml = toQml(input, SYMBOL_KINDS[family], nameOf)
  const sld = toSld(input, SYMBOL_KINDS[family], nameOf)
  return qml && sld
    ? [
        ['qml', qml],
        ['sld', sld],
      ]
    : []
}

/** Writes the three files of one shapefile into the archive, side by side. */
class PartWriter {
  readonly part: Part
  readonly #columns: readonly Column[]
  readonly #rowByteLength: number
  readonly #shapes: ByteWriter
  readonly #index: ByteWriter
  readonly #rows: ByteWriter
  readonly #entries
  #written = 0

  constructor(part: Part, columns: readonly Column[], zip: ZipWriter, date: Date) {
    const { name, layout, bounds, contentLengths, shapeByteLength } = part
    this.part = part
    this.#columns = columns
    this.#rowByteLength = tableRecordByteLength(columns)
    this.#shapes = new ByteWriter()
    this.#index = new ByteWriter()
    this.#rows = new ByteWriter()
    this.#entries = {
      shapes: zip.entry(`${name}.shp`),
      index: zip.entry(`${name}.shx`),
      rows: zip.entry(`${name}.dbf`),
    }
    writeShapeHeader(this.#shapes, layout, bounds, shapeByteLength)
    writeShapeHeader(this.#index, layout, bounds, indexByteLength(contentLengths.length))
    writeTableHeader(this.#rows, columns, contentLengths.length, date)
  }

  get complete(): boolean {
    return this.#written === this.part.contentLengths.length
  }

  write(feature: Feature, shape: Shape | null): void {
    this.#written++
    writeShapeRecord(this.#shapes, this.part.layout, this.#written, shape)
    const properties =
      this.#columns[0] === ID_COLUMN ? { [ID_COLUMN.name]: feature.id } : feature.properties
    writeTableRecord(this.#rows, this.#columns, this.#rowByteLength, properties)
  }

  async flush(): Promise<void> {
    if (this.#shapes.full) await this.#entries.shapes.write(this.#shapes.take())
    if (this.#rows.full) await this.#entries.rows.write(this.#rows.take())
  }

  async end(): Promise<void> {
    const { shapes, index, rows } = this.#entries
    await shapes.write(this.#shapes.take())
    await shapes.end()
    writeIndexRecords(this.#index, this.part.contentLengths)
    await index.write(this.#index.take())
    await index.end()
    writeTableEnd(this.#rows)
    await rows.write(this.#rows.take())
    await rows.end()
  }
}

function toWrittenLayer(
  { schema }: WriteInput,
  { name, layout, contentLengths }: Part,
  columns: readonly Column[],
): WrittenLayer {
  const fromLayer = columns.filter((column) => column !== ID_COLUMN)
  return {
    name,
    geometryType: layout.family ? GEOMETRY_TYPES[layout.family] : 'Unknown',
    featureCount: contentLengths.length,
    fields: fromLayer.map((column) => ({
      source: column.field.name,
      written: column.name,
      type: column.field.type,
    })),
    droppedFields: schema.fields
      .filter((field) => !fromLayer.some((column) => column.field === field))
      .map(({ name }) => name),
  }
}
