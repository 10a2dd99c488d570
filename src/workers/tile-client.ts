import { openChannel } from './channel.ts'
import type { TileCalls, TileEvents } from './tile-protocol.ts'
import { watchLoading } from './watch-loading.ts'

export { type Problem, ProblemError, toProblem } from '../model/problem.ts'

/** Starts the worker that reads layers and cuts them into tiles. */
export function startTileWorker() {
  const worker = new Worker(new URL('./tile-worker.ts', import.meta.url), { type: 'module' })
  const loaded = watchLoading(worker, 'tile-worker')
  return { ...openChannel<TileCalls, TileEvents>(worker, loaded), loaded }
}

export type TileClient = ReturnType<typeof startTileWorker>
