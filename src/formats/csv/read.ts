import Papa from 'papaparse'
import { type Crs, parseCrs } from '../../geo/crs.ts'
import { ProblemError } from '../../model/problem.ts'
import { type ByteSource, baseName, extensionOf } from '../bytes/byte-source.ts'
import { FeatureTable, GEOMETRY_CODES } from '../contract/feature-table.ts'
import { checkFieldCount, FieldNames } from '../contract/field-names.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { warnMeasuresWithoutHeights } from '../contract/measures.ts'
import { type CsvColumns, type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { bomOf, hasHighByte, requireDecoder } from '../text/decoder.ts'
import { candidatesOf, detectEncoding, type EncodingFound } from '../text/detect-encoding.ts'
import { isHexWkb, parseHex } from '../wkb/hex.ts'
import { readWkb } from '../wkb/read.ts'
import { parseWktGeometry } from '../wkt/parse.ts'
import { findColumns, SAMPLE_ROWS, UTM_ZONE } from './find-columns.ts'
import { type Axis, parseAngle, parseMeters, parsePackedAngle } from './parse-angle.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const

/** Tables of text (RFC 4180 and its relatives) with the place in columns of any common notation. */
export const csvReader: FormatReader = {
  id: 'csv',
  sniff: ({ head, text, name }) => {
    if (head.includes(0) && !bomOf(head)?.name.startsWith('utf-16')) return false
    if (text.startsWith('<') || text.startsWith('{') || text.startsWith('[')) return false
    const [first = ''] = text.split(/\r\n|\r|\n/, 1)
    const isTable = DELIMITERS.some((delimiter) => first.includes(delimiter))
    return isTable || /^(csv|tsv|tab)$/.test(extensionOf(name))
  },
  read: async (source, context) => [await read(source, context)],
}

async function read(source: ByteSource, context: ReadContext): Promise<ImportedLayer> {
  const warnings = new WarningList()
  const table = new FeatureTable(context.budget)
  context.expect(source.size)
  const encoding = await findEncoding(source, context)
  let builder: TableBuilder | null = null
  for await (const text of textPieces(source, encoding.name, context)) {
    const delimiter: string = builder?.delimiter ?? findDelimiter(text)
    const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true })
    for (const { type, code } of errors) {
      if (type === 'Quotes') {
        warnings.add({
          code: 'csv-quotes',
          message: `Quotation marks do not come in pairs (${code}); cells may run into each other.`,
          values: { detail: code },
        })
      }
    }
    const header: string[] = builder ? [] : (data.shift() ?? [])
    checkFieldCount(header.length)
    if (!builder) {
      builder = new TableBuilder(header, data, delimiter, table, warnings, context)
      await builder.prepare()
    }
    for (const [index, row] of data.entries()) {
      if (index % 256 === 255) await context.breathe()
      builder.add(row)
    }
  }
  if (!builder || builder.isNoTable) {
    throw new ProblemError({
      code: 'csv-not-a-table',
      message: `${source.name} is text, but no table: its first line has no columns.`,
      values: { name: source.name },
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
    },
    context,
  )
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

/** The text in pieces that end where a row does: at a line break outside quotation marks. */
async function* textPieces(
  source: ByteSource,
  encoding: string,
  context: ReadContext,
): AsyncGenerator<string> {
  const decoder = requireDecoder(encoding).stream()
  let rest = ''
  let isFirst = true
  for await (const chunk of context.chunks(source)) {
    let text = decoder.push(chunk)
    if (isFirst) text = text.replace(/^\uFEFF/, '')
    isFirst = false
    const whole: string = rest + text
    const cut: number = lastRowEnd(whole)
    if (cut > 0) yield whole.slice(0, cut)
    rest = whole.slice(cut)
    if (rest.length > MOST_ROW_LENGTH) throw rowTooLong(source.name, rest)
  }
  rest += decoder.end()
  if (rest.trim() !== '') yield rest
}

/** Longer rows come of quotation marks that are never closed, or of files that are no tables. */
const MOST_ROW_LENGTH = 16 << 20

function rowTooLong(name: string, row: string): ProblemError {
  const start = row.slice(0, 60).split(/[\r\n]/, 1)[0]!
  return new ProblemError({
    code: 'csv-row-too-long',
    message: `A row of ${name} is longer than ${MOST_ROW_LENGTH} characters: a quotation mark in it may never be closed. It begins with “${start}”.`,
    values: { name, limitBytes: MOST_ROW_LENGTH, value: start },
  })
}

function lastRowEnd(text: string): number {
  let isQuoted = false
  let end = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) isQuoted = !isQuoted
    else if (!isQuoted && (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)))
      end = at + 1
  }
  return end
}

