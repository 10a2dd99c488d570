/**
 * The two sides of a measurement, each in a process of its own: neither collects the garbage of the other, or runs what the
 * engine has compiled for the other's values. This file is also what these processes run.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { type Measured, toMeasured } from './bench.ts'

/** Makes ready what is measured, which is what it gives. */
export type Side = () => () => unknown

/** What a file whose sides are measured apart exports as `sides`, by the names of its benches. */
export type Sides = Readonly<Record<string, { readonly ours: Side; readonly peer: Side }>>

const WARM_UPS = 1

/** One after another in each round: what a run leaves is collected in the next, and not while the other side has its turn. */
const RUNS_A_ROUND = 4

/**
 * As `timeSideBySide`, of sides that a file exports: in turn, so that both meet the same weather.
 *
 * @param file the file's `import.meta.url`
 */
export async function timeApart(file: string, name: string, rounds = 7): Promise<Measured> {
  const [ours, peer] = (['ours', 'peer'] as const).map((side) =>
    fork(import.meta.filename, [file, name, side]),
  ) as [ChildProcess, ChildProcess]
  const times: Record<'ours' | 'peer', number[]> = { ours: [], peer: [] }
  try {
    for (let round = -WARM_UPS; round < rounds; round++) {
      const [own, theirs] = [await timeOnce(ours), await timeOnce(peer)]
      if (round < 0) continue
      times.ours.push(own)
      times.peer.push(theirs)
    }
  } finally {
    ours.kill()
    peer.kill()
  }
  return toMeasured(times.ours, times.peer)
}

function timeOnce(side: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    const ended = (status: number | null) => fail(new Error(`A side ended with status ${status}.`))
    side.once('exit', ended)
    side.once('message', (milliseconds) => {
      side.off('exit', ended)
      done(Number(milliseconds))
    })
    side.send('go')
  })
}

async function runAsSide([file, name, side]: readonly string[]): Promise<void> {
  const { sides }: { readonly sides: Sides } = await import(file!)
  const measure = sides[name!]![side as 'ours' | 'peer']()
  process.on('message', async () => {
    const start = performance.now()
    for (let run = 0; run < RUNS_A_ROUND; run++) await measure()
    process.send!((performance.now() - start) / RUNS_A_ROUND)
  })
}

// Not awaited: what it imports waits for this file.
if (process.argv[1] === import.meta.filename) void runAsSide(process.argv.slice(2))
