import type { Geometry, Position } from 'geojson'
import type { Feature, FieldValue } from '../../geo/feature.ts'
import type { Field } from '../../geo/layer-schema.ts'
import { toBase64 } from '../base64.ts'
import { toRightHanded } from '../ring.ts'
import { TextWriter } from '../text-writer.ts'
import {
  batches,
  Progress,
  requireWgs84,
  Tally,
  toWholeLayer,
  type WriteInput,
  type WriteOptions,
  type Writer,
  type WriteSummary,
} from '../writer.ts'

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
      text.write(toFeatureText(feature, members, tally))
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

function toFeatureText(feature: Feature, members: readonly Member[], tally: Tally): string {
  let text = `{"type":"Feature","id":${feature.id},"geometry":${toGeometryText(feature.geometry, tally)},"properties":{`
  for (let index = 0; index < members.length; index++) {
    const { field, key } = members[index]!
    const value = feature.properties[field.name] ?? null
    text += (index > 0 ? ',' : '') + key + toValueText(value, field, tally)
  }
  return `${text}}}`
}

function toGeometryText(geometry: Geometry | null, tally: Tally): string {
  return JSON.stringify(geometry && toRfcGeometry(geometry, tally))
}

function toRfcGeometry(geometry: Geometry, tally: Tally): Geometry {
  if (geometry.type === 'GeometryCollection') {
    return {
      type: geometry.type,
      geometries: geometry.geometries.map((part) => toRfcGeometry(part, tally)),
    }
  }
  const { type } = geometry
  let coordinates: unknown = geometry.coordinates
  if (type === 'Polygon') coordinates = toRightHanded(geometry.coordinates)
  else if (type === 'MultiPolygon') coordinates = geometry.coordinates.map(toRightHanded)
  return { type, coordinates: withoutMeasures(coordinates, tally) } as Geometry
}

/** Positions have three elements at most (RFC 7946 section 3.1.1). */
function withoutMeasures(coordinates: unknown, tally: Tally): unknown {
  let first = coordinates as Position | Position[] | Position[][] | Position[][][]
  while (Array.isArray(first[0])) first = first[0] as typeof first
  if (first.length < 4) return coordinates
  const cut = (nested: unknown[]): unknown[] =>
    Array.isArray(nested[0]) ? nested.map((part) => cut(part as unknown[])) : nested.slice(0, 3)
  tally.add({
    code: 'measures-dropped',
    message: 'Measures (a fourth coordinate) are left out: the format holds three coordinates',
  })
  return cut(coordinates as unknown[])
}

function toValueText(value: FieldValue, field: Field, tally: Tally): string {
  if (typeof value === 'string') {
    return field.type === 'json' ? toJsonText(value) : JSON.stringify(value)
  }
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return String(value)
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
