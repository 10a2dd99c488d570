import { classesOf, toClassifier } from '../model/classes.ts'
import type { FieldValues } from '../model/feature.ts'
import type { LayerEntry } from './device-layer.ts'

/** How a feature is drawn: the symbol and the words of its class in the legend; `null` where it has none. */
export function lookOf({ symbology }: Pick<LayerEntry, 'symbology'>, properties: FieldValues) {
  if (!symbology) return null
  const classes = classesOf(symbology)
  return classes.classes[toClassifier(classes)(properties)]?.look ?? null
}
