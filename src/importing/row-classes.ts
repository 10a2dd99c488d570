import type { Symbology } from '../catalog/symbology.ts'
import { classesOf, toClassifier } from '../model/classes.ts'
import type { FieldValue } from '../model/feature.ts'
import { setValue } from '../model/field-value.ts'

/** The classes of a layer's look as numbers. */
export interface RowClasses {
  /** 0 for rows of no class, which are not drawn. */
  readonly classOf: (row: number) => number
  readonly count: number
}

/** Sorts rows, of whose fields `readValue` gives the values, into the classes of a look. */
export function toRowClasses(
  symbology: Symbology,
  readValue: (row: number, field: string) => FieldValue,
): RowClasses {
  const classes = classesOf(symbology)
  const { field } = classes
  const count = classes.classes.length + 1
  if (field === undefined) return { classOf: () => 0, count }
  const classify = toClassifier(classes)
  const classOf = (row: number) => {
    const properties: Record<string, FieldValue> = {}
    setValue(properties, field, readValue(row, field))
    return classify(properties) + 1
  }
  return { classOf, count }
}
