import type { Geometry } from 'geojson'
import type { Database, SqlValue } from 'sql.js'
import { EMPTY_BBOX, isEmpty, union } from '../../geo/bbox.ts'
import { countPositions } from '../../geo/positions.ts'
import type { FieldValue } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Field, GeometryType } from '../../model/schema.ts'
import { textIn } from '../../words/text-in.ts'
import { ByteWriter } from '../bytes/byte-writer.ts'
import { batches } from '../contract/batches.ts'
import { FieldFit } from '../contract/fit-fields.ts'
import { Progress } from '../contract/progress.ts'
import { type SymbolKind, symbolKindOf } from '../contract/style-rules.ts'
import { Tally } from '../contract/tally.ts'
import {
  toWholeLayer,
  type WriteInput,
  type WriteOptions,
  type Writer,
  type WriteSummary,
} from '../contract/writer.ts'
import { hilbertOrder } from '../flatgeobuf/write-index.ts'
import { dimensionOf } from '../geometry/dimension-of.ts'
import { toQml } from '../qml/write.ts'
import { toSld } from '../sld/write.ts'
import { hasZone, toUtcTime } from '../text/utc-time.ts'
import { GeometryBlobWriter } from '../wkb/write.ts'
import { loadSqlite } from './sqlite.ts'
import { STYLES } from './styles.ts'
import { declareRtree, writeRtree } from './write-rtree.ts'
import {
  APPLICATION_ID,
  COLUMN_TYPES,
  CORE_TABLES,
  EXTENSION_ROWS,
  GEOMETRY_TYPE_NAMES,
  INSERT_STYLE,
  MOST_STYLE_NAME,
  REQUIRED_SRS_ROWS,
  rtreeTriggers,
  STYLE_CONTENTS,
  STYLE_TABLE,
  toSrsRow,
  USER_VERSION,
} from './write-schema.ts'

/**
 * GeoPackage 1.3 (OGC 12-128r17) with one feature table, its R-tree, the fields' titles and the
 * layer's metadata. SQLite holds the whole file in memory until it is done.
 */
export const geopackageWriter: Writer = {
  format: 'geopackage',
  extension: 'gpkg',
  mediaType: 'application/geopackage+sqlite3',
  wgs84Only: false,
  write,
}

/** Half of what 32-bit WebAssembly can address: the file is copied once when it is handed over. */
const LIMIT_BYTES = 2 ** 30
const CHUNK_BYTES = 1024 * 1024
/** SQLite's `SQLITE_MAX_COLUMN` of 2000, less the id and the geometry. */
const MOST_FIELDS = 1998
const ID = 'fid'
const GEOMETRY = 'geom'

