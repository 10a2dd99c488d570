import type { MultiPolygon, Polygon } from 'geojson'
import type { ExportPart } from '../../exporting/selection.ts'
import type { ExportFormat } from '../../formats/contract/writer.ts'
import { toWkt } from '../../formats/wkt/write.ts'
import { type Bbox, splitAtAntimeridian, toBoxPolygon } from '../../geo/bbox.ts'
import { NAAF_PROJ } from '../../geo/naaf.ts'
import {
  type Condition,
  type ConditionValue,
  fieldsOf,
  type NormalCondition,
  toNormal,
} from '../../model/condition.ts'
import { PATTERN_ESCAPE, parsePattern } from '../../model/like-pattern.ts'
import type { Field } from '../../model/schema.ts'

/** What is to be made again elsewhere: a part of a published file, in a format and a system. */
export interface CodeSubject {
  /** A path that GDAL opens: `/vsicurl/https://…/rivers.fgb`. */
  readonly path: string
  /** The layer's name in the file and the stem of what is written: letters, digits and hyphens. */
  readonly name: string
  readonly fields: readonly Field[]
  readonly part: ExportPart
  readonly format: ExportFormat
  /** As `findCrs` reads it. */
  readonly crs: string
}

export const CODE_TOOLS = ['ogr2ogr', 'python', 'r'] as const
export type CodeTool = (typeof CODE_TOOLS)[number]

/** Lines of another program's language that make the very same part of a layer. */
export function toCode(tool: CodeTool, subject: CodeSubject): string {
  return TO_CODE[tool](subject)
}

const TO_CODE: Readonly<Record<CodeTool, (subject: CodeSubject) => string>> = {
  ogr2ogr: toOgr2ogr,
  python: toPython,
  r: toR,
}

interface Driver {
  readonly name: string
  readonly extension: string
  /** Layer creation options of GDAL. */
  readonly options: readonly string[]
}

/** GDAL's names of the formats, which all three programs go through. */
const DRIVERS: Readonly<Record<ExportFormat, Driver>> = {
  shapefile: { name: 'ESRI Shapefile', extension: 'shp', options: ['ENCODING=UTF-8'] },
  kml: { name: 'LIBKML', extension: 'kml', options: [] },
  kmz: { name: 'LIBKML', extension: 'kmz', options: [] },
  geojson: { name: 'GeoJSON', extension: 'geojson', options: ['RFC7946=YES'] },
  geojsonseq: { name: 'GeoJSONSeq', extension: 'geojsonl', options: [] },
  flatgeobuf: { name: 'FlatGeobuf', extension: 'fgb', options: [] },
  csv: { name: 'CSV', extension: 'csv', options: ['GEOMETRY=AS_WKT'] },
  geopackage: { name: 'GPKG', extension: 'gpkg', options: [] },
}

/** A system as PROJ names it; `null` where nothing is to be done. */
function toProjName(crs: string): string | null {
  const names: Readonly<Record<string, string | null>> = {
    wgs84: null,
    naaf: NAAF_PROJ,
    webmercator: 'EPSG:3857',
  }
  const plain = crs.trim()
  const named = names[plain.toLowerCase()]
  if (named !== undefined) return named
  return /^\d{4,6}$/.test(plain) ? `EPSG:${plain}` : plain
}

/** The area that features are to meet, a box as a polygon; `null` for all. */
function toAreaWkt({ bbox, area }: ExportPart): string | null {
  if (area) return toWkt(area)
  return bbox ? toWkt(toPolygons(bbox)) : null
}

function toPolygons(bbox: Bbox): Polygon | MultiPolygon {
  const polygons = splitAtAntimeridian(bbox).map((part) => toBoxPolygon(part).coordinates)
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons }
}

