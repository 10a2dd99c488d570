import { drawnFields } from '../catalog/layer-files.ts'
import type { Symbology } from '../catalog/symbology.ts'
import { batches } from '../formats/contract/batches.ts'
import { FeatureTable } from '../formats/contract/feature-table.ts'
import { DEFAULT_MAX_BYTES, MemoryBudget } from '../formats/contract/read-context.ts'
import { EMPTY_BBOX, isEmpty, union } from '../geo/bbox.ts'
import { eachPosition, geometryBbox } from '../geo/positions.ts'
import type { Feature } from '../model/feature.ts'
import { readValue } from '../model/field-value.ts'
import { isOwnColumn } from '../model/own-columns.ts'
import type { LayerSchema } from '../model/schema.ts'
import type { LayerFeatures } from '../sources/feature-source.ts'
import { type Subset, subsetOf } from '../sources/subset.ts'
import { type ExportPart, isWhole, toSubset } from './selection.ts'

/** Features that were read once and are held for the passes that writers and receipts make over them. */
export interface HeldFeatures {
  /** With the count and the box of the features held. */
  readonly schema: LayerSchema
  features(): Iterable<Feature>
}

/**
 * Reads all features of a source into a table, by columns, which takes a small part of what objects
 * would: a network is read once, however many passes follow. Throws the `ProblemError` `memory-limit`
 * where they do not fit, and the signal's reason on abort.
 *
 * @param onRead called now and then with the number of features read
 */
export async function holdFeatures(
  source: LayerFeatures,
  options: {
    readonly signal?: AbortSignal
    readonly onRead?: (count: number) => void
    readonly maxBytes?: number
  } = {},
): Promise<HeldFeatures> {
  const { signal, onRead, maxBytes = DEFAULT_MAX_BYTES } = options
  const table = new FeatureTable(new MemoryBudget(maxBytes))
  const { fields } = source.schema
  for (const { name } of fields) table.declareField(name)
  const identities: Pick<Feature, 'key' | 'id'>[] = []
  // The table holds three coordinates: the few geometries with measures are kept as they are.
  const measured = new Map<number, Feature['geometry']>()
  let bbox = EMPTY_BBOX
  for await (const batch of batches(source.features(signal ? { signal } : {}), signal)) {
    for (const { key, id, geometry, properties } of batch) {
      if (geometry && hasMeasures(geometry)) measured.set(identities.length, geometry)
      for (const { name } of fields) table.setValue(name, readValue(properties, name))
      table.addGeometry(geometry)
      table.endFeature()
      bbox = union(bbox, geometryBbox(geometry))
      identities.push({ key, id })
    }
    onRead?.(identities.length)
  }
  return {
    schema: {
      ...source.schema,
      featureCount: identities.length,
      bbox: isEmpty(bbox) ? null : bbox,
    },
    *features() {
      for (let index = 0; index < identities.length; index++) {
        const feature = table.feature(index)
        const geometry = measured.get(index) ?? feature.geometry
        const { key, id } = identities[index]!
        yield { key, id, geometry, properties: feature.properties }
      }
    },
  }
}

/**
 * Reads a part of a source. Where fields are chosen, those by which the layer is drawn come along in
 * the features, but not in the schema: a styled format still knows which class a feature belongs to.
 */
export async function holdPart(
  source: LayerFeatures,
  part: ExportPart,
  symbology: Symbology | undefined,
  options: Parameters<typeof holdFeatures>[1] = {},
): Promise<HeldFeatures> {
  const { fields } = source.schema
  const own = fields.filter(({ name }) => !isOwnColumn(name))
  const drawn = symbology
    ? drawnFields(symbology).filter((name) => fields.some((field) => field.name === name))
    : []
  const subset: Subset = {
    ...toSubset(part),
    ...(part.fields && { fields: [...new Set([...part.fields, ...drawn])] }),
  }
  const held = await holdFeatures(isWhole(part) ? source : subsetOf(source, subset), options)
  const chosen = part.fields ? own.filter(({ name }) => part.fields!.includes(name)) : own
  return { schema: { ...held.schema, fields: chosen }, features: held.features }
}

function hasMeasures(geometry: NonNullable<Feature['geometry']>): boolean {
  let found = false
  eachPosition(geometry, (position) => {
    found ||= position.length > 3
  })
  return found
}
