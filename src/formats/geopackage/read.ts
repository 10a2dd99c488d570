import type { Database, SqlValue } from 'sql.js'
import { toLookupTable } from '../../geo/lookup-table.ts'
import type { FieldValue } from '../../model/feature.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Field, FieldType } from '../../model/schema.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { readWkb } from '../wkb/read.ts'
import { loadSqlite } from './sqlite.ts'
import { STYLES } from './styles.ts'

const SIGNATURE = 'SQLite format 3\0'

/** GeoPackage 1.0 to 1.4 (OGC 12-128): every table of features, and those of attributes alone. */
export const geopackageReader: FormatReader = {
  id: 'geopackage',
  sniff: ({ head }) => [...SIGNATURE].every((sign, index) => head[index] === sign.charCodeAt(0)),
  read,
}

function invalid(name: string, detail: string): ProblemError {
  return new ProblemError({
    code: 'geopackage-invalid',
    message: `${name} cannot be read as a GeoPackage: ${detail}.`,
    values: { name, detail },
  })
}

interface Content {
  readonly table: string
  readonly title: string
  readonly geometryColumn: string | null
  readonly crs: string | null
}

async function read(source: ByteSource, context: ReadContext): Promise<readonly ImportedLayer[]> {
  context.expect(source.size)
  const bytes = await context.readAll(source)
  context.advance(bytes.length, 0)
  // SQLite keeps its own copy.
  context.budget.take(source.size, source.name)
  const { Database } = await loadSqlite()
  let database: Database | null = null
  try {
    database = new Database(bytes)
    const contents = readContents(database, source.name)
    const layers: ImportedLayer[] = []
    for (const content of contents) {
      const warnings = new WarningList()
      if (layers.length === 0) {
        warnOfViews(database, warnings)
        warnOfStyles(database, warnings)
      }
      layers.push(await readTable(database, content, source, context, warnings))
    }
    return layers
  } catch (error) {
    context.signal?.throwIfAborted()
    if (error instanceof ProblemError) throw error
    // SQLite says what is wrong with the file as an error of its own.
    throw invalid(source.name, error instanceof Error ? error.message.slice(0, 120) : String(error))
  } finally {
    database?.close()
    context.budget.give(source.size * 2)
  }
}

function rows(database: Database, sql: string): SqlValue[][] {
  return database.exec(sql)[0]?.values ?? []
}

/** The types of the library leave out the options, which keep 64-bit integers whole. */
type GetRow = (parameters: null, options: { useBigInt: boolean }) => (SqlValue | bigint)[]

function hasTable(database: Database, name: string): boolean {
  return rows(database, `SELECT 1 FROM sqlite_master WHERE name = '${name}'`).length > 0
}

function readContents(database: Database, name: string): Content[] {
  if (!hasTable(database, 'gpkg_contents')) {
    throw invalid(name, 'it is an SQLite database, but has no gpkg_contents')
  }
  const geometryColumns = hasTable(database, 'gpkg_geometry_columns')
  const found = geometryColumns
    ? rows(
        database,
        `SELECT c.table_name, c.identifier, g.column_name, s.organization,
                s.organization_coordsys_id, s.definition, s.srs_id
         FROM gpkg_contents c
         LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
         LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
         WHERE c.data_type IN ('features', 'attributes', 'aspatial')
           AND c.table_name <> '${STYLES}'
           AND c.table_name IN (SELECT name FROM sqlite_master WHERE type = 'table')`,
      )
    : []
  if (found.length === 0) {
    const views = viewsOf(database)
    throw invalid(
      name,
      views.length > 0
        ? 'its layers are views, which are not read; store them as tables'
        : 'it has no tables of features; it may hold tiles',
    )
  }
  return found.map(([table, title, column, organization, code, definition, srsId]) => ({
    table: String(table),
    title: String(table) || String(title),
    geometryColumn: column === null ? null : String(column),
    crs:
      srsId === null || srsId === undefined || Number(srsId) <= 0
        ? null
        : String(organization).toUpperCase() === 'EPSG'
          ? `EPSG:${code}`
          : String(definition),
  }))
}

/** Layers that are no tables: a view may take any time, or never end, and is not run. */
function viewsOf(database: Database): string[] {
  return rows(
    database,
    `SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes', 'aspatial')
      AND table_name NOT IN (SELECT name FROM sqlite_master WHERE type = 'table')`,
  ).map(([name]) => String(name))
}

function warnOfViews(database: Database, warnings: WarningList): void {
  const names = viewsOf(database)
  if (names.length === 0) return
  const shown = names.slice(0, 10).join(', ')
  warnings.add({
    code: 'geopackage-views',
    message: `Layers that are views were not read: ${shown}. Store them as tables to have them.`,
    values: { names: shown },
    count: names.length,
  })
}

