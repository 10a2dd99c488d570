import { findLookAlikes, toMarkedClasses } from '../../src/catalog/look-alike.ts'
import type { CatalogFault } from '../../src/catalog/parse-catalog.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'

/** Markers of two layers that some reader takes for one another. */
export function checkLooks(layers: readonly CatalogLayer[]): CatalogFault[] {
  return findLookAlikes(toMarkedClasses(layers)).map(([a, b]) => ({
    entry: a.layer,
    field: ['symbology', a.id].filter(Boolean).join('.'),
    message: `Its marker looks like that of ${[b.layer, b.id].filter(Boolean).join(', ')}, to some readers at least: give one of them another shape, or make it hollow.`,
  }))
}
