import { readValue } from '../../model/field-value.ts'
import { type ByteSource, baseName } from '../bytes/byte-source.ts'
import { ByteWindow } from '../bytes/window.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { truncated } from './corrupt.ts'
import type { FlatGeobufCrs } from './crs.ts'
import { MAGIC, SIZE_PREFIX_BYTES } from './format.ts'
import { ForgivingReader } from './read.ts'
import {
  type FlatGeobufHeader,
  PREAMBLE_BYTES,
  readHeader,
  readHeaderEnd,
  toLayerSchema,
} from './read-header.ts'

/** FlatGeobuf files among those that a user brings; the Atlas's own are read by ranges instead. */
export const flatgeobufReader: FormatReader = {
  id: 'flatgeobuf',
  // The letters alone, so that a file of another version is told to be one.
  sniff: ({ head }) => MAGIC.slice(0, 3).every((byte, index) => head[index] === byte),
  read: async (source, context) => [await read(source, context)],
}

async function read(source: ByteSource, context: ReadContext): Promise<ImportedLayer> {
  context.expect(source.size)
  const warnings = new WarningList()
  const table = new FeatureTable(context.budget)
  const header = await readHead(source)
  context.advance(header.featuresByteOffset, 0)
  const schema = toLayerSchema(header)
  for (const { name } of schema.fields) table.declareField(name)
  const crs = header.crs && toText(header.crs)
  context.beginLayer(table, crs)
  const reader = new ForgivingReader(header)
  const window = new ByteWindow(source, context)
  const { featureCount } = header
  let at = header.featuresByteOffset
  for (let place = 0; featureCount === null ? at < source.size : place < featureCount; place++) {
    if (place % 256 === 255) await context.breathe()
    const prefixEnd = at + SIZE_PREFIX_BYTES
    if (!window.has(at, prefixEnd)) await moveWithin(window, at, prefixEnd)
    const end = prefixEnd + window.view.getUint32(at - window.start, true)
    if (!window.has(at, end)) await moveWithin(window, at, end)
    const feature = reader.read(window.bytes, at - window.start, place)
    at = end
    if (!feature) continue
    for (const { name } of schema.fields) table.setValue(name, readValue(feature.properties, name))
    table.addGeometry(feature.geometry)
    table.endFeature()
    context.advance(0, 1)
  }
  warnings.addAll(reader.warnings(source.size - at))
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

/** What stands before the features; throws as `FlatGeobufFile` does. */
async function readHead(source: ByteSource): Promise<FlatGeobufHeader> {
  const { size } = source
  const preamble = await source.read(0, Math.min(size, PREAMBLE_BYTES))
  const header = readHeader(await source.read(0, Math.min(size, readHeaderEnd(preamble))))
  if (size < header.featuresByteOffset) throw truncated(header.featuresByteOffset, size)
  return header
}

async function moveWithin(window: ByteWindow, start: number, end: number): Promise<void> {
  if (end > window.size) throw truncated(end, window.size)
  await window.move(start, end)
}

function toText({ org, code, codeText, wkt }: FlatGeobufCrs): string | null {
  const isEpsg = (org ?? 'EPSG').toUpperCase() === 'EPSG'
  if (isEpsg && code) return `EPSG:${code}`
  return wkt ?? (org && (code || codeText) ? `${org}:${code || codeText}` : null)
}
