import type { Crs } from '../../geo/crs.ts'
import { KEY_COLUMN } from '../../model/own-columns.ts'
import type { Field } from '../../model/schema.ts'
import { FieldFit } from '../contract/fit-fields.ts'
import { Progress } from '../contract/progress.ts'
import { Tally } from '../contract/tally.ts'
import {
  toWholeLayer,
  type WriteInput,
  type WriteOptions,
  type Writer,
  type WriteSummary,
} from '../contract/writer.ts'
import type { FlatGeobufCrs } from './crs.ts'
import { type ChunkOptions, writeFlatGeobufChunks } from './write.ts'

/** FlatGeobuf with a spatial index, in any CRS. */
export const flatgeobufWriter: Writer = {
  format: 'flatgeobuf',
  extension: 'fgb',
  mediaType: 'application/flatgeobuf',
  wgs84Only: false,
  // Keys are the Atlas's own: a file that leaves it has its fields alone.
  async *write(input, options) {
    const window = input.rows && { windowBytes: ROWS_WINDOW_BYTES }
    return (yield* writeLayer(input, { ...options, ...window })).summary
  },
}

/** To write rows twice takes little longer than to put them in order, and no memory. */
const ROWS_WINDOW_BYTES = 32 * 1024 * 1024

/**
 * Writes a layer as `flatgeobufWriter` does, and with a column of keys where `keys` says so: `once` for the
 * layer itself, `repeated` for an overview that may show a feature in pieces. Gives the keys' hashes, too.
 */
export async function* writeLayer(
  input: WriteInput,
  options: WriteOptions & Pick<ChunkOptions, 'windowBytes'>,
  keys: 'none' | 'once' | 'repeated' = 'none',
): AsyncGenerator<
  Uint8Array<ArrayBuffer>,
  { readonly summary: WriteSummary; readonly keyHashes: Float64Array | null }
> {
  const tally = new Tally()
  const progress = new Progress(input.schema.featureCount, 3, options.onProgress)
  const fit = new FieldFit(input.schema.fields)
  const { isoXml: _, ...metadata } = input.metadata
  const layer = {
    name: input.name,
    title: input.title,
    ...(metadata.abstract && { description: metadata.abstract }),
    metadata,
    crs: toFlatGeobufCrs(input.crs),
    ...(keys !== 'none' && { keyField: KEY_COLUMN, keysRepeat: keys === 'repeated' }),
  }
  const { schema, order, keyHashes, warnings } = yield* writeFlatGeobufChunks(
    layer,
    input.rows ?? input.features,
    {
      fieldSurvey: {
        add: (properties) => fit.add(properties),
        addValue: (name, value) => fit.addValue(name, value),
        fields: () => ({ fields: fit.fields(tally).map(toHeldField), warnings: [] }),
      },
      progress,
      ...(options.signal && { signal: options.signal }),
      ...(options.windowBytes !== undefined && { windowBytes: options.windowBytes }),
    },
  )
  const summary: WriteSummary = {
    layers: [
      {
        ...toWholeLayer(input, order.length),
        fields: schema.fields.map(({ name, type }) => ({ source: name, written: name, type })),
        order,
      },
    ],
    warnings: [...tally.warnings(), ...warnings],
  }
  return { summary, keyHashes }
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
