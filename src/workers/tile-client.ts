import { openChannel } from './channel.ts'
import type { TileCalls, TileEvents } from './tile-protocol.ts'

export { type Problem, ProblemError, toProblem } from '../model/problem.ts'

/** Starts the worker that reads layers and cuts them into tiles. */
export function startTileWorker() {
  const worker = new Worker(new URL('./tile-worker.ts', import.meta.url), { type: 'module' })
  return openChannel<TileCalls, TileEvents>(worker)
}

export type TileClient = ReturnType<typeof startTileWorker>