/** A text in single quotes, in which the shell changes nothing. */
const toShell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function toOgr2ogr({ path, name, fields, part, format, crs }: CodeSubject): string {
  const { extension, options, name: driver } = DRIVERS[format]
  const proj = toProjName(crs)
  const wkt = toAreaWkt(part)
  const tests = [
    part.condition && toSql(part.condition, fields),
    wkt && `ST_Intersects(geometry, ST_GeomFromText('${wkt}', 4326))`,
  ].filter((test) => typeof test === 'string')
  const lines = [
    `ogr2ogr -f ${toShell(driver)} ${toShell(`${name}.${extension}`)} ${toShell(path)}`,
  ]
  if (tests.length > 0 || part.fields) {
    const columns = part.fields ? ['geometry', ...part.fields.map(toSqlName)].join(', ') : '*'
    const where = tests.length > 0 ? ` WHERE ${join(tests, ' AND ')}` : ''
    const sql = `SELECT ${columns} FROM ${toSqlName(name)}${where}`
    lines.push(`-dialect SQLITE -sql ${toShell(sql)}`, `-nln ${toShell(name)}`)
  }
  if (proj) lines.push(`-t_srs ${toShell(proj)}`)
  for (const option of options) lines.push(`-lco ${option}`)
  return lines.join(' \\\n  ')
}

const toSqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** In SQLite's words. Its LIKE pays no heed to case, so texts are looked for with functions. */
function toSql(condition: Condition, fields: readonly Field[]): string {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return join(
        condition.of.map((part) => toSql(part, fields)),
        condition.kind === 'all' ? ' AND ' : ' OR ',
      )
    case 'not':
      return `NOT (${toSql(condition.of, fields)})`
    case 'compare':
      return `${toSqlOperand(condition.field, fields)} ${condition.operator} ${toSqlValue(condition.value)}`
    case 'between': {
      const { field, from, to } = condition
      return `${toSqlOperand(field, fields)} BETWEEN ${toSqlValue(from)} AND ${toSqlValue(to)}`
    }
    case 'one-of':
      return `${toSqlName(condition.field)} IN (${condition.values.map(toSqlValue).join(', ')})`
    case 'none-of':
      return `${toSqlName(condition.field)} NOT IN (${condition.values.map(toSqlValue).join(', ')})`
    case 'contains':
      return `instr(${toSqlName(condition.field)}, ${toSqlValue(condition.text)}) > 0`
    case 'starts-with': {
      const text = toSqlValue(condition.text)
      return `substr(${toSqlName(condition.field)}, 1, length(${text})) = ${text}`
    }
    case 'like':
      return `${toSqlName(condition.field)} GLOB ${toSqlValue(toGlob(condition.pattern))}`
    case 'ilike': {
      const pattern = toSqlValue(condition.pattern)
      return `${toSqlName(condition.field)} LIKE ${pattern} ESCAPE '${PATTERN_ESCAPE}'`
    }
    case 'empty':
      return `${toSqlName(condition.field)} IS NULL`
    case 'not-empty':
      return `${toSqlName(condition.field)} IS NOT NULL`
  }
}

