import type { ImportCalls, ImportEvents } from '../importing/protocol.ts'
import { type Problem, ProblemError, toProblem } from '../model/problem.ts'
import { type Channel, openChannel } from './channel.ts'
import { watchLoading } from './watch-loading.ts'

export { type Problem, ProblemError, toProblem }

export interface ImportClient {
  readonly call: Channel<ImportCalls, ImportEvents>['call']
  readonly on: Channel<ImportCalls, ImportEvents>['on']
  /** Ends the worker, whatever it is doing, and gives back its memory. Calls under way never settle. */
  end(): void
  /** Rejects once the worker breaks down, as when it has no more memory. */
  readonly broken: Promise<never>
}

/** Starts a worker for one import. */
export function startImportWorker(): ImportClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  })
  const loaded = watchLoading(worker, 'worker')
  const { call, on } = openChannel<ImportCalls, ImportEvents>(worker, loaded)
  const broken = new Promise<never>((_, reject) => {
    loaded.catch(reject)
    worker.addEventListener('error', async (event) => {
      event.preventDefault()
      await loaded.catch(() => undefined)
      reject(
        new ProblemError({
          code: 'import-broken-off',
          message: `The import broke off: ${event.message || 'there was no more memory'}.`,
          values: { detail: event.message ?? '' },
        }),
      )
    })
  })
  broken.catch(() => undefined)
  return { call, on, broken, end: () => worker.terminate() }
}

const GIB = 2 ** 30

/**
 * The most memory that an import may take: a quarter of the device's, which browsers give coarsely and
 * up to 8 GiB (Device Memory, section 3), and never more than a tab has.
 */
export function importLimitBytes(): number {
  const { deviceMemory } = navigator as { readonly deviceMemory?: number }
  return Math.min(1_500_000_000, deviceMemory === undefined ? Infinity : (deviceMemory * GIB) / 4)
}
