/**
 * A table that is asked for names from files and addresses: it has what it was given and nothing that objects
 * inherit, such as `constructor` or `__proto__`.
 */
export function toLookupTable<Value>(
  entries: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  return Object.freeze(Object.assign(Object.create(null), entries))
}
