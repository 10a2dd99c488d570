import type { Bbox } from '../../geo/bbox.ts'
import { isRecord } from '../../model/is-record.ts'
import { KEY_COLUMN } from '../../model/own-columns.ts'
import { ProblemError } from '../../model/problem.ts'
import {
  DATA_LANGUAGES,
  type Field,
  type FieldType,
  type LayerSchema,
  type Localized,
} from '../../model/schema.ts'
import { corrupt, truncated } from './corrupt.ts'
import type { FlatGeobufCrs } from './crs.ts'
import { FlatBufferReader } from './flatbuffer-reader.ts'
import {
  COLUMN_TYPES,
  type ColumnTypeName,
  FIELD_TYPE_OF_COLUMN,
  GEOMETRY_TYPES,
  type GeometryTypeName,
  MAGIC,
  NODE_BYTES,
  SIZE_PREFIX_BYTES,
} from './format.ts'
import { indexNodeCount } from './index-levels.ts'
import { PACKS_KEY, type PackOffsets, readPacks } from './packs.ts'
import type { FlatGeobufField } from './write-column.ts'

/** A column as the file declares it, and the field that it reads as. */
export interface FlatGeobufColumn {
  readonly type: ColumnTypeName
  /** Whether the file calls it the primary key: no two features have one value in it, and each has one. */
  readonly isPrimaryKey: boolean
  readonly field: FlatGeobufField
}

/** What stands before the features of a file. */
export interface FlatGeobufHeader {
  readonly name: string
  readonly title: string | null
  readonly description: string | null
  /** As it stands in the file, packs left out: JSON by custom, but the format does not promise it. */
  readonly metadata: string | null
  /** `Unknown` where each feature tells its own. */
  readonly geometryType: GeometryTypeName
  readonly hasZ: boolean
  readonly hasM: boolean
  readonly columns: readonly FlatGeobufColumn[]
  /**
   * The column whose values are the features' keys: the Atlas's own, or else the file's primary key.
   * `null` where features have no key but their places.
   */
  readonly keyColumn: string | null
  /** `null` where the file does not say. */
  readonly featureCount: number | null
  /** 0 where there is no index. */
  readonly indexNodeSize: number
  /** `null` where the file names none. */
  readonly crs: FlatGeobufCrs | null
  /** In the file's own coordinates. */
  readonly envelope: Bbox | null
  /** The first byte after the header. */
  readonly indexByteOffset: number
  /** The first byte after the index. */
  readonly featuresByteOffset: number
  /** Where the features below each of the lowest inner nodes lie, if the file says; see `packs.ts`. */
  readonly packs: PackOffsets | null
}

/** Magic bytes and the header's size: what must be read to know how much more must be. */
export const PREAMBLE_BYTES = MAGIC.length + SIZE_PREFIX_BYTES

/** The largest header that readers of the format accept, GDAL's among them. */
const MAX_HEADER_BYTES = 10 * 1024 * 1024

/**
 * The number of bytes up to the end of the header, from the first `PREAMBLE_BYTES` of a file. Throws
 * `flatgeobuf-not` for another format, `flatgeobuf-version` for another major version.
 */
