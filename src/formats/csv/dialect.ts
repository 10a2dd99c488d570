import { type CellSigns, RowSplitter } from './split-rows.ts'

/** How a table of text is to be read. */
export interface CsvDialect extends CellSigns {
  /** Which of the rows that are not empty has the names of the columns, from 1; 0 where none has. */
  readonly headerRow: number
  readonly decimalSign: '.' | ','
}

export const DELIMITERS = [',', ';', '\t', '|'] as const

/** How much of a text shows its dialect. */
const DIALECT_LENGTH = 65_536
const MOST_ROWS = 100
/** Above the header stand a title and a source at most. */
const MOST_HEADER_ROW = 20
/** Nobody gives a column such a name. */
const MOST_NAME_LENGTH = 200

/**
 * The dialect of a text, from its first rows: the delimiter that cuts them into equally many cells, where
 * the header is, and whether numbers have a decimal comma. What is `given` is not looked for.
 */
export function findDialect(text: string, given: Partial<CsvDialect> = {}): CsvDialect {
  const quote = given.quote ?? '"'
  const delimiter = given.delimiter ?? findDelimiter(text, quote)
  const rows = firstRows(text, { delimiter, quote })
  return {
    delimiter,
    quote,
    headerRow: given.headerRow ?? findHeaderRow(rows),
    decimalSign: given.decimalSign ?? findDecimalSign(rows, delimiter),
  }
}

/** The first rows of a text, but for one that is cut off. */
export function firstRows(text: string, signs: CellSigns): readonly (readonly string[])[] {
  return sampleRows(text, signs).rows
}

interface Sample {
  readonly rows: readonly (readonly string[])[]
  readonly loneQuotes: number
}

function sampleRows(text: string, signs: CellSigns, length = DIALECT_LENGTH): Sample {
  const splitter = new RowSplitter(signs)
  const rows: string[][] = []
  const sample = text.slice(0, length)
  for (const row of splitter.push(sample)) {
    rows.push(row)
    if (rows.length === MOST_ROWS) return { rows, loneQuotes: splitter.loneQuotes }
  }
  // The names of very many columns.
  if (rows.length === 0 && sample.length < text.length) return sampleRows(text, signs, text.length)
  if (sample.length === text.length) rows.push(...splitter.end())
  return { rows, loneQuotes: splitter.loneQuotes }
}

function findDelimiter(text: string, quote: string): string {
  let best: string = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const score = scoreRows(sampleRows(text, { delimiter, quote }))
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

/** Rows of one width, cut into many cells, the first among them: that is what a delimiter makes. */
function scoreRows({ rows, loneQuotes }: Sample): number {
  const { width, share } = commonWidth(rows)
  if (width < 2) return 0
  // A wrong delimiter cuts texts that are quoted apart.
  const isCutApart = loneQuotes > rows.length / 2
  // A decimal comma cuts all rows alike, but not the names of the columns.
  const isFirst = rows[0]!.length === width
  return share ** 3 * Math.min(width, 50) * (isFirst ? 1 : 0.5) * (isCutApart ? 0.1 : 1)
}

/** The width that most rows have, and how many of them. */
export function commonWidth(rows: readonly (readonly string[])[]): {
  readonly width: number
  readonly share: number
} {
  const counts = new Map<number, number>()
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [width = 0, count = 0] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
  return { width, share: rows.length === 0 ? 0 : count / rows.length }
}

/** The row of the names: the first of the table's width that reads like names; 0 where data come first. */
function findHeaderRow(rows: readonly (readonly string[])[]): number {
  const { width } = commonWidth(rows)
  const isWide = (row: readonly string[]) => row.length === width
  const firstData = rows.findIndex((row, at) => isWide(row) && isData(row, rows.slice(at + 1)))
  const end = firstData < 0 ? rows.length : firstData
  const names = rows
    .slice(0, Math.min(end, MOST_HEADER_ROW))
    .flatMap((row, at) => (isWide(row) ? [at] : []))
  // A line of units or comments above or below the names begins with a number sign.
  const plain = names.find((at) => !rows[at]![0]!.trimStart().startsWith('#'))
  const header = plain ?? names[0]
  if (header !== undefined) return header + 1
  // Rows that are no wider than one cell each: the first is the name.
  return firstData < 0 || width < 2 ? 1 : 0
}

const NUMBER = /^\s*[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d+)?\s*$/
/** Years and numbers of months, zones or classes are names of columns too. */
const MAY_BE_NAME = /^\s*(?:\d{1,2}|1[89]\d\d|20\d\d|2100)\s*$/

/** Whether a row holds data and no names: a number that is no name, where those below have numbers too. */
function isData(row: readonly string[], below: readonly (readonly string[])[]): boolean {
  if (row.some((cell) => cell.length > MOST_NAME_LENGTH)) return true
  const isAnyText = row.some((cell) => cell.trim() !== '' && !NUMBER.test(cell))
  return row.some((cell, column) => {
    if (!NUMBER.test(cell) || (isAnyText && MAY_BE_NAME.test(cell))) return false
    const others = below.map((other) => other[column] ?? '').filter((other) => other.trim() !== '')
    return others.length === 0 || others.some((other) => NUMBER.test(other))
  })
}

const DECIMAL_COMMA = /^\s*-?(?:\d+|\d{1,3}(?:[\s\u00a0\u2009\u202f]\d{3})+),\d+\s*$/
const DECIMAL_POINT = /^\s*-?\d+\.\d+\s*$/

function findDecimalSign(rows: readonly (readonly string[])[], delimiter: string): '.' | ',' {
  if (delimiter === ',') return '.'
  const cells = rows.flat()
  const commas = cells.filter((cell) => DECIMAL_COMMA.test(cell)).length
  const points = cells.filter((cell) => DECIMAL_POINT.test(cell)).length
  return commas > points ? ',' : '.'
}
