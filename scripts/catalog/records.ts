import type { CatalogFault } from '../../src/catalog/parse-catalog.ts'
import type { LayerRecord, LayerSupplement } from '../../src/catalog/record.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { recipes } from '../layers/index.ts'
import { unbundledLayers } from './unbundled.ts'

export interface Records {
  readonly records: readonly LayerRecord[]
  /** Layers of the map that the catalogue says nothing more of; they are left out of `records`. */
  readonly faults: readonly CatalogFault[]
}

/**
 * Joins what the pipeline found of its layers with what the catalogue says of them, and adds the
 * layers without data. A layer that was fetched and built, though its data do not come with the Atlas,
 * takes the place of its entry without data. A layer that came as a release package has its record from there
 * (`released`).
 */
export function toRecords(
  layers: readonly CatalogLayer[],
  released: ReadonlyMap<string, LayerSupplement> = new Map(),
): Records {
  const faults: CatalogFault[] = []
  const unbundled = new Map(unbundledLayers.map((record) => [record.id, record]))
  const built = layers.flatMap((layer): LayerRecord[] => {
    const entry = unbundled.get(layer.id)
    unbundled.delete(layer.id)
    const own = released.get(layer.id)
    if (own) return [{ ...layer, ...own }]
    if (entry) {
      // The layer as built is of shapes, whatever the publisher's file is.
      const { raster: _, ...described } = entry
      return [{ ...described, ...layer }]
    }
    const supplement = recipes.find(({ id }) => id === layer.id)?.record
    if (supplement) return [{ ...layer, ...supplement }]
    faults.push({
      entry: layer.id,
      field: '',
      message:
        'The catalogue has no countries, editions, projects and keywords for this layer: describe them as `record` of its recipe in scripts/layers.',
    })
    return []
  })
  return { records: [...built, ...unbundled.values()], faults }
}
