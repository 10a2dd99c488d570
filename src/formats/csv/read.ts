import { ProblemError } from '../../model/problem.ts'
import { type ByteSource, baseName } from '../bytes/byte-source.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { bomOf, hasHighByte, requireDecoder } from '../text/decoder.ts'
import { candidatesOf, detectEncoding, type EncodingFound } from '../text/detect-encoding.ts'
import { type CsvDialect, commonWidth, findDialect, firstRows } from './dialect.ts'
import { SAMPLE_ROWS } from './find-columns.ts'
import { isTable } from './is-table.ts'
import { RowSplitter } from './split-rows.ts'
import { TableBuilder } from './table-builder.ts'

/** Tables of text (RFC 4180 and its relatives) with the place in columns of any common notation. */
export const csvReader: FormatReader = {
  id: 'csv',
  sniff: isTable,
  read: async (source, context) => [await read(source, context)],
}

async function read(source: ByteSource, context: ReadContext): Promise<ImportedLayer> {
  const warnings = new WarningList()
  const table = new FeatureTable(context.budget)
  context.expect(source.size)
  const encoding = await findEncoding(source, context)
  let reading: TableReading | null = null
  const pieces = textPieces(source, encoding.name, context, warnings)
  for await (const text of withWholeHeader(pieces, source.name)) {
    reading ??= await begin(text, table, warnings, context)
    await addRows(reading, reading.splitter.push(text), context)
    requireRow(source.name, reading.splitter.rest)
  }
  if (!reading || reading.isNoTable) throw noTable(source.name)
  await addRows(reading, reading.splitter.end(), context)
  const { splitter, builder, dialect, firstRows: preview } = reading
  if (splitter.loneQuotes > 0) {
    warnings.add({
      code: 'csv-quotes',
      message: `${splitter.loneQuotes} cells begin with a quotation mark that does not enclose them; it was taken for a letter.`,
      count: splitter.loneQuotes,
    })
  }
  const crs = await builder.finish()
  return finishLayer(
    {
      name: baseName(source.name),
      format: 'csv',
      path: source.name,
      table,
      warnings,
      crs,
      encoding,
      csv: { dialect, firstRows: preview, found: builder.found },
    },
    context,
  )
}

/** Longer rows come of quotation marks that are never closed, or of files that are no tables. */
const MOST_ROW_LENGTH = 16 << 20

function requireRow(name: string, row: string): void {
  if (row.length <= MOST_ROW_LENGTH) return
  const start = row.slice(0, 60).split(/[\r\n]/, 1)[0]!
  throw new ProblemError({
    code: 'csv-row-too-long',
    message: `A row of ${name} is longer than ${MOST_ROW_LENGTH} characters: a quotation mark in it may never be closed. It begins with “${start}”.`,
    values: { name, limitBytes: MOST_ROW_LENGTH, value: start },
  })
}

/** The pieces of a text, of which the first has its first line whole: the names of very many columns fill more. */
async function* withWholeHeader(
  pieces: AsyncIterable<string>,
  name: string,
): AsyncGenerator<string> {
  let head: string | null = ''
  for await (const piece of pieces) {
    if (head === null) {
      yield piece
      continue
    }
    head += piece
    if (/[\r\n]/.test(piece)) {
      yield head
      head = null
    } else {
      requireRow(name, head)
    }
  }
  if (head) yield head
}

/** A table as it is being read. */
interface TableReading {
  readonly dialect: CsvDialect
  readonly splitter: RowSplitter
  readonly builder: TableBuilder
  readonly firstRows: readonly (readonly string[])[]
  readonly isNoTable: boolean
  /** How many rows are still to come from above the data. */
  above: number
}

const ROWS_SHOWN = 8

