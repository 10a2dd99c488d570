import { type Condition, combine, isSeveral } from './condition.ts'
import { toChoice } from './field-choice.ts'

/** A filter as readers put it together: conditions, all or any of which hold. */
export interface FilterParts {
  readonly match: 'all' | 'any'
  readonly parts: readonly Condition[]
}

/** The parts of a filter: what is chosen of one field is one, however it is said. */
export function toParts(filter: Condition | null, match: FilterParts['match']): FilterParts {
  if (!filter) return { match, parts: [] }
  const isSplit = (filter.kind === 'all' || filter.kind === 'any') && !toChoice(filter)
  return isSplit ? { match: filter.kind, parts: filter.of } : { match, parts: [filter] }
}

export function toFilter({ match, parts }: FilterParts): Condition | null {
  return isSeveral(parts) ? combine(match, parts) : null
}

/** With a part in place of another one, at the end where there was none, without it where it is none now. */
export function withPart(
  { match, parts }: FilterParts,
  place: number,
  part: Condition | null,
): FilterParts {
  const at = place < 0 ? parts.length : place
  return { match, parts: parts.toSpliced(at, 1, ...(part ? [part] : [])) }
}

/**
 * What narrows the counts of a part's own values: the other parts where all must hold, never itself; where any part will
 * do none narrows another.
 */
export function othersOf({ match, parts }: FilterParts, place: number): readonly Condition[] {
  return match === 'all' ? parts.filter((_, at) => at !== place) : []
}

/** The part that is chosen of a field, and its place; -1 where nothing is. */
export function placeOf({ parts }: FilterParts, field: string): number {
  return parts.findIndex((part) => toChoice(part)?.field === field)
}
