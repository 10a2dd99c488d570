import type { WarningList } from './read-context.ts'

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

/**
 * The name of a field in a table that may have columns without a name or two of the same one. What the
 * table has so far is in `names`, to which the name is added; a change is told.
 *
 * @param given the name in the file, trimmed, or empty
 * @param index the place of the column, from 0
 */
export function toOwnFieldName(
  given: string,
  index: number,
  names: Set<string>,
  warnings: WarningList,
): string {
  let name = given || `field_${index + 1}`
  for (let suffix = 1; names.has(name); suffix++) name = `${given || 'field'}_${suffix}`
  names.add(name)
  if (name !== given) warnRenamedField(given, name, warnings)
  return name
}
