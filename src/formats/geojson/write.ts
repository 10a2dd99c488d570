import type { Geometry, Position } from 'geojson'
import type { Feature, FieldValue } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import type { Field } from '../../model/schema.ts'
import { toBase64 } from '../bytes/base64.ts'
import { batches } from '../contract/batches.ts'
import { Progress } from '../contract/progress.ts'
import { Tally } from '../contract/tally.ts'
import {
  requireWgs84,
  toWholeLayer,
  type WriteInput,
  type WriteOptions,
  type Writer,
  type WriteSummary,
} from '../contract/writer.ts'
import { dimensionOf } from '../geometry/dimension-of.ts'
import { RING_CLOSED, toRightHanded } from '../geometry/ring.ts'
import { TextWriter } from '../text/text-writer.ts'

/** GeoJSON, one feature collection (RFC 7946). */
export const geojsonWriter: Writer = {
  format: 'geojson',
  extension: 'geojson',
  mediaType: 'application/geo+json',
  wgs84Only: true,
  write: (input, options) =>
    write(input, options, {
      start: `${toCollectionStart(input)}"features":[\n`,
      separator: ',\n',
      end: '\n]}\n',
    }),
}

/** A feature a line, for tools that read a file as it comes (newline-delimited JSON). */
export const geojsonSequenceWriter: Writer = {
  format: 'geojsonseq',
  extension: 'geojsonl',
  mediaType: 'application/geo+json-seq',
  wgs84Only: true,
  write: (input, options) => write(input, options, { start: '', separator: '\n', end: '\n' }),
}

/** What is known of the layer, as foreign members (RFC 7946 section 6.1). */
function toCollectionStart({ name, title, metadata }: WriteInput): string {
  const { isoXml: _, ...known } = metadata
  const members = Object.entries({ type: 'FeatureCollection', name, title, metadata: known })
  return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},`).join('\n')}\n`
}

async function* write(
  input: WriteInput,
  options: WriteOptions,
  frame: { readonly start: string; readonly separator: string; readonly end: string },
): AsyncGenerator<Uint8Array, WriteSummary> {
  requireWgs84({ format: 'geojson' }, input.crs)
  const tally = new Tally()
  const progress = new Progress(input.schema.featureCount, 1, options.onProgress)
  const members = input.schema.fields.map((field) => ({
    field,
    key: `${JSON.stringify(field.name)}:`,
  }))
  const text = new TextWriter()
  text.write(frame.start)
  let count = 0
  for await (const batch of batches(input.features(), options.signal)) {
    for (const feature of batch) {
      if (count++ > 0) text.write(frame.separator)
      writeFeature(text, feature, members, tally)
    }
    if (text.full) yield text.take()
    progress.add(batch.length)
  }
  progress.endPass()
  text.write(count > 0 ? frame.end : frame.end.trimStart())
  yield text.take()
  return { layers: [toWholeLayer(input, count)], warnings: tally.warnings() }
}

interface Member {
  readonly field: Field
  readonly key: string
}

function writeFeature(
  out: TextWriter,
  { id, geometry, properties }: Feature,
  members: readonly Member[],
  tally: Tally,
): void {
  out.write('{"type":"Feature","id":')
  out.number(id)
  out.write(',"geometry":')
  if (!geometry) {
    out.write('null')
  } else {
    if (dimensionOf(geometry) > 3) {
      tally.add({
        code: 'measures-dropped',
        message: 'Measures (a fourth coordinate) are left out: the format holds three coordinates',
      })
    }
    writeGeometry(out, geometry, tally)
  }
  out.write(',"properties":{')
  for (let index = 0; index < members.length; index++) {
    const { field, key } = members[index]!
    out.write(index > 0 ? `,${key}` : key)
    const value = readValue(properties, field.name)
    if (typeof value === 'number' && Number.isFinite(value)) out.fieldNumber(value, field.type)
    else out.write(toValueText(value, field, tally))
  }
  out.write('}}')
}

function writeGeometry(out: TextWriter, geometry: Geometry, tally: Tally): void {
  const onClosed = (): void => tally.add(RING_CLOSED)
  out.write(`{"type":"${geometry.type}",`)
  if (geometry.type === 'GeometryCollection') {
    out.write('"geometries":')
    writeArray(out, geometry.geometries, (_, part) => writeGeometry(out, part, tally))
  } else {
    out.write('"coordinates":')
    if (geometry.type === 'Polygon') {
      writeArray(out, toRightHanded(geometry.coordinates, onClosed), writeLine)
    } else if (geometry.type === 'MultiPolygon') {
      writeArray(out, geometry.coordinates, (part, rings) =>
        writeArray(part, toRightHanded(rings, onClosed), writeLine),
      )
    } else if (geometry.type === 'MultiLineString') {
      writeArray(out, geometry.coordinates, writeLine)
    } else if (geometry.type === 'Point') {
      writePosition(out, geometry.coordinates)
    } else {
      writeLine(out, geometry.coordinates)
    }
  }
  out.write('}')
}

function writeArray<Part>(
  out: TextWriter,
  parts: readonly Part[],
  write: (out: TextWriter, part: Part) => void,
): void {
  out.write('[')
  for (let index = 0; index < parts.length; index++) {
    if (index > 0) out.write(',')
    write(out, parts[index]!)
  }
  out.write(']')
}

function writeLine(out: TextWriter, line: readonly Position[]): void {
  writeArray(out, line, writePosition)
}

/** Three elements at most (RFC 7946 section 3.1.1), a height only where there is one. */
function writePosition(out: TextWriter, position: Position): void {
  out.write('[')
  if (position.length > 0) {
    out.number(position[0]!)
    out.write(',')
    out.number(position[1]!)
    if (position.length > 2 && !Number.isNaN(position[2])) {
      out.write(',')
      out.number(position[2]!)
    }
  }
  out.write(']')
}

function toValueText(value: FieldValue, field: Field, tally: Tally): string {
  if (typeof value === 'string') {
    return field.type === 'json' ? toJsonText(value) : JSON.stringify(value)
  }
  if (typeof value === 'number') {
    tally.add(
      {
        code: 'number-not-finite',
        message: `Values of ${field.name} that are not numbers or infinite are left empty`,
        values: { field: field.name },
      },
      1,
      `number-not-finite ${field.name}`,
    )
    return 'null'
  }
  if (value instanceof Uint8Array) {
    tally.add(
      {
        code: 'bytes-as-base64',
        message: `${field.name} holds bytes, written as base64 text`,
        values: { field: field.name },
      },
      1,
      `bytes-as-base64 ${field.name}`,
    )
    return `"${toBase64(value)}"`
  }
  return String(value)
}

/** A value of a JSON field stands in the file as itself, not as text of a text. */
function toJsonText(value: string): string {
  try {
    return JSON.stringify(JSON.parse(value))
  } catch {
    return JSON.stringify(value)
  }
}
