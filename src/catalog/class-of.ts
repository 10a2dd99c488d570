import { classesOf, toClassifier } from '../model/classes.ts'
import type { FieldValues } from '../model/feature.ts'
import type { Symbology } from './symbology.ts'

/** What a layer's legend says of the class that a feature is in; `undefined` where it is in none. */
export function classOf(symbology: Symbology, properties: FieldValues) {
  const classes = classesOf(symbology)
  return classes.classes[toClassifier(classes)(properties)]?.look
}
