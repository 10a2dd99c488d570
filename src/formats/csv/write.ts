import type { Geometry } from 'geojson'
import type { FieldValue } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import { ProblemError } from '../../model/problem.ts'
import { toBase64 } from '../bytes/base64.ts'
import { batches } from '../contract/batches.ts'
import { Progress } from '../contract/progress.ts'
import { Tally } from '../contract/tally.ts'
import {
  toWholeLayer,
  type WriteInput,
  type WriteOptions,
  type Writer,
  type WriteSummary,
} from '../contract/writer.ts'
import { isFormula, toCsvCell } from '../text/csv-text.ts'
import { TextWriter } from '../text/text-writer.ts'
import { writeWkt } from '../wkt/write.ts'
import { findColumns, SAMPLE_ROWS } from './find-columns.ts'
import { toCsvMetadata } from './write-metadata.ts'

/**
 * CSV (RFC 4180) in UTF-8 with a byte order mark, without which spreadsheets misread accents. Points
 * have a column for each coordinate, other geometries one of well-known text.
 */
export const csvWriter: Writer = {
  format: 'csv',
  extension: 'csv',
  mediaType: 'text/csv',
  wgs84Only: false,
  write,
}

const ID = 'id'

async function* write(
  input: WriteInput,
  options: WriteOptions,
): AsyncGenerator<Uint8Array, WriteSummary> {
  const { schema, crs } = input
  const chosen = options.csv?.geometry
  const tally = new Tally()
  const progress = new Progress(schema.featureCount, chosen === 'wkt' ? 1 : 2, options.onProgress)
  const survey = chosen === 'wkt' ? null : await surveyPoints(input, options, progress, chosen)
  const layout = survey ? 'lon-lat' : 'wkt'
  const dimension = survey?.dimension ?? 0
  const geometryColumns =
    layout === 'wkt'
      ? ['WKT']
      : [...(crs.kind === 'geographic' ? ['lon', 'lat'] : ['x', 'y']), 'height', 'measure'].slice(
          0,
          dimension,
        )
  if (!crs.isWgs84) {
    tally.add({
      code: 'crs-not-recorded',
      message: `CSV cannot say itself that its coordinates are in ${crs.name}: the file beside it does`,
      values: { crs: crs.name },
    })
  }
  const cells = new CellWriter(options.csv?.keepFormulas ?? false, tally)
  const names = schema.fields.map(({ name }) => name)
  // Readers take blanks away around a column's name.
  const written = names.map((name) => name.trim())
  names.forEach((name, index) => {
    if (name === written[index]) return
    tally.add(
      {
        code: 'field-renamed',
        message: `${name} is named ${written[index]}: names have no blanks around them`,
        values: { field: name, name: written[index]! },
      },
      1,
      `field-renamed ${name}`,
    )
  })
  const header = [...toUniqueNames(geometryColumns, written), ...written].map((name) =>
    cells.guard(name, 'header'),
  )

  // To GDAL and others a file of one column is no table.
  const isNumbered = header.length === 1
  if (isNumbered) {
    header.push(ID)
    tally.add({
      code: 'id-field-added',
      message: `${schema.name} has no fields and a table needs two columns: the features' numbers are in ${ID}`,
      values: { field: ID },
    })
  }
  const text = new TextWriter()
  text.write(`\ufeff${header.map(toCsvCell).join(',')}\r\n`)
  let count = 0
  for await (const batch of batches(input.features(), options.signal)) {
    for (const feature of batch) {
      if (layout === 'wkt') writeGeometryCell(text, feature.geometry, tally)
      else writePositionCells(text, feature.geometry, dimension)
      for (const name of names) {
        text.write(',')
        const value = readValue(feature.properties, name)
        if (typeof value === 'number' && Number.isFinite(value)) text.number(value)
        else text.write(cells.value(value, name))
      }
      count++
      if (isNumbered) text.write(`,${count}`)
      text.write('\r\n')
    }
    if (text.full) yield text.take()
    progress.add(batch.length)
  }
  progress.endPass()
  yield text.take()
  const fields = schema.fields.map(({ name, type }, index) => ({
    source: name,
    written: written[index]!,
    type,
  }))
  return {
    layers: [{ ...toWholeLayer(input, count), fields, ...(isNumbered && { addedFields: [ID] }) }],
    beside: toCsvMetadata(input, options.fileName ?? `${input.name}.csv`, {
      layout,
      geometry: header.slice(0, geometryColumns.length),
      fields: header.slice(geometryColumns.length, geometryColumns.length + names.length),
      ids: isNumbered ? [ID] : [],
    }),
    warnings: tally.warnings(),
  }
}