/** The sign that cuts the first rows into the most columns, and all into as many. */
function findDelimiter(text: string): string {
  let best: string = ','
  let bestScore = 0
  const sample = text.slice(0, 65_536)
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(sample, { delimiter, preview: 50, skipEmptyLines: true })
    const width = data[0]?.length ?? 0
    if (width < 2) continue
    const same = data.filter((row) => row.length === width).length / data.length
    const score = same * same * Math.min(width, 50)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

/** Places a row, or says that it has none. */
type Place = (row: readonly string[]) => boolean

class TableBuilder {
  readonly delimiter: string
  readonly isNoTable: boolean
  readonly #names: readonly string[]
  readonly #table: FeatureTable
  readonly #warnings: WarningList
  readonly #context: ReadContext
  readonly #columns: CsvColumns
  readonly #hasDecimalComma: boolean
  readonly #place: Place
  #atNull = 0
  /** Longitudes counted westward that were turned, and those in the same column that had a minus sign. */
  #turned = 0
  #signedInWest = 0

  constructor(
    header: readonly string[],
    rows: readonly (readonly string[])[],
    delimiter: string,
    table: FeatureTable,
    warnings: WarningList,
    context: ReadContext,
  ) {
    this.delimiter = delimiter
    this.isNoTable = header.length < 2 && rows.length === 0
    this.#table = table
    this.#warnings = warnings
    this.#context = context
    this.#names = toFieldNames(header, warnings)
    for (const name of this.#names) table.declareField(name)
    const sample = rows.slice(0, SAMPLE_ROWS)
    const cells = sample.flat()
    const commas = cells.filter((cell) => /^\s*-?\d+,\d+\s*$/.test(cell)).length
    const points = cells.filter((cell) => /^\s*-?\d+\.\d+\s*$/.test(cell)).length
    this.#hasDecimalComma = delimiter !== ',' && commas > points
    this.#columns =
      context.choices.columns ??
      findColumns(
        this.#names,
        sample.map((row) => row.map((cell) => this.#normalise(cell))),
      )
    this.#place = this.#placer()
  }

  #normalise(cell: string): string {
    return this.#hasDecimalComma && /^\s*-?\d+,\d+\s*$/.test(cell) ? cell.replace(',', '.') : cell
  }

  add(row: readonly string[]): void {
    if (row.length !== this.#names.length) {
      this.#warnings.add({
        code: 'csv-row-length',
        message:
          'Rows have more or fewer cells than there are columns; cells without a column were left out.',
      })
    }
    for (const [index, name] of this.#names.entries()) {
      const cell = (row[index] ?? '').trim()
      if (cell !== '') this.#table.setValue(name, cell)
    }
    if (this.#columns.kind !== 'none' && !this.#place(row)) {
      this.#table.dropGeometry()
      const number = this.#table.length + 1
      const text = this.#placeTexts(row)
      this.#warnings.add({
        code: 'rows-without-place',
        message: `Rows without a place that can be read are features without geometry; the first is row ${number} (“${text}”).`,
        values: { row: number, value: text },
      })
    }
    this.#table.endFeature()
    this.#context.advance(0, 1)
  }

  /** What a row has in the columns of the place, as it stands, for a warning that names it. */
  #placeTexts(row: readonly string[]): string {
    const { kind: _, ...columns } = this.#columns
    const names = new Set<unknown>(Object.values(columns).flat())
    return this.#names
      .flatMap((name, index) => (names.has(name) ? [(row[index] ?? '').trim().slice(0, 40)] : []))
      .join('; ')
  }

  #placer(): Place {
    const at = (name: string) => {
      const index = this.#names.indexOf(name)
      if (index >= 0) return index
      throw new ProblemError({
        code: 'csv-column-missing',
        message: `The table has no column “${name.slice(0, 60)}”.`,
        values: { column: name.slice(0, 60) },
      })
    }
    const columns = this.#columns
    const cell = (row: readonly string[], index: number) => this.#normalise(row[index] ?? '')
    if (columns.kind === 'degrees') {
      const [lon, lat] = [at(columns.lon), at(columns.lat)]
      const parse = columns.isPacked ? parsePackedAngle : parseAngle
      const toLon = this.#longitudes(columns)
      return (row) =>
        this.#addDegrees(toLon(parse(cell(row, lon), 'lon')), parse(cell(row, lat), 'lat'))
    }
    if (columns.kind === 'degree-parts') {
      const [lon, lat] = [columns.lon.map(at), columns.lat.map(at)]
      const toLon = this.#longitudes(columns)
      const angle = (row: readonly string[], parts: readonly number[], axis: Axis) =>
        parseAngle(parts.map((index) => cell(row, index).trim() || '0').join(' '), axis)
      return (row) => this.#addDegrees(toLon(angle(row, lon, 'lon')), angle(row, lat, 'lat'))
    }
    if (columns.kind === 'plane') {
      const [x, y] = [at(columns.x), at(columns.y)]
      return (row) => this.#addPoint(parseMeters(cell(row, x)), parseMeters(cell(row, y)))
    }
    if (columns.kind === 'utm') {
      const [zone, east, north] = [at(columns.zone), at(columns.easting), at(columns.northing)]
      return (row) => this.#addUtm(row[zone] ?? '', cell(row, east), cell(row, north))
    }
    if (columns.kind === 'wkt') {
      const index = at(columns.wkt)
      return (row) => {
        const text = row[index] ?? ''
        if (isHexWkb(text)) return readWkb(parseHex(text), this.#table, this.#warnings)
        const geometry = parseWktGeometry(text, () => warnMeasuresWithoutHeights(this.#warnings))
        this.#table.addGeometry(geometry)
        return geometry !== null
      }
    }
    return () => false
  }

  /** Longitudes that are counted westward are turned, but for those that have their own minus sign. */
  #longitudes({ isWestPositive }: { readonly isWestPositive?: boolean }): (lon: number) => number {
    if (!isWestPositive) return (lon) => lon
    return (lon) => {
      if (!(lon > 0)) {
        if (lon < 0) this.#signedInWest++
        return lon
      }
      this.#turned++
      return -lon
    }
  }

  #addDegrees(lon: number, lat: number): boolean {
    // Eastward longitudes may run to 360; westward ones end where the others begin.
    if (Math.abs(lat) > 90 || lon > 360 || lon < -180) {
      this.#warnings.add({
        code: 'places-out-of-range',
        message:
          'Rows give a latitude or longitude beyond the Earth’s; they are features without geometry.',
      })
      return false
    }
    if (lon === 0 && lat === 0) this.#atNull++
    return this.#addPoint(lon, lat)
  }

  #addPoint(x: number, y: number): boolean {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return false
    this.#table.begin(GEOMETRY_CODES.Point, false)
    this.#table.position(x, y)
    return true
  }

  readonly #zones = new Map<number, Crs>()

  /**
   * `14N`, `14`, `14Q` (a band of the military grid: from N on it is north) or `-14` for the south. An
   * `S` is the south, except where the northing is one of band S, 32° to 40° north.
   */
  #addUtm(zoneText: string, east: string, north: string): boolean {
    const match = UTM_ZONE.exec(zoneText)
    const zone = Number(match?.[2])
    if (!match || !(zone >= 1 && zone <= 60)) return false
    const side = match[3]!.toUpperCase()
    const northing = parseMeters(north)
    const isBandS = side === 'S' && northing >= 3_530_000 && northing <= 4_440_000
    const isSouth =
      match[1] === '-' ||
      SOUTH_WORDS.has(side) ||
      (side === 'S' && !isBandS) ||
      (side.length === 1 && side < 'N')
    const crs = this.#zones.get(isSouth ? -zone : zone)
    if (!crs) return false
    const [lon, lat] = crs.toWgs84(parseMeters(east), northing)
    return this.#addPoint(lon, lat)
  }

  /** The systems of the zones, which are loaded once for all rows. */
  async prepare(): Promise<void> {
    if (this.#columns.kind !== 'utm') return
    for (let zone = 1; zone <= 60; zone++) {
      for (const south of ['', ' +south']) {
        const result = await parseCrs(`+proj=utm +zone=${zone}${south} +datum=WGS84`)
        if (result.ok) this.#zones.set(south ? -zone : zone, result.crs)
      }
    }
  }

  /** Numbers are made of the columns that hold nothing else. Returns the system of the places. */
  async finish(): Promise<string | null> {
    if (this.#atNull > 0) {
      this.#warnings.add({
        code: 'places-at-zero',
        message: `${this.#atNull} rows are at longitude 0, latitude 0, where nothing is; their place is likely missing.`,
        count: this.#atNull,
      })
    }
    if (this.#turned > 0) {
      this.#warnings.add({
        code: 'csv-west-from-name',
        message: `${this.#turned} longitudes without a sign were taken as west, as the name of their column says.`,
        count: this.#turned,
      })
    }
    if (this.#signedInWest > 0 && this.#turned > 0) {
      this.#warnings.add({
        code: 'csv-west-signed',
        message: `${this.#signedInWest} longitudes of the same column have a minus sign, and were taken as west too.`,
        count: this.#signedInWest,
      })
    }
    if (this.#columns.kind === 'utm' || (this.#columns.kind === 'plane' && this.#columns.crs)) {
      this.#warnings.add({
        code: 'utm-datum-assumed',
        message: 'UTM coordinates without a datum were taken as WGS 84.',
        count: this.#table.length,
      })
    }
    if (this.#columns.kind === 'none') {
      this.#warnings.add({
        code: 'csv-no-place',
        message: 'No columns hold a place; choose them to put the rows on the map.',
      })
    }
    for (const name of this.#names) {
      await this.#context.breathe()
      this.#table.convert(name, toNumbers(this.#hasDecimalComma))
    }
    const { kind } = this.#columns
    if (kind === 'plane') return this.#columns.crs ?? null
    if (kind === 'utm') return 'wgs84'
    return kind === 'degrees' || kind === 'degree-parts' ? 'wgs84-assumed' : null
  }
}

const SOUTH_WORDS: ReadonlySet<string> = new Set(['SUR', 'SUD', 'SOUTH'])

/** A name for every column, none twice, on one line. */
function toFieldNames(header: readonly string[], warnings: WarningList): string[] {
  const names = new FieldNames(warnings)
  return header.map((given, index) => {
    const oneLine = given.replaceAll(/\s+/g, ' ').trim()
    if (oneLine !== given.trim()) {
      warnings.add({
        code: 'field-names-one-line',
        message: 'Names of fields that ran over several lines were put on one.',
      })
    }
    return names.add(oneLine, index)
  })
}

/** Codes that begin with a zero are no numbers: `01234` is not 1234. */
function toNumbers(hasDecimalComma: boolean): (text: string) => number | null {
  const pattern = hasDecimalComma
    ? /^-?(0|[1-9]\d{0,14})(,\d+)?$/
    : /^-?(0|[1-9]\d{0,14})?(\.\d+)?([eE][+-]?\d{1,3})?$/
  return (text) => {
    if (!pattern.test(text) || text === '-') return null
    const number = Number(text.replace(',', '.'))
    return Number.isFinite(number) ? number : null
  }
}
