import type { Localized } from '../model/schema.ts'
import type { LayerSymbol, Symbology } from './symbology.ts'

/** A line of a layer's legend: what one of its symbols stands for. */
export interface LegendClass {
  readonly id: string
  readonly label: Localized
  readonly symbol: LayerSymbol
}

/**
 * The classes of a layer in the order of its legend, those of last resort at the end; none where one
 * symbol stands for the whole layer.
 */
export function toLegendClasses(symbology: Symbology): readonly LegendClass[] {
  if (symbology.kind === 'simple') return []
  const last = symbology.kind === 'graduated' ? symbology.noData : symbology.other
  return last ? [...symbology.classes, last] : symbology.classes
}
