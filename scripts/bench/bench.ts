/**
 * A measurement of ours against a named peer in the same run, on the same machine and data. Seconds
 * differ from machine to machine; the ratio of two measured side by side does not, or hardly.
 */
export interface Bench {
  /** Words and hyphens, the subject first: `npm run bench -- flatgeobuf` runs all of one subject. */
  readonly name: string
  /** What is measured, in a sentence that a reader of the table understands. */
  readonly what: string
  /** Against whom: a package with its version, a browser's own, or what arithmetic allows at best. */
  readonly peer: string
  readonly unit: string
  /** The largest ratio of ours to the peer's that is good enough; smaller is better. */
  readonly target: number
  /** What is missing to measure it here, in words: it is then passed over, and these are printed. */
  readonly absent?: string
  readonly run: () => Promise<Measured>
}

export interface Measured {
  readonly ours: number
  readonly peer: number
  /** The least and the most of the rounds of which `ours` and `peer` are the medians. */
  readonly spread?: Readonly<Record<'ours' | 'peer', readonly [least: number, most: number]>>
  /** What else is worth knowing, in a few words. */
  readonly note?: string
}

export interface BenchResult extends Measured {
  readonly name: string
  readonly what: string
  readonly peerName: string
  readonly unit: string
  readonly target: number
  readonly ratio: number
  readonly passed: boolean
}

export async function runBench({ run, peer, ...bench }: Bench): Promise<BenchResult> {
  const measured = await run()
  const ratio = measured.ours / measured.peer
  return {
    ...bench,
    ...measured,
    peerName: peer,
    ratio,
    // A ratio that is not a number has measured nothing.
    passed: ratio <= bench.target,
  }
}

/**
 * The median milliseconds of each of two functions, run in turn so that both meet the same weather:
 * once each to warm up, then `rounds` times.
 */
export async function timeSideBySide(
  ours: () => unknown,
  peer: () => unknown,
  rounds = 7,
): Promise<Measured> {
  const times: Record<'ours' | 'peer', number[]> = { ours: [], peer: [] }
  for (let round = -1; round < rounds; round++) {
    for (const [side, measure] of [
      ['ours', ours],
      ['peer', peer],
    ] as const) {
      const start = performance.now()
      await measure()
      if (round >= 0) times[side].push(performance.now() - start)
    }
  }
  return toMeasured(times.ours, times.peer)
}

/** The medians of what was measured in each round, with the least and the most of them. */
export function toMeasured(ours: readonly number[], peer: readonly number[]): Measured {
  return {
    ours: median(ours),
    peer: median(peer),
    spread: { ours: rangeOf(ours), peer: rangeOf(peer) },
  }
}

const rangeOf = (values: readonly number[]): [number, number] => [
  Math.min(...values),
  Math.max(...values),
]

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}
