const MOST_NAMES = 5
const MOST_LENGTH = 30

/**
 * Names from an address or a file as a sentence of a notice has them, in which they stand beside their count:
 * the first five, each cut where it is long, so that a notice stays small whatever it is about.
 */
export function listNames(names: readonly string[]): string {
  const shown = names
    .slice(0, MOST_NAMES)
    .map((name) => (name.length > MOST_LENGTH ? `${name.slice(0, MOST_LENGTH)}…` : name))
  return [...shown, ...(names.length > MOST_NAMES ? ['…'] : [])].join(', ')
}
