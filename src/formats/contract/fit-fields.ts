import type { FieldValue, FieldValues } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import type { Field, FieldType } from '../../model/schema.ts'
import { HUGE, kindOf, PLAIN_KINDS, typeOfKinds } from './infer-fields.ts'
import type { Tally } from './tally.ts'

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
  readonly #places: ReadonlyMap<string, number>
  /** Of each field, the kinds of its values so far. */
  readonly #kinds: number[]

  constructor(fields: readonly Field[]) {
    this.#fields = fields
    this.#places = new Map(fields.map(({ name }, index) => [name, index]))
    this.#kinds = fields.map(() => 0)
  }

  add(properties: FieldValues): void {
    const fields = this.#fields
    for (let index = 0; index < fields.length; index++) {
      const value = readValue(properties, fields[index]!.name)
      if (value !== null && value !== undefined) this.#add(index, value)
    }
  }

  /** For who holds values by field. */
  addValue(name: string, value: FieldValue): void {
    const index = this.#places.get(name)
    if (index !== undefined && value !== null) this.#add(index, value)
  }

  #add(index: number, value: NonNullable<FieldValue>): void {
    const kinds = this.#kinds
    const plain = PLAIN_KINDS[this.#fields[index]!.type]
    kinds[index]! |= plain && plain[0] === typeof value ? plain[1] : kindOf(value, kinds[index]!)
  }

  fields(tally: Tally): readonly Field[] {
    return this.#fields.map((field, index) => {
      const kinds = this.#kinds[index]!
      if (kinds === 0) return field
      const type = kinds & HUGE ? 'string' : (typeOfKinds(kinds, field.name) ?? 'string')
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
