import { readValue } from '../../model/field-value.ts'
import { type ByteSource, baseName } from '../bytes/byte-source.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import type { FlatGeobufCrs } from './crs.ts'
import { MAGIC } from './format.ts'
import { FlatGeobufFile, readFeatures } from './read.ts'
import { toLayerSchema } from './read-header.ts'

/** FlatGeobuf files among those that a user brings; the Atlas's own are read by ranges instead. */
export const flatgeobufReader: FormatReader = {
  id: 'flatgeobuf',
  // The letters alone, so that a file of another version is told to be one.
  sniff: ({ head }) => MAGIC.slice(0, 3).every((byte, index) => head[index] === byte),
  read: async (source, context) => [await read(source, context)],
}

async function read(source: ByteSource, context: ReadContext): Promise<ImportedLayer> {
  context.expect(source.size)
  const bytes = await context.readAll(source)
  const warnings = new WarningList()
  const table = new FeatureTable(context.budget)
  const file = new FlatGeobufFile(bytes)
  const { header } = file
  const schema = toLayerSchema(header)
  for (const { name } of schema.fields) table.declareField(name)
  const crs = header.crs && toText(header.crs)
  context.beginLayer(table, crs)
  const reading = readFeatures(file, bytes)
  // The bytes are there at once: what takes time is to make features of them.
  const bytesPerFeature = bytes.length / Math.max(1, schema.featureCount ?? 0)
  let step = reading.next()
  for (let index = 0; !step.done; step = reading.next(), index++) {
    const { geometry, properties } = step.value
    if (index % 256 === 255) await context.breathe()
    for (const { name } of schema.fields) table.setValue(name, readValue(properties, name))
    table.addGeometry(geometry)
    table.endFeature()
    context.advance(bytesPerFeature, 1)
  }
  warnings.addAll(step.value)
  context.budget.give(source.size)
  return finishLayer(
    {
      name: header.name || baseName(source.name),
      format: 'flatgeobuf',
      path: source.name,
      table,
      warnings,
      fields: schema.fields,
      crs,
      encoding: null,
    },
    context,
  )
}

function toText({ org, code, codeText, wkt }: FlatGeobufCrs): string | null {
  const isEpsg = (org ?? 'EPSG').toUpperCase() === 'EPSG'
  if (isEpsg && code) return `EPSG:${code}`
  return wkt ?? (org && (code || codeText) ? `${org}:${code || codeText}` : null)
}
