import type { Crs } from '../../geo/crs.ts'
import type { Warning } from '../../model/problem.ts'
import type { LayerSchema } from '../../model/schema.ts'
import { toFileStem } from '../contract/file-stem.ts'
import { Tally } from '../contract/tally.ts'
import {
  type ExportFormat,
  type FeatureStream,
  requireWgs84,
  type WriteInput,
  type WriteOptions,
  type WriteSummary,
} from '../contract/writer.ts'
import { projectFeatures } from '../geometry/project-features.ts'
import { WRITERS } from './writers.ts'

/** A layer to be written: the features of one pass are those of the next. */
export interface ExportLayer extends Omit<WriteInput, 'crs' | 'features' | 'schema'> {
  readonly schema: LayerSchema
  /** Longitude, latitude in degrees of WGS 84; called once for each pass over the data. */
  features(): FeatureStream
  /** How many images on the ground and on the screen belong to the layer: files of features have no place for them. */
  readonly imageCount?: number
}

/**
 * Writes a layer in a format and a CRS (formats that know WGS 84 alone refuse others). Yields the
 * file's bytes in order, and returns what was written and everything that had to be changed. Throws
 * a `ProblemError` where the format cannot hold the layer, and the signal's reason on abort.
 */
export async function* writeLayer(
  layer: ExportLayer,
  format: ExportFormat,
  crs: Crs,
  options: WriteOptions = {},
): AsyncGenerator<Uint8Array, WriteSummary> {
  const writer = await WRITERS[format]()
  if (writer.wgs84Only) requireWgs84(writer, crs)
  const tally = new Tally()
  let passes = 0
  const { rows, ...plain } = layer
  const input: WriteInput = {
    ...plain,
    // Their positions stand in WGS 84.
    ...(rows && crs.isWgs84 && { rows }),
    name: toFileStem(layer.name),
    crs,
    // Every pass meets the same geometries: only the first one tells of them.
    features: () => projectFeatures(layer.features(), crs, passes++ === 0 ? tally : new Tally()),
  }
  const { warnings, ...summary } = yield* writer.write(input, options)
  const notes = crs.notes.map((note) => ({ ...note, count: 1 }))
  return {
    ...summary,
    warnings: [...notes, ...toImageWarnings(layer), ...tally.warnings(), ...warnings],
  }
}

function toImageWarnings({ imageCount: count = 0 }: ExportLayer): readonly Warning[] {
  if (count === 0) return []
  return [
    {
      code: 'images-not-written',
      message:
        'Images on the ground or on the screen that belong to the layer are not in the file.',
      count,
    },
  ]
}
