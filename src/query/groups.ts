import type { Condition } from '../model/condition.ts'
import type { FieldValue } from '../model/feature.ts'
import { ProblemError } from '../model/problem.ts'
import { type Column, EMPTY_CODE, valueAt } from './column.ts'
import { evaluate, TRUE } from './filter.ts'

/** More groups than this are no help to anybody: the field names its features. */
export const MOST_GROUPS = 10_000

/** To which group each row belongs. */
export interface Places {
  /** The values of the groups, in the order in which they were met. */
  readonly values: readonly FieldValue[]
  /** Of each row, in their order, the place of its value. */
  readonly placeOf: Uint32Array
}

/**
 * Tells rows apart by the values of a column.
 *
 * @param most as many groups there may be
 * @param toGroup makes the value of a group of that of a row: each different text is asked for once
 * @throws ProblemError `query-too-many-groups`
 */
export function toPlaces(
  rows: Uint32Array,
  column: Column,
  most: number,
  toGroup: (value: FieldValue) => FieldValue = (value) => value,
): Places {
  const places = new Map<FieldValue, number>()
  const toPlace = (value: FieldValue): number => {
    const group = toGroup(value)
    let place = places.get(group)
    if (place === undefined) {
      place = places.size
      if (place === most) throw tooManyGroups(column.field.name, most)
      places.set(group, place)
    }
    return place
  }
  // Texts are told apart by their codes, each looked up once.
  const placeOfCode = new Map<number, number>()
  const placeAt = (row: number): number => {
    if (column.kind !== 'text' || column.odd.has(row)) return toPlace(valueAt(column, row))
    const code = column.codes[row]!
    let place = placeOfCode.get(code)
    if (place === undefined) {
      place = toPlace(code === EMPTY_CODE ? null : column.dictionary[code - 1]!)
      placeOfCode.set(code, place)
    }
    return place
  }
  const placeOf = Uint32Array.from(rows, placeAt)
  return { values: [...places.keys()], placeOf }
}

/** Of each row the number of the first condition that it meets, and how many there are where it meets none. */
export function toClassPlaces(
  rows: Uint32Array,
  conditions: readonly Condition[],
  columns: ReadonlyMap<string, Column>,
  rowCount: number,
): Uint32Array {
  const truths = conditions.map((condition) => evaluate(condition, columns, rowCount))
  return Uint32Array.from(rows, (row) => {
    const own = truths.findIndex((truth) => truth[row] === TRUE)
    return own < 0 ? conditions.length : own
  })
}

function tooManyGroups(field: string, limit: number): ProblemError {
  return new ProblemError({
    code: 'query-too-many-groups',
    message: `The field “${field}” has more than ${limit} different values: it cannot be grouped by`,
    values: { field, limit },
  })
}