export function readHeaderEnd(bytes: Uint8Array): number {
  const isFlatGeobuf = [0, 1, 2, 4, 5, 6].every((i) => bytes[i] === MAGIC[i])
  if (!isFlatGeobuf) {
    throw new ProblemError({
      code: 'flatgeobuf-not',
      message: 'The file is not FlatGeobuf: it does not begin with the format’s magic bytes.',
    })
  }
  if (bytes[3] !== MAGIC[3]) {
    throw new ProblemError({
      code: 'flatgeobuf-version',
      message: `The file is FlatGeobuf version ${bytes[3]}; version 3 can be read. Convert it with a current GDAL.`,
      values: { version: bytes[3] ?? 0 },
    })
  }
  if (bytes.length < PREAMBLE_BYTES) throw truncated(PREAMBLE_BYTES, bytes.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerBytes = view.getUint32(MAGIC.length, true)
  if (headerBytes < 8 || headerBytes > MAX_HEADER_BYTES) {
    throw corrupt(`its header is said to be ${headerBytes} bytes long`)
  }
  return PREAMBLE_BYTES + headerBytes
}

/**
 * Reads the header of a file from its first bytes, at least as many as `readHeaderEnd` says. The
 * bytes are hostile: throws `flatgeobuf-not`, `flatgeobuf-version`, `flatgeobuf-truncated` or
 * `flatgeobuf-corrupt`.
 */
export function readHeader(bytes: Uint8Array): FlatGeobufHeader {
  const headerEnd = readHeaderEnd(bytes)
  if (bytes.length < headerEnd) throw truncated(headerEnd, bytes.length)
  const reader = new FlatBufferReader(bytes)
  const table = reader.root(PREAMBLE_BYTES, headerEnd)

  const geometryType = GEOMETRY_TYPES[reader.uint8(table, 2, 0)]
  if (!geometryType) throw corrupt('its geometry type is not known')
  const columns = readColumns(reader, table, 7)
  const featureCount = reader.count64(table, 8)
  // A count of 0 means that the writer did not know it, and then it could not write an index either.
  const indexNodeSize = featureCount === 0 ? 0 : reader.uint16(table, 9, 16)
  if (indexNodeSize === 1) throw corrupt('its index has one child a node')
  const indexBytes =
    indexNodeSize === 0 ? 0 : indexNodeCount(featureCount, indexNodeSize) * NODE_BYTES
  if (!Number.isSafeInteger(headerEnd + indexBytes)) throw corrupt('its index is beyond all bounds')

  const packCount = indexNodeSize === 0 ? 0 : Math.ceil(featureCount / indexNodeSize)
  return {
    name: reader.string(table, 0) ?? '',
    title: reader.string(table, 11),
    description: reader.string(table, 12),
    ...partMetadata(reader.string(table, 13), packCount),
    geometryType,
    hasZ: reader.uint8(table, 3, 0) !== 0,
    hasM: reader.uint8(table, 4, 0) !== 0,
    columns,
    keyColumn: findKeyColumn(columns),
    featureCount: featureCount || null,
    indexNodeSize,
    crs: readCrs(reader, reader.table(table, 10)),
    envelope: readEnvelope(reader, table),
    indexByteOffset: headerEnd,
    featuresByteOffset: headerEnd + indexBytes,
  }
}

/** The types of column whose values are keys as they stand in text. */
const KEY_TYPES: ReadonlySet<FieldType> = new Set(['integer', 'long', 'string'])

function findKeyColumn(columns: readonly FlatGeobufColumn[]): string | null {
  const names = columns.flatMap(({ isPrimaryKey, field: { name, type, nullable } }) =>
    (isPrimaryKey || name === KEY_COLUMN) && nullable === false && KEY_TYPES.has(type)
      ? [name]
      : [],
  )
  if (names.includes(KEY_COLUMN)) return KEY_COLUMN
  // A primary key of several columns is no value to look features up by.
  return names.length === 1 ? names[0]! : null
}

/** Parts what our writer keeps in the metadata for reading from what they say of the layer. */
function partMetadata(
  text: string | null,
  packCount: number,
): Pick<FlatGeobufHeader, 'metadata' | 'packs'> {
  const untouched = { metadata: text, packs: null }
  if (!text?.includes(`"${PACKS_KEY}"`)) return untouched
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return untouched
  }
  if (!isRecord(value) || typeof value[PACKS_KEY] !== 'string') return untouched
  const { [PACKS_KEY]: packs, ...metadata } = value
  return {
    metadata: Object.keys(metadata).length > 0 ? JSON.stringify(metadata) : null,
    packs: readPacks(packs as string, packCount),
  }
}

/** The columns that a table, the header or a feature, holds in field number `id`. */
export function readColumns(
  reader: FlatBufferReader,
  table: number,
  id: number,
): readonly FlatGeobufColumn[] {
  const vector = reader.vector(table, id, 4)
  if (!vector) return []
  if (vector.length > 0xffff) throw corrupt('it has more columns than can be numbered')
  const names = new Set<string>()
  return Array.from({ length: vector.length }, (_, i) => {
    const column = readColumn(reader, reader.tableAt(vector.start + 4 * i))
    if (names.has(column.field.name)) throw corrupt('two of its columns have one name')
    names.add(column.field.name)
    return column
  })
}

