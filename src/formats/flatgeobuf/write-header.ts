import { Builder } from 'flatbuffers'
import { Column } from 'flatgeobuf/lib/mjs/flat-geobuf/column.js'
import { Crs } from 'flatgeobuf/lib/mjs/flat-geobuf/crs.js'
import { Header } from 'flatgeobuf/lib/mjs/flat-geobuf/header.js'
import type { Bbox } from '../../geo/bbox.ts'
import type { GeometryType } from '../../model/schema.ts'
import type { FlatGeobufCrs } from './crs.ts'
import { COLUMN_TYPE_OF_FIELD, COLUMN_TYPES, GEOMETRY_TYPES } from './format.ts'
import type { FlatGeobufField } from './write-column.ts'

export interface HeaderContent {
  readonly name: string
  readonly title?: string
  readonly description?: string
  /** Anything that JSON holds. */
  readonly metadata?: unknown
  readonly crs: FlatGeobufCrs | null
  readonly geometryType: GeometryType
  readonly hasZ: boolean
  readonly hasM: boolean
  readonly fields: readonly FlatGeobufField[]
  /** The name of the field in which no two features have one value, and each has one. */
  readonly primaryKey?: string
  readonly featureCount: number
  readonly bbox: Bbox | null
  /** 0 where there is no index. */
  readonly indexNodeSize: number
}

/** Table `Header` of `header.fbs` with its size before it. */
export function writeHeader(header: HeaderContent): Uint8Array<ArrayBuffer> {
  const builder = new Builder(4096)
  const text = (value: string | undefined) => (value ? builder.createString(value) : 0)

  const columns = header.fields.map((field) =>
    writeColumn(builder, field, field.name === header.primaryKey),
  )
  const columnsOffset = columns.length > 0 ? Header.createColumnsVector(builder, columns) : 0
  const crs = header.crs ? writeCrs(builder, header.crs) : 0
  const name = text(header.name)
  const title = text(header.title)
  const description = text(header.description)
  const metadata = text(header.metadata === undefined ? undefined : JSON.stringify(header.metadata))
  const envelope = header.bbox ? Header.createEnvelopeVector(builder, [...header.bbox]) : 0

  Header.startHeader(builder)
  if (name) Header.addName(builder, name)
  if (envelope) Header.addEnvelope(builder, envelope)
  Header.addGeometryType(builder, GEOMETRY_TYPES.indexOf(header.geometryType))
  Header.addHasZ(builder, header.hasZ)
  Header.addHasM(builder, header.hasM)
  if (columnsOffset) Header.addColumns(builder, columnsOffset)
  Header.addFeaturesCount(builder, BigInt(header.featureCount))
  Header.addIndexNodeSize(builder, header.indexNodeSize)
  if (crs) Header.addCrs(builder, crs)
  if (title) Header.addTitle(builder, title)
  if (description) Header.addDescription(builder, description)
  if (metadata) Header.addMetadata(builder, metadata)
  Header.finishSizePrefixedHeaderBuffer(builder, Header.endHeader(builder))
  return new Uint8Array(builder.asUint8Array())
}

function writeColumn(builder: Builder, field: FlatGeobufField, isPrimaryKey: boolean): number {
  const name = builder.createString(field.name)
  const title = field.title ? builder.createString(field.title.en) : 0
  const description = field.description ? builder.createString(field.description) : 0
  const metadata = columnMetadata(field)
  const metadataOffset = metadata ? builder.createString(JSON.stringify(metadata)) : 0
  Column.startColumn(builder)
  Column.addName(builder, name)
  Column.addType(builder, COLUMN_TYPES.indexOf(COLUMN_TYPE_OF_FIELD[field.type]))
  if (title) Column.addTitle(builder, title)
  if (description) Column.addDescription(builder, description)
  if (field.width !== undefined) Column.addWidth(builder, field.width)
  if (field.scale !== undefined) {
    // SQL's precision counts all digits; with a scale it must be there for the pair to mean anything.
    if (field.width !== undefined) Column.addPrecision(builder, field.width)
    Column.addScale(builder, field.scale)
  }
  Column.addNullable(builder, field.nullable ?? true)
  if (isPrimaryKey) {
    Column.addUnique(builder, true)
    Column.addPrimaryKey(builder, true)
  }
  if (metadataOffset) Column.addMetadata(builder, metadataOffset)
  return Column.endColumn(builder)
}

/** What a column of the format has no place for: titles in three languages, the unit, plain dates. */
function columnMetadata(field: FlatGeobufField): Record<string, unknown> | null {
  const metadata = {
    ...(field.title && { title: field.title }),
    ...(field.unit && { unit: field.unit }),
    ...(field.type === 'date' && { type: 'date' }),
  }
  return Object.keys(metadata).length > 0 ? metadata : null
}

function writeCrs(builder: Builder, crs: FlatGeobufCrs): number {
  const text = (value: string | undefined) => (value ? builder.createString(value) : 0)
  const org = text(crs.org)
  const name = text(crs.name)
  const description = text(crs.description)
  const wkt = text(crs.wkt)
  const codeText = text(crs.codeText)
  Crs.startCrs(builder)
  if (org) Crs.addOrg(builder, org)
  if (crs.code !== undefined) Crs.addCode(builder, crs.code)
  if (name) Crs.addName(builder, name)
  if (description) Crs.addDescription(builder, description)
  if (wkt) Crs.addWkt(builder, wkt)
  if (codeText) Crs.addCodeString(builder, codeText)
  return Crs.endCrs(builder)
}
