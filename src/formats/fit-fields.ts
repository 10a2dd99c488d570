import type { FieldValue } from '../geo/feature.ts'
import type { Field, FieldType } from '../geo/layer-schema.ts'
import { FieldInference } from './infer-fields.ts'
import type { Tally } from './writer.ts'

/** Types of values found that a field of a declared type takes as they are. */
const TAKES: Readonly<Record<FieldType, readonly FieldType[]>> = {
  boolean: ['boolean'],
  integer: ['integer'],
  long: ['integer', 'long'],
  double: ['integer', 'double'],
  string: ['string', 'date', 'datetime'],
  date: ['date'],
  datetime: ['date', 'datetime'],
  json: ['string'],
  binary: ['binary'],
}

/**
 * Finds whether the values of declared fields are of their types, for formats that hold values to
 * them. A field that a source declares wrongly takes the type of its values, and that is told.
 */
export class FieldFit {
  readonly #fields: readonly Field[]
  readonly #found: readonly FieldInference[]
  readonly #empty: boolean[]

  constructor(fields: readonly Field[]) {
    this.#fields = fields
    this.#found = fields.map(() => new FieldInference())
    this.#empty = fields.map(() => true)
  }

  add(properties: Readonly<Record<string, FieldValue>>): void {
    for (let index = 0; index < this.#fields.length; index++) {
      const value = properties[this.#fields[index]!.name] ?? null
      if (value === null) continue
      this.#empty[index] = false
      this.#found[index]!.addValue('value', value)
    }
  }

  fields(tally: Tally): readonly Field[] {
    return this.#fields.map((field, index) => {
      if (this.#empty[index]) return field
      const type = this.#found[index]!.fields().fields[0]!.type
      if (TAKES[field.type].includes(type)) return field
      tally.add(
        {
          code: 'field-retyped',
          message: `${field.name} is written as ${type}: its values are not all of its declared type, ${field.type}`,
          values: { field: field.name, declared: field.type, type },
        },
        1,
        `field-retyped ${field.name}`,
      )
      return { ...field, type }
    })
  }
}
