import { ProblemError } from '../../model/problem.ts'
import type { WarningList } from './read-context.ts'

/** As many columns as a table of SQLite may have at most; other formats have fewer. */
export const MOST_FIELDS = 32_767

/** Throws the problem `fields-beyond-limit` where there are more. */
export function checkFieldCount(count: number): void {
  if (count <= MOST_FIELDS) return
  throw new ProblemError({
    code: 'fields-beyond-limit',
    message: `The layer has ${count} fields or more; layers of up to ${MOST_FIELDS} can be read. Take out columns, or turn them into rows.`,
    values: { count, limit: MOST_FIELDS },
  })
}

/** Tells that a field does not bear the name that the file gives it. */
export function warnRenamedField(given: string, name: string, warnings: WarningList): void {
  warnings.add(
    {
      code: 'field-name-changed',
      message: `The field “${given}” was renamed “${name}”, since a field needs a name of its own.`,
      values: { field: given, name },
    },
    `field-name-changed ${name}`,
  )
}

/** The names of a table's fields, which may have columns without a name or two of the same one. */
export class FieldNames {
  readonly #names = new Set<string>()
  /** The number to try next for each name that came again: thousands of the same one come fast. */
  readonly #next = new Map<string, number>()
  readonly #warnings: WarningList

  constructor(warnings: WarningList) {
    this.#warnings = warnings
  }

  /**
   * The name of the next field, which none before has; a change is told.
   *
   * @param given the name in the file, trimmed, or empty
   * @param index the place of the column, from 0
   */
  add(given: string, index: number): string {
    let name = given || `field_${index + 1}`
    if (this.#names.has(name)) {
      const base = given || 'field'
      let suffix = this.#next.get(base) ?? 1
      do name = `${base}_${suffix++}`
      while (this.#names.has(name))
      this.#next.set(base, suffix)
    }
    this.#names.add(name)
    if (name !== given) warnRenamedField(given, name, this.#warnings)
    return name
  }
}