function readColumn(reader: FlatBufferReader, table: number): FlatGeobufColumn {
  const name = reader.string(table, 0)
  if (name === null) throw corrupt('a column has no name')
  const type = COLUMN_TYPES[reader.uint8(table, 1, 0)]
  if (!type) throw corrupt('the type of a column is not known')
  const title = reader.string(table, 2)
  const description = reader.string(table, 3)
  const width = reader.int32(table, 4, -1)
  const scale = reader.int32(table, 6, -1)
  const nullable = reader.uint8(table, 7, 1) !== 0
  const own = parseColumnMetadata(reader.string(table, 10))
  const localized = own.title ?? (title ? { en: title, fr: title, es: title } : undefined)
  return {
    type,
    isPrimaryKey: reader.uint8(table, 9, 0) !== 0,
    field: {
      name,
      type: type === 'DateTime' && own.type === 'date' ? 'date' : FIELD_TYPE_OF_COLUMN[type],
      ...(localized && { title: localized }),
      ...(description && { description }),
      ...(own.unit && { unit: own.unit }),
      // GDAL writes 0 for a width that is not declared.
      ...(width > 0 && { width }),
      ...(scale >= 0 && { scale }),
      ...(!nullable && { nullable }),
    },
  }
}

/** What our writer keeps in a column's metadata; another program's metadata are left alone. */
function parseColumnMetadata(text: string | null): {
  readonly title?: Localized
  readonly unit?: string
  readonly type?: string
} {
  if (!text) return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return {}
  }
  if (!isRecord(value)) return {}
  const { title, unit, type } = value
  return {
    ...(isLocalized(title) && { title }),
    ...(typeof unit === 'string' && { unit }),
    ...(typeof type === 'string' && { type }),
  }
}

function isLocalized(value: unknown): value is Localized {
  return isRecord(value) && DATA_LANGUAGES.every((language) => typeof value[language] === 'string')
}

function readCrs(reader: FlatBufferReader, table: number): FlatGeobufCrs | null {
  if (!table) return null
  const code = reader.int32(table, 1, 0)
  const name = reader.string(table, 2)
  const description = reader.string(table, 3)
  const wkt = reader.string(table, 4)
  const codeText = reader.string(table, 5)
  const org = reader.string(table, 0) ?? (code ? 'EPSG' : null)
  const crs = {
    ...(org && { org }),
    ...(code && { code }),
    ...(name && { name }),
    ...(description && { description }),
    ...(wkt && { wkt }),
    ...(codeText && { codeText }),
  }
  return Object.keys(crs).length > 0 ? crs : null
}

function readEnvelope(reader: FlatBufferReader, table: number): Bbox | null {
  const vector = reader.vector(table, 1, 8)
  if (!vector || vector.length < 4) return null
  const number = (i: number) => reader.view.getFloat64(vector.start + 8 * i, true)
  // With z or m the envelope holds all minima before all maxima.
  const half = vector.length >> 1
  const envelope: Bbox = [number(0), number(1), number(half), number(half + 1)]
  return envelope.every(Number.isFinite) ? envelope : null
}

/** Whether coordinates in this CRS are longitude and latitude of WGS 84 as they stand. */
export function isWgs84(crs: FlatGeobufCrs | null): boolean {
  const org = crs?.org?.toUpperCase()
  return (org === 'EPSG' && crs?.code === 4326) || (org === 'OGC' && crs?.codeText === 'CRS84')
}

/**
 * What a header says as the schema of a layer, its column of keys left out. The box is left out where the coordinates are not
 * known to be WGS 84; types of geometry beyond simple features are `Unknown`.
 */
export function toLayerSchema(header: FlatGeobufHeader): LayerSchema {
  const fields: readonly Field[] = header.columns
    .map(({ field }) => field)
    .filter(({ name }) => name !== KEY_COLUMN)
  return {
    name: header.name,
    geometryType: toSimpleType(header.geometryType),
    fields,
    featureCount: header.featureCount,
    bbox: isWgs84(header.crs) ? header.envelope : null,
  }
}

function toSimpleType(type: GeometryTypeName): LayerSchema['geometryType'] {
  switch (type) {
    case 'Unknown':
    case 'Point':
    case 'LineString':
    case 'Polygon':
    case 'MultiPoint':
    case 'MultiLineString':
    case 'MultiPolygon':
    case 'GeometryCollection':
      return type
    case 'Triangle':
      return 'Polygon'
    case 'TIN':
    case 'PolyhedralSurface':
      return 'MultiPolygon'
    default:
      return 'Unknown'
  }
}
