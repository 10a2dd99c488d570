import type { FieldValues } from '../model/feature.ts'
import { setValue, toReader } from '../model/field-value.ts'

/**
 * What tiles say of a feature: a vector tile holds texts, numbers and booleans (specification section 4.1),
 * no null, no bytes. What is empty, NaN too, is left out, and 64-bit integers are numbers.
 */
export function toTileProperties(
  fields: readonly string[],
): (properties: FieldValues) => Record<string, string | number | boolean> {
  const readers = fields.map((field) => [field, toReader(field)] as const)
  return (properties) => {
    const told: Record<string, string | number | boolean> = {}
    for (const [field, read] of readers) {
      const value = read(properties)
      if (value === null || value instanceof Uint8Array) continue
      setValue(told, field, typeof value === 'bigint' ? Number(value) : value)
    }
    return told
  }
}
