import type { Crs } from '../geo/crs.ts'
import type { Feature } from '../geo/feature.ts'
import type { Field } from '../geo/layer-schema.ts'
import { FieldFit } from './fit-fields.ts'
import type { FlatGeobufCrs } from './flatgeobuf/crs.ts'
import { writeFlatGeobufChunks } from './flatgeobuf/write.ts'
import {
  batches,
  type FeatureStream,
  Progress,
  Tally,
  toWholeLayer,
  type WriteInput,
  type WriteOptions,
  type Writer,
  type WriteSummary,
} from './writer.ts'

/** FlatGeobuf with a spatial index, in any CRS. */
export const flatgeobufWriter: Writer = {
  format: 'flatgeobuf',
  extension: 'fgb',
  mediaType: 'application/flatgeobuf',
  wgs84Only: false,
  write,
}

async function* write(
  input: WriteInput,
  options: WriteOptions,
): AsyncGenerator<Uint8Array, WriteSummary> {
  const tally = new Tally()
  const progress = new Progress(input.schema.featureCount, 3, options.onProgress)
  const fit = new FieldFit(input.schema.fields)
  let count = 0
  for await (const batch of batches(input.features(), options.signal)) {
    for (const { properties } of batch) fit.add(properties)
    count += batch.length
    progress.add(batch.length)
  }
  progress.endPass()
  const fields = fit.fields(tally).map(toHeldField)
  const asText = new Set(fields.filter((field) => field.type === 'string').map(({ name }) => name))
  const { isoXml: _, ...metadata } = input.metadata
  const layer = {
    name: input.name,
    title: input.title,
    ...(metadata.abstract && { description: metadata.abstract }),
    metadata,
    crs: toFlatGeobufCrs(input.crs),
    fields,
  }
  const pass = (): FeatureStream => prepared(input, asText, options.signal, progress)
  const { order, warnings } = yield* writeFlatGeobufChunks(layer, pass, {
    ...(options.signal && { signal: options.signal }),
  })
  options.onProgress?.(1)
  return {
    layers: [
      {
        ...toWholeLayer(input, count),
        fields: fields.map(({ name, type }) => ({ source: name, written: name, type })),
        order,
      },
    ],
    warnings: [...tally.warnings(), ...warnings],
  }
}

/** The format checks that fields of JSON are; what a layer calls so it keeps as text. */
function toHeldField(field: Field): Field {
  return field.type === 'json' ? { ...field, type: 'string' } : field
}

function toFlatGeobufCrs({ epsg, name, ogcWkt }: Crs): FlatGeobufCrs {
  if (epsg === 4326) return { org: 'EPSG', code: 4326, name: 'WGS 84' }
  return {
    ...(epsg !== null && { org: 'EPSG', code: epsg }),
    name,
    ...(ogcWkt !== null && { wkt: ogcWkt }),
  }
}

/** The features with the layer's own fields alone, numbers in fields of text as text. */
async function* prepared(
  { features, schema }: WriteInput,
  asText: ReadonlySet<string>,
  signal: AbortSignal | undefined,
  progress: Progress,
): AsyncGenerator<Feature, void> {
  const texts = schema.fields.map(({ name }) => name).filter((name) => asText.has(name))
  for await (const batch of batches(features(), signal)) {
    for (const feature of batch) {
      const mixed = texts.filter((name) => {
        const value = feature.properties[name]
        return value !== null && value !== undefined && typeof value !== 'string'
      })
      if (mixed.length === 0) {
        yield feature
      } else {
        const properties = { ...feature.properties }
        for (const name of mixed) properties[name] = String(properties[name])
        yield { ...feature, properties }
      }
    }
    progress.add(batch.length)
  }
}