/** How QGIS is to draw the layers is no layer, and its language is not read. */
function warnOfStyles(database: Database, warnings: WarningList): void {
  if (!hasTable(database, STYLES)) return
  const [[count] = []] = rows(database, `SELECT count(*) FROM ${STYLES}`)
  if (!count) return
  warnings.add({
    code: 'geopackage-styles',
    message: 'The styles for QGIS in the file were not read: the layers get a look of their own.',
    count: Number(count),
  })
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

interface Column {
  readonly name: string
  readonly type: string
}

async function readTable(
  database: Database,
  { table: tableName, title, geometryColumn, crs }: Content,
  source: ByteSource,
  context: ReadContext,
  warnings: WarningList,
): Promise<ImportedLayer> {
  const table = new FeatureTable(context.budget)
  const columns = rows(database, `PRAGMA table_info(${quote(tableName)})`).map(
    ([, name, type, , , key]) => ({
      name: String(name),
      type: String(type),
      isKey: Number(key) > 0,
    }),
  )
  // The number by which SQLite knows a row says nothing about the feature.
  const read = columns.filter(
    ({ name, type, isKey }) => name !== geometryColumn && !(isKey && /^INTEGER$/i.test(type)),
  )
  const selected = [...read.map(({ name }) => name), ...(geometryColumn ? [geometryColumn] : [])]
  for (const { name } of read) table.declareField(name)
  if (geometryColumn) context.beginLayer(table, crs)
  if (selected.length > 0) {
    const statement = database.prepare(
      `SELECT ${selected.map(quote).join(', ')} FROM ${quote(tableName)}`,
    )
    try {
      while (statement.step()) {
        const values = (statement.get as GetRow).call(statement, null, { useBigInt: true })
        for (const [index, column] of read.entries()) {
          table.setValue(column.name, toValue(values[index] ?? null, column))
        }
        if (geometryColumn) addGeometry(values.at(-1) ?? null, table, warnings)
        table.endFeature()
        context.advance(0, 1)
        if (table.length % 128 === 0) await context.breathe()
      }
    } finally {
      statement.free()
    }
  }
  return finishLayer(
    {
      name: title,
      format: 'geopackage',
      path: source.name,
      table,
      warnings,
      fields: read.map(toField),
      crs: geometryColumn ? crs : null,
      encoding: null,
    },
    context,
  )
}

const FIELD_TYPES = toLookupTable<FieldType>({
  BOOLEAN: 'boolean',
  TINYINT: 'integer',
  SMALLINT: 'integer',
  MEDIUMINT: 'integer',
  INT: 'long',
  INTEGER: 'long',
  FLOAT: 'double',
  DOUBLE: 'double',
  REAL: 'double',
  DATE: 'date',
  DATETIME: 'datetime',
  BLOB: 'binary',
  JSON: 'json',
})

/** Types of SQL that the specification does not have and programs write: `NUMERIC(10,2)`, `DECIMAL(5)`. */
const DECIMAL = /^(?:NUMERIC|DECIMAL|NUMBER|DEC)\s*(?:\(\s*\d+\s*(?:,\s*(\d+)\s*)?\))?$/i

const plainType = ({ type }: Column): string => type.replace(/\(.*$/, '').trim().toUpperCase()

function toField(column: Column): Field {
  const decimal = DECIMAL.exec(column.type.trim())
  if (decimal) {
    const isWhole = column.type.includes('(') && !(Number(decimal[1] ?? 0) > 0)
    return { name: column.name, type: isWhole ? 'long' : 'double' }
  }
  const width = Number(/\((\d+)\)/.exec(column.type)?.[1])
  return {
    name: column.name,
    type: FIELD_TYPES[plainType(column)] ?? 'string',
    ...(width > 0 && { width }),
  }
}

function toValue(value: SqlValue | bigint, column: Column): FieldValue {
  if (typeof value === 'bigint') {
    if (plainType(column) === 'BOOLEAN') return value !== 0n
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  }
  if (value instanceof Uint8Array) return value.slice()
  return value
}

/** The header of a geometry (12-128 section 2.1.3): magic, flags, the system's number and an envelope. */
const ENVELOPE_BYTES: readonly number[] = [0, 32, 48, 48, 64]

function addGeometry(value: SqlValue | bigint, table: FeatureTable, warnings: WarningList): void {
  if (value === null) return
  const isBlob =
    value instanceof Uint8Array && value.length >= 8 && value[0] === 0x47 && value[1] === 0x50
  const flags = isBlob ? value[3]! : 0
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7]
  if (
    !isBlob ||
    envelope === undefined ||
    !readWkb(value.subarray(8 + envelope), table, warnings)
  ) {
    table.dropGeometry()
    warnings.add({
      code: 'geometry-unreadable',
      message: 'Geometries that are damaged were left out; the values are kept.',
    })
  }
}
