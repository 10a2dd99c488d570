/** Neighbouring bytes or blocks, `[start, end)`. */
export interface Range {
  readonly start: number
  readonly end: number
}

export interface JoinOptions {
  /** How much may be read for nothing in all. */
  readonly spare: number
  /** A wider gap is never worth its request. */
  readonly maxGap: number
  readonly maxRanges: number
}

/**
 * Joins wanted ranges (ascending, apart) into fewer: a request costs a round trip, a gap that is read
 * along costs its bytes. The smallest gaps are closed first, as long as all that is read for nothing
 * stays within `spare`, and beyond that only while there are more than `maxRanges`.
 */
export function joinRanges(
  wanted: readonly Range[],
  { spare, maxGap, maxRanges }: JoinOptions,
): readonly Range[] {
  const gaps = wanted.slice(1).map(({ start }, i) => ({ after: i, length: start - wanted[i]!.end }))
  gaps.sort((a, b) => a.length - b.length || a.after - b.after)
  let left = spare
  const closed = new Set<number>()
  for (const { after, length } of gaps) {
    const tooMuch = length > left || length > maxGap
    if (tooMuch && wanted.length - closed.size <= maxRanges) break
    left -= length
    closed.add(after)
  }
  const joined: Range[] = []
  wanted.forEach((range, i) => {
    if (i > 0 && closed.has(i - 1)) joined.push({ start: joined.pop()!.start, end: range.end })
    else joined.push(range)
  })
  return joined
}
