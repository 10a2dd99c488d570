import { type Problem, ProblemError } from '../model/problem.ts'
import { type CallMap, type Channel, type EventMap, openChannel } from './channel.ts'
import { watchLoading } from './watch-loading.ts'

/** A worker for one piece of work that a reader began. */
export interface OwnWorker<C extends CallMap, E extends EventMap> {
  readonly call: Channel<C, E>['call']
  readonly on: Channel<C, E>['on']
  /** Ends the worker, whatever it is doing, and gives back its memory. Calls under way never settle. */
  end(): void
  /** Rejects once the worker breaks down, as when it has no more memory. */
  readonly broken: Promise<never>
}

/**
 * Talks with a worker that has just been started.
 *
 * @param toBroken the problem that is told when it breaks down
 */
export function followWorker<C extends CallMap, E extends EventMap>(
  worker: Worker,
  toBroken: (detail: string) => Problem,
): OwnWorker<C, E> {
  const loaded = watchLoading(worker, 'worker')
  const { call, on } = openChannel<C, E>(worker, loaded)
  const broken = new Promise<never>((_, reject) => {
    loaded.catch(reject)
    worker.addEventListener('error', async (event) => {
      event.preventDefault()
      await loaded.catch(() => undefined)
      reject(new ProblemError(toBroken(event.message ?? '')))
    })
  })
  broken.catch(() => undefined)
  return { call, on, broken, end: () => worker.terminate() }
}
