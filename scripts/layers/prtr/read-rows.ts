import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import Papa from 'papaparse'
import { requireDecoder } from '../../../src/formats/text/decoder.ts'
import { ProblemError } from '../../../src/model/problem.ts'

/** A row by its columns' names. */
export type Row = Readonly<Record<string, string | undefined>>

export interface RowOptions {
  /** As `TextDecoder` takes it; a byte order mark goes before it. */
  readonly encoding: string
  readonly delimiter: ',' | '\t'
  /** The columns that a reader cannot do without, by their names as `toName` gives them. */
  readonly columns: readonly string[]
  /** What a published header is called here; without it, its name with single spaces. */
  readonly toName?: (header: string) => string
}

/**
 * The rows of a delimited text on disk, one by one: the registers' files are of hundreds of megabytes.
 * Headers with line breaks, and cells with them, are read as RFC 4180 has them.
 *
 * @throws ProblemError `source-columns-missing`
 */
export async function* readRows(path: string, options: RowOptions): AsyncGenerator<Row> {
  const { encoding, delimiter, columns, toName = (header) => header } = options
  const decoder = requireDecoder(encoding).stream()
  let isFirst = true
  const decode = new Transform({
    readableObjectMode: false,
    encoding: 'utf8',
    transform(chunk: Uint8Array, _encoding, done) {
      const text = decoder.push(chunk)
      done(null, isFirst ? text.replace(/^\uFEFF/, '') : text)
      isFirst = false
    },
    flush(done) {
      done(null, decoder.end())
    },
  })
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, {
    delimiter,
    skipEmptyLines: 'greedy',
    header: false,
  })
  const source = createReadStream(path)
  source.on('error', (error) => parser.destroy(error))
  source.pipe(decode).pipe(parser)
  let names: readonly string[] | null = null
  for await (const cells of parser as AsyncIterable<string[]>) {
    if (names === null) {
      names = cells.map((header) => toName(header.replaceAll(/\s+/g, ' ').trim()))
      checkColumns(names, columns, path)
      continue
    }
    const row: Record<string, string> = {}
    for (const [i, name] of names.entries()) row[name] = cells[i]?.trim() ?? ''
    yield row
  }
}

function checkColumns(names: readonly string[], columns: readonly string[], path: string): void {
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length === 0) return
  throw new ProblemError({
    code: 'source-columns-missing',
    message: `${path} has no column ${missing.join(', ')}, but ${names.join(', ')}: the register may have changed its form; look into the file and correct the recipe.`,
    values: { columns: missing.join(', '), names: names.join(', ') },
  })
}
