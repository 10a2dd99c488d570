import type { Symbology } from '../../src/catalog/symbology.ts'
import { FeatureTable } from '../../src/formats/contract/feature-table.ts'
import { DEFAULT_MAX_BYTES, MemoryBudget } from '../../src/formats/contract/read-context.ts'
import { OverviewMaker } from '../../src/importing/make-overviews.ts'
import type { Feature } from '../../src/model/feature.ts'
import { readValue } from '../../src/model/field-value.ts'

/** What makes overviews of these features, which keep their keys and have the field `kind`. */
export function overviewsOf(features: Iterable<Feature>, kinds: readonly string[]): OverviewMaker {
  const table = new FeatureTable(new MemoryBudget(DEFAULT_MAX_BYTES))
  const keys: string[] = []
  for (const { key, geometry, properties } of features) {
    keys.push(key)
    table.setValue('kind', readValue(properties, 'kind') ?? null)
    table.addGeometry(geometry)
    table.endFeature()
  }
  const symbology: Symbology = {
    kind: 'categories',
    field: 'kind',
    classes: kinds.map((kind) => ({
      id: kind,
      label: { en: kind, fr: kind, es: kind },
      symbol: {},
      values: [kind],
    })),
  }
  const value = (row: number, field: string) => table.value(row, field)
  return new OverviewMaker(
    { table, fields: ['kind'], value, keyOf: (row) => keys[row]! },
    symbology,
  )
}
