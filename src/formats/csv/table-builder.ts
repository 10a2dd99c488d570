import { type Crs, parseCrs } from '../../geo/crs.ts'
import { type Axis, parseAngle, parseMeters, parsePackedAngle } from '../../geo/parse-angle.ts'
import { parsePair } from '../../geo/parse-pair.ts'
import { type CsvColumns, columnsOf } from '../../model/csv-columns.ts'
import { type FeatureTable, GEOMETRY_CODES } from '../contract/feature-table.ts'
import { checkFieldCount, FieldNames } from '../contract/field-names.ts'
import { warnMeasuresWithoutHeights } from '../contract/measures.ts'
import type { ReadContext, WarningList } from '../contract/read-context.ts'
import { parsePlainNumber } from '../text/plain-number.ts'
import { isHexWkb, parseHex } from '../wkb/hex.ts'
import { readWkb } from '../wkb/read.ts'
import { parseWktGeometry } from '../wkt/parse.ts'
import type { CsvDialect } from './dialect.ts'
import { findColumns, UTM_ZONE } from './find-columns.ts'

/** Places a row, or says that it has none. */
type Place = (row: readonly string[]) => boolean

/** Makes features of the rows of a table: values by column, places by what the columns hold. */
export class TableBuilder {
  readonly #names: readonly string[]
  readonly #table: FeatureTable
  readonly #warnings: WarningList
  readonly #context: ReadContext
  /** The columns that hold the place by their names and values, whichever are taken. */
  readonly found: CsvColumns
  readonly #columns: CsvColumns
  readonly #dialect: CsvDialect
  readonly #place: Place
  #atNull = 0
  /** Longitudes counted westward that were turned, and those in the same column that had a minus sign. */
  #turned = 0
  #signedInWest = 0

  /**
   * @param header the names of the columns
   * @param sample the first rows below it, from which the columns of the place are found
   */
  constructor(
    header: readonly string[],
    sample: readonly (readonly string[])[],
    dialect: CsvDialect,
    table: FeatureTable,
    warnings: WarningList,
    context: ReadContext,
  ) {
    this.#dialect = dialect
    this.#table = table
    this.#warnings = warnings
    this.#context = context
    checkFieldCount(header.length)
    this.#names = toFieldNames(header, warnings)
    for (const name of this.#names) table.declareField(name)
    const cells = sample.map((row) => row.map((cell) => this.#normalise(cell)))
    this.found = findColumns(this.#names, cells)
    this.#columns = this.#chosen() ?? this.found
    if (this.#columns === this.found) this.#warnIfSeveral(cells)
    this.#place = this.#placer()
  }

  /** The columns that were chosen, where this table has them all: of several files they may be meant for another. */
  #chosen(): CsvColumns | null {
    const { columns } = this.#context.choices
    if (!columns) return null
    const missing = columnsOf(columns).find((name) => !this.#names.includes(name))
    if (missing === undefined) return columns
    const column = missing.slice(0, 60)
    this.#warnings.add({
      code: 'csv-column-missing',
      message: `The table has no column “${column}”, which was to hold the place; it was taken from where it was found.`,
      values: { column },
    })
    return null
  }

  /** Two places of one kind in a row are a guess which of them is meant. */
  #warnIfSeveral(sample: readonly (readonly string[])[]): void {
    const taken = columnsOf(this.found)
    const left = this.#names.flatMap((name, index) => (taken.includes(name) ? [] : [index]))
    const other = findColumns(
      left.map((index) => this.#names[index]!),
      sample.map((row) => left.map((index) => row[index] ?? '')),
    )
    if (other.kind === 'none' || other.kind !== this.found.kind) return
    const values = { columns: taken.join(', '), others: columnsOf(other).join(', ') }
    this.#warnings.add({
      code: 'csv-places-several',
      message: `The table gives several places in a row: they were taken from the columns ${values.columns}, and not from ${values.others}.`,
      values,
    })
  }

  #normalise(cell: string): string {
    return this.#dialect.decimalSign === ',' && /^\s*-?\d+,\d+\s*$/.test(cell)
      ? cell.replace(',', '.')
      : cell
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
    const names = columnsOf(this.#columns)
    return this.#names
      .flatMap((name, index) =>
        names.includes(name) ? [(row[index] ?? '').trim().slice(0, 40)] : [],
      )
      .join('; ')
  }

  #placer(): Place {
    const at = (name: string) => this.#names.indexOf(name)
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
    if (columns.kind === 'pair') {
      const index = at(columns.column)
      return (row) => {
        const pair = parsePair(cell(row, index), columns.order)
        return pair !== null && this.#addDegrees(...pair)
      }
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

  /** The system of columns of a plane, where their names say which; what else there is comes as degrees. */
  get planeCrs(): string | null {
    return this.#columns.kind === 'plane' ? (this.#columns.crs ?? null) : null
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
    if (this.#columns.kind === 'pair') {
      const { column, order } = this.#columns
      this.#warnings.add({
        code: order === 'lat-lon' ? 'csv-pair-lat-lon' : 'csv-pair-lon-lat',
        message: `Places were taken from the column “${column}”, in the order ${order}.`,
        values: { column },
        count: this.#table.length,
      })
    }
    await this.#convertNumbers()
    const { kind } = this.#columns
    if (kind === 'plane') return this.planeCrs
    if (kind === 'utm') return 'wgs84'
    return kind === 'degrees' || kind === 'degree-parts' || kind === 'pair' ? 'wgs84-assumed' : null
  }

  /** Makes numbers of the columns that hold nothing else, and says which had their thousands apart. */
  async #convertNumbers(): Promise<void> {
    const grouped: string[] = []
    for (const name of this.#names) {
      await this.#context.breathe()
      const numbers = new NumberColumn(this.#dialect.decimalSign)
      const isConverted = this.#table.convert(name, (text) => numbers.parse(text))
      if (isConverted && numbers.hasGroups) grouped.push(name)
    }
    if (grouped.length === 0) return
    const fields = grouped.slice(0, 10).join(', ')
    this.#warnings.add({
      code: 'csv-grouped-numbers',
      message: `Numbers whose thousands are set apart by blanks were read as numbers: ${fields}.`,
      values: { fields },
      count: grouped.length,
    })
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

/** Blanks that set thousands apart: of a typewriter, and those at which no line is broken. */
const GROUPED = /^-?[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?$/

/** The numbers of a column, which all its texts must be. */
class NumberColumn {
  hasGroups = false
  readonly #decimalSign: '.' | ','

  constructor(decimalSign: '.' | ',') {
    this.#decimalSign = decimalSign
  }

  parse(text: string): number | null {
    const isGrouped = GROUPED.test(text)
    if (isGrouped) this.hasGroups = true
    return parsePlainNumber(isGrouped ? text.replaceAll(/\s/g, '') : text, this.#decimalSign)
  }
}
