import type { Warning } from '../../model/problem.ts'

/** Counts what a writer changes, one tally a kind, in the order of first appearance. */
export class Tally {
  readonly #counts = new Map<string, { warning: Omit<Warning, 'count'>; count: number }>()

  /** `key` tells apart tallies of the same code, such as one a field. */
  add(warning: Omit<Warning, 'count'>, count = 1, key: string = warning.code): void {
    const tally = this.#counts.get(key)
    if (tally) tally.count += count
    else this.#counts.set(key, { warning, count })
  }

  warnings(): Warning[] {
    return [...this.#counts.values()].map(({ warning, count }) => ({
      ...warning,
      count,
      values: { ...warning.values, count },
    }))
  }
}
