import type { FieldType } from '../../model/schema.ts'

/**
 * The constants of FlatGeobuf version 3: https://flatgeobuf.org, `header.fbs` and `feature.fbs`.
 * A file is: magic bytes, header (a size-prefixed FlatBuffer), the index (a packed Hilbert R-tree of
 * 40-byte nodes, absent if `index_node_size` is 0), features (size-prefixed FlatBuffers).
 */

/** `fgb`, major version 3, `fgb`, patch level 0. */
export const MAGIC = Uint8Array.of(0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00)

/** The length of the size that stands before the header and every feature, little-endian. */
export const SIZE_PREFIX_BYTES = 4

/** Children of a node of the index; 16 is what every writer uses. */
export const INDEX_NODE_SIZE = 16

/** A node of the index: minX, minY, maxX, maxY as doubles, offset as a 64-bit integer. */
export const NODE_BYTES = 40

/** Names of `GeometryType` in the order of `header.fbs`. */
export const GEOMETRY_TYPES = [
  'Unknown',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
  'CircularString',
  'CompoundCurve',
  'CurvePolygon',
  'MultiCurve',
  'MultiSurface',
  'Curve',
  'Surface',
  'PolyhedralSurface',
  'TIN',
  'Triangle',
] as const
export type GeometryTypeName = (typeof GEOMETRY_TYPES)[number]

/** Names of `ColumnType` in the order of `header.fbs`. */
export const COLUMN_TYPES = [
  'Byte',
  'UByte',
  'Bool',
  'Short',
  'UShort',
  'Int',
  'UInt',
  'Long',
  'ULong',
  'Float',
  'Double',
  'String',
  'Json',
  'DateTime',
  'Binary',
] as const
export type ColumnTypeName = (typeof COLUMN_TYPES)[number]

/** How the types of a column read as types of a field. */
export const FIELD_TYPE_OF_COLUMN: Readonly<Record<ColumnTypeName, FieldType>> = {
  Byte: 'integer',
  UByte: 'integer',
  Bool: 'boolean',
  Short: 'integer',
  UShort: 'integer',
  Int: 'integer',
  UInt: 'long',
  Long: 'long',
  ULong: 'long',
  Float: 'double',
  Double: 'double',
  String: 'string',
  Json: 'json',
  DateTime: 'datetime',
  Binary: 'binary',
}

/**
 * How the types of a field are written. FlatGeobuf has no calendar date: a `date` is a `DateTime`
 * column whose metadata say so, and whose text is the date alone.
 */
export const COLUMN_TYPE_OF_FIELD: Readonly<Record<FieldType, ColumnTypeName>> = {
  boolean: 'Bool',
  integer: 'Int',
  long: 'Long',
  double: 'Double',
  string: 'String',
  date: 'DateTime',
  datetime: 'DateTime',
  json: 'Json',
  binary: 'Binary',
}
