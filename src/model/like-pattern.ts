/**
 * The patterns of SQL's `LIKE` (ISO/IEC 9075-2, section 8.5): `%` stands for any characters, none included,
 * and `_` for any one, a code point.
 */

/** What a sign of a pattern stands for. */
export interface Wildcard {
  readonly stands: 'any characters' | 'any one'
}

const ANY: Wildcard = { stands: 'any characters' }
const ONE: Wildcard = { stands: 'any one' }
const WILDCARDS: ReadonlyMap<string, Wildcard> = new Map([
  ['%', ANY],
  ['_', ONE],
])

/** Code points and what stands for others. */
export type LikePattern = readonly (string | Wildcard)[]

/** Before a `%` or `_` that is meant as it is, and before itself. */
export const PATTERN_ESCAPE = '\\'

/** A text as a pattern that it alone meets. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[%_\\]/g, '\\$&')
}

/** Reads a pattern; after the escape character any character is meant as it is. */
export function parsePattern(text: string, escapeCharacter: string | null): LikePattern {
  const pattern: (string | Wildcard)[] = []
  let isEscaped = false
  for (const character of text) {
    if (!isEscaped && character === escapeCharacter) {
      isEscaped = true
    } else {
      pattern.push((!isEscaped && WILDCARDS.get(character)) || character)
      isEscaped = false
    }
  }
  return pattern
}

/** Writes a pattern as `parsePattern` reads it with `PATTERN_ESCAPE`. */
export function formatPattern(pattern: LikePattern): string {
  return pattern
    .map((part) => (typeof part === 'string' ? escapePattern(part) : part === ANY ? '%' : '_'))
    .join('')
}

/**
 * Whether a text, as code points, meets a pattern. Without regular expressions, which a hostile pattern
 * could make endless: greedy, going back to the last `%` alone, at worst the product of the lengths.
 */
export function matchesPattern(text: readonly string[], pattern: LikePattern): boolean {
  let at = 0
  let wanted = 0
  let afterAny = -1
  let retryAt = 0
  while (at < text.length) {
    if (pattern[wanted] === ANY) {
      afterAny = ++wanted
      retryAt = at
    } else if (
      wanted < pattern.length &&
      (pattern[wanted] === ONE || pattern[wanted] === text[at])
    ) {
      at++
      wanted++
    } else if (afterAny >= 0) {
      wanted = afterAny
      at = ++retryAt
    } else {
      return false
    }
  }
  while (pattern[wanted] === ANY) wanted++
  return wanted === pattern.length
}
