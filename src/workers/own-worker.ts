import type { Problem } from '../model/problem.ts'
import type { CallMap, EventMap } from './channel.ts'
import { followWorker, type OwnWorker } from './follow-worker.ts'

export type { OwnWorker } from './follow-worker.ts'

/**
 * Starts a worker of its own for a role of `worker.ts`.
 *
 * @param toBroken the problem that is told when it breaks down
 */
export function startOwnWorker<C extends CallMap, E extends EventMap>(
  name: string,
  toBroken: (detail: string) => Problem,
): OwnWorker<C, E> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name })
  return followWorker(worker, toBroken)
}