async function* write(
  input: WriteInput,
  options: WriteOptions,
): AsyncGenerator<Uint8Array, WriteSummary> {
  const tally = new Tally()
  const { length: fieldCount } = input.schema.fields
  if (fieldCount > MOST_FIELDS) {
    throw new ProblemError({
      code: 'fields-too-many',
      message: `The layer has ${fieldCount} fields; GeoPackage holds at most ${MOST_FIELDS}.`,
      values: { count: fieldCount, limit: MOST_FIELDS },
    })
  }
  const progress = new Progress(input.schema.featureCount, 2, options.onProgress)
  const survey = await surveyLayer(input, options, progress)
  const limit = options.limitBytes ?? LIMIT_BYTES
  if (survey.byteLength > limit) {
    throw new ProblemError({
      code: 'geopackage-too-large',
      message: `The GeoPackage would take about ${survey.byteLength} bytes and ${limit} fit into memory; select less, or take FlatGeobuf`,
      values: { bytes: survey.byteLength, limitBytes: limit },
    })
  }
  const fields = survey.fit.fields(tally)
  const columns = toColumnNames(fields, tally)
  const sqlite = await loadSqlite()
  const db = new sqlite.Database()
  try {
    const srsId = createTables(db, input, fields, columns, survey, options.date ?? new Date())
    db.run('BEGIN')
    await insertFeatures(db, input, options, { fields, columns, survey, srsId, tally, progress })
    db.run('COMMIT')
    for (const sql of rtreeTriggers(input.name, GEOMETRY, ID)) db.run(sql)
    declareRtree(db, rtreeName(input.name))
    const bytes = db.export()
    progress.endPass()
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      yield bytes.subarray(at, at + CHUNK_BYTES)
    }
  } finally {
    db.close()
  }
  return {
    layers: [
      {
        ...toWholeLayer(input, survey.count),
        geometryType: survey.geometryType,
        fields: fields.map(({ name, type }, index) => ({
          source: name,
          written: columns[index]!,
          type,
        })),
      },
    ],
    warnings: tally.warnings(),
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const rtreeName = (table: string): string => `rtree_${table}_${GEOMETRY}`

interface Survey {
  readonly count: number
  readonly fit: FieldFit
  readonly geometryType: GeometryType
  /** The most ordinates that a position has, 2 to 4. */
  readonly dimension: number
  /** Of the file, estimated from above. */
  readonly byteLength: number
}

async function surveyLayer(
  { schema, features }: WriteInput,
  { signal }: WriteOptions,
  progress: Progress,
): Promise<Survey> {
  const fit = new FieldFit(schema.fields)
  const types = new Set<GeometryType>()
  let dimension = 2
  let count = 0
  let byteLength = 200_000
  for await (const batch of batches(features(), signal)) {
    for (const { geometry, properties } of batch) {
      fit.add(properties)
      byteLength += 100
      for (const { name } of schema.fields) byteLength += estimate(readValue(properties, name))
      if (!geometry) continue
      types.add(geometry.type)
      const own = dimensionOf(geometry)
      dimension = Math.max(dimension, own)
      byteLength += countPositions(geometry) * 8 * own
    }
    count += batch.length
    progress.add(batch.length)
  }
  progress.endPass()
  const [only, another] = types
  return {
    count,
    fit,
    geometryType: another ? 'Unknown' : (only ?? schema.geometryType),
    dimension,
    byteLength,
  }
}

function estimate(value: FieldValue): number {
  return typeof value === 'string'
    ? 2 + 2 * value.length
    : value instanceof Uint8Array
      ? 4 + value.length
      : 9
}

/**
 * Names are unique whatever their case, and no field may have the id's or the geometry's. SQL ends at a
 * character of code 0.
 */
function toColumnNames(fields: readonly Field[], tally: Tally): readonly string[] {
  const taken = new Set([ID, GEOMETRY])
  return fields.map(({ name }) => {
    const plain = name.replaceAll('\0', '')
    let unique = plain
    for (let number = 1; taken.has(unique.toLowerCase()); number++) unique = `${plain}_${number}`
    taken.add(unique.toLowerCase())
    if (unique !== name) {
      tally.add(
        {
          code: 'field-renamed',
          message: `${name} is named ${unique}: names are told apart whatever their case`,
          values: { field: name, name: unique },
        },
        1,
        `field-renamed ${name}`,
      )
    }
    return unique
  })
}

/** Creates and fills all tables but the layer's own, which stays empty; gives its `srs_id`. */
function createTables(
  db: Database,
  input: WriteInput,
  fields: readonly Field[],
  columns: readonly string[],
  { geometryType, dimension }: Survey,
  date: Date,
): number {
  const { name, title, metadata, language } = input
  db.run(`PRAGMA application_id = ${APPLICATION_ID}`)
  db.run(`PRAGMA user_version = ${USER_VERSION}`)
  db.run(CORE_TABLES)
  db.run(EXTENSION_ROWS)
  const own = toSrsRow(input.crs)
  const known = REQUIRED_SRS_ROWS.filter((row) => row[1] !== own?.[1])
  for (const row of own ? [...known, own] : known) {
    db.run('INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)', [...row])
  }
  const srsId = own ? own[1] : 4326
  const lastChange = date.toISOString()
  db.run(
    "INSERT INTO gpkg_contents(table_name, data_type, identifier, description, last_change, srs_id) VALUES (?, 'features', ?, ?, ?, ?)",
    [name, title, metadata.abstract ?? '', lastChange, srsId],
  )
  const optional = 2
  db.run('INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,?,?)', [
    name,
    GEOMETRY,
    GEOMETRY_TYPE_NAMES[geometryType],
    srsId,
    dimension > 2 ? optional : 0,
    dimension > 3 ? optional : 0,
  ])
  db.run('INSERT INTO gpkg_extensions VALUES (?,?,?,?,?)', [
    name,
    GEOMETRY,
    'gpkg_rtree_index',
    'http://www.geopackage.org/spec121/#extension_rtree',
    'write-only',
  ])
  // GDAL and QGIS show `name` as the column's alias; it is unique in its table.
  const aliases = new Set<string>()
  fields.forEach(({ title, unit, description }, index) => {
    if (!title && !unit && !description) return
    const about = [description, unit].filter(Boolean).join('; ')
    const alias = (title && textIn(title, language)) ?? null
    const isOwn = alias !== null && !aliases.has(alias)
    if (isOwn) aliases.add(alias)
    db.run('INSERT INTO gpkg_data_columns VALUES (?,?,?,?,?,NULL,NULL)', [
      name,
      columns[index]!,
      isOwn ? alias : null,
      alias,
      about || null,
    ])
  })
  insertStyle(
    db,
    input,
    symbolKindOf(geometryType),
    (field) => {
      const index = fields.findIndex((one) => one.name === field)
      return columns[index] ?? field
    },
    lastChange,
  )
  insertMetadata(db, input, lastChange)
  const definitions = fields.map(
    ({ type }, index) => `, ${quote(columns[index]!)} ${COLUMN_TYPES[type]}`,
  )
  db.run(
    `CREATE TABLE ${quote(name)} (${ID} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ${GEOMETRY} ${GEOMETRY_TYPE_NAMES[geometryType]}${definitions.join('')})`,
  )
  return srsId
}

/**
 * The look of the layer in the table in which QGIS looks for it, and from which it takes it up by itself.
 * Geometries of several kinds have none: a style is of one.
 */
function insertStyle(
  db: Database,
  input: WriteInput,
  kind: SymbolKind | null,
  nameOf: (field: string) => string,
  timestamp: string,
): void {
  if (!kind || input.name === STYLES) return
  const qml = toQml(input, kind, nameOf)
  const sld = toSld(input, kind, nameOf)
  if (!qml || !sld) return
  db.run(STYLE_TABLE)
  db.run(STYLE_CONTENTS, [timestamp])
  db.run(INSERT_STYLE, [
    input.name,
    GEOMETRY,
    input.title.slice(0, MOST_STYLE_NAME),
    qml,
    sld,
    timestamp,
  ])
}

/** The metadata record, and licence and citation as they are known. */
function insertMetadata(db: Database, { name, metadata }: WriteInput, timestamp: string): void {
  const { isoXml, ...known } = metadata
  const records: [standard: string, mimeType: string, text: string][] = []
  if (isoXml) records.push(['http://www.isotc211.org/2005/gmd', 'text/xml', isoXml])
  if (Object.keys(known).length > 0) {
    records.push([
      'https://www.rfc-editor.org/rfc/rfc8259',
      'application/json',
      JSON.stringify(known),
    ])
  }
  records.forEach(([standard, mimeType, text], index) => {
    const id = index + 1
    db.run("INSERT INTO gpkg_metadata VALUES (?, 'dataset', ?, ?, ?)", [
      id,
      standard,
      mimeType,
      text,
    ])
    db.run("INSERT INTO gpkg_metadata_reference VALUES ('table', ?, NULL, NULL, ?, ?, NULL)", [
      name,
      timestamp,
      id,
    ])
  })
}

async function insertFeatures(
  db: Database,
  input: WriteInput,
  { signal }: WriteOptions,
  context: {
    readonly fields: readonly Field[]
    readonly columns: readonly string[]
    readonly survey: Survey
    readonly srsId: number
    readonly tally: Tally
    readonly progress: Progress
  },
): Promise<void> {
  const { fields, columns, survey, srsId, tally, progress } = context
  const boxes = new Float64Array(4 * survey.count)
  const blobs = new GeometryBlobWriter(new ByteWriter(), srsId)
  const names = columns.map((column) => `, ${quote(column)}`).join('')
  const insert = db.prepare(
    `INSERT INTO ${quote(input.name)} (${ID}, ${GEOMETRY}${names}) VALUES (?,?${',?'.repeat(columns.length)})`,
  )
  let bbox = EMPTY_BBOX
  let rowid = 0
  let indexed = 0
  try {
    for await (const batch of batches(input.features(), signal)) {
      for (const { geometry, properties } of batch) {
        const blob = geometry && blobs.write(geometry as Geometry)
        boxes.set(blob?.bbox ?? EMPTY_BBOX, 4 * rowid++)
        if (blob && !isEmpty(blob.bbox)) {
          bbox = union(bbox, blob.bbox)
          indexed++
        }
        const row: SqlValue[] = [rowid, blob?.bytes ?? null]
        for (const field of fields)
          row.push(toSqlValue(readValue(properties, field.name), field, tally))
        insert.run(row)
      }
      progress.add(batch.length)
    }
  } finally {
    insert.free()
  }
  if (blobs.missingHeights > 0) {
    tally.add(
      {
        code: 'height-filled',
        message: 'Positions without a height, among others that have one, are written at height 0',
      },
      blobs.missingHeights,
    )
  }
  if (!isEmpty(bbox)) {
    db.run('UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?', [...bbox])
  }
  // Features without geometry come last along the curve, and are not in the tree.
  const order = hilbertOrder(boxes, survey.count, bbox).subarray(0, indexed)
  const sorted = new Float64Array(4 * indexed)
  order.forEach((feature, place) => {
    sorted.set(boxes.subarray(4 * feature, 4 * feature + 4), 4 * place)
  })
  writeRtree(
    db,
    rtreeName(input.name),
    order.map((feature) => feature + 1),
    sorted,
  )
}

/** The binding takes 64-bit integers; its types do not say so. */
function toSqlValue(value: FieldValue, { name, type }: Field, tally: Tally): SqlValue {
  if (type === 'datetime' && typeof value === 'string') {
    if (!hasZone(value)) {
      tally.add(
        {
          code: 'time-zone-assumed',
          message: `Times of ${name} without a time zone are written as universal time: the format knows no other`,
          values: { field: name },
        },
        1,
        `time-zone-assumed ${name}`,
      )
    }
    return toUtcTime(value)
  }
  if (typeof value === 'boolean') return type === 'boolean' ? Number(value) : String(value)
  if (type === 'string' && value !== null && !(value instanceof Uint8Array)) return String(value)
  return value as SqlValue
}