/**
 * The ordinates that the points have, 2 to 4; `null` where nothing was chosen and well-known text is
 * better: for other geometries, for heights, which few readers find in a column, for coordinates that
 * are none of the Earth's, and where readers would take fields of the layer for the coordinates.
 */
async function surveyPoints(
  { features, schema, crs }: WriteInput,
  { signal }: WriteOptions,
  progress: Progress,
  chosen: 'lon-lat' | undefined,
): Promise<{ readonly dimension: number } | null> {
  let dimension = 2
  let isPoints = true
  const sample: string[][] = []
  const names = schema.fields.map(({ name }) => name)
  for await (const batch of batches(features(), signal)) {
    for (const { geometry, properties } of batch) {
      if (sample.length < SAMPLE_ROWS) {
        sample.push(names.map((name) => String(readValue(properties, name) ?? '')))
      }
      if (!geometry) continue
      if (geometry.type !== 'Point') {
        if (!chosen) {
          isPoints = false
          continue
        }
        throw new ProblemError({
          code: 'geometry-not-point',
          message: `Columns of coordinates hold points and the layer has a ${geometry.type}; choose well-known text (WKT)`,
          values: { type: geometry.type },
        })
      }
      const [x = 0, y = 0] = geometry.coordinates
      if (crs.kind === 'geographic' && !(Math.abs(x) <= 360 && Math.abs(y) <= 90)) isPoints = false
      if (geometry.coordinates.length > dimension) dimension = geometry.coordinates.length
    }
    progress.add(batch.length)
  }
  progress.endPass()
  const isClear = isPoints && dimension === 2 && findColumns(names, sample).kind === 'none'
  return chosen || isClear ? { dimension: Math.min(dimension, 4) } : null
}

/** Well-known text, quoted where it has commas: all but that of a point. */
function writeGeometryCell(text: TextWriter, geometry: Geometry | null, tally: Tally): void {
  if (!geometry) return
  const quote = geometry.type === 'Point' ? '' : '"'
  text.write(quote)
  const filled = writeWkt(text, geometry)
  text.write(quote)
  if (filled === 0) return
  tally.add(
    {
      code: 'height-filled',
      message: 'Positions without a height, among others that have one, are written at height 0',
    },
    filled,
  )
}

function writePositionCells(text: TextWriter, geometry: Geometry | null, dimension: number): void {
  const position = geometry?.type === 'Point' ? geometry.coordinates : []
  for (let index = 0; index < dimension; index++) {
    if (index > 0) text.write(',')
    const ordinate = position[index] ?? Number.NaN
    if (!Number.isNaN(ordinate)) text.number(ordinate)
  }
}

/** Names for the geometry's columns that no field has. */
function toUniqueNames(names: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()))
  return names.map((name) => {
    let unique = name
    while (used.has(unique.toLowerCase())) unique += '_'
    return unique
  })
}

class CellWriter {
  readonly #keepFormulas: boolean
  readonly #tally: Tally

  constructor(keepFormulas: boolean, tally: Tally) {
    this.#keepFormulas = keepFormulas
    this.#tally = tally
  }

  value(value: FieldValue, field: string): string {
    if (typeof value === 'string') return this.text(value, field)
    if (value === null) return ''
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#tally.add(
        {
          code: 'number-not-finite',
          message: `Values of ${field} that are not numbers or infinite are left empty`,
          values: { field },
        },
        1,
        `number-not-finite ${field}`,
      )
      return ''
    }
    if (value instanceof Uint8Array) return toBase64(value)
    return String(value)
  }

  text(text: string, field: string): string {
    return toCsvCell(this.guard(text, field))
  }

  /** The text as a spreadsheet takes it for no formula. */
  guard(text: string, field: string): string {
    if (this.#keepFormulas || !isFormula(text)) return text
    this.#tally.add(
      {
        code: 'formula-guarded',
        message: `Texts of ${field} that a spreadsheet would run as a formula have an apostrophe before them`,
        values: { field },
      },
      1,
      `formula-guarded ${field}`,
    )
    return `'${text}`
  }
}