/** What the first piece of a text shows of the whole. */
async function begin(
  text: string,
  table: FeatureTable,
  warnings: WarningList,
  context: ReadContext,
): Promise<TableReading> {
  const dialect = findDialect(text, context.choices.dialect)
  const rows = firstRows(text, dialect)
  const { width } = commonWidth(rows)
  const header = dialect.headerRow > 0 ? (rows[dialect.headerRow - 1] ?? []) : namesFor(width)
  const sample = rows.slice(dialect.headerRow, dialect.headerRow + SAMPLE_ROWS)
  const builder = new TableBuilder(header, sample, dialect, table, warnings, context)
  await builder.prepare()
  context.beginLayer(table, builder.planeCrs)
  if (dialect.headerRow === 0) {
    warnings.add({
      code: 'csv-no-header',
      message: 'The first row reads like data: the columns were given names of their own.',
    })
  } else if (dialect.headerRow > 1) {
    warnings.add({
      code: 'csv-rows-above-header',
      message: `${dialect.headerRow - 1} rows above the names of the columns were left out.`,
      count: dialect.headerRow - 1,
    })
  }
  return {
    dialect,
    splitter: new RowSplitter(dialect),
    builder,
    firstRows: rows.slice(0, ROWS_SHOWN),
    isNoTable: header.length < 2 && sample.length === 0,
    above: dialect.headerRow,
  }
}

const namesFor = (width: number): string[] =>
  Array.from({ length: width }, (_, index) => `field_${index + 1}`)

async function addRows(
  reading: TableReading,
  rows: Iterable<readonly string[]>,
  context: ReadContext,
): Promise<void> {
  let count = 0
  for (const row of rows) {
    if (++count % 256 === 0) await context.breathe()
    if (reading.above > 0) reading.above--
    else reading.builder.add(row)
  }
}

function noTable(name: string): ProblemError {
  return new ProblemError({
    code: 'csv-not-a-table',
    message: `${name} is text, but no table: its first line has no columns.`,
    values: { name },
  })
}

const SAMPLE_BYTES = 1 << 18
const SAMPLE_LINES = 400

async function findEncoding(source: ByteSource, context: ReadContext): Promise<EncodingFound> {
  const bytes = await source.read(0, Math.min(source.size, SAMPLE_BYTES))
  const bom = bomOf(bytes)
  if (bom) return { name: bom.name, how: 'format', candidates: [] }
  const samples: Uint8Array[] = []
  // Beyond the first pages too: a table of stations may name its first accent late.
  for await (const chunk of context.chunks(source)) {
    for (let start = 0; start < chunk.length && samples.length < SAMPLE_LINES; ) {
      let end = chunk.indexOf(10, start)
      if (end < 0) end = chunk.length
      if (hasHighByte(chunk, start, end)) samples.push(chunk.slice(start, end))
      start = end + 1
    }
    if (samples.length >= SAMPLE_LINES) break
  }
  context.expect(source.size)
  const found = detectEncoding(samples)
  if (context.choices.encoding === undefined) return found
  const { name } = requireDecoder(context.choices.encoding)
  return {
    name,
    how: 'chosen',
    candidates: candidatesOf(
      [name, ...found.candidates.map((candidate) => candidate.name)],
      samples,
    ),
  }
}

/** The text in pieces, without a byte order mark and without the zeros that loggers fill cells with. */
async function* textPieces(
  source: ByteSource,
  encoding: string,
  context: ReadContext,
  warnings: WarningList,
): AsyncGenerator<string> {
  const decoder = requireDecoder(encoding).stream()
  let isFirst = true
  for await (const chunk of context.chunks(source)) {
    const text = decoder.push(chunk)
    yield withoutZeros(isFirst ? text.replace(/^\uFEFF/, '') : text, warnings)
    isFirst = false
  }
  const end = decoder.end()
  if (end !== '') yield end
}

function withoutZeros(text: string, warnings: WarningList): string {
  if (!text.includes('\0')) return text
  const plain = text.replaceAll('\0', '')
  warnings.add({
    code: 'csv-zeros',
    message: 'Zero bytes, with which some devices fill their cells, were left out.',
    count: text.length - plain.length,
  })
  return plain
}