/** A pattern of SQLite's GLOB, which heeds case. */
function toGlob(pattern: string): string {
  return parsePattern(pattern, PATTERN_ESCAPE)
    .map((part) => {
      if (typeof part === 'string') return /[*?[]/.test(part) ? `[${part}]` : part
      return part.stands === 'any one' ? '?' : '*'
    })
    .join('')
}

/** What a whole text is to match, as a regular expression that Python and PCRE read alike. */
function toRegularExpression(pattern: string): string {
  const parts = parsePattern(pattern, PATTERN_ESCAPE).map((part) => {
    if (typeof part === 'string') return part.replace(/[\\^$.|?*+()[\]{}]/, '\\$&')
    return part.stands === 'any one' ? '.' : '.*'
  })
  return `(?s)${parts.join('')}`
}

/** Dates are compared as texts: GDAL 3.6 fails on empty ones where it compares them itself. */
function toSqlOperand(name: string, fields: readonly Field[]): string {
  return isDate(name, fields) ? `CAST(${toSqlName(name)} AS TEXT)` : toSqlName(name)
}

function toSqlValue(value: ConditionValue): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

function join(parts: readonly string[], word: string): string {
  return parts.length === 1 ? parts[0]! : parts.map((part) => `(${part})`).join(word)
}

const toVariable = (name: string): string =>
  /^[a-z]/i.test(name)
    ? name.replaceAll(/[^A-Za-z0-9_]/g, '_')
    : `layer_${name.replaceAll(/\W/g, '_')}`

function toPython({ path, name, fields, part, format, crs }: CodeSubject): string {
  const { name: driver, extension } = DRIVERS[format]
  const data = toVariable(name)
  const proj = toProjName(crs)
  const wkt = toAreaWkt(part)
  const needsPandas = part.condition !== undefined && asksForDates(part.condition, fields)
  const lines = [
    'import geopandas',
    ...(needsPandas ? ['import pandas'] : []),
    ...(wkt ? ['from shapely import wkt'] : []),
    '',
  ]
  if (wkt) {
    lines.push(`area = wkt.loads("${wkt}")`)
    lines.push(`${data} = geopandas.read_file(${toQuoted(path)}, bbox=area.bounds)`)
    lines.push(`${data} = ${data}[${data}.intersects(area)]`)
  } else {
    lines.push(`${data} = geopandas.read_file(${toQuoted(path)})`)
  }
  if (part.condition) {
    lines.push(`${data} = ${data}[${toPandas(part.condition, data, fields)}]`)
  }
  if (part.fields) {
    const columns = [...part.fields, 'geometry'].map(toQuoted).join(', ')
    lines.push(`${data} = ${data}[[${columns}]]`)
  }
  if (proj) lines.push(`${data} = ${data}.to_crs(${toQuoted(proj)})`)
  lines.push(
    format === 'csv'
      ? `${data}.to_wkt().to_csv(${toQuoted(`${name}.csv`)}, index=False)`
      : `${data}.to_file(${toQuoted(`${name}.${extension}`)}, driver=${toQuoted(driver)})`,
  )
  return lines.join('\n')
}

/** JSON's texts are Python's and R's, too, but for characters past U+FFFF, which stand as they are. */
const toQuoted = (text: string): string => JSON.stringify(text)

const isDate = (name: string, fields: readonly Field[]): boolean =>
  ['date', 'datetime'].includes(fields.find((field) => field.name === name)?.type ?? '')

function asksForDates(condition: Condition, fields: readonly Field[]): boolean {
  return fieldsOf(condition).some((name) => isDate(name, fields))
}

const toPandas = (condition: Condition, data: string, fields: readonly Field[]): string =>
  toPandasTest(toNormal(condition), data, fields)

/** Comparisons with what is missing are false in pandas, but for `!=` and opposites. */
function toPandasTest(condition: NormalCondition, data: string, fields: readonly Field[]): string {
  if (condition.kind === 'not') {
    const { field } = condition.of
    return `~${toPandasTest(condition.of, data, fields)} & ${data}[${toQuoted(field)}].notna()`
  }
  if ('of' in condition) {
    const parts = condition.of.map((part) => toPandasTest(part, data, fields))
    return join(parts, condition.kind === 'all' ? ' & ' : ' | ')
  }
  const column = `${data}[${toQuoted(condition.field)}]`
  const toValue = (value: ConditionValue): string => {
    if (typeof value === 'boolean') return value ? 'True' : 'False'
    if (typeof value !== 'string') return String(value)
    return isDate(condition.field, fields)
      ? `pandas.Timestamp(${toQuoted(value)})`
      : toQuoted(value)
  }
  switch (condition.kind) {
    case 'compare': {
      const { operator, value } = condition
      if (operator === '<>') return `(${column} != ${toValue(value)}) & ${column}.notna()`
      return `${column} ${operator === '=' ? '==' : operator} ${toValue(value)}`
    }
    case 'between':
      return `${column}.between(${toValue(condition.from)}, ${toValue(condition.to)})`
    case 'one-of':
      return `${column}.isin([${condition.values.map(toValue).join(', ')}])`
    case 'none-of':
      return `~${column}.isin([${condition.values.map(toValue).join(', ')}]) & ${column}.notna()`
    case 'contains':
      return `${column}.str.contains(${toQuoted(condition.text)}, regex=False, na=False)`
    case 'starts-with':
      return `${column}.str.startswith(${toQuoted(condition.text)}, na=False)`
    case 'like':
    case 'ilike': {
      const isAnyCase = condition.kind === 'ilike' ? ', case=False' : ''
      const expression = toQuoted(toRegularExpression(condition.pattern))
      return `${column}.str.fullmatch(${expression}${isAnyCase}, na=False)`
    }
    case 'empty':
      return `${column}.isna()`
    case 'not-empty':
      return `${column}.notna()`
  }
}

function toR({ path, name, fields, part, format, crs }: CodeSubject): string {
  const { name: driver, extension, options } = DRIVERS[format]
  const data = toVariable(name)
  const proj = toProjName(crs)
  const wkt = toAreaWkt(part)
  const lines = ['library(sf)']
  if (wkt) {
    lines.push(
      'sf_use_s2(FALSE)  # edges are straight in longitude and latitude',
      `area <- st_as_sfc("${wkt}", crs = 4326)`,
      `${data} <- st_read(${toQuoted(path)}, wkt_filter = st_as_text(st_as_sfc(st_bbox(area))))`,
      `${data} <- ${data}[lengths(st_intersects(${data}, area)) > 0, ]`,
    )
  } else {
    lines.push(`${data} <- st_read(${toQuoted(path)})`)
  }
  if (fields.some((field) => !isPlainInR(field.name))) {
    const names = fields.map((field) => toQuoted(field.name)).join(', ')
    lines.push(`names(${data})[1:${fields.length}] <- c(${names})  # as in the layer`)
  }
  if (part.condition) {
    // which() leaves out what is neither true nor false.
    lines.push(`${data} <- ${data}[which(${toRTest(toNormal(part.condition), data, fields)}), ]`)
  }
  if (part.fields) lines.push(`${data} <- ${data}[c(${part.fields.map(toQuoted).join(', ')})]`)
  if (proj) lines.push(`${data} <- st_transform(${data}, ${toQuoted(proj)})`)
  const layerOptions =
    options.length > 0 ? `, layer_options = c(${options.map(toQuoted).join(', ')})` : ''
  lines.push(
    `st_write(${data}, ${toQuoted(`${name}.${extension}`)}, driver = ${toQuoted(driver)}${layerOptions})`,
  )
  return lines.join('\n')
}

/** FlatGeobuf's dates are times to sf: of the reader's own zone where the file names none. */
function toRTime(value: string): string {
  const [day, time = ''] = value.replace(/Z$/, '').split('T')
  const format = ['%Y-%m-%d', 'T%H', ':%M', ':%OS'].slice(
    0,
    1 + (time ? time.split(':').length : 0),
  )
  const zone = value.endsWith('Z') ? ', tz = "UTC"' : ''
  const text = time ? `${day}T${time}` : day!
  return `as.POSIXct(${toQuoted(text)}${zone}, format = ${toQuoted(format.join(''))})`
}

/** Whether R takes a column's name as it is; it puts points in the place of other characters. */
const isPlainInR = (name: string): boolean => /^[A-Za-z][A-Za-z0-9._]*$/.test(name)

/** grepl() and %in% take what is missing for false, comparisons for neither. */
function toRTest(condition: NormalCondition, data: string, fields: readonly Field[]): string {
  if (condition.kind === 'not') {
    const { field } = condition.of
    return `!${toRTest(condition.of, data, fields)} & !is.na(${data}[[${toQuoted(field)}]])`
  }
  if ('of' in condition) {
    const parts = condition.of.map((part) => toRTest(part, data, fields))
    return join(parts, condition.kind === 'all' ? ' & ' : ' | ')
  }
  const column = `${data}[[${toQuoted(condition.field)}]]`
  const toValue = (value: ConditionValue): string => {
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
    if (typeof value !== 'string') return String(value)
    return isDate(condition.field, fields) ? toRTime(value) : toQuoted(value)
  }
  switch (condition.kind) {
    case 'compare': {
      const operators: Readonly<Record<string, string>> = { '=': '==', '<>': '!=' }
      const operator = operators[condition.operator] ?? condition.operator
      return `${column} ${operator} ${toValue(condition.value)}`
    }
    case 'between':
      return `${column} >= ${toValue(condition.from)} & ${column} <= ${toValue(condition.to)}`
    case 'one-of':
      return `${column} %in% c(${condition.values.map(toValue).join(', ')})`
    case 'none-of':
      return `!(${column} %in% c(${condition.values.map(toValue).join(', ')})) & !is.na(${column})`
    case 'contains':
      return `grepl(${toQuoted(condition.text)}, ${column}, fixed = TRUE)`
    case 'starts-with':
      return `startsWith(${column}, ${toQuoted(condition.text)})`
    case 'like':
    case 'ilike': {
      const isAnyCase = condition.kind === 'ilike' ? ', ignore.case = TRUE' : ''
      const expression = toQuoted(`^${toRegularExpression(condition.pattern)}\\z`)
      return `grepl(${expression}, ${column}, perl = TRUE${isAnyCase})`
    }
    case 'empty':
      return `is.na(${column})`
    case 'not-empty':
      return `!is.na(${column})`
  }
}
